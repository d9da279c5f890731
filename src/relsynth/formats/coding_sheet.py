"""Sheets of codings: what ``relsynth codings export`` writes, as it comes back from a spreadsheet.

A row a coding, under a header that names ``code``, a paper (``document`` or ``version``) and a place
(``quote``, or ``start`` and ``end``). Excel saves such a sheet with semicolons in half of Europe, in
Windows-1252 or with a byte-order mark, or as a workbook; all are read. What an export puts before
a cell so that no spreadsheet takes it for a formula is taken off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from relsynth.errors import InputError
from relsynth.formats import xlsx
from relsynth.formats.delimited import cells_in, lines_of, rows_of
from relsynth.formats.tabular import DELIMITERS, UNCLOSED

MOST_BEFORE_HEADER = 20  # lines or rows: a title that somebody put above, and Excel's "sep=;"
NEEDED = (("code",), ("document", "version"), ("quote", "start"))
"""Columns of a sheet: one of each of these."""
NO_HEADER = (
    "no line names the columns that a sheet of codings has: code, document (or version), and quote (or start and end); "
    "`relsynth codings export --decisions` writes one to begin with"
)

_FORMULA = re.compile(r"'(?=[=+\-@\t\r\n])")
_NOTE = re.compile(r"'?#")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row: its line in a file, or its row in a workbook, from 1; column -> what its cell says, if it says anything.

    ``unread`` says why its cells cannot be told apart.
    """

    line: int
    cells: Mapping[str, str]
    unread: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingSheet:
    """A sheet: its columns, lower case, and its rows in order, without blank ones and notes."""

    columns: frozenset[str]
    rows: tuple[SheetRow, ...]


def read_sheet(source: bytes) -> CodingSheet:
    """Read a sheet of codings.

    Raises:
        InputError: no line is a header of codings, or the workbook cannot be opened.
    """
    read = _workbook(source) if _is_workbook(source) else _text(source)
    if read is None:
        raise InputError(NO_HEADER)
    return read


def _is_workbook(source: bytes) -> bool:
    return any(xlsx.recognises(source, suffix) for suffix in (".xlsx", ".xls"))


def _workbook(source: bytes) -> CodingSheet | None:
    """The first sheet of a workbook that has the columns."""
    xlsx.guard(source)
    for _, rows in xlsx.sheets(source):
        for number, row in enumerate(rows[:MOST_BEFORE_HEADER]):
            if _is_header(names := _names(row)):
                below = ((number + 2 + n, cells) for n, cells in enumerate(rows[number + 1 :]))
                return _sheet(names, below)
    return None


def _text(source: bytes) -> CodingSheet | None:
    first = list(islice(lines_of(source), MOST_BEFORE_HEADER))
    for number, line in enumerate(first):
        for delimiter in DELIMITERS:
            if _is_header(names := _names(cells_in(line, delimiter))):
                return _sheet(names, _rows(source, number + 1, delimiter, len(names)))
    return None


def _rows(source: bytes, above: int, delimiter: str, width: int) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Rows below the header, each with its first line; None where its cells cannot be told apart."""
    lines = lines_of(source)
    at = 1 + len(list(islice(lines, above)))
    for taken, cells in rows_of(lines, delimiter, width=width):
        yield at, cells if cells or not "".join(taken).strip() else None
        at += len(taken)


def _sheet(names: Sequence[str], rows: Iterable[tuple[int, Sequence[str] | None]]) -> CodingSheet:
    made = (_row(names, line, cells) for line, cells in rows)
    return CodingSheet(columns=frozenset(filter(None, names)), rows=tuple(row for row in made if row is not None))


def _row(names: Sequence[str], line: int, cells: Sequence[str] | None) -> SheetRow | None:
    if cells is None:
        return SheetRow(line=line, cells={}, unread=UNCLOSED)
    said = [_FORMULA.sub("", cell.strip(" \n"), count=1) if cell.startswith("'") else cell.strip() for cell in cells]
    if not any(said) or (_NOTE.match(said[0]) and not any(said[1:])):
        return None
    told: dict[str, str] = {}
    for name, cell in zip(names, said, strict=False):
        if name and cell:
            told.setdefault(name, cell)
    return SheetRow(line=line, cells=told)


def _names(cells: Sequence[str]) -> list[str]:
    return ["_".join(cell.strip().strip("'\"").lower().split()) for cell in cells]


def _is_header(names: Sequence[str]) -> bool:
    return all(any(name in names for name in either) for either in NEEDED)
