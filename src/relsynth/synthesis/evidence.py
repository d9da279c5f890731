"""The evidence table: what is known of each construct, on how many studies it rests.

Assertions decide what counts: a study counts for a construct where it
reports the construct, or its lack, on its own account. Lack is told apart and never
counted as presence. What is recommended, planned, supposed or cited has columns of its
own, so that a field which keeps recommending partnership does not look as if it had
studied it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from relsynth.coding import EVIDENCE
from relsynth.documents import LABELS
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.statistics import wilson

Explicitness = Literal["a_priori_aim", "a_priori_method", "emergent_result", "passing"]
EXPLICITNESS: tuple[Explicitness, ...] = ("a_priori_aim", "a_priori_method", "emergent_result", "passing")

AIM_LABELS = frozenset({"title", "keywords", "aims"})
APART = ("recommended", "planned", "hypothetical", "reported_by_others")
"""Assertions that are shown, and never counted as evidence."""

MEASURED, LINKED = "measured", "linked_outcome"
USES = (MEASURED, LINKED)
MEASURES = frozenset({"instrument_named", "study_items", "network_data"})
"""Values of the facet ``measured`` that are a measure; what was only asked in interviews is none."""
NO_LINK = frozenset({"none", "partnership_outcome_only"})
"""Values of the facet ``linked_outcome`` that are no implementation outcome."""

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A construct's row. All counts are of studies, but for ``segments``.

    ``k`` studies report the construct or its lack; ``present`` of them report it,
    ``lack_only`` report nothing but its lack. ``mixed`` studies are those of both ``barrier``
    and ``facilitator``. ``measured`` studies measure it, ``measures`` with what; ``linked`` ones
    tie it to an implementation outcome, ``linked_outcomes`` to which. ``explicit`` is a priori
    (aims or methods); ``codings`` are the segments behind the row, as indexes in the corpus.
    """

    construct: str
    label: str
    domain: str
    n: int
    k: int
    lower: float
    upper: float
    present: int
    lack_only: int
    barrier: int
    facilitator: int
    mixed: int
    strategy: int
    goal: int
    measured: int
    measures: Counts
    linked: int
    linked_outcomes: Counts
    sections: Counts
    levels: Counts
    explicitness: Counts
    segments: int
    recommended: int
    planned: int
    hypothetical: int
    reported_by_others: int
    codings: tuple[int, ...]

    @property
    def explicit(self) -> int:
        """Studies that set out to look at the construct: in title, keywords, aims or methods."""
        return sum(count for name, count in self.explicitness if name.startswith("a_priori"))

    @property
    def passing(self) -> int:
        """Studies that mention it, and neither set out to study it nor report it as a result."""
        return dict(self.explicitness).get("passing", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceRow:
    """One study and one construct that it has evidence for; ``study`` is an index in the corpus."""

    study: int
    construct: str
    explicitness: Explicitness
    present: bool
    lack: bool
    segments: int
    sections: Counts


def incidence(corpus: Corpus) -> tuple[IncidenceRow, ...]:
    """Study by construct, where there is evidence: by study, then in the order of the codebook."""
    order = {construct.id: number for number, construct in enumerate(corpus.codebook.constructs)}
    pairs: dict[tuple[int, int, str], list[Segment]] = defaultdict(list)
    for segment in corpus.segments:
        pairs[segment.study, order[segment.construct], segment.construct].append(segment)
    rows = (_incidence(study, construct, own) for (study, _, construct), own in sorted(pairs.items()))
    return tuple(row for row in rows if row.segments)


def _incidence(study: int, construct: str, own: list[Segment]) -> IncidenceRow:
    evidence = [segment for segment in own if segment.coding.is_evidence]
    counts = Counter(segment.section for segment in evidence)
    return IncidenceRow(
        study=study,
        construct=construct,
        explicitness=explicitness(own),
        present=any(not segment.coding.is_lack for segment in evidence),
        lack=any(segment.coding.is_lack for segment in evidence),
        segments=len(evidence),
        sections=tuple((label, counts[label]) for label in LABELS if counts[label]),
    )


def tabulate(corpus: Corpus) -> tuple[EvidenceRow, ...]:
    """One row for each construct of the codebook, in its order, roll-up included; zeros too."""
    behind: dict[str, list[int]] = {construct.id: [] for construct in corpus.codebook.constructs}
    for number, segment in enumerate(corpus.segments):
        behind[segment.construct].append(number)
    return tuple(_row(corpus, construct, numbers) for construct, numbers in behind.items())


def explicitness(segments: Iterable[Segment]) -> Explicitness:
    """How a study treats a construct, by where its segments stand.

    Args:
        segments: of one study for one construct; what is neither evidence nor planned does
            not show what the study set out to do, and is passed over.

    Source:
        The codebook's ``explicitness`` algorithm.
    """
    return explicitness_by({segment.section for segment in segments if is_own(segment)})


def explicitness_by(labels: Collection[str]) -> Explicitness:
    """How a study treats a construct, by the labels of the sections that its own claims stand in."""
    if not AIM_LABELS.isdisjoint(labels):
        return "a_priori_aim"
    if "methods" in labels:
        return "a_priori_method"
    if "results" in labels:
        return "emergent_result"
    return "passing"


def in_order(counts: Mapping[str, int], order: Iterable[str]) -> Counts:
    """Counts of values that occur, in an order; what the codebook does not list is counted all the same, behind it."""
    turns = dict.fromkeys([*order, *sorted(counts)])
    return tuple((value, counts[value]) for value in turns if counts.get(value))


def uses(segment: Segment, facet: str) -> tuple[str, ...]:
    """Values of a segment's facet that are a use: measures (``MEASURED``), or implementation outcomes (``LINKED``)."""
    values = segment.coding.facet(facet)
    if facet == MEASURED:
        return tuple(value for value in values if value in MEASURES)
    return tuple(value for value in values if value not in NO_LINK)


def is_own(segment: Segment) -> bool:
    """Whether it says what the study itself saw, or planned: nothing recommended, supposed or cited."""
    return set(segment.coding.facet("assertion")) <= {*EVIDENCE, "planned"}


def _row(corpus: Corpus, construct: str, numbers: list[int]) -> EvidenceRow:
    code = corpus.codebook.code(construct)
    own = [corpus.segments[number] for number in numbers]
    evidence = [segment for segment in own if segment.coding.is_evidence]
    studies = _studies(evidence)
    present = _studies(segment for segment in evidence if not segment.coding.is_lack)
    lower, upper = wilson(len(studies), corpus.n)
    roles: dict[str, set[int]] = defaultdict(set)
    for segment in evidence:
        for role in segment.coding.facet("role"):
            roles[role].add(segment.study)
    used = {facet: _count_studies(evidence, partial(uses, facet=facet), _values(corpus, facet)) for facet in USES}
    using = {facet: _studies(s for s in evidence if uses(s, facet)) if used[facet] else set() for facet in USES}
    return EvidenceRow(
        construct=construct,
        label=code.label,
        domain=code.domain,
        n=corpus.n,
        k=len(studies),
        lower=lower,
        upper=upper,
        present=len(present),
        lack_only=len(studies - present),
        barrier=len(roles["barrier"]),
        facilitator=len(roles["facilitator"]),
        mixed=len(roles["barrier"] & roles["facilitator"]),
        strategy=len(roles["strategy"]),
        goal=len(roles["goal"]),
        measured=len(using[MEASURED]),
        measures=used[MEASURED],
        linked=len(using[LINKED]),
        linked_outcomes=used[LINKED],
        sections=_count_studies(evidence, lambda s: (s.section,), LABELS),
        levels=_count_studies(evidence, lambda s: s.coding.facet("level"), corpus.codebook.facets["level"].values),
        explicitness=_count_explicitness(own, studies),
        segments=len(evidence),
        codings=tuple(numbers),
        **{name: len(_studies(s for s in own if name in s.coding.facet("assertion"))) for name in APART},
    )


def _values(corpus: Corpus, facet: str) -> tuple[str, ...]:
    return tuple(corpus.codebook.facets[facet].values) if facet in corpus.codebook.facets else ()


def _studies(segments: Iterable[Segment]) -> set[int]:
    return {segment.study for segment in segments}


def _count_studies(
    segments: list[Segment], values_of: Callable[[Segment], Iterable[str]], order: Iterable[str]
) -> Counts:
    pairs = {(value, segment.study) for segment in segments for value in values_of(segment)}
    return in_order(Counter(value for value, _ in pairs), order)


def _count_explicitness(segments: list[Segment], studies: set[int]) -> Counts:
    by_study: dict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        by_study[segment.study].append(segment)
    counts = Counter(explicitness(by_study[study]) for study in studies)
    return tuple((name, counts[name]) for name in EXPLICITNESS if counts[name])
