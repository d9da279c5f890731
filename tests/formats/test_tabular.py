"""Tables as text: delimiters, headers, broken quotation marks, and nothing lost."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from any_records import read_again, records
from relsynth.formats.decoding import decode
from relsynth.formats.tabular import (
    NO_HEADER,
    UNCLOSED,
    read_records,
    recognises,
    suffixes,
    write_records,
    written_suffixes,
)
from relsynth.records import Record, Unread

HEADER = "Title,Authors,Year,Abstract\n"


def titles(text: str) -> list[str | None]:
    return [item.title for item in read_records(text.encode()) if isinstance(item, Record)]


def told(text: str) -> list[tuple[int, int, str]]:
    """Where what is unread stands, and its kind."""
    return [
        (item.origin.first, item.origin.last, item.kind)
        for item in read_records(text.encode())
        if isinstance(item, Unread)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Title,Year\nFerries,2019\nBakers,2020\n", ["Ferries", "Bakers"], id="commas"),
        pytest.param("Title;Year\nFerries;2019", ["Ferries"], id="semicolons-and-no-last-line-end"),
        pytest.param("Title\tYear\nFerries\t2019\n", ["Ferries"], id="tabs"),
        pytest.param("Title|Year\nFerries|2019\n", ["Ferries"], id="bars"),
        pytest.param("\ufeffTitle,Year\r\nFerries,2019\r\n", ["Ferries"], id="mark-and-crlf"),
        pytest.param("Title,Year\rFerries,2019\r", ["Ferries"], id="carriage-returns-alone"),
        pytest.param("sep=;\nTitle;Year\nFerries;2019\n", ["Ferries"], id="separator-told"),
        pytest.param('"About the data: 3 March"\n\nTitle,Year\nFerries,2019\n', ["Ferries"], id="preamble"),
        pytest.param(
            'Title,Year\n"Ferries\n\nand bakers",2019\nX,2020\n', ["Ferries\n\nand bakers", "X"], id="long-cell"
        ),
        pytest.param("Title,Year,DOI\nFerries\nBakers,2020,,more\n", ["Ferries", "Bakers"], id="short-and-long-rows"),
        pytest.param("Title,Year\nFerries,2019\nTitle,Year\nBakers,2020\n", ["Ferries", "Bakers"], id="header-again"),
        pytest.param("Title,Year\n,\n\nFerries,2019\n , \n", ["Ferries"], id="blank-rows"),
        pytest.param('Title,Year\n"Say ""aye""",2019\n', ['Say "aye"'], id="doubled-marks"),
        pytest.param('Title,Year\nSay "aye",2019\n', ['Say "aye"'], id="marks-inside"),
        pytest.param('Title,Year\n"Say "aye" now",2019\n', ['Say "aye" now'], id="marks-not-doubled"),
        pytest.param('Title,Year\nFerries, "2019, May"\n', ["Ferries"], id="blank-before-a-mark"),
        pytest.param('"Title\nof report",Title,Year\nx,Ferries,2019\n', ["Ferries"], id="name-in-two-lines"),
        pytest.param("Title\nFerries\nBakers\n", ["Ferries", "Bakers"], id="titles-alone"),
    ],
)
def test_every_row_is_a_record(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    ("rows", "expected", "lines"),
    [
        pytest.param('A van,"Okafor, Ada",2019,"They said\nB,Lund,2020,x\n', ["A van", "B"], [], id="in-the-last-cell"),
        pytest.param('"A van,Okafor,2019,x\nB,Lund,2020,x\n', ['"A van', "B"], [], id="in-the-first-cell"),
        pytest.param('"A van,Okafor,2019,x\n"B","Lund","2020","x"\n', ['"A van', "B"], [], id="closed-by-the-next-row"),
        pytest.param('"A van,Okafor\n"B","Lund","2020","x"\n', ["B"], [2], id="in-a-short-row"),
        pytest.param(
            'A van,Okafor,2019,"x\nB,Lund,2020,y\nC,Lund,2021,z"\n', ["A van", "B", "C"], [], id="over-whole-rows"
        ),
        pytest.param('A "van,Okafor\nB,Lund,2020,x\n', ['A "van', "B"], [], id="within-a-cell"),
    ],
)
def test_an_open_quotation_mark_swallows_nothing(rows: str, expected: list[str], lines: list[int]) -> None:
    assert titles(HEADER + rows) == expected
    assert [first for first, _, kind in told(HEADER + rows) if kind == "record"] == lines


def test_what_cannot_be_told_apart_says_why() -> None:
    (unread,) = (
        item
        for item in read_records((HEADER + '"A van,Okafor\n').encode())
        if isinstance(item, Unread) and item.kind == "record"
    )
    assert unread.reason == UNCLOSED
    assert unread.text == '"A van,Okafor\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x\ny\n\nTitle,Year\nFerries,2019\n", [(1, 4, "aside")], id="preamble-and-header"),
        pytest.param("Title,Year\n,\nTitle,Year\n\nFerries,2019\n", [(1, 3, "aside")], id="adjacent-asides-are-one"),
        pytest.param("Title,Year\nFerries,2019\n,\n", [(1, 1, "aside"), (3, 3, "aside")], id="at-the-end"),
        pytest.param("Title,Year,Shelf\n,,B2\n", [(1, 1, "aside"), (2, 2, "record")], id="nothing-known"),
        pytest.param("a,b\nc,d\n", [(1, 2, "record")], id="no-header"),
        pytest.param("", [], id="empty"),
    ],
)
def test_what_is_no_record_is_told(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert told(text) == expected


def test_a_table_without_a_known_header_says_so() -> None:
    (unread,) = read_records(b"a,b\n1,2\n")
    assert isinstance(unread, Unread)
    assert unread.reason == NO_HEADER


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"Title,Year\n", True, id="csv"),
        pytest.param(b"x\n" * 20 + b"Article Title;DOI\n", True, id="below-a-preamble"),
        pytest.param(b"PT\tAU\tTI\tSO\tPY\n", True, id="web-of-science"),
        pytest.param(b"TY  - JOUR\nTI  - Title, year\nER  - \n", False, id="ris"),
        pytest.param(b"@article{a, title = {b}, year = 2019}\n", False, id="bibtex"),
        pytest.param(b"PMID- 1\nTI  - Title\n", False, id="nbib"),
        pytest.param(b"We read the title, the abstract, and the year.\n", False, id="prose"),
        pytest.param(b"Title, year, and whatever else we could find of these came.\n", False, id="a-sentence"),
        pytest.param(b"`title`, `year`\n", False, id="names-in-markdown"),
        pytest.param(b"ti,ab\n(trust).ti,ab.\n", False, id="search-strategy"),
        pytest.param(b"| Title | Year |\n|---|---|\n", False, id="markdown"),
        pytest.param(b'{"title": "x", "author": []}', False, id="json"),
        pytest.param(b"", False, id="empty"),
    ],
)
def test_recognised_by_its_header(head: bytes, *, expected: bool) -> None:
    assert recognises(head, ".txt") is expected


cells = st.text(alphabet=st.sampled_from("ab \"\n,;\t|='é0"), max_size=8)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6), st.sampled_from(",;\t|"))
def test_every_line_and_every_value_of_a_sound_table_is_somewhere(rows: list[list[str]], delimiter: str) -> None:
    # A cell over several lines, each of which would be a row by itself, is taken for an open quotation mark.
    broken = [row for row in rows if any("\n" in cell for cell in row)]
    assume(all(len(row) <= 3 and delimiter not in "".join(row) for row in broken))
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\n")
    writer.writerows([["Title", "Abstract", "Year"], *rows])
    assert_laws(sheet.getvalue())
    said = said_in(sheet.getvalue())
    assert [cell for row in rows for cell in row if packed(cell) not in said] == []


@given(st.text(alphabet=st.sampled_from('ab",\n;'), max_size=60))
def test_every_line_of_any_text_is_somewhere(text: str) -> None:
    assert_laws(HEADER + text)


def assert_laws(text: str) -> None:
    owned = {n for item in read_records(text.encode()) for n in range(item.origin.first, item.origin.last + 1)}
    lines = decode(text.encode()).split("\n")
    assert [line for n, line in enumerate(lines, 1) if line.strip() and n not in owned] == []
    assert packed(text) == "" or said_in(text) != ""


def said_in(text: str) -> str:
    return packed(" ".join(str(item) for item in read_records(text.encode())))


def packed(text: str) -> str:
    return "".join(sign for sign in text.replace("\\n", "").replace("\\t", "") if sign.isalnum())


@given(st.lists(records(), max_size=4))
@settings(max_examples=60)
def test_what_is_written_reads_the_same(written: list[Record]) -> None:
    source = write_records(written)
    assert recognises(source, "")
    assert read_again(list(read_records(source))) == written
    assert write_records(written) == source


@pytest.mark.parametrize("line", ['"', '"x"",', '"a""\n', '"a,b,c\n', '"""\n', 'a,"b\n', ",", ' "x" y', '"x"\n\n'])
def test_a_hostile_table_takes_little_time(line: str) -> None:
    begun = time.process_time()
    list(read_records((HEADER + line * 3000).encode()))
    assert time.process_time() - begun < 2


def test_a_file_is_not_written_under_a_suffix_that_its_content_is_not() -> None:
    assert set(written_suffixes) < set(suffixes)
    assert ".tsv" in suffixes
    assert ".tsv" not in written_suffixes
