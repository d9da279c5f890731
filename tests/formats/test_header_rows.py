"""Tables of people's spreadsheets: the header is found, rows keep their lines, guards are taken off."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from relsynth.errors import InputError
from relsynth.formats.header_rows import rows_below, said_in


def has_name(names: Sequence[str]) -> bool:
    return "name" in names


def packed(*rows: Sequence[object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["Read me"])
        sheet = book.add_worksheet("Codes")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"Near misses,Name\na,b\n", id="comma"),
        pytest.param(b"sep=;\r\nNear misses;Name\r\na;b\r\n", id="excel"),
        pytest.param("\ufeffOur codes\n\nNear misses\tName\na\tb\n".encode(), id="a-title-above"),
        pytest.param("Near misses,Name\na,b\n".encode("utf-16"), id="utf-16"),
        pytest.param(packed(["Our codes"], ["Near misses", "Name"], ["a", "b"]), id="workbook"),
    ],
)
def test_one_table_however_it_was_saved(source: bytes) -> None:
    found = rows_below(source, has_name)
    assert found
    assert found.names == ("near_misses", "name")
    assert [said for _, cells in found.rows if (said := said_in(cells or [""]))] == [["a", "b"]]


def test_rows_have_their_line_and_a_quotation_mark_that_is_never_closed_hides_none() -> None:
    found = rows_below(b'name,of\n"one\ntwo",x\nthree,y\n"four,z\nfive,z\n', has_name)
    assert found
    rows = [(line, cells and list(cells)) for line, cells in found.rows if cells is None or said_in(cells)]
    assert rows == [(2, ["one\ntwo", "x"]), (4, ["three", "y"]), (5, ['"four', "z"]), (6, ["five", "z"])]


def test_no_header_no_table() -> None:
    assert rows_below(b"a,b\n1,2\n", has_name) is None


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([" a ", ""], ["a", ""]),
        (["'=SUM(1)"], ["=SUM(1)"]),
        (["'tis so"], ["'tis so"]),
        (["", " "], None),
        (["# a note", ""], None),
        (["# no note", "b"], ["# no note", "b"]),
    ],
)
def test_what_cells_say(cells: list[str], said: list[str] | None) -> None:
    assert said_in(cells) == said


@given(st.binary(max_size=200))
def test_nothing_but_an_input_error_is_raised(source: bytes) -> None:
    try:
        found = rows_below(source, has_name)
    except InputError:
        return
    assert found is None or list(found.rows) is not None
