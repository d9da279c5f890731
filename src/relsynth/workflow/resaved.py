"""Whether a CSV that another program has saved since says what it said when it was written."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from relsynth.reports.tables import Table, to_csv

DELIMITERS = (",", ";", "\t")
"""What spreadsheets put between cells, by the country that the computer is set to."""


def says_the_same(content: bytes, cells: Mapping[str, Any]) -> bool:
    """Whether a CSV has the cells of a table as they were kept, whatever its signs, line ends and quotes are.

    Args:
        content: the file as it is now: UTF-8, with or without a byte order mark.
        cells: title, columns, rows and notes, as ``outputs.cells_of`` keeps them.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    rows = tuple(tuple(row) for row in cells["rows"])
    wanted = _read(
        to_csv(Table(title="", columns=tuple(cells["columns"]), rows=rows, notes=tuple(cells["notes"]))), ","
    )
    return any(_are_same(_read(text, delimiter), wanted) for delimiter in DELIMITERS)


def _read(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _are_same(found: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> bool:
    return len(found) == len(wanted) and all(
        _is_same(one, other)
        for row, expected in zip(found, wanted, strict=True)
        for one, other in zip_longest(row, expected, fillvalue="")  # spreadsheets fill short rows up
    )


def _is_same(one: str, other: str) -> bool:
    """Whether two cells say the same: 0.50 is 0.5, and line ends within a cell are of no matter."""
    if " ".join(one.split()) == " ".join(other.split()):
        return True
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9)
    except ValueError:
        return False
