"""Lines of a page as they are printed: what they say, where they stand, in which type.

A PDF knows no paragraph and no heading, only signs at places. All that this reader
tells of a paper, it tells from these values; no other module but ``pdfium`` knows
what a PDF is. Lengths are points (1/72 inch), and heights grow upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

SAME_SIZE = 0.06
"""Sizes that differ by less of themselves are one: producers round them."""

LINE_END_HYPHEN = "\ufffe"
"""How pdfium writes a hyphen at a line's end (U+0002 in older builds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Signs on one baseline, from ``left`` to ``right``; ``size`` is that of most of its type.

    ``lead`` counts the characters at its start in a type of their own (a heading that runs
    into its paragraph); ``raised`` are the stretches of superscript digits. ``is_plain``
    says that its first and last characters are in the same type.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    font: str
    is_bold: bool = False
    is_italic: bool = False
    is_plain: bool = True
    lead: int = 0
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether its last word goes on in the next line."""
        return self.text.endswith(LINE_END_HYPHEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its size, and its lines in the order in which the file draws them."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """The type of the running text: its font, its size and the distance of its baselines."""

    font: str
    size: float
    leading: float

    def is_as_large(self, line: Line) -> bool:
        """Whether a line is as large as the running text."""
        return abs(line.size - self.size) <= SAME_SIZE * self.size

    def is_smaller(self, line: Line) -> bool:
        """Whether a line is set smaller than the running text."""
        return line.size < self.size * (1 - SAME_SIZE)

    def is_larger(self, line: Line) -> bool:
        """Whether a line is set larger than the running text."""
        return line.size > self.size * (1 + SAME_SIZE)


def body_type(pages: Iterable[Page]) -> Type:
    """The type in which most of the characters of the longer lines are set.

    The first choice falls on the size, the second on the font in that size: papers set
    references smaller, in a font that may be the same.
    """
    lines = [line for page in pages for line in page.lines if len(line.text) > LONG_LINE]
    lines = lines or [line for page in pages for line in page.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    fonts: Counter[str] = Counter()
    for line in lines:
        if abs(line.size - size) <= SAME_SIZE * size:
            fonts[line.font] += len(line.text)
    font = max(fonts, key=lambda each: (fonts[each], each)) if fonts else ""
    return Type(font=font, size=size, leading=_leading(lines, size))


LONG_LINE = 25
"""Characters of a line that is no label of a figure; a column of a paper holds 40 and more."""


def _leading(lines: Sequence[Line], size: float) -> float:
    steps = [
        above.base - below.base
        for above, below in pairwise(lines)
        if above.page == below.page and abs(above.size - size) < 1 and 0.9 * size < above.base - below.base < 2.6 * size
    ]
    return median(steps) if steps else 1.2 * size


def joined(fragments: Iterable[Line]) -> list[Line]:
    """The lines, with the pieces of one baseline put together again.

    A superscript or a change of the font parts a line where the file draws it; pieces
    belong together where the next one begins where the last one ended.
    """
    lines: list[Line] = []
    for piece in fragments:
        if lines and _continues(lines[-1], piece):
            lines[-1] = _together(lines[-1], piece)
        else:
            lines.append(piece)
    return lines


CLOSE = 1.0
"""Of its size: how far apart two pieces of a line may stand. Cells of a table stand wider."""


def _continues(line: Line, piece: Line) -> bool:
    size = max(line.size, piece.size)
    on_baseline = abs(line.base - piece.base) < 0.65 * size
    if not on_baseline or line.is_broken:
        return False
    gap = piece.left - line.right
    return -0.35 * size < gap < CLOSE * size


def _together(line: Line, piece: Line) -> Line:
    gap = piece.left - line.right
    space = " " if gap > 0.12 * max(line.size, piece.size) else ""
    start = len(line.text) + len(space)
    main = line if len(line.text) >= len(piece.text) else piece
    raised = [*line.raised, *((start + first, start + last) for first, last in piece.raised)]
    if piece.size < 0.85 * line.size and piece.base > line.base + 0.1 * line.size and len(piece.text) < LONG_LINE:
        raised.append((start, start + len(piece.text)))
    if line.size < 0.85 * piece.size and line.base > piece.base + 0.1 * piece.size and len(line.text) < LONG_LINE:
        raised = [(0, len(line.text)), *raised]
    is_plain = line.is_plain and piece.is_plain and line.font == piece.font
    return replace(
        main,
        text=f"{line.text}{space}{piece.text}",
        left=line.left,
        right=max(line.right, piece.right),
        is_plain=is_plain,
        lead=line.lead or (len(line.text) if line.is_plain and not is_plain else 0),
        is_bold=line.is_bold if line.lead or not is_plain else main.is_bold,
        raised=tuple(raised),
    )


_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def without_ligatures(text: str) -> str:
    """A text with its ligatures as letters: no one searches for the sign that a printer uses."""
    return _LIGATURE.sub(lambda found: _LIGATURES[found.group()], text)
