"""Text pasted or exported from a paged file: its running heads, page numbers and line ends.

Pages are parted by form feeds, or not at all. What stands at the edge of several pages, but
for its figures, is a running head or foot; a bare number there is the page's own. A
sentence goes on across the break. A hyphen at a line's end parts one word, unless the same text
has that word with its hyphen elsewhere. Lines without blank lines between them are wrapped, if
many go on in lower case; then a short line that ends a sentence ends a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

EDGE = 2
"""Lines at the top and at the foot of a page that may be running heads."""

FEWEST_PAGES = 3
"""A line on so many page edges is no line of the text."""

LONGEST_HEAD = 15  # words of a running head
FULL = 0.8  # of the widest line, from which a line is wrapped and not ended
GOING_ON = 0.2  # share of lines that the next one goes on with, in a wrapped text

_NUMBER = re.compile(r"\W*(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_END = re.compile(r"[.?!:;][\"”’')\]]*\s*$")
_HYPHEN = re.compile(
    r"\b(?P<before>[^\W\d_]++)(?P<sign>[-\u2010]|\u00ad|\ufffe)[^\S\n]*\n[^\S\n]*(?P<after>[^\W\d_]++)"
)
_SOFT = "\u00ad\ufffe"
_INDENTED = re.compile(r"(?:\t|[ ]{2,})\S")


def unpaged(text: str) -> str:
    """Return a text without page breaks, running heads, page numbers and hyphens at line ends."""
    pages = [page.split("\n") for page in text.split("\f")]
    heads = _running_heads(pages) if len(pages) > 1 else frozenset()
    if len(pages) > 1:
        titles = frozenset(head for head in heads if "#" not in head)  # what heads each page may be the title
        joined = _joined(
            [_without_edges(page, heads if number else heads - titles) for number, page in enumerate(pages)]
        )
    else:
        joined = "\n".join(_without_page_numbers(pages[0]))
    return _unhyphenated(joined)


def are_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are pieces of paragraphs: of many, the next goes on in lower case."""
    going_on = sum(next_[:1].islower() and not _END.search(line[-10:]) for line, next_ in pairwise(lines))
    return len(lines) > EDGE and going_on >= len(lines) * GOING_ON


def unwrapped(lines: Sequence[str], is_heading: Callable[[str], bool]) -> list[str]:
    """Return the paragraphs that wrapped lines make; a short line that ``is_heading`` stands alone."""
    widths = [len(line.rstrip()) for line in lines]
    widest = sorted(widths)[len(widths) * 9 // 10]  # a table or an address may be wider
    paragraphs: list[list[str]] = [[]]
    for line, width in zip(lines, widths, strict=True):
        is_short = width < widest * FULL
        stands = is_short and is_heading(line)
        if paragraphs[-1] and (stands or _INDENTED.match(line)):
            paragraphs.append([])
        paragraphs[-1].append(line)
        if stands or (is_short and _END.search(line)):
            paragraphs.append([])
    return ["\n".join(paragraph) for paragraph in paragraphs if paragraph]


def _shape(line: str) -> str:
    """A line but for its figures, case and spacing."""
    return " ".join(_FIGURES.sub("#", line.casefold()).split())


def _edges(page: Sequence[str]) -> list[int]:
    """Places of the first and the last lines of a page that have words."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Shapes of the lines that stand at the edges of several pages."""
    shapes = Counter(shape for page in pages for shape in {_shape(page[place]) for place in _edges(page)})
    least = min(FEWEST_PAGES, len(pages))
    return frozenset(s for s, pages_with in shapes.items() if pages_with >= least and len(s.split()) <= LONGEST_HEAD)


def _without_edges(page: Sequence[str], heads: frozenset[str]) -> str:
    """A page less its number and the running heads."""
    edges = [place for place in _edges(page) if _NUMBER.fullmatch(page[place]) or _shape(page[place]) in heads]
    return "\n".join(line for place, line in enumerate(page) if place not in edges)


def _joined(pages: Sequence[str]) -> str:
    """The pages as one text; a sentence that a page breaks goes on."""
    filled = [page.strip("\n") for page in pages if page.strip()]
    parts = filled[:1]
    for page, following in pairwise(filled):
        goes_on = not _END.search(page[-10:]) and following.lstrip()[:1].islower()
        parts.append(("\n" if goes_on else "\n\n") + following)
    return "".join(parts)


def _without_page_numbers(lines: Sequence[str]) -> Iterator[str]:
    """The lines less the numbers between blank lines, if these count pages, and less what is repeated around them."""
    alone = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line) and _is_apart(lines, place)]
    numbers = [int(_FIGURES.findall(lines[place])[0]) for place in alone]
    counts = len(numbers) >= FEWEST_PAGES and all(b == a + 1 for a, b in pairwise(numbers))
    if not counts:
        yield from lines
        return
    near = [_near(lines, place) for place in alone]
    shapes = Counter(_shape(lines[place]) for places in near for place in places)
    repeated = {place for places in near for place in places if shapes[_shape(lines[place])] >= FEWEST_PAGES}
    dropped = repeated.union(alone)
    yield from (line for place, line in enumerate(lines) if place not in dropped)


def _is_apart(lines: Sequence[str], place: int) -> bool:
    """Whether a blank line, or the text's edge, stands on one side of a line."""
    before, after = lines[place - 1 : place] if place else [], lines[place + 1 : place + 2]
    return not any(map(str.strip, before)) or not any(map(str.strip, after))


def _near(lines: Sequence[str], place: int) -> list[int]:
    """The nearest lines with words before and after a place."""
    before = next((at for at in range(place - 1, max(-1, place - 4), -1) if lines[at].strip()), None)
    after = next((at for at in range(place + 1, min(len(lines), place + 4)) if lines[at].strip()), None)
    return [at for at in (before, after) if at is not None]


def _unhyphenated(text: str) -> str:
    """The text with words that a line's end parts made whole."""
    if _HYPHEN.search(text) is None:
        return text
    words = frozenset(re.findall(r"\b[^\W\d_]++(?:-[^\W\d_]++)+", text.casefold()))

    def whole(found: re.Match[str]) -> str:
        before, after = found["before"], found["after"]
        if found["sign"] in _SOFT:
            return before + after
        keeps = not after[0].islower() or f"{before}-{after}".casefold() in words
        return f"{before}-{after}" if keeps else before + after

    return _HYPHEN.sub(whole, text)
