"""Retractions, corrections and the like of the reports in a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.project import Project
from relsynth.records import Record, folded_doi
from relsynth.sources import Notice, notices
from relsynth.sources.services import SERVICES
from relsynth.store.answers import SavedNotice
from relsynth.workflow.connection import Connect, connect
from relsynth.workflow.listing import listing
from relsynth.workflow.records import merged_reports
from relsynth.workflow.track import Track, untold, untracked


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice of a report."""

    report: str
    citation: str
    title: str | None
    notice: SavedNotice

    def __str__(self) -> str:
        return f"{self.notice}\n    {self.report}  {self.citation}  {self.title or 'untitled'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """How many reports were asked about, and every notice that is known, the grave ones first."""

    asked: int
    without: int
    notices: tuple[NoticeRow, ...]

    def __str__(self) -> str:
        lines = [f"Reports asked about: {self.asked}"]
        if self.without:
            lines.append(f"Without a DOI or PubMed number to ask by: {self.without}")
        return "\n".join([*lines, *(listing("Notices", self.notices, most=None) or ["No notice is known."])])


def check_notices(project: Project, *, at: str, track: Track = untracked, connect: Connect = connect) -> Notices:
    """Ask Crossref and PubMed for retractions, corrections and concerns of every report, and keep what they say.

    What one request brings is one step that is kept. A notice that was kept and is told no longer stays.

    Raises:
        SourceError: a service is out of reach, or refuses.
    """
    reports = {
        member: (report, whole.record) for report, members, whole in merged_reports(project) for member in members
    }
    records = project.store.catalogue.records()
    by_doi = _first((folded_doi(record.doi), id) for id, record in records.items() if record.doi)
    by_pmid = _first((record.pmid, id) for id, record in records.items() if record.pmid)
    batches = [*_batches("doi", [records[id].doi or "" for id in by_doi.values()], notices.DOIS_AT_ONCE)]
    batches += _batches("pmid", list(by_pmid), notices.PMIDS_AT_ONCE)
    if batches:
        with connect(project, untold) as client:
            for kind, batch in track(batches, "Asking for notices"):
                found = list((notices.of_dois if kind == "doi" else notices.of_pmids)(client, batch))
                with project.store.atomic():
                    project.store.answers.add_notices(_saved(found, by_doi, by_pmid), at=at)
    told = {reports[id][0] for id in (*by_doi.values(), *by_pmid.values())}
    return Notices(
        asked=len(told),
        without=len({report for report, _ in reports.values()} - told),
        notices=tuple(_rows(project.store.answers.notices(), reports)),
    )


def _first(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Identifier -> the record that was the first to have it."""
    found: dict[str, str] = {}
    for identifier, record in named:
        found.setdefault(identifier, record)
    return found


Batch = tuple[Literal["doi", "pmid"], Sequence[str]]


def _batches(kind: Literal["doi", "pmid"], values: Sequence[str], size: int) -> Iterator[Batch]:
    for start in range(0, len(values), size):
        yield kind, values[start : start + size]


def _rows(saved: Iterable[SavedNotice], reports: Mapping[str, tuple[str, Record]]) -> Iterator[NoticeRow]:
    for one in saved:
        if one.record in reports:
            report, record = reports[one.record]
            yield NoticeRow(report=report, citation=record.short_citation, title=record.title, notice=one)


def _saved(found: Iterable[Notice], by_doi: Mapping[str, str], by_pmid: Mapping[str, str]) -> Iterator[SavedNotice]:
    for one in found:
        is_pmid = one.of.startswith("pmid:")
        record = by_pmid.get(one.of.removeprefix("pmid:")) if is_pmid else by_doi.get(folded_doi(one.of))
        if record:
            yield SavedNotice(
                record=record,
                kind=one.kind,
                notice=one.by or "",
                issued=one.date,
                service=" through ".join(filter(None, (one.asserted_by, SERVICES[one.source].title))),
            )
