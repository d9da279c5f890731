"""How all reports of a stage stand, kept up to date row by row as decisions are appended.

What ``decisions.outcome`` says of one report is kept here for forty thousand, so that a coder who asks for the next
report waits for the rows appended since they last asked, and not for the history of the review.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from relsynth.screening.decisions import GOES_ON, Decision, Outcome, awaited, current, outcome
from relsynth.screening.queue import Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row as it was appended: a decision, or that an earlier row (``withdraws``) was taken back.

    ``at`` is ISO 8601.
    """

    number: int
    at: str
    decision: Decision | None = None
    withdraws: int | None = None


class Standing:
    """The reports of one stage that anybody has decided."""

    def __init__(self, report_of: Mapping[str, str], *, wanted: Callable[[str], int]) -> None:
        """Start with no decision.

        Args:
            report_of: record -> its report, of the reports at this stage; decisions of other records are passed over.
            wanted: how many coders are to decide a report.
        """
        self._report_of = report_of
        self._wanted = wanted
        self._given: dict[str, dict[int, Decision]] = {}
        self._where: dict[int, str] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._coders: Counter[str] = Counter()
        self.last = 0
        self.begun: dict[str, Begun] = {}
        self.short: dict[str, Begun] = {}
        self.labels: dict[str, bool] = {}
        self._turns: list[tuple[int, str]] = []

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in rows as they were appended, oldest first, each once."""
        touched: set[str] = set()
        for entry in entries:
            self.last = max(self.last, entry.number)
            report = self._report_touched(entry)
            if report is not None:
                touched.add(report)
                given = self._given.setdefault(report, {})
                if entry.decision is None:
                    given.pop(entry.withdraws or 0, None)
                else:
                    given[entry.number] = entry.decision
                    self._where[entry.number] = report
        for report in touched:
            self._redraw(report)

    def _report_touched(self, entry: Entry) -> str | None:
        if entry.decision is None:
            return self._where.get(entry.withdraws or 0)
        return self._report_of.get(entry.decision.record)

    def _redraw(self, report: str) -> None:
        before = self.begun.pop(report, None)
        if before is not None:
            self._coders.subtract(before.coders)
        if report in self.short:
            self._turns.pop(bisect_left(self._turns, (self.short[report].first or 0, report)))
        for kept in (self.short, self.labels, self._outcomes):
            kept.pop(report, None)
        given = self._given[report]
        if not given:
            return
        wanted, decisions = self._wanted(report), tuple(given.values())
        one = Begun(
            report=report,
            coders=frozenset(decision.coder for decision in decisions),
            wanted=wanted,
            drawn=decisions[0].drawn,
            first=next(iter(given)),
            settled=not awaited(decisions, wanted=wanted),
        )
        self.begun[report] = one
        self._coders.update(one.coders)
        self._outcomes[report] = outcome(decisions, wanted=wanted)
        self.labels[report] = is_relevant(decisions)
        if not one.settled:
            self.short[report] = one
            insort(self._turns, (one.first or 0, report))

    def in_turn(self) -> Iterator[str]:
        """Reports that want another coder, in the order of their first decisions."""
        return (report for _, report in self._turns)

    def decisions(self, report: str) -> tuple[Decision, ...]:
        """What was decided of a report and holds or was changed later by the same coder, oldest first."""
        return tuple(self._given.get(report, {}).values())

    def numbers(self, report: str) -> tuple[int, ...]:
        """Numbers of the rows behind ``decisions``: others as soon as anybody has said anything else of the report."""
        return tuple(self._given.get(report, {}))

    def outcome(self, report: str) -> Outcome:
        """What the decisions of a report come to."""
        return self._outcomes.get(report, "unread")

    def count(self, wanted: Outcome) -> int:
        """How many reports that anybody has decided stand so."""
        return sum(found == wanted for found in self._outcomes.values())

    def decided_by(self, coder: str) -> int:
        """How many reports a coder has decided."""
        return self._coders[coder]

    def read_here(self) -> Iterator[str]:
        """Reports that were read in this review, not taken over from another program, in the order of first reading."""
        here = (one for one in self.begun.values() if one.drawn != "imported")
        yield from (one.report for one in sorted(here, key=lambda one: one.first or 0))


def is_relevant(decisions: Iterable[Decision]) -> bool:
    """Whether whoever rules on a report, or else anybody who decided it, would not leave it out."""
    held = current(decisions)
    ruling = [decision for decision in held if decision.adjudicates]
    return any(decision.verdict in GOES_ON for decision in (ruling[-1:] or held))
