"""Spoken of and not used: constructs that no study measures, or ties to an implementation outcome."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.synthesis.corpus import Segment
from relsynth.synthesis.gaps.claims import Gap, GapKind
from relsynth.synthesis.gaps.looks import Look, counts_of

MEASURED, LINKED = "measured", "linked_outcome"
MEASURES = frozenset({"instrument_named", "study_items", "network_data"})
"""Values of the facet ``measured`` that are a measure; what was only asked in interviews is none."""
NO_LINK = frozenset({"none", "partnership_outcome_only"})
"""Values of the facet ``linked_outcome`` that are no implementation outcome."""


def unmeasured(look: Look) -> Iterator[Gap]:
    """Hardly any study uses an instrument, items of its own, or network data for it."""
    yield from _unused(look, "unmeasured", MEASURED, look.thresholds.tau_meas)


def unlinked(look: Look) -> Iterator[Gap]:
    """Hardly any study ties it to an implementation outcome."""
    yield from _unused(look, "unlinked", LINKED, look.thresholds.tau_link)


def uses(segment: Segment, facet: str) -> tuple[str, ...]:
    """Values of a segment's facet that are a use: measures, or implementation outcomes."""
    values = segment.coding.facet(facet)
    if facet == MEASURED:
        return tuple(value for value in values if value in MEASURES)
    return tuple(value for value in values if value not in NO_LINK)


def _unused(look: Look, kind: GapKind, facet: str, share: float) -> Iterator[Gap]:
    n, least = look.row.k, look.thresholds.k_rel
    if facet not in look.corpus.codebook.facets or n < least:
        return
    using = look.studies_where(lambda one: bool(uses(one, facet)))
    if len(using) / n > share:
        return
    pairs = {(value, one.study) for one in look.segments for value in uses(one, facet)}
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
