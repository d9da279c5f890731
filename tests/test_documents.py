"""Places in a document are code points of one unchanging text, and a reading is known by what it read."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import paper
from relsynth.documents import (
    LABELS,
    LATE_LABELS,
    UNCODED_LABELS,
    Document,
    Paragraph,
    Section,
    Span,
    document_id,
    plain_line,
)

DOCUMENT = paper({"methods": ["We met."], "results": ["They met 🤝 us."]}, citations=(3,), authors=("Okafor, Ada",))


def test_labels_are_each_given_once_and_the_kinds_of_them_exist() -> None:
    assert len(set(LABELS)) == len(LABELS)
    assert set(LABELS) >= LATE_LABELS | UNCODED_LABELS
    assert not LATE_LABELS & UNCODED_LABELS


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_a_span_holds_something(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(version="v1:0", start=start, end=end)


def test_spans_are_sorted_by_version_and_place() -> None:
    first, second, third = (Span(version=v, start=s, end=9) for v, s in [("v1:a", 2), ("v1:a", 3), ("v1:b", 0)])
    assert sorted([third, second, first]) == [first, second, third]


def test_a_document_is_known_by_its_file_alone() -> None:
    assert document_id(b"") == "d1:e3b0c44298fc1c14"
    assert document_id(b"a") != document_id(b"b")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"id": "d1:0"}, id="file"),
        pytest.param({"reader": "plain-2"}, id="reader"),
        pytest.param({"text": "We met.\nThey met 🤝 me."}, id="text"),
        pytest.param({"paragraphs": (Paragraph(start=0, end=7, section=0),)}, id="paragraphs"),
        pytest.param(
            {"paragraphs": (replace(DOCUMENT.paragraphs[0], kind="quote"), DOCUMENT.paragraphs[1])}, id="kind"
        ),
        pytest.param({"paragraphs": (replace(DOCUMENT.paragraphs[0], page=1), DOCUMENT.paragraphs[1])}, id="page"),
        pytest.param(
            {"paragraphs": (DOCUMENT.paragraphs[0], replace(DOCUMENT.paragraphs[1], row_head="A"))}, id="head"
        ),
        pytest.param({"spoken": ((0, 7),)}, id="spoken"),
        pytest.param({"sections": (DOCUMENT.sections[0], Section(heading="Results", label="other"))}, id="label"),
        pytest.param({"citations": ()}, id="citations"),
        pytest.param({"title": "Another"}, id="title"),
        pytest.param({"authors": ()}, id="authors"),
        pytest.param({"year": 2020}, id="year"),
        pytest.param({"journal": "Journal of Rafts"}, id="journal"),
        pytest.param({"doi": "10.5555/raft"}, id="doi"),
        pytest.param({"language": None}, id="language"),
        pytest.param({"completeness": "no_body"}, id="completeness"),
    ],
)
def test_whatever_is_read_otherwise_is_another_version(changed: dict[str, Any]) -> None:
    assert replace(DOCUMENT, **changed).version != DOCUMENT.version


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name": "moved/elsewhere.txt"}, id="path"),
        pytest.param({"sections": tuple(replace(s, reason="other words") for s in DOCUMENT.sections)}, id="reason"),
    ],
)
def test_what_is_not_read_leaves_the_version_as_it_is(changed: dict[str, Any]) -> None:
    assert replace(DOCUMENT, **changed).version == DOCUMENT.version


def test_ids_do_not_move_between_releases() -> None:
    """A change here would make every project code its papers anew, and part people's codings from their text."""
    assert (DOCUMENT.id, DOCUMENT.version) == ("d1:99e40a490faebc5b", "v1:60c81de2f677275e")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({}, None, id="english-full-text"),
        pytest.param({"language": None}, None, id="language-not-told"),
        pytest.param({"language": "es"}, "not English (es)", id="spanish"),
        pytest.param({"completeness": "abstract_only"}, "abstract only", id="abstract-only"),
        pytest.param({"completeness": "no_body"}, "no body", id="no-body"),
        pytest.param({"language": "fr", "completeness": "no_body"}, "not English (fr)", id="one-reason-is-enough"),
    ],
)
def test_only_whole_papers_in_english_are_in_scope(fields: dict[str, Any], reason: str | None) -> None:
    assert replace(DOCUMENT, **fields).out_of_scope == reason


@pytest.mark.parametrize(
    ("authors", "year", "citation"),
    [
        pytest.param((), None, "paper.txt (n.d.)", id="nobody"),
        pytest.param(("Okafor, Ada",), 2021, "Okafor (2021)", id="one"),
        pytest.param(("Okafor, Ada", "Quill, Ben"), 2021, "Okafor and Quill (2021)", id="two"),
        pytest.param(("Okafor, Ada", "Quill, Ben", "Oake, C."), 2021, "Okafor et al. (2021)", id="three"),
        pytest.param(("The Raft Group",), 2021, "The Raft Group (2021)", id="a-group"),
        pytest.param(("Иванова, Анна",), 2021, "Иванова (2021)", id="cyrillic"),
    ],
)
def test_a_study_is_cited_by_family_name_and_year(authors: tuple[str, ...], year: int | None, citation: str) -> None:
    assert replace(DOCUMENT, authors=authors, year=year).short_citation == citation


def test_a_reading_without_identifiers_keeps_the_id_it_had_before_there_were_any() -> None:
    assert DOCUMENT.version == "v1:60c81de2f677275e"
    assert replace(DOCUMENT, pmid="1").version != replace(DOCUMENT, pmcid="1").version != DOCUMENT.version


def test_a_page_belongs_to_its_paragraph() -> None:
    first, second = DOCUMENT.paragraphs
    one = replace(DOCUMENT, paragraphs=(replace(first, page=1), second))
    assert one.version != replace(DOCUMENT, paragraphs=(first, replace(second, page=1))).version


def test_a_table_row_read_before_there_were_heads_keeps_its_id() -> None:
    """Readers once made a row of a table one paragraph, without heads; projects hold such readings."""
    row = replace(DOCUMENT.paragraphs[0], kind="table")
    read = [row, DOCUMENT.paragraphs[1]]
    assert replace(DOCUMENT, paragraphs=tuple(read)).version == "v1:fd5f906845a261ba"


@pytest.mark.parametrize(
    ("start", "end", "spoken"),
    [
        pytest.param(0, 7, True, id="all"),
        pytest.param(0, 9, True, id="most"),
        pytest.param(3, 15, False, id="some"),
        pytest.param(8, 12, False, id="none"),
    ],
)
def test_words_are_a_participants_where_most_of_them_are(start: int, end: int, spoken: bool) -> None:
    assert replace(DOCUMENT, spoken=((0, 7),)).is_spoken(start, end) is spoken


def test_a_quote_is_counted_in_code_points() -> None:
    place = DOCUMENT.text.index("us.")
    assert DOCUMENT.quote(place, place + 3) == "us."
    assert DOCUMENT.quote(place - 2, place) == "🤝 "


def test_the_path_to_a_section_leaves_out_empty_headings() -> None:
    tree = (
        Section(heading="Results", label="results"),
        Section(heading="", label="results", parent=0),
        Section(heading="Talks", label="results", parent=1),
    )
    document: Document = replace(DOCUMENT, sections=tree)
    assert document.section_path(2) == ("Results", "Talks")
    assert document.section_path(1) == ("Results",)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        pytest.param("  We\n met\t at\xa0noon. ", "We met at noon.", id="white-space"),
        pytest.param("cafe\u0301", "café", id="nfc"),
        pytest.param("part\u00adner\u200bship\ufeff", "partnership", id="zero-width"),
        pytest.param("a\x00b\x1bc", "abc", id="control"),
        pytest.param("one\x0btwo\x0cthree", "one two three", id="feeds-are-space"),
        pytest.param("👩\u200d⚕️ x\u0302", "👩\u200d⚕️ x\u0302", id="joiners-stay"),
        pytest.param(" \n ", "", id="nothing"),
        pytest.param("İ", "İ", id="dotted-capital"),
    ],
)
def test_a_line_is_stored_plain(raw: str, stored: str) -> None:
    assert plain_line(raw) == stored


@given(st.text())
def test_a_stored_line_is_nfc_has_no_break_and_stays_as_it_is(raw: str) -> None:
    line = plain_line(raw)
    assert unicodedata.is_normalized("NFC", line)
    assert line == line.strip()
    assert "\n" not in line
    assert plain_line(line) == line
