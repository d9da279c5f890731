"""A table as a workbook (.xlsx) for people to fill in: every cell a text, never a formula; notes below the rows."""

from __future__ import annotations

import io
from datetime import datetime

from relsynth.reports.tables import Cell, Table

LONGEST_CELL = 32_767  # characters, Excel's limit
CUT = " […]"  # what a text that is longer ends on
WIDTHS = (10, 60)  # characters of a column, at least and at most
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone; a fixed date, so that the same table gives the same bytes


def to_workbook(table: Table) -> bytes:
    """Return a workbook with one sheet: the header, which stays in sight, the rows, and a note a row behind ``#``."""
    import xlsxwriter  # noqa: PLC0415 (costs start-up time)

    packed = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("sheet")
        wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        for place, name in enumerate(table.columns):
            sheet.write_string(0, place, name, bold)
            sheet.set_column(place, place, _width([name, *(_text(row[place]) for row in table.rows)]))
        lines = [*table.rows, *((f"# {note}",) for note in table.notes)]
        for number, row in enumerate(lines, 1):
            for place, cell in enumerate(row):
                if text := _text(cell):
                    sheet.write_string(number, place, text, wrapped if number <= len(table.rows) else None)
        sheet.freeze_panes(1, 0)
    return packed.getvalue()


def _text(cell: Cell) -> str:
    text = "" if cell is None else str(cell).encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - len(CUT)]}{CUT}"


def _width(texts: list[str]) -> int:
    least, most = WIDTHS
    return max(least, min(most, max(map(len, texts)) + 2))
