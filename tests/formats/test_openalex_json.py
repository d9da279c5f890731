"""What OpenAlex answers becomes records, and nothing of it is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relsynth.formats import openalex_json
from relsynth.records import Record

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.5555/oa.1",
    "title": "Partners in two valleys",
    "display_name": "Partners in two valleys",
    "publication_year": 2021,
    "publication_date": "2021-03-09",
    "ids": {
        "openalex": "https://openalex.org/W1",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/31000001",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/7000001",
    },
    "language": "en",
    "type": "article",
    "primary_location": {
        "landing_page_url": "https://doi.org/10.5555/oa.1",
        "source": {
            "display_name": "Journal of Made-up Valleys",
            "issn": ["1234-5678", "8765-432X"],
            "host_organization_name": "Valley Press",
        },
    },
    "authorships": [
        {"author": {"id": "https://openalex.org/A1", "display_name": "Ada Okafor"}, "raw_author_name": "Ada N. Okafor"},
        {"author": {"display_name": "Valley Partnership Group"}},
    ],
    "biblio": {"volume": "7", "issue": None, "first_page": "12", "last_page": "19"},
    "is_retracted": False,
    "keywords": [{"display_name": "Trust", "score": 0.51}],
    "referenced_works": ["https://openalex.org/W2", "https://openalex.org/W3"],
    "abstract_inverted_index": {"We": [0, 4], "met": [1], "them.": [2, 6], "Then": [3], "left": [5]},
}


def record(work: dict[str, Any]) -> Record:
    source = json.dumps({"meta": {"count": 1, "next_cursor": None}, "results": [work], "group_by": []}).encode()
    (found,) = [one for one in openalex_json.read_records(source) if isinstance(one, Record)]
    return found


def test_a_work_in_full() -> None:
    found = record(WORK)
    assert (found.type, found.title, found.issued, found.year) == (
        "article-journal",
        "Partners in two valleys",
        "2021-03-09",
        2021,
    )
    assert found.authors == ("Okafor, Ada N.", "Valley Partnership Group")
    assert (found.doi, found.pmid, found.pmcid) == ("10.5555/oa.1", "31000001", "PMC7000001")
    assert (found.container_title, found.publisher) == ("Journal of Made-up Valleys", "Valley Press")
    assert (found.volume, found.issue, found.page) == ("7", None, "12-19")
    assert (found.issn, found.keywords, found.language) == (("1234-5678", "8765-432X"), ("Trust",), "en")
    assert found.url == ("https://doi.org/10.5555/oa.1",)
    assert found.abstract == "We met them. Then We left them."


def test_what_no_field_holds_as_it_was_written_is_extra() -> None:
    extra = record(WORK).extra
    assert ("authorships.raw_author_name", "Ada N. Okafor") in extra
    assert ("doi", "https://doi.org/10.5555/oa.1") in extra
    assert ("is_retracted", "false") in extra
    assert ("keywords.score", "0.51") in extra
    assert [value for tag, value in extra if tag == "referenced_works"] == WORK["referenced_works"]
    assert not {tag for tag, _ in extra if tag.startswith(("abstract", "biblio", "title", "publication_"))}


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param(
            {"id": "W1", "title": None, "display_name": "Named"}, {"title": "Named", "year": None}, id="named"
        ),
        pytest.param({"biblio": {"first_page": "e12", "last_page": "e12"}}, {"page": "e12"}, id="one-page"),
        pytest.param(
            {"primary_location": None, "authorships": None, "id": "W1"}, {"container_title": None}, id="nulls"
        ),
        pytest.param({"type": "paratext"}, {"type": None, "extra": (("type", "paratext"),)}, id="a-type-of-its-own"),
        pytest.param(
            {"abstract_inverted_index": {"odd": "places", "words": [1], "two": [None, 0]}},
            {"abstract": "two words"},
            id="a-broken-index",
        ),
        pytest.param(
            {"abstract_inverted_index": {"odd": "places"}},
            {"abstract": None, "extra": (("abstract_inverted_index.odd", "places"),)},
            id="an-index-of-nothing-is-extra",
        ),
    ],
)
def test_other_works(work: dict[str, Any], expected: dict[str, object]) -> None:
    found = record(work)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Okafor", "Okafor, Ada"),
        ("Ada N. van der Berg", "van der Berg, Ada N."),
        ("Berta de la Cruz", "de la Cruz, Berta"),
        ("Carl Lindqvist Jr.", "Lindqvist, Carl Jr."),
        ("Okafor, A.", "Okafor, A."),
        ("Plato", "Plato"),
        ("Valley Partnership Group", "Valley Partnership Group"),
        ("de Vries", "Vries, de"),
    ],
)
def test_names_are_turned_as_they_are_filed(name: str, expected: str) -> None:
    assert openalex_json.inverted(name) == expected
