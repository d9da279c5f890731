"""Formats of papers and of search exports: a module each, found by entry point, chosen by content.

A format is a module with ``name``, ``recognises`` and what it can do: ``read_document``,
``read_records``, ``write_records``. The built-in ones register under ``relsynth.formats``
like anybody's, so the door is used every day. Content is asked before the suffix, and
those that would take any text (``plain``, ``tabular``) are asked last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path, PurePath
from typing import Protocol, runtime_checkable

from relsynth.documents import Document
from relsynth.errors import FormatError, InputError
from relsynth.formats.decoding import decode, decode_head
from relsynth.formats.refusals import (
    TABLE_OF_WOS,
    breaks_promise,
    is_page,
    opens_as_export,
    page_instead,
    refusal,
    signed_as,
)
from relsynth.records import Record, Unread

HEAD = 4_096
"""Bytes of a file that a format may look at to recognise it."""

RECORDS_HEAD = 65_536
"""Bytes of a search export that a format may look at: a search strategy may stand before the first record."""

ASKED_LAST = ("tabular", "markdown", "plain")
"""Formats that hardly any content contradicts, in the order in which they are asked."""

TRUSTING = (*ASKED_LAST, "pdf")
"""Formats that take a file by its name, so that what its first bytes say is looked at first."""


@runtime_checkable
class DocumentFormat(Protocol):
    """What a module offers to read papers in one format.

    ``READER`` is its name and revision, as in ``jats/1``: raised when it would read the
    same file otherwise, so that files read before are read again.
    """

    name: str
    READER: str

    def recognises(self, head: bytes, suffix: str) -> bool:
        """Whether a file that begins with ``head`` and ends in ``suffix`` (".xml") is in this format."""
        ...

    def read_document(self, source: bytes, *, name: str) -> Document:
        """Read one paper. Raises InputError where the file breaks its format."""
        ...


@runtime_checkable
class RecordsFormat(Protocol):
    """What a module offers to read search exports in one format; ``suffixes`` as in ``.ris``."""

    name: str
    suffixes: tuple[str, ...]

    def recognises(self, head: bytes, suffix: str) -> bool:
        """Whether the content of a file that begins with ``head`` is in this format."""
        ...

    def read_records(self, source: bytes) -> Iterator[Record | Unread]:
        """Read an export: each non-blank stretch of it belongs to one of what is returned."""
        ...


@runtime_checkable
class RecordsWriter(Protocol):
    """What a module offers to write records in one format, which may be read under more suffixes than it is written."""

    name: str
    written_suffixes: tuple[str, ...]

    def write_records(self, records: Iterable[Record]) -> bytes:
        """Return a whole file of records."""
        ...


_SUFFIXES = """
.csv .tsv .json .jsonl .yaml .yml .toml .ini .cfg .xlsx .xls .ods .sqlite .db .parquet .ris .bib .nbib .enw .enl
.zip .gz .tar .7z .bz2 .xz .png .jpg .jpeg .gif .svg .tif .tiff .webp .bmp .mp3 .mp4 .mov .wav
.py .r .sh .bat .js .css .log .lock .bak .tmp .exe .dll .so
"""
NOT_PAPERS = frozenset(_SUFFIXES.split())
"""Suffixes of data, pictures, archives and programs."""

_NOT_PAPER_STEMS = frozenset(
    {"readme", "license", "licence", "manifest", "changelog", "contributing", "copying", "notice", "makefile"}
)


def is_paper(head: bytes, path_name: str) -> bool:
    """Whether a file may be a paper, in a format read here or not.

    Hidden files, data, pictures, archives, and the notes that lie beside papers
    (a README, a licence) are none, and neither is an empty file without suffix.
    PDF, Word and HTML are papers even where no installed format reads them.
    """
    path = PurePath(path_name)
    if path.name.startswith((".", "~$")) or path.suffix.lower() in NOT_PAPERS:
        return False
    return path.stem.lower() not in _NOT_PAPER_STEMS and bool(head or path.suffix)


@lru_cache(maxsize=1)
def installed() -> tuple[DocumentFormat, ...]:
    """Return the installed formats, in the order in which they are asked."""
    return tuple(sorted((m for m in _modules() if isinstance(m, DocumentFormat)), key=_turn))


@lru_cache(maxsize=1)
def installed_for_records() -> tuple[RecordsFormat, ...]:
    """Return the installed formats of search exports, in the order in which they are asked."""
    return tuple(sorted((m for m in _modules() if isinstance(m, RecordsFormat)), key=_turn))


@lru_cache(maxsize=1)
def installed_writers() -> tuple[RecordsWriter, ...]:
    """Return the installed formats that records can be written in, by name."""
    return tuple(sorted((m for m in _modules() if isinstance(m, RecordsWriter)), key=_turn))


def format_of_records(source: bytes, *, path_name: str, name: str | None = None) -> RecordsFormat:
    """Return the format of a search export: the one named, else by content, else by suffix.

    Raises:
        FormatError: no installed format recognises the file, or none has the name.
        InputError: the file is empty.
    """
    formats = installed_for_records()
    names = ", ".join(f.name for f in formats)
    if name:
        if named := next((f for f in formats if f.name == name), None):
            return named
        raise FormatError(f"no installed format is called {name!r}; installed: {names}")
    if not source.strip():
        raise InputError("the file is empty", path=Path(path_name))
    suffix = PurePath(path_name).suffix.lower()
    head = source[:RECORDS_HEAD]
    if found := next((f for f in formats if f.recognises(head, suffix)), None):
        return found
    if what := _no_export(head, suffix):
        raise FormatError(what)
    if found := next((f for f in formats if suffix in f.suffixes), None):
        return found
    raise FormatError(f"no installed format of search exports recognises it; installed: {names}")


def readers() -> frozenset[str]:
    """Name and revision of every installed reader."""
    return frozenset(format_.READER for format_ in installed())


def format_of(source: bytes, *, path_name: str) -> DocumentFormat | None:
    """The installed format that recognises a paper, by its content and the suffix of its name."""
    suffix = PurePath(path_name).suffix.lower()
    return next((f for f in installed() if f.recognises(source[:HEAD], suffix)), None)


def read(source: bytes, *, path_name: str) -> Document:
    """Read one paper in whatever installed format recognises it; its name is the file's stem.

    Raises:
        FormatError: no installed format recognises the file.
        InputError: the file breaks the format it is in; says where.
    """
    path = PurePath(path_name)
    suffix = path.suffix.lower()
    if not source.strip():
        raise InputError("the file is empty", path=Path(path_name))
    format_ = format_of(source, path_name=path_name)
    if format_ is None or (format_.name in TRUSTING and signed_as(source)):
        raise FormatError(_unrecognised(source, suffix))
    if format_.name in ASKED_LAST and opens_as_export(decode_head(source[:HEAD])) and _is_export(source, suffix):
        raise FormatError(EXPORT_INSTEAD)
    is_instead = breaks_promise(suffix) and is_page(source[:HEAD])
    try:
        document = format_.read_document(source, name=path.stem)
    except InputError as error:
        if is_instead:
            raise FormatError(page_instead(suffix)) from error
        raise InputError(error.message, path=Path(path_name), line=error.line) from error
    if is_instead and document.completeness != "full_text":
        raise FormatError(page_instead(suffix))
    return document


def lines_of(source: bytes, *, format: str) -> list[str]:
    """The lines, or rows of a sheet, that the origins of a format's records count; shown, never read again."""
    module = next((m for m in installed_for_records() if m.name == format), None)
    rows = getattr(module, "source_lines", None)
    return list(rows(source)) if rows else decode(source).split("\n")


_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive: unpack it first",
    b"\x1f\x8b": "packed with gzip: unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\x00": "a database",
}
"""First bytes of files that search exports are mistaken for, whatever their suffix."""


EXPORT_INSTEAD = "this is a search export, not a paper: relsynth import FILE"

PAPERS_ALONE = frozenset({"jats", "tei", "docx"})
"""Formats whose files are never exports of a search."""


def _no_export(head: bytes, suffix: str) -> str | None:
    """What a file is that no format of search exports recognises, where that can be told."""
    if any(f.name in PAPERS_ALONE and f.recognises(head[:HEAD], suffix) for f in installed()):
        return "this is a paper, not a search export: relsynth add"
    told = next((what for signature, what in _SIGNATURES.items() if head.startswith(signature)), None)
    is_workbook = head.startswith(b"PK") and suffix in (".xlsx", ".xlsm")  # whose parts may stand in any order
    return f"this is no search export but {told}" if told and not is_workbook else None


def _unrecognised(source: bytes, suffix: str) -> str:
    """What can be said of a file that no format took as a paper."""
    if not signed_as(source) and _is_export(source, suffix):
        return EXPORT_INSTEAD
    return f"{refusal(source, suffix)}; formats that are read: {', '.join(f.name for f in installed())}"


def _is_export(source: bytes, suffix: str) -> bool:
    """Whether an installed format recognises a search export by its content."""
    head = source[:RECORDS_HEAD]
    exports = (f for f in installed_for_records() if f.name not in ASKED_LAST)
    return decode_head(head[:HEAD]).startswith(TABLE_OF_WOS) or any(f.recognises(head, suffix) for f in exports)


def _modules() -> tuple[object, ...]:
    return tuple(point.load() for point in entry_points(group="relsynth.formats"))


def _turn(format_: DocumentFormat | RecordsFormat | RecordsWriter) -> tuple[int, str]:
    last = ASKED_LAST.index(format_.name) + 1 if format_.name in ASKED_LAST else 0
    return last, format_.name
