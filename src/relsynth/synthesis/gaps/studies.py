"""Gaps of studies: partnering without goals told before the discussion, and praise without anything more.

Both need codes of the default codebook, by their ids; with a codebook that has none of them they are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from relsynth.codebook import GapThresholds
from relsynth.coding import EVIDENCE
from relsynth.documents import LATE_LABELS
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.gaps.claims import POSSIBLE, ROBINSON, WEIGHT, Gap, GapKind
from relsynth.synthesis.gaps.looks import shows_place
from relsynth.synthesis.statistics import wilson

GOALS = frozenset({"GOAL.OBJECTIVES", "GOAL.ALIGN"})
PRAISE = "OUT.QUALITY"
MARKERS = frozenset({"OUT.IMPLINK"})
"""Constructs that stand beside another, and say nothing of a relation by themselves."""
STATES_GOALS = frozenset({*EVIDENCE, "planned"})
"""Assertions that state a goal: what is aimed at is planned, by its nature."""

Partnering = Mapping[int, list[int]]
"""Study -> its segments that report a construct, as ``partnering_in`` gives it."""


def goal_less(corpus: Corpus, thresholds: GapThresholds, partnering: Partnering) -> Iterator[Gap]:
    """Studies with partnering in them that state neither goals of it nor alignment before the discussion.

    Lessons papers and unsectioned studies are left out.
    """
    goals = GOALS & {code.id for code in corpus.codebook.constructs}
    if not goals:
        return
    found = {s: own for s, own in partnering.items() if shows_place(corpus.studies[s])}
    stating = {
        segment.study
        for segment in corpus.segments
        if segment.construct in goals
        and segment.section not in LATE_LABELS
        and set(segment.coding.facet("assertion")) <= STATES_GOALS
    }
    without = sorted(set(found) - stating)
    left = len(partnering) - len(found)
    yield from _gap(
        corpus,
        "goal_less",
        thresholds,
        n=len(found),
        studies=without,
        label=f"studies that state no {' or '.join(sorted(goals))} before the discussion",
        detail=f"{left} left out: lessons papers, or without sections" if left else "",
        codings=tuple(number for study in without for number in found[study]),
    )


def praise_only(corpus: Corpus, thresholds: GapThresholds, partnering: Partnering) -> Iterator[Gap]:
    """Studies whose only relational construct is that the partnership was good."""
    if PRAISE not in {code.id for code in corpus.codebook.constructs}:
        return
    praising = sorted(study for study, own in partnering.items() if _constructs(corpus, own) - MARKERS == {PRAISE})
    yield from _gap(
        corpus,
        "praise_only",
        thresholds,
        n=len(partnering),
        studies=praising,
        label=f"studies with {PRAISE} and no other construct",
        detail="",
        codings=tuple(number for study in praising for number in partnering[study]),
    )


def _gap(
    corpus: Corpus,
    kind: GapKind,
    thresholds: GapThresholds,
    *,
    n: int,
    studies: list[int],
    label: str,
    detail: str,
    codings: tuple[int, ...],
) -> Iterator[Gap]:
    k = len(studies)
    if not k:
        return
    lower, upper = wilson(k, n)
    yield Gap(
        construct="",
        label=label,
        domain="",
        kind=kind,
        standing="not found by the machine",
        n=n,
        k=k,
        value=k / n,
        lower=lower,
        upper=upper,
        threshold="any study",
        robinson=ROBINSON[kind],
        underpowered=corpus.n < thresholds.n_min,
        severity=round(WEIGHT[kind] * k / n * POSSIBLE, 4),
        detail=detail,
        codings=codings,
        studies=tuple(studies),
    )


def partnering_in(corpus: Corpus) -> Partnering:
    """Study -> its segments that report a construct, or its lack; an unspecific mention is none."""
    found: dict[int, list[int]] = defaultdict(list)
    unspecific = {code.id for code in corpus.codebook.codes if code.unspecific}
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence and not _is_plain(segment, unspecific):
            found[segment.study].append(number)
    return found


def _is_plain(segment: Segment, unspecific: Collection[str]) -> bool:
    return segment.construct in unspecific or segment.coding.code in unspecific


def _constructs(corpus: Corpus, numbers: list[int]) -> set[str]:
    return {corpus.segments[number].construct for number in numbers}
