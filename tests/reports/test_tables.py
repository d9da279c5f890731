"""A table says the same as CSV, Markdown and JSON, and no cell of it can run or break out."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.tables import WRITERS, Cell, Table, to_csv, to_json, to_markdown

TABLE = Table(
    title="Rafts",
    columns=("name", "k", "share", "firm", "sections", "doi"),
    rows=(
        ("Quill", 3, 1 / 3, True, {"methods": 2, "results": 1}, None),
        ("Oake, “C.”", 0, math.nan, False, {}, "10.5555/raft"),
    ),
    notes=("n = 2 studies.", "Counts are studies."),
)


def table(*cells: Cell, notes: tuple[str, ...] = ()) -> Table:
    return Table(title="T", columns=tuple(f"c{at}" for at in range(len(cells))), rows=(cells,), notes=notes)


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_has_a_header_rows_and_notes() -> None:
    assert to_csv(TABLE) == (
        "name,k,share,firm,sections,doi\r\n"
        "Quill,3,0.3333,yes,methods 2; results 1,\r\n"
        '"Oake, “C.”",0,,no,,10.5555/raft\r\n'
        "# n = 2 studies.\r\n"
        "# Counts are studies.\r\n"
    )


def test_markdown_has_a_heading_a_table_and_notes() -> None:
    assert to_markdown(TABLE) == (
        "## Rafts\n"
        "\n"
        "| name | k | share | firm | sections | doi |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Quill | 3 | 0.3333 | yes | methods 2; results 1 |  |\n"
        "| Oake, “C.” | 0 |  | no |  | 10.5555/raft |\n"
        "\n"
        "- n = 2 studies.\n"
        "- Counts are studies.\n"
    )


def test_json_has_rows_as_objects_with_figures_in_full() -> None:
    assert json.loads(to_json(TABLE)) == {
        "title": "Rafts",
        "columns": list(TABLE.columns),
        "rows": [
            {
                "name": "Quill",
                "k": 3,
                "share": 1 / 3,
                "firm": True,
                "sections": {"methods": 2, "results": 1},
                "doi": None,
            },
            {"name": "Oake, “C.”", "k": 0, "share": None, "firm": False, "sections": {}, "doi": "10.5555/raft"},
        ],
        "notes": list(TABLE.notes),
    }
    assert "“C.”" in to_json(TABLE)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param('=HYPERLINK("https://raft.example")', '\'=HYPERLINK("https://raft.example")', id="formula"),
        pytest.param("+1 (raft)", "'+1 (raft)", id="plus"),
        pytest.param("-raft", "'-raft", id="minus"),
        pytest.param("@raft", "'@raft", id="at"),
        pytest.param("\t=1+1", "'\t=1+1", id="tab"),
        pytest.param("\r=1+1", "'\r=1+1", id="return"),
        pytest.param("\n=1+1", "'\n=1+1", id="line-feed"),
        pytest.param(-0.25, "-0.25", id="negative-figure"),
        pytest.param("-0.25", "-0.25", id="negative-figure-as-text"),
        pytest.param("a=b", "a=b", id="sign-within"),
        pytest.param("'tis", "'tis", id="apostrophe"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_guarded(cell: Cell, written: str) -> None:
    assert read_csv(to_csv(table(cell, "x")))[1] == [written, "x"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("a|b", r"a\|b", id="bar"),
        pytest.param("a\\|b", r"a\\\|b", id="escaped-bar"),
        pytest.param("*P* < .05, `x`, ~no~", r"\*P\* &lt; .05, \`x\`, \~no\~", id="emphasis"),
        pytest.param("[Ode](javascript:x) [Ode, results]", r"[Ode]\(javascript:x) [Ode, results]", id="link"),
        pytest.param("&amp; R&D", "&amp;amp; R&amp;D", id="entity"),
        pytest.param("two\nlines", "two lines", id="line-break"),
        pytest.param("two\r\nlines", "two  lines", id="line-break-of-windows"),
        pytest.param("<script>", "&lt;script>", id="markup"),
    ],
)
def test_a_text_stays_within_its_cell_in_markdown(cell: str, written: str) -> None:
    assert f"| {written} | x |\n" in to_markdown(table(cell, "x"))


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        pytest.param(math.nan, "", id="undefined"),
        pytest.param(math.inf, "inf", id="no-upper-bound"),
        pytest.param(-math.inf, "-inf", id="no-lower-bound"),
    ],
)
def test_a_figure_that_is_no_number_is_told_and_null_in_json(figure: float, written: str) -> None:
    assert read_csv(to_csv(table(figure, "x")))[1] == [written, "x"]
    assert f"| {written} | x |" in to_markdown(table(figure, "x"))
    assert json.loads(to_json(table(figure)))["rows"] == [{"c0": None}]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_table_without_rows_still_says_its_notes(write: Callable[[Table], str]) -> None:
    text = write(Table(title="T", columns=("a",), rows=(), notes=("Nothing.",)))
    assert "Nothing." in text
    assert text.endswith("\n")


CELLS = st.one_of(st.none(), st.integers(), st.floats(), st.text(alphabet=st.characters(codec="utf-8")), st.booleans())


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_any_cell_is_written_whole_in_every_form(rows: list[tuple[Cell, Cell]]) -> None:
    made = Table(title="T", columns=("a", "b"), rows=tuple(rows))
    read = read_csv(to_csv(made))
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not [cell for row in read for cell in row if cell.startswith(("=", "@", "\t", "\r", "\n"))]
    assert len(json.loads(to_json(made))["rows"]) == len(rows)
    assert to_markdown(made).count("\n") == 5 + len(rows)
