"""A record as a row of our own tables, and back: the same record, whatever a cell can hold.

A column for each field, for people and other programs; values of a list stand between
semicolons. What a cell cannot give back exactly, and ``extra``, stand as JSON in the last
column. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from relsynth.formats.decoding import decode
from relsynth.records import FIELDS, Origin, Record

OWN = "relsynth"
"""Name of the last column, by which our own tables are known."""
HEADER = (*FIELDS, OWN)
BETWEEN = "; "

_PAIR = ("tag", "value")
_LISTS = frozenset({"authors", "editors", "issn", "isbn", "url", "keywords"})
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_CONTINUED = re.compile(r" \(\d+\)\Z")


def cells_of(record: Record) -> tuple[str, ...]:
    """Return the cells of a record, in the order of ``HEADER``."""
    said = {name: getattr(record, name) for name in FIELDS}
    cells = {name: _cell(value) for name, value in said.items()}
    again = {name: _value(name, _unguarded(as_read(cell))) for name, cell in cells.items()}
    rest: dict[str, Any] = {name: value for name, value in said.items() if again[name] != value}
    if record.extra:
        rest["extra"] = record.extra
    blank = not any(cells.values())
    return (*cells.values(), json.dumps(rest) if rest or blank else "")


def own_record(names: Sequence[str], row: Sequence[str], *, origin: Origin) -> Record | None:
    """Return the record in a row of our own table, or None where its last column is damaged."""
    cells: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        field = _CONTINUED.sub("", name)
        cells[field] = cells.get(field, "") + cell
    values = {name: _value(name, _unguarded(cells.get(name, ""))) for name in FIELDS}
    try:
        exact = exact_values(json.loads(cells.get(OWN) or "{}"))
    except (ValueError, RecursionError):
        return None
    if exact is None:
        return None
    unknown = tuple((name, cell) for name, cell in cells.items() if name not in HEADER and cell.strip())
    beyond = tuple((f"column {n + 1}", row[n]) for n in range(len(names), len(row)) if row[n].strip())
    extra = (*exact.pop("extra", ()), *unknown, *beyond)
    return Record(origin=origin, **(values | exact), extra=extra)


def exact_values(kept: object) -> dict[str, Any] | None:
    """Return fields of a record, and ``extra``, from the JSON that keeps them; None where it is not ours."""
    if not isinstance(kept, dict) or not all(_is_value(name, value) for name, value in kept.items()):
        return None
    return {name: _tuples(value) for name, value in kept.items()}


def as_read(text: str) -> str:
    """Return a text as it is once it was written to a file and read again: NFC, no control signs, no half pairs."""
    return text if text.isascii() and text.isprintable() else decode(text.encode("utf-8", "replace"))


def storable(text: str) -> str:
    """Return a text with a question mark for each half of a surrogate pair, which no file and no store can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _cell(value: Any) -> str:
    text = BETWEEN.join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _value(name: str, cell: str) -> Any:
    if name in _LISTS:
        return tuple(cell.split(BETWEEN)) if cell else ()
    if name == "year":
        return int(cell) if cell.isascii() and cell.isdecimal() else None
    return cell or None


def _is_value(name: str, value: object) -> bool:
    if name == "extra":
        return isinstance(value, list) and all(_are_texts(pair) and len(pair) == len(_PAIR) for pair in value)
    if name in _LISTS:
        return _are_texts(value)
    return name in FIELDS and (value is None or isinstance(value, int if name == "year" else str))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_tuples, value))
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
