"""A table as a workbook: typed cells under a head that stays in sight and filters, its notes on a sheet of their own.

Every text is written as text: no formula, no link and no number comes of what a title says. A cell holds 32,767
characters; what is longer is cut, and a note says so.

Source: ECMA-376 (Office Open XML), SpreadsheetML; Excel's specifications and limits.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from relsynth.reports.tables import Cell, Table

LONGEST_CELL = 32_767  # characters, of which Excel counts one outside of the basic plane as two
MOST_ROWS = 1_048_576
WIDEST = 60  # characters that a column is wide
NARROWEST = 8
MEASURED = 200  # rows that a column's width is taken from
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_CONTROL = {code: "\ufffd" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\n\t"}
"""Signs that no sheet can hold."""


def to_workbook(table: Table) -> bytes:
    """Return the table as an .xlsx file; the same table gives the same bytes.

    Raises:
        ValueError: it has more rows than a sheet.
    """
    import xlsxwriter  # noqa: PLC0415 (costs start-up time)

    if len(table.rows) >= MOST_ROWS:
        raise ValueError(f"{len(table.rows)} rows are more than a sheet holds: write CSV")
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": table.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 (has no zone)
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(_sheet_name(table.title))
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, name, head)
            sheet.set_column(place, place, _width(table, place))
        cut = sum(
            _write(sheet, n, place, cell) for n, row in enumerate(table.rows, 1) for place, cell in enumerate(row)
        )
        sheet.freeze_panes(1, 0)
        if table.columns:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        notes = book.add_worksheet("notes")
        notes.set_column(0, 0, WIDEST * 2)
        told = (f"{cut} cells are longer than a cell may be, and cut: CSV has them whole.",) if cut else ()
        for n, note in enumerate((*table.notes, *told)):
            _write(notes, n, 0, f"# {note}")
    return packed.getvalue()


def _write(sheet: Any, row: int, place: int, cell: Cell) -> bool:
    """Write a cell by its type; tells whether it had to be cut."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return False
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
        return False
    if isinstance(cell, int | float):
        sheet.write_number(row, place, cell)
        return False
    text = _text(cell)
    kept = _fitting(text)
    sheet.write_string(row, place, kept)
    return kept != text


def _text(cell: str | Mapping[str, int]) -> str:
    said = cell if isinstance(cell, str) else "; ".join(f"{name} {count}" for name, count in cell.items())
    return said.translate(_CONTROL).encode("utf-8", "replace").decode()


def _fitting(text: str) -> str:
    if len(text) <= LONGEST_CELL // 2:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST_CELL else units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")


def _width(table: Table, place: int) -> int:
    cells = (row[place] for row in table.rows[:MEASURED])
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(WIDEST, max(NARROWEST, longest, len(table.columns[place])) + 1)


def _sheet_name(title: str) -> str:
    """A title without the signs that a sheet's name may not have, and no longer than one may be."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31].strip() or "table"
