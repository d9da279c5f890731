"""Whether studies that report an outcome also report a condition: crisp sets over studies, and never a cause.

X is the set of studies that report the condition, Y that of studies that report the outcome. Consistency of the
claim "no Y without X" is |X and Y| / |Y|: the share of studies with the outcome that report the condition, too.
Coverage is |X and Y| / |X|: how little is the condition reported where the outcome is not. What is reported together
need not depend on each other: a study that does not report a condition may well have had it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from relsynth.synthesis.statistics import wilson

LEAST_STUDIES = 10
"""Studies in scope before anything is said of a set: a rule of thumb of crisp-set analysis with few conditions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Necessity:
    """Of ``n`` studies ``x`` report the condition, ``y`` the outcome, ``both`` both.

    ``consistency`` and ``coverage`` are shares from 0 to 1, None where no study reports the outcome or the condition,
    or there are fewer than ``LEAST_STUDIES``; bounds are of the 95 % Wilson interval of the consistency.
    """

    condition: str
    outcome: str
    n: int
    x: int
    y: int
    both: int
    consistency: float | None
    lower: float | None
    upper: float | None
    coverage: float | None

    @property
    def claim(self) -> str:
        """What may be said."""
        if self.n < LEAST_STUDIES:
            return f"too few studies to say anything ({self.n}; at least {LEAST_STUDIES})"
        if self.consistency is None:
            return "the outcome is reported by no study"
        return f"reported together in {self.both} of the {self.y} studies that report the outcome"


def necessity(condition: str, outcome: str, *, having: Collection[int], reaching: Collection[int], n: int) -> Necessity:
    """Return how far a condition is reported wherever an outcome is.

    Args:
        having: numbers of the studies that report the condition.
        reaching: numbers of the studies that report the outcome.
        n: studies in scope.

    Source:
        Ragin (2006), Set relations in social research, Political Analysis 14:291-310, for crisp sets.

    >>> made = necessity("trust", "scale-up", having={1, 2, 3, 4, 5, 6}, reaching={4, 5, 6, 7}, n=12)
    >>> made.consistency, made.coverage
    (0.75, 0.5)
    """
    x, y = frozenset(having), frozenset(reaching)
    both = len(x & y)
    is_told = n >= LEAST_STUDIES and bool(y)
    lower, upper = wilson(both, len(y)) if is_told else (None, None)
    return Necessity(
        condition=condition,
        outcome=outcome,
        n=n,
        x=len(x),
        y=len(y),
        both=both,
        consistency=both / len(y) if is_told else None,
        lower=lower,
        upper=upper,
        coverage=both / len(x) if n >= LEAST_STUDIES and x else None,
    )
