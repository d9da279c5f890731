"""Tables a stretch at a time, in an order, and as files."""

import pytest

from relsynth import open_project
from relsynth.errors import FormatError, InputError
from relsynth.reports.tables import Table
from relsynth.workflow.evidence_choices import finding_of
from relsynth.workflow.evidence_desk import CellAsked, Order, file_of, query_fields, show_quotes, show_table
from relsynth.workflow.evidence_held import EvidenceHeld
from relsynth.workflow.findings import Finding

AT = "2026-01-05T09:00:00+00:00"
NAN = float("nan")


@pytest.fixture(scope="module")
def look(examples):
    with (
        open_project(examples) as project,
        EvidenceHeld().look(project, viewer="Ana", charts=True, at=AT) as look,
    ):
        yield look


def table(*cells):
    return Finding(table=Table(title="T", columns=("a", "b"), rows=tuple((cell, "x") for cell in cells)))


@pytest.mark.parametrize(
    ("cells", "descending", "expected"),
    [
        pytest.param((3, 1, 2), False, ["1", "2", "3"], id="numbers"),
        pytest.param((3, 10, 2), True, ["10", "3", "2"], id="numbers-descending"),
        pytest.param(("b", "A", "c"), False, ["A", "b", "c"], id="words-whatever-their-size"),
        pytest.param((2.0, None, 1.0), True, ["2", "1", ""], id="empty-last-descending"),
        pytest.param((NAN, 2.0, 1.0), False, ["1", "2", ""], id="undefined-last"),
        pytest.param(({"m": 2}, {"m": 1, "r": 3}), True, ["m 1; r 3", "m 2"], id="counts-by-their-sum"),
    ],
)
def test_rows_are_sorted(look, cells, descending, expected):
    shown = show_table(look, table(*cells), Order(sort="a", descending=descending))
    assert [row.cells[0].text for row in shown.rows] == expected


def test_rows_are_found_by_all_words_and_keep_their_numbers(look):
    shown = show_table(look, table("Trust grew", "Trust", "grew"), Order(find="GREW trust"))
    assert [(row.number, row.cells[0].text) for row in shown.rows] == [(0, "Trust grew")]
    assert (shown.found, shown.total) == (1, 3)


def test_rows_come_by_the_hundred(look):
    numbers = table(*range(1, 251))
    assert [len(show_table(look, numbers, Order(start=start)).rows) for start in (0, 100, 200, 10**9)] == [
        *(100, 100, 50, 50)
    ]


def test_what_there_is_not_is_told(look):
    with pytest.raises(InputError, match="no column 'c'"):
        show_table(look, table(1), Order(sort="c"))
    with pytest.raises(InputError, match="no form 'odt'"):
        file_of(table(1), "odt")
    with pytest.raises(FormatError, match="no svg"):
        file_of(table(1), "svg")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({"row": 0, "column": "k", "state": "old"}, "has changed", id="state"),
        pytest.param({"row": 10**6, "column": "k"}, "no row", id="row"),
        pytest.param({"row": 0, "column": "none"}, "no column", id="column"),
    ],
)
def test_a_cell_that_is_not_there_is_told(look, asked, says):
    told = {"value": None, "state": look.moment.state} | asked
    with pytest.raises(InputError, match=says):
        show_quotes(look, finding_of(look, "evidence", {}).table, CellAsked(**told))


def test_fields_of_a_query_have_words(look):
    fields = {name: (said, values) for name, said, values in query_fields(look)}
    assert "barrier" in fields["role"][1]
    assert fields["code"][0]
    assert "setting" in fields


@pytest.mark.parametrize(
    ("columns", "row", "texts"),
    [
        pytest.param(
            ("k", "share", "lower", "upper"), (7, 0.621, 0.5, 0.7254), ("7", "62.1 %", "50.0 %", "72.5 %"), id="shares"
        ),
        pytest.param(("odds_ratio", "lower", "upper"), (1.5, 0.5, 4.0), ("1.5", "0.5", "4"), id="of-odds"),
        pytest.param(("density", "lower", "upper"), (0.25, 0.1, 0.5), ("0.25", "0.1", "0.5"), id="per-1000-words"),
        pytest.param(("share",), (float("nan"),), ("",), id="undefined"),
    ],
)
def test_shares_are_told_by_the_hundred(look, columns, row, texts):
    shown = show_table(look, Finding(table=Table(title="t", columns=columns, rows=(row,))), Order())
    assert tuple(cell.text for cell in shown.rows[0].cells) == texts
