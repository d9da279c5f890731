"""A construct as it is looked at for gaps: how many studies say what of it, and how a gap of it is told.

The kinds of gaps ask for counts and thresholds alone. Of a corpus the counts are made from its segments, and a gap
tells the studies and codings behind it (``CorpusLook``); of a whole literature they come from elsewhere
(``CountedLook``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relsynth.codebook import LEVEL_FACET, GapThresholds
from relsynth.synthesis.corpus import Corpus, Segment, Study
from relsynth.synthesis.evidence import Counts, EvidenceRow, uses
from relsynth.synthesis.gaps.claims import FIRM, POSSIBLE, ROBINSON, WEIGHT, Axis, Gap, GapKind, Standing
from relsynth.synthesis.gaps.richness import RICH_LEAST, rich_studies
from relsynth.synthesis.matching import Answered
from relsynth.synthesis.ratings import direction_of, rated_by_study
from relsynth.synthesis.statistics import wilson
from relsynth.synthesis.valence import ValenceRow

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """So many studies; and which, with the segments that they are told by, where these are at hand."""

    k: int
    studies: Numbers = ()
    codings: Numbers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A construct as a barrier: ``k`` studies report it so, ``met`` of them a strategy against it.

    ``elsewhere`` are those of the others that report some strategy, against whatever. ``unmet`` and ``codings`` are the
    studies and segments behind it where these are at hand, ``by_people`` whether people coded all of these.
    """

    k: int
    met: int
    elsewhere: int
    by_people: bool = False
    unmet: Numbers = ()
    codings: Numbers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(ABC):
    """One construct under some thresholds; ``facets`` are the codebook's, with their values in order.

    ``searched`` says that a person has read its best-ranked sentences in exactly these papers; ``directions`` are its
    studies by net direction, judged by the same thresholds.
    """

    row: EvidenceRow
    searched: bool
    facets: Mapping[str, Sequence[str]]
    axes: tuple[Axis, ...] = ()
    barrier: Barrier | None = None
    thresholds: GapThresholds = field(default_factory=GapThresholds)
    directions: tuple[ValenceRow, ...] = ()

    @property
    def standing(self) -> Standing:
        """Of an absence: nothing is called firm on a machine's word."""
        if not self.searched:
            return "not found by the machine"
        enough = self.row.n >= self.thresholds.n_min and self.row.upper < self.thresholds.floor
        return "not reported (firm)" if enough else "not reported"

    @property
    def standing_of_more(self) -> Standing:
        """Only an absence is firm: of more than what was found, a search of the top tells less."""
        return "not reported" if self.searched else "not found by the machine"

    def standing_by(self, facet: str) -> Standing:
        """Of what a facet says: a person's search for the construct tells nothing of its facets."""
        return "not reported" if self.judged_by_people(facet) else "not found by the machine"

    def gap(self, kind: GapKind, *, n: int, k: int, standing: Standing, threshold: str, **more: Any) -> Gap:
        """A gap of this construct; ``more`` are fields of ``Gap`` that its kind has."""
        lower, upper = wilson(k, n)
        share = self.row.k / self.row.n if self.row.n else 0.0
        confidence = FIRM if standing == "not reported (firm)" else POSSIBLE
        usual = {"robinson": ROBINSON[kind], "codings": self.behind}
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

    @property
    @abstractmethod
    def behind(self) -> Numbers:
        """Segments of evidence, where they are at hand."""

    @property
    @abstractmethod
    def studies(self) -> Collection[int]:
        """Studies with evidence, where they are at hand."""

    @abstractmethod
    def judged_by_people(self, facet: str) -> bool:
        """Whether people, and no machine, said what each segment is in one facet."""

    @abstractmethod
    def is_rich(self) -> bool:
        """Whether any study says more than a sentence (``richness``)."""

    @abstractmethod
    def late(self) -> tuple[int, Some]:
        """Studies that can be judged by place, and those of them that speak of it in late sections only."""

    @abstractmethod
    def without_use(self, facet: str) -> Numbers:
        """Studies that do not measure it, or do not link it, where they are at hand."""

    @abstractmethod
    def silent_of_level(self) -> int:
        """Studies that have evidence, and say nothing of its level."""

    @abstractmethod
    def at_level(self, value: str) -> Numbers:
        """Studies that speak of it at a level, where they are at hand."""

    @abstractmethod
    def sided(self) -> Some:
        """Studies that come out for it or against it, with the segments that have a direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLook(Look):
    """A construct of which counts alone are known, all of machine coding: ``judged`` studies can be judged by place,
    ``late_only`` of them speak of it late only, ``silent`` studies tell no level, ``rich`` is as ``is_rich`` says.
    """

    rich: bool
    judged: int
    late_only: int
    silent: int

    @property
    def behind(self) -> Numbers:
        """None at hand."""
        return ()

    @property
    def studies(self) -> Collection[int]:
        """None at hand."""
        return ()

    def judged_by_people(self, facet: str) -> bool:
        """No: all was coded by machine."""
        return False

    def is_rich(self) -> bool:
        """As it was found."""
        return self.rich

    def late(self) -> tuple[int, Some]:
        """As it was counted."""
        return self.judged, Some(k=self.late_only)

    def without_use(self, facet: str) -> Numbers:
        """None at hand."""
        return ()

    def silent_of_level(self) -> int:
        """As it was counted."""
        return self.silent

    def at_level(self, value: str) -> Numbers:
        """None at hand."""
        return ()

    def sided(self) -> Some:
        """As directions count them."""
        return Some(k=sum(row.positive + row.negative for row in self.directions[:1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusLook(Look):
    """A construct of a corpus; ``numbers`` are its segments of evidence, ``segments`` these themselves, and
    ``by_study`` these by the study that they stand in.
    """

    corpus: Corpus
    numbers: Numbers
    segments: tuple[Segment, ...]
    by_study: Mapping[int, tuple[Segment, ...]]

    @property
    def behind(self) -> Numbers:
        """All of them."""
        return self.numbers

    @property
    def studies(self) -> Collection[int]:
        """All of them."""
        return self.by_study.keys()

    def judged_by_people(self, facet: str) -> bool:
        """Whether people, and no machine, said what each segment is in one facet."""
        return all(one.coding.coder.kind == "person" and one.coding.facet(facet) for one in self.segments)

    def studies_where(self, holds: Callable[[Segment], bool]) -> frozenset[int]:
        """Studies of which any segment is so."""
        return frozenset(one.study for one in self.segments if holds(one))

    def numbers_in(self, studies: Collection[int]) -> Numbers:
        """The segments of evidence of some studies."""
        return tuple(number for number in self.numbers if self.corpus.segments[number].study in studies)

    def is_rich(self) -> bool:
        """Whether enough studies say more than a sentence."""
        return len(rich_studies(self.corpus, self.by_study)) >= RICH_LEAST

    def late(self) -> tuple[int, Some]:
        """Lessons papers and unsectioned studies are left out of both."""
        judged = {study: own for study, own in self.by_study.items() if shows_place(self.corpus.studies[study])}
        late = sorted(study for study, own in judged.items() if all(one.is_late for one in own))
        return len(judged), Some(k=len(late), studies=tuple(late), codings=self.numbers_in({*late}))

    def without_use(self, facet: str) -> Numbers:
        """Studies none of whose segments has a value of the facet that is a use."""
        return tuple(sorted({*self.by_study} - self.studies_where(lambda one: bool(uses(one, facet)))))

    def silent_of_level(self) -> int:
        """Studies none of whose segments tells a level."""
        return self.row.k - len(self.studies_where(lambda one: bool(one.coding.facet(LEVEL_FACET))))

    def at_level(self, value: str) -> Numbers:
        """Studies of which a segment tells that level."""
        return tuple(sorted(self.studies_where(lambda one: value in one.coding.facet(LEVEL_FACET))))

    def sided(self) -> Some:
        """By the net direction of each study."""
        rated = rated_by_study(self.corpus, self.numbers)
        studies = tuple(study for study, one in rated.items() if one.value not in (0, "mixed"))
        own = self.numbers_in({*studies})
        told = tuple(n for n in own if direction_of(self.corpus.segments[n]) != "neutral")
        return Some(k=len(studies), studies=studies, codings=told)


def look_at(
    corpus: Corpus,
    row: EvidenceRow,
    numbers: Iterable[int],
    *,
    searched: bool,
    axes: tuple[Axis, ...] = (),
    barrier: Answered | None = None,
) -> CorpusLook:
    """A construct under the usual thresholds, by its row and the numbers of its segments of evidence."""
    own = tuple(numbers)
    by_study: dict[int, list[Segment]] = defaultdict(list)
    for number in own:
        by_study[corpus.segments[number].study].append(corpus.segments[number])
    return CorpusLook(
        corpus=corpus,
        row=row,
        numbers=own,
        searched=searched,
        facets={name: tuple(facet.values) for name, facet in corpus.codebook.facets.items()},
        segments=tuple(corpus.segments[number] for number in own),
        by_study={study: tuple(segments) for study, segments in by_study.items()},
        axes=axes,
        barrier=_barrier(corpus, barrier) if barrier else None,
    )


def _barrier(corpus: Corpus, told: Answered) -> Barrier:
    elsewhere = {study for near in told.strategies.values() for study in near.get("study", ())} - {*told.met}
    return Barrier(
        k=told.k,
        met=len(told.met),
        elsewhere=len(elsewhere),
        by_people=all(corpus.segments[n].coding.coder.kind == "person" for n in told.codings),
        unmet=told.unmet,
        codings=told.codings,
    )


def shows_place(study: Study) -> bool:
    """Whether it means anything in which section of a study something stands."""
    return study.has_sections and not study.is_lessons_paper


def counts_of(values: Iterable[str], order: Iterable[str] = ()) -> Counts:
    """Counts of values: in an order where there is one, then by number."""
    return sorted_counts(Counter(values).items(), order)


def sorted_counts(counts: Iterable[tuple[str, int]], order: Iterable[str] = ()) -> Counts:
    """Counts in an order where there is one, then by number."""
    turn = {value: number for number, value in enumerate(order)}
    return tuple(sorted(counts, key=lambda item: (turn.get(item[0], len(turn)), -item[1], item[0])))
