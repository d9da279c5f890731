"""A table of ratings holds what was judged, and refuses what makes no sense."""

from __future__ import annotations

import doctest

import pytest

from relsynth.agreement import tables
from relsynth.agreement.tables import Ratings, differing, ratings, rows_of

JUDGED = [
    ("r1", "ana", "include"),
    ("r1", "ben", "exclude"),
    ("r2", "ben", "include"),
    ("r3", "cem", "exclude"),
    ("r3", "ana", "exclude"),
    ("r1", "ben", "include"),
]
VERDICTS = ("include", "exclude")


def test_a_coders_last_judgement_of_a_unit_holds() -> None:
    table = ratings(JUDGED, categories=VERDICTS)
    assert table.coders == ("ana", "ben", "cem")
    assert table.units == ("r1", "r2", "r3")
    assert table.rows == (("include", "include", None), (None, "include", None), ("exclude", None, "exclude"))


def test_units_are_drawn_with_their_paper() -> None:
    table = ratings(JUDGED, categories=VERDICTS, group_of={"r1": "p1", "r2": "p2", "r3": "p1"})
    assert table.groups == ("p1", "p2", "p1")
    spread = rows_of(table).spread
    assert spread is not None
    assert spread.tolist() == [[1, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        pytest.param((), (), id="no-units"),
        pytest.param((("include", "include"),), (), id="one-mind"),
        pytest.param((("include", None), (None, None)), (), id="nobody-to-differ-from"),
        pytest.param((("include", "include"), ("include", "exclude")), (1,), id="a-difference"),
    ],
)
def test_differences_are_found(rows: tuple[tuple[str | None, ...], ...], numbers: tuple[int, ...]) -> None:
    assert differing(Ratings(coders=("ana", "ben"), categories=VERDICTS, rows=rows)) == numbers


def test_rows_alike_are_one() -> None:
    table = Ratings(
        coders=("ana", "ben"),
        categories=VERDICTS,
        rows=(("include", None), ("exclude", "exclude"), ("include", None)),
    )
    rows = rows_of(table)
    assert rows.codes.tolist() == [[0, -1], [1, 1]]
    assert rows.counts.tolist() == [[1, 0], [0, 2]]
    assert rows.times.tolist() == [2, 1]
    assert rows.spread is None


def test_a_table_without_units_is_a_table() -> None:
    rows = rows_of(Ratings(coders=("ana", "ben"), categories=VERDICTS, rows=()))
    assert rows.codes.shape == (0, 2)
    assert rows.counts.shape == (0, 2)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param({"rows": (("include",),)}, "each row has a place for each coder", id="a-row-too-short"),
        pytest.param({"rows": (("include", "perhaps"),)}, "no such category: perhaps", id="a-category-of-nobody"),
        pytest.param({"categories": ()}, "a table names its categories", id="no-categories"),
        pytest.param({"groups": ("p1", "p2")}, "units and groups are named each or not at all", id="too-many-groups"),
        pytest.param({"units": ("r1", "r2")}, "units and groups are named each or not at all", id="too-many-units"),
    ],
)
def test_what_makes_no_sense_is_refused(table: dict[str, tuple[str, ...]], message: str) -> None:
    sound = {"coders": ("ana", "ben"), "categories": VERDICTS, "rows": (("include", None),)}
    with pytest.raises(ValueError, match=message):
        Ratings(**(sound | table))  # type: ignore[arg-type]


def test_the_examples_hold() -> None:
    assert doctest.testmod(tables).failed == 0
