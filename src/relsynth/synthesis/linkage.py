"""Partnering and implementation outcomes: what papers say goes with what, in which direction.

A link is a claim in one sentence; papers that report both apart from each other say less, and that is what necessity
is computed on (``necessity``). Neither shows that one brings the other about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.determinants import is_determinant, studies_in
from relsynth.synthesis.necessity import Necessity, necessity
from relsynth.synthesis.quotes import key_quotes
from relsynth.synthesis.statistics import wilson

OUTCOME, DIRECTION, NONE = "linked_outcome", "direction", "none"
PARTNERSHIP_ONLY = "partnership_outcome_only"
"""A value that names an outcome of the partnership, and none of the implementation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A construct and an outcome that ``k`` of ``n`` studies tie to each other.

    By study: ``positive`` say that it helped only, ``negative`` that it or its lack hurt only, ``mixed`` both,
    ``untold`` neither. ``by_lack`` are those of ``negative`` and ``mixed`` in which nothing but its lack hurt: they
    agree with those in which it helped.
    ``quote`` is the index of the segment to show, by the rule of key quotes; ``codings`` are all of them.
    """

    construct: str
    label: str
    outcome: str
    n: int
    k: int
    lower: float
    upper: float
    positive: int
    negative: int
    mixed: int
    by_lack: int
    untold: int
    quote: int
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How far a construct is reported wherever an outcome is.

    ``share`` is how many of all studies report it: a consistency no higher tells nothing. Of the studies that report
    both, ``linked`` tie the two in one sentence; ``codings`` are the segments of both in the studies with both.
    """

    set: Necessity
    label: str
    share: float
    linked: int
    codings: tuple[int, ...]


def links(corpus: Corpus, construct: str | None = None) -> tuple[Link, ...]:
    """Return every construct with every outcome it is tied to, in the order of the codebook, most studies first."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence and construct in (None, segment.construct):
            for outcome in outcomes_of(segment):
                found[segment.construct, outcome].append(number)
    order = {code.id: place for place, code in enumerate(corpus.codebook.constructs)}
    made = [_link(corpus, construct, outcome, numbers) for (construct, outcome), numbers in found.items()]
    return tuple(sorted(made, key=lambda link: (order[link.construct], -link.k, link.outcome)))


def outcomes_of(segment: Segment) -> tuple[str, ...]:
    """Outcomes that a sentence ties partnering to."""
    return tuple(value for value in segment.coding.facet(OUTCOME) if value != NONE)


def conditions(corpus: Corpus, outcome: str) -> tuple[Condition, ...]:
    """Return for each construct how far it is reported wherever an outcome is, the most consistent first.

    A study reports the outcome where evidence is tied to it, and not only as hurt; it reports a condition where it
    says that it was there. A construct that is an outcome itself, or says nothing in particular, is no condition.
    """
    reaching = {number for number, one in enumerate(corpus.segments) if _reaches(one, outcome)}
    having: dict[str, list[int]] = {code.id: [] for code in corpus.codebook.constructs if is_determinant(code)}
    for number, segment in enumerate(corpus.segments):
        if segment.construct in having and segment.coding.is_evidence and not segment.coding.is_lack:
            having[segment.construct].append(number)
    made = [_condition(corpus, construct, outcome, numbers, reaching) for construct, numbers in having.items()]
    return tuple(sorted(made, key=_most_consistent))


def _most_consistent(one: Condition) -> tuple[float, float, str]:
    return -(one.set.consistency or 0.0), -(one.set.coverage or 0.0), one.set.condition


def _reaches(segment: Segment, outcome: str) -> bool:
    coding = segment.coding
    return coding.is_evidence and outcome in outcomes_of(segment) and coding.facet(DIRECTION) != ("negative",)


def _condition(
    corpus: Corpus, construct: str, outcome: str, numbers: Sequence[int], reaching: Iterable[int]
) -> Condition:
    segments = corpus.segments
    y = {segments[number].study for number in reaching}
    x = {segments[number].study for number in numbers}
    both = x & y
    behind = {number for number in (*numbers, *reaching) if segments[number].study in both}
    return Condition(
        set=necessity(construct, outcome, having=x, reaching=y, n=corpus.n),
        label=corpus.codebook.code(construct).label,
        share=len(x) / corpus.n if corpus.n else 0.0,
        linked=len({segments[number].study for number in numbers if _reaches(segments[number], outcome)}),
        codings=tuple(sorted(behind)),
    )


def _link(corpus: Corpus, construct: str, outcome: str, numbers: Sequence[int]) -> Link:
    own = [corpus.segments[number] for number in numbers]
    helped = {one.study for one in own if _said(one) & {"positive", "mixed"}}
    hurting = [one for one in own if _said(one) & {"negative", "mixed"}]
    hurt = studies_in(hurting)
    studies = {one.study for one in own}
    lower, upper = wilson(len(studies), corpus.n)
    return Link(
        construct=construct,
        label=corpus.codebook.code(construct).label,
        outcome=outcome,
        n=corpus.n,
        k=len(studies),
        lower=lower,
        upper=upper,
        positive=len(helped - hurt),
        negative=len(hurt - helped),
        mixed=len(helped & hurt),
        by_lack=len(hurt - studies_in(one for one in hurting if not one.coding.is_lack)),
        untold=len(studies - helped - hurt),
        quote=key_quotes(corpus, numbers, most=1)[0].segment,
        codings=tuple(numbers),
    )


def _said(segment: Segment) -> set[str]:
    return set(segment.coding.facet(DIRECTION))
