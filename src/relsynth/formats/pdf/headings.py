"""Which passages are headings, and how deep they stand.

Three witnesses: the type (another than the running text's), the numbering, and the
words of headings that papers share. The words calibrate the type: in whatever type a
paper sets "Methods" and "Discussion", it sets its other headings of that rank.

Source: of the headings of two-column papers 94 in 100 stand on a line of their own
(measured on 14 open-access papers with their JATS).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relsynth.formats.pdf.lines import Line, Type
from relsynth.formats.pdf.paragraphs import Passage
from relsynth.formats.reading import is_reference_heading
from relsynth.headings import read_heading

LONGEST = 200
"""Characters of a heading."""

SHORTEST = 3
SHORT = 40
"""Characters of a heading known by its words that may end in a full stop."""

MOST_LINES = 4

SMALLEST = 0.87
"""Of the running text: how small a heading in the body is set; a font with large letters is set smaller."""

SMALL_KNOWN = 2
"""Headings known by their words that make a smaller type one of headings: declarations are set small."""

NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s*(?:\|\s*|\s)(?=[^\W\d_])|(?P<roman>[IVX]{1,5})\.\s+(?=[A-Z])"
)
_LISTS = re.compile(
    r"(?:selected |cited )?references?(?: (?:and|&) (?:notes|further reading|bibliography))?|notes and references"
    r"|citations|literature|(?:online )?references? list|(?:about the )?authors?.{0,2} (?:details|affiliations?)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d]{3}\.)\s(?=[A-Z])")
_CLOSED = re.compile(r"[.,;]\W*$")
_TOP = frozenset({"introduction", "methods", "results", "discussion", "conclusion", "abstract", "back_matter"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Style:
    """A type in which headings may be set."""

    size: float
    is_bold: bool
    is_caps: bool
    is_italic: bool
    font: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The types of a paper's headings: those of headings known by their words, and all, highest first."""

    body: Type
    known: frozenset[Style]
    small: frozenset[Style]
    ranks: tuple[Style, ...]

    def depth(self, style: Style, text: str) -> int:
        """How deep a heading stands, 1 at the top: by its number, else by its type."""
        if number := NUMBERED.match(text):
            return 1 if number["roman"] else number["number"].count(".") + 1
        if style in self.small:
            return 1
        return self.ranks.index(style) + 1 if style in self.ranks else len(self.ranks) + 1


def style_of(lines: Sequence[Line]) -> Style:
    """The type of a passage: that of its longest line."""
    line = max(lines, key=lambda each: len(each.text))
    return Style(
        size=round(line.size * 5) / 5,
        is_bold=line.is_bold,
        is_caps=len(line.text) > SHORTEST and line.text.isupper(),
        is_italic=line.is_italic,
        font=line.font,
    )


def may_be_heading(passage: Passage, text: str) -> bool:
    """Whether a passage has the form of a heading, whatever its type."""
    if len(passage.lines) > MOST_LINES or not SHORTEST <= len(text) <= LONGEST:
        return False
    numbered = NUMBERED.match(text)
    if not (numbered or text[0].isupper() or text[0] in "“‘\"'"):
        return False
    if text[-1] in ".,;" and len(text) >= SHORT and not numbered:
        return False
    if sum(map(str.isalpha, text)) * 2 < len(text):
        return False
    if not _CLOSED.search(text[-5:]):
        return True
    in_one_type = all(line.is_plain and line.font == passage.first.font for line in passage.lines)
    return (is_deep(text) and in_one_type) or (is_known(text) and len(text) < SHORT)


def stands_out(style: Style, body: Type) -> bool:
    """Whether a type differs from that of the running text, and is not smaller."""
    if style.size < body.size * SMALLEST:
        return False
    return style.font != body.font or style.size > body.size * 1.06 or style.is_caps


def is_deep(text: str) -> bool:
    """Whether a text begins with the number of a subsection (2.1), as items of lists do not."""
    found = NUMBERED.match(text)
    return found is not None and "." in (found["number"] or "")


@lru_cache(maxsize=4096)
def is_known(text: str) -> bool:
    """Whether the words of a heading are those of a part of a paper."""
    words = split_number(text)[1]
    return read_heading(words).force != "loose" or is_references(words)


def is_references(words: str) -> bool:
    """Whether a heading opens a list that is no text: of references, of authors and where they work."""
    return is_reference_heading(words) or _LISTS.fullmatch(words.strip(" .:")) is not None


def styles_of(candidates: Iterable[tuple[Passage, str]], body: Type) -> Styles:
    """The types of a paper's headings, given the passages that may be ones."""
    known: Counter[Style] = Counter()
    top: Counter[Style] = Counter()
    seen: Counter[Style] = Counter()
    small: Counter[Style] = Counter()
    for passage, text in candidates:
        style = style_of(passage.lines)
        if stands_out(style, body):
            is_part = is_known(text)
            seen[style] += 1
            known[style] += is_part
            top[style] += is_part and read_heading(split_number(text)[1]).label in _TOP
        elif style.font != body.font and is_known(text):
            small[style] += 1
    small_known = {style for style, count in small.items() if count >= SMALL_KNOWN}
    return Styles(
        body=body,
        known=frozenset(+known),
        small=frozenset(small_known),
        ranks=_ranked(seen, top),
    )


def _ranked(seen: Counter[Style], top: Counter[Style]) -> tuple[Style, ...]:
    """Styles from the highest to the deepest: larger, bold, capital ones stand above; italic ones below."""
    order = sorted(seen, key=lambda style: (-style.size, not style.is_bold, not style.is_caps, style.is_italic))
    if not top:
        return tuple(order)
    first, count = max(top.items(), key=lambda each: (each[1], each[0]))
    if not count:
        return tuple(order)
    return (
        first,
        *(
            style
            for style in order
            if (style != first and style <= first) or (style.size <= first.size and style != first)
        ),
    )


def split_number(text: str) -> tuple[str, str]:
    """The number of a heading, and its words."""
    found = NUMBERED.match(text)
    return (text[: found.end()].strip(), text[found.end() :]) if found else ("", text)


def lead_of(passage: Passage) -> str:
    """The words in a type of their own that head a paragraph, or nothing where none do.

    Bold ones do, and italic ones with a number ("2.1. Setting."); they end as a heading does.
    """
    first = passage.first
    words: list[str] = []
    for line in passage.lines[:MOST_LINES]:
        if line.font != first.font and not line.lead:
            break
        if line.lead:
            words.append(line.text[: line.lead])
            break
        words.append(line.text)
    else:
        return ""
    lead = _SENTENCE.split(" ".join(words).strip(), maxsplit=1)[0]
    if sum(map(len, words)) > LONGEST:
        return ""  # a paragraph in bold: an abstract, as some journals set it
    marked = first.is_bold or (first.is_italic and NUMBERED.match(lead))
    if not marked or not SHORTEST <= len(lead) < LONGEST or not (lead[0].isupper() or NUMBERED.match(lead)):
        return ""
    line = passage.lines[len(words) - 1]
    after = line.text[line.lead : line.lead + 2].strip()
    return lead if lead[-1] in ".:?—–" or after[:1] in (":", ".", "—", "–") else ""


def after_lead(text: str, lead: str) -> tuple[str, str]:
    """A paragraph's text parted after its lead, however its lines were joined."""
    letters = sum(map(str.isalnum, lead))
    at = 0
    while letters and at < len(text):
        letters -= text[at].isalnum()
        at += 1
    return text[:at], text[at:].lstrip(" .:—–?")
