"""Known from one side only: constructs studied at a single level, or in a single kind of place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp, log

from relsynth.codebook import LEVEL_FACET
from relsynth.synthesis.evidence import Counts
from relsynth.synthesis.gaps.claims import Axis, Gap
from relsynth.synthesis.gaps.looks import Look, counts_of

HILL_ONE = 1.5  # fewer equally common values than this are as good as one (docs/explanation/gaps.md, one setting only)


def hill(counts: Iterable[int]) -> float:
    """Return the Hill number of order 1: how many values, all as common, would be as diverse. 0 of nothing.

    Source:
        Hill (1973), Ecology 54:427-432; exp of Shannon's entropy.

    >>> "%.4f" % hill([8, 1, 1])
    '1.8946'
    """
    present = [count for count in counts if count]
    total = sum(present)
    return exp(-sum(count / total * log(count / total) for count in present)) if total else 0.0


def one_level(look: Look) -> Iterator[Gap]:
    """Nearly all that is said of its level says the same one."""
    if LEVEL_FACET not in look.facets or look.row.k < look.thresholds.k_rel:
        return
    counts = look.row.levels
    n, k = sum(count for _, count in counts), max((count for _, count in counts), default=0)
    if n < look.thresholds.k_rel or k / n < look.thresholds.tau_one:
        return
    value = _commonest(counts)
    silent = look.silent_of_level()
    yield look.gap(
        "one_level",
        n=n,
        k=k,
        standing=look.standing_by(LEVEL_FACET),
        threshold=f"largest share >= {look.thresholds.tau_one:g} of at least {look.thresholds.k_rel} studies",
        axis=LEVEL_FACET,
        counts=counts,
        hill=hill(count for _, count in counts),
        detail=f"{value}{f'; no level told in {silent}' if silent else ''}",
        studies=look.at_level(value),
    )


def one_setting(look: Look) -> Iterator[Gap]:
    """Nearly all studies with it were alike in setting, income group or kind of partner."""
    for axis in look.axes:
        yield from _one_kind(look, axis)


def _one_kind(look: Look, axis: Axis) -> Iterator[Gap]:
    thresholds = look.thresholds
    known = [study for study in look.studies if axis.values[study]]
    counts = counts_of(value for study in known for value in set(axis.values[study]))
    n, k = sum(count for _, count in counts), max((count for _, count in counts), default=0)
    if len(known) < thresholds.k_rel:
        return
    diversity = hill(count for _, count in counts)
    if k / n < thresholds.tau_one and diversity >= HILL_ONE:
        return
    value = _commonest(counts)
    everywhere = sum(value in own for own in axis.values), sum(bool(own) for own in axis.values)
    yield look.gap(
        "one_setting",
        n=n,
        k=k,
        standing="not found by the machine",
        threshold=f"largest share >= {thresholds.tau_one:g} or exp(H) < {HILL_ONE:g}, "
        f"of at least {thresholds.k_rel} studies",
        axis=axis.name,
        counts=counts,
        hill=diversity,
        detail=f"{value}; of all studies {everywhere[0]} of {everywhere[1]}"
        + (f"; not found for {left} with it" if (left := len(look.studies) - len(known)) else ""),
        studies=tuple(sorted(study for study in known if value in axis.values[study])),
    )


def _commonest(counts: Counts) -> str:
    return max(counts, key=lambda item: item[1])[0]
