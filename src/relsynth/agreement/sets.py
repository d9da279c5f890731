"""Agreement on sets: what a unit has is all the codes that a coder put on it, and two sets may be partly alike.

A coder who put two codes on a sentence, one of which another put there too, agrees by half. Distinct sets are many,
so that no table of all of them by each other is ever held: alpha's chance is summed block by block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from relsynth.agreement.intervals import REPLICATES, Agreement, figure_by_group
from relsynth.agreement.measures import Statistic
from relsynth.agreement.tables import Floats, Ratings

Codes = frozenset[str]
Integers = NDArray[np.int64]
Nearness = Literal["MASI", "Jaccard"]
NEARNESSES: tuple[Nearness, ...] = ("MASI", "Jaccard")
NOTHING = "nothing"
"""What an empty set is called among categories."""

SUBSET, OVERLAP = 2 / 3, 1 / 3  # Passonneau's weight of sets of which one holds the other, and of such as only meet
FEW = 5  # codes of a set, of which every smaller set is told: 32 of them
_ROUNDED = 1e-12
_CELLS = 1 << 22  # of a block of distances held at once: 32 MiB
_ALONE = "no unit was judged by two coders"
_ONE_SET = "one set only was used"


def jaccard(one: Codes, other: Codes) -> float:
    """Return what two sets share of all that either has; two empty sets are alike.

    Source:
        Jaccard (1912), doi 10.1111/j.1469-8137.1912.tb05611.x.

    >>> jaccard(frozenset("ab"), frozenset("bc")) == 1 / 3
    True
    """
    return len(one & other) / len(one | other) if one or other else 1.0


def masi(one: Codes, other: Codes) -> float:
    """Return Jaccard's share, weighted: two thirds where one set holds the other, a third where they only meet.

    Source:
        Passonneau (2006), Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation,
        LREC 2006, https://aclanthology.org/L06-1392.

    >>> masi(frozenset("a"), frozenset("ab")) == 1 / 3
    True
    """
    if one == other:
        return 1.0
    weight = SUBSET if one <= other or other <= one else OVERLAP
    return weight * jaccard(one, other)


def likeness(sets: Sequence[Codes], *, by: Nearness = "MASI") -> Floats:
    """Return how near any two sets are, from 0 to 1, of shape (sets, sets): a ``Likeness`` of few sets."""
    having = _having(sets)
    every = np.arange(len(sets))
    return _near(having[every], having, by)


def ratings_of_sets(
    judged: Iterable[tuple[str, str, Codes]], *, group_of: Mapping[str, str] | None = None
) -> tuple[Ratings, tuple[Codes, ...]]:
    """Return the table of who put what set on which unit, with the sets that its categories name, in their order.

    Every measure takes it with ``likeness`` of the sets for a scale; where sets are many, ``set_agreement`` is for it.
    """
    held = {(unit, coder): codes for unit, coder, codes in judged}
    units = tuple(dict.fromkeys(unit for unit, _ in held))
    coders = tuple(sorted({coder for _, coder in held}))
    names: dict[Codes, str] = {}
    for codes in held.values():
        name = " + ".join(sorted(codes)) or NOTHING
        while codes not in names and name in names.values():  # a value may be called "a + b", or "nothing"
            name += "'"
        names.setdefault(codes, name)
    table = Ratings(
        coders=coders,
        categories=tuple(names.values()),
        rows=tuple(
            tuple(names[held[unit, coder]] if (unit, coder) in held else None for coder in coders) for unit in units
        ),
        units=units,
        groups=tuple(group_of[unit] for unit in units) if group_of else (),
    )
    return table, tuple(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRows:
    """Units that are alike, counted.

    ``sets`` are all that were used; ``codes`` (rows, coders) numbers them, -1 where a coder did not judge; ``group``
    (rows) is the number of the group, as the paper, ``times`` (rows) how many of its units have the row.
    """

    sets: tuple[Codes, ...]
    codes: Integers
    group: Integers
    times: Floats
    groups: int


def set_agreement(rows: SetRows, *, seed: int = 0, replicates: int = REPLICATES) -> Agreement:
    """Return, by each nearness, the mean likeness of pairs of judgements and Krippendorff's alpha, with intervals.

    The share of pairs of equal sets comes first. Intervals are of groups drawn with replacement.

    Source:
        Krippendorff (2011), https://repository.upenn.edu/asc_papers/43, with one less the likeness for difference, as
        Passonneau (2006).
    """
    several = (rows.codes >= 0).sum(axis=1) > 1
    codes, group, times = rows.codes[several], rows.group[several], rows.times[several]
    having = _having(rows.sets)
    whole = _by_group(group, times, rows.groups)
    why = _ALONE if not len(codes) else _ONE_SET
    margins = _margins(codes, group, times, rows)
    by_chance = _alike_by_chance(margins, rows.sets)
    judged = margins.sum(axis=1)
    rated = (codes >= 0).sum(axis=1)
    statistics = {"equal sets": _share(_by_group(group, times * _mean_of_pairs(codes, _is_same), rows.groups), whole)}
    for by in NEARNESSES:
        near = _mean_of_pairs(codes, partial(_nearness_of, having, by))
        apart = _by_group(group, times * rated * (1 - near), rows.groups)
        chance = np.outer(judged, judged) - by_chance[by]
        statistics[f"mean likeness ({by})"] = _share(_by_group(group, times * near, rows.groups), whole)
        statistics[f"Krippendorff's alpha ({by})"] = partial(_alpha, apart=apart, judged=judged, chance=chance)
    return Agreement(
        units=int(times.sum()),
        coders=int((codes >= 0).any(axis=0).sum()),
        figures=tuple(
            figure_by_group(name, statistic, rows.groups, why=why, seed=seed, replicates=replicates)
            for name, statistic in statistics.items()
        ),
    )


def _share(part: Floats, whole: Floats) -> Statistic:
    return lambda drawn: _ratio(drawn @ part, drawn @ whole)


def _alpha(drawn: Floats, *, apart: Floats, judged: Floats, chance: Floats) -> Floats:
    one_less = drawn @ judged - 1
    expected = ((drawn @ chance) * drawn).sum(axis=1)
    # Of judgements that are all alike nothing is left but what rounding leaves.
    expected = np.where(expected > _ROUNDED * one_less**2, expected, 0.0)
    out: Floats = 1 - _ratio((drawn @ apart) * one_less, expected)
    return out


def _is_same(one: Integers, other: Integers) -> Floats:
    out: Floats = (one == other).astype(np.float64)
    return out


def _nearness_of(having: Floats, by: Nearness, one: Integers, other: Integers) -> Floats:
    return _near_each(having[one], having[other], by)


def _mean_of_pairs(codes: Integers, of: Callable[[Integers, Integers], Floats]) -> Floats:
    """The mean of a likeness over all pairs of judgements of each row."""
    total = np.zeros(len(codes))
    for first, second in combinations(range(codes.shape[1]), 2):
        both = np.flatnonzero((codes[:, first] >= 0) & (codes[:, second] >= 0))
        total[both] += of(codes[both, first], codes[both, second])
    rated = (codes >= 0).sum(axis=1)
    mean: Floats = total / np.maximum(1, rated * (rated - 1) / 2)
    return mean


def _margins(codes: Integers, group: Integers, times: Floats, rows: SetRows) -> Floats:
    """How often each set was used in each group, of shape (groups, sets)."""
    found = np.zeros((rows.groups, len(rows.sets)))
    for column in codes.T:
        judged = column >= 0
        np.add.at(found, (group[judged], column[judged]), times[judged])
    return found


def _alike_by_chance(margins: Floats, sets: Sequence[Codes]) -> Mapping[Nearness, Floats]:
    """The likeness of all judgements of one group to all of another, of shape (groups, groups).

    How near two sets are follows from their sizes and how many codes they share, and how many pairs of sets share so
    many follows from how often each small set of codes is within both (inclusion and exclusion): no table of all sets
    by all others is made, but for such as have many codes.
    """
    size = np.array([len(codes) for codes in sets], dtype=np.int64)
    few, many = np.flatnonzero(size <= FEW), np.flatnonzero(size > FEW)
    found = _alike_by_parts(margins, sets, few)
    having = _having(sets)
    at_once = max(1, _CELLS // max(1, len(sets)))
    for begun in range(0, len(many), at_once):
        block = many[begun : begun + at_once]
        for by in NEARNESSES:
            near = _near(having[block], having, by)
            found[by] += margins[:, block] @ near @ margins.T
            found[by] += margins[:, few] @ near[:, few].T @ margins[:, block].T
    return found


def _alike_by_parts(margins: Floats, sets: Sequence[Codes], few: Integers) -> dict[Nearness, Floats]:
    """The same of sets of few codes among each other."""
    found: dict[Nearness, Floats] = {by: np.zeros((len(margins), len(margins))) for by in NEARNESSES}
    number: dict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
    holding: dict[tuple[int, int], Floats] = {}
    of_size = {size: [place for place in few.tolist() if len(sets[place]) == size] for size in range(FEW + 1)}
    for size, places in of_size.items():
        for part in range(size + 1):
            held = [
                (place, number[part].setdefault(codes, len(number[part])))
                for place in places
                for codes in combinations(sorted(sets[place]), part)
            ]
            if held:
                holding[size, part] = _holding(margins, held)
    for (one, part), (other, other_part) in product(holding, holding):
        if part == other_part and one <= other:
            # What larger sets alone hold was numbered later, and is held by none of the smaller ones.
            width = min(holding[one, part].shape[1], holding[other, part].shape[1])
            together = holding[one, part][:, :width] @ holding[other, part][:, :width].T
            for by in NEARNESSES:
                near = _weight(one, other, part, by) * together
                found[by] += near if one == other else near + near.T
    return found


def _holding(margins: Floats, held: Sequence[tuple[int, int]]) -> Floats:
    """How many judgements of each group hold each small set of codes, of shape (groups, small sets)."""
    places, numbers = np.array(held, dtype=np.int64).T
    group, entry = np.nonzero(margins[:, places])
    found = np.zeros((len(margins), int(numbers.max()) + 1))
    np.add.at(found, (group, numbers[entry]), margins[group, places[entry]])
    return found


def _weight(one: int, other: int, part: int, by: Nearness) -> float:
    """What each small set of ``part`` codes within both of two sets adds to how near they are, by their sizes."""
    near = [
        float(_weighed(np.array(float(shared)), np.array(float(one)), np.array(float(other)), by))
        for shared in range(min(one, other) + 1)
    ]
    signed = ((-1.0) ** (part - shared) * comb(part, shared) * near[shared] for shared in range(part + 1))
    return float(sum(signed))


def _having(sets: Sequence[Codes]) -> Floats:
    """Whether a set has a code, of shape (sets, codes)."""
    number = {code: place for place, code in enumerate(sorted({code for codes in sets for code in codes}))}
    found = np.zeros((len(sets), len(number)))
    for place, codes in enumerate(sets):
        found[place, [number[code] for code in codes]] = 1.0
    return found


def _near(some: Floats, others: Floats, by: Nearness) -> Floats:
    return _weighed(some @ others.T, some.sum(axis=1)[:, None], others.sum(axis=1)[None, :], by)


def _near_each(some: Floats, others: Floats, by: Nearness) -> Floats:
    return _weighed((some * others).sum(axis=1), some.sum(axis=1), others.sum(axis=1), by)


def _weighed(shared: Floats, one: Floats, other: Floats, by: Nearness) -> Floats:
    """Nearness of sets by how many codes they share and how many each has."""
    either = one + other - shared
    near = np.where(either > 0, shared / np.maximum(1, either), 1.0)
    if by == "Jaccard":
        return near
    return near * np.where(shared == either, 1.0, np.where(shared == np.minimum(one, other), SUBSET, OVERLAP))


def _by_group(group: Integers, weights: Floats, groups: int) -> Floats:
    return np.bincount(group, weights=weights, minlength=groups).astype(np.float64)


def _ratio(part: Floats, whole: Floats) -> Floats:
    out: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
    return out
