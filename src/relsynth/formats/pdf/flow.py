"""Paragraphs that a page, a column or a float has parted, whole again.

A sentence goes on past a figure, a table, a footnote; these come after the paragraph that
they interrupt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relsynth.formats.pdf.lines import SAME_SIZE, Line
from relsynth.formats.pdf.paragraphs import BULLET, is_ended
from relsynth.formats.pdf.roles import Part

FLOATS = frozenset({"caption", "table", "footnote", "notice", "label"})

FARTHEST = 150
"""Parts that may stand within a paragraph: the cells of a table that takes a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Parts that are one paragraph, in reading order."""

    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return tuple(line for part in self.parts for line in part.passage.lines)


def flowing(parts: Sequence[Part]) -> Iterator[Flow]:
    """The parts, with those of one paragraph put together, and what stood between after them."""
    taken: set[int] = set()
    for place, part in enumerate(parts):
        if place in taken:
            continue
        chain = [part]
        at = place
        while part.role in ("text", "list_item"):
            after = _continuation(parts, at, taken)
            if after is None:
                break
            taken.add(after)
            chain.append(parts[after])
            at = after
        yield Flow(parts=tuple(chain))


def _continuation(parts: Sequence[Part], place: int, taken: set[int]) -> int | None:
    """Where the paragraph that ends with a part goes on, if it does."""
    part = parts[place]
    for at in range(place + 1, min(place + FARTHEST, len(parts))):
        other = parts[at]
        if other.role == "text" and at not in taken and _same_size(part, other):
            return at if _goes_on(part, other) else None
        if other.role not in FLOATS and _same_size(part, other) and at not in taken:
            return None
    return None


def _same_size(part: Part, other: Part) -> bool:
    """Whether two parts may be one paragraph by their type; boxes are set smaller than the text around them."""
    size = part.passage.last.size
    return abs(size - other.passage.first.size) <= SAME_SIZE * size or (
        other.role == "heading" and other.passage.first.size > size
    )


def _goes_on(part: Part, other: Part) -> bool:
    above, below = part.passage, other.passage
    if above.last.is_broken:
        return True
    begins_low = other.text[:1].islower() and not BULLET.match(other.text)
    if is_ended(part.text):
        in_column = above.run == below.run and above.first.page == below.first.page
        return not in_column and begins_low and part.text[-1] not in ".?!"
    return begins_low or (above.is_full and not below.is_indented and not BULLET.match(other.text))
