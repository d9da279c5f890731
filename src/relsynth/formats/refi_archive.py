"""The files of a QDPX: the project itself, and the texts that its sources name.

A QDPX is a ZIP archive with ``project.qde`` and a folder ``sources``; programs write both names in any case and at any
depth. A source is named ``internal://NAME``, by a path relative to the project, or by an absolute one. Nothing is
written to a disk, and no file is opened that is not in the archive: what lies elsewhere is handed in by who may
open it.

Source: REFI-QDA 1.5, 8.2 and 8.3.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self

from relsynth.errors import InputError
from relsynth.formats.apart import Reader
from relsynth.formats.archives import MOST_PARTS, SIGNATURE, read_parts

PROJECT_SUFFIX = ".qde"
TEXT = ".txt"
RICH = (".docx", ".pdf", ".html", ".htm", ".md", ".rtf")
"""Sources that may be read where there is no plain text; each is unpacked when it is asked for, others never."""

Beside = Callable[[str], bytes | None]
"""A file that lies beside the archive, by its name without folders; None where there is none that may be read."""


def nothing_beside(_name: str) -> None:
    """No file lies beside."""


class Archive:
    """A project's XML, its sources by the names that it calls them, and what reads those that are papers.

    Closed at the end of a ``with``, since PDFs and texts of Word are read by another process.
    """

    def __init__(
        self, project: bytes, texts: Mapping[str, bytes], rich: Mapping[str, str], whole: bytes, beside: Beside
    ) -> None:
        self.project = project
        self.reader = Reader()
        self._texts = texts
        self._rich = rich
        self._whole = whole
        self._beside = beside

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.reader.close()

    def source(self, path: str | None) -> bytes | None:
        """The file that a path of a source means; None where it is in the archive, or beside it, nowhere."""
        name = base(path)
        if not name:
            return None
        key = name.casefold()
        if key in self._texts:
            return self._texts[key]
        if key in self._rich:
            return read_parts(self._whole, lambda part: part == self._rich[key])[self._rich[key]]
        is_inside = bool(self._whole) and (path or "").startswith("internal:")  # of a bare project, nothing is
        return None if is_inside else self._beside(name)


def opened(source: bytes, beside: Beside = nothing_beside) -> Archive:
    """Open a QDPX, or a bare QDE.

    Raises:
        InputError: no project in it, several, or an archive that is damaged or made to do harm.
    """
    if not source.startswith(SIGNATURE):
        if source.startswith((b"PK\x05\x06", b"PK\x07\x08")):
            raise InputError("the archive is empty, or in several parts: no project")
        return Archive(source, {}, {}, b"", beside)
    _refuse_ways_out(source)
    projects = read_parts(source, _is_project)
    if not projects:
        raise InputError("the archive holds no project.qde: no file of REFI-QDA")
    if len(projects) > 1:
        raise InputError(f"the archive holds {len(projects)} projects: {', '.join(sorted(projects)[:3])}; keep one")
    texts = read_parts(source, lambda name: name.lower().endswith(TEXT))
    rich = {base(name).casefold(): name for name in _in_order(_names(source)) if name.lower().endswith(RICH)}
    by_name = {base(name).casefold(): texts[name] for name in _in_order(texts)}
    return Archive(next(iter(projects.values())), by_name, rich, source, beside)


def base(path: str | None) -> str:
    """The name of a file at the end of a path, in whatever way the path is written."""
    return (path or "").replace("\\", "/").rstrip("/").rpartition("/")[2].strip()


def _in_order(names: Iterable[str]) -> list[str]:
    """Names of parts, those in a folder ``sources`` last: of two files with one name they count."""
    return sorted(names, key=lambda name: "sources" in PurePosixPath(name.lower()).parts)


def _is_project(name: str) -> bool:
    path = PurePosixPath(name.lower().replace("\\", "/"))
    return path.suffix == PROJECT_SUFFIX and not path.name.startswith(".") and "__macosx" not in path.parts


def _refuse_ways_out(source: bytes) -> None:
    """No project has parts that lead out of its archive."""
    for name in _names(source):
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or parts[0].endswith(":"):
            raise InputError(f"its part {name!r} leads out of the archive: no program writes that")


def _names(source: bytes) -> Iterable[str]:
    if source.count(b"PK\x01\x02") > MOST_PARTS:
        raise InputError(f"the archive holds more than {MOST_PARTS} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise InputError("the file is damaged or cut short: its archive cannot be unpacked; get it again") from error
