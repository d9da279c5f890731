"""Parsing the XML of papers, which is never trusted, and finding elements by their local names.

No external DTD, no network, no internal subset, no entity that expands to another. Named characters
(``&eacute;``), which journals use and whose DTD is not read, are replaced before parsing and
never dropped. A file in another encoding is turned to UTF-8 first, so that what is checked is what
is parsed.

Source: W3C, Extensible Markup Language (XML) 1.0, fifth edition; names of characters as in HTML.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from relsynth.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SIGNS = 6_000_000
"""Tags and attributes, counted by ``<`` and ``=``: each takes some 100 bytes of memory. A thesis has 2 million."""

_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_SUBSET = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?(?:(?!\?>).)*+\?>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"<!DOCTYPE\s++[^\s>\[\"']++(?:[^>\[\"']|\"[^\"]*\"|'[^']*')*+\[",
    re.DOTALL,
)
"""Only before the root element, where a document type must stand: one pass, whatever the file holds."""
_NAMED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_NAME = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_SIGN = re.compile(rb"\xee\x80\x80|&#(?:0*57344|[xX]0*[eE]000);")
"""The sign of a citation, U+E000, as a file may hold it where nothing cites."""
_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute that declares a language."""


def begins(head: bytes, suffix: str, root: re.Pattern[bytes]) -> bool:
    """Whether a file begins with such a root element, under a suffix that does not promise a web page."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode()
    return suffix not in (".html", ".htm", ".xhtml") and root.match(head) is not None


def parsed(source: bytes) -> _Element:
    """Parse a file to its root element; comments, processing instructions and signs of citations are dropped.

    Raises:
        InputError: not well-formed (with the line), in an unknown encoding, nested deeper than 256
            elements, larger than memory should hold, or with an internal DTD subset.
    """
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    text = _SIGN.sub(b"", _named_characters(_utf8(source)))
    if _SUBSET.match(text):
        raise InputError("the DOCTYPE declares entities of its own, which are not trusted; delete what stands in [ ]")
    if text.count(b"<") + text.count(b"=") > MOST_SIGNS:
        raise InputError("the file holds more tags than a paper or a book can have")
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
        what = error.msg.partition(", line ")[0].strip()
        raise InputError(f"not well-formed XML: {what}", line=error.lineno) from error


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return _local(str(element.tag))


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of that local name; none of a missing element."""
    return (e for e in (() if element is None else element) if local(e) == name)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that local name, or None."""
    return next(children(element, name), None)


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
        text = source.decode(encoding).removeprefix("\ufeff").encode()
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(f"not in {encoding}, as it declares; save the file as UTF-8") from error
    declared = _DECLARED.match(text)
    return b"<?xml version='1.0'" + text[declared.end() :] if declared else text


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
