"""Gaps of studies: partnering without goals told before the discussion, and praise without anything more.

Both need codes of the default codebook, by their ids; with a codebook that has none of them they are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from relsynth.codebook import Codebook, GapThresholds
from relsynth.coding import EVIDENCE
from relsynth.documents import LATE_LABELS
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.gaps.claims import POSSIBLE, ROBINSON, WEIGHT, Gap, GapKind
from relsynth.synthesis.gaps.looks import Some, shows_place
from relsynth.synthesis.statistics import wilson

GOALS = frozenset({"GOAL.OBJECTIVES", "GOAL.ALIGN"})
PRAISE = "OUT.QUALITY"
MARKERS = frozenset({"OUT.IMPLINK"})
"""Constructs that stand beside another, and say nothing of a relation by themselves."""
STATES_GOALS = frozenset({*EVIDENCE, "planned"})
"""Assertions that state a goal: what is aimed at is planned, by its nature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """``some`` of ``n`` studies, ``left`` more being left out; ``of`` are all studies in scope."""

    n: int
    some: Some
    of: int
    left: int = 0


Partnering = Mapping[int, list[int]]
"""Study -> its segments that report a construct, as ``partnering_in`` gives it."""


def goal_less(corpus: Corpus, thresholds: GapThresholds, partnering: Partnering) -> Iterator[Gap]:
    """Studies with partnering in them that state neither goals of it nor alignment before the discussion.

    Lessons papers and unsectioned studies are left out.
    """
    goals = goals_in(corpus.codebook)
    found = {s: own for s, own in partnering.items() if shows_place(corpus.studies[s])}
    stating = {
        segment.study
        for segment in corpus.segments
        if segment.construct in goals
        and segment.section not in LATE_LABELS
        and set(segment.coding.facet("assertion")) <= STATES_GOALS
    }
    without = tuple(sorted(set(found) - stating))
    some = Some(k=len(without), studies=without, codings=tuple(n for study in without for n in found[study]))
    counted = Counted(n=len(found), left=len(partnering) - len(found), some=some, of=corpus.n)
    yield from goal_less_of(goals, counted, thresholds)


def goal_less_of(goals: frozenset[str], counted: Counted, thresholds: GapThresholds) -> Iterator[Gap]:
    """The gap that some studies without goals make, if any; none where the codebook has no goals."""
    label = f"studies that state no {' or '.join(sorted(goals))} before the discussion"
    left = f"{counted.left} left out: lessons papers, or without sections" if counted.left else ""
    if goals:
        yield from _gap("goal_less", counted, thresholds, label=label, detail=left)


def praise_only(corpus: Corpus, thresholds: GapThresholds, partnering: Partnering) -> Iterator[Gap]:
    """Studies whose only relational construct is that the partnership was good."""
    praising = tuple(sorted(s for s, own in partnering.items() if _constructs(corpus, own) - MARKERS == {PRAISE}))
    some = Some(k=len(praising), studies=praising, codings=tuple(n for study in praising for n in partnering[study]))
    yield from praise_only_of(corpus.codebook, Counted(n=len(partnering), some=some, of=corpus.n), thresholds)


def praise_only_of(codebook: Codebook, counted: Counted, thresholds: GapThresholds) -> Iterator[Gap]:
    """The gap that some studies with praise alone make, if any; none where the codebook knows of no praise."""
    if PRAISE in {code.id for code in codebook.constructs}:
        label = f"studies with {PRAISE} and no other construct"
        yield from _gap("praise_only", counted, thresholds, label=label, detail="")


def goals_in(codebook: Codebook) -> frozenset[str]:
    """Constructs of a codebook by which studies state what partnering is for."""
    return GOALS & {code.id for code in codebook.constructs}


def _gap(kind: GapKind, counted: Counted, thresholds: GapThresholds, *, label: str, detail: str) -> Iterator[Gap]:
    k, n = counted.some.k, counted.n
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
        underpowered=counted.of < thresholds.n_min,
        severity=round(WEIGHT[kind] * k / n * POSSIBLE, 4),
        detail=detail,
        codings=counted.some.codings,
        studies=counted.some.studies,
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
