"""From a number of a table to the sentences behind it, and from a sentence to its place in the paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.coding import Coder
from relsynth.errors import InputError
from relsynth.reports.tables import Cell
from relsynth.synthesis.corpus import Corpus, Segment, whereabouts
from relsynth.workflow.findings import CODINGS

QUOTES = 40
"""Quotes that are told at once."""
ROLES = frozenset({"barrier", "facilitator", "strategy", "goal"})
"""Columns that count studies by this role of the construct."""
APART = frozenset({"recommended", "planned", "hypothetical", "reported_by_others"})
"""Columns that count what is no evidence, by this assertion."""
FACET_OF = {
    "levels": "level",
    "measures": "measured",
    "linked_outcomes": "linked_outcome",
    "roles": "role",
}
"""Columns of counts by the values of a facet."""
SECTIONS = "sections"
NEVER = frozenset({"n", "year", "page", "start", "end", "coding", "judged", "words", "sentences", "partner_count"})
"""Columns of whole numbers that count no studies or codings of the row."""
_SPAN = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a paper: the document, the first sign, and the coding's number."""

    document: str
    start: int
    coding: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuote:
    """The words of a place, verbatim: whose, where, and what is coded there."""

    citation: str
    title: str | None
    words: str
    section: str
    path: str
    codes: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    coders: tuple[str, ...]
    document: str
    start: int
    coding: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuotes:
    """Quotes behind a number, from the ``start``-th on; how many there are, of how many studies."""

    found: int
    studies: int
    start: int
    quotes: tuple[ShownQuote, ...]


class Places:
    """Where the codings of a corpus stand, by their numbers, studies and constructs."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._by_number = {one.coding.number: n for n, one in enumerate(corpus.segments)}
        self._by_citation = {study.citation: number for number, study in enumerate(corpus.studies)}
        self._documents = {document.name: document for document in corpus.documents.values()}
        self._names = len(self._documents) == len(corpus.documents)
        self._evidence: dict[tuple[int | None, str | None], list[int]] = defaultdict(list)
        self._apart: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(corpus.segments):
            if not one.coding.is_evidence:
                self._apart[one.construct].append(n)
                continue
            for key in ((one.study, one.construct), (one.study, None), (None, one.construct)):
                self._evidence[key].append(n)

    def numbers_of(self, row: Mapping[str, Cell]) -> tuple[int, ...]:
        """The segments behind a row: those that it names, or those of its study and construct."""
        if (named := row.get(CODINGS)) is not None:
            return self._named(str(named))
        if isinstance(one := row.get("coding"), int):
            return self._named(str(one))
        study = self._by_citation.get(str(row["study"])) if isinstance(row.get("study"), str) else None
        construct = row.get("construct")
        if ("study" in row and study is None) or CODINGS in row:
            return ()
        key = (study, construct if isinstance(construct, str) and construct else None)
        return tuple(self._evidence[key]) if key in self._evidence else ()

    def place_of(self, row: Mapping[str, Cell]) -> Place | None:
        """Where a row stands that is of one place: a coding, a passage."""
        if isinstance(number := row.get("coding"), int) and number in self._by_number:
            return self._place(self._corpus.segments[self._by_number[number]])
        name, start = row.get("paper", row.get("document")), row.get("start")
        if found := _SPAN.fullmatch(str(row.get("place", ""))):
            start = int(found[1])
        document = self._documents.get(str(name)) if self._names else None
        if document is None or not isinstance(start, int):
            return None
        return Place(document=document.id, start=start, coding=None)

    def opens(self, row: Mapping[str, Cell], column: str, *, has_sentences: bool) -> bool:
        """Whether a cell's number leads to sentences, of a row that has some or none."""
        cell = row[column]
        if column in APART:
            return bool(cell) and isinstance(row.get("construct"), str)
        if isinstance(cell, Mapping):
            return bool(cell) and (column in FACET_OF or column == SECTIONS) and has_sentences
        if column in self._by_citation:
            return cell is not None and bool(self._evidence.get((self._by_citation[column], _text(row, "construct"))))
        is_count = isinstance(cell, int) and not isinstance(cell, bool) and cell > 0 and column not in NEVER
        return is_count and has_sentences

    def behind(self, row: Mapping[str, Cell], column: str, value: str | None) -> tuple[int, ...]:
        """The segments behind a cell of a row; ``value`` is which count of several is meant.

        Raises:
            InputError: the row has no such column.
        """
        if column not in row:
            raise InputError(f"the table has no column {column!r}")
        if column in APART:
            own = self._apart[_text(row, "construct") or ""]
            return tuple(n for n in own if column in self._segment(n).coding.facet("assertion"))
        if column in self._by_citation:
            return tuple(self._evidence.get((self._by_citation[column], _text(row, "construct")), ()))
        numbers = self.numbers_of(row)
        return tuple(n for n in numbers if _is_meant(self._segment(n), column, value)) or numbers

    def quotes(self, numbers: Iterable[int], *, start: int = 0) -> ShownQuotes:
        """The words of segments, a place once, however many codes it has; by study, as they stand in its papers."""
        places: dict[tuple[int, str, int, int], list[Segment]] = defaultdict(list)
        for one in map(self._segment, numbers):
            span = one.coding.span
            places[one.study, span.version, span.start, span.end].append(one)
        ordered = sorted(places)
        return ShownQuotes(
            found=len(ordered),
            studies=len({study for study, *_ in ordered}),
            start=start,
            quotes=tuple(self._quote(places[key]) for key in ordered[start : start + QUOTES]),
        )

    def _quote(self, segments: list[Segment]) -> ShownQuote:
        first = segments[0]
        span, study = first.coding.span, self._corpus.studies[first.study]
        document = self._corpus.documents[span.version]
        book = self._corpus.codebook
        facets = {(name, value) for one in segments for name, values in one.coding.facets for value in values}
        return ShownQuote(
            citation=study.citation,
            title=study.title,
            words=document.quote(span.start, span.end),
            section=first.section,
            path=whereabouts(document, span.start, span.end),
            codes=tuple(dict.fromkeys(book.code(one.coding.code).label for one in segments)),
            facets=tuple(sorted(one for one in facets if one[0] in ("role", "level", "assertion"))),
            coders=tuple(sorted({_called(one.coding.coder) for one in segments})),
            document=document.id,
            start=span.start,
            coding=first.coding.number,
        )

    def _named(self, numbers: str) -> tuple[int, ...]:
        found = (self._by_number.get(int(one)) for one in re.findall(r"\d+", numbers))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _segment(self, number: int) -> Segment:
        return self._corpus.segments[number]

    def _place(self, segment: Segment) -> Place:
        span = segment.coding.span
        document = self._corpus.documents[span.version]
        return Place(document=document.id, start=span.start, coding=segment.coding.number)


def _text(row: Mapping[str, Cell], column: str) -> str | None:
    return value if isinstance(value := row.get(column), str) else None


def _is_meant(segment: Segment, column: str, value: str | None) -> bool:
    """Whether a segment of a row is what a cell of it counts, as far as that can be told of one segment."""
    if column in ROLES:
        return column in segment.coding.facet("role")
    if column in ("lack", "lack_only"):
        return segment.coding.is_lack
    if column == SECTIONS:
        return value is None or segment.section == value
    if column in FACET_OF:
        return value is None or value in segment.coding.facet(FACET_OF[column])
    return True


def _called(coder: Coder) -> str:
    """A person by their name, a machine by its family."""
    return coder.name.partition("@")[0] if coder.kind == "machine" else coder.name
