"""JATS and its forerunner NLM (2.x to JATS 1.3): the XML of journals and PubMed Central.

Source: ANSI/NISO Z39.96, Journal Article Tag Suite. Elements are matched by
local name, so that a namespace on all of them makes no difference. The file is
never trusted: no external DTD, no network, no internal subset, no entity that
expands to another. Named characters (``&eacute;``), which journals use and
whose DTD is not read, are replaced before parsing and never dropped.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relsynth.documents import Block, Document
from relsynth.errors import InputError
from relsynth.formats.jats_text import blocks_of, child, children, local, text_of
from relsynth.formats.reading import Citation, document
from relsynth.records import digits_of, doi_in, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "jats"
READER = "jats/2"

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?(?:(?!\?>).)*+\?>\s*|<!--(?:(?!-->).)*+-->\s*)*+"
    rb"(?:<!DOCTYPE\s+(?:[\w-]+:)?article\b|<(?:[\w-]+:)?(?:article|pmc-articleset|OAI-PMH)[\s>])",
    re.DOTALL,
)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_SUBSET = re.compile(rb"<!DOCTYPE\s++[^\s>\[\"']++(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*+\[")
_NAMED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_NAME = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

SKIPPED_ABSTRACTS = frozenset(
    {"graphical", "teaser", "toc", "editor", "precis", "author-highlights", "web-summary", "video", "audio"}
)
"""Abstract types that repeat or advertise the abstract."""

LATER_DATES = frozenset({"pmc-release", "nihms-submitted", "corrected", "retracted", "preprint", "update"})
"""Types of ``pub-date`` that are not the publication of this report."""


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is an article, which in HTML means something else."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode()
    return suffix not in (".html", ".htm", ".xhtml") and _ROOT.match(head) is not None


def read_document(source: bytes, *, name: str) -> Document:
    """Read an article: its front, body and back, without sub-articles, references and licence.

    Raises:
        InputError: not well-formed (with the line), in an unknown encoding, with an
            internal DTD subset, or not exactly one article.
    """
    article = _article(_parsed(source))
    meta = child(child(article, "front"), "article-meta")
    return document(
        _blocks(article, meta),
        _citation(article, meta),
        source=source,
        name=name,
        format="jats",
        reader=READER,
        declared_language=_language(article),
    )


def _parsed(source: bytes) -> _Element:
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    text = _named_characters(_utf8(source))
    if _SUBSET.search(text):
        raise InputError("the DOCTYPE declares entities of its own, which are not trusted; delete what stands in [ ]")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        what = error.msg.partition(", line ")[0]
        raise InputError(f"not well-formed XML: {what}", line=error.lineno) from error


def _utf8(source: bytes) -> bytes:
    """The file in UTF-8, so that what is checked is what is parsed."""
    declared = _DECLARED.match(source.removeprefix(codecs.BOM_UTF8))
    encoding = declared.group(1).decode().lower() if declared else "utf-8"
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    if encoding in ("utf-8", "us-ascii", "ascii"):
        return source
    if re.match(r"utf-|iso-8859-|latin|windows-|cp125|koi8|gb|big5|shift_jis|euc-", encoding) is None:
        raise InputError(f"unknown encoding {encoding!r}; save the file as UTF-8")
    try:
        return _DECLARED.sub(b"<?xml version='1.0'", source.decode(encoding).encode(), count=1)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"not in {encoding}, as it declares; save the file as UTF-8") from error


def _named_characters(text: bytes) -> bytes:
    """Named characters as themselves; an unknown name stays in the text as it is written."""
    named = set(_NAME.findall(text)) - _XML_NAMES
    return _NAMED.sub(_character, text) if named else text


def _character(found: re.Match[bytes]) -> bytes:
    word = found.group(1)
    if word is None or word in _XML_NAMES:
        return found.group()
    character = html.unescape(found.group().decode())
    return b"&amp;" + word + b";" if character.startswith("&") else html.escape(character).encode()


def _article(root: _Element) -> _Element:
    """The one article of the file, which may stand in an articleset or an OAI record."""
    if local(root) == "article":
        found = [root]
    else:
        found = [e for e in root.iter("{*}article") if not any(local(a) == "article" for a in e.iterancestors())]
    if len(found) != 1:
        raise InputError(f"holds {len(found)} articles; one file must hold one paper")
    if all(child(found[0], part) is None for part in ("front", "body")):
        raise InputError("an <article> with neither front nor body is not JATS")
    return found[0]


def _blocks(article: _Element, meta: _Element | None) -> Iterator[Block]:
    yield from _abstract(meta)
    yield from _keywords(meta)
    yield Block(text="", kind="heading", depth=1)
    yield from blocks_of(child(article, "body"))
    yield Block(text="", kind="heading", depth=1)
    yield from blocks_of(child(article, "floats-group"))
    yield Block(text="", kind="heading", depth=1, label="back_matter")
    yield from blocks_of(child(article, "back"), depth=2)


def _abstract(meta: _Element | None) -> Iterator[Block]:
    """The main abstract, in English first; its titled parts are sections of it."""
    abstracts = [a for a in children(meta, "abstract") if a.get("abstract-type") not in SKIPPED_ABSTRACTS]
    main = min(
        abstracts, key=lambda a: (a.get(_LANGUAGE, "en")[:2] != "en", a.get("abstract-type", "") != ""), default=None
    )
    if main is None:
        return
    yield Block(text=text_of(child(main, "title")), kind="heading", depth=1, label="abstract")
    yield from blocks_of(main, depth=2)


def _keywords(meta: _Element | None) -> Iterator[Block]:
    """The authors' keywords in one line; lists of abbreviations are none."""
    groups = [g for g in children(meta, "kwd-group") if not g.get("kwd-group-type", "").startswith("abbr")]
    words = [text_of(word) for group in groups for word in group if local(word) in ("kwd", "compound-kwd")]
    if words:
        yield Block(text=text_of(child(groups[0], "title")), kind="heading", depth=1, label="keywords")
        yield Block(text="; ".join(words))


def _citation(article: _Element, meta: _Element | None) -> Citation:
    titles = child(meta, "title-group")
    title = ": ".join(filter(None, (text_of(child(titles, part)) for part in ("article-title", "subtitle"))))
    journal = child(child(article, "front"), "journal-meta")
    ids = {i.get("pub-id-type", ""): text_of(i) for i in reversed(list(children(meta, "article-id")))}
    in_pmc = digits_of(ids.get("pmcid") or ids.get("pmc", ""))
    return Citation(
        title=title or None,
        authors=tuple(_authors(meta)),
        year=_year(meta),
        journal=text_of(child(child(journal, "journal-title-group"), "journal-title"))
        or text_of(child(journal, "journal-title"))
        or None,
        doi=doi_in(ids.get("doi", "")),
        pmid=digits_of(ids.get("pmid", "")),
        pmcid=f"PMC{in_pmc}" if in_pmc else None,
    )


def _authors(meta: _Element | None) -> Iterator[str]:
    """Names as "Family, Given", groups as they are called; editors and reviewers are no authors."""
    for group in children(meta, "contrib-group"):
        for contributor in children(group, "contrib"):
            if contributor.get("contrib-type", "author") == "author":
                written = _name(contributor)
                if written:
                    yield written


def _name(contributor: _Element) -> str:
    person = child(child(contributor, "name-alternatives"), "name")
    person = child(contributor, "name") if person is None else person
    if person is None:
        group = child(contributor, "collab")
        return text_of(child(contributor, "string-name") if group is None else group)
    family = " ".join(filter(None, (text_of(child(person, part)) for part in ("surname", "suffix"))))
    return ", ".join(filter(None, (family, text_of(child(person, "given-names")))))


def _year(meta: _Element | None) -> int | None:
    """The earliest year in which this report was published, on paper or screen."""
    dates = (d for d in children(meta, "pub-date") if LATER_DATES.isdisjoint((d.get("pub-type"), d.get("date-type"))))
    years = (year_in(text_of(child(date, "year"))) for date in dates)
    return min((year for year in years if year is not None), default=None)


def _language(article: _Element) -> str | None:
    declared = article.get(_LANGUAGE)
    return declared.split("-")[0].lower() if declared else None
