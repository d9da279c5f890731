"""Searching OpenAlex, faults included: nothing lost, nothing twice."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import EMAIL, KEY, QUICK, OpenAlex, settings_for
from relsynth.errors import SourceError
from relsynth.sources import Query, openalex
from relsynth.sources.client import Client


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("partnering", {"search": "partnering"}, id="words"),
        pytest.param("power = trust", {"search": "power = trust"}, id="words-with-a-sign"),
        pytest.param("filter=type:review", {"filter": "type:review"}, id="parameters"),
        pytest.param(
            "https://api.openalex.org/works?filter=type:review&search.exact=trust&page=3&api_key=old",
            {"filter": "type:review", "search.exact": "trust"},
            id="an-address",
        ),
    ],
)
def test_a_query_is_words_or_parameters(httpserver: HTTPServer, text: str, asked: dict[str, str]) -> None:
    service = OpenAlex()
    httpserver.expect_request("/openalex/works").respond_with_handler(service)
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        (page,) = openalex.pages(client, Query(text=text))
    assert service.asked == [{**asked, "per_page": "100", "cursor": "*", "api_key": KEY, "mailto": EMAIL}]
    assert KEY not in page.url
    assert EMAIL not in page.url


def test_a_parameter_that_searches_for_nothing_is_refused(httpserver: HTTPServer) -> None:
    with (
        Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client,
        pytest.raises(SourceError, match="a query may hold search= and filter=, sort=, not group_by"),
    ):
        list(openalex.pages(client, Query(text="search=trust&group_by=type")))
