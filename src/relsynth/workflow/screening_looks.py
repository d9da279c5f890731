"""What a stage that is loaded already looks like: its reports in a list, records found by words, conflicts to settle.

The same as ``screening_outcomes`` and ``screening_conflicts`` say, and as blind, without loading the stage each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Literal

from relsynth.dedupe import Verdict as Relation
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import SETTLED, Decision, Outcome, Stage, Verdict
from relsynth.store.screening import Stop
from relsynth.workflow.duplicates import named
from relsynth.workflow.screening_conflicts import adjudicate
from relsynth.workflow.screening_desk import Loaded, ScreeningDesk, spelt_as
from relsynth.workflow.screening_outcomes import ReportState, Said, said_of, state_of, works_of
from relsynth.workflow.screening_settling import UNSETTLED
from relsynth.workflow.screening_shown import Shown

PAGE = 50  # reports on a page of a list
FOUND = 20  # records that a search shows

Mine = Literal["any", "include", "exclude", "maybe", "none"]
"""What the coder themselves said: anything, a verdict, or nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageNumbers:
    """A stage in reports, as a coder may know it: how many they decided themselves is told by verdict, no one else's.

    ``decided`` has how many reports each coder has decided.
    """

    stage: Stage
    total: int
    unread: int
    waiting: int
    include: int
    exclude: int
    maybe: int
    conflict: int
    left_for_me: int
    mine: int
    decided: tuple[tuple[str, int], ...]
    stopped: Stop | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A report in a list; ``outcome`` is None where whoever looks is blind to it. ``record`` is its first record."""

    record: str
    citation: str
    title: str | None
    journal: str | None
    outcome: Outcome | None
    reason: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReports:
    """A page of reports, from the ``start``-th of ``total`` that were asked for."""

    reports: tuple[ListedReport, ...]
    start: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A record that has all the words looked for; ``report`` is the report that it belongs to."""

    record: str
    report: str
    citation: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastJudged:
    """What somebody said last of two records, with their titles; it can be taken back."""

    relation: Relation
    titles: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """A conflict before a person, what was said of it, and how many are left, that one among them.

    ``numbers`` are other as soon as anybody has said anything else of it.
    """

    shown: Shown
    said: tuple[Said, ...]
    left: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What is said of a conflict by now, where somebody has said more than whoever settles it had seen."""

    said: tuple[Said, ...]
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"somebody has said more of it since you saw it: {'; '.join(map(str, self.said))}"


def stage_numbers(desk: ScreeningDesk, stage: Stage, *, coder: str) -> StageNumbers:
    """A stage in numbers, as a coder may know it."""
    counts = desk.at(stage).counts(coder)
    with desk.at(stage).turn() as loaded:
        standing = loaded.opened.standing
        people = sorted({person for one in standing.begun.values() for person in one.coders})
        return StageNumbers(
            stage=stage,
            total=counts.total,
            unread=counts.total - counts.read,
            waiting=standing.count("waiting"),
            include=standing.count("include"),
            exclude=standing.count("exclude"),
            maybe=standing.count("maybe"),
            conflict=standing.count("conflict"),
            left_for_me=counts.left_for_me,
            mine=counts.mine,
            decided=tuple((person, standing.decided_by(person)) for person in people),
            stopped=counts.stopped,
        )


def reasons_of(desk: ScreeningDesk, stage: Stage, *, coder: str) -> tuple[str, ...]:
    """Reasons that a coder has given at a stage, the latest first; of the protocol's, or their own words."""
    with desk.at(stage).turn() as loaded:
        person = spelt_as(loaded, coder, stage)
        standing = loaded.opened.standing
        mine = (one.report for one in standing.begun.values() if person in one.coders)
        given = (one for report in mine for one in standing.decisions(report) if one.coder == person)
        latest = sorted((one for one in given if one.criterion), key=lambda one: one.at, reverse=True)
    return tuple(dict.fromkeys(one.criterion or "" for one in latest))


def list_reports(
    desk: ScreeningDesk,
    stage: Stage,
    *,
    coder: str,
    outcome: Outcome | None = None,
    words: str = "",
    mine: Mine | None = None,
    start: int = 0,
    most: int = PAGE,
) -> ListedReports:
    """A page of the reports of a stage as a coder may see them; what they are blind to has no outcome.

    Args:
        words: which all stand in the title, the authors or the year of a record of the report.
        mine: what the coder said of it.
    """
    with desk.at(stage).turn() as loaded:
        person = spelt_as(loaded, coder, stage)
        found = [
            report
            for report in _with_words(loaded, words)
            if (outcome is None or outcome == _told(loaded, report, person)) and _is_mine(loaded, report, person, mine)
        ]
        states = [_state(loaded, report) for report in found[start : start + most]]
        works = works_of(loaded.project, states)
        listed = tuple(
            ListedReport(
                record=state.records[0],
                citation=works[state.report].short_citation,
                title=works[state.report].title,
                journal=works[state.report].container_title,
                outcome=_told(loaded, state.report, person),
                reason=state.reason,
                said=said_of(state, to=person),
            )
            for state in states
        )
    return ListedReports(reports=listed, start=start, total=len(found))


def find_records(
    desk: ScreeningDesk, stage: Stage, words: str, *, but: str, most: int = FOUND
) -> tuple[FoundRecord, ...]:
    """Records of a stage that have most of some words in title, authors or year, and half at least; the best first.

    Args:
        but: a record whose report is left out.
    """
    wanted = frozenset(words.casefold().split())
    with desk.at(stage).turn() as loaded:
        titles = _titles(loaded)
        own = loaded.opened.reports.report_of.get(but)
    ranked = ((sum(word in said for word in wanted), report) for report, said in titles.items() if report != own)
    fitting = (one for one in ranked if 2 * one[0] >= len(wanted))
    best = nlargest(most, fitting, key=itemgetter(0))
    with desk.at(stage).turn() as loaded:
        reports = loaded.opened.reports
        found = [report for _, report in best if report in reports.members]
        works = works_of(loaded.project, [_state(loaded, report) for report in found])
        return tuple(
            FoundRecord(
                record=reports.members[report][0],
                report=report,
                citation=works[report].short_citation,
                title=works[report].title,
            )
            for report in found
        )


def last_judged(project: Project, *, coder: str) -> LastJudged | None:
    """What a coder said last of two records, and could take back; None where there is nothing."""
    judgement, overruled_by = project.store.catalogue.last_judgement(named(coder))
    if judgement is None or overruled_by:
        return None
    records = project.store.catalogue.records((judgement.a, judgement.b))
    first, second = (records[id].title if id in records else None for id in (judgement.a, judgement.b))
    return LastJudged(relation=judgement.relation, titles=(first, second))


def next_conflict(
    desk: ScreeningDesk, stage: Stage, *, passed: Collection[str] = (), record: str | None = None
) -> OpenConflict | None:
    """The conflict to be settled now, of a record or the first whose record was not ``passed``; None where none is."""
    with desk.at(stage).turn() as loaded:
        return _conflict(loaded, stage, passed, record)


def settle(
    desk: ScreeningDesk,
    stage: Stage,
    record: str,
    verdict: Verdict,
    *,
    coder: str,
    numbers: Sequence[int],
    criterion: str | None = None,
    note: str | None = None,
    at: str,
) -> Decision | Meanwhile:
    """Settle a conflict, as ``adjudicate``, unless anybody has said more of it than ``numbers`` tell.

    Raises:
        InputError: as ``adjudicate``.
    """
    with desk.at(stage).turn() as loaded:
        reports, standing = loaded.opened.reports, loaded.opened.standing
        report = reports.report_of.get(record)
        if report is None:
            raise InputError(f"{record!r}: is not screened at this stage")
        if standing.numbers(report) != tuple(numbers):
            return Meanwhile(said=said_of(_state(loaded, report), to=None), numbers=standing.numbers(report))
        return adjudicate(
            loaded.project,
            record,
            verdict,
            coder=coder,
            criterion=criterion,
            stage=stage,
            note=note,
            at=at,
            at_stage=reports,
        )


def unsettle(desk: ScreeningDesk, stage: Stage, *, coder: str, at: str) -> tuple[OpenConflict, Decision]:
    """Take a person's last word at a stage back, and its conflict with what they had said.

    Raises:
        InputError: their last word at the stage settled nothing.
    """
    with desk.at(stage).turn() as loaded:
        person = spelt_as(loaded, coder, stage)
        screening = loaded.project.store.screening
        with loaded.project.store.atomic():
            last = screening.last(person, stage=stage)
            if last is None or not last.adjudicates:
                raise InputError("your last decision at this stage settled no conflict; there is nothing to undo here")
            screening.withdraw_last(person, at=at, stage=stage)
        standing = loaded.opened.standing
        standing.take(screening.since(standing.last, stage=stage))
        found = _conflict(loaded, stage, (), last.record)
        if found is None:
            raise InputError("it is taken back; its report is in conflict no longer")
        return found, last


def _conflict(loaded: Loaded, stage: Stage, passed: Collection[str], record: str | None) -> OpenConflict | None:
    reports, standing = loaded.opened.reports, loaded.opened.standing
    found = [report for report in reports.members if standing.outcome(report) in UNSETTLED[stage]]
    asked = reports.report_of.get(record or "")
    todo = [report for report in found if reports.members[report][0] not in passed]
    chosen = asked if asked in found else next(iter(todo), None)
    if chosen is None or (record is not None and asked not in found):
        return None
    state = _state(loaded, chosen)
    return OpenConflict(
        shown=Shown(
            report=chosen,
            record=state.records[0],
            whole=works_of(loaded.project, [state])[chosen],
            documents=reports.documents.get(chosen, ()),
            stage=stage,
            drawn="chosen",
            rank=None,
            of=len(found),
            terms=(),
            criteria=loaded.project.config.protocol.criteria,
        ),
        said=said_of(state, to=None),
        left=len(todo),
        numbers=standing.numbers(chosen),
    )


def _state(loaded: Loaded, report: str) -> ReportState:
    wanted = loaded.project.config.protocol.wanted(report, loaded.opened.stage)
    given = loaded.opened.standing.decisions(report)
    return state_of(report, loaded.opened.reports.members[report], given, wanted=wanted)


def _told(loaded: Loaded, report: str, coder: str) -> Outcome | None:
    """The outcome of a report as ``is_blind`` lets a coder know it."""
    standing = loaded.opened.standing
    outcome, begun = standing.outcome(report), standing.begun.get(report)
    return None if begun is not None and outcome not in SETTLED and coder not in begun.coders else outcome


def _is_mine(loaded: Loaded, report: str, coder: str, mine: Mine | None) -> bool:
    if mine is None:
        return True
    begun = loaded.opened.standing.begun.get(report)
    if begun is None or coder not in begun.coders:
        return mine == "none"
    if mine in ("any", "none"):
        return mine == "any"
    said = [one.verdict for one in loaded.opened.standing.decisions(report) if one.coder == coder]
    return said[-1] == mine


def _with_words(loaded: Loaded, words: str) -> Iterable[str]:
    """Reports whose records have all the words, in the order of coming."""
    wanted = words.casefold().split()
    if not wanted:
        return loaded.opened.reports.members
    titles = _titles(loaded)
    found = list(titles)
    for word in wanted:
        found = [report for report in found if word in titles[report]]
    return found


def _titles(loaded: Loaded) -> Mapping[str, str]:
    """Report -> title, authors and year of its records, as they are looked through."""
    if not loaded.titles:
        said, members = loaded.project.store.catalogue.titles(), loaded.opened.reports.members
        loaded.titles.update((one, " ".join(said.get(id, "") for id in ids).casefold()) for one, ids in members.items())
    return loaded.titles
