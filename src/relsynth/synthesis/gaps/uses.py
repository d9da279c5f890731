"""Spoken of and not used: constructs that no study measures, or ties to an implementation outcome."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.synthesis.evidence import LINKED, MEASURED
from relsynth.synthesis.gaps.claims import Gap, GapKind
from relsynth.synthesis.gaps.looks import Look, sorted_counts


def unmeasured(look: Look) -> Iterator[Gap]:
    """Hardly any study uses an instrument, items of its own, or network data for it."""
    yield from _unused(look, "unmeasured", MEASURED, look.thresholds.tau_meas)


def unlinked(look: Look) -> Iterator[Gap]:
    """Hardly any study ties it to an implementation outcome."""
    yield from _unused(look, "unlinked", LINKED, look.thresholds.tau_link)


def _unused(look: Look, kind: GapKind, facet: str, share: float) -> Iterator[Gap]:
    row, least = look.row, look.thresholds.k_rel
    k, counts = (row.measured, row.measures) if facet == MEASURED else (row.linked, row.linked_outcomes)
    if facet not in look.facets or row.k < least or k / row.k > share:
        return
    yield look.gap(
        kind,
        n=row.k,
        k=k,
        standing=look.standing_by(facet),
        threshold=f"share <= {share:g} of at least {least} studies",
        axis=facet,
        counts=sorted_counts(counts, look.facets[facet]),
        studies=look.without_use(facet),
    )
