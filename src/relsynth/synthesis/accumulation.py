"""Whether more papers would bring more: how many kinds of things studies have shown so far, and how many are unseen.

Incidence counts in how many studies each thing (a construct in a role, say) was seen. The curve says how many would
have been seen in fewer studies; Chao2 bounds from below how many there are, seen and unseen; coverage says how much of
all that studies report is of things that have been seen. With a closed codebook no more can be seen than it has,
so that the curve flattens of itself: it is honest for cells of construct and role or level, and for what
is coded inductively.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import gammaln

from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.statistics import Floats

Cell = Literal["code", "role", "level", "actor", "phase", "outcome"]
_FACET: Mapping[Cell, str] = {
    "role": "role",
    "level": "level",
    "actor": "actor",
    "phase": "phase",
    "outcome": "linked_outcome",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulation:
    """What ``studies`` have shown: ``seen`` things, of which ``once`` in one study and ``twice`` in two.

    ``curve`` has for 1, 2, … studies how many things so many of them show on average; ``chao2`` is a lower bound of
    all that there are, at most ``possible``; ``coverage`` is a share from 0 to 1, None of one study, which
    tells nothing of what others would show; ``next_ten`` are the things that ten studies more are to be expected to
    bring.
    """

    studies: int
    seen: int
    once: int
    twice: int
    possible: int
    chao2: float
    coverage: float | None
    next_ten: float
    curve: tuple[float, ...]


def accumulate(corpus: Corpus, cells: Sequence[Cell] = ("code", "role")) -> Accumulation:
    """Return what the studies of a corpus have shown, counted in cells of construct and facets' values."""
    cells_of: dict[tuple[str, ...], set[int]] = {}
    for segment in corpus.segments:
        if segment.coding.is_evidence:
            for cell in _cells(segment, cells):
                cells_of.setdefault(cell, set()).add(segment.study)
    incidences = sorted((len(studies) for studies in cells_of.values()), reverse=True)
    counts = Counter(incidences)
    possible = _possible(corpus, cells)
    return Accumulation(
        studies=corpus.n,
        seen=len(incidences),
        once=counts[1],
        twice=counts[2],
        possible=possible,
        chao2=min(chao2(incidences, corpus.n), float(possible)),
        coverage=coverage(incidences, corpus.n) if corpus.n > 1 else None,
        next_ten=min(expected_new(incidences, corpus.n, 10), float(max(0, possible - len(incidences)))),
        curve=rarefaction(incidences, corpus.n),
    )


def chao2(incidences: Iterable[int], studies: int) -> float:
    """Return the bias-corrected lower bound of how many things there are.

    Args:
        incidences: of each thing that was seen, the number of studies that show it.
        studies: how many there are.

    Source:
        Chao (1987), Biometrics 43:783-791; bias-corrected as in Colwell et al. (2012), J Plant Ecol 5:3-21, eq. 20a.

    >>> round(chao2([12, 9, 7, 7, 5, 3, 2, 2, 1, 1, 1, 1], 15), 4)
    13.8667
    """
    counts = Counter(incidences)
    seen = sum(counts.values()) - counts[0]
    if not studies:
        return float(seen)
    return seen + (studies - 1) / studies * counts[1] * (counts[1] - 1) / (2 * (counts[2] + 1))


def coverage(incidences: Iterable[int], studies: int) -> float:
    """Return the share of all that studies report which is of things that have been seen; 0 where nothing was.

    Source:
        Chao & Jost (2012), Ecology 93:2533-2547, eq. 4a, for incidences.

    >>> round(coverage([12, 9, 7, 7, 5, 3, 2, 2, 1, 1, 1, 1], 15), 4)
    0.9268
    """
    counts = Counter(incidences)
    total = sum(number * times for number, times in counts.items())
    if total == 0:
        return 0.0
    once, twice = counts[1], counts[2]
    if once == 0:
        return 1.0
    above = (studies - 1) * (once if twice else once - 1)
    below = above + 2 * (twice or 1)
    return 1 - once / total * (above / below)


def rarefaction(incidences: Iterable[int], studies: int) -> tuple[float, ...]:
    """Return how many things 1, 2, … of the studies show on average, over all ways to choose them.

    Source:
        Colwell et al. (2012), eq. 17 (exact, sample-based): a thing of q studies is missed by t of T with
        probability C(T - q, t) / C(T, t).

    >>> [round(value, 2) for value in rarefaction([12, 9, 7, 7, 5, 3, 2, 2, 1, 1, 1, 1], 15)][::14]
    [3.4, 12.0]
    """
    shown = np.array([number for number in incidences if number > 0], dtype=np.float64)
    drawn = np.arange(1, studies + 1, dtype=np.float64)[:, None]
    left = studies - shown[None, :]
    is_possible = drawn <= left
    missed = np.where(is_possible, np.exp(_log_choose(left, drawn) - _log_choose(float(studies), drawn)), 0.0)
    return tuple(float(value) for value in (1 - missed).sum(axis=1))


def expected_new(incidences: Iterable[int], studies: int, more: int) -> float:
    """Return how many unseen things ``more`` studies are to be expected to show.

    Source:
        Colwell et al. (2012), eq. 18; to be trusted for up to twice the studies (Tran et al. 2017,
        doi 10.1016/j.jclinepi.2016.10.001).
    """
    counts = Counter(incidences)
    if not studies or not counts[1]:
        return 0.0
    unseen = chao2(counts.elements(), studies) - (sum(counts.values()) - counts[0])
    if unseen <= 0:
        return 0.0
    return unseen * (1 - (1 - counts[1] / (studies * unseen + counts[1])) ** more)


def _log_choose(of: Floats | float, chosen: Floats) -> Floats:
    rest = np.maximum(of - chosen, 0.0)
    out: Floats = gammaln(np.asarray(of) + 1) - gammaln(chosen + 1) - gammaln(rest + 1)
    return out


def _cells(segment: Segment, cells: Sequence[Cell]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for cell in cells:
        values = (segment.construct,) if cell == "code" else segment.coding.facet(_FACET[cell])
        found = [(*before, value) for before in found for value in values]
    return found


def _possible(corpus: Corpus, cells: Sequence[Cell]) -> int:
    """How many cells the codebook has."""
    sizes = [
        len(corpus.codebook.constructs) if cell == "code" else len(_values(corpus, _FACET[cell])) for cell in cells
    ]
    return int(np.prod(sizes, dtype=np.int64))


def _values(corpus: Corpus, facet: str) -> tuple[str, ...]:
    return corpus.codebook.facets[facet].values if facet in corpus.codebook.facets else ()
