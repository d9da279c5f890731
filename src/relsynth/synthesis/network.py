"""Who interacts with whom: kinds of actors that papers name as partners, by construct.

An edge is a pair of kinds that at least one study reports as relating to each other; its weight is studies. What a
sentence says of one side only ("worked with unnamed others") is no edge, and is counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import Counts
from relsynth.synthesis.statistics import wilson

UNNAMED = "unnamed"
DYAD, ACTOR = "dyad", "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two kinds of actors, in the order of the alphabet, that ``studies`` of ``n`` report as relating to each other.

    ``lack_only`` of them report nothing but that the relation was lacking. ``constructs`` are counted by study, too;
    ``codings`` are indexes of segments.
    """

    a: str
    b: str
    studies: int
    n: int
    lower: float
    upper: float
    lack_only: int
    barrier: int
    facilitator: int
    constructs: Counts
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """``actors``: kind -> studies that name it at all; ``one_sided``: studies and codings that name one side only."""

    n: int
    actors: Counts
    edges: tuple[Edge, ...]
    one_sided: tuple[int, int]


def network(corpus: Corpus, construct: str | None = None) -> Network:
    """Return who is reported to relate to whom, in all constructs or in one; edges of most studies first."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    actors: dict[str, set[int]] = defaultdict(set)
    halves = []
    for number, segment in enumerate(corpus.segments):
        if not segment.coding.is_evidence or construct not in (None, segment.construct):
            continue
        for actor in segment.coding.facet(ACTOR):
            actors[actor].add(segment.study)
        for dyad in segment.coding.facet(DYAD):
            if UNNAMED in (pair := sides(dyad)):
                halves.append(number)
            else:
                pairs[pair].append(number)
                for actor in pair:
                    actors[actor].add(segment.study)
    edges = [_edge(corpus, pair, numbers) for pair, numbers in pairs.items()]
    return Network(
        n=corpus.n,
        actors=tuple((actor, len(studies)) for actor, studies in sorted(actors.items())),
        edges=tuple(sorted(edges, key=lambda edge: (-edge.studies, edge.a, edge.b))),
        one_sided=(len({corpus.segments[number].study for number in halves}), len(set(halves))),
    )


def sides(dyad: str) -> tuple[str, str]:
    """Return the two sides of a dyad, in the order of the alphabet; names of kinds hold no hyphen.

    >>> sides("school_education-funder")
    ('funder', 'school_education')
    """
    one, _, other = dyad.partition("-")
    first, second = sorted((one, other or UNNAMED))
    return first, second


def _edge(corpus: Corpus, pair: tuple[str, str], numbers: Iterable[int]) -> Edge:
    codings = tuple(dict.fromkeys(numbers))
    own = [corpus.segments[number] for number in codings]
    studies = {one.study for one in own}
    lower, upper = wilson(len(studies), corpus.n)
    counts = Counter(construct for construct, _ in {(one.construct, one.study) for one in own})
    return Edge(
        a=pair[0],
        b=pair[1],
        studies=len(studies),
        n=corpus.n,
        lower=lower,
        upper=upper,
        lack_only=len(studies - {one.study for one in own if not one.coding.is_lack}),
        barrier=len({one.study for one in own if "barrier" in one.coding.facet("role")}),
        facilitator=len({one.study for one in own if "facilitator" in one.coding.facet("role")}),
        constructs=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        codings=codings,
    )
