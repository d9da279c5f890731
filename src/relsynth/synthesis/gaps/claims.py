"""What a gap claims, in which words, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.synthesis.evidence import Counts

GapKind = Literal[
    "absent",
    "thin",
    "relegated_only",
    "unmeasured",
    "unlinked",
    "one_level",
    "one_setting",
    "contradictory",
    "unaddressed_barrier",
    "goal_less",
    "praise_only",
]
Standing = Literal[
    "not found by the machine", "not reported", "not reported (firm)", "as the machine found", "as people coded"
]

KINDS: tuple[GapKind, ...] = (
    *("absent", "thin", "relegated_only", "unmeasured", "unlinked", "one_level", "one_setting"),
    *("contradictory", "unaddressed_barrier", "goal_less", "praise_only"),
)
OF_STUDIES: frozenset[GapKind] = frozenset({"goal_less", "praise_only"})
"""Kinds that tell of studies, not of a construct."""

ROBINSON: Mapping[GapKind, str] = {
    "absent": "A1",
    "thin": "A2",
    "relegated_only": "D",
    "unmeasured": "D",
    "unlinked": "D",
    "one_level": "D",
    "one_setting": "D",
    "contradictory": "C",
    "unaddressed_barrier": "A2",
    "goal_less": "D",
    "praise_only": "D",
}
"""Reasons for a gap: A1 no studies, A2 few, A3 small ones, C inconsistent, D not the right information."""

REST: Mapping[GapKind, str] = {
    "absent": "",
    "thin": "more ",
    "relegated_only": "elsewhere ",
    "unmeasured": "a measure ",
    "unlinked": "a link to implementation outcomes ",
    "one_level": "other levels ",
    "one_setting": "elsewhere ",
    "contradictory": "opposite directions, ",
    "unaddressed_barrier": "a strategy against it ",
    "goal_less": "goals or alignment before the discussion ",
    "praise_only": "more than praise ",
}

MORE: Mapping[GapKind, str] = {
    "unmeasured": "more measures ",
    "unlinked": "more links to implementation outcomes ",
    "unaddressed_barrier": "more strategies against it ",
}
"""What is missing where some is there."""

WEIGHT: Mapping[GapKind, float] = {
    "absent": 1.0,
    "thin": 0.8,
    "unaddressed_barrier": 0.7,
    "relegated_only": 0.6,
    "contradictory": 0.6,
    "unmeasured": 0.4,
    "unlinked": 0.4,
    "one_level": 0.4,
    "one_setting": 0.4,
    "goal_less": 0.3,
    "praise_only": 0.3,
}
"""Of the sort key only: what nobody has studied first; then what hinders and is left alone, what is told in passing,
what is disputed; then what is known in one way only."""

FIRM, POSSIBLE = 1.0, 0.5  # the sort key's factor for how sure a gap is


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap with what it rests on. All counts are of studies.

    What ``n`` and ``k`` are depends on the kind:

        absent, thin          studies in scope; those with the construct
        relegated_only        studies with it (lessons papers and unsectioned ones left out); those with it in late
                              sections only
        unmeasured, unlinked  studies with it; those that measure it, or link it to an implementation outcome
        one_level             studies with it, once for each level that they speak of; those of the commonest level
        one_setting           the same of what ``axis`` says, where it is known of a study
        contradictory         studies whose net direction is positive or negative; the fewer of the two
        unaddressed_barrier   studies that report it as a barrier; those that report a strategy against it
        goal_less             studies with any construct (left out as for relegated_only); those that state neither
                              partnering goals nor alignment before the discussion
        praise_only           studies with any construct; those with praise alone

    ``value`` is k/n, ``lower`` and ``upper`` its Wilson interval. ``construct`` is empty for kinds that tell of
    studies. ``odds_ratio`` tells late placement of this construct against all others, with a bootstrap interval by
    study. ``counts`` are studies by value, ``hill`` how many values as frequent as each other would be as diverse.
    ``codings`` are the segments behind it and ``studies`` the studies that make the gap, both as indexes in the corpus.
    ``severity`` is a sort key, no finding.
    """

    construct: str
    label: str
    domain: str
    kind: GapKind
    standing: Standing
    n: int
    k: int
    value: float
    lower: float
    upper: float
    threshold: str
    robinson: str
    underpowered: bool
    severity: float
    odds_ratio: float | None = None
    odds_lower: float | None = None
    odds_upper: float | None = None
    axis: str | None = None
    counts: Counts = ()
    hill: float | None = None
    detail: str = ""
    codings: tuple[int, ...] = ()
    studies: tuple[int, ...] = ()

    @property
    def claim(self) -> str:
        """What may be said of it: of all of the construct, of more of it, or of any of it in earlier sections."""
        missing = MORE.get(self.kind) if self.k else None
        return f"{missing or REST[self.kind]}{self.standing}"

    @property
    def firm(self) -> bool:
        """Whether a person has searched, and the interval leaves no room."""
        return self.standing == "not reported (firm)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What studies were like in one respect: ``values`` by study, empty where nothing was found."""

    name: str
    values: tuple[tuple[str, ...], ...]

    @property
    def kinds(self) -> Mapping[str, frozenset[int]]:
        """Value -> the studies that have it."""
        every = sorted({value for own in self.values for value in own})
        return {value: frozenset(n for n, own in enumerate(self.values) if value in own) for value in every}
