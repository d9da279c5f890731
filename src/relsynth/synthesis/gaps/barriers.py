"""Barriers that studies report, and against which they report nothing that was done."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.synthesis.gaps.claims import Gap
from relsynth.synthesis.gaps.looks import Look


def unaddressed_barrier(look: Look) -> Iterator[Gap]:
    """Several studies report it as a barrier, and hardly any a strategy against it.

    What counts as a strategy against it is what ``matching`` counts: told in the same sentence or paragraph, or acting
    on the same construct, or paired with it by the codebook.
    """
    barrier, least, most = look.barrier, look.thresholds.k_barrier, look.thresholds.tau_barrier
    if barrier is None or barrier.k < least or barrier.met / barrier.k >= most:
        return
    yield look.gap(
        "unaddressed_barrier",
        n=barrier.k,
        k=barrier.met,
        standing="not reported" if barrier.by_people and look.searched else "not found by the machine",
        threshold=f"share < {most:g} of at least {least} studies with the barrier",
        detail=f"some strategy elsewhere in the study, against whatever: {barrier.elsewhere}"
        if barrier.elsewhere
        else "",
        codings=barrier.codings,
        studies=barrier.unmet,
    )
