"""The codes in EPPI-Reviewer's JSON, read and written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relsynth.codebook_import import ForeignCode
from relsynth.errors import InputError
from relsynth.formats.eppi_codes import AppliedCode, named_codes, quotes_in, read_eppi, write_eppi
from relsynth.records import Origin, Record


def attribute(number: int, name: str, *below: dict[str, Any], **others: Any) -> dict[str, Any]:
    made = {"AttributeId": number, "AttributeName": name, "AttributeType": "Selectable (show checkbox)", **others}
    return made | ({"Attributes": {"AttributesList": list(below)}} if below else {})


def export(*attributes: dict[str, Any], references: list[dict[str, Any]] | None = None) -> bytes:
    code_set = {"SetName": "Ties", "SetId": 7, "Attributes": {"AttributesList": list(attributes)}}
    return json.dumps({"CodeSets": [code_set], "References": references or []}).encode()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param("Trust grew.", ("Trust grew.",), id="of-a-text"),
        pytest.param('Page 2:\n[¬s]"Trust grew."[¬e]', ("Trust grew.",), id="of-a-pdf"),
        pytest.param('Page 1:\n[¬s]"Dolor si amet[¬e]"', ("Dolor si amet",), id="closed-behind-its-mark"),
        pytest.param('Page 2:\r\n[¬s]"A."\n"B."[¬e]', ("A.", "B."), id="several-stretches"),
        pytest.param('Page 2:\n[¬s]"A."[¬e]\nPage 3:\n[¬s]"B."[¬e]', ("A.", "B."), id="several-pages"),
        pytest.param('He said "yes".', ('He said "yes".',), id="quotation-marks-of-its-own"),
        pytest.param("  ", (), id="nothing"),
    ],
)
def test_words_that_were_marked(text: str, quotes: tuple[str, ...]) -> None:
    assert quotes_in(text) == quotes


def test_sets_are_trees_and_only_hold_others() -> None:
    trust = attribute(1, "Trust", attribute(2, "In staff"), AttributeType="Not selectable (no checkbox)")
    (top,) = read_eppi(export(trust, attribute(3, "Ties", AttributeSetDescription="Who knows whom."))).tree
    assert (top.name, top.guid, top.is_codable) == ("Ties", "set 7", False)
    assert [(one.name, one.guid, one.is_codable, one.description) for one in top.children] == [
        ("Trust", "1", False, None),
        ("Ties", "3", True, "Who knows whom."),
    ]
    assert named_codes(export(trust)) == {"1": "Ties > Trust", "2": "Ties > Trust > In staff"}


def test_codes_on_a_reference() -> None:
    details = [{"Text": 'Page 1:\n[¬s]"A."[¬e]'}, {"Text": "A."}, {"Text": None}, "odd"]
    codes = [
        {"AttributeId": 1, "AdditionalText": " a note ", "ItemAttributeFullTextDetails": details},
        {"AttributeId": 2},
    ]
    (one,) = read_eppi(export(references=[{"ItemId": 5, "Title": "T", "Codes": codes}])).references
    assert (one.item, one.title) == ("5", "T")
    assert one.codes == (AppliedCode(attribute="1", text="a note", quotes=("A.",)), AppliedCode(attribute="2"))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"CodeSets": [', id="cut"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b'{"rows": []}', id="another's"),
        pytest.param(b'{"CodeSets":' * 100_000, id="nested-without-end"),
    ],
)
def test_what_is_none_of_eppis_is_refused(source: bytes) -> None:
    with pytest.raises(InputError, match="JSON"):
        read_eppi(source)
    assert named_codes(source) == {}


def test_codes_too_deep_within_each_other_are_refused() -> None:
    deep = attribute(0, "end")
    for number in range(1, 60):
        deep = attribute(number, "on", deep)
    with pytest.raises(InputError, match="deep within each other"):
        read_eppi(export(deep))


@pytest.mark.parametrize(
    "odd", [{"CodeSets": 3, "References": {}}, {"CodeSets": [None, 4], "References": ["x", {"Codes": "y"}]}]
)
def test_odd_shapes_hold_nothing_and_harm_nothing(odd: dict[str, Any]) -> None:
    read = read_eppi(json.dumps(odd).encode())
    assert (read.tree, [one.codes for one in read.references if one.codes]) == ((), [])


def test_what_is_written_reads_back_as_it_was() -> None:
    tree = (
        ForeignCode(
            name="States",
            guid="STA",
            is_codable=False,
            children=(ForeignCode(name="Trust 😀", guid="STA.TRUST", description="שלום"),),
        ),
    )
    codes = [AppliedCode(attribute="STA.TRUST", text="barrier 2", quotes=('"Trust" grew\u2028', "a\nb"))]
    record = Record(origin=Origin(1, 1), title="A title", year=2020, doi="10.1/x", authors=("Okafor, Ada",))
    read = read_eppi(write_eppi("Book", tree, [(record, codes), (record, [])]))
    ((top,), (first, second)) = (read.tree[0].children, read.references)
    assert (read.tree[0].name, top.name, top.children[0].name, top.children[0].description) == (
        "Book",
        "States",
        "Trust 😀",
        "שלום",
    )
    assert read.own == {top.children[0].guid: "STA.TRUST"}
    assert [(read.own[one.attribute], one.text, one.quotes) for one in first.codes] == [
        ("STA.TRUST", "barrier 2", ('"Trust" grew', "a\nb"))
    ]
    assert (first.doi, first.year, second.codes) == ("10.1/x", "2020", ())
