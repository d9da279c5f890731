"""Searching Crossref, faults included: nothing lost, nothing twice."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import EMAIL, QUICK, Crossref, crossref_works, settings_for
from relsynth.sources import Query, crossref
from relsynth.sources.client import Client


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("partnering  ", {"query": "partnering"}, id="words"),
        pytest.param(
            "query.bibliographic=trust and power&filter=from-pub-date:2020",
            {"query.bibliographic": "trust and power", "filter": "from-pub-date:2020"},
            id="parameters",
        ),
    ],
)
def test_a_query_is_words_or_parameters(httpserver: HTTPServer, text: str, asked: dict[str, str]) -> None:
    service = Crossref(works=crossref_works(0))
    httpserver.expect_request("/crossref/works").respond_with_handler(service)
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        list(crossref.pages(client, Query(text=text)))
    assert service.asked == [{**asked, "rows": "200", "cursor": "*", "mailto": EMAIL}]
    assert service.agents[0].endswith(f"(mailto:{EMAIL})")


def test_the_works_of_a_page_are_found_in_its_content() -> None:
    content = b'{"status": "ok", "message": {"items": [{"DOI": "10.5555/a"}, "not a work"]}}'
    assert crossref.items_in(content) == ({"DOI": "10.5555/a"},)
