"""Sheets of codings: what ``relsynth codings export`` writes, as it comes back from a spreadsheet.

A row a coding, under a header that names ``code``, a paper (``document`` or ``version``) and a place
(``quote``, or ``start`` and ``end``); read as ``header_rows`` reads what people keep in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from relsynth.errors import InputError
from relsynth.formats.header_rows import rows_below, said_in
from relsynth.formats.tabular import UNCLOSED

Needed = Sequence[Sequence[str]]
"""Columns of a sheet, lower case and with underscores: one of each of these."""
NEEDED: Needed = (("code",), ("document", "version"), ("quote", "start"))
NO_HEADER = (
    "no line names the columns that a sheet of codings has: code, document (or version), and quote (or start and end); "
    "`relsynth codings export --decisions` writes one to begin with"
)


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


def read_sheet(source: bytes, *, needed: Needed = NEEDED, missing: str = NO_HEADER) -> CodingSheet:
    """Read a sheet of codings, or another that people fill in row by row.

    Args:
        needed: the columns that make a line a header: one of each of these.
        missing: what is said where no line is one.

    Raises:
        InputError: no line is such a header, or the workbook cannot be opened.
    """
    found = rows_below(source, partial(_is_header, needed))
    if found is None:
        raise InputError(missing)
    made = (_row(found.names, line, cells) for line, cells in found.rows)
    return CodingSheet(columns=frozenset(filter(None, found.names)), rows=tuple(row for row in made if row is not None))


def _row(names: Sequence[str], line: int, cells: Sequence[str] | None) -> SheetRow | None:
    if cells is None:
        return SheetRow(line=line, cells={}, unread=UNCLOSED)
    said = said_in(cells)
    if said is None:
        return None
    told: dict[str, str] = {}
    for name, cell in zip(names, said, strict=False):
        if name and cell:
            told.setdefault(name, cell)
    return SheetRow(line=line, cells=told)


def _is_header(needed: Needed, names: Sequence[str]) -> bool:
    return all(any(name in names for name in either) for either in needed)
