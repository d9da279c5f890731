"""Determinants: which studies report a construct as a barrier, as a facilitator, or as both.

As the determinant tables of the field have it, a construct is one row, and each column holds the studies. A barrier is
a construct that hinders, or whose lack does; how often it was the lack alone is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.codebook import Code
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.quotes import Quote, key_quotes
from relsynth.synthesis.strata import balance

OUTCOME = "outcome"
"""The type of codes that are outcomes of partnering, in codebooks that have such a type."""
Studies = tuple[int, ...]
"""Studies, as indexes in the corpus, ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Determinant:
    """A construct, with the studies that report it, in parts that add up to ``k``.

    ``barrier``, ``facilitator`` and ``mixed`` (both) share no study; ``undirected`` studies report the construct and
    say neither. ``by_lack`` are those of ``barrier`` and ``mixed`` in which nothing but its lack hindered. ``strategy``
    studies act on it, whatever else they say. ``balance`` is (F - B) / (F + B) over studies that say either, mixed ones
    counted on both sides: from -1 to 1, None where no study does. ``codings`` are the segments of evidence.
    """

    construct: str
    label: str
    domain: str
    n: int
    barrier: Studies
    facilitator: Studies
    mixed: Studies
    undirected: Studies
    by_lack: Studies
    strategy: Studies
    balance: float | None
    quotes: tuple[Quote, ...]
    codings: tuple[int, ...]

    @property
    def k(self) -> int:
        """Studies that report the construct, or its lack, on their own account."""
        return len(self.barrier) + len(self.facilitator) + len(self.mixed) + len(self.undirected)


def determinants(corpus: Corpus) -> tuple[Determinant, ...]:
    """Return a row for each construct of the codebook, in its order; those that no study reports too."""
    behind = evidence_by_construct(corpus)
    return tuple(_row(corpus, code.id, behind.get(code.id, [])) for code in corpus.codebook.constructs)


def is_determinant(code: Code) -> bool:
    """Return whether a code names something that can help or hinder, by itself.

    An unspecific code says that there is partnering or none, and not what of it helps or hinders; an outcome is what
    partnering comes to, and a link to one is coded beside the construct that it links. That a
    sentence says of either that it hindered is told with the code, and is no barrier that a strategy could meet.
    """
    return not code.unspecific and code.type != OUTCOME


def evidence_by_construct(corpus: Corpus) -> dict[str, list[int]]:
    """Return construct -> the indexes of its segments that are evidence, sub-constructs with it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence:
            found[segment.construct].append(number)
    return found


def studies_in(segments: Iterable[Segment]) -> set[int]:
    """Return the studies of some segments."""
    return {segment.study for segment in segments}


def _row(corpus: Corpus, construct: str, numbers: list[int]) -> Determinant:
    own = [corpus.segments[number] for number in numbers]
    roles = {
        role: [s for s in own if role in s.coding.facet("role")] for role in ("barrier", "facilitator", "strategy")
    }
    barrier, facilitator = studies_in(roles["barrier"]), studies_in(roles["facilitator"])
    outright = studies_in(segment for segment in roles["barrier"] if not segment.coding.is_lack)
    directed = [n for n in numbers if {"barrier", "facilitator"} & set(corpus.segments[n].coding.facet("role"))]
    code = corpus.codebook.code(construct)
    return Determinant(
        construct=construct,
        label=code.label,
        domain=code.domain,
        n=corpus.n,
        barrier=tuple(sorted(barrier - facilitator)),
        facilitator=tuple(sorted(facilitator - barrier)),
        mixed=tuple(sorted(barrier & facilitator)),
        undirected=tuple(sorted(studies_in(own) - barrier - facilitator)),
        by_lack=tuple(sorted(barrier - outright)),
        strategy=tuple(sorted(studies_in(roles["strategy"]))),
        balance=balance(len(facilitator), len(barrier)),
        quotes=key_quotes(corpus, directed),
        codings=tuple(numbers),
    )
