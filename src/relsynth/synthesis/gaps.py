"""Gaps: what no study carries, few carry, or is left to the end of the paper.

A gap that rests on machine coding alone reads "not found by the machine" and is
never firm. It becomes "not reported" once a person has searched the top-ranked
sentences of exactly these papers for the code; it is firm when, beyond that, the
upper bound of the prevalence lies under the floor. Absence in text is not absence
in practice.

Source of kinds, thresholds and guards: domain.md, C3; reasons A to D after Robinson
(2011), J Clin Epidemiol 64:1325-1330.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from relsynth.codebook import GapThresholds
from relsynth.synthesis.corpus import Corpus, Segment, Study
from relsynth.synthesis.evidence import EvidenceRow, tabulate
from relsynth.synthesis.statistics import Floats, bootstrap, wilson

GapKind = Literal["absent", "thin", "relegated_only"]
Standing = Literal["not found by the machine", "not reported", "not reported (firm)"]

ROBINSON: dict[GapKind, str] = {"absent": "A1", "thin": "A2", "relegated_only": "D"}
REST: dict[GapKind, str] = {"absent": "", "thin": "more ", "relegated_only": "elsewhere "}
WEIGHT: dict[GapKind, float] = {"absent": 1.0, "thin": 0.8, "relegated_only": 0.6}
"""Of the sort key only: what nobody has studied first, what is studied in passing last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap with what it rests on.

    ``n`` and ``k`` are studies: for ``relegated_only``, n is the studies with the
    construct (lessons papers and unsectioned ones left out) and k those that speak of
    it in late sections only. ``value`` is the share k/n, ``lower`` and ``upper`` its
    Wilson interval. ``odds_ratio`` tells late placement of this construct against all
    others, with a bootstrap interval by study. ``severity`` is a sort key, no finding.
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

    @property
    def claim(self) -> str:
        """What may be said of it: of all of the construct, of more of it, or of any of it in earlier sections."""
        return f"{REST[self.kind]}{self.standing}"

    @property
    def firm(self) -> bool:
        """Whether a person has searched, and the interval leaves no room."""
        return self.standing == "not reported (firm)"


def find(corpus: Corpus, *, thresholds: GapThresholds, searched: Collection[str] = ()) -> tuple[Gap, ...]:
    """Every gap of the corpus, worst first; an unspecific code is nobody's gap.

    Args:
        searched: constructs whose top-ranked sentences a person has read in exactly
            these papers (guard c).
    """
    gaps = [
        gap
        for row in tabulate(corpus)
        if not corpus.codebook.code(row.construct).unspecific
        for gap in _gaps_of(corpus, row, thresholds, searched)
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.severity, gap.construct)))


def _gaps_of(corpus: Corpus, row: EvidenceRow, thresholds: GapThresholds, searched: Collection[str]) -> Iterator[Gap]:
    standing = _standing(row, thresholds, searched)
    if row.k == 0:
        yield _gap(row, "absent", standing, thresholds, f"k = 0; firm when searched and upper < {thresholds.floor:g}")
        return
    if row.k <= thresholds.k_thin or row.upper < thresholds.floor:
        limits = f"k <= {thresholds.k_thin} or upper < {thresholds.floor:g}"
        yield _gap(row, "thin", _searched(standing), thresholds, limits)
    yield from _relegated(corpus, row, standing, thresholds)


def _standing(row: EvidenceRow, thresholds: GapThresholds, searched: Collection[str]) -> Standing:
    if row.construct not in searched:
        return "not found by the machine"
    enough = row.n >= thresholds.n_min and row.upper < thresholds.floor
    return "not reported (firm)" if enough else "not reported"


def _searched(standing: Standing) -> Standing:
    """Only an absence is firm: of more than what was found, a search of the top tells less."""
    return "not reported" if standing == "not reported (firm)" else standing


def _gap(row: EvidenceRow, kind: GapKind, standing: Standing, thresholds: GapThresholds, threshold: str) -> Gap:
    share = row.k / row.n if row.n else 0.0
    return Gap(
        construct=row.construct,
        label=row.label,
        domain=row.domain,
        kind=kind,
        standing=standing,
        n=row.n,
        k=row.k,
        value=share,
        lower=row.lower,
        upper=row.upper,
        threshold=threshold,
        robinson=ROBINSON[kind],
        underpowered=row.n < thresholds.n_min,
        severity=round(WEIGHT[kind] * (1 - share) * _confidence(standing), 4),
    )


def _confidence(standing: Standing) -> float:
    return 1.0 if standing == "not reported (firm)" else 0.5


def _relegated(corpus: Corpus, row: EvidenceRow, standing: Standing, thresholds: GapThresholds) -> Iterator[Gap]:
    by_study: dict[int, list[Segment]] = {}
    for number in row.codings:
        segment = corpus.segments[number]
        if segment.coding.is_evidence and _shows_place(corpus.studies[segment.study]):
            by_study.setdefault(segment.study, []).append(segment)
    n = len(by_study)
    k = sum(all(segment.is_late for segment in own) for own in by_study.values())
    if n < thresholds.k_rel or k / n < thresholds.tau_rel:
        return
    lower, upper = wilson(k, n)
    odds, odds_lower, odds_upper = _late_odds(corpus, row.construct)
    yield Gap(
        construct=row.construct,
        label=row.label,
        domain=row.domain,
        kind="relegated_only",
        standing=_searched(standing),
        n=n,
        k=k,
        value=k / n,
        lower=lower,
        upper=upper,
        threshold=f"share >= {thresholds.tau_rel:g} of at least {thresholds.k_rel} studies",
        robinson=ROBINSON["relegated_only"],
        underpowered=row.n < thresholds.n_min,
        severity=round(WEIGHT["relegated_only"] * (1 - row.k / row.n) * _confidence("not reported"), 4),
        odds_ratio=odds,
        odds_lower=odds_lower,
        odds_upper=odds_upper,
    )


def _shows_place(study: Study) -> bool:
    """Whether it means anything in which section of a study something stands."""
    return study.has_sections and not study.is_lessons_paper


def _late_odds(corpus: Corpus, construct: str) -> tuple[float, float, float]:
    """Odds ratio of late placement, this construct against all others, Haldane-corrected by 0.5.

    In the studies that the share is judged by: with sections, and not a lessons paper.
    """
    counts = np.zeros((len(corpus.studies), 4))
    for segment in corpus.segments:
        if segment.coding.is_evidence and _shows_place(corpus.studies[segment.study]):
            counts[segment.study, 2 * (segment.construct != construct) + (not segment.is_late)] += 1
    ratio = _odds_of(counts)
    low, high = bootstrap(ratio, len(corpus.studies))
    value = float(ratio(np.ones((1, len(corpus.studies))))[0])
    has_spread = high > low  # none where the construct stands late in every study that has it, or in one only
    return (value, low, high) if has_spread else (value, math.nan, math.nan)


def _odds_of(counts: Floats) -> Callable[[Floats], Floats]:
    def ratio(weights: Floats) -> Floats:
        late, early, other_late, other_early = (weights @ counts + 0.5).T
        odds: Floats = (late * other_early) / (early * other_late)
        return odds

    return ratio
