"""RIS of every dialect is read whole: each record, each aside, each value."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.formats.ris import read_records, recognises, write_records
from relsynth.records import FIELDS, Origin, Record, Unread


def read(text: str) -> list[Record | Unread]:
    return list(read_records(text.encode()))


def outline(text: str) -> list[str | None]:
    """A record's title; an unread stretch's kind and text."""
    return [f"{r.kind}: {r.text}" if isinstance(r, Unread) else r.title for r in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("TY  - JOUR\nTI  - A\nER  - \n\nTY  - JOUR\nTI  - B\nER  - \n", ["A", "B"], id="ordinary"),
        pytest.param("\ufeffTY  - JOUR\r\nTI  - A\r\nER  -\r\n", ["A"], id="byte-order mark, CRLF, bare ER"),
        pytest.param("TY  - JOUR\rTI  - A\rER  - \r", ["A"], id="CR alone"),
        pytest.param("TY  - JOUR\nTI  - A", ["A"], id="cut before ER"),
        pytest.param("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - ", ["A", "B"], id="no ER before the next TY"),
        pytest.param("TY  - JOUR\nDO  - 10.1/a\n\nTY  - JOUR\nDO  - 10.1/b", [None, None], id="neither ER nor titles"),
        pytest.param(
            "TY  - BOOK\nTY  - JOUR\nTI  - A\nPB  - x\nTY  - GEN\nPB  - y\nER  - ", ["A"], id="several TY in one"
        ),
        pytest.param("DO  - 10.1/a\nTY  - JOUR\nTI  - A\nER  - ", ["A"], id="a field before TY"),
        pytest.param(
            "TY  - JOUR\nTI  - A\nER  - \nNL  - J\n\nTY  - GEN\nTI  - B\nER  - ", ["A", "B"], id="a field after ER"
        ),
        pytest.param(
            "TY  - JOUR\nTI  - A\nAB  - All\nER  - positive ones\nKW  - k\nER  - \n",
            ["A"],
            id="text that begins with ER",
        ),
        pytest.param(
            "TY  - JOUR\nTI  - A\nER  - end\nTY  - JOUR\nTI  - B\nER  - end", ["A", "B"], id="a word after ER"
        ),
        pytest.param(
            "1. \nTY  - JOUR\nTI  - A\nER  - \n\nLink to the Ovid Full Text: x\n\n2. \nTY  - JOUR\nTI  - B\nER  - ",
            ["aside: 1. ", "A", "aside: Link to the Ovid Full Text: x\n\n2. ", "B"],
            id="Ovid's numbers and links",
        ),
        pytest.param(
            "Record #1 of 2\nProvider: P\n\nTY  - JOUR\nTI  - A\n\nRecord #2 of 2\nTY  - JOUR\nTI  - B",
            ["aside: Record #1 of 2\nProvider: P", "A", "aside: Record #2 of 2", "B"],
            id="Cochrane's numbers, no ER",
        ),
        pytest.param("TY - JOUR\nTI - A\nER -\n", ["A"], id="one blank"),
        pytest.param("TY\t-\tJOUR\nTI\t-\tA\nER\t-\n", ["A"], id="tabs"),
        pytest.param("ty  - JOUR\nti  - A\ner  - \n", ["A"], id="lower case"),
        pytest.param("  TY  - JOUR\n  TI  - A\n  ER  - \n", ["A"], id="indented"),
        pytest.param("TY  - JOUR\nTI - A\nER  - \n", ["A"], id="one odd line"),
        pytest.param("TY  - JOUR\nTI  -A\nER  -\n", ["A"], id="no blank after the hyphen"),
        pytest.param(
            "TY  - JOUR\nTI  - A\nis long\n  and longer\nER  - \n", ["A is long and longer"], id="lines that go on"
        ),
        pytest.param("TI  - A\nAU  - B\nER  - \n", ["record: TI  - A\nAU  - B\nER  - "], id="no TY"),
        pytest.param("TY  - JOUR\nER  - \n", ["record: TY  - JOUR\nER  - "], id="nothing but a type"),
        pytest.param("ER  - \n", ["aside: ER  - "], id="a stray ER"),
        pytest.param("Dear all,\nhere it is", ["aside: Dear all,\nhere it is"], id="no RIS at all"),
    ],
)
def test_every_stretch_is_a_record_or_says_why_not(text: str, expected: list[str | None]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        pytest.param("TY  - JOUR\n", ".txt", True, id="TY"),
        pytest.param("2.\n\nTY - JOUR\n", ".txt", True, id="TY after a number"),
        pytest.param("TI  - A\nAU  - B\nER  - \n", ".txt", True, id="no TY"),
        pytest.param("PMID- 1\nTI  - A\nAU  - B\n", ".ris", False, id="MEDLINE"),
        pytest.param("PT J\nAU A\nER\n", ".ris", False, id="Web of Science"),
        pytest.param("@article{a,\n note = {\nTY  - JOUR\n}}", ".ris", False, id="BibTeX"),
        pytest.param("<?xml version='1.0'?>\nTY  - JOUR\n", ".ris", False, id="XML"),
        pytest.param("title,year\nA,2001\n", ".ris", False, id="a table"),
    ],
)
def test_ris_is_told_by_its_content(text: str, suffix: str, *, expected: bool) -> None:
    assert recognises(text.encode(), suffix) is expected


def test_where_a_record_stood_is_known() -> None:
    origins = [r.origin for r in read("x\n\nTY  - JOUR\nTI  - A\n\nER  - \n\n\nTY  - GEN\nTI  - B\n")]
    assert origins == [Origin(1, 1), Origin(3, 6), Origin(9, 10)]


WORDS = st.text(alphabet=string.ascii_letters + string.digits + " .,;:-–é—ß漢/()[]&<>\"'", max_size=30)
TAGS = st.sampled_from(
    re.findall(r"\w+", "TI T1 AU A1 A2 ED JF T2 JO PY Y1 DA VL IS SP EP DO M3 UR L1 N1 N2 AB KW SN AN C2 U1 ZZ TY")
)
TYPES = st.sampled_from(["JOUR", "BOOK", "CHAP", "THES", "XYZ"])


@st.composite
def ris(draw: st.DrawFn) -> str:
    records = draw(st.lists(st.tuples(TYPES, st.lists(st.tuples(TAGS, WORDS), max_size=12)), max_size=4))
    return "".join(
        f"TY  - {kind}\n"
        + "".join(f"{tag}  - {value if tag != 'TY' else kind}\n" for tag, value in lines)
        + "ER  - \n\n"
        for kind, lines in records
    )


def letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def said_in(found: Record | Unread) -> str:
    if isinstance(found, Unread):
        return letters(found.text)
    values = [getattr(found, name) for name in FIELDS]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else [str(value)])]
    return letters(" ".join([*flat, *(value for _, value in found.extra)]))


@settings(deadline=None)
@given(text=ris())
def test_each_line_and_each_value_is_kept(text: str) -> None:
    found = read(text)
    for number, line in enumerate(text.split("\n"), start=1):
        owners = [r for r in found if r.origin.first <= number <= r.origin.last]
        if line.strip():
            assert len(owners) == 1
            assert letters(line[6:]) in said_in(owners[0])


@settings(deadline=None)
@given(text=ris())
def test_what_is_written_is_read_as_the_same_records(text: str) -> None:
    nowhere = Origin(1, 1)
    records = [replace(r, origin=nowhere) for r in read(text) if isinstance(r, Record)]
    assert [
        replace(r, origin=nowhere) for r in read_records(write_records(records)) if isinstance(r, Record)
    ] == records


RECORDS = st.builds(
    Record,
    origin=st.just(Origin(1, 1)),
    type=st.sampled_from(["article-journal", "book", "chapter", "article", "thesis"]),
    title=st.sampled_from(["A title", "A title: TY  - JOUR", "Über – das"]),
    authors=st.lists(st.sampled_from(["Okafor, Ada", "World Health Organization"])).map(tuple),
    container_title=st.none() | st.just("A Journal"),
    year=st.none() | st.just(2001),
    page=st.none() | st.sampled_from(["12-19", "e12", "S1-S2-3", "5 - 9"]),
    doi=st.none() | st.just("10.1234/a-b"),
    pmid=st.none() | st.just("12345678"),
    pmcid=st.none() | st.just("PMC123456"),
    extra=st.lists(
        st.tuples(
            st.sampled_from(["AU", "TI", "T2", "note", "Author Keywords", "ER", "TY", "N1", "DO", "relsynth:x"]),
            st.sampled_from(["a value", "two\nlines", "ER  - ", "relsynth:AU: x"]),
        )
    ).map(tuple),
)


@given(record=RECORDS)
def test_a_record_of_any_format_is_written_without_loss(record: Record) -> None:
    (again,) = read_records(write_records([record]))
    assert isinstance(again, Record)
    kept = {(tag, " ".join(value.split())) for tag, value in again.extra}
    lost = [(tag, value) for tag, value in record.extra if (tag, " ".join(value.split())) not in kept]
    assert all(tag == "TI" and value == record.title for tag, value in lost)
    same = [name for name in FIELDS if name not in ("type", "issued", "year")]
    assert [getattr(again, name) for name in same] == [getattr(record, name) for name in same]
    assert again.year == record.year
    assert again.type == record.type or ("type", record.type) in again.extra or again.extra[0][0] == "TY"


def test_a_long_text_without_tags_is_read_in_one_pass() -> None:
    lines = 50_000
    (record,) = read("TY  - JOUR\nTI  - A\nAB  - b\n" + "c d\n" * lines + "TY  - GEN\n" * lines)
    assert isinstance(record, Record)
    assert record.abstract == "b" + " c d" * lines
