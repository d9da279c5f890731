"""Tables that people keep in spreadsheets: the header looked for, and the rows below it with their lines.

Excel saves such a table with semicolons in half of Europe, in Windows-1252 or with a byte-order mark, or as a workbook;
all are read. What an export puts before a cell so that no spreadsheet takes it for a formula is taken off again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from relsynth.formats import xlsx
from relsynth.formats.delimited import cells_in, lines_of, rows_of
from relsynth.formats.tabular import DELIMITERS

MOST_BEFORE_HEADER = 20  # lines or rows: a title that somebody put above, and Excel's "sep=;"

_FORMULA = re.compile(r"'(?=[=+\-@\t\r\n])")
_NOTE = re.compile(r"'?#")

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRows:
    """A header, in lower case with ``_`` for spaces, and the rows below it, as they come.

    Each row has its line in a file, or its row in a workbook, from 1; None where its cells cannot be told apart.
    """

    names: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[str] | None]]


def rows_below(source: bytes, is_header: IsHeader) -> HeaderRows | None:
    """Return the first header among a file's first lines, or in a workbook's sheets, with its rows; or None.

    Raises:
        InputError: the workbook cannot be opened.
    """
    return _workbook(source, is_header) if _is_workbook(source) else _text(source, is_header)


def said_in(cells: Sequence[str]) -> list[str] | None:
    """Return what a row's cells say, without white space around and guards before; None of a blank row or a note."""
    said = [_FORMULA.sub("", cell.strip(" \n"), count=1) if cell.startswith("'") else cell.strip() for cell in cells]
    return None if not any(said) or (_NOTE.match(said[0]) and not any(said[1:])) else said


def _is_workbook(source: bytes) -> bool:
    return any(xlsx.recognises(source, suffix) for suffix in (".xlsx", ".xls"))


def _workbook(source: bytes, is_header: IsHeader) -> HeaderRows | None:
    """The first sheet of a workbook that has the columns."""
    xlsx.guard(source)
    for _, rows in xlsx.sheets(source):
        for number, row in enumerate(rows[:MOST_BEFORE_HEADER]):
            if is_header(names := _names(row)):
                below = ((number + 2 + n, cells) for n, cells in enumerate(rows[number + 1 :]))
                return HeaderRows(names=names, rows=below)
    return None


def _text(source: bytes, is_header: IsHeader) -> HeaderRows | None:
    first = list(islice(lines_of(source), MOST_BEFORE_HEADER))
    for number, line in enumerate(first):
        for delimiter in DELIMITERS:
            if is_header(names := _names(cells_in(line, delimiter))):
                return HeaderRows(names=names, rows=_rows(source, number + 1, delimiter, len(names)))
    return None


def _rows(source: bytes, above: int, delimiter: str, width: int) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Rows below the header, each with its first line; None where its cells cannot be told apart."""
    lines = lines_of(source)
    at = 1 + len(list(islice(lines, above)))
    for taken, cells in rows_of(lines, delimiter, width=width):
        yield at, cells if cells or not "".join(taken).strip() else None
        at += len(taken)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple("_".join(cell.strip().strip("'\"").lower().split()) for cell in cells)
