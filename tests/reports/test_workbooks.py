"""A table as a workbook: typed, guarded, and read again as it was."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from relsynth.reports.tables import Cell, Table
from relsynth.reports.workbooks import LONGEST_CELL, to_workbook

TEXTS = st.text(max_size=20) | st.sampled_from(
    ["=1+1", "+x", "@a", "https://example.org", "12", "TRUE", "😀", "א", "a\r\nb"]
)


def table(*rows: tuple[Cell, ...], notes: tuple[str, ...] = ()) -> Table:
    return Table(title="Codings: all/none", columns=("quote", "number"), rows=rows, notes=notes)


def read(made: bytes, sheet: int = 0) -> list[list[Any]]:
    return load_workbook(io.BytesIO(made)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name).decode()


@given(st.lists(st.tuples(TEXTS, st.none() | st.booleans() | st.integers(-1000, 1000)), max_size=5))
def test_cells_are_read_again_as_they_were(rows: list[tuple[str, Any]]) -> None:
    made = to_workbook(table(*rows))
    assert "<f>" not in part(made, "xl/worksheets/sheet1.xml")
    found = read(made)[1:]
    for (text, number), row in zip(rows, found, strict=False):
        clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "\ufffd", text.replace("\r", "\ufffd"))
        assert [str(row[0]), None if row[1] == "" else row[1]] == [clean, number]


@pytest.mark.parametrize("text", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "{=1}", "0012"])
def test_a_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    made = to_workbook(table((text, 1)))
    assert read(made)[1] == [text, 1]
    assert "<f>" not in part(made, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(made, "xl/worksheets/sheet1.xml")


def test_the_head_stays_in_sight_and_filters_and_notes_have_a_sheet_of_their_own() -> None:
    made = to_workbook(table(("a", 1.5), ("b", float("nan")), notes=("n = 2", "=1")))
    sheet = part(made, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert read(made) == [["quote", "number"], ["a", 1.5], ["b", ""]]
    assert read(made, 1) == [["# n = 2"], ["# =1"]]
    assert load_workbook(io.BytesIO(made)).sheet_names == ["Codings allnone", "notes"]


def test_a_text_that_no_cell_holds_is_cut_and_that_is_told() -> None:
    made = to_workbook(table(("😀" * LONGEST_CELL, {"a": 1, "b": 2}), ("a" * LONGEST_CELL, None)))
    first, second = read(made)[1:]
    assert (len(first[0]), first[1], len(second[0])) == (LONGEST_CELL // 2, "a 1; b 2", LONGEST_CELL)
    assert read(made, 1) == [["# 1 cells are longer than a cell may be, and cut: CSV has them whole."]]


def test_the_same_table_gives_the_same_bytes_and_an_empty_one_a_head() -> None:
    assert to_workbook(table(("a", 1))) == to_workbook(table(("a", 1)))
    assert read(to_workbook(table())) == [["quote", "number"]]
