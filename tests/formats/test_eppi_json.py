"""EPPI-Reviewer's JSON becomes records, and nothing of it is lost."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_records import AT, records
from relsynth.formats import eppi_json
from relsynth.formats.eppi_codes import write_eppi
from relsynth.records import Record, Unread

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
BENCH = Path(__file__).resolve().parents[2] / "scripts" / "bench"
TREE = {"AttributeId": 4, "AttributeName": "Trust", "Attributes": {"AttributesList": []}}
SETS = [{"SetName": "Ties", "SetId": 1, "Attributes": {"AttributesList": [TREE]}}]
ITEM: dict[str, Any] = {
    "Codes": [
        {
            "AttributeId": 4,
            "AdditionalText": "strong",
            "ArmId": 0,
            "ItemAttributeFullTextDetails": [{"Text": "Trust grew."}],
        }
    ],
    "Outcomes": [],
    "ItemId": 54780091,
    "Title": " Trust on the hill road",
    "ParentTitle": "Crew Health",
    "Year": "2019",
    "Month": "May",
    "StandardNumber": "1234-5678",
    "Volume": "85",
    "Issue": "9",
    "Pages": "2179-2181",
    "URL": "https://example.org/1",
    "Abstract": "One.\r\nTwo.",
    "TypeName": "Journal, Article",
    "Authors": "Okafor Ada ; Lund Ben ; ",
    "ParentAuthors": "",
    "DOI": "10.5555/eppi.1",
    "Keywords": "trust\r\nties",
    "ItemStatus": "I",
}


def read(*items: dict[str, Any]) -> list[Record | Unread]:
    return list(eppi_json.read_records(json.dumps({"CodeSets": SETS, "References": items}, indent=1).encode()))


def record(**others: Any) -> Record:
    (found,) = [one for one in read(ITEM | others) if isinstance(one, Record)]
    return found


def test_a_reference_in_full() -> None:
    found = record()
    assert (found.type, found.title, found.authors, found.year, found.container_title) == (
        "article-journal",
        "Trust on the hill road",
        ("Okafor Ada", "Lund Ben"),
        2019,
        "Crew Health",
    )
    assert (found.volume, found.issue, found.page, found.doi) == ("85", "9", "2179-2181", "10.5555/eppi.1")
    assert (found.issn, found.url, found.keywords) == (("1234-5678",), ("https://example.org/1",), ("trust", "ties"))
    assert found.abstract == "One.\nTwo."


def test_codes_and_whatever_has_no_field_are_kept() -> None:
    extra = record().extra
    assert ("Code", "Ties > Trust") in extra
    (codes,) = [json.loads(said) for tag, said in extra if tag == "Codes"]
    assert codes == {
        "AttributeId": 4,
        "AdditionalText": "strong",
        "ArmId": 0,
        "ItemAttributeFullTextDetails": [{"Text": "Trust grew."}],
    }
    assert {("TypeName", "Journal, Article"), ("Month", "May"), ("ItemId", "54780091"), ("ItemStatus", "I")} <= set(
        extra
    )


@pytest.mark.parametrize(
    ("type_name", "type_", "container"),
    [
        pytest.param("Journal, Article", "article-journal", "Crew Health", id="article"),
        pytest.param("Conference Proceedings", "paper-conference", "Crew Health", id="paper"),
        pytest.param("Book, Chapter", "chapter", "Crew Health", id="chapter"),
        pytest.param("Book, Whole", "book", None, id="a-book-is-in-a-series"),
        pytest.param("Report", "report", None, id="a-report-is-in-a-series"),
        pytest.param("Dissertation", "thesis", None, id="a-thesis-is-in-nothing"),
        pytest.param("Document From Internet Site", "webpage", "Crew Health", id="web-page"),
        pytest.param("Research project", None, "Crew Health", id="unknown"),
    ],
)
def test_kinds_of_item(type_name: str, type_: str | None, container: str | None) -> None:
    found = record(TypeName=type_name)
    assert (found.type, found.container_title) == (type_, container)
    assert any("Crew Health" in said for said in (found.container_title or "", *(said for _, said in found.extra)))


@pytest.mark.parametrize(
    ("head", "is_ours"),
    [
        pytest.param('{"CodeSets":[{"SetName":"x"', True, id="sets-first"),
        pytest.param('{\n "References" : [ {"ItemId": 1', True, id="references-first"),
        pytest.param('{"References":[{"title":"x"', False, id="another's-references"),
        pytest.param('[{"type":"article","title":"x"}]', False, id="csl"),
        pytest.param("TY  - JOUR", False, id="ris"),
    ],
)
def test_told_by_what_the_file_contains(head: str, is_ours: bool) -> None:
    assert eppi_json.recognises(head.encode(), ".json") is is_ours


def test_a_file_that_is_cut_gives_what_is_whole_and_tells_the_rest() -> None:
    source = json.dumps({"CodeSets": SETS, "References": [ITEM, ITEM]}).encode()[:-200]
    found = list(eppi_json.read_records(source))
    assert [type(one).__name__ for one in found] == ["Unread", "Record", "Unread"]
    assert "cut off" in found[-1].reason  # type: ignore[union-attr]


def test_sets_of_codes_around_the_references_are_asides_and_odd_items_harm_nothing() -> None:
    odd = [{"Codes": "x", "Title": 4}, {"Codes": [None], "Outcomes": [{"a": 1}]}, {}]
    found = read(ITEM, *odd)
    assert [getattr(one, "kind", "record") for one in found] == [
        "aside",
        "record",
        "record",
        "record",
        "record",
        "aside",
    ]


@given(st.lists(records(), max_size=3))
def test_any_record_that_is_written_is_read_again(items: list[Record]) -> None:
    found = [one for one in eppi_json.read_records(write_eppi("x", (), [(one, ()) for one in items]))]
    assert sum(isinstance(one, Record) for one in found) == len(items)
    assert AT


@pytest.mark.skipif(not (SHARED / "refi").is_dir(), reason="the export and its three other formats are not here")
def test_one_set_of_references_reads_alike_from_four_formats() -> None:
    spec = importlib.util.spec_from_file_location("eppi_alike", BENCH / "eppi_alike.py")
    assert spec
    assert spec.loader
    bench = sys.modules["eppi_alike"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    good, details = bench.alike(SHARED)
    assert (good, set(details.records.values()), details.missing) == (4, {385}, ())
