"""How a table is laid out: no word is broken while there is room, and long texts get what short ones leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.table_layout import SQUEEZE, columns_of, heading_of, least_room, parts_of, shares, wanted_room
from relsynth.reports.tables import Cell, Table


def table(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("code", "lack_only", "quote")) -> Table:
    return Table(title="T", columns=columns, rows=rows)


@pytest.mark.parametrize(
    ("cells", "is_figures"),
    [
        pytest.param((1, 2.5, None), True, id="figures"),
        pytest.param((None, None), False, id="nothing"),
        pytest.param((1, "many"), False, id="a-word-among-them"),
        pytest.param((True, False), False, id="yes-and-no"),
        pytest.param(({"methods": 1},), False, id="counts"),
    ],
)
def test_a_column_of_figures_is_told(cells: tuple[Cell, ...], is_figures: bool) -> None:
    (column,) = columns_of(table(*((cell,) for cell in cells), columns=("k",)))
    assert column.is_figures is is_figures


def test_a_heading_breaks_between_its_words() -> None:
    assert heading_of("lack_only") == "lack only"
    assert heading_of("van: quote") == "van: quote"


def test_long_texts_get_the_room_that_counts_leave() -> None:
    columns = columns_of(table(("STA.TRUST", 3, "The drivers trusted the nurses of the clinic on the hill. " * 3)))
    code, count, quote = shares(columns, 120)
    assert count < code < quote
    assert quote > 0.5
    assert least_room(columns) < wanted_room(columns)


@given(
    st.lists(st.tuples(st.text(max_size=60), st.integers(), st.text(max_size=300)), max_size=5),
    st.integers(min_value=1, max_value=400),
)
def test_shares_are_of_one_line_and_none_is_empty(rows: list[tuple[Cell, ...]], room: int) -> None:
    found = shares(columns_of(table(*rows)), room)
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0


def test_a_table_without_columns_has_no_shares() -> None:
    assert shares(columns_of(Table(title="T", columns=(), rows=())), 100) == ()


def test_a_table_that_fits_is_one_part() -> None:
    one = table(("STA.TRUST", 1, "They met."))
    assert parts_of(one, 100) == (one,)


@given(st.integers(2, 60), st.integers(12, 80), st.none() | st.integers(2, 20))
def test_parts_have_the_first_column_and_every_other_one_once(count: int, room: int, most: int | None) -> None:
    whole = Table(
        title="T",
        columns=tuple(f"c{n}" for n in range(count)),
        rows=(tuple(range(count)), tuple(f"r{n}" for n in range(count))),
        notes=("n = 1",),
    )
    parts = parts_of(whole, room, most=most)
    assert [name for part in parts for name in part.columns[1:]] == list(whole.columns[1:])
    assert {part.columns[0] for part in parts} == {"c0"}
    assert [cell for part in parts for cell in part.rows[1][1:]] == list(whole.rows[1][1:])
    assert [part.notes for part in parts] == [()] * (len(parts) - 1) + [("n = 1",)]
    for part in parts:
        assert len(part.columns) <= (most or count)
        assert least_room(columns_of(part)) <= SQUEEZE * room or len(part.columns) == 2
