"""A team's codebook as it stands in a spreadsheet: a row a code, under a header in words of their own.

Columns are known by what teams call them (``COLUMNS``), in any order and case. A cell of several values has one in each
line, or, on a single line, one between semicolons. A near miss may say why, and what is the right code, each after a
bar: ``They trust the vaccine | trust in a thing | PUB.VACCINE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsynth.codebook_rows import CodeRow
from relsynth.errors import InputError
from relsynth.formats.header_rows import rows_below, said_in
from relsynth.formats.tabular import UNCLOSED

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code id", "identifier", "key", "number", "no"),
    "label": ("label", "code", "name", "code name", "code label", "title", "construct"),
    "parent": ("parent", "parent code", "parent id", "parent name", "parent label", "below", "subcode of"),
    "domain": ("domain", "category", "theme", "group", "family", "dimension"),
    "definition": ("definition", "description", "meaning", "code definition", "code description", "comment", "memo"),
    "include": ("include", "inclusion", "inclusion criteria", "when to use", "use when", "includes", "rule"),
    "exclude": ("exclude", "exclusion", "exclusion criteria", "when not to use", "do not use when", "excludes"),
    "examples": ("examples", "example", "example quotes", "quotes", "typical examples", "anchor example"),
    "near_misses": (
        "near misses",
        "near miss",
        "non examples",
        "counter examples",
        "negative examples",
        "not an example",
    ),
    "strong": ("strong", "strong cues", "cues strong", "cues", "cue", "keywords", "key words", "search terms"),
    "weak": ("weak", "weak cues", "cues weak"),
}
"""Column -> what teams call it, in small letters, without signs."""
TOLD = ("examples", "near_misses", "strong", "weak")
"""Columns of several values."""
NO_HEADER = (
    "no line names the columns of a codebook: label (or id), and others such as "
    "parent, domain, definition, include, exclude, examples, near misses, cues"
)

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookSheet:
    """The rows of a sheet; ``problems`` with the rows and cells that say nothing here, each with its line."""

    rows: tuple[CodeRow, ...]
    problems: tuple[str, ...]


def read_codebook_sheet(source: bytes) -> CodebookSheet:
    """Read a codebook from CSV or a workbook.

    Raises:
        InputError: no line is a header of a codebook, or the workbook cannot be opened.
    """
    found = rows_below(source, _is_header)
    if found is None:
        raise InputError(NO_HEADER)
    columns = _columns(found.names)
    problems = list(_unread_columns(found.names, columns))
    rows = []
    for line, cells in found.rows:
        said = None if cells is None else said_in(cells)
        if cells is None:
            problems.append(f"line {line}: {UNCLOSED}")
        elif said is not None:
            problems += _beyond(line, said, found.names)
            rows.append(_row(line, said, columns))
    return CodebookSheet(rows=tuple(rows), problems=tuple(problems))


def _columns(names: Sequence[str]) -> list[str | None]:
    """What each column holds; one called code beside one that holds labels has ids."""
    columns = [_column(name) for name in names]
    if "id" not in columns and columns.count("label") > 1 and "code" in names:
        columns[names.index("code")] = "id"
    return columns


def _column(name: str) -> str | None:
    folded = _SIGNS.sub(" ", name).strip()
    return next((column for column, names in COLUMNS.items() if folded in names), None)


def _is_header(names: Sequence[str]) -> bool:
    """A label or an id, and something else that is known; or nothing else at all, for a mere list of codes."""
    known = {column for name in names if (column := _column(name))}
    return bool(known & {"id", "label"}) and (len(known) > 1 or len([name for name in names if name]) == 1)


def _unread_columns(names: Sequence[str], columns: Sequence[str | None]) -> Iterator[str]:
    for number, (name, column) in enumerate(zip(names, columns, strict=True)):
        if name and column is None:
            yield f"column {name!r} is no part of a codebook here, and is not read"
        elif column in columns[:number] and column not in TOLD:
            yield f"column {name!r}: another column says the {column} already; it is read where that one is empty"


def _beyond(line: int, said: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for number, cell in enumerate(said):
        if cell and not (number < len(names) and names[number]):
            yield f"line {line}: {cell!r} stands under no column, and is not read"


def _row(line: int, said: Sequence[str], columns: Sequence[str | None]) -> CodeRow:
    cells: dict[str, list[str]] = {}
    for column, cell in zip(columns, said, strict=False):
        if column and cell:
            cells.setdefault(column, []).append(cell)
    several = {column: tuple(v for cell in cells.get(column, ()) for v in _values(cell)) for column in TOLD}
    return CodeRow(
        line=line,
        id=_first(cells, "id"),
        label=_first(cells, "label"),
        parent=_first(cells, "parent"),
        domain=_first(cells, "domain"),
        definition=_first(cells, "definition"),
        include=_first(cells, "include"),
        exclude=_first(cells, "exclude"),
        examples=several["examples"],
        near_misses=tuple(tuple(part.strip() for part in miss.split("|")) for miss in several["near_misses"]),
        strong=several["strong"],
        weak=several["weak"],
    )


def _first(cells: Mapping[str, Sequence[str]], column: str) -> str | None:
    return next(iter(cells.get(column, ())), None)


def _values(cell: str) -> list[str]:
    parts = cell.splitlines() if "\n" in cell.strip() else cell.split(";")
    return [part.strip() for part in parts if part.strip()]
