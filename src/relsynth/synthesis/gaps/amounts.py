"""Too little to go by: no study, few studies, or none that says more than a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.synthesis.corpus import Segment
from relsynth.synthesis.gaps.claims import Gap
from relsynth.synthesis.gaps.looks import Look

RICH_LEAST = 1  # studies that must say more than a sentence (domain.md, C3, thin)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9]")


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
    elif len(rich_studies(look)) < RICH_LEAST:
        yield look.gap(
            "thin",
            n=row.n,
            k=row.k,
            standing=look.standing_of_more,
            threshold=f"{limits}, or fewer than {RICH_LEAST} study says more than a sentence",
            robinson="A3",
            detail="no study says more than one sentence of it at a time, how much of it there was, or in whose words",
        )


def rich_studies(look: Look) -> frozenset[int]:
    """Studies that give a construct more than a sentence, or a concrete instance.

    More than a sentence is a segment of several, or two that follow upon each other in one paragraph. A concrete
    instance is a participant's words, or how often, how many or how long (facet ``amount``).

    Source:
        domain.md, C3 ("segment > 1 sentence or concrete instance"); what a concrete instance is, is our own rule.
    """
    return frozenset(study for study, own in look.by_study.items() if _is_rich(look, own))


def _is_rich(look: Look, own: tuple[Segment, ...]) -> bool:
    return any(one.coding.facet("amount") or _has_more(look, one) for one in own) or any(
        _follows(look, one, other) for one in own for other in own
    )


def _has_more(look: Look, segment: Segment) -> bool:
    span = segment.coding.span
    document = look.corpus.documents[span.version]
    is_spoken = document.is_spoken(span.start, span.end)
    return is_spoken or bool(_SENTENCE_END.search(document.text, span.start, span.end))


def _follows(look: Look, one: Segment, other: Segment) -> bool:
    first, then = one.coding.span, other.coding.span
    if first.version != then.version or then.start < first.end:
        return False
    between = look.corpus.documents[first.version].text[first.end : min(then.start, first.end + 3)]
    return then.start - first.end < 3 and not between.strip() and "\n" not in between  # noqa: PLR2004 two blanks
