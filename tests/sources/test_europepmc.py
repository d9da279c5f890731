"""Searching Europe PMC, faults included: nothing lost, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import QUICK, EuropePmc, europepmc_results, settings_for
from relsynth.sources import Identifiers, Query, europepmc
from relsynth.sources.client import Client

IN_MEDLINE: dict[str, Any] = {"id": "7", "source": "MED", "pmid": "7", "pmcid": "PMC70", "doi": "10.5555/seven"}
AS_PREPRINT: dict[str, Any] = {"id": "PPR9", "source": "PPR", "doi": "10.5555/seven"}


def test_a_long_query_is_sent_as_a_form_and_pages_like_any_other(httpserver: HTTPServer) -> None:
    service = EuropePmc(results=europepmc_results(150))
    httpserver.expect_request("/europepmc/searchPOST", method="POST").respond_with_handler(service)
    text = " OR ".join(f'"partner number {n}"' for n in range(400))
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        pages = list(europepmc.pages(client, Query(text=text)))
    assert [len(page.ids) for page in pages] == [100, 50, 0]
    assert {asked["query"] for asked in service.asked} == {text}
    assert "partner+number+399" in pages[0].url


@pytest.mark.parametrize(
    ("known", "found"),
    [
        pytest.param(Identifiers(pmcid="PMC70"), "7", id="pmcid"),
        pytest.param(Identifiers(pmid="7"), "7", id="pmid"),
        pytest.param(Identifiers(doi="10.5555/seven"), "7", id="doi-of-the-article-before-the-preprint"),
        pytest.param(Identifiers(pmid="8", doi="10.5555/seven"), "7", id="second-identifier-if-the-first-fails"),
        pytest.param(Identifiers(doi="10.5555/none"), None, id="unknown"),
        pytest.param(Identifiers(), None, id="no-identifier"),
    ],
)
def test_a_result_is_found_by_any_identifier(httpserver: HTTPServer, known: Identifiers, found: str | None) -> None:
    service = EuropePmc(results=[AS_PREPRINT, IN_MEDLINE])
    httpserver.expect_request("/europepmc/search").respond_with_handler(service)
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        result = europepmc.look_up(client, known)
    assert (result["id"] if result else None) == found
