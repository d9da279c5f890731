"""TEI: what GROBID makes of a PDF, and what some publishers (OpenEdition) keep their articles in.

What GROBID says of title, authors, date and DOI is a guess from the first page, and often wrong:
the record's own wins wherever there is one. Elements are matched by local name, with a namespace or not.

Source: TEI P5 Guidelines; GROBID, "GROBID TEI encoding" (grobid.readthedocs.io).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relsynth.documents import Block, Document
from relsynth.errors import InputError
from relsynth.formats.reading import Citation, document, without_references
from relsynth.formats.tei_text import blocks_of, flat_blocks, is_flat, text_of
from relsynth.formats.xml_papers import LANGUAGE, begins, child, children, local, parsed
from relsynth.records import digits_of, doi_in, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "tei"
READER = "tei/1"

_BEFORE = (
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?:(?!\?>).)*+\?>\s*+|<!--(?:(?!-->).)*+-->\s*+|<!DOCTYPE\s[^>\[]*+>\s*+)*+"
    rb"<(?:[\w-]+:)?"
)
_ROOT = re.compile(_BEFORE + rb"(?:TEI|teiCorpus|TEI\.2|GRV|grvPbechf)[\s>]", re.DOTALL)
_ROTATED_ROOT = re.compile(_BEFORE + rb"(?:GRV|grvPbechf)[\s>]", re.DOTALL)

_WORDS = re.compile(r"\b(?:(?P<plain>the|and|of|to|in)|(?P<rotated>gur|naq|bs|gb|va))\b", re.IGNORECASE)
FEWEST_ROTATED = 10  # words in ROT13; so many, and more than of the plain ones, are no chance
ROTATED = (
    "the words are in ROT13, as some samples on the web are, and no paper can be read from them; get the paper itself"
)


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is TEI, or would be if it were not in ROT13: that is said when it is read."""
    return begins(head, suffix, _ROOT)


def read_document(source: bytes, *, name: str) -> Document:
    """Read one text with its header, without its list of works cited.

    Raises:
        InputError: not well-formed (with the line), not exactly one text, in ROT13, or without words.
    """
    return read_as(source, original=source, name=name, format="tei", reader=READER)


def read_as(
    source: bytes, *, original: bytes, name: str, format: str, reader: str, known: Citation | None = None
) -> Document:
    """Read what another program made of a file as a reading of that file.

    Args:
        source: the TEI.
        original: the file by whose digest the document is known.
        format: of the original.
        known: what else is known of the paper; it fills what the header leaves open.

    Raises:
        InputError: as ``read_document``.
    """
    if _ROTATED_ROOT.match(source):
        raise InputError(ROTATED)
    tei = _text(parsed(source))
    header = child(tei, "teiHeader")
    blocks = list(_blocks(header, child(tei, "text")))
    if _is_rotated(blocks):
        raise InputError(ROTATED)
    citation = _filled(_citation(header), known or Citation())
    if not citation.title and not any(block.text.strip() for block in blocks if block.kind != "heading"):
        raise InputError("the TEI holds no text: the program that made it found none in the original")
    return document(
        blocks,
        citation,
        source=original,
        name=name,
        format=format,
        reader=reader,
        declared_language=_language(tei),
    )


def _text(root: _Element) -> _Element:
    """The one text of the file, which may stand in a corpus."""
    found = [root] if local(root) != "teiCorpus" else list(root.iter("{*}TEI"))
    if len(found) != 1:
        raise InputError(f"holds {len(found)} texts; one file must hold one paper")
    if child(found[0], "text") is None and child(found[0], "teiHeader") is None:
        raise InputError("a <TEI> with neither header nor text is no paper")
    return found[0]


def _blocks(header: _Element | None, text: _Element | None) -> Iterator[Block]:
    yield from _abstract(header)
    yield from _keywords(header)
    yield Block(text="", kind="heading", depth=1)
    yield from without_references(blocks_of(child(text, "front")))
    yield Block(text="", kind="heading", depth=1)
    body = child(text, "body")
    if body is not None:
        yield from without_references(flat_blocks(body) if is_flat(body) else blocks_of(body))
    yield Block(text="", kind="heading", depth=1, label="back_matter")
    yield from without_references(blocks_of(child(text, "back"), depth=2))


def _abstract(header: _Element | None) -> Iterator[Block]:
    """The abstract, in English first; its parts may be headed."""
    abstracts = list(children(child(header, "profileDesc"), "abstract"))
    main = min(abstracts, key=lambda a: a.get(LANGUAGE, "en")[:2] != "en", default=None)
    if main is not None and text_of(main):
        yield Block(text="", kind="heading", depth=1, label="abstract")
        yield from blocks_of(main, depth=2)


def _keywords(header: _Element | None) -> Iterator[Block]:
    """The authors' keywords in one line; without ``term`` elements, the line as it is."""
    groups = [k for c in children(child(header, "profileDesc"), "textClass") for k in children(c, "keywords")]
    words = [text_of(term) for group in groups for term in group.iter("{*}term")] or [text_of(k) for k in groups]
    if line := "; ".join(filter(None, words)):
        yield Block(text="", kind="heading", depth=1, label="keywords")
        yield Block(text=line)


def _citation(header: _Element | None) -> Citation:
    described = child(header, "fileDesc")
    bibl = child(child(described, "sourceDesc"), "biblStruct")
    analytic, monogr = child(bibl, "analytic"), child(bibl, "monogr")
    titles = child(described, "titleStmt")
    ids = {
        (i.get("type") or "").lower(): text_of(i)
        for holder in (child(described, "publicationStmt"), monogr, analytic, bibl)
        for i in children(holder, "idno")
    }
    in_pmc = digits_of(ids.get("pmcid") or ids.get("pmc", ""))
    return Citation(
        title=_title(titles) or _title(analytic),
        authors=tuple(_authors(analytic)) or tuple(_authors(titles)),
        year=_year(child(described, "publicationStmt"), monogr),
        journal=next((text_of(t) for t in children(monogr, "title") if t.get("level", "j") == "j"), "") or None,
        doi=doi_in(ids.get("doi", "")),
        pmid=digits_of(ids.get("pmid", "")),
        pmcid=f"PMC{in_pmc}" if in_pmc else None,
    )


def _title(holder: _Element | None) -> str | None:
    """The main title and, behind a colon, the other ones."""
    titles = sorted(children(holder, "title"), key=lambda t: t.get("type", "main") != "main")
    return ": ".join(filter(None, map(text_of, titles))) or None


def _authors(holder: _Element | None) -> Iterator[str]:
    """Names as "Family, Given"; a group, or a name in one piece, as it is written."""
    for author in children(holder, "author"):
        person = child(author, "persName")
        if person is None:
            written = "".join(text_of(child(author, part)) for part in ("name", "orgName")) or _bare(author)
        else:
            given = " ".join(filter(None, map(text_of, children(person, "forename"))))
            family = " ".join(filter(None, map(text_of, children(person, "surname"))))
            written = ", ".join(filter(None, (family, given))) or text_of(person)
        if written:
            yield written


def _bare(author: _Element) -> str:
    """A name that stands in no element of its own."""
    return "" if len(author) else text_of(author)


def _year(*holders: _Element | None) -> int | None:
    """The earliest year of publication; a date without a type is one too."""
    dates = [d for holder in holders if holder is not None for d in holder.iter("{*}date")]
    said = (d.get("when") or text_of(d) for d in dates if d.get("type", "published") == "published")
    return min(filter(None, map(year_in, said)), default=None)


def _filled(citation: Citation, known: Citation) -> Citation:
    return Citation(
        title=citation.title or known.title,
        authors=citation.authors or known.authors,
        year=citation.year or known.year,
        journal=citation.journal or known.journal,
        doi=citation.doi or known.doi,
        pmid=citation.pmid or known.pmid,
        pmcid=citation.pmcid or known.pmcid,
    )


def _language(tei: _Element) -> str | None:
    declared = tei.get(LANGUAGE) or next(
        (part.get(LANGUAGE) for part in (child(tei, "text"), child(tei, "teiHeader")) if part is not None), None
    )
    return declared.split("-")[0].lower() if declared else None


def _is_rotated(blocks: list[Block]) -> bool:
    found = [match.lastgroup for block in blocks for match in _WORDS.finditer(block.text)]
    rotated = found.count("rotated")
    return rotated >= FEWEST_ROTATED and rotated > len(found) - rotated
