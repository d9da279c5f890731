"""Two makings of a table are compared by what their rows are of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis.reproducing import TableChange, compare


def _cells(columns: str, *rows: tuple[Any, ...], notes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"title": "T", "columns": columns.split(), "rows": [list(row) for row in rows], "notes": list(notes)}


def _told(change: TableChange) -> dict[str, Any]:
    return {
        "cells": [str(one) for one in change.cells],
        "gone": list(change.rows_gone),
        "new": list(change.rows_new),
        "columns": [*change.columns_gone, *change.columns_new],
        "notes": change.notes_changed,
    }


NOTHING: dict[str, Any] = {"cells": [], "gone": [], "new": [], "columns": [], "notes": 0}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(_cells("code k", ("A", 1)), _cells("code k", ("A", 1)), {}, id="same"),
        pytest.param(_cells("code k", ("A", 1)), _cells("code k", ("A", 2)), {"cells": ["A, k: 1 → 2"]}, id="a-figure"),
        pytest.param(
            _cells("code k", ("A", 1)), _cells("code k", ("A", None)), {"cells": ["A, k: 1 → empty"]}, id="undefined"
        ),
        pytest.param(
            _cells("code k", ("A", 1), ("B", 2)), _cells("code k", ("B", 2), ("A", 1)), {}, id="another-order-is-none"
        ),
        pytest.param(
            _cells("code k", ("A", 1)), _cells("code k", ("B", 1)), {"gone": ["A"], "new": ["B"]}, id="another-row"
        ),
        pytest.param(
            _cells("study code k", ("a", "A", 1), ("a", "B", 1)),
            _cells("study code k", ("a", "A", 1), ("a", "B", 3)),
            {"cells": ["a, B, k: 1 → 3"]},
            id="two-columns-say-what-a-row-is-of",
        ),
        pytest.param(
            _cells("k", (1,), (1,)), _cells("k", (1,), (2,)), {"gone": ["1"], "new": ["2"]}, id="rows-that-are-alike"
        ),
        pytest.param(
            _cells("code k", ("A", 1)), _cells("code n", ("A", 1)), {"columns": ["k", "n"]}, id="another-column"
        ),
        pytest.param(
            _cells("code", ("A",), notes=("old", "same")),
            _cells("code", ("A",), notes=("new", "same")),
            {"notes": 1},
            id="a-note",
        ),
        pytest.param(
            _cells("code c", ("A", {"x": 1})),
            _cells("code c", ("A", {"x": 2})),
            {"cells": ["A, c: x 1 → x 2"]},
            id="counts-in-a-cell",
        ),
    ],
)
def test_what_differs_is_told(before: dict[str, Any], after: dict[str, Any], told: dict[str, Any]) -> None:
    assert _told(compare(before, after)) == {**NOTHING, **told}


ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 3)), max_size=5)


@given(ROWS)
def test_a_table_differs_in_nothing_from_itself(rows: list[tuple[str, int]]) -> None:
    assert not compare(_cells("code k", *rows), _cells("code k", *reversed(rows)))


@given(ROWS, ROWS)
def test_tables_of_other_rows_always_differ(one: list[tuple[str, int]], two: list[tuple[str, int]]) -> None:
    assert bool(compare(_cells("code k", *one), _cells("code k", *two))) == (sorted(one) != sorted(two))
