"""Figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959964  # standard normal quantile of a two-sided 95 % interval
REPLICATES = 1000
SEED = 20170521  # fixed, so that the same papers give the same interval

MOST_DRAWN = 20_000  # studies that are drawn; of more, 1,000 draws take gigabytes, and tell the same as a formula

Floats = NDArray[np.float64]
OfTotals = Callable[[Floats], Floats]
"""A statistic of sums over studies: an array whose last axis is the sums -> a value each, NaN where undefined."""


def wilson(k: float, n: float) -> tuple[float, float]:
    """Return the Wilson score interval, 95 %, of k out of n.

    (0, 1) where n is 0.

    Source:
        Wilson (1927), Probable inference, JASA 22:209-212.

    >>> "%.4f %.4f" % wilson(3, 20)
    '0.0524 0.3604'
    """
    if n == 0:
        return 0.0, 1.0
    share = k / n
    scale = 1 + Z95**2 / n
    centre = (share + Z95**2 / (2 * n)) / scale
    half = Z95 * sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n)) / scale
    low, high = min(share, centre - half), max(share, centre + half)  # rounding must not leave the share outside
    return max(0.0, low), min(1.0, high)


def bootstrap(statistic: Callable[[Floats], Floats], studies: int) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic over studies drawn with replacement.

    Args:
        statistic: weights of shape (replicates, studies), each row summing to the number
            of studies -> one value a replicate; NaN where it is undefined.
        studies: how many there are.

    Returns:
        (NaN, NaN) where there are fewer than two studies, or half of the replicates are
        undefined; an infinite bound where no bound is to be had.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13; resampled by
        study because sentences of one paper are not independent.
    """
    if studies < 2:  # noqa: PLR2004 one study has no spread
        return float("nan"), float("nan")
    values = statistic(_weights(studies))
    defined = values[~np.isnan(values)]
    if len(defined) < REPLICATES / 2:
        return float("nan"), float("nan")
    low, high = np.percentile(defined, [2.5, 97.5], method="nearest")
    return float(low), float(high)


def interval(statistic: OfTotals, counts: Floats) -> tuple[float, float]:
    """Return the 95 % interval of a statistic of sums over studies: drawn, or beyond ``MOST_DRAWN`` studies by formula.

    Args:
        statistic: smooth in the sums, and not negative.
        counts: of shape (studies, sums).

    Source:
        ``bootstrap``; beyond it the infinitesimal jackknife, on the scale of logarithms: Efron & Tibshirani (1993),
        An Introduction to the Bootstrap, sect. 21.3, whose variance is that of the bootstrap for many studies.
    """
    if len(counts) <= MOST_DRAWN:
        return bootstrap(lambda weights: statistic(weights @ counts), len(counts))
    totals = counts.sum(axis=0)
    value = float(statistic(totals[np.newaxis])[0])
    if np.isnan(value):
        return float("nan"), float("nan")
    if value <= 0 or np.isinf(value):
        return value, value
    steps = np.diag(np.maximum(totals, 1.0) * 1e-6)
    slopes = (statistic(totals + steps) - statistic(totals - steps)) / (2 * steps.diagonal())
    influence = counts @ slopes
    spread = sqrt(max(0.0, float(((influence - influence.mean()) ** 2).sum()))) / value
    return value * exp(-Z95 * spread), value * exp(Z95 * spread)


@lru_cache(maxsize=1)
def _weights(studies: int) -> Floats:
    """How often each study is drawn in each replicate; kept, since a table asks for many intervals of one corpus."""
    generator = np.random.default_rng(SEED)
    weights = generator.multinomial(studies, [1 / studies] * studies, size=REPLICATES).astype(np.float64)
    weights.flags.writeable = False
    return weights
