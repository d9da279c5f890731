"""Whether two makings of a table say the same: cell by cell, rows found again by what they are of.

A row is what its first columns say it is: so many of them as no two rows share in either table (``construct``, or
``study`` and ``construct``). Where rows cannot be told apart so, all cells make them what they are, so that a row that
changed is one that is gone and one that is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Cells = Mapping[str, Any]
"""``columns``, ``rows`` (a list of cells each), ``title`` and ``notes``, as JSON has them."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that says something else; ``row`` is what the row is of."""

    row: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.row}, {self.column}: {self.before or 'empty'} → {self.after or 'empty'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """What is otherwise in a table made again."""

    cells: tuple[CellChange, ...] = ()
    rows_gone: tuple[str, ...] = ()
    rows_new: tuple[str, ...] = ()
    columns_gone: tuple[str, ...] = ()
    columns_new: tuple[str, ...] = ()
    notes_changed: int = 0

    def __bool__(self) -> bool:
        return self != TableChange()


def compare(before: Cells, after: Cells) -> TableChange:
    """What is otherwise in the second of two makings of a table; nothing where all cells and notes are the same."""
    old, new = list(before["columns"]), list(after["columns"])
    shared = [column for column in old if column in new]
    rows_before, rows_after = _rows(before, shared), _rows(after, shared)
    width = _width([*rows_before], [*rows_after], len(shared))
    if width is None:
        return _whole(before, after, rows_before, rows_after)
    keyed_before, keyed_after = _keyed(rows_before, width), _keyed(rows_after, width)
    return TableChange(
        cells=tuple(
            CellChange(row=_name(key), column=column, before=_text(was), after=_text(now))
            for key, row in keyed_before.items()
            if key in keyed_after
            for column, was, now in zip(shared, row, keyed_after[key], strict=True)
            if was != now
        ),
        rows_gone=tuple(_name(key) for key in keyed_before if key not in keyed_after),
        rows_new=tuple(_name(key) for key in keyed_after if key not in keyed_before),
        **_others(before, after),
    )


def _whole(before: Cells, after: Cells, rows_before: list[list[Any]], rows_after: list[list[Any]]) -> TableChange:
    was, now = (Counter(_key(row, len(row)) for row in rows) for rows in (rows_before, rows_after))
    return TableChange(
        rows_gone=tuple(_name(key) for key in (was - now).elements()),
        rows_new=tuple(_name(key) for key in (now - was).elements()),
        **_others(before, after),
    )


def _others(before: Cells, after: Cells) -> dict[str, Any]:
    old, new = list(before["columns"]), list(after["columns"])
    was, now = Counter[str](before["notes"]), Counter[str](after["notes"])
    return {
        "columns_gone": tuple(column for column in old if column not in new),
        "columns_new": tuple(column for column in new if column not in old),
        "notes_changed": max((was - now).total(), (now - was).total()),
    }


def _rows(cells: Cells, shared: Sequence[str]) -> list[list[Any]]:
    places = [list(cells["columns"]).index(column) for column in shared]
    return [[row[place] for place in places] for row in cells["rows"]]


def _width(before: list[list[Any]], after: list[list[Any]], columns: int) -> int | None:
    """How many of the first columns tell all rows apart, in both; None where none do."""
    for width in range(1, columns + 1):
        if all(len({_key(row, width) for row in rows}) == len(rows) for rows in (before, after)):
            return width
    return None


def _keyed(rows: list[list[Any]], width: int) -> dict[Key, list[Any]]:
    return {_key(row, width): row for row in rows}


def _key(row: Sequence[Any], width: int) -> Key:
    return tuple(_text(cell) for cell in row[:width])


def _name(key: Key) -> str:
    return ", ".join(key)


def _text(cell: object) -> str:
    if isinstance(cell, Mapping):
        return "; ".join(f"{name} {count}" for name, count in cell.items())
    return "" if cell is None else str(cell)
