"""What the answers to one field of one study come to, and what each coder said alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from relsynth.charting.answers import Answer, likeness_key
from relsynth.charting.forms import Field

State = Literal["unanswered", "waiting", "agreed", "conflict", "settled"]
"""Nobody has answered; fewer coders have than are wanted, and do not differ; they agree; they differ; somebody has
settled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a field of a study stands: what holds, or None, and each coder's last answer, by name.

    ``values`` are empty where what holds is "not reported". ``settlement`` is the adjudicator's last answer.
    """

    state: State
    values: tuple[str, ...] | None
    answers: tuple[Answer, ...]
    settlement: Answer | None = None

    @property
    def holds(self) -> Answer | None:
        """The answer whose values, quote and note hold: the adjudicator's, or that of the first of those who agree."""
        if self.state == "settled":
            return self.settlement
        return self.answers[0] if self.state == "agreed" else None


def standing(field: Field, answers: Iterable[Answer], *, wanted: int) -> Standing:
    """Where the answers leave a field; in which order different coders gave theirs changes nothing.

    Args:
        answers: those to the field of one study, oldest first; of a coder's several the last holds.
        wanted: how many coders are to answer.
    """
    given = tuple(answers)
    last = {answer.coder: answer for answer in given if not answer.settles}
    coders = tuple(last[coder] for coder in sorted(last))
    if settlement := next((answer for answer in reversed(given) if answer.settles), None):
        return Standing(state="settled", values=settlement.values, answers=coders, settlement=settlement)
    if not coders:
        return Standing(state="unanswered", values=None, answers=())
    if len({likeness_key(field, answer.values) for answer in coders}) > 1:
        return Standing(state="conflict", values=None, answers=coders)
    if len(coders) < wanted:
        return Standing(state="waiting", values=None, answers=coders)
    return Standing(state="agreed", values=coders[0].values, answers=coders)


def independent(given: Iterable[Answer]) -> tuple[Answer, ...]:
    """Of each coder the answer that they came to alone, in the order in which coders began.

    Coders are blind to each other until both have answered: it is the latest that they gave before they had answered
    and another had too, also where they took it back later. What was said after somebody settled it is nobody's own.

    Args:
        given: every answer to one field of one study, oldest first, those taken back among them.
    """
    before = list(takewhile(lambda answer: not answer.settles, given))
    first: dict[str, int] = {}
    for place, answer in enumerate(before):
        first.setdefault(answer.coder, place)
    return tuple(_alone(coder, before, first) for coder in first)


def _alone(coder: str, before: list[Answer], first: dict[str, int]) -> Answer:
    others = min((place for other, place in first.items() if other != coder), default=len(before))
    told = max(first[coder], others)
    return [answer for answer in before[: told + 1] if answer.coder == coder][-1]
