"""Whether a construct is helpful or harmful, and whether something explains why studies disagree.

A study counts once, by its net rating (``ratings``): as positive, negative, mixed (as much of both) or neutral. Within
a stratum of what a segment says (level, phase) only the study's segments of that stratum are rated; strata of studies
(setting, country) take the whole study. Studies that say several things of a stratum count in each.

Source:
    Our own rule (docs/explanation/gaps.md): the share of the smaller side, and when it is called contradictory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook import Code, GapThresholds
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.determinants import evidence_by_construct
from relsynth.synthesis.ratings import Rating, direction_of, rated_by_study
from relsynth.synthesis.statistics import wilson

ALL = "all"
NOT_STATED = "not_stated"
UNNAMED = (NOT_STATED, "not found by the machine", "none", "others")
"""Strata that are none: what is left where nothing was said or found, or what is too rare to be told by its name."""
Verdict = Literal["contradictory", "one side", "too few to tell"]
Explained = Literal[
    "explains it", "explains it in part", "does not explain it", "too few to tell", "nothing to explain"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValenceRow:
    """A construct in one stratum; all counts are of studies.

    ``k`` of them have evidence there. ``by_lack`` are those of ``negative`` in which nothing but its lack hinders: they
    agree with those that say it helps. ``against`` is the share of the smaller side among those that take one, with
    its Wilson interval; None where none does.
    """

    construct: str
    label: str
    by: str
    stratum: str
    k: int
    positive: int
    negative: int
    by_lack: int
    mixed: int
    neutral: int
    against: float | None
    lower: float | None
    upper: float | None
    verdict: Verdict
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Studies by net direction; ``by_lack`` are those of ``negative`` in which nothing but its lack hinders."""

    positive: int = 0
    negative: int = 0
    by_lack: int = 0
    mixed: int = 0


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
        _row(corpus, code, (by, stratum), ratings, thresholds)
        for code in corpus.codebook.constructs
        if code.id in constructs
        for by, stratum, ratings in _strata(corpus, behind.get(code.id, []), facets, kinds or {})
    )


def explains(rows: Iterable[ValenceRow], *, unnamed: Collection[str] = UNNAMED) -> Explained:
    """Return whether a stratification parts those who say that it helps from those who say that it hinders.

    It explains the disagreement, as a pattern and no cause, where two strata or more have enough studies to be judged,
    none of them is contradictory itself, and they lean to different sides; in part where only some are contradictory.

    Args:
        rows: of one construct: that of all studies, and those of the strata.
        unnamed: strata that are none: what is left where nothing was said or found.
    """
    every = tuple(rows)
    if not any(row.by == ALL and row.verdict == "contradictory" for row in every):
        return "nothing to explain"
    named = [row for row in every if row.by != ALL and row.stratum not in unnamed]
    judged = [row for row in named if row.verdict != "too few to tell"]
    still = sum(row.verdict == "contradictory" for row in judged)
    if judged and still == len(judged):
        return "does not explain it"
    if still:
        return "explains it in part"
    leans = {row.positive > row.negative for row in judged}
    return "explains it" if len(leans) > 1 else "too few to tell"


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
        for kind, studies in studies_of.items():
            if inside := {study: rating for study, rating in every.items() if study in studies}:
                yield name, kind, inside


def _turn(order: list[str], value: str) -> int:
    return order.index(value) if value in order else len(order)


def _row(
    corpus: Corpus, code: Code, where: tuple[str, str], ratings: Mapping[int, Rating], thresholds: GapThresholds
) -> ValenceRow:
    values = [rating.value for rating in ratings.values()]
    signs = ["mixed" if value == "mixed" else (value > 0) - (value < 0) for value in values]
    by_lack = [sign == -1 and _is_by_lack(corpus, one) for sign, one in zip(signs, ratings.values(), strict=True)]
    return counted_row(
        code,
        where,
        Signs(positive=signs.count(1), negative=signs.count(-1), by_lack=sum(by_lack), mixed=signs.count("mixed")),
        k=len(values),
        thresholds=thresholds,
        codings=tuple(sorted(number for rating in ratings.values() for number in rating.codings)),
    )


def counted_row(
    code: Code,
    where: tuple[str, str],
    signs: Signs,
    *,
    k: int,
    thresholds: GapThresholds,
    codings: tuple[int, ...] = (),
) -> ValenceRow:
    """Return the row of a construct in a stratum, from how many of its ``k`` studies come out how."""
    sided = signs.positive + signs.negative
    least = min(signs.positive, signs.negative)
    lower, upper = wilson(least, sided) if sided else (None, None)
    return ValenceRow(
        construct=code.id,
        label=code.label,
        by=where[0],
        stratum=where[1],
        k=k,
        positive=signs.positive,
        negative=signs.negative,
        by_lack=signs.by_lack,
        mixed=signs.mixed,
        neutral=k - sided - signs.mixed,
        against=least / sided if sided else None,
        lower=lower,
        upper=upper,
        verdict=_verdict(least, sided, thresholds),
        codings=codings,
    )


def _is_by_lack(corpus: Corpus, rating: Rating) -> bool:
    """Whether all that hinders in a study is that the construct was lacking."""
    told = (corpus.segments[number] for number in rating.codings)
    return all(one.coding.is_lack for one in told if direction_of(one) in ("negative", "mixed"))


def _verdict(least: int, sided: int, thresholds: GapThresholds) -> Verdict:
    if sided < thresholds.k_contra:
        return "too few to tell"
    return "contradictory" if least / sided >= thresholds.tau_contra else "one side"
