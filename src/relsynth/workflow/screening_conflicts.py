"""Where coders differ, who waits for whom, and how somebody settles it: both originals are kept, for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Stage, Verdict, awaited
from relsynth.workflow.duplicates import SHOWN, named
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_outcomes import ReportState, Said, outcomes, said_of, state_of, works_of
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import StageReports, decision_of, record_of, reports_at, spelt

Differs = Literal["verdicts", "reasons"]
TO_SETTLE = frozenset({"conflict", "maybe"})
"""Outcomes that somebody may settle: coders differ, or all of them leave it open."""
NOT_TO_SETTLE: Mapping[str, str] = {
    "unread": "nobody has decided it yet",
    "waiting": "another coder has to decide it first",
    "include": "its coders agree that it is included",
    "exclude": "its coders agree that it is excluded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A report on which coders differ, in their ``verdicts`` or in the ``reasons`` of their exclusions."""

    report: str
    record: str
    citation: str
    title: str | None
    differs: Differs
    said: tuple[Said, ...]

    def __str__(self) -> str:
        head = f"{self.report}  {self.citation}  {self.title or 'untitled'}"
        return "\n      ".join([head, *map(str, self.said)])


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReport:
    """A report that ``decided`` have decided and that ``awaited`` more are to decide.

    ``open_to`` are the stage's screeners who have not decided it; empty where anybody may.
    """

    report: str
    citation: str
    title: str | None
    decided: tuple[str, ...]
    awaited: int
    open_to: tuple[str, ...]

    def __str__(self) -> str:
        whom = " or ".join(self.open_to) or "another coder"
        return (
            f"{self.report}  {self.citation}  {self.title or 'untitled'}  [{', '.join(self.decided)} waits for {whom}]"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """What is open between coders at a stage, in the order of reports."""

    stage: Stage
    conflicts: tuple[Conflict, ...]
    waiting: tuple[WaitingReport, ...]

    @property
    def open_to(self) -> Mapping[str, int]:
        """How many waiting reports each screener could decide, the most first."""
        return dict(Counter(coder for one in self.waiting for coder in one.open_to).most_common())

    def __str__(self) -> str:
        at = STAGE_NAMES[self.stage]
        lines = listing(f"Conflicts at {at}", self.conflicts, most=SHOWN)
        lines += listing("Waiting for another coder", self.waiting)
        lines += [f"{coder} can decide {counted(count, 'waiting report')}" for coder, count in self.open_to.items()]
        return "\n".join(lines) or f"No conflict at {at}, and no report that waits for another coder."


def list_conflicts(project: Project, stage: Stage, *, coder: str | None = None) -> Conflicts:
    """Every report on which coders differ, with what each said, and who waits for whom.

    With ``coder`` as they may see it: of a report that they have not decided, verdicts are not told.

    Raises:
        InputError: the coder has no name.
    """
    viewer = None if coder is None else named(coder)
    found = [state for state in outcomes(project, stage).reports if state.outcome in ("conflict", "waiting")]
    works = works_of(project, found)
    screeners = project.config.protocol.plans[stage].screeners
    return Conflicts(
        stage=stage,
        conflicts=tuple(
            Conflict(
                report=state.report,
                record=state.records[0],
                citation=works[state.report].short_citation,
                title=works[state.report].title,
                differs=_differs(state),
                said=said_of(state, to=viewer),
            )
            for state in found
            if state.outcome == "conflict"
        ),
        waiting=tuple(
            WaitingReport(
                report=state.report,
                citation=works[state.report].short_citation,
                title=works[state.report].title,
                decided=state.coders,
                awaited=awaited(state.decisions, wanted=state.wanted),
                open_to=tuple(coder for coder in screeners if coder not in state.coders),
            )
            for state in found
            if state.outcome == "waiting"
        ),
    )


def adjudicate(
    project: Project,
    record: str,
    verdict: Verdict,
    *,
    coder: str,
    criterion: str | None = None,
    stage: Stage,
    at: str,
    note: str | None = None,
    at_stage: StageReports | None = None,
) -> Decision:
    """Settle what coders differ in, or all leave open; what they said is kept beside it. Anybody may.

    Who has settled it, or somebody else, may settle it anew: the last word holds.

    Args:
        at_stage: what is screened at the stage, where it is known already.

    Raises:
        InputError: the name is of no record at the stage; there is nothing to settle; the verdict is ``maybe``, which
            settles nothing; or the criterion is unknown, missing or out of place.
    """
    person = _spelt(project, coder, stage)
    found = record_of(project, record)
    at_stage = at_stage or reports_at(project, stage)
    report = at_stage.report_of.get(found)
    if report is None:
        raise InputError(f"{record}: is not screened at {STAGE_NAMES[stage]}; it was not included before")
    if verdict == "maybe":
        raise InputError(f"{record}: maybe settles nothing; include it or exclude it")
    decision = decision_of(
        project.config.protocol,
        found,
        verdict,
        coder=person,
        stage=stage,
        criterion=criterion,
        note=note,
        tags=(),
        drawn="chosen",
        at=at,
    )
    settles = replace(decision, adjudicates=True)
    with project.store.atomic():
        _require_open(project, record, report, stage, at_stage)
        project.store.screening.add([settles])
    return settles


def _require_open(project: Project, name: str, report: str, stage: Stage, at_stage: StageReports) -> None:
    """Refuse what coders agree on; but where somebody has settled it before they did, that holds, and may be mended."""
    records = at_stage.members[report]
    given = project.store.screening.current(stage=stage, records=records)
    if any(decision.adjudicates for decision in given):
        return
    state = state_of(report, records, given, wanted=project.config.protocol.wanted(report, stage))
    if state.outcome not in TO_SETTLE:
        raise InputError(f"{name}: there is nothing to settle at {STAGE_NAMES[stage]}: {NOT_TO_SETTLE[state.outcome]}")


def _spelt(project: Project, coder: str, stage: Stage) -> str:
    """A coder's name, as the protocol spells it where it names them, or as they spelt it before."""
    return spelt(project, coder, project.config.protocol.plans[stage].screeners)


def _differs(state: ReportState) -> Differs:
    return "verdicts" if len({decision.verdict for decision in state.decisions}) > 1 else "reasons"
