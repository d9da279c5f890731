"""From the bytes of a web page to its elements: encoding, parsing, and the limits of what is read.

Source: WHATWG HTML, 13.2.3 (how an encoding is found: a byte-order mark, then a declaration in the
first bytes) and 13.1.2 (elements without an end tag). XHTML may close any element in its
start tag, which HTML does not know, so those tags are written out before the page is parsed.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from relsynth.documents import CITATION
from relsynth.errors import InputError
from relsynth.formats.reading import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 64 << 20  # bytes: an article with all its pictures inside is rarely a tenth of it
MOST_TAGS = 400_000
"""Signs ``<``: a long article with tables has 20,000, and each element takes memory and is looked at several times."""

LONGEST_NAME = 80  # characters of a class or an id that says anything
HEAD = 4_096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_CHARSET = re.compile(
    rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w-]{2,40})|<\?xml[^>]{1,100}?encoding=[\"']([\w-]{2,40})"
)
_XHTML = re.compile(r"<\?xml\b|<html[^>]{0,400}http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_CLOSED = re.compile(rf"<(?!(?:{_VOID})\b)([A-Za-z][\w:-]*)((?:\s[^<>]*)?)(?<!/)/>")
_PICTURE = re.compile(r"data:image[\w/+.-]{1,60}(?:;[\w=-]{1,40}){0,3},[A-Za-z0-9+/=%]+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:0*+(?:[0-8]|1[124-9]|2\d|3[01]|127|6553[45])(?!\d)|x0*+(?:[0-8bcef]|1[0-9a-f]|7f|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""Signs that no text has, as they are and as HTML may name them; a tree of XML does not take them."""

_NO_ROLES: frozenset[str] = frozenset()
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def parsed(source: bytes) -> _Element:
    """Return the root element of a page.

    Raises:
        InputError: too large, no text in an encoding that is known, no element, or nested without end.
    """
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    if len(source) > LARGEST:
        raise InputError(f"the page has more than {LARGEST >> 20} MB: no article does; save it without its pictures")
    text = _PICTURE.sub("", _CONTROL.sub(" ", characters(source)).replace(CITATION, ""))
    if text.count("<") > MOST_TAGS:
        raise InputError(f"the page has more than {MOST_TAGS:,} tags: no article does")
    if _XHTML.search(text[:HEAD]):
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"is no web page that can be read: {error}") from error
    if root is None:
        raise InputError("this is a web page without an article: it holds nothing")
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise InputError(
            "the page nests its elements more than 255 deep: no article does; save it again from a browser"
        )
    return root


def characters(source: bytes) -> str:
    """The characters of a page: by its byte-order mark, as UTF-8, as it declares, else as any text file."""
    if not source.startswith(_MARKS) and (named := _declared(source[:HEAD])):
        for encoding in ("utf-8", named):
            try:
                return source.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return decode(source)


def _declared(head: bytes) -> str | None:
    """The encoding that a page declares; Latin-1 means Windows-1252 (WHATWG Encoding, 4.2)."""
    found = _CHARSET.search(head)
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii", "ignore").lower()
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def words_in(element: _Element) -> str:
    """The words of an element and all within, in one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def is_longer(element: _Element, characters: int) -> bool:
    """Whether the words of an element come to more than so many characters; reads no further than that."""
    for text in element.itertext():
        characters -= len(text)
        if characters < 0:
            return True
    return False


def is_element(node: object) -> bool:
    """Whether a node of the tree is an element, and no entity or comment that was left in it."""
    return isinstance(getattr(node, "tag", None), str)


def names_of(element: _Element) -> frozenset[str]:
    """The single words of an element's classes, in lower case: {"art", "affiliations"} of "art-affiliations"."""
    classes = element.get("class")
    return words_of_class(classes[:400]) if classes else frozenset()


@lru_cache(maxsize=8192)
def words_of_class(name: str) -> frozenset[str]:
    """The words that a class is made of, however they are joined."""
    return frozenset(part.lower() for part in _PART.findall(name))


def roles_of(element: _Element) -> frozenset[str]:
    """What an element says that it is: WAI-ARIA and DPUB-ARIA roles, and EPUB's types, without the prefix."""
    said, typed = element.get("role"), element.get("epub:type")
    if not said and not typed:
        return _NO_ROLES
    return frozenset(role.lower().removeprefix("doc-") for role in f"{said or ''} {typed or ''}".split())


def remove(element: _Element) -> None:
    """Take an element out of the tree, with all in it; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        say_before(element, element.tail)
    parent.remove(element)


def say_before(element: _Element, words: str) -> None:
    """Put words directly before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + words
    elif parent is not None:
        parent.text = (parent.text or "") + words


def say(element: _Element, words: str) -> None:
    """Replace all that is in an element by words."""
    tail = element.tail
    attributes = dict(element.attrib.items())
    element.clear()
    element.attrib.update(attributes)
    element.text, element.tail = words, tail
