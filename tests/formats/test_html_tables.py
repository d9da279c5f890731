"""Tables on pages: cells with what heads them, and tables that only lay out."""

from __future__ import annotations

import pytest

from relsynth.formats.html_page import parsed
from relsynth.formats.html_tables import blocks_of, is_data

ROWS = "<tr><td>Clinic</td><td>Staff left</td></tr>"
HEAD = "<tr><th>Partner</th><th>Barrier</th></tr>"


@pytest.mark.parametrize(
    ("table", "is_one"),
    [
        pytest.param(f"<table>{ROWS}</table>", True, id="cells"),
        pytest.param(f'<table role="presentation">{ROWS}</table>', False, id="role"),
        pytest.param("<table><tr><td>all</td></tr></table>", False, id="one-cell"),
        pytest.param("<table><tr><td><h2>A</h2></td><td>b</td></tr></table>", False, id="headings"),
        pytest.param(f"<table><tr><td><table>{ROWS}</table></td><td>b</td></tr></table>", False, id="tables"),
        pytest.param(f"<table><tr><td>{'word ' * 400}</td><td>b</td></tr></table>", False, id="text"),
    ],
)
def test_which_hold_cells(table: str, is_one: bool) -> None:
    assert is_data(next(parsed(table.encode()).iter("table"))) is is_one


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"<table><thead>{HEAD}</thead>{ROWS}</table>", id="head"),
        pytest.param(f"<table>{HEAD}{ROWS}</table>", id="heads-without-a-head"),
        pytest.param(f"<table>{HEAD.replace('th>', 'td>').replace('<td>', '<td><b>')}{ROWS}</table>", id="bold"),
        pytest.param(
            f"<table><thead>{HEAD}</thead><tr><th scope=row>Clinic</th><td>Staff<br>left</td></tr></table>",
            id="heads-of-rows",
        ),
    ],
)
def test_cells_have_their_heads(table: str) -> None:
    blocks = list(blocks_of(next(parsed(table.encode()).iter("table"))))
    cell = next(block for block in blocks if block.text.replace(" ", "") == "Staffleft")
    assert (cell.kind, cell.row_head, cell.column_head) == ("table", "Clinic", "Barrier")


def test_captions_and_notes_stand_before_and_after() -> None:
    foot = "<tfoot><tr><td>A note.</td></tr></tfoot>"
    table = f"<table><caption>What <i>held</i></caption><thead>{HEAD}</thead>{ROWS}{foot}</table>"
    blocks = list(blocks_of(next(parsed(table.encode()).iter("table"))))
    assert (blocks[0].kind, blocks[0].text) == ("caption", "What held")
    assert (blocks[-1].kind, blocks[-1].text) == ("footnote", "A note.")
