"""How a table is laid out on paper and on a page: what its columns are called, which hold figures, how wide they are.

Widths go by what stands in a column: never narrower than its longest word, which would be broken, and otherwise by
the length of its texts, so that a column of quotes takes the room that a column of counts leaves. A table that is too
wide for any page (a column for each study) is cut into parts, each with the first column before its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.reports.tables import Cell, Table, text_of

LONGEST_WORD = 16  # characters; a longer word (a DOI, a place) may be broken
ROOM, MOST = 42, 84  # characters of a line that a column asks for: for texts of a few lines, and for the longest
MORE = 8  # characters of a text beyond those few lines that are worth one of room
MEASURED = 500  # rows that are looked at; more would cost more than they tell
SQUEEZE = 1.25  # times too wide that a table may be before it is cut into parts: a few long words are broken
TYPICAL = 0.9  # share of a column's cells that its room is to hold in few lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as it is laid out: its heading, whether it holds figures alone, and widths in characters.

    ``least`` breaks no word, ``wanted`` keeps most cells in few lines; nine of ten cells are no longer
    than ``typical``.
    """

    heading: str
    is_figures: bool
    least: int
    wanted: int
    typical: int


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table, in its order."""
    return tuple(_column(table, place) for place in range(len(table.columns)))


def heading_of(column: str) -> str:
    """A column's name as words, which break between lines: ``lack_only`` is ``lack only``."""
    return " ".join(column.replace("_", " ").split())


def shares(columns: tuple[Column, ...], room: int) -> tuple[float, ...]:
    """The part of a line of ``room`` characters that each column gets; they add up to 1.

    Every column gets what its longest word needs, and what is left goes to those that want more, by how much.
    """
    if not columns:
        return ()
    spare = max(0, room - sum(column.least for column in columns))
    wants = [column.wanted - column.least for column in columns]
    each = spare / sum(wants) if sum(wants) else 0.0
    widths = [column.least + each * want for column, want in zip(columns, wants, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def least_room(columns: tuple[Column, ...]) -> int:
    """Characters of a line that break no word."""
    return sum(column.least for column in columns)


def wanted_room(columns: tuple[Column, ...]) -> int:
    """Characters of a line that keep most cells in few lines."""
    return sum(column.wanted for column in columns)


def parts_of(table: Table, room: int, *, most: int | None = None) -> tuple[Table, ...]:
    """The parts of a table that fit a line of ``room`` characters, one below the other; mostly the table itself.

    Each has the first column, and as many others as hardly break a word there; notes go with the last.

    Args:
        most: columns that a part may have.
    """
    columns = columns_of(table)
    room = int(SQUEEZE * room)
    if least_room(columns) <= room and len(columns) <= (most or len(columns)):
        return (table,)
    parts: list[list[int]] = [[]]
    for place in range(1, len(columns)):
        taken = least_room(tuple(columns[one] for one in (0, *parts[-1], place)))
        if parts[-1] and (taken > room or len(parts[-1]) + 2 > (most or len(columns))):
            parts.append([])
        parts[-1].append(place)
    return tuple(
        Table(
            title=table.title,
            columns=tuple(table.columns[place] for place in (0, *part)),
            rows=tuple(tuple(row[place] for place in (0, *part)) for row in table.rows),
            notes=table.notes if part is parts[-1] else (),
        )
        for part in parts
    )


def _column(table: Table, place: int) -> Column:
    heading = heading_of(table.columns[place])
    cells = [row[place] for row in table.rows[:MEASURED]]
    texts = [text_of(cell) for cell in cells]
    words = [word for text in [heading, *texts] for word in text.split()] or [""]
    least = max(3, min(LONGEST_WORD, max(map(len, words)))) + 1
    lengths = sorted(map(len, texts)) or [0]
    typical = lengths[min(len(lengths) - 1, int(TYPICAL * len(lengths)))]
    more = min(MOST - ROOM, max(0, typical - ROOM) // MORE)
    return Column(
        heading=heading,
        is_figures=any(map(_is_figure, cells)) and all(cell is None or _is_figure(cell) for cell in cells),
        least=least,
        wanted=max(least, min(ROOM, typical) + more) + 1,
        typical=typical,
    )


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
