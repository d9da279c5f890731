"""A living review: what has changed since a moment, or since a search came.

Nothing has to be done for a new search but to import it: what was decided before trains the ranking, and only reports
that nobody has decided are handed out. What is told here is counted from the history, with records grouped into
reports as they are now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import STAGES, Outcome, Stage
from relsynth.screening.standing import Standing
from relsynth.store.catalogue import Source
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import StageReports, moment_of, reports_at

UNDECIDED: frozenset[Outcome] = frozenset({"unread", "waiting"})
SOURCE_ID = "s1:"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source that came: records in it, those of them that no source had before, and what these brought.

    ``new == joined + of_new_reports``: records that are of a report known before, and those of reports that are new.
    """

    source: str
    name: str
    added_at: str
    read: int
    new: int
    joined: int
    of_new_reports: int

    def __str__(self) -> str:
        return (
            f"{self.source}  {self.name} ({self.added_at[:10]})  {counted(self.read, 'record')}: {self.new} new, "
            f"{self.joined} of them of known reports, {self.of_new_reports} of new ones"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChange:
    """A report whose outcome at a stage is another than it was."""

    report: str
    citation: str
    title: str | None
    stage: Stage
    before: Outcome
    after: Outcome

    def __str__(self) -> str:
        where = STAGE_NAMES[self.stage]
        return f"{self.report}  {self.citation}  {self.title or 'untitled'}: {where}, {self.before} → {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed since a moment.

    ``reports`` are those that are new to the review, ``to_screen`` those of them that want a decision by title and
    abstract. ``decisions`` counts those made and not taken back; ``withdrawn`` those made before and taken back since.
    """

    since: str
    sources: tuple[NewSource, ...]
    reports: tuple[str, ...]
    to_screen: int
    decisions: int
    withdrawn: int
    outcomes: tuple[OutcomeChange, ...]

    @property
    def changed(self) -> tuple[OutcomeChange, ...]:
        """Reports that had an outcome before, and have another one now."""
        return tuple(one for one in self.outcomes if one.before not in UNDECIDED)

    @property
    def conflicts(self) -> tuple[OutcomeChange, ...]:
        """New conflicts."""
        return tuple(one for one in self.outcomes if one.after == "conflict")

    @property
    def included(self) -> tuple[OutcomeChange, ...]:
        """Reports included now and not before: at full text, or by title and abstract."""
        return tuple(one for one in self.outcomes if one.after == "include")

    def __str__(self) -> str:
        if not (self.sources or self.decisions or self.withdrawn or self.outcomes):
            return f"Nothing has changed since {self.since}."
        lines = listing(f"Sources since {self.since}", self.sources, most=None)
        if self.sources:
            lines.append(f"{counted(len(self.reports), 'new report')}, {self.to_screen} still to be screened")
        taken_back = f", {self.withdrawn} of before taken back" if self.withdrawn else ""
        lines.append(f"{counted(self.decisions, 'decision')} since{taken_back}")
        lines += listing("Included", self.included)
        lines += listing("New conflicts", self.conflicts)
        return "\n".join([*lines, *listing("Decided otherwise than before", self.changed)])


def changes(project: Project, *, since: str) -> Changes:
    """What has changed since a day or moment (ISO 8601), or since a source came (its id, or the beginning of it).

    What happened at the moment itself, and the source itself, are among it.

    Raises:
        InputError: ``since`` is no moment and no source.
    """
    moment, came = _came(since, project.store.catalogue.sources())
    reports = reports_at(project, "title_abstract")
    places = project.store.catalogue.places(reports.report_of)
    first_in = {record: found[0].source for record, found in places.items()}
    new_sources = {source.id for source in came}
    known = {reports.report_of[id] for id, source in first_in.items() if source not in new_sources}
    decided = {stage: _Decided(project, stage, reports, moment) for stage in STAGES}
    fresh = tuple(report for report in reports.members if report not in known)
    return Changes(
        since=since,
        sources=tuple(_new_sources(project, came, first_in, reports, known)),
        reports=fresh,
        to_screen=sum(decided["title_abstract"].after.outcome(report) in UNDECIDED for report in fresh),
        decisions=sum(one.made for one in decided.values()),
        withdrawn=sum(one.withdrawn for one in decided.values()),
        outcomes=tuple(_outcomes(project, decided, reports)),
    )


class _Decided:
    """How reports stood at a stage before a moment, and how they stand now."""

    def __init__(self, project: Project, stage: Stage, reports: StageReports, moment: datetime) -> None:
        entries = project.store.screening.since(0, stage=stage)
        earlier = [entry for entry in entries if moment_of(entry.at) < moment]
        later = [entry for entry in entries if moment_of(entry.at) >= moment]
        protocol = project.config.protocol
        self.before, self.after = (
            Standing(reports.report_of, wanted=lambda report: protocol.wanted(report, stage)) for _ in range(2)
        )
        self.before.take(earlier)
        self.after.take(entries)
        taken_back = {entry.withdraws for entry in later if entry.withdraws is not None}
        since = {entry.number for entry in later if entry.decision is not None}
        self.made = len(since - taken_back)
        self.withdrawn = len(taken_back - since)

    def changed(self, report: str) -> bool:
        """Whether a report stands otherwise than before."""
        return self.before.outcome(report) != self.after.outcome(report)


def _came(since: str, sources: Sequence[Source]) -> tuple[datetime, Sequence[Source]]:
    """The moment that is meant, and the sources that came then or later."""
    if since.startswith(SOURCE_ID):
        found = [n for n, source in enumerate(sources) if source.id.startswith(since)]
        if len(found) != 1:
            what = "no source" if not found else counted(len(found), "source")
            raise InputError(f"{since}: names {what}; `relsynth sources list` shows ids")
        return moment_of(sources[found[0]].added_at), sources[found[0] :]
    try:
        moment = moment_of(since)
    except (ValueError, OverflowError) as error:  # the first hours of the year 1, in another zone
        raise InputError(f"{since!r} is no day (2026-01-31), no moment and no source's id") from error
    return moment, [source for source in sources if moment_of(source.added_at) >= moment]


def _new_sources(
    project: Project,
    came: Iterable[Source],
    first_in: Mapping[str, str],
    reports: StageReports,
    known: Collection[str],
) -> Iterator[NewSource]:
    counts = project.store.catalogue.counts()
    brought: dict[str, list[str]] = {}
    for id, first in first_in.items():
        brought.setdefault(first, []).append(id)
    for source in came:
        new = brought.get(source.id, [])
        joined = sum(reports.report_of[id] in known for id in new)
        yield NewSource(
            source=source.id,
            name=source.name,
            added_at=source.added_at,
            read=counts[source.id][0],
            new=len(new),
            joined=joined,
            of_new_reports=len(new) - joined,
        )


def _outcomes(project: Project, decided: Mapping[Stage, _Decided], reports: StageReports) -> Iterator[OutcomeChange]:
    moved = [(stage, one) for stage in STAGES for one in reports.members if decided[stage].changed(one)]
    records = project.store.catalogue.records(reports.members[one][0] for _, one in moved)
    for stage, one in moved:
        record = records[reports.members[one][0]]
        yield OutcomeChange(
            report=one,
            citation=record.short_citation,
            title=record.title,
            stage=stage,
            before=decided[stage].before.outcome(one),
            after=decided[stage].after.outcome(one),
        )
