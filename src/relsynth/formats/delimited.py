"""Lines of a table into rows, and no quotation mark that swallows the rest of a file.

Rows are read strictly. Where that fails, or where one cell seems to hold whole rows, a mark was
opened and not closed: the row is read again from its first lines, with marks taken for text where
they close nothing. What still makes no row is returned without cells, for the caller to tell.

Source: RFC 4180.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache

from relsynth.formats.tagged import blocks
from relsynth.records import Origin, Unread

MOST_LINES_OF_ROW = 1_000  # a cell of more is an open quotation mark
MOST_LINES_MENDED = 30  # lines of a broken row that are joined to find it whole
FEWEST_TO_TELL = 3  # columns of a table in which lines of just that width are rows
MOST_TRIES = 20  # quotation marks not closed, after which none of a text is taken for one that is
LONGEST_CELL = 2**31 - 1  # bytes; Python's own limit is 128 KB, which a list of references passes

Row = tuple[list[str], list[str]]
"""Lines, and the cells in them; no cells where they cannot be told apart, or the line is blank."""
Shape = tuple[str, int]
"""Delimiter, and number of columns."""


def lines_of(source: bytes) -> Iterator[str]:
    """Yield the lines of a text file, each with its line feed, without holding all of its characters at once."""
    for block in blocks(source):
        start = 0
        while (end := block.find("\n", start)) >= 0:
            yield block[start : end + 1]
            start = end + 1
        yield f"{block[start:]}\n"


def rows_of(lines: Iterator[str], delimiter: str, *, width: int, trusted: bool = False) -> Iterator[Row]:
    """Cut lines, which end in line feeds, into rows.

    ``width`` is the number of columns, by which a broken row is known; a table that is ``trusted``
    is as it was written by us, and read strictly wherever that can be done.
    """
    shape = (delimiter, width)
    ahead: list[str] = []  # lines given back, the next one last
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while len(taken) < MOST_LINES_OF_ROW and (line := ahead.pop() if ahead else next(lines, "")):
            taken.append(line)
            yield line

    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(feed(), delimiter=delimiter, strict=True)
    while True:
        cells = _next(rows)
        if not taken:
            return
        if cells is None or not (trusted or _is_sound(taken, cells, shape)):
            kept, cells = _mended(taken, cells, feed(), shape)
            ahead.extend(reversed(taken[kept:]))
            del taken[kept:]
            rows = csv.reader(feed(), delimiter=delimiter, strict=True)
        yield taken.copy(), cells or []
        taken.clear()


def aside(text: str, first: int, last: int, reason: str) -> Unread:
    """Return lines of a table that are no row of a record."""
    return Unread(origin=Origin(first, last), text=text, reason=reason, kind="aside")


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error:
        return None


def _is_sound(lines: list[str], cells: list[str], shape: Shape) -> bool:
    """Whether a row can be taken as it was read strictly, and is no one cell over whole rows."""
    if lines[1:]:
        return not _are_rows(lines, shape)
    return len(cells) in (0, shape[1]) or '"' not in lines[0]


def _are_rows(lines: list[str], shape: Shape) -> bool:
    """Whether each of several lines is a row by itself, so that no cell goes on from one to the next."""
    delimiter, width = shape
    return width >= FEWEST_TO_TELL and all(len(cells_in(line, delimiter)) == width for line in lines)


def _mended(lines: list[str], cells: list[str] | None, more: Iterator[str], shape: Shape) -> tuple[int, list[str]]:
    """Return how many of the lines make the row, and its cells; takes more lines where the row may go on.

    A row that could be read strictly is only read otherwise if its first line alone has full width.
    """
    (delimiter, width), read = shape, len(lines)
    for n in range(1, MOST_LINES_MENDED if cells is None else 2):
        if n > len(lines) and next(more, None) is None:
            break
        if len(found := cells_in("".join(lines[:n]), delimiter)) == width and not _holds_row(lines[:n], shape):
            return n, found
    if cells is not None:
        return read, cells
    return 1, cells_in(lines[0], delimiter) if lines[0].count('"') % 2 == 0 else []


def _holds_row(lines: list[str], shape: Shape) -> bool:
    """Whether lines after the first begin with a quotation mark and are a row by themselves."""
    delimiter, width = shape
    starts = (n for n, line in enumerate(lines) if n and line.lstrip().startswith('"'))
    return any(len(cells_in("".join(lines[n:]), delimiter)) == width for n in starts)


def cells_in(text: str, delimiter: str) -> list[str]:
    """Cut a row at its delimiters, where a cell is quoted only if its mark is closed before one.

    Returns no cells where a line ends within a cell that is not quoted.
    """
    quoted, plain = _patterns(delimiter)
    cells: list[str] = []
    place, failed = 0, 0
    while True:
        found = quoted.match(text, place) if failed < MOST_TRIES else None
        if found is None:
            failed += text.startswith('"', place)
            found = plain.match(text, place)
            cells.append(found.group() if found else "")
        else:
            cells.append(found.group(1).replace('""', '"'))
        place = found.end() if found else place
        if text[place : place + 1] != delimiter:
            return cells if place >= len(text.rstrip("\n")) else []
        place += 1


@lru_cache(maxsize=8)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A quoted cell, whose marks within count where no delimiter follows; and a plain one."""
    sign = re.escape(delimiter)
    end = rf" *(?:{sign}|\n?\Z)"
    return re.compile(rf' *"((?:[^"]++|""|"(?!{end}))*+)"(?={end}) *'), re.compile(rf"[^{sign}\n]*")
