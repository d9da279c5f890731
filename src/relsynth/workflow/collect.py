"""Making a project, and bringing papers into it."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.config import DEFAULT, FILE, TEMPLATE
from relsynth.documents import Document, document_id
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.formats.apart import Reader
from relsynth.formats.signatures import holds_pdf
from relsynth.formats.verbatim import is_verbatim
from relsynth.formats.verbatim import read_document as read_verbatim
from relsynth.labelling import unplaced
from relsynth.project import DATABASE, Project, open_project
from relsynth.store import File
from relsynth.workflow import grobid as grobid_server
from relsynth.workflow.duplicates import Duplicates, find_duplicates
from relsynth.workflow.eligibility import screened_out
from relsynth.workflow.files import files_in
from relsynth.workflow.grobid import Server
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.ours import is_ours, written_from
from relsynth.workflow.readings import is_read, stamped
from relsynth.workflow.replaced import Replaced, is_replaced, replaced_by
from relsynth.workflow.track import Tell, Track, untold, untracked

MAX_BYTES = 64 * 1024 * 1024  # a paper's text is some 100 KB; far beyond that a file is not one paper

_UNSEEN = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of control characters, and of what ends a line or paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """A project was made."""

    project: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        made = f"Made project {self.project} ({', '.join(self.files)})."
        here = f"--project {self.project}"
        return f"{made}\nNext: relsynth import {here} EXPORTS for search results, relsynth add {here} FOLDER for papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A file that gave no document, and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the files offered: ``read + already + len(unread) + len(not_papers)`` of them.

    ``out_of_scope`` lists, of the papers read now, those that no n will include, by reason;
    ``replaced`` the files that held another text when they were read before, and ``lost`` those that hold none
    now, where people have said something of it: that text is kept, and no longer counted.
    ``duplicates`` says which full texts have a record, where there are records.
    Of people's codings in papers that were read anew or replaced, ``carried`` stand in the new text too and
    ``unplaced`` do not; ``labels_unplaced`` are their labels on sections that the new text does not have.
    ``without_grobid`` are the PDFs that GROBID was to read and did not, and relsynth's own reader has read.
    """

    read: int
    already: int
    unread: tuple[NotRead, ...]
    not_papers: tuple[str, ...]
    out_of_scope: tuple[NotRead, ...]
    replaced: tuple[Replaced, ...] = ()
    lost: tuple[Replaced, ...] = ()
    duplicates: Duplicates | None = None
    carried: int = 0
    unplaced: int = 0
    labels_unplaced: tuple[str, ...] = ()
    without_grobid: tuple[NotRead, ...] = ()

    def __str__(self) -> str:
        counts = (
            f"{self.read} read, {self.already} there already, "
            f"{len(self.unread)} unread, {len(self.not_papers)} not papers"
        )
        return "\n".join(
            [
                counts,
                *listing("Unread", self.unread),
                *listing("Not papers", self.not_papers),
                *listing("Read, and left out of every n", self.out_of_scope),
                *listing("Changed since they were read, and read again", self.replaced),
                *listing("Changed since they were read, and not to be read now", self.lost),
                *listing("Not read by GROBID but by relsynth's own reader", self.without_grobid),
                *self._moved(),
                *listing("Set on sections that are not there now", self.labels_unplaced),
                *([str(self.duplicates)] if self.duplicates else []),
            ]
        )

    def _moved(self) -> list[str]:
        if not self.carried + self.unplaced:
            return []
        left = f"; {self.unplaced} found no place: relsynth codings unplaced" if self.unplaced else ""
        return [f"People's codings carried into the text as it is read now: {self.carried}{left}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Files that are counted no longer."""

    paths: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(listing("No longer counted", self.paths))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A line of the list of papers; ``reader`` is the name and revision of what read it and of the weights,
    as in ``jats/3+0f1e2d3c``.
    """

    name: str
    format: str
    reader: str
    citation: str
    title: str | None
    language: str | None
    completeness: str
    out_of_scope: str | None
    words: int
    sections: tuple[str, ...]

    def __str__(self) -> str:
        left_out = f"  LEFT OUT: {self.out_of_scope}" if self.out_of_scope else ""
        size = counted(self.words, "word")
        form = f"{self.format} by GROBID" if self.reader.startswith(grobid_server.FAMILY) else self.format
        return f"{self.name}  {self.citation}  {self.title or 'untitled'}  [{form}, {size}]{left_out}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """All papers of a project, and the files that could not be read or are none."""

    papers: tuple[Paper, ...]
    unread: tuple[NotRead, ...]
    not_papers: tuple[NotRead, ...]

    def __str__(self) -> str:
        lines = [
            *listing("Papers", self.papers, most=None),
            *listing("Unread", self.unread),
            *listing("Not papers", self.not_papers),
        ]
        return "\n".join(lines) or "No papers yet; add some with `relsynth add FOLDER`."


def init(path: Path, *, title: str | None = None) -> Initialised:
    """Make a project: a folder with settings, the default codebook and an empty database.

    A ``codebook.yaml`` that lies there already is somebody's, and is kept.

    Raises:
        ProjectError: there is a project already, or the folder cannot be written.
    """
    if (path / FILE).exists():
        raise ProjectError(f"{path}: is a relsynth project already")
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / DEFAULT.codebook).exists():
            (path / DEFAULT.codebook).write_bytes(default_codebook().read_bytes())
        settings = TEMPLATE.format(title=json.dumps((title or "").strip() or DEFAULT.title, ensure_ascii=False))
        (path / FILE).write_text(settings, encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    open_project(path).close()
    return Initialised(project=str(path), files=(FILE, DEFAULT.codebook, DATABASE))


def add_documents(
    project: Project,
    paths: Iterable[Path],
    *,
    at: str,
    grobid: str | None = None,
    track: Track = untracked,
    tell: Tell = untold,
) -> Added:
    """Read papers into the project; a folder is walked, hidden files left alone.

    Each paper is one transaction, so that this can be stopped at any moment and run
    again: what is there already is not added twice. A file that cannot be read is kept
    with its reason and stops nobody.

    Args:
        grobid: address of a GROBID server that is to read the PDFs, also those that relsynth's own
            reader has read; where it cannot, that reader does. What it has read stays until it is asked again.
        tell: is told what the server is waited for.

    Raises:
        InputError: a path does not exist.
        SourceError: no address of a server.
        FormatError: the libraries that speak HTTP are not installed.
    """
    files = list(files_in(paths))
    readings = dict(project.store.papers.last_readers())
    before, written = project.store.held(), written_from(project)
    outcomes = []
    with Reader() as reader, grobid_server.opened(grobid, reader=reader, tell=tell) as server:
        for path in track(files, "Reading papers"):
            outcomes.append(outcome := _add(project, path, (readings, before, written), (reader, server), at))
            if outcome.document:
                readings[outcome.document.id] = outcome.document.reader
    changed = [(o, before[o.file.path]) for o in outcomes if is_replaced(before.get(o.file.path), o.file.document)]
    replaced = [replaced_by(project, o.offered, old, o.file.document) for o, old in changed]
    anew = [o.document.id for o in outcomes if o.document]
    anew += [o.file.document for o, _ in changed if o.file.document]
    anew = [id for id in project.store.papers.names() if id in anew]
    moved = [project.store.carried(id) for id in anew]
    return Added(
        carried=sum(carried for carried, _ in moved),
        unplaced=sum(unplaced for _, unplaced in moved),
        labels_unplaced=tuple(told for id in anew for told in _labels_unplaced(project, id)),
        read=sum(o.document is not None for o in outcomes),
        already=sum(o.file.status == "read" and o.document is None for o in outcomes),
        unread=tuple(
            NotRead(path=o.offered, reason=o.file.reason or "") for o in outcomes if o.file.status == "unread"
        ),
        not_papers=tuple(o.offered for o in outcomes if o.file.status == "not_a_paper"),
        out_of_scope=tuple(
            NotRead(path=o.offered, reason=o.document.out_of_scope)
            for o in outcomes
            if o.document and o.document.out_of_scope
        ),
        replaced=tuple(one for one in replaced if one.is_read),
        lost=tuple(one for one in replaced if one.is_judged and not one.is_read),
        without_grobid=tuple(NotRead(path=o.offered, reason=o.without_grobid) for o in outcomes if o.without_grobid),
        duplicates=find_duplicates(project) if project.store.catalogue.sources() else None,
    )


def remove_documents(project: Project, paths: Iterable[Path]) -> Removed:
    """Count papers no longer; what was read of them and coded in them is kept in the database.

    Raises:
        InputError: a path was never added.
    """
    names = [shown(path.resolve()) for path in paths]
    known = {file.path for file in project.store.files()}
    if strange := [name for name in names if name not in known]:
        raise InputError(f"was never added: {', '.join(strange)}; `relsynth papers` lists what was")
    with project.store.atomic():
        for name in names:
            project.store.forget_file(name)
    return Removed(paths=tuple(names))


def list_papers(project: Project) -> Papers:
    """Every paper and every file that gave none, with the reason."""
    files, excluded = project.store.files(), screened_out(project)
    return Papers(
        papers=tuple(_paper(document, excluded.get(document.id)) for document in project.store.documents()),
        unread=_with_status(files, "unread"),
        not_papers=_with_status(files, "not_a_paper"),
    )


def _labels_unplaced(project: Project, id: str) -> Iterator[str]:
    document = project.store.papers.current(id)
    for said in unplaced(document.sections, project.store.papers.judgements(document.id)):
        yield f"{document.name}: {said}"


@dataclass(frozen=True, slots=True)
class _Outcome:
    offered: str
    file: File
    document: Document | None = None
    without_grobid: str | None = None


def _add(
    project: Project,
    path: Path,
    known: tuple[Mapping[str, str], Mapping[str, str], frozenset[Path]],
    by: tuple[Reader, Server | None],
    at: str,
) -> _Outcome:
    """Add one file; ``known``: readers of documents, the documents that files held, and what was written from here."""
    readings, before, written = known
    if is_ours(path, written):
        file = File(path=shown(path.resolve()), status="not_a_paper", reason="written by relsynth")
        with project.store.atomic():
            project.store.add_file(file, at=at)
        return _Outcome(shown(path), file)
    held = readings.get(before.get(shown(path.resolve()), ""))
    file, document, without_grobid = _read(path, readings, by, held)
    with project.store.atomic():
        if document:
            project.store.add_document(document, at=at)
        project.store.add_file(file, at=at)
    return _Outcome(shown(path), file, document, without_grobid)


def shown(path: Path) -> str:
    """A path as the store keeps it: what is no UTF-8 and control signs are written out, as no table can hold them."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(repr(sign)[1:-1] if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _read(
    path: Path, readings: Mapping[str, str], by: tuple[Reader, Server | None], held: str | None
) -> tuple[File, Document | None, str | None]:
    """Read one file; every way in which that can go wrong is a reason, not an exception.

    ``held`` is the reader of what the file held before. The last is why GROBID did not read it, where it was asked and
    another reading holds.
    """
    name = shown(path.resolve())  # the same file offered from two places is one file
    try:
        with path.open("rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    except OSError as error:
        return File(path=name, status="unread", reason=f"cannot be opened ({error.strerror})"), None, None
    if not formats.is_paper(source[: formats.HEAD], path.name):
        return File(path=name, status="not_a_paper", reason="not a paper"), None, None
    if len(source) > MAX_BYTES:
        return File(path=name, status="unread", reason=f"larger than {MAX_BYTES >> 20} MB: not one paper"), None, None
    digest = hashlib.sha256(source).hexdigest()
    identity = document_id(source)
    try:
        document, without = (
            _document(source, shown(Path(path.name)), readings.get(identity), by)
            if identity in readings or not is_verbatim(held)
            else (stamped(read_verbatim(source, name=shown(Path(path.stem)))), None)  # edited: read as it was before
        )
    except (InputError, FormatError) as error:
        reason = error.message if isinstance(error, InputError) else str(error)
        return File(path=name, status="unread", reason=reason, digest=digest), None, None
    return File(path=name, status="read", document=identity, digest=digest), document, without


def _document(
    source: bytes, path_name: str, held: str | None, by: tuple[Reader, Server | None]
) -> tuple[Document | None, str | None]:
    """A new reading of a file, None where that by the reader ``held`` holds; and why not GROBID's, if it was asked.

    Raises:
        InputError, FormatError: no reader can read it.
    """
    without = None
    reader, server = by
    if server and holds_pdf(source) and not is_read(held, by_grobid=True):
        read = server.read(source, path_name=path_name)
        if isinstance(read, Document):
            return stamped(read), None
        without = read
    if is_read(held, by_grobid=False):
        return None, without
    try:
        return stamped(reader.read(source, path_name=path_name)), without
    except InputError as error:
        raise InputError(f"{error.message}; {without}" if without else error.message) from error


def _paper(document: Document, excluded: str | None) -> Paper:
    return Paper(
        name=document.name,
        format=document.format,
        reader=document.reader,
        citation=document.short_citation,
        title=document.title,
        language=document.language,
        completeness=document.completeness,
        out_of_scope=document.out_of_scope or excluded,
        words=len(document.text.split()),
        sections=tuple(dict.fromkeys(section.label for section in document.sections)),
    )


def _with_status(files: Iterable[File], status: str) -> tuple[NotRead, ...]:
    return tuple(NotRead(path=f.path, reason=f.reason or "") for f in files if f.status == status)
