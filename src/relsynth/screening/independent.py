"""What coders said before they could know what others said: what agreement between them is measured on.

Coders are blind to each other until both have decided. Whoever changes their mind afterwards has been told, so that
agreement on what holds in the end would praise the talk and not the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from relsynth.screening.decisions import Decision


def independent(given: Iterable[Decision]) -> tuple[Decision, ...]:
    """Of each coder the decision that they came to alone, in the order in which coders began.

    It is the latest that they gave before they had decided and another had too. What was said after somebody settled
    the report is nobody's own.

    Args:
        given: the decisions of one report at one stage, oldest first, also those that the same coder changed later.
    """
    before = list(takewhile(lambda decision: not decision.adjudicates, given))
    first: dict[str, int] = {}
    for place, decision in enumerate(before):
        first.setdefault(decision.coder, place)
    return tuple(_alone(coder, before, first) for coder in first)


def _alone(coder: str, before: list[Decision], first: dict[str, int]) -> Decision:
    others = min((place for other, place in first.items() if other != coder), default=len(before))
    told = max(first[coder], others)
    return [decision for decision in before[: told + 1] if decision.coder == coder][-1]
