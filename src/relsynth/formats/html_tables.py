"""Tables on a page: which hold cells and which lay out the page, and the blocks of the former."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from relsynth.documents import Block
from relsynth.formats.citing import cleaned
from relsynth.formats.html_page import is_longer, words_in
from relsynth.formats.tables import Cell, blocks_of_table, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LAYOUT_CHARACTERS = 1_500
"""A cell as long as this lays out a page; the longest cell of a table of findings measured has some 700."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def is_data(table: _Element) -> bool:
    """Whether a table holds cells, and does not lay out a page."""
    if table.get("role") in ("presentation", "none") or any(e is not table for e in table.iter("table", *_HEADINGS)):
        return False
    cells = list(table.iter("td", "th"))
    return len(cells) > 1 and not any(is_longer(cell, LAYOUT_CHARACTERS) for cell in cells)


def blocks_of(table: _Element) -> Iterator[Block]:
    """The caption, cells and notes of a table."""
    for block in table.iter("p", "div", "li"):
        block.text, block.tail = " " + (block.text or ""), " " + (block.tail or "")
    for caption in table.iter("caption"):
        yield Block(text=_words(caption), kind="caption")
    rows = [row for row in table.iter("tr") if not _is_in(row, "tfoot")]
    has_head = next(table.iter("thead"), None) is not None
    heads = any(True for _ in table.iter("th"))
    cells = [[_cell(cell, _is_head(cell, row, has_head)) for cell in row.iter("td", "th")] for row in rows]
    if cells and not has_head and not heads and all(_is_bold(cell) for cell in rows[0].iter("td")):
        cells[0] = [replace(cell, is_head=True) for cell in cells[0]]
    yield from blocks_of_table(cells)
    for row in table.iter("tr"):
        if _is_in(row, "tfoot") and (words := _words(row)):
            yield Block(text=words, kind="footnote")


def _cell(cell: _Element, is_head: bool) -> Cell:  # noqa: FBT001 (a map's second value)
    return Cell(
        text=_words(cell), columns=span_of(cell.get("colspan")), rows=span_of(cell.get("rowspan")), is_head=is_head
    )


def _is_head(cell: _Element, row: _Element, has_head: bool) -> bool:  # noqa: FBT001
    """Whether a cell heads its column; below a ``thead``, ``th`` heads a row or a group of rows."""
    return _is_in(row, "thead") or (cell.tag == "th" and not has_head)


def _is_in(row: _Element, tag: str) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == tag


def _is_bold(cell: _Element) -> bool:
    words = words_in(cell)
    return not words or any(words_in(bold) == words for bold in cell.iter("b", "strong"))


def _words(element: _Element) -> str:
    return " ".join(cleaned(words_in(element)).split())
