"""All figures of a table at once, each with the interval of a bootstrap, or with why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from relsynth.agreement.measures import STATISTICS, Likeness, Scale, Statistic, specific
from relsynth.agreement.tables import Floats, Ratings, Rows, rows_of

POSITIVE = "positive agreement"
NEGATIVE = "negative agreement"
REPLICATES = 1000
INTERVAL = (2.5, 97.5)  # percentiles of the replicates

_CELLS = 1 << 22  # of a table of replicates and rows held at once: 32 MiB
TOO_FEW = "too few units for an interval"
_ALONE = "no unit was judged by two coders"
_ONE_CATEGORY = "one category only was used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure of agreement with its 95 % interval; ``note`` says why value or interval is None."""

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    note: str | None = None

    def __str__(self) -> str:
        value = "-" if self.value is None else f"{self.value:.2f}"
        bounds = "" if self.lower is None or self.upper is None else f" [{self.lower:.2f}, {self.upper:.2f}]"
        return f"{self.name} {value}{bounds}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """All figures of one table; ``units`` is how many two or more coders judged, ``coders`` how many judged those."""

    units: int
    coders: int
    figures: tuple[Figure, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.units:,} units judged by two or more of {self.coders}", *map(str, self.figures)])


def agreement(
    table: Ratings,
    *,
    positive: str | None = None,
    scale: Scale | Likeness = "nominal",
    seed: int = 0,
    replicates: int = REPLICATES,
) -> Agreement:
    """Return all figures of a table, with percentile intervals of a bootstrap by group, or by unit without groups.

    Args:
        positive: the category of which positive and negative agreement are told.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13.
    """
    return agreement_of(rows_of(table), positive=positive, scale=scale, seed=seed, replicates=replicates)


def agreement_of(
    rows: Rows,
    *,
    positive: str | None = None,
    scale: Scale | Likeness = "nominal",
    seed: int = 0,
    replicates: int = REPLICATES,
) -> Agreement:
    """Return the same of rows that are counted already (``tables.counted``)."""
    weighted = "AC1" if isinstance(scale, str) and scale == "nominal" else "AC2"
    measures = {name.replace("AC1", weighted): of(rows, scale) for name, of in STATISTICS.items()}
    if positive is not None:
        measures[POSITIVE] = specific(rows, category=positive)
        measures[NEGATIVE] = specific(rows, category=positive, negated=True)
    statistics = [*measures.values()]
    values = [float(statistic(rows.times[None, :])[0]) for statistic in statistics]
    bounds = _intervals(rows, statistics, seed=seed, replicates=replicates)
    several = rows.rated > 1
    return Agreement(
        units=int(rows.times[several].sum()),
        coders=int((rows.codes[several] >= 0).any(axis=0).sum()),
        figures=tuple(
            _figure(name, value, bound, rows) for name, value, bound in zip(measures, values, bounds, strict=True)
        ),
    )


def figure_by_group(
    name: str, statistic: Statistic, groups: int, *, why: str, seed: int = 0, replicates: int = REPLICATES
) -> Figure:
    """Return a figure of which each group has its part, with the interval of groups drawn with replacement.

    Args:
        statistic: how often each group was drawn, of shape (replicates, groups) -> a value a replicate.
        why: what is said where it is undefined.
    """
    value = float(statistic(np.ones((1, groups)))[0]) if groups else float("nan")
    if np.isnan(value):
        return Figure(name=name, value=None, lower=None, upper=None, note=why)
    bounds = _bounds(statistic(_drawn(groups, seed, replicates)), replicates) if groups > 1 else None
    if bounds is None:
        return Figure(name=name, value=value, lower=None, upper=None, note=TOO_FEW)
    return Figure(name=name, value=value, lower=bounds[0], upper=bounds[1])


def _figure(name: str, value: float, bounds: tuple[float, float], rows: Rows) -> Figure:
    if np.isnan(value):
        return Figure(name=name, value=None, lower=None, upper=None, note=_why(name, rows))
    if np.isnan(bounds[0]):
        return Figure(name=name, value=value, lower=None, upper=None, note=TOO_FEW)
    return Figure(name=name, value=value, lower=bounds[0], upper=bounds[1])


def _why(name: str, rows: Rows) -> str:
    if not (rows.rated > 1).any():
        return _ALONE
    return {POSITIVE: "no positive judgement", NEGATIVE: "no negative judgement"}.get(name, _ONE_CATEGORY)


def _intervals(rows: Rows, statistics: Sequence[Statistic], *, seed: int, replicates: int) -> list[tuple[float, float]]:
    units = int(rows.times.sum()) if rows.spread is None else len(rows.spread)
    undefined = (float("nan"), float("nan"))
    if units < 2:  # noqa: PLR2004 one unit has no spread
        return [undefined] * len(statistics)
    drawn = [[statistic(times) for statistic in statistics] for times in _resampled(rows, seed, replicates)]
    bounds = []
    for replicated in map(np.concatenate, zip(*drawn, strict=True)):
        bounds.append(_bounds(replicated, replicates) or undefined)
    return bounds


def _bounds(replicated: Floats, replicates: int) -> tuple[float, float] | None:
    defined = replicated[~np.isnan(replicated)]
    if len(defined) <= replicates / 2:
        return None
    low, high = np.percentile(defined, INTERVAL)
    return float(low), float(high)


def _resampled(rows: Rows, seed: int, replicates: int) -> Iterator[Floats]:
    """Tables of how often each row was drawn, a part of the replicates each; all of them are alike however cut."""
    at_once = max(1, _CELLS // len(rows.times))
    if rows.spread is not None and replicates * len(rows.spread) <= _CELLS:
        drawn = _drawn(len(rows.spread), seed, replicates)
        yield from (drawn[begun : begun + at_once] @ rows.spread for begun in range(0, replicates, at_once))
        return
    generator = np.random.default_rng(seed)
    for begun in range(0, replicates, at_once):
        size = min(at_once, replicates - begun)
        if rows.spread is None:
            units = int(rows.times.sum())
            yield generator.multinomial(units, rows.times / units, size=size).astype(np.float64)
        else:
            groups = len(rows.spread)
            yield generator.multinomial(groups, [1 / groups] * groups, size=size) @ rows.spread


@lru_cache(maxsize=2)  # the tables of all codes have the same papers
def _drawn(groups: int, seed: int, replicates: int) -> Floats:
    """How often each group was drawn, of shape (replicates, groups)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(groups, [1 / groups] * groups, size=replicates).astype(np.float64)
