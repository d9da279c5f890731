"""Where an XML export's records are, and reading each of them on its own.

A file is not parsed as a whole. Its records are found by their tags, and each is parsed by
itself: lines are exact however long the file is, one broken record spoils no other, memory is
one record's, and neither a DOCTYPE nor an entity of its own ever reaches the parser. What
stands between records is kept as it is.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from relsynth.formats.decoding import decode
from relsynth.formats.xml_sayings import Saying, local, record_of
from relsynth.records import FIELDS, Origin, Record, Unread

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_BEFORE = re.compile(r"[^<{}@=%,-]{0,200}<")  # an editor's fence may stand before the first tag, no other format
_OPENING = re.compile(r"<!--.*?(?:-->|\Z)|<[?!][^<>]*>|<(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])", re.DOTALL)
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[\s*[^\s\]]", re.IGNORECASE)
_ASIDES = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?[^<>]*>"
_FAULT = re.compile(rf"(?:{_ASIDES})|&(#?\w{{1,32}};)?|<(?![A-Za-z_/!?])", re.DOTALL)
_MARKUP = re.compile(rf"(?:{_ASIDES})|<[^<>]*>", re.DOTALL)
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s/>=])")
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_LONE_RETURN = re.compile(rb"\r(?!\n)")
PIECE = 1 << 20  # bytes of a file that are looked at in one go


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A stretch of a text, and whether it is a whole record, the start of one, or what stands between."""

    first: int
    end: int
    name: str | None = None
    closed: bool = False


def opening(head: bytes) -> str:
    """Local name of the first element of an XML file, or "" where there is none near its start."""
    text = head_text(head)
    if _BEFORE.match(text) is None:
        return ""
    return next((found.group(1) for found in _OPENING.finditer(text) if found.group(1)), "")


@lru_cache(maxsize=2)
def head_text(head: bytes) -> str:
    """Characters of a file's first bytes, the last line too: an XML file may be one line."""
    return decode(head)


def read_elements(
    source: bytes, names: Iterable[str], said_by: Callable[[_Element], Iterator[Saying]]
) -> Iterator[Record | Unread]:
    """Read each outermost element of the given names as a record; all the rest of a file is unread."""
    source, names = _utf8(source), tuple(names)
    begin = next((mark.start() for mark in _marks(names).finditer(source) if mark["name"]), len(source))
    if _SUBSET.search(source[:begin]):
        reason = "the DOCTYPE declares entities of its own, which are not trusted; delete what stands in [ ]"
        yield Unread(origin=Origin(first=1, last=source.count(b"\n") + 1), text=decode(source), reason=reason)
        return
    line, counted = 1, 0
    for place in _places(source, names):
        line, counted = line + source.count(b"\n", counted, place.first), place.first
        raw = decode(source[place.first : place.end])
        origin = Origin(first=line, last=line + source.count(b"\n", place.first, place.end))
        if place.name and place.closed:
            yield _read(raw, place.name, origin, said_by)
        elif place.name:
            yield Unread(origin=origin, text=raw, reason=f"the record breaks off: no </{place.name}>")
        else:
            yield _between(raw, origin, names=names, is_all=begin == len(source))


def _utf8(source: bytes) -> bytes:
    """A file in UTF-8, its lines ended by line feeds: itself if it is, so that a large one is not held twice."""
    if b"\x00" not in source and _LONE_RETURN.search(source) is None and _is_utf8(source):
        return source.removeprefix(codecs.BOM_UTF8)
    return decode(source).encode()


def _is_utf8(source: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for first in range(0, len(source), PIECE):
            decoder.decode(source[first : first + PIECE], final=first + PIECE >= len(source))
    except UnicodeDecodeError:
        return False
    return True


def _places(source: bytes, names: tuple[str, ...]) -> Iterator[_Place]:
    """Yield the records of a file and what stands between them, in order, blanks left out."""
    done = 0
    opened: re.Match[bytes] | None = None
    for mark in _marks(names).finditer(source):
        name = mark["name"]
        if name is None or (opened and name != opened["name"]) or (mark["end"] and not opened):
            continue
        if not mark["end"]:
            yield from _stripped(source, done, mark.start(), name=opened and name)
            done, opened = mark.start(), mark
        if mark["end"] or mark.group().endswith(b"/>"):
            yield _Place(first=done, end=mark.end(), name=name.decode(), closed=True)
            done, opened = mark.end(), None
    yield from _stripped(source, done, len(source), name=opened and opened["name"])


@lru_cache(maxsize=16)
def _marks(names: tuple[str, ...]) -> re.Pattern[bytes]:
    longest_first = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"(?:{_ASIDES})|<(?P<end>/?)(?:[\w.-]{{1,64}}:)?(?P<name>{longest_first})(?=[\s/>])[^<>]*>".encode(), re.DOTALL
    )


def _stripped(source: bytes, first: int, end: int, *, name: bytes | None = None) -> Iterator[_Place]:
    """What stands in a stretch, less the blanks around it."""
    body = source[first:end].strip()
    if body:
        start = source.index(body[:1], first)
        yield _Place(first=start, end=start + len(body), name=name.decode() if name else None)


def _between(raw: str, origin: Origin, *, names: tuple[str, ...], is_all: bool) -> Unread:
    if re.search(rf"<(?:{'|'.join(map(re.escape, names))})[\s/>]", raw):
        reason = "a comment that is not closed, or that holds a record"
        return Unread(origin=origin, text=raw, reason=reason)
    if is_all and _MARKUP.sub("", raw).strip():
        wanted = " or ".join(f"<{name}>" for name in names)
        return Unread(origin=origin, text=raw, reason=f"no element {wanted} in the file")
    return Unread(origin=origin, text=raw, reason="stands between records", kind="aside")


def _read(raw: str, name: str, origin: Origin, said_by: Callable[[_Element], Iterator[Saying]]) -> Record | Unread:
    element, is_sound = _parsed(raw)
    if element is None or local(element) != name:
        return Unread(origin=origin, text=raw, reason=f"<{name}> is not well-formed XML")
    record = record_of(_all_said(element, said_by, raw=None if is_sound else raw), origin)
    if not any(getattr(record, field) for field in FIELDS):
        return Unread(origin=origin, text=raw, reason=f"<{name}> holds nothing that a record has")
    return record


def _all_said(
    element: _Element, said_by: Callable[[_Element], Iterator[Saying]], *, raw: str | None
) -> Iterator[Saying]:
    yield from said_by(element)
    if raw is not None:  # what a recovering parser leaves out, nobody knows: the record is kept as it stood
        yield "", "xml", raw


def _parsed(raw: str) -> tuple[_Element | None, bool]:
    """An element, and whether all of it could be read; what real files get wrong is mended first."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    try:
        return etree.fromstring(raw, _parser(recover=False)), True
    except etree.XMLSyntaxError:
        prefixes = sorted(set(_PREFIX.findall(raw)) - {"xml", "xmlns"})
        declared = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in prefixes)
        mended = f"<mended{declared}>{_FAULT.sub(_mended, raw)}</mended>"
    try:
        return etree.fromstring(mended, _parser(recover=False))[0], True
    except etree.XMLSyntaxError:
        pass
    try:
        recovered = etree.fromstring(mended, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None, False
    return next(iter(recovered), None) if recovered is not None else None, False


@lru_cache(maxsize=2)
def _parser(*, recover: bool) -> XMLParser:
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _mended(found: re.Match[str]) -> str:
    """A named character as itself; a bare ``&`` or ``<`` as what was meant."""
    mark, name = found.group(), found.group(1)
    if not mark.startswith("&"):
        return "&lt;" if mark == "<" else mark
    plain = html.unescape(mark)
    if name in _XML_NAMES or (name and plain.isspace()):
        return mark
    return escape(plain) if name and plain else f"&amp;{mark[1:]}"
