"""What pages look like, from the places of their characters alone: columns, running heads, feet and page numbers.

Told from pdfium's rectangles of text, by no reader's code. A PDF has two columns where six of ten lines, at least, of
its pages with 20 lines or more stay on one side of the middle of the page's text, and a quarter, at least, on each (on
../shared/data, .81 and more against .34 and less; seen on rendered pages to be right for all forty). A line in the
upper or lower tenth of a page is a head or foot where the same words, digits folded, stand there on three pages (on two
of a PDF of five pages or fewer).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from papers_match import folded

EDGE = 0.1  # of a page's height
WIDE = 0.12  # of a page's width: shorter lines tell nothing of columns
FEW = 20  # lines of a page that tells nothing
MIDDLE = 0.01  # of a page's width, by which a line may reach over the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page: its box, as shares of the page's width and height from the lower left corner."""

    left: float
    right: float
    bottom: float
    top: float
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Of one PDF: how many pages, whether in two columns, and the normalised, digit-folded words of heads and feet."""

    pages: int
    two_column: bool
    edges: frozenset[str]


def layout_of(path: Path) -> Layout:
    """The layout of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = [tuple(lines_of(pdf[number])) for number in range(len(pdf))]
    finally:
        pdf.close()
    return Layout(
        pages=len(pages), two_column=in_two_columns(pages), edges=frozenset(repeated([edges(p) for p in pages]))
    )


def digits_folded(words: str) -> str:
    """Normalised words, every number the same.

    >>> digits_folded("page 3 of 12")
    'page # of #'
    """
    return re.sub(r"\d+", "#", words)


def lines_of(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Rectangles of text joined to lines; the words only of those at the page's edges."""
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    for left, bottom, right, top in joined(boxes):
        at_edge = not EDGE < (bottom + top) / 2 / height < 1 - EDGE
        words = text.get_text_bounded(left, bottom, right, top) if at_edge else ""
        yield Line(left=left / width, right=right / width, bottom=bottom / height, top=top / height, text=words)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Neighbours in the order of the content that stand on one line, less than two letters apart."""
    last: Box | None = None
    for box in boxes:
        if last is None:
            last = box
            continue
        height = max(min(last[3] - last[1], box[3] - box[1]), 1.0)
        level = min(last[3], box[3]) - max(last[1], box[1]) > height / 2
        if level and -height < box[0] - last[2] < height:
            last = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            yield last
            last = box
    if last is not None:
        yield last


def in_two_columns(pages: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines of the pages stand on either side of the middle of their text."""
    sides: Counter[str] = Counter()
    for page in pages:
        told = [line for line in page if line.right - line.left >= WIDE]
        if len(told) >= FEW:
            middle = (min(line.left for line in told) + max(line.right for line in told)) / 2
            sides.update(side(line, middle) for line in told)
    left, right, lines = sides["left"], sides["right"], sides.total()
    return left + right >= 0.6 * lines and min(left, right) >= 0.25 * max(lines, 1)


def side(line: Line, middle: float) -> str:
    if line.right <= middle + MIDDLE:
        return "left"
    return "right" if line.left >= middle - MIDDLE else "both"


def edges(lines: Sequence[Line]) -> set[str]:
    """What stands in the upper and lower tenth of a page, digits folded."""
    return {digits_folded(folded(line.text)) for line in lines} - {""}


def repeated(pages: Sequence[set[str]]) -> set[str]:
    """Edge lines of several pages."""
    least = 3 if len(pages) > 5 else 2
    return {line for line, times in Counter(line for page in pages for line in page).items() if times >= least}
