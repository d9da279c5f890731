"""Screening: one report after the other before a coder, from a ranked queue that several read at once.

A session is loaded once, or goes over a stage that several of one process share (``screening_opened``).
Handing out reads what others have appended since, chooses, and writes who has the report
before them, in one transaction: no two coders get what one of them is to read. Deciding is a transaction of its own.
So any process may be killed at any moment: what was decided is kept, and what was handed out is somebody else's
after ``MINUTES``, or comes back to who had it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Drawn, Stage, Verdict
from relsynth.screening.queue import Begun, Choice, choose, is_open_to, rank_of
from relsynth.store.screening import HandOut
from relsynth.studies import merge
from relsynth.workflow.screening_opened import OpenStage, open_stage
from relsynth.workflow.screening_ranking import Order
from relsynth.workflow.screening_reading import Reading, advice_of, reading_of
from relsynth.workflow.screening_shown import Progress, Shown
from relsynth.workflow.screening_stage import (
    decision_of,
    moment_of,
    record_of,
    reports_at,
    screener,
    spelt,
    standing_of,
)

__all__ = ["MINUTES", "Progress", "Session", "Shown", "decide", "open_session", "undo_decision"]

MINUTES = 30  # a record read for longer was left; a coder reads a title and abstract in half a minute


class Session:
    """A coder's way through a stage. A context manager: on close, what is before the coder is given back."""

    def __init__(
        self, project: Project, opened: OpenStage, *, coder: str, is_lent: bool = False, skipped: Iterable[str] = ()
    ) -> None:
        """Begin with the history so far; use ``open_session``.

        Args:
            project: the open project; sessions over one stage take turns with it.
            opened: the stage, closed with the session unless it ``is_lent``.
            skipped: reports that the coder has left for another time.
        """
        self.coder = coder
        self.stage = opened.stage
        self._opened = opened
        self._is_lent = is_lent
        self._store = project.store
        self._protocol = project.config.protocol
        self._members = opened.reports.members
        self._report_of = opened.reports.report_of
        self._documents = opened.reports.documents
        self._ranking = opened.ranking
        self._standing = opened.standing
        self._skipped = set(skipped)
        self._before_me: Shown | None = None
        self._ranking.train(self._standing.labels)

    @property
    def before_me(self) -> Shown | None:
        """The report that the coder is deciding."""
        return self._before_me

    @property
    def skipped(self) -> frozenset[str]:
        """Reports that the coder has left for another time."""
        return frozenset(self._skipped)

    def next(self, *, at: str) -> Shown | None:
        """The report to be decided now; None where none is left for this coder.

        The same again, until it is decided or skipped or ``MINUTES`` have passed; also for a coder who comes back.
        Where the team has stopped, only what was begun is finished.

        Raises:
            ProjectError: the project's file cannot be written.
        """
        order = self._ranking.latest()
        now = moment_of(at)
        self._catch_up()  # most of it before anybody has to wait for us
        with self._store.screening.lightly(), self._store.atomic():
            self._catch_up()
            handed = self._store.screening.handed_out(self.stage, at=_text(now))
            chosen = self._resumed(handed, order) or self._chosen(handed, order)
            self._hand_out(chosen, now)
        self._before_me = None if chosen is None else self._show(chosen, order)
        self._ranking.train(self._standing.labels)
        return self._before_me

    def decide(
        self,
        verdict: Verdict,
        *,
        criterion: str | None = None,
        note: str | None = None,
        tags: Iterable[str] = (),
        at: str,
    ) -> Decision:
        """Keep what the coder decides of the report before them.

        It is kept also where somebody else has settled the report meanwhile: one opinion more.

        Raises:
            InputError: no report is before the coder, or the criterion is unknown, missing or out of place.
        """
        if self._before_me is None:
            raise InputError("no record is before you; ask for the next one")
        decision = decision_of(
            self._protocol,
            self._before_me.record,
            verdict,
            coder=self.coder,
            stage=self.stage,
            criterion=criterion,
            note=note,
            tags=tags,
            drawn=self._before_me.drawn,
            at=at,
        )
        with self._store.atomic():
            self._store.screening.add([decision])
            self._store.screening.take_back(self.coder, stage=self.stage)
        self._before_me = None
        return decision

    def skip(self, *, at: str) -> None:
        """Leave the report before the coder for another session, or for others."""
        del at  # nothing is kept of it but that others may have the report
        if self._before_me is not None:
            self._skipped.add(self._before_me.report)
            self._give_back()

    def take(self, record: str, *, at: str) -> Shown:
        """Put a report of the coder's own choice before them, with what they had said of it.

        What was before them already, and was only left for long, comes back as it came.

        Raises:
            InputError: the record is not screened at the stage.
        """
        report = self._report_of.get(record)
        if report is None:
            raise InputError(f"{record!r}: is not screened at this stage")
        order = self._ranking.latest()
        with self._store.screening.lightly(), self._store.atomic():
            self._catch_up()
            handed = self._store.screening.handed_out(self.stage, at="")  # also where its time is over
            mine = [one for one in handed if one.coder == self.coder and self._report_of.get(one.record) == report]
            drawn: Drawn = mine[0].drawn if mine else "chosen"
            chosen = Choice(report=report, drawn=drawn, rank=self._rank(report, order))
            self._hand_out(chosen, moment_of(at))
        said = [one for one in self._standing.decisions(report) if one.coder == self.coder and not one.adjudicates]
        self._before_me = self._show(chosen, order, earlier=said[-1] if said else None)
        return self._before_me

    def undo(self, *, at: str) -> Shown | None:
        """Take back the coder's last decision at this stage; its report is before them again. None where there is none.

        An adjudication, or a decision taken over from another program, was not made by reading: it is not undone here.
        """
        screening = self._store.screening
        now = moment_of(at)
        order = self._ranking.latest()
        with self._store.atomic():
            last = screening.last(self.coder, stage=self.stage)
            if last is None or last.adjudicates or last.drawn == "imported":
                return None
            screening.withdraw_last(self.coder, at=at, stage=self.stage)
            self._catch_up()
            report = self._report_of.get(last.record, last.record)
            self._skipped.discard(report)
            chosen = Choice(report=report, drawn=last.drawn, rank=self._rank(report, order))
            self._hand_out(chosen, now)
        self._before_me = self._show(chosen, order, earlier=last)
        self._ranking.train(self._standing.labels)
        return self._before_me

    def reading(self) -> Reading:
        """What was read up to now, as the coder may know it: what they are still to decide counts as unread."""
        self._catch_up()
        open_to_me = {report for report, one in self._standing.short.items() if is_open_to(one, self.coder)}
        return reading_of(self._standing, self._opened.came, unseen=open_to_me)

    def progress(self) -> Progress:
        """How far the stage has come, with what everybody has decided up to now.

        What the coder is still to decide counts as not found and not read by the stopping rule: a number that grows
        by one says what the first coder thought of the report before the second.
        """
        return replace(self.counts(), advice=advice_of(self._protocol, self.reading()))

    def counts(self) -> Progress:
        """How far the stage has come, without the stopping rule's advice, which takes longer the more is read."""
        self._catch_up()
        standing = self._standing
        settled = len(standing.begun) - len(standing.short)
        left = len(self._members) - settled
        open_to_me = {report for report, one in standing.short.items() if is_open_to(one, self.coder)}
        return Progress(
            coder=self.coder,
            stage=self.stage,
            total=len(self._members),
            read=len(standing.begun),
            mine=standing.decided_by(self.coder),
            left=left,
            left_for_me=left - (len(standing.short) - len(open_to_me)),
            found=sum(label for report, label in standing.labels.items() if report not in open_to_me),
            conflicts=standing.count("conflict"),
            advice=None,
            stopped=self._store.screening.stop(self.stage),
        )

    def close(self) -> None:
        """Give back what is before the coder, and let the ranking go unless others use it."""
        if not self._is_lent:
            self._opened.close()
        if self._before_me is not None:
            self._give_back()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _catch_up(self) -> None:
        """Take in what anybody has appended since."""
        self._standing.take(self._store.screening.since(self._standing.last, stage=self.stage))

    def _resumed(self, handed: Iterable[HandOut], order: Order) -> Choice | None:
        """What is before the coder already, unless it is decided or wants nobody any longer."""
        own = next((one for one in handed if one.coder == self.coder), None)
        report = None if own is None else self._report_of.get(own.record)
        if own is None or report is None or report in self._skipped:
            return None
        begun = self._standing.begun.get(report)
        if begun is not None and not is_open_to(begun, self.coder):
            return None
        return Choice(report=report, drawn=own.drawn, rank=self._rank(report, order))

    def _chosen(self, handed: Iterable[HandOut], order: Order) -> Choice | None:
        stopped = self._store.screening.stop(self.stage) is not None
        return choose(
            () if stopped else order.reports,
            begun=self._standing.begun,
            short=self._standing.short,
            held=self._held(handed),
            skipped=self._skipped,
            coder=self.coder,
            audit=self._protocol.audit,
            seed=f"{self._protocol.seed} {self.stage}",
            cold=self._ranking.cold_places,
            in_turn=self._standing.in_turn(),
        )

    def _held(self, handed: Iterable[HandOut]) -> dict[str, Begun]:
        """What others have before them, with all who decided it or have it."""
        held: dict[str, Begun] = {}
        for one in handed:
            report = self._report_of.get(one.record)
            if report is None or one.coder == self.coder:
                continue
            before = held.get(report) or self._standing.begun.get(report)
            if before is None:
                wanted = self._protocol.wanted(report, self.stage)
                before = Begun(report=report, coders=frozenset(), wanted=wanted, drawn=one.drawn)
            held[report] = replace(before, coders=before.coders | {one.coder})
        return held

    def _hand_out(self, chosen: Choice | None, now: datetime) -> None:
        screening = self._store.screening
        if chosen is None:
            screening.take_back(self.coder, stage=self.stage)
            return
        until = _text(now + timedelta(minutes=MINUTES))
        record = self._members.get(chosen.report, (chosen.report,))[0]
        screening.hand_out(HandOut(record=record, stage=self.stage, coder=self.coder, drawn=chosen.drawn, until=until))

    def _give_back(self) -> None:
        self._before_me = None
        with self._store.screening.lightly(), self._store.atomic():
            self._store.screening.take_back(self.coder, stage=self.stage)

    def _rank(self, report: str, order: Order) -> int | None:
        return rank_of(report, order.reports, self._standing.begun)

    def _show(self, chosen: Choice, order: Order, *, earlier: Decision | None = None) -> Shown:
        members = self._members.get(chosen.report, (chosen.report,))
        merged = merge(self._store.catalogue.records(members))
        begun = self._standing.begun
        blind = self._ranking.cold if chosen.report in begun else order
        return Shown(
            report=chosen.report,
            record=merged.id,
            whole=merged.record,
            documents=self._documents.get(chosen.report, ()),
            stage=self.stage,
            drawn=chosen.drawn,
            rank=chosen.rank,
            of=len(self._members) - len(begun),
            terms=blind.terms(chosen.report),
            criteria=self._protocol.criteria,
            earlier=earlier,
        )


def open_session(project: Project, *, coder: str, stage: Stage, at: str) -> Session:
    """Begin to screen, or go on where one stopped.

    Raises:
        InputError: the coder has no name, or is none of the stage's screeners; or no report is at the stage.
        CodebookError: the protocol says nothing to rank by, and the codebook contradicts itself.
    """
    del at  # nothing is written before the first report is handed out
    person = screener(project, coder, stage)
    with ExitStack() as until_open:
        opened = until_open.enter_context(closing(open_stage(project, stage)))
        session = Session(project, opened, coder=person)
        until_open.pop_all()  # from here on the session closes it
    return session


def decide(
    project: Project,
    record: str,
    verdict: Verdict,
    *,
    coder: str,
    stage: Stage,
    criterion: str | None = None,
    note: str | None = None,
    tags: Iterable[str] = (),
    at: str,
) -> Decision:
    """Keep what a coder decides of a record of their own choice; of a full text, of the report that it belongs to.

    Raises:
        InputError: the name is of no record, or at full text of one that its title and abstract exclude; the coder is
            none of the stage's screeners; or the criterion is unknown, missing or out of place.
    """
    person = screener(project, coder, stage)
    found = record_of(project, record)
    if stage == "full_text":
        _require_not_excluded(project, found)
    decision = decision_of(
        project.config.protocol,
        found,
        verdict,
        coder=person,
        stage=stage,
        criterion=criterion,
        note=note,
        tags=tags,
        drawn="chosen",
        at=at,
    )
    with project.store.atomic():
        project.store.screening.add([decision])
    return decision


def _require_not_excluded(project: Project, record: str) -> None:
    """Refuse what would be kept and never count."""
    reports = reports_at(project, "title_abstract")
    standing = standing_of(project, "title_abstract", reports.report_of)
    if standing.outcome(reports.report_of.get(record, record)) == "exclude":
        raise InputError(f"{record}: is excluded by title and abstract; whoever excluded it can decide it anew there")


def undo_decision(project: Project, *, coder: str, at: str) -> Decision:
    """Take back a coder's last decision, of whatever stage and kind; what they had said before of its record holds.

    Raises:
        InputError: there is none.
    """
    person = spelt(project, coder, ())
    with project.store.atomic():
        undone = project.store.screening.withdraw_last(person, at=at)
    if undone is None:
        raise InputError(f"{coder} has decided nothing that could be undone")
    return undone


def _text(moment: datetime) -> str:
    """A moment so that later ones sort later as text."""
    return moment.isoformat(timespec="microseconds")
