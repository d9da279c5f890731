"""Which lines of a DOCX file are headings, and how deep.

Styles and outline levels say so in papers written with them. Many manuscripts have none: there a heading
is a short line of its own, in bold or known by its words, with text after it; lines that look alike
are equally deep, and those that look as "Methods" or "Results" do are at the top.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from relsynth.formats.docx_body import Item, is_caption
from relsynth.formats.docx_text import Line
from relsynth.formats.reading import is_reference_heading
from relsynth.headings import is_summary, normal_heading, read_heading

LONGEST_HEADING = 14  # words
LONGEST_ITALIC = 10  # words: more in italics alone is an emphasis or a quotation
MOST_LETTERS = 400
LONGEST_STYLED = 40  # words: a style on more of them is a slip
MOST_IN_A_ROW = 3  # lines alike in bold: more of them are a list, or an address
SHORTEST_WORD = 4  # letters: less in capitals is an abbreviation

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=[^\W\d_])")
_END = re.compile(r"[.,;?!…]['\"’”)]*$")
_SAID = re.compile(r"['\"‘“«]")

_MAIN = re.compile(
    r"abstract|introduction|background|(?:materials? and )?methods?|methodology|results|findings|discussion"
    r"|conclusions?"
)

Look = tuple[bool, bool, bool, bool, int]


def depths_of(items: Sequence[Item]) -> list[int]:
    """Return the depth of each item as a heading (1 is top), 0 of what is none."""
    styled = [_styled(item.line) for item in items]
    plain = [item.line if not styled[n] and _is_heading(items, n) else None for n, item in enumerate(items)]
    top = min(filter(None, styled), default=0)
    ranks = _ranks([line for line in plain if line])
    depths: list[int] = []
    around = 0  # depth of the heading with a style before
    for own, line in zip(styled, plain, strict=True):
        around = own or around
        depths.append(own if own or line is None else _depth(line, top, around, ranks))
    return list(_within_abstract([item.line.text if item.line else "" for item in items], depths))


def _within_abstract(texts: Sequence[str], depths: Sequence[int]) -> Iterator[int]:
    """The depths, those of an abstract's own parts ("Methods", which come again) made deeper than it."""
    labels = [read_heading(text).label if depth else None for text, depth in zip(texts, depths, strict=True)]
    left = Counter(labels)
    of_abstract = 0
    for label, depth in zip(labels, depths, strict=True):
        left[label] -= 1
        if label == "abstract":
            of_abstract = depth
        elif depth and (label in (None, "keywords") or not left[label]):
            of_abstract = 0 if depth <= of_abstract else of_abstract
        yield max(depth, of_abstract + 1) if depth and of_abstract and label != "abstract" else depth


def is_known(line: Line) -> bool:
    """Whether a line's words are those of a heading of papers and no others."""
    reading = read_heading(line.text)
    is_named = reading.label is not None and reading.force != "loose"
    return is_named or is_summary(line.text) or is_reference_heading(line.text)


def number_of(text: str) -> int:
    """How deep the typed number of a heading says that it is, 0 without one.

    >>> number_of("2.1 Setting"), number_of("Setting")
    (2, 0)
    """
    found = _NUMBERED.match(text)
    return found["number"].count(".") + 1 if found else 0


def _styled(line: Line | None) -> int:
    """The depth that a style or the outline says."""
    if line is None or not line.level or line.style.role not in ("heading", None):
        return 0
    return line.level if len(line.text) <= MOST_LETTERS and len(line.text.split()) <= LONGEST_STYLED else 0


def _is_heading(items: Sequence[Item], n: int) -> bool:
    """Whether a line without a style of headings is one, by its words or by its looks and what follows."""
    line = items[n].line
    if line is None or line.style.role not in (None, "heading", "abstract") or not _is_line(line):
        return False
    if is_known(line):
        return True
    following = items[n + 1].line if n + 1 < len(items) else None
    if following is None or (following.is_listed and line.is_listed) or is_caption(following):
        return False
    is_apart = _is_prose(following) or _look(following) != _look(line)
    return is_apart and _stands_out(line) and _in_a_row(items, n) <= MOST_IN_A_ROW


def _is_line(line: Line) -> bool:
    if len(line.text) > MOST_LETTERS or not 0 < len(line.text.split()) <= LONGEST_HEADING:
        return False
    return not _END.search(line.text.strip()) and not is_caption(line)


def _stands_out(line: Line) -> bool:
    """Whether a line looks as headings do: bold, in capitals, numbered in parts, or in italics and short."""
    letters = [sign for sign in line.text if sign.isalpha()]
    if len(letters) < SHORTEST_WORD or ";" in line.text or (line.text.rstrip().endswith(":") and not line.is_bold):
        return False
    is_quiet = line.is_italic and len(line.text.split()) <= LONGEST_ITALIC and not _SAID.search(line.text)
    is_loud = "".join(letters).isupper() and len(letters) * 3 > len(line.text) * 2
    in_parts = number_of(line.text) > 1
    return line.is_bold or is_loud or in_parts or (is_quiet and not line.left and not line.is_listed)


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) > LONGEST_HEADING


def _in_a_row(items: Sequence[Item], n: int) -> int:
    """How many lines around one look as it does, none of them prose."""
    first = last = n
    while first > 0 and n - first <= MOST_IN_A_ROW and _is_alike(items[first - 1], items[n]):
        first -= 1
    while last + 1 < len(items) and last - n <= MOST_IN_A_ROW and _is_alike(items[last + 1], items[n]):
        last += 1
    return last - first + 1


def _is_alike(item: Item, other: Item) -> bool:
    line, model = item.line, other.line
    return line is not None and model is not None and _look(line) == _look(model) and not _is_prose(line)


def _look(line: Line | None) -> Look:
    if line is None:
        return False, False, False, False, 0
    return line.is_bold, line.is_italic, line.text.isupper(), line.is_centred, line.size


def _ranks(headings: Sequence[Line]) -> dict[Look, int]:
    """The depth of each look: that of most of the main sections is 1, others follow as they come."""
    main = Counter(_look(line) for line in headings if _is_main(line))
    top = [look for look, _ in main.most_common(1)]
    return {look: 1 + place for place, look in enumerate(dict.fromkeys([*top, *map(_look, headings)]))}


def _is_main(line: Line) -> bool:
    """Whether a line heads a main section, wherever and however it stands."""
    words, reading = normal_heading(line.text), read_heading(line.text)
    is_combined = len(reading.labels) > 1 and reading.force == "firm"
    closes = reading.force == "closing" or is_reference_heading(line.text)
    return _MAIN.fullmatch(words) is not None or is_combined or closes


def _depth(line: Line, top: int, around: int, ranks: Mapping[Look, int]) -> int:
    """How deep a heading without a style is: by its words, else its number, else its looks.

    ``top`` is the least depth of those with a style, 0 where there are none; ``around`` that of the last one.
    """
    if _is_main(line):
        return top or 1
    if top:
        return around + 1
    return number_of(line.text) or ranks.get(_look(line), 1)
