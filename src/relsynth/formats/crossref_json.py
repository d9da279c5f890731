"""What Crossref answers to a query for works.

Source: Crossref REST API, format of a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from relsynth.formats.decoding import decode_head
from relsynth.formats.json_pages import Item, at, line, lines_of, objects, read_items, with_extra, without_markup
from relsynth.records import Origin, Record, Unread, doi_in

name = "crossref_json"
suffixes: tuple[str, ...] = ()

_HEAD = re.compile(r'\s*\{[^{}\[\]]*"message-type"\s*:\s*"work-list"')
_ISBN = re.compile(r"(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx]$")  # older ones are addresses that end in it

TYPES: Mapping[str, str] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book": "book",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "proceedings": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "reference-entry": "entry",
    "dissertation": "thesis",
    "posted-content": "article",
    "report": "report",
    "dataset": "dataset",
    "peer-review": "review",
    "standard": "standard",
}
"""Crossref's types as CSL's; what is not listed has none there."""

_MAPPED = """
title container-title volume issue page DOI ISSN ISBN URL abstract subject language publisher
author.family author.given author.name editor.family editor.given editor.name
"""
_PATHS = frozenset(_MAPPED.split())


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the JSON begins as a list of works of Crossref does."""
    return _HEAD.match(decode_head(head)) is not None


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an answer of Crossref: each work is a record."""
    return read_items(source, ("message", "items"), _record)


def _record(item: Item, origin: Origin) -> Record:
    authors, editors = objects(item.get("author")), objects(item.get("editor"))
    issued = date_of(item.get("issued")) or date_of(item.get("published"))
    record = Record(
        origin=origin,
        type=TYPES.get(str(item.get("type"))),
        title=line(item.get("title")),
        authors=tuple(name for author in authors if (name := _name(author))),
        editors=tuple(name for editor in editors if (name := _name(editor))),
        container_title=line(item.get("container-title")),
        issued=issued,
        year=int(issued[:4]) if issued else None,
        volume=line(item.get("volume")),
        issue=line(item.get("issue")),
        page=line(item.get("page")),
        doi=doi_in(line(item.get("DOI")) or ""),
        issn=lines_of(item.get("ISSN")),
        isbn=tuple(found.group() for isbn in lines_of(item.get("ISBN")) if (found := _ISBN.search(isbn))),
        url=lines_of(item.get("URL")),
        abstract=without_markup(item.get("abstract")),
        keywords=lines_of(item.get("subject")),
        language=line(item.get("language")),
        publisher=line(item.get("publisher")),
    )
    parts = [line(one.get(part)) or "" for one in (*authors, *editors) for part in ("family", "given")]
    return with_extra(record, item, paths=_PATHS, parts=parts)


def date_of(value: object) -> str | None:
    """Return a date as Crossref writes it, ``{"date-parts": [[2021, 3, 9]]}``, as "2021-03-09"; None if it has none."""
    parts = at(value, "date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [part for part in first[:3] if type(part) is int and part > 0]
    if not numbers or not 1000 <= numbers[0] <= 2999:  # noqa: PLR2004
        return None
    return "-".join(f"{number:02d}" for number in numbers)


def _name(person: Item) -> str | None:
    """Family and given name; a suffix ("Jr") stands after the given name."""
    given = " ".join(filter(None, (line(person.get("given")), line(person.get("suffix")))))
    family = line(person.get("family"))
    if family and given:
        return f"{family}, {given}"
    return family or line(person.get("name")) or given or None
