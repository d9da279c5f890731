"""Conflicts that come before a person one by one, to be settled; what their coders said is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Stage, Verdict
from relsynth.workflow.screening_conflicts import adjudicate
from relsynth.workflow.screening_outcomes import ReportState, Said, outcomes, said_of, state_of, works_of
from relsynth.workflow.screening_shown import Shown
from relsynth.workflow.screening_stage import reports_at, spelt

UNSETTLED: dict[Stage, frozenset[str]] = {
    "title_abstract": frozenset({"conflict"}),  # what all leave open goes on to its full text
    "full_text": frozenset({"conflict", "maybe"}),
}
"""Outcomes that keep a report from going on, or from being left out."""


class Settling:
    """A person's way through the conflicts of a stage, in the order of reports; has the verbs of a ``Session``."""

    def __init__(self, project: Project, *, coder: str, stage: Stage, states: Sequence[ReportState]) -> None:
        """Begin with what is open now; use ``open_settling``."""
        self.coder = coder
        self.stage = stage
        self._project = project
        self._documents = reports_at(project, stage).documents
        self._todo = list(states)
        self._before_me: ReportState | None = None

    @property
    def left(self) -> int:
        """How many are still to be settled, that before the person among them."""
        return len(self._todo)

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said of the report before the person, by whom."""
        return () if self._before_me is None else said_of(self._before_me, to=None)

    def next(self, *, at: str) -> Shown | None:
        """The report to be settled now, less what somebody else has settled since; None where none is left."""
        del at  # nothing is handed out: who settles anew overrules
        while self._todo:
            self._before_me = self._now(self._todo[0])
            if self._before_me.outcome in UNSETTLED[self.stage]:
                return self._show(self._before_me)
            self._todo.pop(0)
        self._before_me = None
        return None

    def skip(self, *, at: str) -> None:
        """Leave the report for another time."""
        del at
        self._todo = self._todo[1:]

    def decide(
        self,
        verdict: Verdict,
        *,
        criterion: str | None = None,
        note: str | None = None,
        tags: Iterable[str] = (),
        at: str,
    ) -> Decision:
        """Settle the report before the person.

        Raises:
            InputError: nothing is before them; the verdict is ``maybe``, which settles nothing; there are tags, which
                an adjudication has none of; or the criterion is unknown, missing or out of place.
        """
        if self._before_me is None:
            raise InputError("no conflict is before you; ask for the next one")
        if tuple(tags):
            raise InputError("what settles a conflict has no tags; write a note")
        settled = adjudicate(
            self._project,
            self._before_me.records[0],
            verdict,
            coder=self.coder,
            criterion=criterion,
            stage=self.stage,
            note=note,
            at=at,
        )
        self._todo = self._todo[1:]
        self._before_me = None
        return settled

    def undo(self, *, at: str) -> Shown | None:
        """Take back the person's last word at this stage, and ask for it again; None where it settled nothing."""
        screening = self._project.store.screening
        with self._project.store.atomic():
            last = screening.last(self.coder, stage=self.stage)
            if last is None or not last.adjudicates:
                return None
            screening.withdraw_last(self.coder, at=at, stage=self.stage)
        found = next(one for one in outcomes(self._project, self.stage).reports if last.record in one.records)
        self._todo = [found, *(one for one in self._todo if one.report != found.report)]
        self._before_me = found
        return self._show(found, earlier=last)

    def _now(self, state: ReportState) -> ReportState:
        given = self._project.store.screening.current(stage=self.stage, records=state.records)
        return state_of(state.report, state.records, given, wanted=state.wanted)

    def _show(self, state: ReportState, *, earlier: Decision | None = None) -> Shown:
        return Shown(
            report=state.report,
            record=state.records[0],
            whole=works_of(self._project, [state])[state.report],
            documents=self._documents.get(state.report, ()),
            stage=self.stage,
            drawn="chosen",
            rank=None,
            of=self.left,
            terms=(),
            criteria=self._project.config.protocol.criteria,
            earlier=earlier,
        )


def open_settling(project: Project, *, coder: str, stage: Stage) -> Settling:
    """Begin to settle what is open between coders at a stage.

    Raises:
        InputError: the coder has no name.
    """
    person = spelt(project, coder, project.config.protocol.plans[stage].screeners)
    found = [state for state in outcomes(project, stage).reports if state.outcome in UNSETTLED[stage]]
    return Settling(project, coder=person, stage=stage, states=found)
