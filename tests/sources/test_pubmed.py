"""Searching PubMed, faults included: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from made_up_services import (
    EMAIL,
    KEY,
    QUICK,
    Fault,
    PubMed,
    cut_body,
    cut_json,
    entered_daily,
    says,
    settings_for,
    status,
)
from relsynth.errors import SourceError
from relsynth.sources import Cursor, Page, Query, pubmed
from relsynth.sources.client import Client


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def serve(httpserver: HTTPServer, service: PubMed) -> PubMed:
    for path in ("esearch.fcgi", "efetch.fcgi"):
        httpserver.expect_request(f"/pubmed/{path}", method="POST").respond_with_handler(service)
    return service


def search(client: Client, after: Cursor | None = None) -> list[Page]:
    return list(pubmed.pages(client, Query(text="partnering"), after=after))


def ids(pages: list[Page]) -> list[int]:
    return [int(one) for page in pages for one in page.ids]


def test_a_search_gives_every_record_once_and_says_how_it_was_understood(
    httpserver: HTTPServer, client: Client
) -> None:
    service = serve(httpserver, PubMed(entered=entered_daily(450)))
    pages = search(client)
    assert ids(pages) == list(range(1, 451))
    assert [(page.number, len(page.ids), page.total) for page in pages] == [(1, 200, 450), (2, 200, 450), (3, 50, 450)]
    assert pages[0].notes == (
        "PubMed understood the query as: partnering",
        "PubMed reports quotedphrasesnotfound: a phrase of nobody",
    )
    assert [page.next is None for page in pages] == [False, False, True]
    assert {(one["tool"], one["email"], one["api_key"]) for one in service.asked} == {("relsynth", EMAIL, KEY)}
    assert not any(secret in page.url for page in pages for secret in (KEY, EMAIL))


def test_nothing_found_is_one_empty_page(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, PubMed())
    (page,) = search(client)
    assert (page.total, page.content, page.next) == (0, b"", None)


def test_more_than_ten_thousand_are_parted_by_day_of_entry(httpserver: HTTPServer, client: Client) -> None:
    entered = entered_daily(21_000, a_day=7)
    entered |= dict.fromkeys(range(30_001, 30_004))  # no day of entry
    serve(httpserver, PubMed(entered=entered))
    pages = search(client)
    assert sorted(ids(pages)) == sorted(entered)
    assert len(ids(pages)) == len(set(ids(pages)))
    assert {page.total for page in pages} == {21_003}


@pytest.mark.parametrize("many", [pytest.param(900, id="one-part"), pytest.param(10_400, id="parted")])
@pytest.mark.parametrize("stopped_after", [1, 3])
def test_a_search_goes_on_another_day_with_what_was_added_since(
    httpserver: HTTPServer, client: Client, many: int, stopped_after: int
) -> None:
    entered = entered_daily(many)
    service = serve(httpserver, PubMed(entered=entered))
    first = list(islice(pubmed.pages(client, Query(text="partnering")), stopped_after))
    service.entered = {**entered, 99_999: date(2026, 1, 2)}
    rest = search(client, after=first[-1].next)
    assert sorted({*ids(first), *ids(rest)}) == sorted(service.entered)
    assert not {*ids(first)} & {*ids(rest)}
    assert [page.number for page in (*first, *rest)] == list(range(1, len(first) + len(rest) + 1))


def test_a_search_that_outgrows_one_part_meanwhile_loses_nothing(httpserver: HTTPServer, client: Client) -> None:
    entered = entered_daily(9_990)
    service = serve(httpserver, PubMed(entered=entered))
    first = list(islice(pubmed.pages(client, Query(text="partnering")), 2))
    service.entered = entered | entered_daily(10_020)
    rest = search(client, after=first[-1].next)
    assert {*ids(first), *ids(rest)} == set(range(1, 10_021))


@pytest.mark.parametrize("at", [pytest.param(1, id="esearch"), pytest.param(3, id="efetch")])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(status(500), id="500"),
        pytest.param(
            status(429, '{"error": "API rate limit exceeded", "count": "11"}', Retry_After="0"), id="too-often"
        ),
        pytest.param(cut_body, id="hung-up"),
        pytest.param(cut_json, id="cut"),
        pytest.param(says({"error": "error forwarding request"}), id="200-with-an-error"),
        pytest.param(says({"esearchresult": {"ERROR": "Search Backend failed"}}), id="200-with-esearch's-error"),
        pytest.param(says({"esearchresult": {"count": "450", "idlist": ["1", "2"]}}), id="too-few-ids"),
        pytest.param(lambda _: Response("<eFetchResult><ERROR>no</ERROR></eFetchResult>"), id="efetch's-error"),
        pytest.param(lambda _: Response("<PubmedArticleSet></PubmedArticleSet>"), id="empty-before-the-end"),
    ],
)
def test_a_fault_in_the_middle_loses_nothing(httpserver: HTTPServer, client: Client, at: int, fault: Fault) -> None:
    serve(httpserver, PubMed(entered=entered_daily(450), faults={at: fault}))
    pages = search(client)
    assert ids(pages) == list(range(1, 451))
    assert not any(page.notes for page in pages[1:])


def test_records_that_never_come_are_named(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, PubMed(entered=entered_daily(210), withheld=frozenset({205, 207})))
    pages = search(client)
    assert len(ids(pages)) == 208
    assert pages[1].notes == ("PubMed found 2 records and did not give them: 205, 207",)


def test_pubmeds_own_words_stand_in_the_error(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, PubMed(always=says({"esearchresult": {"ERROR": "Empty term and\nquery_key"}})))
    with pytest.raises(SourceError, match="PubMed gives no list of ids: Empty term and query_key; asked 3 times"):
        search(client)


def test_too_many_of_one_day_cannot_be_parted(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, PubMed(entered=entered_daily(10_001, a_day=20_000, first=date(2020, 5, 4))))
    with pytest.raises(SourceError, match="10001 records that entered PubMed on 2020-05-04 match: narrow the query"):
        search(client)


def test_citations_of_books_count_and_entities_are_not_expanded() -> None:
    book = b"<PubmedBookArticle><BookDocument><PMID>5</PMID></BookDocument></PubmedBookArticle>"
    found = pubmed.citations(b"<PubmedArticleSet>" + book + b"</PubmedArticleSet>")
    assert [one.findtext("PMID") for one in found] == ["5"]
    hostile = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><PubmedArticleSet>&x;</PubmedArticleSet>'
    assert list(pubmed.citations(hostile)) == []
