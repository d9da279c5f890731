"""Tables in Word: real tables with a repeated head, numbered captions, notes below, pages that are wide enough."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.table_docx import (
    LARGE,
    MOST_COLUMNS,
    NOTE_STYLE,
    SIDEWAYS,
    STYLE,
    UPRIGHT,
    Paper,
    document,
    put_table,
    to_docx,
)
from relsynth.reports.tables import Cell, Table
from relsynth.reports.word import packed

SMALL = Table(
    title="Vans & <drivers>",
    columns=("paper", "lack_only", "k"),
    rows=(("van-001", True, 3), ("two\nlines", None, 0.25)),
    notes=("n = 2 studies.", "<b>=1</b>"),
)


def opened(content: bytes) -> Word:
    return Document(io.BytesIO(content))


def wide(columns: int, word: str) -> Table:
    return Table(title="T", columns=tuple(f"c{n}" for n in range(columns)), rows=((word,) * columns,))


def test_a_table_is_words_own_with_caption_and_notes() -> None:
    word = opened(to_docx(SMALL))
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["paper", "lack only", "k"],
        ["van-001", "yes", "3"],
        ["two\nlines", "", "0.25"],
    ]
    assert table.style is not None
    assert table.style.name == STYLE
    caption, *notes = word.paragraphs
    assert caption.style is not None
    assert caption.style.name == "Caption"
    assert "SEQ Table" in caption._p.xml
    assert "".join(one.text or "" for one in caption._p.iter(qn("w:t"))) == "Table 1. Vans & <drivers>"
    assert [(one.text, one.style.name if one.style else "") for one in notes] == [
        ("n = 2 studies.", NOTE_STYLE),
        ("<b>=1</b>", NOTE_STYLE),
    ]


def test_the_head_is_on_every_page_and_no_row_is_broken() -> None:
    (table,) = opened(to_docx(SMALL)).tables
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


@pytest.mark.parametrize(
    ("table", "paper"),
    [
        pytest.param(SMALL, UPRIGHT, id="small"),
        pytest.param(wide(14, "partnership"), SIDEWAYS, id="wide"),
        pytest.param(wide(22, "partnerships"), LARGE, id="very-wide"),
    ],
)
def test_a_table_is_on_the_smallest_page_that_breaks_no_word(table: Table, paper: Paper) -> None:
    word = opened(to_docx(table))
    section = word.sections[-1]
    assert (section.page_width, section.page_height) == (Twips(paper.width), Twips(paper.height))
    widths = [int(one.get(qn("w:w"))) for one in word.tables[0]._tbl.tblGrid]  # type: ignore[arg-type]
    assert sum(widths) <= paper.line + len(widths)


def test_tables_of_one_document_are_numbered_and_turn_the_page_only_where_they_must() -> None:
    word = document("Vans")
    for number, table in enumerate((SMALL, SMALL, wide(14, "partnership"), SMALL), 1):
        put_table(word, table, number)
    read = opened(packed(word))
    assert len(read.tables) == 4
    widths = [section.page_width for section in read.sections]
    assert widths == [Twips(paper.width) for paper in (UPRIGHT, SIDEWAYS, UPRIGHT)]
    captions = [one._p.xml for one in read.paragraphs if one.style and one.style.name == "Caption"]
    assert [f">{n}<" in xml for n, xml in enumerate(captions, 1)] == [True] * 4
    body = [one.tag for one in read.element.body]
    assert not [1 for one, other in pairwise(body) if one == other == qn("w:tbl")]  # two that touch would be one


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4), st.text(max_size=20))
def test_any_text_is_written_and_read(rows: list[tuple[Cell, Cell]], title: str) -> None:
    word = opened(to_docx(Table(title=title, columns=("a", "b"), rows=tuple(rows), notes=(title,))))
    assert len(word.tables[0].rows) == len(rows) + 1


def test_the_same_table_gives_the_same_bytes_and_one_without_columns_its_notes() -> None:
    assert to_docx(SMALL) == to_docx(SMALL)
    word = opened(to_docx(Table(title="T", columns=(), rows=(), notes=("Nothing.",))))
    assert [one.text for one in word.paragraphs][-1] == "Nothing."


def test_a_table_with_a_column_for_each_study_is_cut_into_parts_that_word_opens() -> None:
    many = wide(MOST_COLUMNS + 40, "a")
    word = opened(to_docx(many))
    assert [len(table.columns) <= MOST_COLUMNS for table in word.tables] == [True, True]
    captions = [one for one in word.paragraphs if one.style and one.style.name == "Caption"]
    assert [one.text.endswith(f"(part {n} of 2)") for n, one in enumerate(captions, 1)] == [True, True]
    assert ["\\c" in one._p.xml for one in captions] == [False, True]  # the second repeats the number
    assert {table.rows[0].cells[0].text for table in word.tables} == {"c0"}
