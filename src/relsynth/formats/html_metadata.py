"""What a page says of its article: in ``meta`` elements, in JSON-LD, in its byline.

Sources: Google Scholar, Inclusion Guidelines (``citation_*``, as Highwire Press brought them in); Dublin Core in HTML
(``DC.*``); PRISM; Open Graph; schema.org (ScholarlyArticle) in JSON-LD. They are asked in that order, since
``og:title`` carries the site's name and ``DC.date`` may be the day on which the page was made.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relsynth.documents import CITATION, plain_line
from relsynth.formats.bylines import turned
from relsynth.formats.html_page import words_in
from relsynth.formats.reading import Citation
from relsynth.records import digits_of, doi_in, folded, person, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE = (
    "citation_title",
    "bepress_citation_title",
    "eprints.title",
    "dc.title",
    "dcterms.title",
    "prism.title",
    "wkhealth_title",
)
_AUTHORS = (
    "citation_author",
    "bepress_citation_author",
    "eprints.creators_name",
    "citation_authors",
    "dc.creator",
    "dc.contributor",
    "dcterms.creator",
)
_DATES = (
    (
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "citation_year",
        "citation_cover_date",
        "bepress_citation_date",
    ),
    ("prism.publicationdate", "eprints.date", "wkhealth_date"),
    ("dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date"),
    ("article:published_time",),
)
"""Of the first group that has any, the earliest year counts: that of the first publication."""

_JOURNAL = (
    "citation_journal_title",
    "bepress_citation_journal_title",
    "prism.publicationname",
    "eprints.publication",
    "dc.source",
    "citation_journal_abbrev",
)
_DOI = (
    "citation_doi",
    "bepress_citation_doi",
    "prism.doi",
    "eprints.id_number",
    "dc.identifier",
    "dc.identifier.doi",
    "dcterms.identifier",
    "doi",
)
_PMCID = re.compile(r"\bPMC(\d{4,9})\b", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,100}>")
_SITE = re.compile(r"\s+(?:[|–—•·]|-(?=\s[^-]{3,60}\Z))\s.*\Z")
_ARTICLES = frozenset(
    {
        "ScholarlyArticle",
        "Article",
        "MedicalScholarlyArticle",
        "Report",
        "TechArticle",
        "NewsArticle",
        "Chapter",
        "Book",
        "WebPage",
    }
)
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.?-?){0,3}[A-Z]{1,4}\.?(?:\([A-Za-z]+\))?\.?|Jr\.?|Sr\.?|I{2,3}|IV|Dr\w{0,3}|RPh|PharmD|PsyD"
    r"|[BMD]\.?(?:Sc|Ed|Phil|Pharm|Res|Eng|Com)\.?"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?\Z")
_PERSON = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){1,5}")
_MARKS = re.compile(rf"[{CITATION}\d*†‡§¶#^]+(?:\s*,\s*[{CITATION}\d*†‡§¶#]+)*|\([^()]{{0,200}}\)")
DEEPEST = 50  # of JSON-LD
LONGEST_BYLINE = 5_000  # characters: the names and degrees of a hundred authors


def citation_of(root: _Element) -> Citation:
    """What the head of a page says of its article; its first heading and its title where that is nothing."""
    said = _said(root)
    linked = next(_articles(root), {})
    address = " ".join(
        filter(
            None,
            (
                *(link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"),
                _first(said, ("citation_fulltext_html_url", "citation_pdf_url", "og:url", "citation_pmcid")),
            ),
        )
    )
    found = _PMCID.search(address)
    return Citation(
        title=_plain(_first(said, _TITLE) or _text(linked.get("headline") or linked.get("name")))
        or _shown_title(root, said),
        authors=tuple(_authors(said) or _linked_authors(linked)),
        year=_year(said) or year_in(_text(linked.get("datePublished"))),
        journal=_plain(_first(said, _JOURNAL)) or _plain(_journal(linked)),
        doi=_doi(said, linked, address),
        pmid=digits_of(_first(said, ("citation_pmid",)) or ""),
        pmcid=f"PMC{found[1]}" if found else None,
    )


def with_byline(citation: Citation, lines: Iterable[str]) -> Citation:
    """The citation with the names of a byline, where the head of the page names none, or only the first.

    A byline counts only if it begins with the author who is named, and all in it are names.
    """
    if len(citation.authors) > 1:
        return citation
    first = folded(person(citation.authors[0]).family) if citation.authors else None
    for line in (line for line in lines if len(line) <= LONGEST_BYLINE):
        names = tuple(names_in_byline(line))
        known = _is_byline(line) if first is None else bool(names) and folded(person(names[0]).family).endswith(first)
        if len(names) > (first is not None) and known:
            return replace(citation, authors=names)
    return citation


def _is_byline(line: str) -> bool:
    """Whether a line of names shows by degrees, marks or semicolons that it is no heading."""
    return (
        ";" in line
        or any(sign.isdigit() or sign in "*†‡" for sign in line)
        or any(_DEGREE.fullmatch(word) and len(word) > 1 for word in line.replace(",", " ").split())
    )


def names_in_byline(line: str) -> Iterator[str]:
    """The names in a line of names, degrees and marks, each "Family, Given"; none where anything else stands in it."""
    plain = " ".join(_MARKS.sub(" ", line).split()).replace(" ,", ",").replace(" ;", ";").strip(" ,;")
    pieces = plain.split(";") if ";" in plain else _at_commas(plain)
    names = [_name(piece) for piece in pieces if piece.strip()]
    if all(name and _PERSON.fullmatch(name) and _is_capital(name) for name in names):
        yield from (turned(name) for name in names if name)


def _is_capital(name: str) -> bool:
    """Whether a name begins and ends with a capital, and is not all in capitals."""
    words = name.split()
    return words[0][0].isupper() and words[-1][0].isupper() and not name.isupper()


def _at_commas(line: str) -> list[str]:
    """A line parted at its commas and "and", degrees left with the name before them."""
    pieces: list[str] = []
    for part in re.split(r",\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", line):
        if pieces and _DEGREE.fullmatch(part.strip()):
            pieces[-1] += f", {part}"
        else:
            pieces.append(part)
    return pieces


def _name(piece: str) -> str | None:
    """A name without the degrees behind it, but with "Jr"; "Family, Given" as it is."""
    first, *others = (part.strip() for part in piece.split(","))
    first = first.removeprefix("and ").removeprefix("by ").removeprefix("By ")
    if " " not in first:
        return f"{others[0]} {first}" if len(others) == 1 else None
    suffix = next((part for part in others if _SUFFIX.fullmatch(part)), "")
    return " ".join(filter(None, (first, suffix)))


def _said(root: _Element) -> dict[str, list[str]]:
    """What ``meta`` elements say, by their names in lower case."""
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        called = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if called and content:
            said.setdefault(called, []).append(content)
    return said


def _first(said: Mapping[str, Sequence[str]], names: Iterable[str]) -> str | None:
    return next((said[name][0] for name in names if name in said), None)


def _plain(text: str | None) -> str | None:
    """A value in one line, without the markup that some pages write into it."""
    return plain_line(_TAGS.sub("", html.unescape(text or "")).replace(CITATION, "")) or None


def _authors(said: Mapping[str, Sequence[str]]) -> list[str]:
    """Authors as "Family, Given"; those of the first name of a field that any are under."""
    values = next((said[name] for name in _AUTHORS if name in said), [])
    if len(values) == 1 and (";" in values[0] or values[0].count(",") > 1):
        values = values[0].split(";" if ";" in values[0] else ",")
    return list(dict.fromkeys(turned(name) for value in values if (name := _plain(value))))


def _year(said: Mapping[str, Sequence[str]]) -> int | None:
    for names in _DATES:
        years = [year for name in names for value in said.get(name, ()) if (year := year_in(value))]
        if years:
            return min(years)
    return None


def _doi(said: Mapping[str, Sequence[str]], linked: Mapping[str, object], address: str) -> str | None:
    values = [value for name in _DOI for value in said.get(name, ())]
    values += [_text(linked.get(key)) for key in ("sameAs", "@id", "identifier")]
    return next((doi for value in [*values, address] if (doi := doi_in(value))), None)


def _shown_title(root: _Element, said: Mapping[str, Sequence[str]]) -> str | None:
    """The title that a page shows: its only first heading, else its name without the site's."""
    tops = [words for heading in root.iter("h1") if (words := words_in(heading))]
    named = _first(said, ("og:title", "twitter:title")) or next((words_in(e) for e in root.iter("title")), "")
    named = " ".join(named.split())
    return _plain(tops[0] if len(tops) == 1 else _SITE.sub("", named)) or _plain(tops[0] if tops else None)


def _articles(root: _Element) -> Iterator[Mapping[str, object]]:
    """The articles that a page describes in JSON-LD, scholarly ones first."""
    found = [
        thing
        for script in root.iter("script")
        if script.get("type") == "application/ld+json"
        for thing in _things(_read(script.text or ""))
        if _ARTICLES & set(_texts(thing.get("@type")))
    ]
    return iter(sorted(found, key=lambda thing: "Scholarly" not in _text(thing.get("@type"))))


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _things(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a JSON-LD value: itself, those of a list, of its graph, and what a page is about."""
    if isinstance(value, list):
        yield from (thing for each in value[:DEEPEST] for thing in _things(each) if isinstance(each, dict))
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            inner = value.get(key)
            yield from (each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, dict))


def _texts(value: object) -> list[str]:
    """The words of a value that may be one or many, or an object with a name."""
    if isinstance(value, list):
        return [text for each in value if not isinstance(each, list) for text in _texts(each)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("value") or value.get("@id")
    return [value] if isinstance(value, str) else []


def _text(value: object) -> str:
    return next(iter(_texts(value)), "")


def _linked_authors(linked: Mapping[str, object]) -> list[str]:
    return [turned(name) for value in _texts(linked.get("author")) if (name := _plain(value))]


def _journal(linked: Mapping[str, object]) -> str | None:
    """The journal that an article is part of, which may be named for the issue's or the volume's."""
    part = linked.get("isPartOf")
    for _ in range(DEEPEST):
        if not isinstance(part, dict) or part.get("name"):
            break
        part = part.get("isPartOf")
    return _text(part) or None
