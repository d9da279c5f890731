"""Ratings: how much a construct helps or hinders in a study, from -2 to +2, as determinants are rated in the field.

The rule, applied to the segments of one study and one construct that are evidence:

    all that has a direction says the same   +1 or -1; +2 or -2 where a coder said so of a segment, or where two or
                                             more paragraphs quote participants to that effect
    both directions are said                 +1 or -1 as more sentences say it; "mixed" where as many do
    nothing has a direction                  0
    no evidence                              None: not found, which is no 0

A segment's direction is its valence; where it has none, its role: barrier -1, facilitator +1.

Source:
    -2 to +2, 0, mixed and missing: Damschroder & Lowery (2013), Implement Sci 8:51, doi 10.1186/1748-5908-8-51; the
    rule of thumb for 1 and 2 after BMC Public Health 2021;21, s12889-021-11644-5, Table 3: 2 needs two informants or
    more with instances. Quotes in two paragraphs stand in for two informants, since papers seldom number theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.synthesis.corpus import Corpus, Segment, paragraph_of
from relsynth.synthesis.determinants import evidence_by_construct

Value = Literal[-2, -1, 0, 1, 2, "mixed"]
Direction = Literal["positive", "negative", "mixed", "neutral"]

VALUES: tuple[Value, ...] = (-2, -1, 0, 1, 2, "mixed")
INFORMANTS = 2  # paragraphs with quotes of participants that make a rating strong

STRONG, WEAK = 2.0, 1.0  # points between the means of two groups of studies; our own thresholds
LEAST_RATED = 2  # studies of each group that must be rated before a construct can be told to distinguish
Distinguishes = Literal["strongly", "weakly", "not", "too few rated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a study's segments of a construct come to. ``both`` tells that opposite directions were said."""

    value: Value
    both: bool
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedConstruct:
    """A construct's row: study -> rating, of studies with evidence for it only."""

    construct: str
    label: str
    domain: str
    ratings: Mapping[int, Rating]


def ratings(corpus: Corpus) -> tuple[RatedConstruct, ...]:
    """Return the rating of each construct, in the order of the codebook, in each study that has evidence for it."""
    behind = evidence_by_construct(corpus)
    return tuple(
        RatedConstruct(
            construct=code.id,
            label=code.label,
            domain=code.domain,
            ratings=rated_by_study(corpus, behind.get(code.id, [])),
        )
        for code in corpus.codebook.constructs
    )


def rated_by_study(corpus: Corpus, numbers: Iterable[int]) -> dict[int, Rating]:
    """Return study -> what its segments among these come to; studies ascending."""
    by_study: dict[int, list[int]] = {}
    for number in numbers:
        if corpus.segments[number].coding.is_evidence:
            by_study.setdefault(corpus.segments[number].study, []).append(number)
    return {study: rate(corpus, own) for study, own in sorted(by_study.items())}


def rate(corpus: Corpus, numbers: Sequence[int]) -> Rating:
    """Return what segments of one study and one construct come to, by the rule of this module.

    Args:
        numbers: indexes of segments that are evidence, one or more.
    """
    told = [(segment, direction_of(segment)) for segment in (corpus.segments[number] for number in numbers)]
    helping = [segment for segment, direction in told if direction in ("positive", "mixed")]
    hindering = [segment for segment, direction in told if direction in ("negative", "mixed")]
    return Rating(value=_value(corpus, helping, hindering), both=bool(helping and hindering), codings=tuple(numbers))


def direction_of(segment: Segment) -> Direction:
    """Return in which direction a segment says that its construct works."""
    signs = {_sign(value) for value in segment.coding.facet("valence")} or _signs_of_roles(segment)
    if "mixed" in signs or {"positive", "negative"} <= signs:
        return "mixed"
    return next((sign for sign in ("positive", "negative") if sign in signs), "neutral")


def distinguishes(high: Sequence[Value], low: Sequence[Value]) -> Distinguishes:
    """Return how far a construct's ratings part two groups of studies; mixed counts as 0.

    The difference of the groups' means on the scale from -2 to +2: 2 points or more strongly, 1 or more weakly. It is
    a pattern to look into, in the manner of Damschroder & Lowery (2013); the thresholds are ours, and no test is made.

    >>> distinguishes([2, 1, 2], [-1, -1, 0])
    'strongly'
    """
    if min(len(high), len(low)) < LEAST_RATED:
        return "too few rated"
    apart = abs((mean_of(high) or 0) - (mean_of(low) or 0))
    return "strongly" if apart >= STRONG else "weakly" if apart >= WEAK else "not"


def mean_of(values: Sequence[Value]) -> float | None:
    """Return the mean of ratings, mixed as 0; None of none."""
    return sum(0 if value == "mixed" else value for value in values) / len(values) if values else None


def _value(corpus: Corpus, helping: list[Segment], hindering: list[Segment]) -> Value:
    more, less = _sentences(helping), _sentences(hindering)
    if helping and hindering:
        return "mixed" if more == less else 1 if more > less else -1
    if helping:
        return 2 if _is_strong(corpus, helping) else 1
    if hindering:
        return -2 if _is_strong(corpus, hindering) else -1
    return 0


def _sentences(segments: Iterable[Segment]) -> int:
    return len({segment.coding.span for segment in segments})


def _is_strong(corpus: Corpus, segments: Iterable[Segment]) -> bool:
    quoted = set()
    for segment in segments:
        if {"-2", "2"} & set(segment.coding.facet("valence")):
            return True
        span = segment.coding.span
        document = corpus.documents[span.version]
        if document.is_spoken(span.start, span.end):
            quoted.add((span.version, paragraph_of(document, span.start).start))
    return len(quoted) >= INFORMANTS


def _sign(value: str) -> Direction:
    if value == "mixed":
        return "mixed"
    return "negative" if value.startswith("-") else "neutral" if value == "0" else "positive"


def _signs_of_roles(segment: Segment) -> set[Direction]:
    said: tuple[tuple[str, Direction], ...] = (("barrier", "negative"), ("facilitator", "positive"))
    return {sign for role, sign in said if role in segment.coding.facet("role")}
