"""From lines to paragraphs: where one ends and the next begins.

A printer shows a new paragraph by an indent, by white above it, by a last line that
stops short, or by another type. None is sure alone: quotes are set in white, lists hang,
and last lines may be full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from relsynth.formats.pdf.columns import Run
from relsynth.formats.pdf.lines import LONG_LINE, SAME_SIZE, Line, Type

WHITE = 1.35
"""Of the usual distance of lines: what is farther apart is parted by white."""

INDENT = (0.6, 4.5)
"""Of the type's size: how far a first line is set in."""

TELLING = 4
"""Lines that tell the edges of their column by themselves."""

WIDEST = 2.2
"""Of its size: how far apart the lines of an abstract set wide stand at most."""

SAME_EDGE = 2.0
"""Points by which lines of one edge differ: producers round, and letters overhang."""

_ENDED = re.compile(r"[.!?:;][^\w(]*$|(?<!\d)[.!?:;][^\w(]*[\d,–\-\s]{0,12}\W*$")

BULLET = re.compile(r"(?:[•●▪■◦‣∙·►➢✓*–—-]|o(?= )|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
"""Signs and numbers before the items of a list."""


SUBSECTION = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
"""The number of a subsection and its first word."""


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, perhaps with numbers of citations after it."""
    return _ENDED.search(text[-25:]) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines that stand together, and the column around them; ``run`` tells which are drawn in one go."""

    lines: tuple[Line, ...]
    left: float
    right: float
    run: int

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def length(self) -> int:
        """Characters in it, white space aside."""
        return sum(len(line.text) for line in self.lines)

    @property
    def is_full(self) -> bool:
        """Whether its last line reaches the column's end."""
        return self.last.right > self.right - 2.5 * self.last.size

    @property
    def is_indented(self) -> bool:
        """Whether its first line is set in."""
        return self.first.left > self.left + INDENT[0] * self.first.size


def passages(runs: Iterable[Run], body: Type, *, at: int = 0) -> list[Passage]:
    """The paragraphs of one page, those that end on it and those that do not."""
    pieces = [(number, lines) for number, run in enumerate(runs) for lines in _by_size(run)]
    columns = [(lines[0].size, *_edge(lines)) for _, lines in pieces if len(lines) >= TELLING]
    return [
        Passage(lines=part, left=left, right=right, run=at + number)
        for number, lines in pieces
        for left, right in [_column(lines, columns)]
        for part in _parted(lines, left=left, right=right, leading=_leading(lines, body))
    ]


def _by_size(run: Run) -> Iterator[list[Line]]:
    """Stretches of a run in one size of type; a word that goes on past a line's end goes on whatever its size."""
    lines = [run[0]]
    for line in run[1:]:
        above = lines[-1]
        if abs(above.size - line.size) > SAME_SIZE * max(above.size, line.size) and not above.is_broken:
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _column(lines: Sequence[Line], columns: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Left and right edge of the column around some lines: their own, or those of the narrowest one they fit into."""
    if len(lines) >= TELLING:
        return _edge(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    size = lines[0].size
    around = [
        (end - start, start, end)
        for of_size, start, end in columns
        if abs(of_size - size) <= SAME_SIZE * size
        and start - SAME_EDGE <= left <= start + INDENT[1] * size
        and right <= end + size
    ]
    if not around:
        return left, right
    _, start, end = min(around)
    return min(left, start), max(right, end)


def _edge(lines: Sequence[Line]) -> tuple[float, float]:
    """The leftmost edge at which several lines begin, and the right edge that one in ten reaches."""
    enough = max(2, len(lines) // 10)
    lefts = sorted(line.left for line in lines)
    near = (x for place, x in enumerate(lefts[: 1 - enough]) if lefts[place + enough - 1] - x < SAME_EDGE)
    rights = sorted(line.right for line in lines)
    return next(near, lefts[0]), rights[(len(rights) * 9) // 10]


def _leading(lines: Sequence[Line], body: Type) -> float:
    """The distance of baselines in a stretch of lines: the running text's, or on the first page its own.

    Some journals set abstracts wide; elsewhere what stands as wide are the rows of a table.
    """
    if body.is_as_large(lines[0]):
        return body.leading
    if lines[0].page > 1:
        return 1.25 * lines[0].size
    right, size = max(line.right for line in lines), lines[0].size
    full = [line for line in lines if len(line.text) > LONG_LINE and line.right > right - 2 * size]
    own = median(above.base - below.base for above, below in pairwise(lines)) if len(full) >= TELLING else 0.0
    usual = 1.25 * size
    return min(own, WIDEST * size) if len(full) * 4 >= len(lines) * 3 and own > usual else usual


def _parted(lines: Sequence[Line], *, left: float, right: float, leading: float) -> Iterator[tuple[Line, ...]]:
    begun: list[Line] = []
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else None
        if begun and _begins(begun, line, below, left=left, right=right, leading=leading):
            yield tuple(begun)
            begun = []
        begun.append(line)
    yield tuple(begun)


def _begins(
    lines: Sequence[Line], line: Line, below: Line | None, *, left: float, right: float, leading: float
) -> bool:
    """Whether a line begins a paragraph, after some of one; ``below`` is the line after it."""
    above = lines[-1]
    if above.base - line.base > WHITE * leading:
        return True
    if above.is_broken:
        return False
    ended, short = is_ended(above.text), _left_room(above, line, right)
    if not (ended or short):
        return False
    return (
        (ended and short)
        or (short and SUBSECTION.match(line.text) is not None)
        or (BULLET.match(line.text) is not None and line.left <= lines[0].left + line.size)
        or _other_type(above, line)
        or _is_set_in(lines, line, below, left=left)
    )


def _left_room(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line had found room at the end of the line above it."""
    word = line.text.partition(" ")[0]
    width = (line.right - line.left) / max(1, len(line.text))
    return above.right + 1.3 * (len(word) + 1) * width + 0.5 * line.size < right


def _other_type(above: Line, line: Line) -> bool:
    """Whether one line is wholly in another type than the other one."""
    if above.is_plain and line.is_plain:
        return above.font != line.font
    return bool(line.lead and line.is_bold) or (above.is_plain and above.is_bold)


def _is_set_in(lines: Sequence[Line], line: Line, below: Line | None, *, left: float) -> bool:
    """Whether a line is set in, as a first line is, and no item of a list hangs there."""
    low, high = (INDENT[0] * line.size, INDENT[1] * line.size)
    above = lines[-1]
    if not low < line.left - left < high or line.left - above.left < low:
        return False
    if BULLET.match(lines[0].text):
        return False
    return below is None or line.left - below.left > 0.5 * low or len(lines) > 1
