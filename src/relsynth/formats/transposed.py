"""Tables with a row for each field: "TITLE","Ferries", then "AUTHOR NAMES","Okafor A.","Lund B.".

Embase writes its CSV so. A record ends with a blank line, or where a field that is single is there again.
"""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.formats.columns import NAMES, name_of
from relsynth.formats.delimited import aside, cells_in, rows_of
from relsynth.formats.fields import record_of
from relsynth.records import Origin, Record, Unread

MOST_LINES = 60  # at the head of a file, to tell
FEWEST = 4  # rows that begin with the name of a field, a title's among them
OFTEN = 0.6  # share of rows that do

MEANINGS = {
    name: {"authors": "author", "editors": "editor", "keywords": "keyword", "issn": "number"}.get(what, what)
    for what, names in reversed(NAMES.items())
    if what != "remarks"
    for name in names.split()
} | {"source": "citation"}
SINGLE = frozenset({"title", "abstract"})

Field = tuple[str, list[str]]
"""Name of a field, and its values."""


def is_transposed(text: str) -> bool:
    """Whether most lines begin with the name of a field, and several fields are there, a title among them."""
    lines = [line for line in text.split("\n", MOST_LINES)[:MOST_LINES] if line.strip()]
    cells = [cells_in(line, ",") for line in lines if line.startswith('"')]
    named = [name_of(row[0]) for row in cells if row and row[0].strip() and name_of(row[0]) in MEANINGS]
    enough = len(set(named)) >= FEWEST and len(named) >= OFTEN * len(lines)
    return enough and any(MEANINGS[name] == "title" for name in named)


def read(source: Iterator[str]) -> Iterator[Record | Unread]:
    """Read such a table, line by line."""
    lines: list[str] = []
    fields: list[Field] = []
    first = number = 1
    for taken, cells in rows_of(source, ",", width=0):
        blank = not any(line.strip() for line in taken)
        if blank or _is_again(fields, cells):
            yield from _record(lines, fields, first)
            lines, fields, first = [], [], number + blank
        if not blank:
            lines += taken
            fields.append((cells[0], cells[1:]) if cells else ("line", ["".join(taken).strip()]))
        number += len(taken)
    yield from _record(lines, fields, first)


def _is_again(fields: list[Field], cells: list[str]) -> bool:
    name = cells[0] if cells else ""
    return MEANINGS.get(name_of(name)) in SINGLE and any(name == other for other, _ in fields)


def _record(lines: list[str], fields: list[Field], first: int) -> Iterator[Record | Unread]:
    if not lines:
        return
    origin = Origin(first, first + len(lines) - 1)
    meanings = {name: MEANINGS.get(name_of(name), "") for name, _ in fields}
    pairs = [(name, value.strip()) for name, values in fields for value in values or [name]]
    titled = any(meaning in SINGLE for meaning in meanings.values())
    record = record_of(pairs, meanings, origin=origin) if titled else None
    yield record or aside("".join(lines), origin.first, origin.last, "stands between records")
