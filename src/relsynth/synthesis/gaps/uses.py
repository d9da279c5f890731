"""Spoken of and not used: constructs that no study measures, or ties to an implementation outcome."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.synthesis.evidence import LINKED, MEASURED, uses
from relsynth.synthesis.gaps.claims import Gap, GapKind
from relsynth.synthesis.gaps.looks import Look, counts_of


def unmeasured(look: Look) -> Iterator[Gap]:
    """Hardly any study uses an instrument, items of its own, or network data for it."""
    yield from _unused(look, "unmeasured", MEASURED, look.thresholds.tau_meas)


def unlinked(look: Look) -> Iterator[Gap]:
    """Hardly any study ties it to an implementation outcome."""
    yield from _unused(look, "unlinked", LINKED, look.thresholds.tau_link)


def _unused(look: Look, kind: GapKind, facet: str, share: float) -> Iterator[Gap]:
    n, least = look.row.k, look.thresholds.k_rel
    if facet not in look.corpus.codebook.facets or n < least:
        return
    pairs = {(value, one.study) for one in look.segments for value in uses(one, facet)}
    using = {study for _, study in pairs}
    if len(using) / n > share:
        return
    yield look.gap(
        kind,
        n=n,
        k=len(using),
        standing=look.standing_by(facet),
        threshold=f"share <= {share:g} of at least {least} studies",
        axis=facet,
        counts=counts_of((value for value, _ in pairs), look.corpus.codebook.facets[facet].values),
        studies=tuple(sorted(set(look.by_study) - using)),
    )
