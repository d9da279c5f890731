"""Workbooks: the sheets of .xlsx and .xls files whose header is known, a row a record.

Rows are counted from 1, sheet after sheet. A workbook is a packed archive from anybody, so
its parts and the reach of its cells are measured before it is opened. Written cells are all
text, never formulas; a text longer than a cell may hold goes on in a further column.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from xml.parsers import expat

from relsynth.errors import InputError
from relsynth.formats.columns import Columns, columns_of, record_of
from relsynth.formats.rows import HEADER, OWN, cells_of, own_record
from relsynth.records import Origin, Record, Unread

name = "xlsx"
suffixes = (".xlsx", ".xls", ".xlsm")

MOST_PARTS = 10_000
MOST_BYTES = 1 << 30  # unpacked
MOST_RATIO = 200  # unpacked to packed, of archives that unpack to more than SMALL
SMALL = 50 << 20  # bytes
MOST_CELLS = 30_000_000  # rows times columns of a sheet, blank ones counted: they take memory too
MOST_BEFORE_HEADER = 60  # rows
LONGEST_CELL = 32_767  # characters, Excel's limit
_CHUNK = 1 << 16

_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .xls, and of encrypted .xlsx
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PARTS_OF_SHEETS = (b"xl/", b"[Content_Types].xml")


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file is a packed archive with the parts of a workbook, or an old one by its suffix too."""
    if head.startswith(_COMPOUND):
        return suffix == ".xls"
    return head.startswith(_PACKED) and all(part in head for part in _PARTS_OF_SHEETS)


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read every sheet; one without a known header is an aside.

    Raises:
        InputError: the file is no workbook, is locked, or would unpack to more than memory should hold.
    """
    _guard(source)
    first = 1
    for sheet, rows in _sheets(source):
        yield from _read(sheet, rows, first)
        first += len(rows)


def source_lines(source: bytes) -> Iterator[str]:
    """The rows of every sheet as origins count them, tabs between cells."""
    for _, rows in _sheets(source):
        yield from ("\t".join(row).rstrip() for row in rows)


def write_records(records: Iterable[Record]) -> bytes:
    """Return a workbook with one sheet of records."""
    import xlsxwriter  # noqa: PLC0415 (costs start-up time)

    packed = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    rows = [cells_of(record) for record in records]
    widths = [max([1, *(len(_slices(row[n])) for row in rows)]) for n in range(len(HEADER))]
    names = [_continued(name, n) for name, width in zip(HEADER, widths, strict=True) for n in range(width)]
    with xlsxwriter.Workbook(packed, options) as book:
        # A fixed date, so that the same records give the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the format has no zone
        sheet = book.add_worksheet("records")
        for number, row in enumerate([names, *(_spread(row, widths) for row in rows)]):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 0)
    return packed.getvalue()


def _continued(name: str, n: int) -> str:
    return f"{name} ({n + 1})" if n else name


def _slices(cell: str) -> list[str]:
    return [cell[start : start + LONGEST_CELL] for start in range(0, len(cell), LONGEST_CELL)]


def _spread(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Cells of a row, each over as many columns as the longest of its name takes."""
    return [cell for text, width in zip(row, widths, strict=True) for cell in (_slices(text) + [""] * width)[:width]]


def _sheets(source: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(source))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            yield sheet, [[_text(cell) for cell in row] for row in rows]
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(f"the workbook cannot be opened: {error}") from error


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime | date | time) else str(cell)


def _read(sheet: str, rows: list[list[str]], first: int) -> Iterator[Record | Unread]:
    header = next((n for n, row in enumerate(rows[:MOST_BEFORE_HEADER]) if columns_of(row).is_header), None)
    if header is None:
        yield from _aside(rows, first, f"the sheet {sheet!r} names no column of titles and another that is known")
        return
    columns = columns_of(rows[header])
    yield from _aside(rows[: header + 1], first, "names of columns, and what stands above them")
    for number, row in enumerate(rows[header + 1 :], first + header + 1):
        if any(cell.strip() for cell in row):
            yield _record(columns, row, Origin(number, number))


def _record(columns: Columns, row: list[str], origin: Origin) -> Record | Unread:
    own = own_record(columns.names, row, origin=origin) if OWN in columns.names else None
    read = own or record_of(columns, row, origin=origin)
    return read or Unread(origin=origin, text="\t".join(row), reason="no column that is known says anything")


def _aside(rows: list[list[str]], first: int, reason: str) -> Iterator[Unread]:
    told = [n for n, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if told:
        text = "\n".join("\t".join(row).rstrip() for row in rows[told[0] : told[-1] + 1])
        yield Unread(origin=Origin(first + told[0], first + told[-1]), text=text, reason=reason, kind="aside")


def _guard(source: bytes) -> None:
    """Raise InputError for an archive that would unpack to more than memory should hold."""
    if source.startswith(_COMPOUND):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            parts = archive.infolist()
            unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or unpacked > max(SMALL, MOST_RATIO * packed):
                raise InputError(f"the workbook would unpack to {unpacked} bytes in {len(parts)} parts")
            if any(part.compress_type not in _PACKINGS for part in parts):
                raise InputError("the workbook is packed in a way that no spreadsheet program uses")
            for part in parts:
                if part.filename.lower().startswith(("xl/worksheets/", "/xl/worksheets/")):
                    _guard_reach(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError) as error:
        raise InputError(f"the file is no workbook: {error}") from error


def _guard_reach(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Two cells in far corners of a sheet make a reader hold all cells between them."""
    reach = [1, 1]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if "r" in attributes and tag.rpartition(":")[2] in {"c", "row"}:
            letters = attributes["r"].rstrip("0123456789")
            digits = attributes["r"][len(letters) :]
            reach[0] = max(reach[0], int(digits[-9:] or 1))
            reach[1] = max(reach[1], _column(letters))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        with archive.open(part) as packed:
            while chunk := packed.read(_CHUNK):
                parser.Parse(chunk)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"the workbook's part {part.filename!r} is damaged: {error}") from error
    if reach[0] * reach[1] > MOST_CELLS:
        raise InputError(f"a sheet of the workbook reaches over {reach[0]} rows and {reach[1]} columns")


def _column(letters: str) -> int:
    """Number of a column, from 1: "A" is 1, "AA" 27."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number
