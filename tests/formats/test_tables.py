"""The cells of a table as blocks: which are words, and what heads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.documents import CITATION
from relsynth.formats.tables import LARGEST_SPAN, WIDEST, Cell, blocks_of_table, span_of


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text=text, columns=columns, rows=rows, is_head=True)


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text=text, columns=columns, rows=rows)


THEME, SAID = head("Theme"), head("Said")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [[THEME, SAID], [cell("Trust"), cell("It grew")]],
            ["-|Theme|Trust", "Trust|Said|It grew"],
            id="heads",
        ),
        pytest.param(
            [
                [head("", rows=2), head("Towns", columns=2)],
                [head("North"), head("South")],
                [cell("Trust"), cell("grew"), cell("held")],
            ],
            ["-|-|Trust", "Trust|Towns – North|grew", "Trust|Towns – South|held"],
            id="heads-in-two-rows",
        ),
        pytest.param(
            [[head("Who met", columns=2)], [THEME, SAID], [cell("Trust"), cell("It grew")]],
            ["-|-|Who met", "-|Theme|Trust", "Trust|Said|It grew"],
            id="title-in-the-heads",
        ),
        pytest.param(
            [[THEME, SAID], [cell("Trust", rows=2), cell("It grew")], [cell("It broke")]],
            ["-|Theme|Trust", "Trust|Said|It grew", "Trust|Said|It broke"],
            id="row-head-spans-down",
        ),
        pytest.param(
            [
                [THEME, SAID],
                [cell("Early", columns=2)],
                [cell("Trust"), cell("grew")],
                [cell("Late"), cell("")],
                [cell("Trust"), cell("broke")],
            ],
            [
                "-|Theme|Early",
                "Early|Theme|Trust",
                "Early – Trust|Said|grew",
                "-|Theme|Late",
                "Late|Theme|Trust",
                "Late – Trust|Said|broke",
            ],
            id="groups-of-rows",
        ),
        pytest.param([[THEME, SAID], [cell("Sex", columns=2)], [cell("Women"), cell("12")]], [], id="group-of-figures"),
        pytest.param(
            [[THEME, SAID], [cell("Nobody had asked the drivers before that winter", columns=2)]],
            ["-|Theme|Nobody had asked the drivers before that winter"],
            id="group-that-is-a-sentence",
        ),
        pytest.param(
            [[THEME, SAID], [cell("Trust"), cell("grew")], [head("Town"), head("Heard")], [cell("North"), cell("no")]],
            ["-|Theme|Trust", "Trust|Said|grew", "-|Town|North", "North|Heard|no"],
            id="heads-anew",
        ),
        pytest.param([[head("Trust"), cell("grew")]], ["-|-|Trust", "Trust|-|grew"], id="row-head-without-heads"),
        pytest.param([[cell("1"), cell("Trust"), cell("grew")]], ["-|-|Trust", "Trust|-|grew"], id="numbered-rows"),
        pytest.param([[cell("Age"), cell("34"), cell("(12.1)")]], [], id="figures-are-data"),
        pytest.param([[cell("one column")], [cell("of words")]], ["-|-|one column", "-|-|of words"], id="one-column"),
        pytest.param([[], [cell("")], [cell("a word"), cell("")]], ["-|-|a word"], id="empty-rows"),
    ],
)
def test_cells_of_words_with_their_heads(rows: list[list[Cell]], expected: list[str]) -> None:
    found = blocks_of_table(rows)
    assert [f"{b.row_head or '-'}|{b.column_head or '-'}|{b.text}" for b in found] == expected


def test_a_title_across_the_heads_is_a_caption() -> None:
    blocks = list(blocks_of_table([[head("Who met", columns=2)], [THEME, SAID]]))
    assert [(b.kind, b.text) for b in blocks] == [("caption", "Who met")]


@pytest.mark.parametrize(
    ("value", "span"),
    [(None, 1), ("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("²", 1), ("9" * 5000, LARGEST_SPAN)],
    ids=["missing", "number", "none", "negative", "letter", "power", "endless"],
)
def test_a_span_is_what_a_page_could_hold(value: str | None, span: int) -> None:
    assert span_of(value) == span


CELLS = st.builds(
    Cell,
    text=st.sampled_from(["", "12", "Trust", "It grew fast"]),
    columns=st.integers(1, 4),
    rows=st.integers(1, 4),
    is_head=st.booleans(),
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=6))
def test_no_cell_is_told_twice_and_all_words_are_from_cells(rows: list[list[Cell]]) -> None:
    words = [cell.text for row in rows for cell in row if cell.text]
    for block in blocks_of_table(rows):
        assert block.text in words
        words.remove(block.text)


def test_a_table_has_an_end_to_its_right() -> None:
    wide = [[cell("a word", columns=LARGEST_SPAN, rows=LARGEST_SPAN)] * 20] * 2
    assert len(list(blocks_of_table(wide))) == WIDEST // LARGEST_SPAN


def test_the_cells_of_a_row_or_column_whose_head_cites_are_cited() -> None:
    rows = [
        [head("Study"), head(f"Finding {CITATION}"), head("Town")],
        [cell(f"Okello {CITATION}"), cell("Trust grew"), cell("North")],
        [cell("Ours"), cell("Trust fell"), cell("South")],
    ]
    told = [block.text for block in blocks_of_table(rows)]
    sign = CITATION
    assert told == [f"Okello {sign}", f"Trust grew{sign}", f"North{sign}", "Ours", f"Trust fell{sign}", "South"]
