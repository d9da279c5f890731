"""What each passage of a paper is: running text, heading, caption, cell, footnote, or nothing to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.formats.pdf.front import is_byline
from relsynth.formats.pdf.furniture import is_address, is_notice, names_publisher
from relsynth.formats.pdf.headings import NUMBERED, Styles, is_deep, is_known, may_be_heading, stands_out, style_of
from relsynth.formats.pdf.lines import LONG_LINE, Type
from relsynth.formats.pdf.paragraphs import BULLET, SAME_EDGE, Passage, is_ended

Role = Literal["text", "heading", "caption", "table", "footnote", "list_item", "notice", "label"]

_CAPTION = re.compile(
    r"(?:(?:supplementa(?:ry|l)|appendix|additional|extended data)\s+)?"
    r"(?P<what>fig(?:ure|\.)?|table|box|panel|scheme|chart|exhibit|plate|textbox|video)\s*"
    r"(?P<number>[A-Z]?\d{1,2}[a-z]?\b|[IVX]{1,5}\b|[A-Z]\b|(?=[.:]\s))",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\s?(?:shows?|presents?|lists?|gives?|and|summari[sz]es?|illustrates?|provides?|depicts?|is|are)\b"
)
"""How a sentence about a table goes on."""

_MARK = re.compile(r"(?:[*†‡§¶#‖]|\W?\d{1,2}\b|[a-z]\b)\s?\S")
_MARKED = re.compile(r"\W?\d{1,2}\W{0,2}(?=[A-Z])")
"""A number before an address, which refers to an author."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTES = '“”‘"«„'

PROSE = 0.7
"""Of its column: how wide the lines of prose are, its last one aside."""


FEW_WORDS = 4
"""Words that a label of a figure has, and a line of prose exceeds."""

LONG_PARAGRAPH = 150
"""Characters of a paragraph in small type that is text: a quotation, a box."""

ADDRESSED = 2
"""Pages on which authors' addresses stand; at a paper's end they have a heading."""

SHORT_NOTICE = 120
"""Characters of a notice in the running text's type on a later page: sentences that begin alike are longer."""

LONGEST_NOTICE = 1500
"""Characters of a notice; abstracts may name a licence too, and are longer or in the running text's type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A passage, what it is, and its words."""

    passage: Passage
    text: str
    role: Role


def is_caption(passage: Passage, text: str, body: Type) -> bool:
    """Whether a passage is the caption of a table or figure, and not a sentence about one."""
    found = _CAPTION.match(text)
    if found is None or not text[0].isupper():
        return False
    set_apart = not body.is_as_large(passage.first) or passage.first.is_bold or passage.first.font != body.font
    closes = text[found.end() : found.end() + 1] in (".", ":", "|", "")
    return closes or (set_apart and not _TELLS.match(text[found.end() :]))


def is_table_caption(text: str) -> bool:
    """Whether a caption is one of a table."""
    found = _CAPTION.match(text)
    return found is not None and found["what"].lower() in ("table", "exhibit")


_TO_CITE = re.compile(r"(?:how to |please )?cite this (?:article|paper)|suggested citation", re.IGNORECASE)
HEAD_OF_NOTICE = re.compile(
    rf"{_TO_CITE.pattern}(?: as)?|citation|correspond(?:ence|ing author)s?(?: to)?|article (?:info(?:rmation)?|history)"
    r"|reprints?|e-?mail|open access|copyright|publisher.s note",
    re.IGNORECASE,
)
"""Notices that are but a heading."""

SHORT_HEAD = 40
"""Characters of such a heading."""


def is_prose(passage: Passage, width: float) -> bool:
    """Whether a passage is lines of sentences across a column of some width."""
    lines = passage.lines
    if len(lines) == 1:
        return lines[0].right - lines[0].left > PROSE * width and len(_WORD.findall(lines[0].text)) > FEW_WORDS
    full = [line for line in lines[:-1] if line.right - line.left > PROSE * width]
    return len(full) * 2 > len(lines) - 1 and passage.length > LONG_LINE


def roles_of(parts: Sequence[tuple[Passage, str]], styles: Styles, width: float) -> Iterator[Part]:
    """The parts of a paper in reading order, each with what it is; ``width`` is that of a column."""
    last: Part | None = None
    in_table = -1  # the page on which a table began
    for place, (passage, text) in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if passage.first.page != in_table:
            in_table = -1
        if last is not None and last.role == "notice" and _is_head_of_notice(last, passage):
            last = Part(passage=passage, text=text, role="notice")
            yield last
            continue
        role = _role(passage, text, styles, following, last, width=width, in_table=in_table >= 0)
        if role == "caption":
            in_table = passage.first.page if is_table_caption(text) else -1
        elif role in ("text", "heading") and in_table >= 0:
            in_table = -1
        if role == "label" and last is not None and _goes_with(last, passage, text):
            role = "text"
        last = Part(passage=passage, text=text, role=role)
        yield last


def _role(
    passage: Passage,
    text: str,
    styles: Styles,
    following: tuple[Passage, str] | None,
    last: Part | None,
    *,
    width: float,
    in_table: bool,
) -> Role:
    body = styles.body
    if _is_notice(passage, text, body):
        return "notice"
    if is_caption(passage, text, body):
        return "caption"
    prose = is_prose(passage, width)
    as_text = body.is_as_large(passage.last) or body.is_as_large(passage.first)
    if in_table and not (as_text and prose):
        return "heading" if _ends_table(passage, text, styles, following, last, width=width) else "table"
    if _is_heading(passage, text, styles, following, width=width):
        return "heading"
    return _role_of_text(passage, text, prose=prose) if as_text else _role_of_small(passage, text, prose=prose)


def _role_of_text(passage: Passage, text: str, *, prose: bool) -> Role:
    """What a passage in type as large as the running text is, that is no heading."""
    if BULLET.match(text) and not NUMBERED.match(text):
        return "list_item"
    if prose:
        return "text"
    words = len(_WORD.findall(text))
    told = words > FEW_WORDS or (words > 0 and (is_ended(text) or passage.last.is_broken))
    return "text" if told else "label"


def _role_of_small(passage: Passage, text: str, *, prose: bool) -> Role:
    """What a passage in another type is."""
    if _MARK.match(text) and len(text) > LONG_LINE / 2:
        return "footnote"
    return "text" if prose and passage.length > LONG_PARAGRAPH else "label"


def _is_notice(passage: Passage, text: str, body: Type) -> bool:
    """Whether a passage is of the publication and not of the paper: mostly on the first page, or in small type."""
    small = body.is_smaller(passage.last)
    if not small and passage.first.page > 1:
        return is_notice(text) and (
            names_publisher(text) or len(text) < SHORT_NOTICE or _TO_CITE.match(text) is not None
        )
    if passage.first.page == 1 and is_byline(passage.lines):
        return True
    if is_notice(text) or (passage.first.page <= ADDRESSED and is_address(text)):
        return True
    if small and _MARKED.match(text) and is_address(text):
        return True
    return small and passage.first.page == 1 and len(text) < LONGEST_NOTICE and names_publisher(text)


def _is_head_of_notice(part: Part, passage: Passage) -> bool:
    """Whether a notice on the first page is but the heading ("How to cite this article") of what stands under it."""
    first, head = passage.first, part.passage.last
    under = first.left < head.right and head.left < first.right and 0 < head.base - first.base < 3 * head.size
    return (
        first.page == head.page == 1
        and under
        and len(part.text) < SHORT_HEAD
        and head.font != first.font
        and HEAD_OF_NOTICE.fullmatch(part.text) is not None
    )


def _goes_with(part: Part, passage: Passage, text: str) -> bool:
    """Whether a short passage stands under a heading or a paragraph, and is a sentence, or what somebody said."""
    if part.role not in ("heading", "text", "list_item") or part.passage.run != passage.run:
        return False
    if text[0] in _QUOTES and len(_WORD.findall(text)) > FEW_WORDS:
        return True
    return is_ended(text) and abs(part.passage.left - passage.left) < SAME_EDGE


def _is_heading(
    passage: Passage, text: str, styles: Styles, following: tuple[Passage, str] | None, *, width: float
) -> bool:
    if not may_be_heading(passage, text):
        return False
    style = style_of(passage.lines)
    alone = len(passage.lines) == 1 and passage.first.right - passage.first.left < PROSE * width
    in_other_type = following is None or following[0].first.font != passage.last.font
    if is_known(text):
        return style in styles.known or (alone and (in_other_type or not styles.body.is_smaller(passage.first)))
    if style in styles.small:
        return in_other_type
    if not stands_out(style, styles.body):
        return alone and is_deep(text) and not is_ended(text) and styles.body.is_as_large(passage.first)
    return style in styles.known or (following is not None and _heads(passage, *following, styles, width=width))


def _ends_table(
    passage: Passage,
    text: str,
    styles: Styles,
    following: tuple[Passage, str] | None,
    last: Part | None,
    *,
    width: float,
) -> bool:
    """Whether a passage after the cells of a table is the heading of what comes under it, and no head of a column."""
    style = style_of(passage.lines)
    if not may_be_heading(passage, text) or not stands_out(style, styles.body):
        return False
    if following is not None and _heads(passage, *following, styles, width=width):
        return style in styles.known or is_deep(text)
    return style in styles.known and is_known(text) and not (last is not None and _is_beside(last.passage, passage))


def _is_beside(one: Passage, other: Passage) -> bool:
    """Whether two passages stand side by side, as the heads of columns do."""
    low, high = one.last.base, one.first.base
    return one.first.page == other.first.page and low - one.last.size < other.first.base < high + one.first.size


def _heads(passage: Passage, below: Passage, words: str, styles: Styles, *, width: float) -> bool:
    """Whether the passage below is what this one heads: text, or another heading, under it."""
    step = passage.last.base - below.first.base
    under = below.first.left < passage.first.right and passage.first.left < below.first.right
    if not (under and 0 < step < 4 * passage.last.size) or passage.first.page != below.first.page:
        return False
    if styles.body.is_as_large(below.first):
        return is_prose(below, width) or may_be_heading(below, words) or bool(BULLET.match(words))
    return False
