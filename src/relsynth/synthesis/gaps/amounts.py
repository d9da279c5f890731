"""Too little to go by: no study, few studies, or none that says more than a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.synthesis.gaps.claims import Gap
from relsynth.synthesis.gaps.looks import Look
from relsynth.synthesis.gaps.richness import RICH_LEAST


def absent(look: Look) -> Iterator[Gap]:
    """No study in scope carries the construct, nor reports its lack."""
    if look.row.k == 0:
        threshold = f"k = 0; firm when searched and upper < {look.thresholds.floor:g}"
        yield look.gap("absent", n=look.row.n, k=0, standing=look.standing, threshold=threshold)


def thin(look: Look) -> Iterator[Gap]:
    """Some studies carry it, and they are few, rare, or say no more than a sentence each."""
    row, thresholds = look.row, look.thresholds
    if row.k == 0:
        return
    limits = f"k <= {thresholds.k_thin} or upper < {thresholds.floor:g}"
    if row.k <= thresholds.k_thin or row.upper < thresholds.floor:
        yield look.gap("thin", n=row.n, k=row.k, standing=look.standing_of_more, threshold=limits)
    elif not look.is_rich():
        yield look.gap(
            "thin",
            n=row.n,
            k=row.k,
            standing=look.standing_of_more,
            threshold=f"{limits}, or fewer than {RICH_LEAST} study says more than a sentence",
            robinson="A3",
            detail="no study says more than one sentence of it at a time, how much of it there was, or in whose words",
        )
