"""Search exports into the project: each a source, kept with all that is read and unread of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from relsynth import formats
from relsynth.errors import FormatError, InputError
from relsynth.project import Project
from relsynth.records import Record, Unread, record_id
from relsynth.store.catalogue import Source, SourceKind
from relsynth.workflow.collect import NotRead
from relsynth.workflow.duplicates import SHOWN, Duplicates, find_duplicates
from relsynth.workflow.files import files_in
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.track import Track, untracked

MAX_BYTES = 512 * 1024 * 1024  # databases hand out some thousand records a file, 2 to 5 KB each
SHOWN_TEXT = 200  # characters of an unread stretch that people are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceImported:
    """What one file held: ``read == added + already``, and what gave no record.

    ``asides`` are stretches that are no records (headers, comments, search strategies). ``again``
    says that this very file was imported before.
    """

    source: str
    name: str
    format: str
    read: int
    unread: int
    asides: int
    added: int
    already: int
    again: bool = False

    def __str__(self) -> str:
        counts = f"{self.read} read, {self.unread} unread, {self.added} added, {self.already} already there"
        return f"{self.name} ({self.format}): {counts}{'; this file was imported before' if self.again else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the files offered, and how all records fall into reports now."""

    sources: tuple[SourceImported, ...]
    failed: tuple[NotRead, ...]
    duplicates: Duplicates

    def __str__(self) -> str:
        lines = [str(source) for source in self.sources]
        if len(self.sources) > 1:
            names = ("read", "unread", "added", "already")
            fresh = [source for source in self.sources if not source.again]
            read, unread, added, already = (sum(getattr(s, name) for s in fresh) for name in names)
            again = sum(source.again for source in self.sources)
            before = f"; {again} of the {counted(len(self.sources), 'file')} imported before" if again else ""
            lines.append(f"All: {read} read, {unread} unread, {added} added, {already} already there{before}")
        if any(source.unread for source in self.sources):
            lines.append("What is unread is kept: relsynth unread")
        lines = lines if self.sources or self.failed else ["There is no file to import here."]
        known = ", ".join(format.name for format in formats.installed_for_records())
        told = [*listing("Not imported", self.failed), f"Formats that are read: {known}"] if self.failed else []
        return "\n".join([*lines, *told, str(self.duplicates)])


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as PRISMA-S asks for it, and what it gave."""

    source: Source
    read: int
    added: int
    unread: int

    def __str__(self) -> str:
        s = self.source
        told = [s.database or "database not told", s.searched_on or "date not told", s.query or "query not told"]
        counts = f"{counted(self.read, 'record')}, {self.added} new, {self.unread} unread"
        return f"{s.id}  {s.name} ({s.format}, {s.kind})  {counts}\n    {'; '.join(told)}\n    SHA-256 {s.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
    """Every source, oldest first."""

    sources: tuple[SourceRow, ...]

    def __str__(self) -> str:
        lines = listing("Sources", self.sources, most=None)
        return "\n".join(lines) or "No sources yet; add some with `relsynth import FILE`."


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow:
    """A stretch of a source that gave no record."""

    source: str
    name: str
    unread: Unread

    def __str__(self) -> str:
        first, last = self.unread.origin.first, self.unread.origin.last
        where = f"line {first}" if first == last else f"lines {first} to {last}"
        text = " ".join(self.unread.text.split())
        shown = text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…"
        return f"{self.name}, {where}: {self.unread.reason}\n    {shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRows:
    """What gave no record, source by source; ``asides`` counts the stretches that are not meant to, and are not listed.

    A stretch that is one is a header, a comment, a search strategy or the like.
    """

    stretches: tuple[UnreadRow, ...]
    asides: int

    def __str__(self) -> str:
        lines = listing("Unread", self.stretches, most=SHOWN) or ["Nothing is unread."]
        if self.asides:
            lines.append(f"Headers, comments and the like between records: {self.asides}; relsynth unread --asides")
        return "\n".join(lines)


def import_records(
    project: Project,
    paths: Iterable[Path],
    *,
    at: str,
    format: str | None = None,
    kind: SourceKind = "database",
    database: str | None = None,
    query: str | None = None,
    searched_on: str | None = None,
    track: Track = untracked,
) -> Imported:
    """Read search exports into the project; each file is one source and one transaction.

    A file that was imported before adds nothing; a record whose every word is there already is
    counted there, once more, and not added. What cannot be read of a file is kept as unread.

    Raises:
        InputError: a path does not exist, or the day of the search is none.
    """
    files = list(files_in(paths))
    _check_day(searched_on)
    done: list[SourceImported] = []
    failed: list[NotRead] = []
    add = partial(
        add_source,
        project,
        at=at,
        format=format,
        kind=kind,
        database=database,
        query=query,
        searched_on=searched_on,
    )
    for path in track(files, "Reading exports"):
        try:
            done.append(add(content_of(path), name=path.name))
        except (InputError, FormatError) as error:
            reason = error.message if isinstance(error, InputError) else str(error).partition("; installed:")[0]
            failed.append(NotRead(path=str(path), reason=reason))
    return Imported(sources=tuple(done), failed=tuple(failed), duplicates=find_duplicates(project))


def add_source(
    project: Project,
    content: bytes,
    *,
    name: str,
    at: str,
    format: str | None = None,
    kind: SourceKind = "database",
    database: str | None = None,
    query: str | None = None,
    searched_on: str | None = None,
    less: Collection[str] = (),
) -> SourceImported:
    """Keep a source and all it says; where it is there already, only what was not told of it before.

    ``less`` are ids of records that are not kept, since the caller knows them to be there in other words.

    Raises:
        FormatError: no installed format recognises it.
        InputError: it breaks its format so that nothing can be told of it.
    """
    digest = hashlib.sha256(content).hexdigest()
    chosen = formats.format_of_records(content, path_name=name, name=format)
    source = Source(
        id=_source_id(project, digest, chosen.name),
        name=name,
        kind=kind,
        format=chosen.name,
        database=database,
        query=query,
        searched_on=searched_on,
        digest=digest,
        bytes=len(content),
        added_at=at,
    )
    found = _told(chosen.read_records(content), chosen.name)
    kept = [item for item in found if isinstance(item, Unread) or record_id(item) not in less] if less else found
    return keep_source(project, source, content, kept)


def keep_source(project: Project, source: Source, content: bytes, found: Iterable[Record | Unread]) -> SourceImported:
    """Keep a source and what was found in it, in order; where it is there already, only what was not told of it before.

    What was told stays, since many files may be imported under one description.
    """
    there = next((known for known in project.store.catalogue.sources() if known.id == source.id), None)
    if there:
        new = replace(
            there,
            database=there.database or source.database,
            query=there.query or source.query,
            searched_on=there.searched_on or source.searched_on,
        )
        _describe(project, there, new)
        return replace(_again(project, there), name=source.name)
    return _keep(project, source, content, found)


def content_of(path: Path) -> bytes:
    """The bytes of a search export.

    Raises:
        InputError: it cannot be opened, or is larger than anything that is read.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be opened ({error.strerror})", path=path) from error
    if len(content) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES >> 20} MB; export it in parts", path=path)
    return content


def list_sources(project: Project) -> SourceRows:
    """Every source, oldest first, with what PRISMA-S asks of it and what it gave."""
    counts = project.store.catalogue.counts()
    sources = project.store.catalogue.sources()
    return SourceRows(sources=tuple(_row(source, counts[source.id]) for source in sources))


def describe_source(
    project: Project,
    source: str,
    *,
    kind: SourceKind | None = None,
    database: str | None = None,
    query: str | None = None,
    searched_on: str | None = None,
) -> SourceRow:
    """Say what a source is: its database, its query, the day of the search; what is not given stays.

    Raises:
        InputError: there is no such source, or the day is none.
    """
    _check_day(searched_on)
    rows = [row for row in list_sources(project).sources if source in (row.source.id, row.source.name)]
    if len(rows) != 1:
        what = "no source" if not rows else f"{len(rows)} sources, use the id"
        raise InputError(f"{source}: names {what}; `relsynth sources list` shows them")
    old = rows[0].source
    new = replace(
        old,
        kind=kind or old.kind,
        database=database or old.database,
        query=query or old.query,
        searched_on=searched_on or old.searched_on,
    )
    _describe(project, old, new)
    return replace(rows[0], source=new)


def list_unread(project: Project, *, asides: bool = False) -> UnreadRows:
    """Stretches of sources that should have been records; with ``asides``, all others that gave none too."""
    names = {source.id: source.name for source in project.store.catalogue.sources()}
    every = [UnreadRow(source=id, name=names[id], unread=unread) for id, unread in project.store.catalogue.unread()]
    shown = tuple(row for row in every if asides or row.unread.kind == "record")
    return UnreadRows(stretches=shown, asides=len(every) - len(shown))


def _check_day(searched_on: str | None) -> None:
    if searched_on is None:
        return
    try:
        date.fromisoformat(searched_on)
    except ValueError as error:
        raise InputError(f"{searched_on!r} is no day of a search; write it as 2026-11-23") from error


def _keep(project: Project, source: Source, content: bytes, found: Iterable[Record | Unread]) -> SourceImported:
    numbered = list(enumerate(found, start=1))
    records = [(record_id(item), n, item) for n, item in numbered if isinstance(item, Record)]
    unread = [(n, item) for n, item in numbered if isinstance(item, Unread)]
    catalogue = project.store.catalogue
    with project.store.atomic():
        catalogue.add_source(source, content)
        added = catalogue.add_records(source.id, records)
        catalogue.add_unread(source.id, unread)
    asides = sum(item.kind == "aside" for _, item in unread)
    return SourceImported(
        source=source.id,
        name=source.name,
        format=source.format,
        read=len(records),
        unread=len(unread) - asides,
        asides=asides,
        added=added,
        already=len(records) - added,
    )


def _told(found: Iterable[Record | Unread], format: str) -> Sequence[Record | Unread]:
    """What was found in a file; where that is no record at all, its text is unread, and no aside."""
    items = list(found)
    asides = [item for item in items if isinstance(item, Unread) and item.kind == "aside"]
    if len(asides) < len(items):
        return items
    return [replace(item, kind="record", reason=f"no record in it, read as {format}") for item in asides]


def _source_id(project: Project, digest: str, format: str) -> str:
    """The id of a file: of its content; and of its format too where another one found no record in it before."""
    counts = project.store.catalogue.counts()
    there = [source for source in project.store.catalogue.sources() if source.digest == digest]
    if not there or any(source.format == format or counts[source.id][0] for source in there):
        return there[-1].id if there else f"s1:{digest[:16]}"
    return f"s1:{hashlib.sha256(f'{digest} {format}'.encode()).hexdigest()[:16]}"


def _describe(project: Project, old: Source, new: Source) -> None:
    if new == old:
        return
    with project.store.atomic():
        project.store.catalogue.describe_source(
            old.id, kind=new.kind, database=new.database, query=new.query, searched_on=new.searched_on
        )


def _row(source: Source, counts: tuple[int, int, int]) -> SourceRow:
    read, added, unread = counts
    return SourceRow(source=source, read=read, added=added, unread=unread)


def _again(project: Project, source: Source) -> SourceImported:
    read, _, unread = project.store.catalogue.counts()[source.id]
    asides = sum(id == source.id and item.kind == "aside" for id, item in project.store.catalogue.unread())
    return SourceImported(
        source=source.id,
        name=source.name,
        format=source.format,
        read=read,
        unread=unread,
        asides=asides,
        added=0,
        already=read,
        again=True,
    )
