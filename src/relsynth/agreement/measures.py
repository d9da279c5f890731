"""Measures of agreement, each of them checked against published examples.

A measure is told of a table by a function of its name. Beneath each is a statistic, which takes how often each
distinct row was drawn, so that a thousand replicates of a bootstrap cost a product of two tables.

What a measure does not define, as where one category only was used, is None to those who ask, and NaN beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Literal

import numpy as np

from relsynth.agreement.tables import Floats, Ratings, Rows, rows_of

Scale = Literal["nominal", "ordinal", "linear", "quadratic"]
"""How near two categories are: not at all unless they are one; by their ranks; by steps; by steps squared."""
Likeness = Sequence[Sequence[float]]
"""How near any two categories are, from 0 to 1, which is what each is to itself."""

Statistic = Callable[[Floats], Floats]
"""How often each distinct row was drawn, of shape (replicates, rows) -> a value a replicate, NaN where undefined."""


def percent(table: Ratings, *, scale: Scale | Likeness = "nominal") -> float | None:
    """Return the share of pairs of judgements that agree, as a mean over units; by how much, where there is a scale.

    Source:
        Fleiss (1971), doi 10.1037/h0031619; with units that not all coders judged, Gwet (2014), Handbook of
        Inter-Rater Reliability, 4th ed., ch. 2.
    """
    return _value(table, partial(_percent, scale=scale))


def cohen_kappa(table: Ratings, *, scale: Scale | Likeness = "nominal") -> float | None:
    """Return Cohen's kappa; of more than two coders the mean of each two of them, where it is defined.

    Source:
        Cohen (1960), doi 10.1177/001316446002000104; weighted, Cohen (1968), doi 10.1037/h0026256; of several,
        Light (1971), doi 10.1037/h0031643.

    >>> from relsynth.agreement.tables import ratings
    >>> cohen_kappa(ratings([(unit, coder, unit) for unit in "ab" for coder in "xy"], categories="ab"))
    1.0
    """
    return _value(table, partial(_kappa, scale=scale))


def pabak(table: Ratings, *, scale: Scale | Likeness = "nominal") -> float | None:
    """Return kappa as it were with all categories used alike; 2 p - 1 where there are two.

    Source:
        Byrt, Bishop & Carlin (1993), doi 10.1016/0895-4356(93)90018-V; with more categories, Brennan & Prediger
        (1981), doi 10.1177/001316448104100307.
    """
    return _value(table, partial(_pabak, scale=scale))


def gwet_ac(table: Ratings, *, scale: Scale | Likeness = "nominal") -> float | None:
    """Return Gwet's AC1, or AC2 where there is a scale.

    Source:
        Gwet (2008), doi 10.1348/000711006X126600; AC2 and units that not all coders judged, Gwet (2014), ch. 5.
    """
    return _value(table, partial(_gwet, scale=scale))


def krippendorff_alpha(table: Ratings, *, scale: Scale | Likeness = "nominal") -> float | None:
    """Return Krippendorff's alpha; ``quadratic`` is his interval metric, with categories one step apart.

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability,
        https://repository.upenn.edu/asc_papers/43.
    """
    return _value(table, partial(_alpha, scale=scale))


def positive_agreement(table: Ratings, category: str) -> float | None:
    """Return how often another coder, too, put a unit in a category that a coder put in it; None where nobody did.

    Source:
        Cicchetti & Feinstein (1990), doi 10.1016/0895-4356(90)90159-M; of several coders, Uebersax (1982),
        doi 10.1177/001316448204200116.
    """
    return _value(table, partial(specific, category=category))


def negative_agreement(table: Ratings, category: str) -> float | None:
    """Return the same of all other categories as if they were one."""
    return _value(table, partial(specific, category=category, negated=True))


def _value(table: Ratings, measure: Callable[[Rows], Statistic]) -> float | None:
    rows = rows_of(table)
    value = float(measure(rows)(rows.times[None, :])[0])
    return None if np.isnan(value) else value


# -- statistics ----------------------------------------------------------------------------------


def _likeness(scale: Scale | Likeness, categories: int) -> Floats:
    """How near any two categories are.

    Source:
        Gwet (2014), ch. 3.
    """
    if not isinstance(scale, str):
        return np.array(scale, dtype=np.float64)
    steps = np.abs(np.subtract.outer(np.arange(categories), np.arange(categories))).astype(np.float64)
    most = max(1, categories - 1)
    unlike = {
        "nominal": (steps > 0).astype(np.float64),
        "ordinal": steps * (steps + 1) / (most * (most + 1)),
        "linear": steps / most,
        "quadratic": (steps / most) ** 2,
    }
    return 1 - unlike[scale]


def _percent(rows: Rows, scale: Scale | Likeness) -> Statistic:
    several = (rows.rated > 1).astype(np.float64)
    alike = (rows.counts * (rows.counts @ _likeness(scale, len(rows.categories)))).sum(axis=1) - rows.rated
    shared = several * alike / np.maximum(1, rows.rated * (rows.rated - 1))
    return lambda times: _ratio(times @ shared, times @ several)


def _pabak(rows: Rows, scale: Scale | Likeness) -> Statistic:
    chance = _likeness(scale, len(rows.categories)).mean()
    observed = _percent(rows, scale)
    return lambda times: _beyond(observed(times), chance)


def _gwet(rows: Rows, scale: Scale | Likeness) -> Statistic:
    categories = len(rows.categories)
    weight = _likeness(scale, categories).sum() / max(1, categories * (categories - 1))
    judged = (rows.rated > 0).astype(np.float64)
    shares = rows.counts / np.maximum(1, rows.rated)[:, None]
    observed = _percent(rows, scale)

    def of(times: Floats) -> Floats:
        share = _ratio(times @ shares, (times @ judged)[:, None])
        chance = weight * (share * (1 - share)).sum(axis=1)
        # One category that could be used leaves nothing to agree on.
        return _beyond(observed(times), chance if categories > 1 else np.ones_like(chance))

    return of


def _kappa(rows: Rows, scale: Scale | Likeness) -> Statistic:
    unlike = 1 - _likeness(scale, len(rows.categories))
    pairs = [_pair_kappa(rows, pair, unlike) for pair in combinations(range(rows.codes.shape[1]), 2)]

    def of(times: Floats) -> Floats:
        each = np.stack([pair(times) for pair in pairs], axis=1) if pairs else np.full((len(times), 1), np.nan)
        return _ratio(np.nansum(each, axis=1), (~np.isnan(each)).sum(axis=1))

    return of


def _pair_kappa(rows: Rows, pair: tuple[int, int], unlike: Floats) -> Statistic:
    both = (rows.codes[:, pair] >= 0).all(axis=1, keepdims=True)
    one, other = rows.codes[:, pair].T
    categories = len(unlike)
    put = np.eye(categories + 1)[:, :categories]  # its last row, that of -1, is empty
    apart = unlike[one, other][:, None]
    # One product of all columns: a thousand replicates of many rows are read once.
    columns = both * np.hstack([put[one], put[other], apart, np.ones_like(apart)])

    def of(times: Floats) -> Floats:
        first, second, observed, units = np.split(times @ columns, (categories, 2 * categories, -1), axis=1)
        return 1 - _ratio((observed * units)[:, 0], (first @ unlike * second).sum(axis=1))

    return of


def _alpha(rows: Rows, scale: Scale | Likeness) -> Statistic:
    others = np.maximum(1, rows.rated - 1)
    counts = rows.counts * (rows.rated > 1)[:, None]
    if isinstance(scale, str) and scale == "ordinal":
        return _ordinal_alpha(counts, others)
    unlike = 1 - _likeness(scale, len(rows.categories))
    apart = (counts * (counts @ unlike)).sum(axis=1) / others

    def of(times: Floats) -> Floats:
        margins = times @ counts
        expected = (margins @ unlike * margins).sum(axis=1)
        return 1 - _ratio((times @ apart) * (margins.sum(axis=1) - 1), expected)

    return of


def _ordinal_alpha(counts: Floats, others: Floats) -> Statistic:
    """Alpha with a metric that depends on how often each category was used, and so differs by replicate."""
    pairs = counts[:, :, None] * counts[:, None, :] / others[:, None, None]

    def of(times: Floats) -> Floats:
        margins = times @ counts
        rank = np.cumsum(margins, axis=1) - margins / 2
        apart = (rank[:, :, None] - rank[:, None, :]) ** 2
        observed = (np.tensordot(times, pairs, axes=1) * apart).sum(axis=(1, 2))
        expected = (margins[:, :, None] * margins[:, None, :] * apart).sum(axis=(1, 2))
        return 1 - _ratio(observed * (margins.sum(axis=1) - 1), expected)

    return of


def specific(rows: Rows, *, category: str, negated: bool = False) -> Statistic:
    """The agreement on one category, or on its absence."""
    if category not in rows.categories:
        raise ValueError(f"no such category: {category}")
    having = rows.counts[:, rows.categories.index(category)]
    having = rows.rated - having if negated else having
    joint, possible = having * (having - 1), having * (rows.rated - 1)
    return lambda times: _ratio(times @ joint, times @ possible)


def _beyond(observed: Floats, chance: Floats | np.float64) -> Floats:
    return _ratio(observed - chance, np.broadcast_to(1 - chance, observed.shape))


def _ratio(part: Floats, whole: Floats) -> Floats:
    out: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
    return out


STATISTICS: Mapping[str, Callable[[Rows, Scale | Likeness], Statistic]] = {
    "agreement": _percent,
    "Cohen's kappa": _kappa,
    "PABAK": _pabak,
    "Gwet's AC1": _gwet,
    "Krippendorff's alpha": _alpha,
}
"""The measures that take a scale, by name."""
