"""How a place of a paper asserts what it says, whoever coded it: by the rules of ``assertion``, without a parser."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from relsynth.documents import Document, Paragraph
from relsynth.extraction.assertion import Assertions, Setting, is_protocol
from relsynth.extraction.sentences import split


def assertion_of(document: Document, start: int, end: int) -> tuple[str, ...]:
    """Assertions that hold of ``[start, end)`` of a document, a place in one paragraph; affirmed where none does.

    A place is heard in its sentence, or in all that it has a part of; a cell of a table with its heads and its caption.
    """
    number = max(0, bisect_right(document.paragraphs, start, key=lambda one: one.start) - 1)
    paragraph = document.paragraphs[number]
    line = document.text[paragraph.start : paragraph.end]
    pieces = [(paragraph.start + first, paragraph.start + last) for first, last in _split(line)]
    around = [place for place in pieces if place[0] < end and start < place[1]]
    first, last = min([start, *(a for a, _ in around)]), max([end, *(b for _, b in around)])
    heard = Assertions(document.text[first:last], _setting(document, number, first, last))
    return heard.at(start - first, end - first)


@lru_cache(maxsize=16)  # a transcript may be one paragraph of a thousand codings
def _split(line: str) -> tuple[tuple[int, int], ...]:
    return tuple(split(line))


def _setting(document: Document, number: int, start: int, end: int) -> Setting:
    """Where a sentence of a paragraph stands; a cell cites as a whole, and with the caption of its table."""
    paragraph = document.paragraphs[number]
    is_cell = paragraph.kind == "table"
    cites = _cites(document, *((paragraph.start, paragraph.end) if is_cell else (start, end)))
    caption = _caption(document, number) if is_cell else None
    return Setting(
        section=document.sections[paragraph.section].label,
        is_cited=cites or (caption is not None and _cites(document, caption.start, caption.end)),
        is_protocol=is_protocol(document.title),
        heads=tuple(head for head in (paragraph.column_head, paragraph.row_head) if head),
        is_cited_cell=is_cell and cites,
    )


def _caption(document: Document, cell: int) -> Paragraph | None:
    """The caption right before the table of a cell."""
    before = next((one for one in reversed(document.paragraphs[:cell]) if one.kind != "table"), None)
    return before if before and before.kind == "caption" else None


def _cites(document: Document, start: int, end: int) -> bool:
    """Whether a work is cited in ``[start, end)`` or right behind it."""
    return bisect_right(document.citations, start) < bisect_right(document.citations, end)
