"""Is a construct helpful or harmful, and does something explain why studies disagree?

A study counts once, by its net rating (``ratings``): as positive, negative, mixed (as much of both) or neutral. Within
a stratum of what a segment says (level, phase) only the study's segments of that stratum are rated; strata of studies
(setting, country) take the whole study. Studies that say several things of a stratum count in each.

Source:
    Share of the smaller side, and when it is called contradictory: domain.md, C3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook import GapThresholds
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.determinants import evidence_by_construct
from relsynth.synthesis.ratings import Rating, rated_by_study
from relsynth.synthesis.statistics import wilson

ALL = "all"
NOT_STATED = "not_stated"
Verdict = Literal["contradictory", "one side", "too few to tell"]
Explained = Literal["explains it", "explains it in part", "does not explain it", "too few to tell", "nothing to explain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValenceRow:
    """A construct in one stratum; all counts are of studies.

    ``k`` of them have evidence there. ``against`` is the share of the smaller side among those that take one, with its
    Wilson interval; None where none does.
    """

    construct: str
    label: str
    by: str
    stratum: str
    k: int
    positive: int
    negative: int
    mixed: int
    neutral: int
    against: float | None
    lower: float | None
    upper: float | None
    verdict: Verdict
    codings: tuple[int, ...]


def valence(
    corpus: Corpus,
    constructs: Collection[str],
    *,
    facets: Iterable[str] = (),
    kinds: Mapping[str, Mapping[str, Collection[int]]] | None = None,
    thresholds: GapThresholds,
) -> tuple[ValenceRow, ...]:
    """Return for each construct a row of all its studies, then one for each stratum.

    Args:
        facets: facets of codings to stratify by, as ``level``.
        kinds: name -> kind of study -> the studies of that kind, as ``setting``.
    """
    behind = evidence_by_construct(corpus)
    return tuple(
        _row(corpus, code.id, by, stratum, ratings, thresholds)
        for code in corpus.codebook.constructs
        if code.id in constructs
        for by, stratum, ratings in _strata(corpus, behind.get(code.id, []), facets, kinds or {})
    )


def explains(rows: Iterable[ValenceRow]) -> Explained:
    """Return whether a stratification parts the sides, from the rows of one construct: that of all, and its strata.

    It explains a contradiction where no stratum with enough studies is contradictory itself, and in part where some
    are. What no stratum is named for (``not_stated``) says nothing of it.
    """
    every = tuple(rows)
    if not any(row.by == ALL and row.verdict == "contradictory" for row in every):
        return "nothing to explain"
    told = [row.verdict for row in every if row.by != ALL and row.stratum != NOT_STATED]
    judged = [verdict for verdict in told if verdict != "too few to tell"]
    if not judged:
        return "too few to tell"
    still = judged.count("contradictory")
    if not still:
        return "explains it"
    return "does not explain it" if still == len(judged) else "explains it in part"


def _strata(
    corpus: Corpus,
    numbers: list[int],
    facets: Iterable[str],
    kinds: Mapping[str, Mapping[str, Collection[int]]],
) -> Iterable[tuple[str, str, Mapping[int, Rating]]]:
    every = rated_by_study(corpus, numbers)
    yield ALL, ALL, every
    for facet in facets:
        by_value: dict[str, list[int]] = defaultdict(list)
        for number in numbers:
            for value in corpus.segments[number].coding.facet(facet) or (NOT_STATED,):
                by_value[value].append(number)
        order = [*corpus.codebook.facets[facet].values] if facet in corpus.codebook.facets else []
        for value in sorted(by_value, key=lambda one: (one == NOT_STATED, _turn(order, one), one)):
            yield facet, value, rated_by_study(corpus, by_value[value])
    for name, studies_of in kinds.items():
        placed = {study for studies in studies_of.values() for study in studies}
        for kind, studies in studies_of.items():
            if inside := {study: rating for study, rating in every.items() if study in studies}:
                yield name, kind, inside
        if rest := {study: rating for study, rating in every.items() if study not in placed}:
            yield name, NOT_STATED, rest


def _turn(order: list[str], value: str) -> int:
    return order.index(value) if value in order else len(order)


def _row(
    corpus: Corpus, construct: str, by: str, stratum: str, ratings: Mapping[int, Rating], thresholds: GapThresholds
) -> ValenceRow:
    values = [rating.value for rating in ratings.values()]
    signs = ["mixed" if value == "mixed" else (value > 0) - (value < 0) for value in values]
    positive, negative = signs.count(1), signs.count(-1)
    sided = positive + negative
    least = min(positive, negative)
    lower, upper = wilson(least, sided) if sided else (None, None)
    return ValenceRow(
        construct=construct,
        label=corpus.codebook.code(construct).label,
        by=by,
        stratum=stratum,
        k=len(values),
        positive=positive,
        negative=negative,
        mixed=signs.count("mixed"),
        neutral=signs.count(0),
        against=least / sided if sided else None,
        lower=lower,
        upper=upper,
        verdict=_verdict(least, sided, thresholds),
        codings=tuple(sorted(number for rating in ratings.values() for number in rating.codings)),
    )


def _verdict(least: int, sided: int, thresholds: GapThresholds) -> Verdict:
    if sided < thresholds.k_contra:
        return "too few to tell"
    return "contradictory" if least / sided >= thresholds.tau_contra else "one side"
