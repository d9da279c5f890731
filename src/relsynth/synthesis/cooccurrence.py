"""Which constructs travel together: in the same studies, more often than chance would bring about.

A study is long, and common constructs meet in it by chance alone; so a pair is told with how far it is from chance,
its interval, and how sure that is among all pairs that were looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import exp, log, log2, nan, sqrt

import numpy as np
from scipy.stats import hypergeom

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.statistics import Z95

LEAST_JOINT = 3
"""Studies that must have both before anything is said of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Two constructs in ``n`` studies: ``a`` have the first, ``b`` the second, ``both`` both.

    ``npmi`` goes from -1 (never together) over 0 (as chance has it) to 1 (never apart). ``odds_ratio`` has 0.5 added
    to each cell, with its 95 % interval. ``p`` is of Fisher's exact test, one-sided, and ``q`` the share of false
    findings among all pairs that are as sure as this one.
    """

    first: str
    second: str
    n: int
    a: int
    b: int
    both: int
    npmi: float
    odds_ratio: float
    lower: float
    upper: float
    jaccard: float
    p: float
    q: float = nan


def associate(first: str, second: str, *, a: int, b: int, both: int, n: int) -> Association:
    """Return how two constructs go together.

    Source:
        NPMI: Bouma (2009), Normalized (pointwise) mutual information in collocation extraction; odds ratio: Haldane
        (1956), doi 10.1111/j.1469-1809.1955.tb01285.x, with Woolf's interval; test: Fisher (1935).

    >>> made = associate("A", "B", a=14, b=10, both=8, n=40)
    >>> "%.2f %.1f %.1f %.0f %.2f" % (made.npmi, made.odds_ratio, made.lower, made.upper, made.jaccard)
    '0.51 12.8 2.5 67 0.50'
    """
    cells = [value + 0.5 for value in (both, a - both, b - both, n - a - b + both)]
    ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    error = sqrt(sum(1 / value for value in cells))
    return Association(
        first=first,
        second=second,
        n=n,
        a=a,
        b=b,
        both=both,
        npmi=_npmi(a, b, both, n),
        odds_ratio=ratio,
        lower=exp(log(ratio) - Z95 * error),
        upper=exp(log(ratio) + Z95 * error),
        jaccard=both / (a + b - both) if a + b > both else 0.0,
        p=float(hypergeom.sf(both - 1, n, a, b)),
    )


def associations(corpus: Corpus, *, least: int = LEAST_JOINT) -> tuple[Association, ...]:
    """Return every pair of constructs that ``least`` studies or more have both of, the surest first."""
    studies: dict[str, set[int]] = {}
    for segment in corpus.segments:
        if segment.coding.is_evidence and not corpus.codebook.code(segment.construct).unspecific:
            studies.setdefault(segment.construct, set()).add(segment.study)
    order = [construct.id for construct in corpus.codebook.constructs if construct.id in studies]
    pairs = [
        associate(one, other, a=len(studies[one]), b=len(studies[other]), both=both, n=corpus.n)
        for one, other in combinations(order, 2)
        if (both := len(studies[one] & studies[other])) >= least
    ]
    return tuple(sorted(_with_q(pairs), key=lambda pair: (pair.q, -pair.npmi, pair.first, pair.second)))


def false_discovery(p: Sequence[float]) -> tuple[float, ...]:
    """Return for each p the least rate of false discoveries at which it would be one.

    Source:
        Benjamini & Hochberg (1995), J R Stat Soc B 57:289-300.

    >>> [round(q, 3) for q in false_discovery([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")[::-1]
    ranks = np.arange(len(values), 0, -1)
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum.accumulate(values[order] * len(values) / ranks)
    return tuple(float(value) for value in np.minimum(adjusted, 1.0))


def _with_q(pairs: Sequence[Association]) -> Iterable[Association]:
    rates = false_discovery([pair.p for pair in pairs])
    return [replace(pair, q=rate) for pair, rate in zip(pairs, rates, strict=True)]


def _npmi(a: int, b: int, both: int, n: int) -> float:
    if not both:
        return -1.0
    if both == n:
        return 1.0
    information = log2(both * n / (a * b))
    return information / -log2(both / n)
