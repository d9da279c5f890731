"""What all readers of papers share: from bytes to characters, from blocks to a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from relsynth.documents import CITATION, Block, Completeness, Document, Paragraph, Section, document_id, plain_line
from relsynth.errors import InputError
from relsynth.formats.decoding import marked
from relsynth.formats.language import SAMPLE, detect
from relsynth.headings import read_heading
from relsynth.records import doi_in, year_in
from relsynth.section_model import SectionModel
from relsynth.sections import NOT_BODY, assemble
from relsynth.speech import spoken

LEAST_BODY = 0.5
"""Length of a body, as a share of the abstract's, below which it is none: a notice that the paper is in a PDF, or
two lines under a figure. The shortest body of 232 full texts was 6.7 times as long as its abstract."""

_WEIGHTS = Path(__file__).parents[1] / "section_weights.json"

_REFERENCES = re.compile(r"references|bibliography|(literature|works) cited|reference list|sources cited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a paper says of itself, each a plain line; missing is None."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None


def document(
    blocks: Iterable[Block],
    citation: Citation,
    *,
    source: bytes,
    name: str,
    format: str,
    reader: str,
    declared_language: str | None = None,
) -> Document:
    """Build the document of one reading.

    The language is told from the body, or from the whole text where there is no
    body; a declared one counts only where the words are too few to tell.

    Raises:
        InputError: no block holds any text.
    """
    citation = _unsigned(citation)
    titled = _titled(citation.title, blocks)
    text, paragraphs, sections, citations = assemble(titled, section_model())
    if not text:
        raise InputError("the file holds no text; if it is a scan, recognise its text first")
    body = _body(text, paragraphs, sections)
    return Document(
        id=document_id(source),
        name=name,
        format=format,
        text=text,
        paragraphs=paragraphs,
        sections=sections,
        reader=reader,
        citations=citations,
        spoken=spoken(text, paragraphs, sections),
        title=citation.title,
        authors=citation.authors,
        year=citation.year,
        journal=citation.journal,
        doi=citation.doi,
        pmid=citation.pmid,
        pmcid=citation.pmcid,
        language=detect(body or text) or declared_language,
        completeness=_completeness(paragraphs, sections),
    )


@lru_cache(maxsize=1)
def section_model() -> SectionModel:
    """Return the model that labels sections whose heading says nothing, read once from the package's own file."""
    kept = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return SectionModel(
        labels=tuple(kept.pop("labels")),
        weights={sign: tuple(weights) for sign, weights in kept.pop("weights").items()},
        **kept,
    )


def decode(source: bytes) -> str:
    """Return the characters of a text file: by its byte-order mark, else UTF-8, else Windows-1252.

    Line ends become line feeds.

    Raises:
        InputError: the bytes are none of these, or hold control characters as no text does.
    """
    named = marked(source)
    text = _decoded(source, *([named] if named else ["utf-8", "cp1252"]))
    if text is None or "\x00" in text:
        raise InputError("not a text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace(CITATION, "")


def citation_from(fields: Mapping[str, str]) -> Citation:
    """Return what ``Key: value`` lines say: title, author(s), year or date, journal, doi.

    Authors are "Family, Given", parted by semicolons.
    """
    known = {key.strip().lower(): unquoted(value) for key, value in fields.items()}
    authors = known.get("authors", known.get("author", ""))
    return Citation(
        title=known.get("title") or None,
        authors=tuple(line for line in map(plain_line, authors.split(";")) if line),
        year=year_in(known.get("year", known.get("date", ""))),
        journal=known.get("journal") or None,
        doi=doi_in(known.get("doi", "")),
    )


def unquoted(value: str) -> str:
    """A scalar without the quotation marks around it."""
    line = plain_line(value)
    quoted = len(line) > 1 and line[0] == line[-1] and line[0] in "\"'"
    return line[1:-1] if quoted else line


def is_reference_heading(heading: str) -> bool:
    """Whether a heading opens the list of references."""
    return _REFERENCES.fullmatch(re.sub(r"[^a-z ]", "", heading.lower()).strip()) is not None


def without_references(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks less the reference list: from its heading to the next one as high."""
    depth: int | None = None
    for block in blocks:
        if block.kind == "heading" and (depth is None or block.depth <= depth):
            depth = block.depth if is_reference_heading(block.text) else None
        if depth is None:
            yield block


def with_label_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with "Abstract: …" and "Keywords: …" at a paragraph's start made headings."""
    for block in blocks:
        start, colon, rest = block.text.partition(":")
        label = read_heading(start).label if block.kind == "text" and colon else None
        if label in ("abstract", "keywords"):
            yield Block(text=start, kind="heading", depth=1, label=label)
            yield Block(text=rest)
        else:
            yield block


def _unsigned(citation: Citation) -> Citation:
    """What a paper says of itself, without the sign that only its text may have."""
    title, journal = ((said or "").replace(CITATION, "").strip() or None for said in (citation.title, citation.journal))
    authors = tuple(filter(None, (author.replace(CITATION, "").strip() for author in citation.authors)))
    return replace(citation, title=title, journal=journal, authors=authors)


def _titled(title: str | None, blocks: Iterable[Block]) -> Iterator[Block]:
    """The title stands first in the text, in a section of its own without a heading."""
    if title:
        yield Block(text="", kind="heading", depth=1, label="title")
        yield Block(text=title)
        yield Block(text="", kind="heading", depth=1)
    yield from blocks


def _decoded(source: bytes, *encodings: str) -> str | None:
    for encoding in encodings:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _body(text: str, paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> str:
    """The opening of the body, as much of it as tells the language."""
    words: list[str] = []
    length = 0
    for paragraph in paragraphs:
        if sections[paragraph.section].label not in NOT_BODY and length < SAMPLE:
            words.append(text[paragraph.start : paragraph.end])
            length += len(words[-1])
    return " ".join(words)


def _completeness(paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> Completeness:
    body = abstract = 0
    for paragraph in paragraphs:
        label = sections[paragraph.section].label
        body += (paragraph.end - paragraph.start) * (label not in NOT_BODY)
        abstract += (paragraph.end - paragraph.start) * (label == "abstract")
    if body and body >= abstract * LEAST_BODY:
        return "full_text"
    return "abstract_only" if abstract else "no_body"
