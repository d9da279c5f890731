"""The law of paging, held against each service that pages by cursor: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import (
    QUICK,
    Crossref,
    EuropePmc,
    Fault,
    OpenAlex,
    Service,
    crossref_works,
    cut_body,
    cut_json,
    europepmc_results,
    openalex_works,
    says,
    settings_for,
    status,
)
from relsynth.errors import SourceError
from relsynth.sources import Cursor, Page, Query, source
from relsynth.sources.client import Client

MANY = 450  # items: three pages of Crossref, five of the others

MADE: Mapping[str, Callable[..., Service]] = {
    "crossref": lambda **told: Crossref(works=crossref_works(MANY), **told),
    "europepmc": lambda **told: EuropePmc(results=europepmc_results(MANY), **told),
    "openalex": lambda **told: OpenAlex(works=openalex_works(MANY), **told),
}
EVERY = {
    "crossref": tuple(f"10.5555/w{n}" for n in range(MANY)),
    "europepmc": tuple(f"MED:{n}" for n in range(1, MANY + 1)),
    "openalex": tuple(f"W{n}" for n in range(MANY)),
}
EMPTY = {
    "crossref": says({"message": {"total-results": MANY, "items": [], "next-cursor": "the same"}}),
    "europepmc": says({"hitCount": MANY, "nextCursorMark": "Ao100", "resultList": {"result": []}}),
    "openalex": says({"meta": {"count": MANY, "next_cursor": "mark-100"}, "results": []}),
}
ERROR = {"error": True, "errMsg": "try later", "message": "try later"}


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def serve(httpserver: HTTPServer, name: str, **told: Any) -> Service:
    service = MADE[name](**told)
    httpserver.expect_request(f"/{name}/{'search' if name == 'europepmc' else 'works'}").respond_with_handler(service)
    return service


def search(client: Client, name: str, after: Cursor | None = None) -> list[Page]:
    return list(source(name).pages(client, Query(text="partnering"), after=after))


def ids(pages: list[Page]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for page in pages for one in page.ids))


@pytest.mark.parametrize("name", MADE)
def test_a_search_gives_every_item_in_order_and_ends(httpserver: HTTPServer, client: Client, name: str) -> None:
    serve(httpserver, name)
    pages = search(client, name)
    assert [one for page in pages for one in page.ids] == list(EVERY[name])
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert [page.next is None for page in pages] == [False] * (len(pages) - 1) + [True]
    assert {(page.total, page.notes) for page in pages} == {(MANY, ())}


@pytest.mark.parametrize("name", MADE)
def test_nothing_found_is_one_page(httpserver: HTTPServer, client: Client, name: str) -> None:
    empty = {"crossref": Crossref(), "europepmc": EuropePmc(), "openalex": OpenAlex()}[name]
    path = "search" if name == "europepmc" else "works"
    httpserver.expect_request(f"/{name}/{path}").respond_with_handler(empty)
    (page,) = search(client, name)
    assert (page.ids, page.total, page.next, page.notes) == ((), 0, None, ())


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(status(500), id="500-in-the-middle"),
        pytest.param(status(429, Retry_After="0"), id="429"),
        pytest.param(cut_body, id="hung-up"),
        pytest.param(cut_json, id="cut-json"),
        pytest.param(says(ERROR), id="200-with-an-error"),
        pytest.param(says(["a list"]), id="200-with-something-else"),
        pytest.param(None, id="empty-before-the-end"),
    ],
)
def test_a_fault_in_the_middle_loses_nothing(
    httpserver: HTTPServer, client: Client, name: str, fault: Fault | None
) -> None:
    serve(httpserver, name, faults={2: fault or EMPTY[name]})
    pages = search(client, name)
    assert sorted(ids(pages)) == sorted(EVERY[name])
    assert not any(page.notes for page in pages)


@pytest.mark.parametrize("name", MADE)
def test_a_fault_every_time_is_an_error_that_names_the_service_and_its_words(
    httpserver: HTTPServer, client: Client, name: str
) -> None:
    serve(httpserver, name, always=says(ERROR))
    with pytest.raises(SourceError, match=r"(Crossref|Europe PMC|OpenAlex) gives no list of items: try later; asked 3"):
        search(client, name)


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("stopped_after", [1, 2])
def test_a_search_goes_on_where_it_stopped(
    httpserver: HTTPServer, client: Client, name: str, stopped_after: int
) -> None:
    serve(httpserver, name)
    first = list(islice(source(name).pages(client, Query(text="partnering")), stopped_after))
    rest = search(client, name, after=first[-1].next)
    assert ids([*first, *rest]) == EVERY[name]
    assert [page.number for page in (*first, *rest)] == list(range(1, len(first) + len(rest) + 1))
    assert rest[-1].next is None
    assert not rest[-1].notes


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        pytest.param("openalex", {1: 430, 2: 460, 3: 450}, id="openalex"),
        pytest.param("openalex", {1: 1_000}, id="openalex-far-too-many-at-first"),
        pytest.param("openalex", {2: 150}, id="openalex-far-too-few-in-the-middle"),
        pytest.param("crossref", {1: 460, 2: 470, 3: 450}, id="crossref"),
        pytest.param("crossref", {2: 150}, id="crossref-far-too-few-in-the-middle"),
    ],
)
def test_a_total_that_changes_while_paging_loses_nothing(
    httpserver: HTTPServer, client: Client, name: str, totals: dict[int, int]
) -> None:
    serve(httpserver, name, totals=totals)
    pages = search(client, name)
    assert ids(pages) == EVERY[name]
    assert not pages[-1].notes


@pytest.mark.parametrize("name", ["crossref", "openalex"])
def test_items_that_never_come_are_counted_on_the_last_page(httpserver: HTTPServer, client: Client, name: str) -> None:
    serve(httpserver, name, totals=dict.fromkeys(range(1, 100), MANY + 7))
    pages = search(client, name)
    assert set(ids(pages)) == set(EVERY[name])
    assert [page.notes for page in pages if page.notes] == [
        ("announced 457 items and gave 450: 7 did not come, run the search again later",)
    ]
    assert pages[-1].notes


def test_items_that_two_pages_share_are_seen_on_both(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, "openalex", again=10)
    pages = search(client, "openalex")
    assert sum(len(page.ids) for page in pages) > MANY
    assert ids(pages) == EVERY["openalex"]


def test_a_page_that_stays_empty_is_passed_over_if_its_cursor_leads_on(httpserver: HTTPServer, client: Client) -> None:
    empty = says({"meta": {"count": MANY, "next_cursor": "mark-200"}, "results": []})
    serve(httpserver, "openalex", faults=dict.fromkeys((2, 3, 4), empty))
    pages = search(client, "openalex")
    assert ids(pages) == EVERY["openalex"][:100] + EVERY["openalex"][200:]
    assert pages[-1].notes == ("announced 450 items and gave 350: 100 did not come, run the search again later",)


def test_a_service_that_goes_round_in_circles_is_left(httpserver: HTTPServer, client: Client) -> None:
    page = {"message": {"total-results": 900, "items": crossref_works(200), "next-cursor": "the same"}}
    service = serve(httpserver, "crossref", always=says(page))
    pages = search(client, "crossref")
    assert len(service.asked) < 20
    assert pages[-1].notes == ("announced 900 items and gave 200: 700 did not come, run the search again later",)


def test_europe_pmc_may_end_without_a_mark(httpserver: HTTPServer, client: Client) -> None:
    service = serve(httpserver, "europepmc", ends_without_mark=True)
    assert ids(search(client, "europepmc")) == EVERY["europepmc"]
    assert len(service.asked) == 5
