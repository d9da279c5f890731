"""What is written into rows is read back the same, whatever it is."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT, document
from relsynth.coding import Coder, Coding
from relsynth.documents import LABELS, Document, Paragraph, Section, Span, document_id
from relsynth.records import FIELDS, Origin, Record, record_id
from relsynth.store import File, Store, rows

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)
SOME_TEXT = WORDS.filter(bool)
MAYBE = st.none() | WORDS
KINDS = st.sampled_from(["text", "list_item", "caption", "box", "quote", "table", "footnote"])
BOOK = "b" * 64


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(st.lists(SOME_TEXT, min_size=1, max_size=4))
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines) + 1)]
    sections = draw(st.lists(st.tuples(WORDS, st.sampled_from(LABELS), WORDS), min_size=1, max_size=3))
    text = "\n".join(lines)
    return Document(
        id=document_id(draw(st.binary(max_size=8))),
        name=draw(SOME_TEXT),
        format=draw(st.sampled_from(["jats", "plain"])),
        text=text,
        paragraphs=tuple(
            Paragraph(
                start=start,
                end=following - 1,
                section=draw(st.integers(0, len(sections) - 1)),
                kind=draw(KINDS),
                page=draw(st.none() | st.integers(1, 999)),
                row_head=draw(MAYBE),
                column_head=draw(MAYBE),
            )
            for start, following in pairwise(starts)
        ),
        sections=tuple(
            Section(
                heading=heading,
                label=label,
                parent=n - 1 if n else None,
                reason=reason,
                confidence=draw(st.floats(0, 1)),
            )
            for n, (heading, label, reason) in enumerate(sections)
        ),
        reader=draw(SOME_TEXT),
        citations=tuple(sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))),
        spoken=tuple(draw(st.lists(st.tuples(st.integers(0, 99), st.integers(100, 199)), max_size=2))),
        title=draw(MAYBE),
        authors=tuple(draw(st.lists(WORDS, max_size=3))),
        year=draw(st.none() | st.integers(1800, 2100)),
        journal=draw(MAYBE),
        doi=draw(MAYBE),
        pmid=draw(MAYBE),
        pmcid=draw(MAYBE),
        language=draw(st.sampled_from([None, "en", "es"])),
        completeness=draw(st.sampled_from(["full_text", "abstract_only", "no_body"])),
    )


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    start, length, cue_start, cue_length = (draw(st.integers(0, 10**9)) for _ in range(4))
    facets = draw(st.dictionaries(SOME_TEXT, st.lists(WORDS, max_size=3).map(tuple), max_size=3))
    by_machine = draw(st.booleans())
    return Coding(
        span=Span(version=document().version, start=start, end=start + length + 1),
        code=draw(SOME_TEXT),
        coder=Coder(name="Ana 李 🚤", kind="person"),
        facets=tuple(sorted(facets.items())),
        cue=draw(SOME_TEXT) if by_machine else None,
        cue_start=cue_start if by_machine else None,
        cue_end=cue_start + cue_length if by_machine else None,
        score=draw(st.none() | st.floats(allow_nan=False)),
    )


LISTS = ("authors", "editors", "issn", "isbn", "url", "keywords")
FIELD = dict.fromkeys(FIELDS, MAYBE) | dict.fromkeys(LISTS, st.lists(WORDS, max_size=3).map(tuple))
RECORDS = st.builds(
    Record,
    origin=st.just(Origin(3, 7)),
    **(FIELD | {"year": st.none() | st.integers(1500, 2099)}),
    extra=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
)


@given(one=RECORDS)
@settings(max_examples=60)
def test_a_record_comes_back_the_same(one: Record) -> None:
    row = dict(zip(rows.RECORD_COLUMNS.split(", "), rows.record_row(record_id(one), one), strict=True))
    found = rows.record_of(row, Origin(3, 7))  # type: ignore[arg-type]
    assert found == one
    assert row["id"] == record_id(found)


@given(one=documents())
@settings(max_examples=60)
def test_a_document_comes_back_the_same(one: Document) -> None:
    with Store.open(Path(":memory:")) as store:
        assert store.add_document(one, at=AT)
        store.add_file(File(path="a", status="read", document=one.id), at=AT)
        (found,) = store.documents()
    assert found == one
    assert (found.version, found.text_digest) == (one.version, one.text_digest)


@given(some=st.lists(codings(), max_size=4))
@settings(max_examples=60)
def test_codings_come_back_the_same(some: list[Coding]) -> None:
    with Store.open(Path(":memory:")) as store:
        of = document()
        store.add_document(of, at=AT)
        store.add_file(File(path="a", status="read", document=of.id), at=AT)
        store.add_codebook(BOOK, id="small", version="1", source="", at=AT)
        store.add_coder(Coder(name="Ana 李 🚤", kind="person"))
        store.add_codings(some, codebook=BOOK, at=AT)
        found = list(store.codings())
    assert sorted(found, key=repr) == sorted(some, key=repr)


def test_a_document_and_its_rows_agree() -> None:
    one = replace(document(), citations=(1, 4), authors=("Ngũgĩ, A",))
    assert [row[2:5] for row in rows.paragraph_rows(one)] == [(0, 11, 0), (12, 22, 0)]
    assert rows.section_rows(one) == [(one.version, 0, "Results", "results", None, "heading", 1.0)]
    row = dict(zip(rows.VERSION_COLUMNS.split(", "), rows.version_row(one, AT), strict=True))
    assert (row["id"], row["text_digest"], row["read_at"]) == (one.version, one.text_digest, AT)
    assert (row["citations"], row["authors"]) == ("[1,4]", '["Ngũgĩ, A"]')


@pytest.mark.parametrize("value", [[], {"a": ["b"]}, "Ngũgĩ\n", [1, None]])
def test_json_is_compact_readable_and_true(value: object) -> None:
    written = rows.compact(value)
    assert json.loads(written) == value
    assert "\\u0" not in written
