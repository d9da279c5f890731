"""Tables as workbooks: every cell a text, the same bytes every time."""

from __future__ import annotations

from relsynth.formats import xlsx
from relsynth.reports.tables import Table
from relsynth.reports.workbook import LONGEST_CELL, to_workbook

TABLE = Table(
    title="Vans",
    columns=("paper", "aim: quote"),
    rows=(("a", "=SUM(1)"), ("https://van.example", None), (7, "x" * (LONGEST_CELL + 1)), ("Ngũgĩ 😀", "two\nlines")),
    notes=("A note.",),
)


def test_a_workbook_holds_every_cell_as_text_and_notes_below() -> None:
    source = to_workbook(TABLE)
    xlsx.guard(source)
    ((_, rows),) = xlsx.sheets(source)
    assert rows[0] == ["paper", "aim: quote"]
    assert rows[1] == ["a", "=SUM(1)"]
    assert rows[2] == ["https://van.example", ""]
    assert rows[3][0] == "7"
    assert len(rows[3][1]) == LONGEST_CELL
    assert rows[3][1].endswith("[…]")
    assert rows[4] == ["Ngũgĩ 😀", "two\nlines"]
    assert rows[5][0] == "# A note."


def test_the_same_table_gives_the_same_bytes() -> None:
    assert to_workbook(TABLE) == to_workbook(TABLE)
