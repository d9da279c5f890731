"""What everybody's decisions come to: of each report at a stage, and of the stages in numbers.

Who has not decided a report yet is told nothing of what others said of it while it is open: whoever asks in the name
of a coder (``coder``) sees names there, and no verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from relsynth.project import Project
from relsynth.records import Record
from relsynth.screening.decisions import (
    SETTLED,
    STAGES,
    Decision,
    Outcome,
    Stage,
    Verdict,
    current,
    outcome,
    reason,
)
from relsynth.store.screening import HandOut, Stop
from relsynth.studies import merge
from relsynth.workflow.duplicates import SHOWN, named
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import reports_at, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """A report at a stage.

    ``decisions`` are those that hold, of all of its ``records``, one of each coder and adjudicator, oldest first.
    ``wanted`` coders are to decide it. ``reason`` is the criterion by which it is excluded.
    """

    report: str
    records: tuple[str, ...]
    decisions: tuple[Decision, ...]
    wanted: int
    outcome: Outcome
    reason: str | None = None

    @property
    def coders(self) -> tuple[str, ...]:
        """Who has decided it, adjudicators left out, in the order in which they did."""
        return tuple(decision.coder for decision in self.decisions if not decision.adjudicates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Every report of a stage, in the order of coming."""

    stage: Stage
    reports: tuple[ReportState, ...]

    def count(self, wanted: Outcome) -> int:
        """How many reports have an outcome."""
        return sum(report.outcome == wanted for report in self.reports)

    def __str__(self) -> str:
        counts = Counter(report.outcome for report in self.reports)
        told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
        return f"{STAGE_NAMES[self.stage].capitalize()}: {counted(len(self.reports), 'report')}{told and f' ({told})'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a coder said of a report; ``verdict`` is None where whoever asks is blind to it."""

    coder: str
    verdict: Verdict | None
    adjudicates: bool = False
    criterion: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    at: str

    @classmethod
    def of(cls, decision: Decision) -> Said:
        """All that a decision says."""
        return cls(
            coder=decision.coder,
            verdict=decision.verdict,
            adjudicates=decision.adjudicates,
            criterion=decision.criterion,
            note=decision.note,
            tags=decision.tags,
            at=decision.at,
        )

    def __str__(self) -> str:
        if self.verdict is None:
            return f"{self.coder}: not told before you have decided"
        why = f" ({self.criterion})" if self.criterion else ""
        tags = f" [{', '.join(self.tags)}]" if self.tags else ""
        settles = ", which settles it" if self.adjudicates else ""
        return f"{self.coder}: {self.verdict}{why}{settles}{tags}{f': {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedReport:
    """A report in a list of what was screened; ``outcome`` is None where whoever asks is blind to it."""

    report: str
    citation: str
    title: str | None
    outcome: Outcome | None
    reason: str | None
    said: tuple[Said, ...]

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        told = f"{self.outcome or 'not told before you have decided'}{why}"
        return f"{self.report}  {self.citation}  {self.title or 'untitled'}  [{told}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedReports:
    """Reports of a stage, in the order of coming; ``outcome`` is the one asked for."""

    stage: Stage
    reports: tuple[ScreenedReport, ...]
    outcome: Outcome | None = None

    def __str__(self) -> str:
        at = STAGE_NAMES[self.stage]
        which = f" with the outcome {self.outcome}" if self.outcome else ""
        lines = listing(f"Reports at {at}{which}", self.reports, most=SHOWN)
        return "\n".join(lines) or f"No report at {at}{which}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderCounts:
    """What a coder has decided at a stage, in reports; ``settled`` are conflicts that they settled."""

    coder: str
    include: int = 0
    exclude: int = 0
    maybe: int = 0
    settled: int = 0

    def __str__(self) -> str:
        decided = self.include + self.exclude + self.maybe
        parts = [f"{self.coder}: {decided} decided ({self.include} in, {self.exclude} out, {self.maybe} maybe)"]
        return ", ".join([*parts, *([f"{counted(self.settled, 'conflict')} settled"] if self.settled else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStatus:
    """A stage in numbers of reports: those of the six outcomes add up to ``reports``.

    ``handed_out`` is what is before coders at the moment asked for.
    """

    stage: Stage
    reports: int
    unread: int
    waiting: int
    include: int
    exclude: int
    maybe: int
    conflict: int
    coders: tuple[CoderCounts, ...]
    handed_out: tuple[HandOut, ...]
    stopped: Stop | None

    def __str__(self) -> str:
        numbers = (
            (self.unread, "unread"),
            (self.waiting, "waiting for another coder"),
            (self.include, "included"),
            (self.exclude, "excluded"),
            (self.maybe, "maybe"),
            (self.conflict, "in conflict"),
        )
        told = ", ".join(f"{number} {what}" for number, what in numbers if number)
        lines = [f"{STAGE_NAMES[self.stage].capitalize()}: {counted(self.reports, 'report')}{told and f': {told}'}"]
        lines += [f"  {coder}" for coder in self.coders]
        lines += [f"  before {one.coder} now: {one.record}" for one in self.handed_out]
        if self.stopped is not None:
            lines.append(f"  stopped by {self.stopped.coder} ({self.stopped.at[:10]}): {self.stopped.statement}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningStatus:
    """Both stages in numbers."""

    stages: tuple[StageStatus, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.stages))


def outcomes(project: Project, stage: Stage) -> Outcomes:
    """How every report of a stage stands; at full text those that go on by title and abstract.

    Where nobody has decided anything by title and abstract, every report is at full text; one that was decided there
    alone stays.
    """
    protocol = project.config.protocol
    at_stage = reports_at(project, stage)
    standing = standing_of(project, stage, at_stage.report_of)
    return Outcomes(
        stage=stage,
        reports=tuple(
            state_of(report, records, standing.decisions(report), wanted=protocol.wanted(report, stage))
            for report, records in at_stage.members.items()
        ),
    )


def state_of(report: str, records: tuple[str, ...], given: Iterable[Decision], *, wanted: int) -> ReportState:
    """How a report stands by the decisions given of it at one stage, oldest first."""
    held = current(given)
    found = outcome(held, wanted=wanted)
    return ReportState(
        report=report,
        records=records,
        decisions=held,
        wanted=wanted,
        outcome=found,
        reason=reason(held) if found == "exclude" else None,
    )


def list_screened(
    project: Project, stage: Stage, *, outcome: Outcome | None = None, coder: str | None = None
) -> ScreenedReports:
    """Every report of a stage with what was said of it; with ``outcome`` those that have it.

    With ``coder`` as they may see it: what they are blind to has no outcome, and is listed where none is asked for.

    Raises:
        InputError: the coder has no name.
    """
    viewer = None if coder is None else named(coder)
    states = [
        (state, told)
        for state in outcomes(project, stage).reports
        for told in [None if is_blind(state, viewer) else state.outcome]
        if outcome is None or outcome == told
    ]
    works = works_of(project, [state for state, _ in states])
    return ScreenedReports(
        stage=stage,
        outcome=outcome,
        reports=tuple(
            ScreenedReport(
                report=state.report,
                citation=works[state.report].short_citation,
                title=works[state.report].title,
                outcome=told,
                reason=state.reason,
                said=said_of(state, to=viewer),
            )
            for state, told in states
        ),
    )


def screening_status(project: Project, *, at: str | None = None) -> ScreeningStatus:
    """Both stages in numbers; with ``at`` what is before coders at that moment."""
    return ScreeningStatus(stages=tuple(_status(project, stage, at) for stage in STAGES))


def is_blind(state: ReportState, coder: str | None) -> bool:
    """Whether a coder is not to know what others said: the report is open, and they have not decided it."""
    if coder is None or state.outcome in SETTLED or not state.decisions:
        return False
    return all(decision.coder.casefold() != coder.casefold() for decision in state.decisions)


def said_of(state: ReportState, *, to: str | None) -> tuple[Said, ...]:
    """What was said of a report, as a coder may hear it; without a coder all of it."""
    if is_blind(state, to):
        return tuple(Said(coder=one.coder, verdict=None, at=one.at) for one in state.decisions)
    return tuple(map(Said.of, state.decisions))


def works_of(project: Project, states: Iterable[ReportState]) -> Mapping[str, Record]:
    """What the records of each report say together."""
    listed = tuple(states)
    records = project.store.catalogue.records(record for state in listed for record in state.records)
    return {state.report: merge({record: records[record] for record in state.records}).record for state in listed}


def _status(project: Project, stage: Stage, at: str | None) -> StageStatus:
    found = outcomes(project, stage)
    counts = Counter(report.outcome for report in found.reports)
    return StageStatus(
        stage=stage,
        reports=len(found.reports),
        unread=counts["unread"],
        waiting=counts["waiting"],
        include=counts["include"],
        exclude=counts["exclude"],
        maybe=counts["maybe"],
        conflict=counts["conflict"],
        coders=tuple(_coder_counts(found.reports)),
        handed_out=() if at is None else _handed_out(project, stage, at),
        stopped=project.store.screening.stop(stage),
    )


def _coder_counts(reports: Iterable[ReportState]) -> Iterable[CoderCounts]:
    """What each coder has decided, by name."""
    given = [decision for report in reports for decision in report.decisions]
    own = Counter((one.coder, one.verdict) for one in given if not one.adjudicates)
    settled = Counter(one.coder for one in given if one.adjudicates)
    for coder in sorted({one.coder for one in given}):
        yield CoderCounts(
            coder=coder,
            include=own[coder, "include"],
            exclude=own[coder, "exclude"],
            maybe=own[coder, "maybe"],
            settled=settled[coder],
        )


def _handed_out(project: Project, stage: Stage, at: str) -> tuple[HandOut, ...]:
    """What is before coders at a moment, whatever zone it is told in."""
    now = _moment(at)
    kept = project.store.screening.handed_out(stage, at="")  # all, also those whose time is over
    return tuple(one for one in kept if _moment(one.until) > now)


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
