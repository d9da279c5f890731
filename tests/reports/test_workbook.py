"""Tables as workbooks: typed, guarded, and read again as they were."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from relsynth.formats import xlsx
from relsynth.reports.tables import Cell, Table
from relsynth.reports.workbook import CUT, LONGEST_CELL, sheet_names, to_workbook, to_workbook_of_all

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
    assert 'orientation="landscape"' in sheet
    assert read(made) == [["quote", "number"], ["a", 1.5], ["b", ""]]
    assert read(made, 1) == [["# n = 2"], ["# =1"]]
    assert load_workbook(io.BytesIO(made)).sheet_names == ["Codings allnone", "notes"]


def test_texts_are_wrapped_and_the_first_column_of_a_wide_table_stays_in_sight() -> None:
    wide = Table(title="Wide", columns=tuple("abcdefghi"), rows=(("a long text",) * 9,))
    made = to_workbook(wide)
    assert 'wrapText="1"' in part(made, "xl/styles.xml")
    assert 'topLeftCell="B2"' in part(made, "xl/worksheets/sheet1.xml")
    assert 'topLeftCell="A2"' in part(to_workbook(table(("a", 1))), "xl/worksheets/sheet1.xml")


def test_a_text_that_no_cell_holds_is_cut_and_that_is_told() -> None:
    made = to_workbook(table(("😀" * LONGEST_CELL, {"a": 1, "b": 2}), ("a" * LONGEST_CELL, None)))
    first, second = read(made)[1:]
    assert (first[0].endswith(CUT), len(first[0]), first[1]) == (True, LONGEST_CELL // 2 + 2, "a 1; b 2")
    assert second[0] == "a" * LONGEST_CELL
    assert read(made, 1) == [["# 1 cell is longer than a cell may be, and cut: CSV has them whole."]]


def test_several_tables_are_a_sheet_each_listed_before_with_the_notes_of_all_behind() -> None:
    tables = {"codings": table(("a", 1), notes=("n = 1",)), "Notes": table(notes=("none",)), "Codings": table()}
    made = to_workbook_of_all("Vans", tables)
    assert load_workbook(io.BytesIO(made)).sheet_names == [*("contents", "codings", "Notes 2", "Codings 2", "notes")]
    assert read(made) == [
        ["sheet", "table", "rows"],
        ["codings", "Codings: all/none", 1],
        ["Notes 2", "Codings: all/none", 0],
        ["Codings 2", "Codings: all/none", 0],
    ]
    assert read(made, 4) == [["codings", "# n = 1"], ["Notes 2", "# none"]]
    assert made == to_workbook_of_all("Vans", tables)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(("",), ("table",), id="empty"),
        pytest.param(("'van'", "[a]:*?/\\b"), ("van", "ab"), id="signs"),
        pytest.param(("a" * 40, "A" * 40), ("a" * 31, f"{'A' * 27} 2"), id="long-and-alike"),
        pytest.param(("History", "notes", "contents"), ("History 2", "notes 2", "contents 2"), id="taken"),
        pytest.param(("a\nb\x01",), ("ab\ufffd",), id="control"),
    ],
)
def test_a_sheet_has_a_name_that_a_workbook_can_have(titles: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert sheet_names(titles) == names
    to_workbook_of_all("all", dict.fromkeys(titles, table()))


def test_the_same_table_gives_the_same_bytes_and_an_empty_one_a_head() -> None:
    assert to_workbook(table(("a", 1))) == to_workbook(table(("a", 1)))
    assert read(to_workbook(table())) == [["quote", "number"]]


def test_a_reader_of_sheets_that_trusts_nobody_opens_it() -> None:
    made = to_workbook(table(("Ngũgĩ 😀", 7), ("two\nlines", None)))
    xlsx.guard(made)
    ((_, rows), _) = xlsx.sheets(made)
    assert rows == [["quote", "number"], ["Ngũgĩ 😀", "7"], ["two\nlines", ""]]
