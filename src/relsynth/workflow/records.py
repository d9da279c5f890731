"""Records in the project as reports: listed, shown whole with where each word comes from, written to a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from relsynth import formats
from relsynth.dedupe import Judgement, Match
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.formats import RecordsWriter
from relsynth.project import Project
from relsynth.records import Record
from relsynth.store.answers import SavedNotice
from relsynth.studies import Merged, merge
from relsynth.workflow.duplicates import SHOWN, draw, is_full_text, joins, known_record
from relsynth.workflow.listing import counted, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list: what its records say together."""

    id: str
    citation: str
    title: str | None
    container_title: str | None
    year: int | None
    doi: str | None
    records: tuple[str, ...]

    def __str__(self) -> str:
        more = f"  [{counted(len(self.records), 'record')}]" if len(self.records) > 1 else ""
        return f"{self.id}  {self.citation}  {self.title or 'untitled'}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRows:
    """Reports that have a record, in the order in which they came; ``words`` are those asked for."""

    reports: tuple[ReportRow, ...]
    words: str | None = None

    def __str__(self) -> str:
        lines = listing("Reports", self.reports, most=SHOWN)
        return "\n".join(lines) or _none_found(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A record where it stands: the source, the lines (of a sheet: the rows), and the text as it stood."""

    record: str
    source: str
    name: str
    first: int
    last: int
    text: str

    def __str__(self) -> str:
        where = f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"
        return f"{self.record} in {self.name}, {where}:\n{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """A report whole: each field with its record and what other records say instead, what joined them, and their text.

    ``versions`` are the other reports of its study.
    """

    id: str
    study: str
    versions: tuple[str, ...]
    documents: tuple[str, ...]
    merged: Merged
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    stretches: tuple[Stretch, ...]
    notices: tuple[SavedNotice, ...] = ()

    def __str__(self) -> str:
        lines = [*map(str, self.notices), f"Report {self.id}", f"Study {self.study}"]
        lines += [f"Another version: {version}" for version in self.versions]
        lines += [f"Full text: {document}" for document in self.documents]
        lines += [f"Joined: {line}" for line in joins(self.matches, self.judgements)]
        lines.append("")
        for field in self.merged.provenance:
            lines.append(f"{field.field}: {_told(field.value)}  [{field.record}]")
            lines += [f"    else: {_told(value)}  [{record}]" for record, value in field.others]
        lines += [f"{tag}: {value}" for tag, value in self.merged.record.extra]
        return "\n".join([*lines, *(f"\n{stretch}" for stretch in self.stretches)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file of records was written."""

    path: str
    format: str
    records: int

    def __str__(self) -> str:
        return f"Wrote {counted(self.records, 'record')} to {self.path} ({self.format})."


def list_records(project: Project, *, words: str | None = None) -> ReportRows:
    """Every report that has a record, in the order of coming; with ``words``, those with all of them in the title."""
    wanted = (words or "").casefold().split()
    rows = (
        ReportRow(
            id=report,
            citation=merged.record.short_citation,
            title=merged.record.title,
            container_title=merged.record.container_title,
            year=merged.record.year,
            doi=merged.record.doi,
            records=members,
        )
        for report, members, merged in merged_reports(project)
    )
    return ReportRows(
        reports=tuple(row for row in rows if all(word in (row.title or "").casefold() for word in wanted)), words=words
    )


def show_record(project: Project, name: str) -> ReportShown:
    """The report that a record belongs to, whole; ``name`` is the record's id or its beginning.

    Raises:
        InputError: there is no such record.
    """
    asked = known_record(project, name)
    drawn = draw(project)
    group = next(group for group in drawn.groups if asked in group.members)
    placed = drawn.placed
    report, study = placed[asked]
    records = project.store.catalogue.records(member for member in group.members if not is_full_text(member))
    if not records:
        raise InputError(f"{name}: is a full text that no record is known of; `relsynth papers` lists it")
    return ReportShown(
        id=report,
        study=study,
        versions=tuple(sorted({other for other, whole in placed.values() if whole == study} - {report})),
        documents=tuple(filter(is_full_text, group.members)),
        merged=merge(records),
        matches=group.matches,
        judgements=group.judgements,
        stretches=tuple(_stretches(project, records)),
        notices=tuple(notice for notice in project.store.answers.notices() if notice.record in records),
    )


def export_records(
    project: Project, path: Path, *, format: str | None = None, every: bool = False, extra: bool = False
) -> Exported:
    """Write records to a file: one for each report, its fields drawn from all of its records; or every record.

    The format is the one named, or that of the path's suffix. Values that have no field are left out, since
    reference managers would show each as a note; with ``extra`` they are written in whatever way the format has.

    Raises:
        FormatError: no installed format can be written for it.
        ProjectError: there is no record, or the file cannot be written.
    """
    writer = _writer(path, format)
    records = [merged.record for _, _, merged in merged_reports(project)]
    if every:
        records = list(project.store.catalogue.records().values())
    if not records:
        raise ProjectError(f"{project.path}: {_none_found(None)}")
    records = records if extra else [replace(record, extra=()) for record in records]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writer.write_records(records))
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return Exported(path=str(path), format=writer.name, records=len(records))


def _writer(path: Path, format: str | None) -> RecordsWriter:
    writers = formats.installed_writers()
    suffix = path.suffix.lower()
    found = next((w for w in writers if (w.name == format if format else suffix in w.written_suffixes)), None)
    if found is None:
        known = ", ".join(f"{w.name} ({' '.join(w.written_suffixes)})" for w in writers)
        raise FormatError(f"{format or path}: no installed format writes it; installed: {known}")
    return found


def merged_reports(project: Project) -> Iterator[tuple[str, tuple[str, ...], Merged]]:
    """Every report that has a record: its id, its records' ids, and what they say together."""
    placed = draw(project).placed
    members: dict[str, dict[str, Record]] = {}
    for id, record in project.store.catalogue.records().items():
        if id in placed:  # another process may have imported more since
            members.setdefault(placed[id][0], {})[id] = record
    for report, those in members.items():
        yield report, tuple(those), merge(those)


def _stretches(project: Project, records: Mapping[str, Record]) -> Iterator[Stretch]:
    catalogue = project.store.catalogue
    sources = {source.id: source for source in catalogue.sources()}
    places = catalogue.places(records)
    lines = {
        id: formats.lines_of(catalogue.content(id), format=sources[id].format)
        for id in {place.source for found in places.values() for place in found}
    }
    for record, found in places.items():
        for place in found:
            first, last = place.origin.first, place.origin.last
            text = "\n".join(lines[place.source][first - 1 : last])
            name = sources[place.source].name
            yield Stretch(record=record, source=place.source, name=name, first=first, last=last, text=text)


def _none_found(words: str | None) -> str:
    if words:
        return f"No report has all of these words in its title: {words}"
    return "No records yet; add some with `relsynth import FILE`."


def _told(value: Any) -> str:
    return "; ".join(value) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
