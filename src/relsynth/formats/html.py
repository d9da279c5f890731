"""Web pages: the page of an article as a publisher, a repository or PubMed Central shows it, saved to a file.

A page is more than its article. What is not the article is taken out of the tree by its markup
(``html_furniture``), what cites is made a sign (``html_citing``), the rest is read into pieces (``html_pieces``),
and these into the article's sections (``html_article``). No publisher is treated by name: the forms
are those that their pages share. The file is never trusted: its size and depth are bounded,
nothing is fetched, and no element is read by recursion.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats.html_article import article_of, has_abstract
from relsynth.formats.html_citing import cite
from relsynth.formats.html_furniture import clear
from relsynth.formats.html_metadata import citation_of, with_byline
from relsynth.formats.html_page import parsed, words_in
from relsynth.formats.html_pieces import Piece, pieces_of
from relsynth.formats.reading import document

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "html"
READER = "html/1"

SHORTEST_ARTICLE = 60
"""Words of text without an abstract that may be an article: shorter are messages of a site."""

SURELY_AN_ARTICLE = 400
"""Words of text above which a page is an article, whatever else it says of logins and cookies."""

LARGEST_MESSAGE = 4 << 20  # bytes of a page that is looked at for what it says instead of an article
LONGEST_MESSAGE = 20_000  # characters of it
NEAR_TOP = 60  # pieces among which a byline stands

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht"})
_BEGIN = re.compile(
    rb"\s*(?:<\?xml\b[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+(?:<!doctype\s+html\b|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:!doctype|html|head|body|div|p|h[1-6]|article|meta|title|table|span|section)\b", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_MESSAGES = {
    "the site wanted to know whether a person asks": (
        r"captcha|verify (?:that )?you are (?:a )?human|unusual traffic|not a robot|checking your browser|just a moment"
        r"|enable javascript and cookies|access denied|request (?:was )?(?:blocked|rejected)|\b403\b|attention required"
    ),
    "the site answered with an error": (
        r"\b404\b|page (?:was )?not found|cannot be found|no longer available|(?:internal )?server error|\b50[0234]\b"
        r"|service unavailable|temporarily unavailable|maintenance"
    ),
    "the site asks to sign in or to pay": (
        r"(?:sign|log) ?in\b|institutional (?:access|login)|purchase|subscribe|subscription|get access"
        r"|rent (?:this|or)\b|password"
    ),
    "it only asks about cookies": r"cookies?\b|consent",
}
"""What a page without an article says, and what it is then."""

_SAID = tuple((re.compile(pattern, re.IGNORECASE), what) for what, pattern in _MESSAGES.items())


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the content is HTML, or is called so and has its tags; JATS under such a name is refused by ``jats``."""
    if head.startswith(_MARKS):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(codecs.BOM_UTF8)
    return _BEGIN.match(head) is not None or (suffix in _SUFFIXES and _TAG.search(head) is not None)


def read_document(source: bytes, *, name: str) -> Document:
    """Read the article of a page: title, abstract, keywords, body and what is declared at its end.

    Raises:
        InputError: no page that can be read, or a page without an article; says which page it is instead.
    """
    root = parsed(source)
    language = (root.get("lang") or "").split("-")[0].lower()
    citation = citation_of(root)
    message = words_in(root)[:LONGEST_MESSAGE] if len(source) < LARGEST_MESSAGE else ""
    pieces = pieces_in(root)
    citation = with_byline(citation, (piece.text for piece in pieces[:NEAR_TOP] if piece.text))
    blocks = article_of(pieces, citation.title, citation.authors)
    words = sum(len(block.text.split()) for block in blocks if block.kind != "heading")
    if words < SURELY_AN_ARTICLE and not has_abstract(pieces):
        _refuse_message(words, message)
    return document(
        blocks,
        citation,
        source=source,
        name=name,
        format="html",
        reader=READER,
        declared_language=language or None,
    )


def pieces_in(root: _Element) -> list[Piece]:
    """What is left of a page as pieces, once what is no article is taken out of it."""
    cite(root, clear(root))
    body = root.find("body")
    return list(pieces_of(root if body is None else body))


def _refuse_message(words: int, page: str) -> None:
    """Refuse a page that holds a message instead of an article, saying which."""
    said = next((what for pattern, what in _SAID if pattern.search(page)), None)
    if words < SHORTEST_ARTICLE or (said and words < SURELY_AN_ARTICLE // 2):
        what = said or "it holds no paragraphs of one"
        raise InputError(
            f"this is a web page without an article: {what}; "
            "open the article in a browser and save the page that shows it"
        )
