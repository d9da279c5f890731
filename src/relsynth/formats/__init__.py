"""Formats of papers: a module each, found by entry point, chosen by content.

A format is a module with ``name``, ``recognises`` and ``read_document``. The
built-in ones register under ``relsynth.formats`` like anybody's, so the door is
used every day. Content is asked before the suffix: each module sees both, and
``plain``, which would take any text, is asked last.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path, PurePath
from typing import Protocol, runtime_checkable

from relsynth.documents import Document
from relsynth.errors import FormatError, InputError

HEAD = 4_096
"""Bytes of a file that a format may look at to recognise it."""

ASKED_LAST = ("markdown", "plain")
"""Formats that hardly any content contradicts, in the order in which they are asked."""


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


_SUFFIXES = """
.csv .tsv .json .jsonl .yaml .yml .toml .ini .cfg .xlsx .xls .ods .sqlite .db .parquet .ris .bib .nbib .enw .enl
.zip .gz .tar .7z .bz2 .xz .png .jpg .jpeg .gif .svg .tif .tiff .webp .bmp .mp3 .mp4 .mov .wav
.py .r .sh .bat .js .css .log .lock .bak .tmp .exe .dll .so
"""
NOT_PAPERS = frozenset(_SUFFIXES.split())
"""Suffixes of data, pictures, archives and programs."""

_XML = frozenset({".xml", ".nxml"})
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
    modules = {point.name: point.load() for point in entry_points(group="relsynth.formats")}
    formats = [module for module in modules.values() if isinstance(module, DocumentFormat)]
    return tuple(sorted(formats, key=_turn))


def readers() -> frozenset[str]:
    """Name and revision of every installed reader."""
    return frozenset(format_.READER for format_ in installed())


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
    format_ = next((f for f in installed() if f.recognises(source[:HEAD], suffix)), None)
    if format_ is None:
        names = ", ".join(f.name for f in installed())
        raise FormatError(f"{_unrecognised(suffix)}; installed: {names}")
    try:
        return format_.read_document(source, name=path.stem)
    except InputError as error:
        raise InputError(error.message, path=Path(path_name), line=error.line) from error


def _unrecognised(suffix: str) -> str:
    """What can be said of a file that no format took."""
    if suffix in _XML:
        return "XML, but no JATS article"
    return f"no installed format reads {suffix or 'such'} files yet"


def _turn(format_: DocumentFormat) -> tuple[int, str]:
    last = ASKED_LAST.index(format_.name) + 1 if format_.name in ASKED_LAST else 0
    return last, format_.name
