"""What coders put units in: a table with a row for each unit and a place for each coder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """What coders put units in.

    ``rows`` has a tuple for each unit, with the category that each coder put it in; None where the coder did not judge
    it. ``categories`` are all that could have been used, in their order; chance depends on how many they are.
    ``groups`` names for each unit what it was drawn with, as the paper of a sentence: intervals are by group.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.categories:
            raise ValueError("a table names its categories")
        if any(len(row) != len(self.coders) for row in self.rows):
            raise ValueError("each row has a place for each coder")
        if unknown := {one for row in self.rows for one in row} - {*self.categories, None}:
            raise ValueError(f"no such category: {', '.join(sorted(map(str, unknown)))}")
        for names in (self.units, self.groups):
            if names and len(names) != len(self.rows):
                raise ValueError("units and groups are named each or not at all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The distinct rows of a table, since units that were judged alike weigh alike.

    ``codes`` (rows, coders) numbers the categories, -1 where there is none; ``counts`` (rows, categories) says how many
    coders put it there, ``rated`` how many judged it, ``times`` how many units have the row. ``spread`` (groups, rows)
    is that by group.
    """

    categories: tuple[str, ...]
    codes: NDArray[np.int64]
    counts: Floats
    rated: Floats
    times: Floats
    spread: Floats | None


def ratings(
    judgements: Iterable[tuple[str, str, str]],
    *,
    categories: Sequence[str],
    group_of: Mapping[str, str] | None = None,
) -> Ratings:
    """Return the table of judgements, each a (unit, coder, category); of a coder's several of a unit the last holds.

    >>> ratings([("r1", "ana", "in"), ("r1", "ben", "out"), ("r2", "ben", "in")], categories=("in", "out")).rows
    (('in', 'out'), (None, 'in'))
    """
    held = {(unit, coder): category for unit, coder, category in judgements}
    units = tuple(dict.fromkeys(unit for unit, _ in held))
    coders = tuple(sorted({coder for _, coder in held}))
    return Ratings(
        coders=coders,
        categories=tuple(categories),
        rows=tuple(tuple(held.get((unit, coder)) for coder in coders) for unit in units),
        units=units,
        groups=tuple(group_of[unit] for unit in units) if group_of else (),
    )


def differing(table: Ratings) -> tuple[int, ...]:
    """Numbers of the rows in which two coders differ."""
    return tuple(number for number, row in enumerate(table.rows) if len({*row} - {None}) > 1)


def counted(categories: Sequence[str], codes: NDArray[np.int64], spread: Floats) -> Rows:
    """Distinct rows that were counted elsewhere: a table that is never written out, unit by unit.

    Args:
        codes: of shape (rows, coders), the number of a category, -1 where a coder did not judge.
        spread: of shape (groups, rows), how many units of a group have the row.
    """
    counts = (codes[:, :, None] == np.arange(len(categories))).sum(axis=1, dtype=np.float64)
    return Rows(
        categories=tuple(categories),
        codes=codes,
        counts=counts,
        rated=counts.sum(axis=1),
        times=spread.sum(axis=0),
        spread=spread,
    )


def rows_of(table: Ratings) -> Rows:
    """The distinct rows of a table, in the order of their first units."""
    number = {None: -1} | {category: place for place, category in enumerate(table.categories)}
    distinct = {row: place for place, row in enumerate(dict.fromkeys(table.rows))}
    codes = np.array([[number[one] for one in row] for row in distinct], dtype=np.int64)
    codes = codes.reshape(len(distinct), len(table.coders))
    counts = (codes[:, :, None] == np.arange(len(table.categories))).sum(axis=1, dtype=np.float64)
    kind = np.array([distinct[row] for row in table.rows], dtype=np.int64)
    spread = None
    if table.groups:
        group = {name: place for place, name in enumerate(dict.fromkeys(table.groups))}
        spread = np.zeros((len(group), len(distinct)))
        np.add.at(spread, (np.array([group[name] for name in table.groups]), kind), 1.0)
    return Rows(
        categories=table.categories,
        codes=codes,
        counts=counts,
        rated=counts.sum(axis=1),
        times=np.bincount(kind, minlength=len(distinct)).astype(np.float64),
        spread=spread,
    )
