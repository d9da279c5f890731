"""MODS: the Library of Congress's records, as repositories, Zotero, JabRef and bibutils write them.

Source: Metadata Object Description Schema 3.8, user guidelines. With or without namespace
and ``modsCollection``, and inside answers of OAI-PMH and SRU. What holds an article
(``relatedItem type="host"``) gives its journal, volume, pages and, failing its own, its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from relsynth.formats import xml_records, xml_sayings
from relsynth.formats.genres import genre
from relsynth.formats.xml_sayings import THROUGH, Saying, child, children, local, text_of
from relsynth.records import Record, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "mods"
suffixes = (".mods", ".xml")

_ROOTS = frozenset({"mods", "modsCollection"})
_ANSWERS = frozenset({"OAI-PMH", "searchRetrieveResponse"})
_INSIDE = re.compile(r"<(?:[\w-]{1,20}:)?mods[\s>]")

_GENRES: Mapping[str, str] = {
    "theses": "thesis",
    "letter": "personal_communication",
    "brief": "personal_communication",
    "periodical": "periodical",
    "journal": "periodical",
    "academic journal": "periodical",
    "serial": "periodical",
}
"""Genres, in lower case, that mean something else in a catalogue than in a database of articles."""

_RESOURCES: Mapping[str, str] = {
    "still image": "graphic",
    "moving image": "motion_picture",
    "cartographic": "map",
    "software, multimedia": "software",
    "sound recording": "song",
    "notated music": "musical_score",
}
AUTHOR_ROLES = frozenset(
    {"aut", "cre", "art", "pht", "cmp", "author", "creator", "artist", "photographer", "composer", "verfasser", "autor"}
    | {"auteur", "dis", "dissertant", "inv", "inventor"}
)
EDITOR_ROLES = frozenset({"edt", "editor", "pbd", "herausgeber", "hrsg", "éditeur", "editeur", "series editor"})
"""Relators, in lower case, by MARC's codes and in words."""

_OWN_IDS: Mapping[str, str] = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed": "pmid",
    "pmc": "pmcid",
    "pmcid": "pmcid",
    "issn": "issn",
    "isbn": "isbn",
    "uri": "url",
    "url": "url",
}
_ENCODED = ("w3cdtf", "iso8601", "marc", "edtf")
_DATES: Mapping[str, int] = {"dateIssued": 0, "date": 0, "copyrightDate": 1, "dateCreated": 2, "dateOther": 3}
_VOLUMES: Mapping[str, str] = {"volume": "volume", "issue": "issue", "number": "issue", "no": "issue"}


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is MODS's, or an answer of a repository that holds some."""
    root = xml_records.opening(head)
    return root in _ROOTS or (root in _ANSWERS and _INSIDE.search(xml_records.head_text(head)) is not None)


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read every ``<mods>``."""
    return xml_records.read_elements(source, ("mods",), _said)


def _said(record: _Element) -> Iterator[Saying]:
    yield from xml_sayings.attributes(record, "")
    yield from _type(record)
    yield from _issued(record)
    yield from xml_sayings.sayings(record, _PLAN)


def _host(record: _Element) -> _Element | None:
    return next((item for item in children(record, "relatedItem") if item.get("type") == "host"), None)


def _type(record: _Element) -> Iterator[Saying]:
    genres = [text_of(node).lower() for node in children(record, "genre")]
    resources = [text_of(node).lower() for node in children(record, "typeOfResource")]
    known = [_GENRES.get(said) or genre(said) for said in genres] + [_RESOURCES.get(said) for said in resources]
    yield "type", "genre", next(filter(None, known), None) or _type_by_place(record) or ""


def _type_by_place(record: _Element) -> str | None:
    """What a record without a telling genre is: part of a serial, part of a book, or a book."""
    host = _host(record)
    issuance = {text_of(node) for node in record.iter("{*}issuance")}
    genres = {text_of(node).lower() for node in record.iter("{*}genre")}
    if host is not None:
        details = {node.get("type") for node in host.iter("{*}detail")}
        is_serial = issuance & {"continuing", "serial"} or genres & {"periodical", "journal", "academic journal"}
        if is_serial or details & {"issue", "number"}:
            return "article-journal"
        return "chapter" if genres & {"book"} or issuance & {"monographic"} or _has_pages(host) else None
    return "book" if issuance & {"monographic"} else None


def _has_pages(host: _Element) -> bool:
    return any(str(extent.get("unit", "")).startswith("page") for extent in host.iter("{*}extent"))


def _issued(record: _Element) -> Iterator[Saying]:
    """The date of issue: its own before its host's, an encoded one before one in words, a start before an end."""
    host = _host(record)
    own = [node for parent in children(record, "originInfo", "part") for node in children(parent, *_DATES)]
    hosts = [node for parent in children(host, "part", "originInfo") for node in children(parent, *_DATES)]
    dates = [(_rank(node, is_own=is_own), node) for nodes, is_own in ((own, True), (hosts, False)) for node in nodes]
    dates = [(rank, node) for rank, node in dates if text_of(node)]
    if dates:
        yield "issued", "originInfo", text_of(min(dates, key=lambda date: date[0])[1])


def _rank(node: _Element, *, is_own: bool) -> tuple[int, bool, bool, bool]:
    is_encoded = node.get("encoding") in _ENCODED
    return _DATES[local(node)], not is_own, node.get("point") == "end", not is_encoded


def _title(field: str, path: str = "") -> xml_sayings.Handler:
    """The title of an item or of its host: what sorts not, title, subtitle, part."""

    def of(node: _Element) -> Iterator[Saying]:
        """What an element says, under its own path."""
        kind = node.get("type", "")
        into = field if not kind or (path and kind == "uniform") else ""
        yield into, "/".join(filter(None, (path, "titleInfo", kind))), _whole_title(node)
        for attribute in xml_sayings.attributes(node, f"{path}titleInfo"):
            if not attribute[1].endswith("/@type"):
                yield attribute

    return of


def _whole_title(node: _Element) -> str:
    nonsort = text_of(child(node, "nonSort"))
    glue = "" if nonsort.endswith(("'", "’", "-")) or not nonsort else " "
    parts = [text_of(part) for part in children(node, "partNumber", "partName")]
    parts += [xml_sayings.said(other) for other in node if local(other) not in _TITLE_PARTS]
    title = f"{nonsort}{glue}{' '.join(text_of(part) for part in children(node, 'title'))}".strip()
    subtitles = [text_of(part) for part in children(node, "subTitle")]
    return ". ".join(filter(None, (": ".join(filter(None, (title, *subtitles))), *parts)))


_TITLE_PARTS = frozenset({"nonSort", "title", "subTitle", "partNumber", "partName"})


def _name(path: str = "") -> xml_sayings.Handler:
    """A person or body by its role; without one, an author of the item, and nobody of its host."""

    def of(node: _Element) -> Iterator[Saying]:
        """What a title says, for the field of its kind."""
        roles = [text_of(term) for term in node.iter("{*}roleTerm")] or [text_of(r) for r in children(node, "role")]
        known = {role.lower().rpartition("/")[2].rstrip(".") for role in roles}
        written, rest = _parts_of_name(node)
        field = "editors" if known & EDITOR_ROLES else ""
        if not path and (not any(known) or known & AUTHOR_ROLES):
            field = "authors"
        tag = "/".join(filter(None, (path, "name", *roles[:1])))
        if field:
            yield field, tag, written
        if rest or roles or not field:
            yield "", tag, "; ".join([written, *rest, *roles[0 if field else 1 :]])

    return of


def _parts_of_name(node: _Element) -> tuple[str, list[str]]:
    """A name as "Family, Given", and what else is said of who bears it."""
    parts = [(str(part.get("type", "")), text_of(part)) for part in children(node, "namePart") if text_of(part)]
    family = " ".join(text for kind, text in parts if kind == "family")
    given = " ".join(text for kind, text in parts if kind == "given")
    whole = " ".join(text for kind, text in parts if not kind)
    written = ", ".join(filter(None, (family, given))) if family else whole or given
    rest = [text for kind, text in parts if text not in written]
    others = [xml_sayings.said(part) for part in node if local(part) not in ("namePart", "role")]
    told = [f"{key} {value}" for key, value in _attributes(node) if key != "type" or not family]
    told += [f"{key} {value}" for term in node.iter("{*}roleTerm") for key, value in _attributes(term) if key != "type"]
    return written or next(filter(None, others), ""), rest + [other for other in others if other != written] + told


def _attributes(node: _Element) -> Iterator[tuple[str, str]]:
    return ((key.rpartition("@")[2], value) for _, key, value in xml_sayings.attributes(node, ""))


def _related(node: _Element) -> Iterator[Saying]:
    if node.get("type") != "host":
        yield from xml_sayings.unplanned(node, "relatedItem")
        return
    yield from (each for each in xml_sayings.attributes(node, "relatedItem/host") if not each[1].endswith("/@type"))
    yield from xml_sayings.sayings(node, _HOST, path="relatedItem/host")


def _part(node: _Element) -> Iterator[Saying]:
    """Volume, issue and pages."""
    for each in node:
        kind = str(each.get("type") or each.get("unit") or "").lower()
        if local(each) == "detail":
            number = text_of(child(each, "number"))
            yield _VOLUMES.get(kind.rstrip("."), ""), f"part/{kind}", number
            yield from _rest(each, f"part/{kind}", less="number")
        elif local(each) == "extent" and (kind.startswith("page") or kind in ("p", "pp", "")):
            pages = dict.fromkeys(text_of(page) for page in children(each, "start", "end"))
            yield "page", "part/pages", "-".join(filter(None, pages)) or text_of(child(each, "list"))
            yield from _rest(each, "part/pages", less="start end" if any(pages) else "list")
        else:
            yield from xml_sayings.unplanned(each, f"part/{local(each)}")


def _rest(node: _Element, name: str, *, less: str) -> Iterator[Saying]:
    for other in node:
        if local(other) not in less.split():
            yield from xml_sayings.unplanned(other, f"{name}/{local(other)}")


def _identifier(node: _Element) -> Iterator[Saying]:
    kind = str(node.get("type", ""))
    is_valid = node.get("invalid") != "yes"
    field = _OWN_IDS.get(kind.lower(), "") if is_valid else ""
    yield field, "/".join(filter(None, ("identifier", kind, "" if is_valid else "invalid"))), text_of(node)
    if node.get("displayLabel"):
        yield "", "identifier/@displayLabel", str(node.get("displayLabel"))


def _of_host(node: _Element) -> Iterator[Saying]:
    for field, tag, value in _identifier(node):
        yield field if field in ("issn", "isbn") else "", f"relatedItem/host/{tag}", value


def _subject(node: _Element) -> Iterator[Saying]:
    yield from xml_sayings.attributes(node, "subject")
    for each in node:
        if local(each) == "topic":
            yield "keywords", "subject/topic", text_of(each)
            yield from xml_sayings.attributes(each, "subject/topic")
        else:
            yield from xml_sayings.unplanned(each, f"subject/{local(each)}")


_PLAN: Mapping[str, str | xml_sayings.Handler] = {
    "titleInfo": _title("title"),
    "name": _name(),
    "relatedItem": _related,
    "part": _part,
    "originInfo": THROUGH,
    "publisher": "publisher",
    "identifier": _identifier,
    "abstract": "abstract",
    "subject": _subject,
    "language": THROUGH,
    "languageTerm": "language",
    "location": THROUGH,
    "url": "url",
}
_HOST: Mapping[str, str | xml_sayings.Handler] = {
    "relatedItem/host/titleInfo": _title("container_title", "relatedItem/host"),
    "relatedItem/host/name": _name("relatedItem/host"),
    "relatedItem/host/part": _part,
    "relatedItem/host/identifier": _of_host,
    "relatedItem/host/originInfo": THROUGH,
    "relatedItem/host/publisher": "publisher",
}
"""An element's field, or how it is read; every other element is in ``extra`` under its name."""
