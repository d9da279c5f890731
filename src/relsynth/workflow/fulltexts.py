"""Open full texts for reports that have none, from the network into the project."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relsynth.documents import document_id
from relsynth.errors import InputError, ProjectError, SourceError
from relsynth.project import Project
from relsynth.records import Record, folded
from relsynth.sources import FullText, Identifiers, fulltext
from relsynth.store.answers import Fetch
from relsynth.workflow.collect import Added, NotRead, add_documents
from relsynth.workflow.connection import Connect, connect
from relsynth.workflow.duplicates import is_full_text, known_record
from relsynth.workflow.listing import listing
from relsynth.workflow.records import merged_reports
from relsynth.workflow.screening_stage import reports_at
from relsynth.workflow.track import Track, untold, untracked

if TYPE_CHECKING:
    from relsynth.sources.client import Client

PAPERS = "papers"  # folder in the project for what is fetched
SUFFIXES = {"application/jats+xml": ".xml", "application/pdf": ".pdf"}
NAME_WORDS, NAME_LETTERS = 8, 80  # of a citation and title, in a file's name
IN_A_ROW = 3  # failures of a service after which the rest would fail too


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of asking for full texts: ``asked == len(fetched) + len(not_found) + len(failed)``.

    ``without`` reports have no DOI or PubMed number to ask by; ``not_included`` were screened by title and abstract, or
    wait for it, and are not asked for. ``read`` is what became of the files
    that came now, and of those that came in a run that was stopped before it read them.
    """

    asked: int
    fetched: tuple[Fetch, ...]
    not_found: tuple[NotRead, ...]
    failed: tuple[NotRead, ...]
    without: int
    read: Added | None
    not_included: int = 0

    def __str__(self) -> str:
        counts = f"{self.asked} asked for, {len(self.fetched)} fetched, {len(self.not_found)} not found"
        lines = [f"{counts}, {len(self.failed)} failed" if self.failed else counts]
        lines += listing("Fetched", [f"{f.path} ({f.service}, {f.licence or 'no licence told'})" for f in self.fetched])
        lines += listing("Not found", self.not_found)
        lines += listing("Failed, and asked for by the next fetch", self.failed)
        if self.without:
            lines.append(f"Without a DOI or PubMed number to ask by: {self.without}")
        if self.not_included:
            lines.append(f"Not included by title and abstract, or not yet, so not asked for: {self.not_included}")
        if self.read:
            lines += listing("Fetched, and unread", self.read.unread)
            lines += listing("Read, and left out of every n", self.read.out_of_scope)
            lines += [str(self.read.duplicates)] if self.read.duplicates else []
        elif not self.asked:
            lines.append("No report is left to ask for; --again asks for those that were not found")
        return "\n".join(lines)


def identifiers_of(record: Record) -> Identifiers | None:
    """How services know a record; None where by nothing."""
    known = Identifiers(doi=record.doi, pmid=record.pmid, pmcid=record.pmcid)
    return known if known != Identifiers() else None


def reports_of(project: Project, names: Iterable[str]) -> dict[str, Record]:
    """The reports that records' names stand for, as their records say together; of no names, those with a full text.

    Raises:
        InputError: a name is of no record.
    """
    merged = {report: whole.record for report, _, whole in merged_reports(project)}
    placed = project.store.catalogue.reports()
    named = {name: placed[known_record(project, name)][0] for name in names}
    if strange := [name for name, report in named.items() if report not in merged]:
        raise InputError(f"{', '.join(strange)}: is a full text that no record is known of")
    wanted = set(named.values()) or _with_text(project)
    return {report: record for report, record in merged.items() if report in wanted}


def fetch(
    project: Project,
    names: Iterable[str] = (),
    *,
    at: str,
    again: bool = False,
    track: Track = untracked,
    connect: Connect = connect,
) -> Fetched:
    """Ask for the open full text of reports that have none, save what comes under ``papers``, and read it.

    Each report is one step that is kept, so this can be stopped and run again. What was not found
    before is asked for again only with ``again``, or by name. Once anybody has screened titles and
    abstracts, only reports that are to be read in full are asked for, unless named.

    Raises:
        InputError: a name is of no record.
        SourceError: the network or a service is out of reach, or refuses, for each report that was asked for.
    """
    names = tuple(names)
    without_text = _wanted(project, names, again=again)
    wanted = without_text if names else _to_be_read(project, without_text)
    known = {report: identifiers for report, record in wanted.items() if (identifiers := identifiers_of(record))}
    done: list[Fetch] = []
    try:
        if known:
            with connect(project, untold) as client:
                for report in track(list(known), "Fetching full texts"):
                    done.append(_one(project, client, report, wanted[report], known[report], at=at))
                    _stop_if_nothing_answers(done, most=min(IN_A_ROW, len(known)))
    except SourceError:
        _read_what_came(project, done, at=at, track=track)
        raise
    return Fetched(
        asked=len(done),
        fetched=tuple(f for f in done if f.status == "fetched"),
        not_found=_reasons(wanted, done, "not_found"),
        failed=_reasons(wanted, done, "failed"),
        without=len(wanted) - len(known),
        read=_read_what_came(project, done, at=at, track=track),
        not_included=len(without_text) - len(wanted),
    )


def _wanted(project: Project, names: tuple[str, ...], *, again: bool) -> Mapping[str, Record]:
    if names:
        return reports_of(project, names)
    status = {fetch.report: fetch.status for fetch in project.store.answers.fetches()}
    settled = {"fetched"} if again else {"fetched", "not_found"}
    merged = list(merged_reports(project))
    with_text = _with_text(project)
    return {
        report: whole.record
        for report, members, whole in merged
        if report not in with_text and all(status.get(member) not in settled for member in members)
    }


def _to_be_read(project: Project, records: Mapping[str, Record]) -> Mapping[str, Record]:
    """Those that go on by title and abstract; all of them where nobody has screened."""
    going_on = reports_at(project, "full_text").members
    return {report: record for report, record in records.items() if report in going_on}


def _with_text(project: Project) -> set[str]:
    """Reports that have a full text, as they are drawn now."""
    return {report for member, (report, _) in project.store.catalogue.reports().items() if is_full_text(member)}


def _one(project: Project, client: Client, report: str, record: Record, known: Identifiers, *, at: str) -> Fetch:
    """Ask for one full text, save it, and keep what became of it."""
    try:
        found = fulltext.fetch(client, known)
    except SourceError as error:
        became = Fetch(report=report, status="failed", reason=str(error))
    else:
        if isinstance(found, FullText):
            became = _saved(project, report, record, found)
        else:
            became = Fetch(report=report, status="not_found", reason="; ".join(found.reasons))
    with project.store.atomic():
        project.store.answers.add_fetch(became, at=at)
    return became


def _stop_if_nothing_answers(done: list[Fetch], *, most: int) -> None:
    """Without a network every report would fail, one after the other; the last reason is told once instead."""
    last = done[-most:]
    if len(last) == most and all(fetch.status == "failed" for fetch in last):
        before = len(done) - most
        kept = f" ({before} reports were asked for before that, and are kept)" if before else ""
        raise SourceError(f"{last[-1].reason}{kept}")


def _saved(project: Project, report: str, record: Record, found: FullText) -> Fetch:
    """Save a full text, whole or not at all."""
    path = Path(PAPERS) / f"{_file_name(report, record)}{SUFFIXES[found.media_type]}"
    target = project.path / path
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        part.write_bytes(found.content)
        os.replace(part, target)  # noqa: PTH105 Path.replace is the same; this says that it is atomic
    except OSError as error:
        raise ProjectError(f"{target}: cannot be written ({error.strerror})") from error
    return Fetch(
        report=report,
        status="fetched",
        service=found.place.service,
        url=found.url,
        licence=found.place.licence,
        path=path.as_posix(),
        document=document_id(found.content),
    )


def _file_name(report: str, record: Record) -> str:
    """First author, year and title in letters that every file system has; and the report's id, to part namesakes."""
    said = f"{record.short_citation} {' '.join(folded(record.title or '').split()[:NAME_WORDS])}"
    plain = re.sub(r"[^a-z0-9]+", "-", folded(said))[:NAME_LETTERS].strip("-")
    return f"{plain or 'paper'}-{report.partition(':')[2][:8]}"


def _read_what_came(project: Project, done: Iterable[Fetch], *, at: str, track: Track) -> Added | None:
    """Read the files that came now, and those of a run that was stopped before it read them."""
    now = {fetch.path for fetch in done}
    offered = {file.path for file in project.store.files()}
    came = {fetch.path: project.path / fetch.path for fetch in project.store.answers.fetches() if fetch.path}
    paths = [
        path
        for name, path in came.items()
        if path.is_file() and (name in now or path.resolve().as_posix() not in offered)
    ]
    return add_documents(project, paths, at=at, track=track) if paths else None


def _reasons(records: Mapping[str, Record], done: Iterable[Fetch], status: str) -> tuple[NotRead, ...]:
    return tuple(
        NotRead(path=f"{f.report} {records[f.report].short_citation}", reason=f.reason or "")
        for f in done
        if f.status == status
    )
