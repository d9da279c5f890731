"""What a paper prints of a table: chosen columns, intervals in one cell, and where the whole is."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from made_up import coded_project
from relsynth.reports.tables import Cell, Table
from relsynth.workflow.all_tables import ALL_TABLES, tabulate
from relsynth.workflow.paper_tables import IN_WORDS, PAPER_TABLES, for_paper
from relsynth.workflow.relegation import COLUMNS as RELEGATION

EVIDENCE = ("label", "domain", "k", "n", "share", "lower", "upper", "barrier")


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        pytest.param(
            ("Trust", "STA", 3, 4, 0.75, 0.3, 0.95, 1), ("Trust", "STA", "3 of 4", "75%", "30% to 95%", 1), id="all"
        ),
        pytest.param(
            ("Trust", "STA", 0, 4, 0.0, None, None, 0), ("Trust", "STA", "0 of 4", "0%", None, 0), id="no-bounds"
        ),
        pytest.param(
            ("Trust", "STA", 0, 0, math.nan, 0.0, math.nan, None),
            ("Trust", "STA", "0 of 0", None, None, None),
            id="undefined",
        ),
    ],
)
def test_figures_stand_with_their_interval(row: tuple[Cell, ...], printed: tuple[Cell, ...]) -> None:
    made = for_paper("evidence", Table(title="T", columns=EVIDENCE, rows=(row,), notes=("n = 4",)), sheet="evidence")
    assert made.columns == ("Construct", "Domain", "Studies", "Share", "95 % interval", "Barrier")
    assert made.rows == (printed,)
    assert made.notes[0] == "n = 4"
    assert "'evidence'" in made.notes[-1]


def test_names_are_words_and_quotes_are_left_as_they_are() -> None:
    table = Table(title="T", columns=("label", "actors", "action"), rows=(("A", "manager_leader", "the_van ran"),))
    assert for_paper("strategies", table, sheet="strategies").rows == (("A", "manager leader", "the_van ran"),)


def test_a_table_that_no_paper_cuts_is_left_whole() -> None:
    table = Table(title="T", columns=("a",), rows=((1,),))
    assert for_paper("trends", table, sheet="trends") is table


def test_every_column_that_is_picked_is_there(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        for name, picks in PAPER_TABLES.items():
            columns = tabulate(project, name).columns if name in ALL_TABLES else RELEGATION
            made = for_paper(name, Table(title="T", columns=columns, rows=()), sheet=name)
            assert made.columns == tuple(head for head, _ in picks), name
    picked = {text for picks in PAPER_TABLES.values() for _, text in picks}
    assert picked >= IN_WORDS
