"""Left to the end of the paper: constructs that studies speak of in late sections only."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

import numpy as np

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.gaps.claims import Gap
from relsynth.synthesis.gaps.looks import Look, shows_place
from relsynth.synthesis.statistics import Floats, interval


def relegated_only(look: Look) -> Iterator[Gap]:
    """Of the studies with the construct, most speak of it in late sections only.

    Lessons papers and unsectioned studies are left out of both numbers (docs/explanation/gaps.md). The odds are added
    by ``find``, since they take the whole corpus.
    """
    n, late = look.late()
    thresholds = look.thresholds
    if n < thresholds.k_rel or late.k / n < thresholds.tau_rel:
        return
    left = look.row.k - n
    yield look.gap(
        "relegated_only",
        n=n,
        k=late.k,
        standing=look.standing_of_more,
        threshold=f"share >= {thresholds.tau_rel:g} of at least {thresholds.k_rel} studies",
        detail=f"{left} more with it left out: lessons papers, or without sections" if left else "",
        codings=late.codings,
        studies=late.studies,
    )


def late_odds(corpus: Corpus, constructs: Collection[str]) -> Mapping[str, tuple[float, float, float]]:
    """Odds ratio of late placement, each of these constructs against all others, Haldane-corrected by 0.5.

    In the studies that the share is judged by: with sections, and not a lessons paper.

    Returns:
        Construct -> the ratio and its 95 % bootstrap interval by study; NaN bounds where there is no spread.

    Source:
        Odds with 0.5 added to each count, as Haldane did; the interval is ``statistics.bootstrap``'s, by study.
    """
    judged = [shows_place(study) for study in corpus.studies]
    every = np.zeros((len(judged), 2))
    own = {construct: np.zeros((len(judged), 2)) for construct in constructs}
    for segment in corpus.segments if own else ():
        if segment.coding.is_evidence and judged[segment.study]:
            side = int(not segment.is_late)
            every[segment.study, side] += 1
            if segment.construct in own:
                own[segment.construct][segment.study, side] += 1
    return {construct: odds_of(counts, every) for construct, counts in own.items()}


def odds_of(own: Floats, every: Floats) -> tuple[float, float, float]:
    """The ratio and its interval, from late and early segments by study: of one construct, and of all together."""
    counts = np.hstack([own, every - own])
    low, high = interval(_ratio, counts)
    value = float(_ratio(counts.sum(axis=0)))
    has_spread = high > low  # none where the construct stands late in every study that has it, or in one only
    return (value, low, high) if has_spread else (value, math.nan, math.nan)


def _ratio(sums: Floats) -> Floats:
    late, early, other_late, other_early = np.moveaxis(sums + 0.5, -1, 0)
    odds: Floats = (late * other_early) / (early * other_late)
    return odds
