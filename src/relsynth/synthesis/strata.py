"""Constructs by kinds of studies: what is reported where, as a barrier or a facilitator, and beside what else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.statistics import wilson

ALL = "all studies"


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumRow:
    """One construct in one kind of studies; all counts are of studies.

    ``n`` studies are of the kind, ``k`` of them report the construct or its lack: ``barrier`` only as a barrier,
    ``facilitator`` only as a facilitator, ``mixed`` as both, ``neither`` as neither. ``balance`` is
    (F - B) / (F + B) over studies that say either, those that say both counting for both; None where none does.
    """

    construct: str
    label: str
    domain: str
    stratum: str
    n: int
    k: int
    lower: float
    upper: float
    barrier: int
    facilitator: int
    mixed: int
    neither: int
    balance: float | None
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRow:
    """Two constructs in the same studies: ``first_k`` have the first, ``other_k`` the other, ``both`` both."""

    construct: str
    label: str
    other: str
    other_label: str
    n: int
    first_k: int
    other_k: int
    both: int
    both_barriers: int
    both_facilitators: int
    codings: tuple[int, ...]


def by_stratum(
    corpus: Corpus, constructs: Collection[str], strata: Mapping[str, Collection[int]] | None = None
) -> tuple[StratumRow, ...]:
    """Return a row for each construct and kind of studies: in the order of the codebook, then of ``strata``.

    Args:
        strata: kind -> numbers of its studies, which may be of several kinds; by default one of all studies.
    """
    kinds = {ALL: range(corpus.n)} if strata is None else strata
    behind = _behind(corpus, constructs)
    return tuple(
        _row(corpus, code.id, kind, frozenset(studies), behind[code.id])
        for code in corpus.codebook.constructs
        if code.id in behind
        for kind, studies in kinds.items()
    )


def beside(corpus: Corpus, constructs: Collection[str], others: Collection[str]) -> tuple[BesideRow, ...]:
    """Return each pair of a construct and another that a study has both of, those of most studies first."""
    ours, theirs = _behind(corpus, constructs), _behind(corpus, others)
    rows = [
        _pair(corpus, one, other, ours[one], theirs[other])
        for one in ours
        for other in theirs
        if one != other and not (other in ours and one in theirs and one > other)
    ]
    return tuple(sorted((row for row in rows if row.both), key=lambda row: (-row.both, row.construct, row.other)))


def balance(facilitator: int, barrier: int) -> float | None:
    """Return (F - B) / (F + B), from -1 (barriers only) to 1 (facilitators only).

    >>> balance(6, 2)
    0.5
    """
    return (facilitator - barrier) / (facilitator + barrier) if facilitator + barrier else None


def _behind(corpus: Corpus, constructs: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {code.id: [] for code in corpus.codebook.constructs if code.id in constructs}
    for number, segment in enumerate(corpus.segments):
        if segment.construct in found and segment.coding.is_evidence:
            found[segment.construct].append(number)
    return found


def _row(corpus: Corpus, construct: str, kind: str, studies: frozenset[int], numbers: Iterable[int]) -> StratumRow:
    inside = [number for number in numbers if corpus.segments[number].study in studies]
    own = [corpus.segments[number] for number in inside]
    having, barrier, facilitator = studies_of(own), studies_of(own, "barrier"), studies_of(own, "facilitator")
    code = corpus.codebook.code(construct)
    lower, upper = wilson(len(having), len(studies))
    return StratumRow(
        construct=construct,
        label=code.label,
        domain=code.domain,
        stratum=kind,
        n=len(studies),
        k=len(having),
        lower=lower,
        upper=upper,
        barrier=len(barrier - facilitator),
        facilitator=len(facilitator - barrier),
        mixed=len(barrier & facilitator),
        neither=len(having - barrier - facilitator),
        balance=balance(len(facilitator), len(barrier)),
        codings=tuple(inside),
    )


def studies_of(segments: Iterable[Segment], role: str | None = None) -> set[int]:
    """Return the studies of some segments, or of those in a role."""
    return {segment.study for segment in segments if role is None or role in segment.coding.facet("role")}


def _pair(corpus: Corpus, one: str, other: str, mine: list[int], theirs: list[int]) -> BesideRow:
    segments = corpus.segments
    first, second = [segments[number] for number in mine], [segments[number] for number in theirs]
    both = studies_of(first) & studies_of(second)
    shared: dict[str, int] = defaultdict(int)
    for role in ("barrier", "facilitator"):
        shared[role] = len(studies_of(first, role) & studies_of(second, role))
    return BesideRow(
        construct=one,
        label=corpus.codebook.code(one).label,
        other=other,
        other_label=corpus.codebook.code(other).label,
        n=corpus.n,
        first_k=len(studies_of(first)),
        other_k=len(studies_of(second)),
        both=len(both),
        both_barriers=shared["barrier"],
        both_facilitators=shared["facilitator"],
        codings=tuple(number for number in sorted([*mine, *theirs]) if segments[number].study in both),
    )
