"""Workbooks: the sheets of .xlsx and .xls files whose header is known, a row a record.

Rows are counted from 1, sheet after sheet. A workbook is a packed archive from anybody, so
its parts and the reach of its cells are measured before it is opened. Written cells are all
text, never formulas; a text longer than a cell may hold goes on in a further column.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from xml.parsers import expat

from relsynth.errors import InputError
from relsynth.formats.columns import Columns, columns_of, record_of
from relsynth.formats.rows import HEADER, OWN, cells_of, own_record
from relsynth.records import Origin, Record, Unread

name = "xlsx"
suffixes = (".xlsx", ".xls", ".xlsm")
written_suffixes = (".xlsx",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

MOST_PARTS = 10_000
MOST_BYTES = 1 << 30  # unpacked
MOST_RATIO = 200  # unpacked to packed, of archives that unpack to more than SMALL
SMALL = 50 << 20  # bytes
MOST_CELLS = 30_000_000  # rows times columns of a sheet, blank ones counted: they take memory too
MOST_SHARED = 512 << 20  # characters of cells that point at a text: one text, kept once, may be a million cells
MOST_BEFORE_HEADER = 60  # rows
LONGEST_CELL = 32_767  # characters, Excel's limit
_CHUNK = 1 << 16

_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .xls, and of encrypted .xlsx
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PARTS_OF_SHEETS = (b"xl/", b"[Content_Types].xml")
_OF_OTHERS = ("workbook.bin", "content.xml")  # the reader falls back on .xlsb and .ods, which are not measured
_CELLS = b"sheetData"
_SHARED = "sharedstrings.xml"
_UNTOLD = (1 << 32) - 1  # for an index that is no number
_INDEX = re.compile(r"[0-9]{1,9}")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = {code: "\ufffd" for code in (*range(0x20), 0x7F) if chr(code) not in "\n\t"}
"""As in ``decoding``: signs that no text has."""


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
    guard(source)
    first = 1
    for sheet, rows in sheets(source):
        yield from _read(sheet, rows, first)
        first += len(rows)


def source_lines(source: bytes) -> Iterator[str]:
    """The rows of every sheet as origins count them, tabs between cells."""
    for _, rows in sheets(source):
        yield from ("\t".join(row).rstrip() for row in rows)


def write_records(records: Iterable[Record]) -> bytes:
    """Return a workbook with one sheet of records."""
    import xlsxwriter  # noqa: PLC0415 (costs start-up time)

    packed = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    rows = [tuple(cell.encode("utf-8", "replace").decode() for cell in cells_of(record)) for record in records]
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


def sheets(source: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Name and rows of each sheet, cells as text; ``guard`` the file first.

    Raises:
        InputError: the file is no workbook, is locked, or damaged.
    """
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(source))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            yield sheet, [[_text(cell) for cell in row] for row in rows]
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(f"the workbook cannot be opened: {error}") from error


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO 8601, no control signs."""
    if isinstance(cell, str):
        return cell if cell.isprintable() else _LINE_END.sub("\n", cell).translate(_CONTROL)
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


def guard(source: bytes) -> None:
    """Let no archive through that would unpack to more than memory should hold.

    Raises:
        InputError: it is such an archive, or no workbook.
    """
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
            if any(part.filename.lower().endswith(_OF_OTHERS) for part in parts):
                raise InputError("the workbook is no .xlsx inside: save it as one")
            _guard_cells([_measured(archive, part) for part in parts])
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError) as error:
        raise InputError(f"the file is no workbook: {error}") from error


def _guard_cells(parts: Sequence[_Part]) -> None:
    """Two cells in far corners make a reader hold all between them; a shared text is held once a cell."""
    for part in parts:
        if part.rows * part.columns > MOST_CELLS:
            raise InputError(f"a sheet of the workbook reaches over {part.rows} rows and {part.columns} columns")
    for lengths in (part.lengths for part in parts if part.lengths):
        longest, known = max(lengths), len(lengths)
        told = sum(lengths[n] if n < known else longest for part in parts for n in part.shared)
        if told > MOST_SHARED:
            raise InputError(f"the workbook's cells would say {told} characters")


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Part:
    """Measure any part, whatever its name: which of them are sheets, other parts say."""
    measured, name = _Part(), part.filename.lower()
    try:
        with archive.open(part) as packed:
            while chunk := packed.read(_CHUNK):
                measured.feed(chunk)
        # To its end, for the size that an archive states may be less than a reader finds.
        measured.feed(b"", is_last=True)
    except (zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"the workbook's part {part.filename!r} is damaged: {error}") from error
    if measured.damage and (measured.holds_cells or "worksheets/" in name or name.endswith(_SHARED)):
        raise InputError(f"the workbook's part {part.filename!r} is damaged: {measured.damage}")
    measured.finish()
    return measured


class _Part:
    """How far the cells of a part reach, and at which shared texts they point: never less than a reader takes."""

    def __init__(self) -> None:
        self.rows = self.columns = 1
        self.shared, self.lengths = array("I"), array("I")
        self.damage = ""
        self.holds_cells = False
        self._tail, self._row, self._column = b"", 0, 0
        self._is_sheet = self._is_shared = False
        self._index = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Take the next bytes; those of no XML, too: the reader is less strict than this."""
        self._tail += chunk
        self.holds_cells = self.holds_cells or _CELLS in self._tail
        self._tail = self._tail[-len(_CELLS) :]
        if not self.damage:
            try:
                self._parser.Parse(chunk, is_last)
            except (expat.ExpatError, LookupError) as error:  # the latter for an encoding that nobody knows
                self.damage = self.damage or str(error)

    def finish(self) -> None:
        """Count the last text that a cell points at."""
        if self._index:
            self.shared.append(int(self._index) if _INDEX.fullmatch(self._index) else _UNTOLD)
            self._index = ""

    def _doctype(self, *_: object) -> None:
        """It could give cells places that the reader does not see."""
        self.damage = "it has a document type"

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._parser.CharacterDataHandler = None
        if tag == "c" and self._is_sheet:
            self._cell(attributes)
        elif tag == "v" and self._is_shared:
            self.finish()
            self._parser.CharacterDataHandler = self._add_index
        elif tag == "row" and self._is_sheet:
            self._row, self._column = max(self._row + 1, _number(attributes.get("r", ""))), 0
            self.rows = max(self.rows, self._row)
        elif tag == "si":
            self.lengths.append(0)
        elif tag == "t" and self.lengths:
            self._parser.CharacterDataHandler = self._add_length
        elif tag == "sheetData":
            self._is_sheet = True

    def _cell(self, attributes: dict[str, str]) -> None:
        """A cell without a place stands behind the one before it."""
        place = attributes.get("r", "")
        self._is_shared = attributes.get("t") == "s"
        letters = place.rstrip("0123456789")
        self._column = max(self._column + 1, _column(letters))
        self.columns = max(self.columns, self._column)
        self.rows = max(self.rows, _number(place[len(letters) :]))

    def _add_index(self, text: str) -> None:
        self._index += text

    def _add_length(self, text: str) -> None:
        self.lengths[-1] += len(text)


def _number(digits: str) -> int:
    return int(digits[-9:]) if digits.isascii() and digits.isdecimal() else 1


def _column(letters: str) -> int:
    """Number of a column, from 1: "A" is 1, "AA" 27."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number
