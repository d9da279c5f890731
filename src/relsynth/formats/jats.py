"""JATS and its forerunner NLM (2.x to JATS 1.3): the XML of journals and PubMed Central.

Source: ANSI/NISO Z39.96, Journal Article Tag Suite. Elements are matched by
local name, so that a namespace on all of them makes no difference. The file is
never trusted (``xml_papers``); what is read of it is told by ``jats_tree`` and ``jats_text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relsynth.documents import Block, Document
from relsynth.errors import InputError
from relsynth.formats.jats_text import blocks_of, prepare, text_of
from relsynth.formats.reading import Citation, document
from relsynth.formats.xml_papers import LANGUAGE, begins, child, children, local, parsed
from relsynth.records import digits_of, doi_in, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "jats"
READER = "jats/3"

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?(?:(?!\?>).)*+\?>\s*|<!--(?:(?!-->).)*+-->\s*)*+"
    rb"(?:<!DOCTYPE\s+(?:[\w-]+:)?article\b|<(?:[\w-]+:)?(?:article|pmc-articleset|OAI-PMH)[\s>])",
    re.DOTALL,
)

SKIPPED_ABSTRACTS = frozenset(
    {"graphical", "teaser", "toc", "editor", "precis", "author-highlights", "web-summary", "video", "audio"}
)
"""Abstract types that repeat or advertise the abstract."""

LATER_DATES = frozenset({"pmc-release", "nihms-submitted", "corrected", "retracted", "preprint", "update"})
"""Types of ``pub-date`` that are not the publication of this report."""


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is an article, which in HTML means something else."""
    return begins(head, suffix, _ROOT)


def read_document(source: bytes, *, name: str) -> Document:
    """Read an article: its front, body and back, without sub-articles, references and licence.

    Raises:
        InputError: not well-formed (with the line), in an unknown encoding, with an
            internal DTD subset, or not exactly one article.
    """
    article = _article(parsed(source))
    prepare(article)
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
    yield from _abstracts(meta)
    yield from _keywords(meta)
    yield Block(text="", kind="heading", depth=1)
    yield from blocks_of(child(article, "body"))
    yield Block(text="", kind="heading", depth=1)
    floats = list(blocks_of(child(article, "floats-group")))
    if floats:
        yield Block(text="Tables", kind="heading", depth=1, hint="results")
        yield from floats
    yield Block(text="", kind="heading", depth=1, label="back_matter")
    yield from blocks_of(child(article, "back"), depth=2)


def _abstracts(meta: _Element | None) -> Iterator[Block]:
    """The abstract, in English first, and others in its language: a plain summary, key points; parts are sections."""
    abstracts = [a for a in children(meta, "abstract") if a.get("abstract-type") not in SKIPPED_ABSTRACTS]
    abstracts.sort(key=lambda a: (_tongue(a) != "en", a.get("abstract-type", "") != ""))
    for abstract in abstracts:
        if _tongue(abstract) == _tongue(abstracts[0]):
            yield Block(text=text_of(child(abstract, "title")), kind="heading", depth=1, label="abstract")
            yield from blocks_of(abstract, depth=2)


def _tongue(abstract: _Element) -> str:
    return abstract.get(LANGUAGE, "en")[:2]


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
    declared = article.get(LANGUAGE)
    return declared.split("-")[0].lower() if declared else None
