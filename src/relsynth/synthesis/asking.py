"""Which segments or passages of a corpus a query asks for.

A field asks for a coding (its code, its facets, who made it), for the place where it stands (section, paper, words), or
for the study (year, characteristics). Where a query does not ask how a thing is said (``assertion``), it asks for
evidence: what a study reports on its own account. Of segments, all that is asked for has to hold of one and the same
coding; of passages, each field has to hold of one of the codings in it.

No set is made of all segments for each field: what does not hold of a segment is not asked further.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.query import All, Any, Field, Not, Query, Words, leaves
from relsynth.synthesis.asking_fields import ANYTHING, ASSERTION, EVIDENCE, Values, wanted_years
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.synthesis.evidence import explicitness

T = TypeVar("T")
Leaf = Field | Words
Holding = Callable[[Leaf, Sequence[T]], Sequence[T]]

CHEAP = ("code", "construct", "domain", "coding", "section", "kind", "coder", "year", "paper")
"""Fields that are asked first, since little work tells whether they hold."""


BESIDE = frozenset({"section", "paper", "year", *CHARACTERISTICS})
"""Fields that ask for no coding, but for where it stands and in which study."""

OF_SEGMENT: Mapping[str, Callable[[Segment], str]] = {
    "code": lambda segment: segment.coding.code,
    "construct": lambda segment: segment.coding.code,
    "domain": lambda segment: segment.coding.code,
    "section": lambda segment: segment.section,
    "kind": lambda segment: segment.coding.coder.kind,
    "coder": lambda segment: segment.coding.coder.name,
    "coding": lambda segment: str(segment.coding.number),
}
"""What a field looks at in a segment, where it is one value; what it wants has been told by ``Values``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known beside the codings: words -> version -> paragraphs that have them; field -> values by study."""

    words: Mapping[str, Mapping[str, frozenset[int]]]
    characteristics: Mapping[str, Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Passage:
    """A paragraph of a study's paper, with the segments that begin in it (indexes in the corpus)."""

    study: int
    version: str
    position: int
    segments: tuple[int, ...]


class Asked:
    """A corpus that is asked; ``values`` know what fields and values there are, and refuse what there is not."""

    def __init__(self, corpus: Corpus, values: Values, facts: Facts) -> None:
        self._corpus = corpus
        self._values = values
        self._facts = facts
        self._starts: dict[str, list[int]] = {}  # version -> where its paragraphs start

    def segments(self, query: Query) -> tuple[int, ...]:
        """Indexes of the segments that are asked for, in the order of the corpus.

        Raises:
            QueryError: there is no such field or value.
        """
        found = _narrowed(query, range(len(self._corpus.segments)), self._segments_with)
        return tuple(found if asks_how_said(query) else self._evidence(found))

    def passages(self, query: Query) -> tuple[Passage, ...]:
        """The passages that are asked for, by study, paper and place; of their codings, those that are evidence count.

        Raises:
            QueryError: there is no such field or value.
        """
        how = not asks_how_said(query)
        counted = frozenset(self._evidence(range(len(self._corpus.segments)))) if how else None

        def holding(leaf: Leaf, candidates: Sequence[Passage]) -> Sequence[Passage]:
            return self._passages_with(leaf, candidates, counted)

        return tuple(_narrowed(query, self._all_passages, holding))

    def _evidence(self, candidates: Iterable[int]) -> list[int]:
        return [number for number in candidates if self._corpus.segments[number].coding.is_evidence]

    @cached_property
    def _all_passages(self) -> tuple[Passage, ...]:
        behind: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, segment in enumerate(self._corpus.segments):
            behind[segment.coding.span.version, self._position(segment)].append(number)
        return tuple(
            Passage(study=n, version=version, position=at, segments=tuple(behind.get((version, at), ())))
            for n, study in enumerate(self._corpus.studies)
            for version in study.documents
            for at in range(len(self._corpus.documents[version].paragraphs))
        )

    def _position(self, segment: Segment) -> int:
        span = segment.coding.span
        if span.version not in self._starts:
            paragraphs = self._corpus.documents[span.version].paragraphs
            self._starts[span.version] = [paragraph.start for paragraph in paragraphs]
        return bisect_right(self._starts[span.version], span.start) - 1

    # -- what holds of segments

    def _segments_with(self, leaf: Leaf, candidates: Sequence[int]) -> Sequence[int]:
        segments = self._corpus.segments
        if isinstance(leaf, Words):
            there = self._facts.words[leaf.text]
            return [
                one for one in candidates
                if (own := there.get(segments[one].coding.span.version)) and self._position(segments[one]) in own
            ]  # fmt: skip
        wanted = self._values.of(leaf)
        if (holds := self._on_place(leaf, wanted)) is not None:
            return [one for one in candidates if holds(segments[one].study, segments[one].coding.span.version)]
        if leaf.name == "explicitness":
            return self._explicit(candidates, wanted)
        if leaf.name not in OF_SEGMENT:
            return self._with_facet(leaf.name, wanted, candidates)
        value_of = OF_SEGMENT[leaf.name]
        return [one for one in candidates if value_of(segments[one]) in wanted]

    def _with_facet(self, facet: str, wanted: frozenset[str], candidates: Sequence[int]) -> Sequence[int]:
        if facet == ASSERTION and ANYTHING in wanted:
            return candidates
        segments = self._corpus.segments
        found = [
            one
            for one in candidates
            if any(
                name == facet and not wanted.isdisjoint(values) for name, values in segments[one].coding.facets
            )  # as Coding.facet, without a dictionary for each of 200,000
        ]
        if facet == ASSERTION and EVIDENCE in wanted:
            both = set(found) | set(self._evidence(candidates))
            return [one for one in candidates if one in both]
        return found

    def _explicit(self, candidates: Sequence[int], wanted: Collection[str]) -> Sequence[int]:
        """Segments whose study treats their construct so, by all that it says of that construct."""
        segments = self._corpus.segments
        asked = {(segments[one].study, segments[one].construct) for one in candidates}
        own: dict[tuple[int, str], list[Segment]] = defaultdict(list)
        for segment in segments:
            if (segment.study, segment.construct) in asked:
                own[segment.study, segment.construct].append(segment)
        holds = {pair for pair, those in own.items() if explicitness(those) in wanted}
        return [one for one in candidates if (segments[one].study, segments[one].construct) in holds]

    # -- what holds of places and studies

    def _on_place(self, leaf: Field, wanted: Collection[str]) -> Callable[[int, str], bool] | None:
        """Whether a field holds of a study and a version; None where it asks for something else."""
        if leaf.name == "paper":
            return lambda _, version: version in wanted
        if leaf.name == "year":
            holds = wanted_years(leaf)
            years = {number for number, study in enumerate(self._corpus.studies) if holds(study.year)}
            return lambda study, _: study in years
        if (known := self._facts.characteristics.get(leaf.name)) is not None:
            having = {study for study, values in enumerate(known) if not set(wanted).isdisjoint(values)}
            return lambda study, _: study in having
        return None

    def _passages_with(
        self, leaf: Leaf, candidates: Sequence[Passage], counted: Collection[int] | None
    ) -> Sequence[Passage]:
        if isinstance(leaf, Words):
            there = self._facts.words[leaf.text]
            return [one for one in candidates if one.position in there.get(one.version, ())]
        wanted = self._values.of(leaf)
        if (holds := self._on_place(leaf, wanted)) is not None:
            return [one for one in candidates if holds(one.study, one.version)]
        if leaf.name == "section":
            return [one for one in candidates if self._section(one) in wanted]
        own = [number for one in candidates for number in one.segments if counted is None or number in counted]
        having = set(self._segments_with(leaf, own))
        return [one for one in candidates if not having.isdisjoint(one.segments)]

    def _section(self, passage: Passage) -> str:
        document = self._corpus.documents[passage.version]
        return document.sections[document.paragraphs[passage.position].section].label


def asks_how_said(query: Query) -> bool:
    """Whether a query says itself which assertions it asks for; if not, it asks for evidence."""
    return any(isinstance(leaf, Field) and leaf.name == ASSERTION for leaf in leaves(query))


def asks_of_codings(query: Query) -> bool:
    """Whether a query asks for codings, and not for words, places and studies alone."""
    return any(isinstance(leaf, Field) and leaf.name not in BESIDE for leaf in leaves(query))


def _narrowed(query: Query, candidates: Sequence[T], holding: Holding[T]) -> Sequence[T]:
    """Of some candidates those that are asked for, in their order."""
    match query:
        case Not(part=part):
            without = set(_narrowed(part, candidates, holding))
            return [one for one in candidates if one not in without]
        case All(parts=parts):
            for part in sorted(parts, key=_work):
                candidates = _narrowed(part, candidates, holding)
            return candidates
        case Any(parts=parts):
            found: set[T] = set()
            for part in parts:
                found.update(_narrowed(part, candidates, holding))
            return [one for one in candidates if one in found]
        case Field() | Words():
            return holding(query, candidates)


def _work(part: Query) -> int:
    """How late a part is to be asked."""
    if isinstance(part, Field):
        return CHEAP.index(part.name) if part.name in CHEAP else len(CHEAP)
    return len(CHEAP) + (1 if isinstance(part, Words) else 2)
