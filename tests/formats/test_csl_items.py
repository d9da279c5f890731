"""Items of CSL-JSON: names, dates, kin of the format, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from any_records import AT, records
from made_up_records import record
from relsynth.formats.csl_items import item_of, record_of
from relsynth.records import Record


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            {"author": [{"family": "Meer", "given": "Ludwig", "non-dropping-particle": "van der"},
                        {"family": "Berg", "given": "Nils", "dropping-particle": "von"},
                        {"family": "King", "given": "Ada", "suffix": "Jr."}, {"literal": "Night Bakers"}]},
            {"authors": ("van der Meer, Ludwig", "Berg, Nils von", "King, Ada, Jr.", "Night Bakers"), "extra": ()},
            id="names",
        ),
        pytest.param(
            {"author": [{"family": "Okafor", "given": "Ada", "ORCID": "0000"}]},
            {"authors": ("Okafor, Ada",),
             "extra": (("author", '[{"family": "Okafor", "given": "Ada", "ORCID": "0000"}]'),)},
            id="more-than-a-name",
        ),
        pytest.param({"author": ["Ada Okafor"]}, {"authors": ("Okafor, Ada",)}, id="names-as-text"),
        pytest.param({"issued": {"date-parts": [[2019, 5]]}}, {"issued": "2019-05", "extra": ()}, id="parts"),
        pytest.param({"issued": {"date-parts": [["2019", "5"]]}}, {"issued": "2019-05"}, id="parts-as-text"),
        pytest.param(
            {"issued": {"date-parts": [[2019, 5], [2019, 6]], "season": 2}},
            {"issued": "2019-05/2019-06",
             "extra": (("issued", '{"date-parts": [[2019, 5], [2019, 6]], "season": 2}'),)},
            id="a-span-and-a-season",
        ),
        pytest.param({"issued": {"raw": "Spring 2020"}}, {"issued": "Spring 2020", "year": 2020}, id="raw"),
        pytest.param({"issued": "2020"}, {"issued": "2020", "year": 2020}, id="date-as-text"),
        pytest.param({"issued": {"date-parts": [[None]]}}, {"issued": None, "year": None}, id="no-date"),
        pytest.param({"type": "article"}, {"type": "article", "extra": ()}, id="csl-article-is-a-preprint"),
        pytest.param(
            {"itemType": "journalArticle", "publicationTitle": "Crew", "abstractNote": "They came.",
             "tags": [{"tag": "a"}],
             "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Okafor"},
                          {"creatorType": "editor", "name": "Night Bakers"}]},
            {"type": "article-journal", "container_title": "Crew", "abstract": "They came.", "keywords": ("a",),
             "authors": ("Okafor, Ada",), "editors": ("Night Bakers",), "extra": (("itemType", "journalArticle"),)},
            id="zotero",
        ),
        pytest.param(
            {"entry_key": "o", "bib_type": "article", "fields": {"title": [{"type": "text", "text": "On "},
             {"type": "text", "text": "ferries"}], "pages": [[[{"type": "text", "text": "1"},
             {"type": "text", "text": "9"}]]]}},
            {"type": "article-journal", "title": "On ferries", "page": "1-9",
             "extra": (("entry_key", "o"), ("bib_type", "article"))},
            id="biblatex-converter",
        ),
        pytest.param(
            {"title": ["Ferries"], "container-title": ["Crew", "Crew Health"], "ISSN": ["5550-0001", "5550-0002"]},
            {"title": "Ferries", "container_title": "Crew", "issn": ("5550-0001", "5550-0002"),
             "extra": (("container-title", "Crew"), ("container-title", "Crew Health"))},
            id="lists-as-crossref-has-them",
        ),
        pytest.param(
            {"DOI": "https://doi.org/10.5555/ABC", "PMCID": "9990001", "id": 7, "custom": {"stars": 4}, "note": None},
            {"doi": "10.5555/abc", "pmcid": "PMC9990001",
             "extra": (("DOI", "https://doi.org/10.5555/ABC"), ("PMCID", "9990001"), ("id", "7"),
                       ("custom", '{"stars": 4}'))},
            id="identifiers-and-the-rest",
        ),
        pytest.param({"title": {"a": 1}, "author": 3, "issued": [], "ISSN": True}, {"title": None}, id="nonsense"),
    ],
)  # fmt: skip
def test_an_item_as_a_record(item: dict[str, Any], expected: dict[str, Any]) -> None:
    read = record_of(item, origin=AT)
    assert {name: getattr(read, name) for name in expected} == expected


def test_the_key_of_an_item_is_kept() -> None:
    assert record_of({"title": "Ferries"}, origin=AT, key="okafor").extra == (("key", "okafor"),)


@given(records())
def test_an_item_gives_its_record_back(one: Record) -> None:
    assert record_of(json.loads(json.dumps(item_of(one, 1))), origin=AT) == one


def test_an_ordinary_record_is_ordinary_csl() -> None:
    item = item_of(record(1, issued="2002-05", extra=(("note", "kept"),)), 1)
    assert item["author"][0] == {"family": "Lindqvist", "given": "Bo"}
    assert item["issued"] == {"date-parts": [[2002, 5]]}
    assert (item["container-title"], item["DOI"]) == ("Harbour Studies", "10.5555/made-up.1")


@pytest.mark.parametrize("tag", ["Author", "Key", "TY", "note", "ISSN", "doi", "container-Title", "custom"])
def test_tags_of_other_formats_are_no_keys_of_an_item(tag: str) -> None:
    one = record(1, extra=((tag, "kept"),))
    item = item_of(one, 1)
    assert "kept" not in item.values()
    assert item["custom"]["relsynth"]["extra"] == ((tag, "kept"),)
    assert len({key.lower() for key in item}) == len(item)
