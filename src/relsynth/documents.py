"""A document and the places in it.

The text of a document is normalised to NFC once, when it is read, and never
edited afterwards: one paragraph a line, headings kept outside in the sections.
An offset is a count of Unicode code points in that text, half-open, so that a
quote is always ``text[start:end]`` and nothing else.

A document is known by the digest of its source file. Each reading of it is a
version, known by the digest of what was read; spans belong to a version, so a
better reader adds a version and moves nobody's spans.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Completeness = Literal["full_text", "abstract_only", "no_body"]
BlockKind = Literal["heading", "text", "list_item", "caption", "box", "quote", "table", "footnote"]

CITATION = "\ue000"
"""Stands in a block's text where the source has a citation marker (a private-use code point)."""

LABELS = (
    "title",
    "abstract",
    "keywords",
    "introduction",
    "aims",
    "methods",
    "results",
    "discussion",
    "lessons_learned",
    "limitations",
    "conclusion",
    "implications",
    "back_matter",
    "other",
)
"""Standard labels of sections, in the order in which papers have them."""

LATE_LABELS = frozenset({"discussion", "lessons_learned", "limitations", "conclusion", "implications"})
"""Where partnering is relegated to, if it is: everything after the results."""

UNCODED_LABELS = frozenset({"back_matter"})
"""Acknowledgements, contributions, funding: kept in the text, never evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a reader hands over, in reading order: a heading or a paragraph.

    ``text`` holds ``CITATION`` wherever the source cites another work, in place of
    the citation's own number; the sign is taken out when the text is frozen, and
    its place kept.

    ``depth`` is the level of a heading (1 is top). ``label`` is set only where
    the markup itself leaves no doubt (an abstract element, a title element,
    back matter); ``hint`` carries what the markup merely suggests (``sec-type``)
    and never wins against the words of a heading. ``page`` counts from 1, where the
    source has pages. A block of kind ``table`` is one cell, with the words that head
    its row and its column.
    """

    text: str
    kind: BlockKind = "text"
    depth: int = 0
    label: str | None = None
    hint: str | None = None
    page: int | None = None
    row_head: str | None = None
    column_head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the section tree: heading verbatim, standard label, why that label and how sure.

    ``parent`` is the index of the enclosing section in the document's list;
    ``confidence`` the probability, from 0 to 1, that the label is right.
    """

    heading: str
    label: str
    parent: int | None = None
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the text: ``[start, end)`` in code points, and its innermost section.

    ``page`` is the page that it begins on, counted from 1, where the source has pages.
    One of kind ``table`` is a cell; the words that head its row and column stand
    outside of the text, as headings do.
    """

    start: int
    end: int
    section: int
    kind: BlockKind = "text"
    page: int | None = None
    row_head: str | None = None
    column_head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in one version of a document: half-open, in code points of its NFC text."""

    version: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must have 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: ``[start, end)`` in the document's text, and its paragraph's index."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, kw_only=True)
class PaperHead:
    """What a paper is listed by, without its words.

    ``completeness`` and ``language`` (ISO 639-1) decide whether it is in scope;
    a document out of scope is shown, and left out of every n.
    """

    id: str
    name: str
    format: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    completeness: Completeness = "full_text"

    @property
    def out_of_scope(self) -> str | None:
        """Why the document is left out of every n, or None where it is counted."""
        if self.language not in (None, "en"):
            return f"not English ({self.language})"
        if self.completeness != "full_text":
            return self.completeness.replace("_", " ")
        return None

    @property
    def short_citation(self) -> str:
        """First author and year, as in ``Okafor et al. (2021)``."""
        family = [name.split(",")[0].strip() for name in self.authors]
        who = {0: self.name, 1: "".join(family[:1]), 2: " and ".join(family)}.get(
            len(family), f"{family[0]} et al." if family else ""
        )
        return f"{who} ({self.year or 'n.d.'})"


@dataclass(frozen=True, kw_only=True)
class Document(PaperHead):
    """One reading of one paper.

    ``citations`` are the offsets at which other works are cited, ascending; ``spoken`` the stretches
    ``[start, end)`` that are words of participants, not of the authors, ascending.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    reader: str
    citations: tuple[int, ...] = ()
    spoken: tuple[tuple[int, int], ...] = ()
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None

    @cached_property
    def text_digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def version(self) -> str:
        """Id of this reading: ``v1:`` and the digest of all that was read and by which reader."""
        read = [
            self.id,
            self.reader,
            self.text_digest,
            [(p.start, p.end, p.section, p.kind) for p in self.paragraphs],
            [(s.heading, s.label, s.parent) for s in self.sections],
            self.citations,
            [self.title, self.authors, self.year, self.journal, self.doi, self.language, self.completeness],
        ]
        if self.pmid or self.pmcid:  # a reading that has neither keeps the id that it had before there were any
            read.append([self.pmid, self.pmcid])
        if placed := [(n, *where) for n, p in enumerate(self.paragraphs) if any(where := _whereabouts(p))]:
            read.append(["placed", placed])
        if self.spoken:
            read.append(["spoken", self.spoken])
        canonical = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
        return f"v1:{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"

    def is_spoken(self, start: int, end: int) -> bool:
        """Whether most of the stretch ``[start, end)`` is words of participants."""
        said = sum(max(0, min(end, last) - max(start, first)) for first, last in self.spoken)
        return said * 2 > end - start

    def quote(self, start: int, end: int) -> str:
        """The verbatim text between two offsets."""
        return self.text[start:end]

    def section_path(self, section: int) -> tuple[str, ...]:
        """Headings from the top of the tree down to a section, verbatim."""
        path: list[str] = []
        at: int | None = section
        while at is not None:
            path.append(self.sections[at].heading)
            at = self.sections[at].parent
        return tuple(reversed([heading for heading in path if heading]))


def _whereabouts(paragraph: Paragraph) -> tuple[int | None, str | None, str | None]:
    return paragraph.page, paragraph.row_head, paragraph.column_head


def document_id(source: bytes) -> str:
    """Stable id of a document: ``d1:`` and the first 16 hex digits of its file's SHA-256."""
    return f"d1:{hashlib.sha256(source).hexdigest()[:16]}"


_CONTROL = {c: None for c in (*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xFEFF, 0x00AD, 0x200B)}


def plain_line(text: str) -> str:
    """One paragraph as it is stored: NFC, white space folded, control and zero-width signs gone."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join(text.translate(_CONTROL).split())
    return unicodedata.normalize("NFC", line)
