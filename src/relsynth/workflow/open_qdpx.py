"""Opening a project of another program (REFI-QDA): a new project with its codes, its texts and people's codings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from relsynth.codebook import Codebook, problems_of
from relsynth.codebook_import import shortened
from relsynth.config import DEFAULT, FILE
from relsynth.errors import CodebookError, InputError, ProjectError
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.refi_archive import RICH, TEXT
from relsynth.formats.refi_codebook import Loss, book_of
from relsynth.formats.refi_project import SHOWN, ForeignProject
from relsynth.formats.refi_reading import read_qdpx
from relsynth.project import open_project
from relsynth.workflow.collect import init
from relsynth.workflow.foreign_codings import Brought, bring
from relsynth.workflow.foreign_texts import free_name
from relsynth.workflow.new_codebook import with_facets

MAX_BYTES = 1 << 30  # recordings make an export large, and are not read: export without them
LONGEST_NAME = 255  # bytes of a file's name, on every system of today; of a longer one they do not say "not there"
MAX_BESIDE = 64 << 20  # bytes of a source that lies beside the file


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedProject:
    """A project was made of another program's; ``brought`` counts what is in it."""

    project: str
    title: str
    brought: Brought

    def __str__(self) -> str:
        head = f"Made project {self.project}: {self.title}"
        return f"{head}\n{self.brought}\nNext: relsynth codebook check --project {self.project}"


def open_qdpx(path: Path, folder: Path, *, at: str, title: str | None = None) -> OpenedProject:
    """Make a project of a QDPX: its codes as the codebook, its texts sign for sign, its codings where they stood.

    Raises:
        InputError: the file cannot be read, is no project, or is made to do harm.
        ProjectError: there is a project already, or the folder cannot be written.
        CodebookError: its codes make no codebook.
    """
    foreign = read_file(path)
    named = (title or "").strip() or foreign.name
    if (folder / FILE).exists() or (folder / DEFAULT.codebook).exists():
        raise ProjectError(f"{folder}: a project or codebook is there already; name another folder")
    book, ids = _book(foreign, named, path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if book is not None:
            (folder / DEFAULT.codebook).write_text(write_codebook(book), encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror})") from error
    init(folder, title=named)
    with open_project(folder) as project:
        brought = bring(project, foreign, ids, at=at, losses=_lost(foreign, book))
    return OpenedProject(project=str(folder), title=named, brought=brought)


def read_file(path: Path) -> ForeignProject:
    """Read a QDPX or QDE from a disk, with texts that lie beside it.

    Raises:
        InputError: as ``read_qdpx``; or the file cannot be opened, or is too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"is larger than {MAX_BYTES >> 30} GB; export it without recordings", path=path)
        source = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    try:
        return read_qdpx(source, beside=lambda name: _beside(path, name))
    except InputError as error:
        raise InputError(error.message, path=path, line=error.line) from error


def _beside(path: Path, name: str) -> bytes | None:
    """A source in the folder of the file, or in ``sources`` there; a file elsewhere is nobody's to open.

    The name comes from the file that is read, so it is taken without folders, and no link is followed.
    """
    if len(name.encode(errors="replace")) > LONGEST_NAME:
        return None
    for folder in (path.parent, path.parent / "sources", path.parent / "Sources"):
        found = folder / name
        is_one = found.suffix.lower() in (TEXT, *RICH) and found.parent == folder
        if is_one and found.is_file() and not found.is_symlink() and found.stat().st_size <= MAX_BESIDE:
            return found.read_bytes()
    return None


def _book(foreign: ForeignProject, title: str, path: Path) -> tuple[Codebook | None, Mapping[str, str]]:
    """The project's codes as a codebook; None where it has none."""
    if not foreign.codes:
        return None, {}
    try:
        book, ids = book_of(foreign.codes, foreign.sets, id=free_name(title, ()), title=title)
    except ValidationError as error:
        raise CodebookError([str(problem) for problem in problems_of(error)], path=path) from error
    return with_facets(book), ids


def _lost(foreign: ForeignProject, book: Codebook | None) -> list[Loss]:
    lost = []
    if book is None:
        lost.append(Loss(what="codes", count=0, why="there are none: the project has relsynth's own codebook"))
    if cut := shortened(foreign.codes):
        lost.append(Loss(what="long names or descriptions of codes", count=len(cut), why="cut", examples=cut[:SHOWN]))
    return lost
