"""What stands on pages and is no text of the paper: running heads, feet, page numbers, notices.

A running head is told by where it stands and by coming again on other pages, its digits
folded, since page numbers count on; notices of licence and dates by how they begin.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from relsynth.formats.pdf.lines import Line, Page

MARGIN = 0.12
"""Of a page's height, at its top and at its foot, in which running heads stand."""

OFTEN = 3
"""Pages on which a line stands again, to be a running head; two in a paper of three pages."""

SAME_PLACE = 3.0
"""Points by which a running head may move from page to page."""

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_BARE_NUMBER = re.compile(r"(?:page\s*)?[A-Z]?[\d–-]{1,9}(?:\s*(?:of|/)\s*\d+)?|[ivxlc]{1,6}", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:page \d+ of \d+|https?://\S+$|(?:www\.|doi\b)\S*|doi:?\s*10\.|downloaded from|published (?:online|by)\b"
    r"|©|\(c\) ?\d{4}|copyright\b|\S+@\S+$|vol(?:ume|\.)\s*\d+|.{0,80}\|\s*(?:www\.|doi|https?:|volume|page)"
    r"|.{0,60}\bet al\.? .{0,60}\(\d{4}\) ?\d+|.{3,90}\b(?:19|20)\d\d\s?[;,]\s?\d+(?:\(\d+\))?\s?[:,]\s?\w*\d"
    r"|author manuscript|available in pmc|hhs public access|open access$|.*\bno\. ?\d+.{0,30}\b(?:19|20)\d\d$)",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages less their running heads, feet, page numbers and the numbers of their lines."""
    pages = [_unnumbered(page) for page in pages]
    margins = [_margins(page) for page in pages]
    again = _recurring(pages, margins, often=min(OFTEN, max(2, len(pages) - 1)))
    return tuple(_cleared(page, margin, again) for page, margin in zip(pages, margins, strict=True))


def _unnumbered(page: Page) -> Page:
    """A page of a manuscript less the numbers of its lines, which count on from line to line."""
    numbered = [(int(found[1]), line) for line in page.lines if (found := _LINE_NUMBER.match(line.text))]
    steps = [after - number for (number, _), (after, _) in pairwise(numbered)]
    if len(numbered) < NUMBERED_LINES or sum(step in (1, 5) for step in steps) * 5 < len(steps) * 4:
        return page
    if len(numbered) * 5 < len(page.lines) * 2 and steps.count(5) * 2 < len(steps):
        return page
    told = {id(line) for _, line in numbered}
    lines = (replace(x, text=_LINE_NUMBER.sub("", x.text)) if id(x) in told else x for x in page.lines)
    return replace(page, lines=tuple(line for line in lines if line.text))


NUMBERED_LINES = 12
"""Lines of a page that begin with numbers one after the other, to be numbered lines and no list or table."""

_LINE_NUMBER = re.compile(r"(\d{1,4})(?:\s+|$)")


def _margins(page: Page) -> tuple[float, float]:
    """How high the foot of a page reaches, and how low its head; its edge may lie elsewhere than at 0."""
    bases = [line.base for line in page.lines]
    white = MARGIN * page.height
    return min(0.0, *bases, 0.0) + white, max(page.height, *bases, 0.0) - white


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold()).replace(" ", "").strip("#|")


def _recurring(pages: Sequence[Page], margins: Sequence[tuple[float, float]], *, often: int) -> frozenset[str]:
    """The lines in the margins that stand at one height of several pages, as they are printed."""
    places: dict[str, dict[int, float]] = defaultdict(dict)
    printed: dict[str, set[str]] = defaultdict(set)
    for page, (foot, head) in zip(pages, margins, strict=True):
        for line in page.lines:
            if not foot <= line.base <= head:
                key = _key(line)
                places[key][page.number] = line.base
                printed[key].add(line.text)
    again = (key for key, bases in places.items() if _at_one_height(bases.values(), often))
    return frozenset(text for key in again for text in printed[key])


def _at_one_height(bases: Iterable[float], often: int) -> bool:
    known = sorted(bases)
    return any(known[place + often - 1] - known[place] <= 2 * SAME_PLACE for place in range(len(known) - often + 1))


def _cleared(page: Page, margin: tuple[float, float], again: frozenset[str]) -> Page:
    foot, head = margin
    bases = [line.base for line in page.lines]
    kept = tuple(
        line for line in page.lines if foot <= line.base <= head or not (line.text in again or _is_edge(line, bases))
    )
    return replace(page, lines=kept)


def _is_edge(line: Line, bases: Sequence[float]) -> bool:
    """Whether a line says what running heads say, with at most two others between it and the page's edge."""
    if not (_BARE_NUMBER.fullmatch(line.text) or _EDGE.match(line.text)):
        return False
    beyond = {round(base) for base in bases if base > line.base + 2}
    below = {round(base) for base in bases if base < line.base - 2}
    return min(len(beyond), len(below)) <= OUTERMOST


OUTERMOST = 2
"""Lines that may stand between the edge of a page and a line of its head or foot."""

_NOTICES = (
    r"(?:this is an|an) open.access",
    r"open access\b.{0,30}(?:this|article|distributed)",
    r"©|\(c\) ?(?:19|20)\d\d|copyright\b|licensee\b",
    r"published (?:online|by|in)\b",
    r"this (?:article|work|paper) is (?:licensed|distributed|published|an open|made available|protected)",
    r"this (?:article|paper) (?:was|has been|may be)\b",
    r"permissions? (?:to|is|requests)|reprints?\b",
    r"distributed under (?:the )?(?:terms|creative)|(?:the )?creative commons|the images",
    r"(?:\W|\d)*correspond(?:ence|ing author)|(?:address (?:for )?|to whom )correspondence|\*+ ?author to whom",
    r"(?:article )?received\b.{0,40}\d{4}|accepted\b.{0,40}\d{4}|article history|available online",
    r"(?:edited|reviewed) by|academic editors?\b|(?:handling |guest )?editors?:",
    r"citation:|(?:to cite|cite|how to cite|please cite) |suggested citation",
    r"e-?mail(?: address(?:es)?)?:|tel(?:ephone)?\.?:|fax:|contact\b[^.]{0,80}@|present address",
    r"orcid|doi:|https?://(?:dx\.)?doi\.org/\S+$|issn\b",
    r"publisher.s note|disclaimer:|peer.review|pre-?publication history",
    r"\(continued (?:on next|from previous) page\)|full list of author information",
    r"(?:\W|\d)*these authors contributed|contributed equally|author affiliations?:",
    r"specialty section|article (?:info|number|id)\b|articleinfo|check for updates|crossmark",
)
_NOTICE = re.compile(rf"\W*(?:{'|'.join(_NOTICES)})", re.IGNORECASE)
"""How paragraphs begin that say how a paper was published, not what it found."""


_PUBLISHERS = re.compile(
    r"creative ?commons|\blicen[cs]e\b|\S@\S+\.\w|all rights reserved|copyright|©|author information", re.IGNORECASE
)
_BODIES = re.compile(
    r"\b(?:department|dept|universi\w+|institut\w+|hospital|school|facult\w+|college|cent(?:er|re)|laborator\w+|division"
    r"|academy|ministry|clinic|foundation|unit)\b",
    re.IGNORECASE,
)
_STEMS = ("niversi", "epart", "nstitut", "ospital", "chool", "olleg", "acult", "aborator", "entre", "enter", "linic")
"""Parts of those words, one of which any address has: they are looked for first, being many times faster."""

_JOINTS = re.compile(r"\b(?:the|was|were|is|are|we|that|this|with|to|by|as|a|an|in|be|has|have|had)\b")

SPARSE_JOINTS = 0.05
"""Share of articles and auxiliaries below which words are no sentences, as in lists of addresses."""

FEWEST_WORDS = 4
"""Words of an address."""


def is_notice(text: str) -> bool:
    """Whether a paragraph is a notice of its publication: licence, dates, address, citation.

    >>> is_notice("Received: 1 May 2020; Accepted: 3 June 2020")
    True
    """
    return _NOTICE.match(text) is not None


def names_publisher(text: str) -> bool:
    """Whether a paragraph holds an address of mail, or terms of a licence."""
    return _PUBLISHERS.search(text) is not None


def is_address(text: str) -> bool:
    """Whether a paragraph is a list of where people work, and no sentence.

    >>> is_address("Department of Nursing, Hillside University, 12 Park Road, Leeds, UK")
    True
    """
    if not any(stem in text for stem in _STEMS):
        return False
    bodies = len(_BODIES.findall(text))
    words = len(text.split())
    return bodies * 20 >= words >= FEWEST_WORDS and len(_JOINTS.findall(text)) < SPARSE_JOINTS * words
