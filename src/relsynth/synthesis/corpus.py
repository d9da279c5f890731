"""What synthesis starts from: the studies in scope, and the segments coded in them.

Reports of one study are told by ``studies``. Documents that are not English, have no full
text, or were excluded by people who read it, are left out of every n; their number goes with every table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from relsynth.codebook import Codebook
from relsynth.coding import Coding, Facets
from relsynth.documents import LATE_LABELS, UNCODED_LABELS, Document, Paragraph, Span
from relsynth.records import Record
from relsynth.sections import article_form

_WORD = re.compile(r"(?<!\w)(?<!\w['’-])\w")  # the first letter of each: what hyphens and apostrophes join is one word


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """An investigation, by its first report: how it is cited, and its words by section label.

    Studies of like author and year have letters behind the year, in the order of the corpus, the same wherever they
    are cited: Jack (2024a), Jack (2024b).
    ``has_sections`` is False where no section could be labelled; such a study is left
    out of what is judged by section.
    """

    citation: str
    title: str | None
    year: int | None
    journal: str | None
    doi: str | None
    is_lessons_paper: bool
    has_sections: bool
    documents: tuple[str, ...]
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A coding, with the study, construct and section it counts for."""

    coding: Coding
    study: int
    construct: str
    section: str

    @property
    def is_late(self) -> bool:
        """Whether it stands in the discussion or behind it."""
        return self.section in LATE_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The evidence base of every table. ``left_out``: reason -> documents, and files that could not be read."""

    codebook: Codebook
    studies: tuple[Study, ...]
    segments: tuple[Segment, ...]
    documents: Mapping[str, Document]
    left_out: tuple[tuple[str, int], ...]
    unread: int = 0

    @property
    def n(self) -> int:
        """Studies in scope: the n of every share."""
        return len(self.studies)

    @property
    def scope(self) -> tuple[str, ...]:
        """Versions of the documents in scope, sorted: what a person's search was made in."""
        return tuple(sorted(self.documents))

    @property
    def statement(self) -> str:
        """What was counted and what was left out, in one sentence for the foot of a table."""
        return statement_of(self.n, len(self.documents), self.left_out, self.unread)


def statement_of(studies: int, papers: int, left_out: Iterable[tuple[str, int]], unread: int) -> str:
    """What was counted and what was left out, in one sentence; ``papers`` are those in scope."""
    reasons = tuple(left_out)
    read = papers + sum(count for _, count in reasons)
    left = [f"{count} {reason}" for reason, count in reasons]
    if unread:
        left.append(f"{unread} unread file{_s(unread)}")
    counted = f"{studies} {'study' if studies == 1 else 'studies'} in {read} paper{_s(read)} read"
    return f"n = {counted}; left out of every n: {', '.join(left) or 'none'}."


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def build(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    codebook: Codebook,
    *,
    study_of: Mapping[str, str],
    unread: int = 0,
    excluded: Mapping[str, str] | None = None,
    recorded: Mapping[str, Record] | None = None,
) -> Corpus:
    """Gather documents and codings into studies and segments; codes unknown to the codebook are passed over.

    What stands in the back matter is no evidence, and what two people say alike of the same words is one segment.

    ``study_of``: document id -> study, for every document; ``excluded``: document id -> why people leave it out;
    ``recorded``: document id -> its record, which holds for what a paper does not say of itself.
    """
    in_scope, left_out = _in_scope(documents, excluded or {})
    by_study: dict[str, list[Document]] = defaultdict(list)
    for document in in_scope:
        by_study[study_of[document.id]].append(document)
    number = {document.version: n for n, group in enumerate(by_study.values()) for document in group}
    by_version = {document.version: document for document in in_scope}
    known = {code.id for code in codebook.codes}
    segments = (
        _segment(coding, by_version[coding.span.version], number, codebook)
        for coding in _once(codings)
        if coding.span.version in by_version and coding.code in known
    )
    return Corpus(
        codebook=codebook,
        studies=_told_apart([_study(group, recorded or {}) for group in by_study.values()]),
        segments=tuple(one for one in segments if one.section not in UNCODED_LABELS),
        documents=by_version,
        left_out=left_out,
        unread=unread,
    )


def counted_apart(corpus: Corpus, code: str) -> Corpus:
    """The same studies and segments, with one code as a construct of its own: what is told of it is of it alone.

    Of a construct that is the corpus itself. Numbers of studies and segments stay.
    """
    if corpus.codebook.code(code).parent is None:
        return corpus
    book = corpus.codebook.with_construct(code)
    segments = tuple(replace(one, construct=book.construct_of(one.coding.code)) for one in corpus.segments)
    return replace(corpus, codebook=book, segments=segments)


def _once(codings: Iterable[Coding]) -> Iterator[Coding]:
    """Codings, less those that say of the same words what another person has said already."""
    said: set[tuple[Span, str, Facets]] = set()
    for coding in codings:
        one = (coding.span, coding.code, coding.facets)
        if coding.coder.kind == "machine" or one not in said:
            yield coding
        said.add(one)


def paragraph_of(document: Document, offset: int) -> Paragraph:
    """The paragraph that a place in the text belongs to."""
    at = bisect_right(document.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
    if at < 0 or offset >= document.paragraphs[at].end:
        raise ValueError(f"offset {offset} is outside of every paragraph of {document.name}")
    return document.paragraphs[at]


def section_of(document: Document, offset: int) -> int:
    """Index of the innermost section that a place in the text belongs to."""
    return paragraph_of(document, offset).section


def whereabouts(document: Document, start: int, end: int) -> str:
    """Where a stretch stands, for people: headings from the top down, page, heads of its table cell, who speaks."""
    paragraph = paragraph_of(document, start)
    told = [" > ".join(document.section_path(paragraph.section))]
    if paragraph.page:
        told.append(f"page {paragraph.page}")
    told += [f"table's {axis}: {head}" for axis, head in _heads(paragraph) if head]
    if document.is_spoken(start, end):
        told.append("a participant's words")
    return " · ".join(filter(None, told))


def _heads(paragraph: Paragraph) -> tuple[tuple[str, str | None], ...]:
    return ("row", paragraph.row_head), ("column", paragraph.column_head)


def _in_scope(
    documents: Iterable[Document], excluded: Mapping[str, str]
) -> tuple[list[Document], tuple[tuple[str, int], ...]]:
    inside = []
    outside: Counter[str] = Counter()
    for document in documents:
        if why := document.out_of_scope or excluded.get(document.id):
            outside[why] += 1
        else:
            inside.append(document)
    return inside, tuple(sorted(outside.items()))


def _segment(coding: Coding, document: Document, number: Mapping[str, int], codebook: Codebook) -> Segment:
    return Segment(
        coding=coding,
        study=number[document.version],
        construct=codebook.construct_of(coding.code),
        section=document.sections[section_of(document, coding.span.start)].label,
    )


def _told_apart(studies: Sequence[Study]) -> tuple[Study, ...]:
    """Studies, those of like citation with letters behind the year."""
    counts = Counter(study.citation for study in studies)
    turn: Counter[str] = Counter()
    told = []
    for study in studies:
        turn[own := study.citation] += 1
        told.append(replace(study, citation=lettered(own, turn[own])) if counts[own] > 1 else study)
    return tuple(told)


def lettered(citation: str, turn: int) -> str:
    """A citation with a letter behind its year, by its turn among those alike, from 1.

    >>> lettered("Jack (2024)", 2)
    'Jack (2024b)'
    """
    letters = ""
    while turn:
        turn, letter = divmod(turn - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return f"{citation[:-1]}{letters})" if citation.endswith(")") else f"{citation} ({letters})"


def _completed(document: Document, record: Record | None) -> Document:
    """A document with what its record says, where it is silent itself."""
    if record is None:
        return document
    return replace(
        document,
        title=document.title or record.title,
        authors=document.authors or record.authors,
        year=document.year or record.year,
        journal=document.journal or record.container_title,
        doi=document.doi or record.doi,
    )


def _study(reports: list[Document], recorded: Mapping[str, Record]) -> Study:
    first = _completed(reports[0], recorded.get(reports[0].id))
    labels = {document.sections[p.section].label for document in reports for p in document.paragraphs}
    return Study(
        citation=first.short_citation,
        title=first.title,
        year=first.year,
        journal=first.journal,
        doi=first.doi,
        is_lessons_paper=any(article_form(d.title, d.sections) == "lessons_paper" for d in reports),
        has_sections=bool(labels - {"title", "abstract", "keywords", "other", *UNCODED_LABELS}),
        documents=tuple(document.version for document in reports),
        words=_words(reports),
    )


def _words(reports: Iterable[Document]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for document in reports:
        for paragraph in document.paragraphs:
            label = document.sections[paragraph.section].label
            counts[label] += len(_WORD.findall(document.text, paragraph.start, paragraph.end))
    return tuple(sorted(counts.items()))
