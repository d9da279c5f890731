"""Markdown paragraphs that are headings by their looks alone.

Converters of pages and of word processors leave lower headings as lines in bold, or as bold
words at a paragraph's start. The rules are those for JATS (``jats_headings``): a line must
head something; words at a start must be a heading by their words, or one of several that
differ, in one section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from relsynth.documents import Block
from relsynth.formats.web_page import Piece, is_byline
from relsynth.headings import read_heading

LONGEST_LINE = 12  # words of a paragraph that is one bold line
LONGEST_RUN_IN = 8  # words in bold at a paragraph's start

_BOLD = re.compile(
    r"(?P<marks>\*\*\*|___|\*\*|__)(?P<words>[^*_\s][^*_]{1,200}?)(?P=marks)(?P<stop>[.:]?)\s*(?P<rest>.*)", re.DOTALL
)
_OF_FLOAT = re.compile(
    r"(?:table|tab|figure|fig|box|panel|appendix)\b\.?\s*(?:[\dIVXA-E]|$|[.:(])"
    r"|(?:abbreviations?|sources?|notes?|key|legend)\W*$",
    re.IGNORECASE,
)
"""Titles of floats, and the notes under them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A paragraph that may be a heading or begin with one: its words and what follows them, as markup."""

    words: str
    rest: str


def with_bold_headings(pieces: Sequence[Piece], words_of: Callable[[str], str]) -> Iterator[Piece]:
    """The pieces, with those that look like headings made headings; ``words_of`` reads markup."""
    first = 0
    for place in range(len(pieces) + 1):
        if place == len(pieces) or pieces[place].block.kind == "heading":
            section = pieces[first:place]
            opened = section[0].block.depth if section else 0
            after = pieces[place].block.depth if place < len(pieces) else 0
            beside = max(after, 1 + (opened == 1))  # under the title, as high as the sections that follow
            yield from _section(section, words_of, depth=opened + 1 if opened > 1 else beside)
            first = place


def _section(pieces: Sequence[Piece], words_of: Callable[[str], str], *, depth: int) -> Iterator[Piece]:
    """The pieces of one section, from its heading on; ``depth`` is that of headings right under it."""
    looks = [_look(piece) for piece in pieces]
    lines = [look is not None and not look.rest and _heads(looks, place) for place, look in enumerate(looks)]
    starts = Counter(look.words for look in looks if look is not None and look.rest)
    for piece, look, is_line in zip(pieces, looks, lines, strict=True):
        if look is not None and is_line:
            yield _heading(look.words, depth, words_of)
        elif look is not None and look.rest and starts[look.words] == 1 and (len(starts) > 1 or _known(look.words)):
            yield _heading(look.words, depth + any(lines), words_of)
            yield Piece(block=Block(text=words_of(look.rest)), markup=look.rest)
        else:
            yield piece


def _look(piece: Piece) -> _Look | None:
    found = _BOLD.fullmatch(piece.markup.strip()) if piece.block.kind == "text" else None
    if found is None or _OF_FLOAT.match(found["words"]) or is_byline(piece):
        return None
    words, rest = " ".join(found["words"].split()), found["rest"]
    has_stop = bool(found["stop"]) or words[-1] in ".:"
    opens = words[0].isupper() or words[0].isdigit()
    if not rest:
        is_look = len(words.split()) <= LONGEST_LINE and words[-1] not in ".?!;,"
    else:
        is_look = has_stop and len(words.split()) <= LONGEST_RUN_IN and not rest[0].islower()
    return _Look(words=words.rstrip(" .:"), rest=rest) if opens and is_look else None


def _heads(looks: Sequence[_Look | None], place: int) -> bool:
    """Whether a line has something to head: what follows is no such line itself."""
    following = looks[place + 1 : place + 2]
    return bool(following) and (following[0] is None or bool(following[0].rest))


def _known(words: str) -> bool:
    return read_heading(words).label is not None


def _heading(words: str, depth: int, words_of: Callable[[str], str]) -> Piece:
    return Piece(block=Block(text=words_of(words), kind="heading", depth=depth), markup=words)
