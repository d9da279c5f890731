"""What an element of an XML export says, by a plan: which field each name in it has, or how it is read.

What no plan names is said under its own name, so that nothing is lost because nobody thought of it:
attributes as ``name/@attribute``, a group in one line with a semicolon between its elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relsynth.records import Origin, Record, doi_in, folded, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    Handler = Callable[[_Element], Iterator["Saying"]]

Saying = tuple[str, str, str]
"""A record's field, or "" for ``extra``; the source's own name; the value as written."""

THROUGH = "/"
"""In a plan: go on with what the element holds; it is no part of the names."""

WITHIN = "//"
"""In a plan: go on with what the element holds, named after it, as in ``pub-dates/date``."""

_SEVERAL = frozenset({"authors", "editors", "issn", "isbn", "url", "keywords"})
_PMID = re.compile(r"\d{1,9}")
_PMCID = re.compile(r"PMC\d+", re.IGNORECASE)
_KINDS = frozenset({"idtype", "eidtype", "issntype", "pubstatus", "datetype", "reftype", "type"})
"""Attributes (in lower case) that tell one element from another of its name: they become part of the name."""

_HOLDERS = ("{*}Author", "{*}MeshHeading", "{*}role", "{*}detail", "{*}extent")
"""Elements that hold elements only, inside of those that handlers take apart."""

_SAYS_NOTHING = frozenset({("MajorTopicYN", "N"), ("ValidYN", "Y"), ("CompleteYN", "Y")})
"""Attributes that PubMed's DTD sets to the same where they are left out."""


def sayings(element: _Element, plan: Mapping[str, str | Handler], *, path: str = "") -> Iterator[Saying]:
    """Yield all that an element holds: by its plan, or under its own name and with no field."""
    stray = _stray(element)
    if stray:
        yield "", path or local(element), stray
    for node in element:
        name = _joined(path, local(node))
        how = plan.get(name)
        if how is None:
            yield from unplanned(node, name)
        elif not isinstance(how, str):
            yield from how(node)
            yield from _astray(node, name)
        elif how in (THROUGH, WITHIN):
            yield from attributes(node, name)
            yield from sayings(node, plan, path=path if how == THROUGH else name)
        else:
            yield how, name, text_of(node)
            yield from attributes(node, name)


def unplanned(node: _Element, name: str) -> Iterator[Saying]:
    """Yield what an element without a field says, under its name and kind."""
    kinds = [str(value) for key, value in node.attrib.items() if _is_kind(str(key))]
    written = _inside(node)
    yield "", _joined(name, *kinds), written
    for field, key, value in attributes(node, name):
        if not written or not _is_kind(key.rpartition("@")[2]):
            yield field, key, value


def _is_kind(attribute: str) -> bool:
    return local_name(attribute).lower() in _KINDS


def attributes(node: _Element, name: str) -> Iterator[Saying]:
    """Yield an element's attributes under ``name/@attribute``."""
    for key, value in node.attrib.items():
        said = local_name(str(key))
        if (said, value) not in _SAYS_NOTHING:
            yield "", _joined(name, f"@{said}"), _plain(str(value))


def said(node: _Element) -> str:
    """All that an element says, in one line: what it holds, piece by piece, and its attributes."""
    told = [f"{key.rpartition('@')[2]} {value}" for _, key, value in attributes(node, "")]
    return " ".join(part for part in (_inside(node), f"({', '.join(told)})" if told else "") if part)


def text_of(node: _Element | None) -> str:
    """Text of an element and all in it, less its markup; a carriage return in it is a line's end."""
    if node is None:
        return ""
    return _plain("".join(map(str, node.itertext())) if len(node) else node.text or "")


def child(node: _Element | None, name: str) -> _Element | None:
    """First child of a local name, or None."""
    return next(children(node, name), None)


def children(node: _Element | None, *names: str) -> Iterator[_Element]:
    """Children of some local names, in order; of every name, if none is given."""
    return iter(()) if node is None else (each for each in node if not names or local(each) in names)


def local(node: _Element) -> str:
    """Name of an element without its namespace."""
    return local_name(str(node.tag))


@lru_cache(maxsize=4096)
def local_name(name: str) -> str:
    """Name without its namespace, or its prefix where that was not declared."""
    return name.rpartition("}")[2].rpartition(":")[2]


def record_of(said: Iterable[Saying], origin: Origin) -> Record:
    """Return the record that sayings make: the first of a field stands, what differs from it is in ``extra``."""
    one: dict[str, Any] = {}
    several: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for field, tag, value in said:
        plain = _NORMAL[field](value) if field in _NORMAL else value
        if field in _SEVERAL and value:
            several.setdefault(field, []).append(value)
        elif value and not _is_told(value, plain, one.setdefault(field, plain) if field and plain else None):
            extra.append((tag, value))
    lists: dict[str, Any] = {field: tuple(_distinct(field, values)) for field, values in several.items()}
    year = year_in(one["issued"]) if "issued" in one else None
    return Record(origin=origin, year=year, extra=tuple(extra), **one, **lists)


def _is_told(value: str, plain: str | None, held: str | None) -> bool:
    """Whether what a field holds tells all that was written."""
    return plain is not None and held == plain and (plain is value or folded(plain) == folded(value))


def _distinct(field: str, values: list[str]) -> Iterable[str]:
    """Two authors may have one name; an address is the same address twice."""
    return values if field in ("authors", "editors") else dict.fromkeys(values)


def _pmid(value: str) -> str | None:
    found = _PMID.fullmatch(value.strip())
    return found.group() if found else None


def _pmcid(value: str) -> str | None:
    found = _PMCID.search(value)
    return found.group().upper() if found else None


_NORMAL: Mapping[str, Callable[[str], str | None]] = {"doi": doi_in, "pmid": _pmid, "pmcid": _pmcid}


def _astray(node: _Element, name: str) -> Iterator[Saying]:
    """Text where none should be, which a handler that takes an element apart does not see."""
    for holder in (node, *node.iter(*_HOLDERS)) if len(node) else ():
        if len(holder) and (stray := _stray(holder)):
            yield "", name, stray


def _stray(element: _Element) -> str:
    """Text between the elements of one that should hold nothing else."""
    pieces = (element.text, *(node.tail for node in element))
    return _plain(" ".join(piece for piece in pieces if piece and not piece.isspace()))


def _inside(node: _Element) -> str:
    """What an element holds: its text, or each of its elements, apart."""
    if len(node) == 0 or _stray(node):
        return text_of(node)
    return "; ".join(filter(None, map(said, node)))


def _plain(text: str) -> str:
    if "\r" in text:
        return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\r"))))
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _joined(*names: str) -> str:
    return "/".join(filter(None, names))
