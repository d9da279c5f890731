"""Opposite directions in different studies, once it has been looked whether something parts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relsynth.codebook import GapThresholds
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.gaps.claims import Axis, Gap
from relsynth.synthesis.gaps.looks import Look
from relsynth.synthesis.valence import ALL, Explained, ValenceRow, explains, valence

FACETS = ("level", "phase")
"""Facets that studies are parted by before they are called contradictory; beside them, the settings of studies."""
STRATIFIED = ("setting",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A construct whose opposite directions something explains: no gap, and told."""

    construct: str
    by: str
    positive: int
    negative: int


def contradictory(look: Look) -> Iterator[Gap]:
    """Some studies come out for it and some against, and neither level, phase nor setting parts them.

    Studies in which nothing but its lack hinders say what those say in which it helps: where without them too few are
    left on a side, nothing is contradicted.
    """
    if not look.directions:
        return
    every, told = look.directions[0], _explained(look.directions)
    if every.verdict != "contradictory" or "explains it" in told.values() or _agrees_by_lack(every, look.thresholds):
        return
    by_people = look.judged_by_people("valence")
    sided = look.sided()
    yield look.gap(
        "contradictory",
        n=every.positive + every.negative,
        k=min(every.positive, every.negative),
        standing="as people coded" if by_people else "as the machine found",
        threshold=f"smaller side >= {look.thresholds.tau_contra:g} of at least {look.thresholds.k_contra} studies",
        counts=tuple((name, getattr(every, name)) for name in ("positive", "negative", "by_lack", "mixed", "neutral")),
        detail="; ".join(f"{by} {said}" for by, said in told.items()),
        codings=sided.codings,
        studies=sided.studies,
    )


def _agrees_by_lack(every: ValenceRow, thresholds: GapThresholds) -> bool:
    outright = every.negative - every.by_lack
    return min(every.positive, outright) < thresholds.tau_contra * (every.positive + every.negative)


def directions(
    corpus: Corpus, *, thresholds: GapThresholds, axes: tuple[Axis, ...] = ()
) -> Mapping[str, tuple[ValenceRow, ...]]:
    """Construct -> its studies by net direction: all of them, and where these are opposed, by level, phase and setting.

    What is not opposed needs no parting. All constructs in one go, since each call goes through the whole corpus.
    """
    facets = [facet for facet in FACETS if facet in corpus.codebook.facets]
    kinds = {axis.name: axis.kinds for axis in axes if axis.name in STRATIFIED}
    constructs = [code.id for code in corpus.codebook.constructs]
    every = valence(corpus, constructs, thresholds=thresholds)
    opposed = [row.construct for row in every if row.verdict == "contradictory"]
    found: dict[str, list[ValenceRow]] = {row.construct: [row] for row in every}
    for row in valence(corpus, opposed, facets=facets, kinds=kinds, thresholds=thresholds) if opposed else ():
        if row.by != ALL:
            found[row.construct].append(row)
    return {construct: tuple(rows) for construct, rows in found.items()}


def parted(told: Mapping[str, tuple[ValenceRow, ...]]) -> tuple[Parted, ...]:
    """Constructs with opposite directions that level, phase or setting explains, in the order of ``directions``."""
    found = []
    for construct, rows in told.items():
        why = [by for by, said in _explained(rows).items() if said == "explains it"]
        if why:
            first = rows[0]
            found.append(
                Parted(construct=construct, by=" and ".join(why), positive=first.positive, negative=first.negative)
            )
    return tuple(found)


def _explained(rows: tuple[ValenceRow, ...]) -> dict[str, Explained]:
    names = dict.fromkeys(row.by for row in rows if row.by != ALL)
    return {name: explains(row for row in rows if row.by in (ALL, name)) for name in names}
