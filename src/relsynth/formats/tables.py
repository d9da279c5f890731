"""From the cells of a table to blocks: each cell of words, with what heads its row and its column.

Determinants stand in tables: what makes "shared records" a barrier is the head of
its column. Heads stay outside of the text, as headings do, so that a quote of a cell is
verbatim. Rows of figures are data, and are left to the article. Where a head cites a work
("Okello 2010 [1]"), so do the cells under or beside it: what they tell is that work's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from relsynth.documents import CITATION, Block

LARGEST_SPAN = 100
"""Columns or rows that one cell may take; more is a fault, or an attempt to use up memory."""

WIDEST = 1_000
"""Columns of a table; what stands beyond them is left out."""

JOIN = " – "
SENTENCE = 6
"""Words from which a line that heads a group of rows says something of its own."""

_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: its words (signs of citations in them), how far it spans, whether it heads its row or column."""

    text: str
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(slots=True)
class _Seen:
    """What the rows so far say of those that follow."""

    width: int
    heads: dict[int, str] = field(default_factory=dict)  # column -> words
    row_heads: dict[int, str] = field(default_factory=dict)  # row -> words of a head that spans down to it
    group: str = ""
    unsaid: str | None = None  # the group's name, until it is known whether its rows are words


def span_of(value: str | None) -> int:
    """What a ``colspan`` or ``rowspan`` says: 1 where it says nothing sensible."""
    if value is None or value == "1" or not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value[:4]), 1), LARGEST_SPAN)


def blocks_of_table(rows: Iterable[Sequence[Cell]]) -> Iterator[Block]:
    """The cells of words of a table, in reading order; a cell that spans rows or columns stands once.

    Rows all of heads, at the top or further down, head the columns under them, the lower ones
    under the upper; one across the whole table is its title. A row of one cell, at its
    beginning, heads the rows below it as a group. The first cell of a row heads the others,
    and those of the rows that it spans. Rows most of whose cells are figures are left out.
    """
    placed = _placed(rows)
    seen = _Seen(width=max((column + cell.columns for row in placed for column, cell in row), default=0))
    in_head = False
    for number, row in enumerate(placed):
        filled = [(column, cell) for column, cell in row if cell.text]
        if not filled:
            continue
        if all(cell.is_head for _, cell in row) and (len(filled) > 1 or not seen.heads or in_head):
            if not in_head:
                yield from _say(seen)
                seen.heads, seen.group = {}, ""
            in_head = True
            yield from _head(seen, filled)
        elif len(filled) == 1 and filled[0][0] == 0 and seen.width > 1:
            in_head = False
            yield from _group(seen, filled[0][1].text)
        else:
            in_head = False
            yield from _row(seen, number, filled)
    yield from _say(seen)


def _placed(rows: Iterable[Sequence[Cell]]) -> list[list[tuple[int, Cell]]]:
    """The rows of cells with the columns that they begin in; places taken by cells from above are passed over."""
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    placed: list[list[tuple[int, Cell]]] = []
    for place, row in enumerate(rows):
        cells: list[tuple[int, Cell]] = []
        column = 0
        for cell in row:
            while taken.get(column, 0) > place:
                column += 1
            if column >= WIDEST:
                break
            cells.append((column, cell))
            if cell.rows > 1:
                taken |= dict.fromkeys(range(column, column + cell.columns), place + cell.rows)
            column += cell.columns
        placed.append(cells)
    return placed


def _head(seen: _Seen, filled: Sequence[tuple[int, Cell]]) -> Iterator[Block]:
    """Put the heads of one more row under those above them; one across the whole table is its title."""
    first = filled[0][1]
    if len(filled) == 1 and first.columns >= seen.width > 1:
        yield Block(text=first.text, kind="caption")
        return
    for column, cell in filled:
        for under in range(column, column + cell.columns):
            above = seen.heads.get(under)
            seen.heads[under] = cell.text if above in (None, cell.text) else f"{above}{JOIN}{cell.text}"


def _group(seen: _Seen, text: str) -> Iterator[Block]:
    """Begin a group of rows; a mere name stands in the text unless rows of figures follow."""
    yield from _say(seen)
    seen.group = seen.unsaid = text
    if len(_WORD.findall(text)) >= SENTENCE:
        yield from _say(seen)


def _say(seen: _Seen) -> Iterator[Block]:
    """The name of the group as a cell, once."""
    if seen.unsaid and _WORD.search(seen.unsaid):
        yield Block(text=seen.unsaid, kind="table", column_head=seen.heads.get(0))
    seen.unsaid = None


def _row(seen: _Seen, number: int, filled: Sequence[tuple[int, Cell]]) -> Iterator[Block]:
    """The cells of a row, unless most are figures; its first cell of words heads the others."""
    worded = [(column, cell) for column, cell in filled if _WORD.search(cell.text)]
    opener = worded[0] if worded and worded[0] in filled[:2] and len(filled) > 1 else None
    inherited = seen.row_heads.get(number, "")
    if inherited and filled[0][0] > 0:
        opener = None
    own = opener[1].text if opener else inherited
    if opener and opener[1].rows > 1:
        seen.row_heads |= dict.fromkeys(range(number + 1, number + opener[1].rows), own)
    if len(worded) * 2 <= len(filled):
        seen.unsaid = None
        return
    yield from _say(seen)
    for column, cell in worded:
        head = seen.group if opener and column == opener[0] else JOIN.join(filter(None, (seen.group, own)))
        yield _cell(cell.text, row_head=head, column_head=seen.heads.get(column, ""))


def _cell(text: str, *, row_head: str, column_head: str) -> Block:
    """A cell as a block, with the sign of a citation behind it where its head cites: heads lose theirs when frozen."""
    cites = CITATION in row_head or CITATION in column_head
    sign = CITATION if cites and CITATION not in text else ""
    return Block(text=text + sign, kind="table", row_head=row_head or None, column_head=column_head or None)
