"""References and citing works of reports, through a server that behaves like OpenAlex."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import QUICK, OpenAlex, settings_for
from relsynth.sources import Identifiers, chasing
from relsynth.sources.chasing import Direction, Seed, Seeds
from relsynth.sources.client import Client


def work(number: int, *refers_to: int, pmid: str = "") -> dict[str, Any]:
    ids = {"pmid": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}"} if pmid else {}
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/w{number}" if not pmid else None,
        "ids": ids,
        "referenced_works": [f"https://openalex.org/W{one}" for one in refers_to],
    }


INCLUDED = [work(1, *range(100, 230)), work(2, 100, 101, 999_999), work(3, pmid="33")]
REFERENCES = [work(number) for number in range(100, 230)]
CITING = [work(number, 1 + number % 2) for number in range(1_000, 1_150)]
EVERY = [*INCLUDED, *REFERENCES, *CITING]


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    httpserver.expect_request("/openalex/works").respond_with_handler(OpenAlex(works=EVERY))
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def seeds(client: Client) -> Seeds:
    return chasing.find_seeds(
        client, [Identifiers(doi="10.5555/W1"), Identifiers(doi="10.5555/w2"), Identifiers(doi="10.5555/x", pmid="33")]
    )


def test_reports_are_found_by_doi_else_by_pmid_and_the_others_are_named(client: Client) -> None:
    unknown = Identifiers(doi="10.5555/with,comma")
    found = chasing.find_seeds(client, [Identifiers(doi="10.5555/W2"), Identifiers(pmid="33"), unknown])
    assert found == Seeds(
        found=(
            Seed(id="W2", doi="10.5555/w2", references=("W100", "W101", "W999999")),
            Seed(id="W3", pmid="33"),
        ),
        unknown=(unknown,),
    )


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        pytest.param("references", {f"W{n}" for n in range(100, 230)}, id="references"),
        pytest.param("cited_by", {f"W{n}" for n in range(1_000, 1_150)}, id="cited-by"),
    ],
)
@pytest.mark.parametrize("stopped_after", [0, 1, 2])
def test_every_work_comes_also_after_a_stop(
    client: Client, direction: Direction, expected: set[str], stopped_after: int
) -> None:
    known = seeds(client)
    first = list(islice(chasing.chase(client, known, direction), stopped_after))
    pages = [*first, *chasing.chase(client, known, direction, after=first[-1].next if first else None)]
    assert {one for page in pages for one in page.ids} == expected
    assert sum(len(page.ids) for page in pages) == len(expected)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert [page.next is None for page in pages] == [False] * (len(pages) - 1) + [True]


def test_references_that_openalex_does_not_hold_are_named(client: Client) -> None:
    notes = [note for page in chasing.chase(client, seeds(client), "references") for note in page.notes]
    assert notes == ["OpenAlex does not hold 1 of the references that it names: W999999"]


@pytest.mark.parametrize("direction", ["references", "cited_by"])
def test_without_seeds_nothing_is_asked(client: Client, direction: Direction) -> None:
    assert list(chasing.chase(client, Seeds(found=()), direction)) == []
