"""Tables as text: CSV, TSV, and with semicolons or bars; a row a record, under a header that is known.

What stands above the header is an aside, and so are rows without values. Embase's table has a
row for each field instead, the names of fields down its first column: see ``transposed``.

Source: RFC 4180, and the exports of the databases named in ``columns``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from relsynth.formats import RECORDS_HEAD, transposed
from relsynth.formats.columns import Columns, columns_of, record_of
from relsynth.formats.decoding import decode, decode_head
from relsynth.formats.delimited import aside, cells_in, lines_of, rows_of
from relsynth.formats.rows import HEADER, OWN, cells_of, own_record
from relsynth.records import Origin, Record, Unread

name = "tabular"
suffixes = (".csv", ".tsv", ".tab")
written_suffixes = (".csv",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

DELIMITERS = (",", ";", "\t", "|")
MOST_BEFORE_HEADER = 60  # lines of preamble
MOST_LINES_OF_HEADER = 5
MOST_WORDS_OF_NAME = 8
FEWEST_KNOWN = 6  # columns known by which a header is one, however long a name it has

_SEPARATOR = re.compile(r'"?sep=([^\w \n"]|\t)"?[ \t]*\Z', re.IGNORECASE)
UNCLOSED = "a quotation mark is opened and not closed, so its cells cannot be told apart"
_MARKDOWN = re.compile(r"\A\||`")
NOTHING_KNOWN = "no column that is known says anything"
NO_HEADER = "no line names a column of titles and another that is known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a table begins: lines before its header, lines of the header, its delimiter and columns."""

    before: int
    lines: int
    delimiter: str
    columns: Columns

    @property
    def is_own(self) -> bool:
        """Whether relsynth wrote the table."""
        return OWN in self.columns.names


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a line near the beginning names a column of titles and another that is known."""
    del suffix
    text = decode_head(head)
    return head_of(text) is not None or transposed.is_transposed(text)


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read a table; what stands above its header is an aside, and so are rows without values."""
    text = decode_head(source[:RECORDS_HEAD])
    head = head_of(text)
    if head is None and transposed.is_transposed(text):
        yield from together(transposed.read(lines_of(source)))
    elif head := head or _title_alone(text):
        yield from together(_read(lines_of(source), head))
    elif (whole := decode(source).rstrip("\n")).strip():
        yield Unread(origin=Origin(1, 1 + whole.count("\n")), text=whole, reason=NO_HEADER)


def write_records(records: Iterable[Record]) -> bytes:
    """Return a CSV table of records, UTF-8 with a byte-order mark, which Excel needs to tell it is."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(HEADER)
    writer.writerows(cells_of(record) for record in records)
    return sheet.getvalue().encode("utf-8-sig", "replace")


def head_of(text: str) -> Head | None:
    """Return where a table begins in a text, or None where no line is a header that is known."""
    lines = _first_lines(text)
    found = (head for n in range(len(lines)) for head in _heads(lines, n) if head.columns.is_header)
    return next((head for head in found if not _is_prose(head)), None)


def _is_prose(head: Head) -> bool:
    """Whether a header is a sentence, as "Title, authors and year" may begin one."""
    longest = max(len(name.split()) for name in head.columns.names)
    return longest > MOST_WORDS_OF_NAME and len(head.columns.places) < FEWEST_KNOWN


def _first_lines(text: str) -> list[str]:
    return text.split("\n", MOST_BEFORE_HEADER + MOST_LINES_OF_HEADER)[: MOST_BEFORE_HEADER + MOST_LINES_OF_HEADER]


def _heads(lines: list[str], n: int) -> list[Head]:
    """Ways to take a line as a header, the one that knows most columns first; none for Markdown."""
    told = _SEPARATOR.match(lines[0]) if lines else None
    ways = (
        Head(before=n, lines=taken, delimiter=delimiter, columns=columns_of(cells))
        for delimiter in ((told.group(1),) if told else DELIMITERS)
        if n < MOST_BEFORE_HEADER and delimiter in lines[n] and not _MARKDOWN.search(lines[n])
        for taken, cells in [_header_row(lines[n : n + MOST_LINES_OF_HEADER], delimiter)]
    )
    return sorted(ways, key=lambda head: -len(head.columns.places))


def _header_row(lines: list[str], delimiter: str) -> tuple[int, list[str]]:
    """Read a header; names of columns may go on in a second line, within quotation marks."""
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    try:
        cells = next(rows, [])
    except csv.Error:
        return 1, cells_in(lines[0], delimiter)
    return rows.line_num, cells


def _title_alone(text: str) -> Head | None:
    """A header in the first line that names titles and nothing else that is known, as of a list of titles."""
    lines = _first_lines(text)
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    alone = columns_of([lines[first].strip('" ')])
    ways = [*_heads(lines, first), Head(before=first, lines=1, delimiter=",", columns=alone)]
    return next((head for head in ways if "title" in head.columns.places), None)


def _read(lines: Iterator[str], head: Head) -> Iterator[Record | Unread]:
    above = list(islice(lines, head.before + head.lines))
    yield aside("".join(above), 1, len(above), "names of columns, and what stands above them")
    first = len(above) + 1
    for taken, cells in rows_of(lines, head.delimiter, width=len(head.columns.names), trusted=head.is_own):
        if any(line.strip() for line in taken):
            yield _row(taken, cells, first, head)
        first += len(taken)


def _row(lines: list[str], cells: list[str], first: int, head: Head) -> Record | Unread:
    origin = Origin(first, first + len(lines) - 1)
    if not cells:
        return Unread(origin=origin, text="".join(lines), reason=UNCLOSED)
    if not any(cell.strip() for cell in cells):
        return aside("".join(lines), first, origin.last, "a row without values")
    if cells[0].strip() == head.columns.names[0] and columns_of(cells).names == head.columns.names:
        return aside("".join(lines), first, origin.last, "names of columns once more")
    read = own_record(head.columns.names, cells, origin=origin) if head.is_own else None
    read = read or record_of(head.columns, cells, origin=origin)
    return read or Unread(origin=origin, text="".join(lines), reason=NOTHING_KNOWN)


def together(read: Iterable[Record | Unread]) -> Iterator[Record | Unread]:
    """Join asides that follow one another without a line between."""
    run: list[Unread] = []
    for one in read:
        if isinstance(one, Unread) and one.kind == "aside":
            if run and run[-1].origin.last + 1 != one.origin.first:
                yield _joined(run)
                run = []
            run.append(one)
            continue
        if run:
            yield _joined(run)
            run = []
        yield one
    if run:
        yield _joined(run)


def _joined(run: list[Unread]) -> Unread:
    text = "".join(one.text for one in run)
    return aside(text, run[0].origin.first, run[-1].origin.last, run[0].reason)
