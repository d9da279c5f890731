"""Tables as a workbook (.xlsx): typed cells under a head that stays in sight and filters, notes on their own sheet.

Every text is written as text: no formula, no link and no number comes of what a title says. A cell holds 32,767
characters; what is longer is cut, and a note says so.

Source: ECMA-376 (Office Open XML), SpreadsheetML; Excel's specifications and limits.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from relsynth.reports.tables import Cell, Table, text_of

LONGEST_CELL = 32_767  # characters, of which Excel counts one outside of the basic plane as two
CUT = " […]"  # what a text that is longer ends on
MOST_ROWS = 1_048_576
WIDEST = 60  # characters that a column is wide
NARROWEST = 8
MEASURED = 200  # rows that a column's width is taken from
WIDE = 8  # columns; of a wider table the first one stays in sight too
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zone; fixed, so that the same table gives the same bytes
SHOWN = 0.001  # a figure that is smaller would be shown as nothing by four digits behind the point
NOTES, CONTENTS = "notes", "contents"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_CONTROL = {code: "\ufffd" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if chr(code) not in "\n\t"}
"""Signs that no sheet can hold."""
_LONGEST_NAME = 31  # characters of a sheet's name
_TAKEN = frozenset({"history"})  # Excel keeps it for itself


def to_workbook(table: Table) -> bytes:
    """Return the table as an .xlsx file of two sheets, its rows and its notes; the same table gives the same bytes.

    Raises:
        ValueError: it has more rows than a sheet.
    """
    return _written(table.title, {table.title: table}, contents=False)


def to_workbook_of_all(title: str, tables: Mapping[str, Table]) -> bytes:
    """Return tables as one .xlsx file: what is in it, a sheet for each, and the notes of all; the same bytes each time.

    Args:
        tables: by the name that its sheet is to have, as far as a sheet can have it.

    Raises:
        ValueError: a table has more rows than a sheet.
    """
    return _written(title, tables, contents=True)


def _written(title: str, named: Mapping[str, Table], *, contents: bool) -> bytes:
    import xlsxwriter  # noqa: PLC0415 (costs start-up time)

    tables = tuple(named.values())
    if longest := [table for table in tables if len(table.rows) >= MOST_ROWS]:
        raise ValueError(f"{len(longest[0].rows)} rows are more than a sheet holds: write CSV")
    names = sheet_names(named)
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": title.translate(_CONTROL)[:255], "created": MADE})
        styles = _Styles(book)
        if contents:
            _put_contents(book.add_worksheet(CONTENTS), tables, names, styles)
        notes: list[tuple[str, str]] = []
        for table, name in zip(tables, names, strict=True):
            cut = _put(book.add_worksheet(name), table, styles)
            said = f"{cut} cell{' is' if cut == 1 else 's are'} longer than a cell may be, and cut: CSV has them whole."
            notes += [(name, note) for note in (*table.notes, *((said,) if cut else ()))]
        _put_notes(book.add_worksheet(NOTES), notes, styles, named=contents)
    return packed.getvalue()


class _Styles:
    """The looks of cells in one workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7ECF1"}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.whole = book.add_format({"valign": "top"})
        self.share = book.add_format({"valign": "top", "num_format": "0.0###"})
        self.link = book.get_default_url_format()

    def of(self, cell: float) -> Any:
        """The look of a figure; four digits behind the point, but of what they would make nothing."""
        is_shown = isinstance(cell, float) and (cell == 0 or abs(cell) >= SHOWN)
        return self.share if is_shown else self.whole


def _put(sheet: Any, table: Table, styles: _Styles) -> int:
    """Write a table to its sheet, as wide as it prints on a page; returns how many cells had to be cut."""
    for place, name in enumerate(table.columns):
        sheet.write_string(0, place, _kept(name), styles.head)
        sheet.set_column(place, place, _width(table, place))
    cells = ((n, place, cell) for n, row in enumerate(table.rows, 1) for place, cell in enumerate(row))
    cut = sum(_write(sheet, n, place, cell, styles) for n, place, cell in cells)
    sheet.freeze_panes(1, 1 if len(table.columns) > WIDE else 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return cut


def _put_notes(sheet: Any, notes: Iterable[tuple[str, str]], styles: _Styles, *, named: bool) -> None:
    """Write notes, a row each behind ``#``, so that a program that reads the sheet takes none for data."""
    if named:
        sheet.set_column(0, 0, _LONGEST_NAME)
    sheet.set_column(int(named), int(named), WIDEST * 2)
    for n, (name, note) in enumerate(notes):
        for place, text in enumerate((name, f"# {note}") if named else (f"# {note}",)):
            sheet.write_string(n, place, _kept(text), styles.text)


def _put_contents(sheet: Any, tables: Sequence[Table], names: Sequence[str], styles: _Styles) -> None:
    """Write what is in the workbook, each name a link to its sheet."""
    for place, (head, width) in enumerate((("sheet", _LONGEST_NAME + 2), ("table", WIDEST), ("rows", NARROWEST))):
        sheet.write_string(0, place, head, styles.head)
        sheet.set_column(place, place, width)
    for n, (table, name) in enumerate(zip(tables, names, strict=True), 1):
        sheet.write_url(n, 0, f"internal:'{name}'!A1", styles.link, name)
        sheet.write_string(n, 1, _kept(table.title), styles.text)
        sheet.write_number(n, 2, len(table.rows), styles.whole)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, place: int, cell: Cell, styles: _Styles) -> bool:
    """Write a cell by its type; tells whether it had to be cut."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return False
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell, styles.whole)
        return False
    if isinstance(cell, int | float):
        sheet.write_number(row, place, cell, styles.of(cell))
        return False
    text = _clean(text_of(cell))
    kept = _fitting(text)
    if kept:
        sheet.write_string(row, place, kept, styles.text)
    return kept != text


def _kept(text: str) -> str:
    return _fitting(_clean(text))


def _clean(text: str) -> str:
    return text.translate(_CONTROL).encode("utf-8", "replace").decode()


def _fitting(text: str) -> str:
    if len(text) <= LONGEST_CELL // 2:
        return text
    units = text.encode("utf-16-le")
    kept = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore")
    return text if len(units) <= 2 * LONGEST_CELL else f"{kept}{CUT}"


def _width(table: Table, place: int) -> int:
    texts = (text_of(row[place]) for row in table.rows[:MEASURED])
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(WIDEST, max(NARROWEST, longest, len(table.columns[place]) + 2) + 1)  # 2 for the arrow of the filter


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """A name for each sheet: as asked, less the signs that a name may not have, cut, and like no other's."""
    names: list[str] = []
    used = {NOTES, CONTENTS, *_TAKEN}
    for asked in wanted:
        plain = "".join(sign for sign in _clean(asked) if sign not in "[]:*?/\\'" and sign.isprintable())
        first = plain[:_LONGEST_NAME].strip() or "table"
        name, number = first, 1
        while name.casefold() in used:
            number += 1
            name = f"{first[: _LONGEST_NAME - 4].strip()} {number}"
        used.add(name.casefold())
        names.append(name)
    return tuple(names)
