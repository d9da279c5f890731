"""What OpenAlex answers to a query for works.

Source: OpenAlex developers' guide, the work object. Abstracts come as an index of words
and their places, and are put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from relsynth.formats.decoding import decode_head
from relsynth.formats.json_pages import Item, at, line, lines_of, objects, read_items, with_extra, without_markup
from relsynth.records import Origin, Record, Unread, doi_in, year_in

name = "openalex_json"
suffixes: tuple[str, ...] = ()

_HEAD = re.compile(r'\s*\{\s*"meta"\s*:\s*\{[^{}\[\]]*"(?:db_response_time_ms|next_cursor)"')
_WORKS = re.compile(r'"results"\s*:\s*\[\s*(?:\]|\{\s*"id"\s*:\s*"https://openalex\.org/W)')
_DIGITS = re.compile(r"\d+")
_BEFORE_FAMILY = "af al ap da das de del della den der di do dos du el la le los ten ter van vom von zu zum"
_PARTICLES = frozenset(_BEFORE_FAMILY.split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BODY = re.compile(
    r"\b(?:association|centre|center|collaboration|collaborative|committee|consortium|council|department|group"
    r"|initiative|institute|investigators|ministry|network|organi[sz]ation|programme|society|team|university)\b",
    re.IGNORECASE,
)

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "preprint": "article",
    "report": "report",
    "review": "article-journal",
    "editorial": "article-journal",
    "letter": "article-journal",
    "erratum": "article-journal",
    "retraction": "article-journal",
    "reference-entry": "entry",
    "software": "software",
    "standard": "standard",
}
"""OpenAlex's types as CSL's; what is not listed has none there."""

_MAPPED = """
title display_name publication_date publication_year language abstract authorships.raw_author_name
biblio.volume biblio.issue biblio.first_page biblio.last_page keywords.display_name keywords.keyword
primary_location.landing_page_url primary_location.source.display_name primary_location.source.issn
primary_location.source.host_organization_name
"""
_PATHS = frozenset(_MAPPED.split())


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the JSON begins as an answer of OpenAlex does, and lists works."""
    text = decode_head(head)
    return _HEAD.match(text) is not None and _WORKS.search(text) is not None


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an answer of OpenAlex: each work is a record."""
    return read_items(source, ("results",), _record)


def _record(item: Item, origin: Origin) -> Record:
    names = [name for one in objects(item.get("authorships")) if (name := _author(one))]
    place = at(item, "primary_location.source")
    record = Record(
        origin=origin,
        type=TYPES.get(str(item.get("type"))),
        title=line(item.get("title")) or line(item.get("display_name")),
        authors=tuple(inverted(name) for name in names),
        container_title=line(at(place, "display_name")),
        issued=line(item.get("publication_date")),
        year=year_in(line(item.get("publication_year")) or line(item.get("publication_date")) or ""),
        volume=line(at(item, "biblio.volume")),
        issue=line(at(item, "biblio.issue")),
        page=_pages(item),
        doi=doi_in(line(item.get("doi")) or ""),
        pmid=_number(at(item, "ids.pmid")),
        pmcid=f"PMC{number}" if (number := _number(at(item, "ids.pmcid"))) else None,
        issn=lines_of(at(place, "issn")),
        url=lines_of(at(item, "primary_location.landing_page_url")),
        abstract=_abstract(item.get("abstract_inverted_index")) or without_markup(item.get("abstract")),
        keywords=lines_of([one.get("display_name") or one.get("keyword") for one in objects(item.get("keywords"))]),
        language=line(item.get("language")),
        publisher=line(at(place, "host_organization_name")),
    )
    rest = {key: value for key, value in item.items() if key != "abstract_inverted_index" or record.abstract is None}
    pages = [line(at(item, "biblio.first_page")) or "", line(at(item, "biblio.last_page")) or ""]
    return with_extra(record, rest, paths=_PATHS, parts=pages)


def inverted(name: str) -> str:
    """Return a name as "Family, Given"; that of a group, or in one word, as it is.

    >>> inverted("Ada van der Berg")
    'van der Berg, Ada'
    """
    words = name.split()
    if "," in name or len(words) == 1 or _BODY.search(name):
        return name
    end = words.pop() if words[-1].strip(".").lower() in _SUFFIXES and len(words) > 2 else None  # noqa: PLR2004
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    given = " ".join([*words[:first], *([end] if end else [])])
    return f"{' '.join(words[first:])}, {given}" if given else name


def _author(authorship: Item) -> str | None:
    return line(authorship.get("raw_author_name")) or line(at(authorship, "author.display_name"))


def _pages(item: Item) -> str | None:
    first, last = line(at(item, "biblio.first_page")), line(at(item, "biblio.last_page"))
    return f"{first}-{last}" if first and last and first != last else first or last


def _number(value: object) -> str | None:
    found = _DIGITS.search(line(value) or "")
    return found.group() if found else None


def _abstract(index: object) -> str | None:
    """Words in the order of their places; a place that no word has is passed over."""
    if not isinstance(index, dict):
        return None
    places = (
        (place, word)
        for word, where in index.items()
        if isinstance(where, list)
        for place in where
        if type(place) is int
    )
    return line(" ".join(word for _, word in sorted(places)))
