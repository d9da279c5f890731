"""A table, and how it is written as CSV, Markdown or JSON, with its notes under it; ``table_forms`` knows all forms.

Texts in CSV that a spreadsheet would take for a formula get an apostrophe before
them (``=HYPERLINK(...)`` in a title would run otherwise); notes follow the rows,
each after a ``#``.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | None | Mapping[str, int]
"""A cell; a mapping is a small count table such as ``{"methods": 3}``."""

_MARKUP = re.compile(r"([\\|`*~]|(?<=\])\()")
"""Signs that Markdown may take away, or make a link of; an underscore within a word, as in a code's name, stays."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A title, column names, rows of cells in that order, and notes for its foot."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def to_csv(table: Table) -> str:
    """The table as CSV (RFC 4180), guarded against formulas; notes as ``#`` lines at the end."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_guarded(text_of(cell)) for cell in row] for row in table.rows)
    writer.writerows([[f"# {note}"] for note in table.notes])
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """The table as a GitHub-flavoured Markdown table under a heading."""
    lines = [f"## {table.title}", "", _line(table.columns), _line(["---"] * len(table.columns))]
    lines += [_line([text_of(cell) for cell in row]) for row in table.rows]
    lines += ["", *(f"- {note}" for note in table.notes)]
    return "\n".join(lines) + "\n"


def to_json(table: Table) -> str:
    """The table as one JSON object: title, columns, rows as objects, notes. An undefined figure is null."""
    rows = [dict(zip(table.columns, map(_finite, row), strict=True)) for row in table.rows]
    content = {"title": table.title, "columns": table.columns, "rows": rows, "notes": table.notes}
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


WRITERS = {"csv": to_csv, "md": to_markdown, "json": to_json}


def text_of(cell: Cell) -> str:
    """A cell as people read it: figures with four digits, counts after their names, nothing where it is undefined."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, Mapping):
        return "; ".join(f"{name} {count}" for name, count in cell.items())
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _line(cells: Sequence[str]) -> str:
    escaped = [
        _MARKUP.sub(r"\\\1", cell.replace("\r", " ").replace("\n", " ")).replace("&", "&amp;").replace("<", "&lt;")
        for cell in cells
    ]
    return f"| {' | '.join(escaped)} |"


def _finite(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
