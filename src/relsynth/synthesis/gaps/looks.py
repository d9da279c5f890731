"""A construct as it is looked at for gaps: its evidence, the studies behind it, and how a gap of it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relsynth.codebook import GapThresholds
from relsynth.synthesis.corpus import Corpus, Segment, Study
from relsynth.synthesis.evidence import Counts, EvidenceRow
from relsynth.synthesis.gaps.claims import FIRM, POSSIBLE, ROBINSON, WEIGHT, Axis, Gap, GapKind, Standing
from relsynth.synthesis.matching import Answered
from relsynth.synthesis.statistics import wilson
from relsynth.synthesis.valence import ValenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One construct of a corpus under some thresholds; ``numbers`` are its segments of evidence, ``segments`` these
    themselves, and ``by_study`` these by the study that they stand in.

    ``searched`` says that a person has read its best-ranked sentences in exactly these papers; ``barrier`` is the
    construct as a barrier, where any study reports it as one, ``directions`` its studies by net direction, judged by
    the same thresholds.
    """

    corpus: Corpus
    row: EvidenceRow
    numbers: tuple[int, ...]
    searched: bool
    segments: tuple[Segment, ...]
    by_study: Mapping[int, tuple[Segment, ...]]
    axes: tuple[Axis, ...] = ()
    barrier: Answered | None = None
    thresholds: GapThresholds = field(default_factory=GapThresholds)
    directions: tuple[ValenceRow, ...] = ()

    @property
    def standing(self) -> Standing:
        """Of an absence; guard c of domain.md, C3: nothing is called firm on a machine's word."""
        if not self.searched:
            return "not found by the machine"
        enough = self.row.n >= self.thresholds.n_min and self.row.upper < self.thresholds.floor
        return "not reported (firm)" if enough else "not reported"

    @property
    def standing_of_more(self) -> Standing:
        """Only an absence is firm: of more than what was found, a search of the top tells less."""
        return "not reported" if self.searched else "not found by the machine"

    def judged_by_people(self, facet: str) -> bool:
        """Whether people, and no machine, said what each segment is in one facet."""
        return all(one.coding.coder.kind == "person" and one.coding.facet(facet) for one in self.segments)

    def standing_by(self, facet: str) -> Standing:
        """Of what a facet says: a person's search for the construct tells nothing of its facets."""
        return "not reported" if self.judged_by_people(facet) else "not found by the machine"

    def studies_where(self, holds: Callable[[Segment], bool]) -> frozenset[int]:
        """Studies of which any segment is so."""
        return frozenset(one.study for one in self.segments if holds(one))

    def numbers_in(self, studies: Collection[int]) -> tuple[int, ...]:
        """The segments of evidence of some studies."""
        return tuple(number for number in self.numbers if self.corpus.segments[number].study in studies)

    def gap(self, kind: GapKind, *, n: int, k: int, standing: Standing, threshold: str, **more: Any) -> Gap:
        """A gap of this construct; ``more`` are fields of ``Gap`` that its kind has."""
        lower, upper = wilson(k, n)
        share = self.row.k / self.row.n if self.row.n else 0.0
        confidence = FIRM if standing == "not reported (firm)" else POSSIBLE
        usual = {"robinson": ROBINSON[kind], "codings": self.numbers}
        return Gap(
            construct=self.row.construct,
            label=self.row.label,
            domain=self.row.domain,
            kind=kind,
            standing=standing,
            n=n,
            k=k,
            value=k / n if n else 0.0,
            lower=lower,
            upper=upper,
            threshold=threshold,
            underpowered=self.row.n < self.thresholds.n_min,
            severity=round(WEIGHT[kind] * (1 - share) * confidence, 4),
            **(usual | more),
        )


def look_at(
    corpus: Corpus,
    row: EvidenceRow,
    numbers: Iterable[int],
    *,
    searched: bool,
    axes: tuple[Axis, ...] = (),
    barrier: Answered | None = None,
) -> Look:
    """A construct under the usual thresholds, by its row and the numbers of its segments of evidence."""
    own = tuple(numbers)
    by_study: dict[int, list[Segment]] = defaultdict(list)
    for number in own:
        by_study[corpus.segments[number].study].append(corpus.segments[number])
    return Look(
        corpus=corpus,
        row=row,
        numbers=own,
        searched=searched,
        segments=tuple(corpus.segments[number] for number in own),
        by_study={study: tuple(segments) for study, segments in by_study.items()},
        axes=axes,
        barrier=barrier,
    )


def shows_place(study: Study) -> bool:
    """Whether it means anything in which section of a study something stands."""
    return study.has_sections and not study.is_lessons_paper


def counts_of(values: Iterable[str], order: Iterable[str] = ()) -> Counts:
    """Counts of values: in an order where there is one, then by number."""
    counts = Counter(values)
    turn = {value: number for number, value in enumerate(order)}
    return tuple(sorted(counts.items(), key=lambda item: (turn.get(item[0], len(turn)), -item[1], item[0])))
