"""What people decide of a report at a stage, and what follows when several have.

A ``Decision`` is about a record; a report has the decisions of all records that it groups, so that a duplicate found
later brings its decisions along. Of each coder the latest decision that was not withdrawn holds. What several
decisions come to is the table ``AGREED``; whatever stands in no row of it is a conflict, which an adjudication
settles. Stages and terms: PRISMA 2020 (Page et al. 2021, doi 10.1136/bmj.n71).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Stage = Literal["title_abstract", "full_text"]
Verdict = Literal["include", "exclude", "maybe"]
Drawn = Literal["ranked", "random", "chosen", "imported"]
"""How a record came before the coder: by its rank, by the random audit, by the coder's own choice, or it was decided
in another program."""
Outcome = Literal["unread", "waiting", "include", "exclude", "maybe", "conflict"]
"""``waiting``: decided, but by fewer coders than the protocol wants. ``maybe``: everybody is unsure."""

STAGES: tuple[Stage, ...] = get_args(Stage)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
GOES_ON: frozenset[Outcome] = frozenset({"include", "maybe"})
"""Outcomes at title and abstract after which the full text is wanted."""
SETTLED: frozenset[Outcome] = frozenset({"include", "exclude"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a coder decided of a record at a stage.

    ``criterion`` is the id of the protocol's criterion that excludes. An adjudication (``adjudicates``) settles what
    the others differ in, and leaves their decisions as they are. ``at`` is ISO 8601.
    """

    record: str
    stage: Stage
    verdict: Verdict
    coder: str
    at: str
    criterion: str | None = None
    drawn: Drawn = "chosen"
    adjudicates: bool = False
    note: str | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.stage == "full_text" and self.verdict == "exclude" and not self.criterion:
            raise ValueError("an exclusion at full text names a criterion")
        if self.criterion and self.verdict == "include":
            raise ValueError("a criterion is the reason of an exclusion, or of a doubt")

    def __str__(self) -> str:
        why = f" ({self.criterion})" if self.criterion else ""
        return f"{self.record}: {self.verdict}{why}, {'settled by ' if self.adjudicates else ''}{self.coder}"


AGREED: Mapping[Stage, Mapping[frozenset[Verdict], Outcome]] = {
    "title_abstract": {
        frozenset({"include"}): "include",
        frozenset({"exclude"}): "exclude",
        frozenset({"maybe"}): "maybe",
        frozenset({"include", "maybe"}): "include",  # nobody would leave it out, so the full text is read
    },
    "full_text": {
        frozenset({"include"}): "include",
        frozenset({"exclude"}): "exclude",
        frozenset({"maybe"}): "maybe",
    },
}
"""What verdicts of several coders come to; any other set of them is a conflict."""


def current(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The latest decision of each coder, adjudications apart from their own; in the order in which they were given.

    ``decisions`` are those of one report at one stage, oldest first.
    """
    latest: dict[tuple[str, bool], Decision] = {}
    for decision in decisions:
        latest.pop((decision.coder, decision.adjudicates), None)  # who decides again comes last
        latest[decision.coder, decision.adjudicates] = decision
    return tuple(latest.values())


def outcome(decisions: Iterable[Decision], *, wanted: int) -> Outcome:
    """What the decisions of one report at one stage come to, where ``wanted`` coders are to decide.

    At full text two exclusions are a conflict too where their reasons differ: a reason is reported for each.
    """
    held = current(decisions)
    if ruling := [decision for decision in held if decision.adjudicates]:
        return ruling[-1].verdict
    if len(held) < wanted:
        return "waiting" if held else "unread"
    found = AGREED[held[0].stage].get(frozenset(decision.verdict for decision in held), "conflict")
    reasons = {decision.criterion for decision in held}
    if found == "exclude" and held[0].stage == "full_text" and len(reasons) > 1:
        return "conflict"
    return found


def reason(decisions: Iterable[Decision]) -> str | None:
    """The criterion by which a report is excluded: the adjudicator's, else the one that most coders name.

    None where nobody names one. Of two named as often the first given counts.
    """
    held = current(decisions)
    ruling = [decision for decision in held if decision.adjudicates]
    if ruling:
        return ruling[-1].criterion
    named = [decision.criterion for decision in held if decision.verdict == "exclude" and decision.criterion]
    return max(named, key=named.count, default=None)


def awaited(decisions: Iterable[Decision], *, wanted: int) -> int:
    """How many more coders have to decide; none where an adjudication settled it."""
    held = current(decisions)
    if any(decision.adjudicates for decision in held):
        return 0
    return max(0, wanted - len(held))
