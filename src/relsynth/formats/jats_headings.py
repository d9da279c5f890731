"""JATS paragraphs that are headings by their looks alone.

Authors and converters set headings as paragraphs in bold, or as words in bold or italics at a
paragraph's start ("*Setting.* Two towns ..."). They are headings here only where markup has
none: in a holder without sections of its own. A line must head something; words at a
start must be a heading by their words, or one of several in the same look and all different.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from relsynth.formats.jats_tree import words_in
from relsynth.formats.xml_papers import child, children, local
from relsynth.headings import read_heading

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_LINE = 12  # words of a paragraph that is one bold line
LONGEST_RUN_IN = 8  # words in bold at a paragraph's start
RUN_IN = "run-in"
"""Name of the element that a paragraph in the look of a heading becomes; ``level`` counts from 0."""

_HOLDERS = frozenset({"sec", "body", "abstract", "boxed-text", "app", "notes", "ack", "fn"})
_STYLES = ("bold", "underline", "italic")
_FLOAT_TITLE = re.compile(r"(?:table|tab|figure|fig|box|panel|appendix)\b\.?\s*[\dIVXA-E]", re.IGNORECASE)


def mark_headings(article: _Element) -> None:
    """Make headings of what is set as headings, and heads of the bold cells atop a table without a ``thead``."""
    holders: dict[_Element, None] = {}
    for styled in article.iter(*(f"{{*}}{style}" for style in _STYLES)):
        paragraph = styled.getparent()
        if paragraph is not None and local(paragraph) == "p" and _opens(styled, paragraph):
            holder = paragraph.getparent()
            if holder is not None and local(holder) in _HOLDERS:
                holders[holder] = None
    for holder in holders:
        if child(holder, "sec") is None:
            _head(holder)
    for table in article.iter("{*}table"):
        if child(table, "thead") is None:
            _mark_heads(table)


def _opens(styled: _Element, paragraph: _Element) -> bool:
    return paragraph[0] is styled and not (paragraph.text or "").strip()


def _head(holder: _Element) -> None:
    """Turn what looks like a heading in a holder into one; the looks, from high to low, give the levels."""
    found = [(p, look) for p in children(holder, "p") if (look := _look(p)) is not None]
    counts = Counter(look for _, look in found)
    words = Counter(_heading_words(p) for p, _ in found)
    taken = [
        (p, look)
        for p, look in found
        if words[_heading_words(p)] == 1 and (_known(p) or (look[0] == 0 or counts[look] > 1))
    ]
    levels = sorted({look for _, look in taken})
    for paragraph, look in taken:
        _split(paragraph, level=levels.index(look))


def _look(paragraph: _Element) -> tuple[int, int] | None:
    """How a paragraph is set as a heading: (0 whole or 1 at its start, place of its style), or None."""
    styled = next(iter(paragraph), None)
    if styled is None or local(styled) not in _STYLES or not _opens(styled, paragraph):
        return None
    words, rest = words_in(styled).strip(), (styled.tail or "").strip()
    style = _STYLES.index(local(styled))
    if not words or not (words[0].isupper() or words[0].isdigit()) or _FLOAT_TITLE.match(words):
        return None
    if len(paragraph) == 1 and rest in ("", ".", ":"):
        return (0, style) if _is_line(words) and _is_followed(paragraph) else None
    return (1, style) if _is_run_in(words, rest, known=_known(paragraph), style=style) else None


def _is_line(words: str) -> bool:
    return len(words.split()) <= LONGEST_LINE and not words.endswith((".", "?", "!", ";", ",", "”", '"'))


def _is_followed(paragraph: _Element) -> bool:
    """Whether text, a list or the like follows, which the line may head, and not one more such line."""
    following = paragraph.getnext()
    if following is None:
        return False
    alone = local(following) == "p" and len(following) == 1 and not (following.text or "").strip()
    is_line = alone and local(following[0]) == local(paragraph[0]) and not (following[0].tail or "").strip(" .:")
    return not is_line


def _is_run_in(words: str, rest: str, *, known: bool, style: int) -> bool:
    """Whether words at a paragraph's start are parted from it by a stop, before the capital of a sentence.

    A colon in italics follows a speaker as often as a heading.
    """
    stop = next((s for s in (words[-1], rest[:1]) if s in ".:–—"), "")
    after = rest.lstrip(".:–— ")
    begins = bool(after) and not after[0].islower()
    plain = stop == "." or (bool(stop) and (known or style == 0))
    return plain and begins and len(words.split()) <= LONGEST_RUN_IN


def _heading_words(paragraph: _Element) -> str:
    return " ".join(words_in(paragraph[0]).split()).rstrip(" .:–—")


def _known(paragraph: _Element) -> bool:
    return read_heading(_heading_words(paragraph)).label is not None


def _split(paragraph: _Element, *, level: int) -> None:
    """Put a heading before a paragraph and take its words out of it."""
    heading = paragraph.makeelement(RUN_IN, {"level": str(level)})
    heading.text = _heading_words(paragraph)
    rest = (paragraph[0].tail or "").lstrip(".:–— ")
    paragraph.addprevious(heading)
    paragraph.remove(paragraph[0])
    paragraph.text = rest


def _mark_heads(table: _Element) -> None:
    """Call the cells heads in the first rows of a table, as long as all of their words are bold."""
    rows = list(table.iter("{*}tr"))
    heads = list(takewhile(_is_bold, rows))
    for row in heads if len(heads) < len(rows) else ():
        for cell in row:
            cell.tag = "th"


def _is_bold(row: _Element) -> bool:
    filled: Sequence[_Element] = [cell for cell in row if words_in(cell).strip()]
    return len(filled) > 1 and all(
        "".join(map(words_in, cell.iter("{*}bold"))).split() == words_in(cell).split() for cell in filled
    )
