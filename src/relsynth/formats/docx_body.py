"""The body of a DOCX file in reading order: lines and tables, each with the notes and boxes anchored in it.

Lists of contents and of works cited that a style or a field marks as such are left out here. A table
of one column is a box that somebody drew with a table.

Source: ISO/IEC 29500-1, 17.3 (paragraphs), 17.4 (tables), 17.11 (notes), 17.5.2 (content controls).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relsynth.documents import Block
from relsynth.formats.docx_package import Package, is_on
from relsynth.formats.docx_styles import Styles, number, styles_of
from relsynth.formats.docx_text import Fields, Line, is_listing, is_removed, line_of
from relsynth.formats.tables import LARGEST_SPAN, Cell, blocks_of_table
from relsynth.formats.xml_papers import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

LEFT_OUT = frozenset({"navigation", "furniture", "reference"})
"""Roles of lines that are no text of the paper."""

LONGEST_HEAD = 200  # characters; a longer cell is text that a table lays out, and heads no column

_HOLDERS = frozenset({"ins", "moveTo", "customXml", "sdt", "sdtContent", "AlternateContent", "Choice"})
_NAMED = r"(?:supplement\w*\s|appendix\s|online\s|additional\s)?(?:table|figure|fig\.?|box|exhibit|panel|scheme|chart)"
_CAPTION = re.compile(
    rf"{_NAMED}\s?(?:[A-Z]?\d{{1,2}}[A-Za-z]?|[IVX]{{1,5}})(?:\s?[.:|–—-].*|\s+(?-i:[^\Wa-z_]).*|)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line, or the blocks of a table; ``after`` are the blocks of notes and boxes anchored in it."""

    line: Line | None = None
    blocks: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """What is the same for all of a text; ``fields`` are those open at the place that is read."""

    styles: Styles
    notes: Mapping[tuple[str, str], _Element]
    fields: Fields


def items_of(package: Package) -> list[Item]:
    """Return the lines and tables of a text that hold words, in reading order."""
    text = _Text(styles_of(package.styles), package.notes, Fields())
    return list(_items(package.body, text))


def is_caption(line: Line) -> bool:
    """Whether a line names a table or a figure, by its style or its words ("Table 1. …", not "Table 1 shows …")."""
    return line.style.role == "caption" or _CAPTION.fullmatch(line.text) is not None


def _items(holder: _Element, text: _Text) -> Iterator[Item]:
    pending: Line | None = None  # a paragraph whose end was deleted goes on in the next one
    for part in _parts(holder, ("p", "tbl")):
        if local(part) == "tbl":
            if blocks := tuple(_table(part, text)):
                yield Item(blocks=blocks)
            continue
        line = line_of(part, text.styles, text.fields)
        line = line if pending is None else _joined(pending, line)
        pending = line if is_removed(part) else None
        if pending is None and line.style.role not in LEFT_OUT and (line.text.strip() or line.notes or line.boxes):
            yield Item(line=line, after=tuple(_anchored(line, text)))


def _parts(holder: _Element, names: Sequence[str]) -> Iterator[_Element]:
    """The elements of some names in a holder, also those in a content control or an insertion."""
    for part in holder:
        name = local(part)
        if name in names:
            yield part
        elif name in _HOLDERS and not (name == "sdt" and is_listing(part)):
            yield from _parts(part, names)


def _joined(first: Line, second: Line) -> Line:
    return replace(
        second,
        text=f"{first.text}{second.text}",
        byline=f"{first.byline}{second.byline}",
        is_bold=first.is_bold and second.is_bold,
        is_italic=first.is_italic and second.is_italic,
        lead=first.lead,
        notes=(*first.notes, *second.notes),
        boxes=(*first.boxes, *second.boxes),
    )


def _anchored(line: Line, text: _Text) -> Iterator[Block]:
    """The words of the notes and the text boxes of a line."""
    for key in line.notes:
        note = text.notes.get(key)
        if note is not None:  # a note within a note is none
            inside = _Text(text.styles, {}, Fields())
            yield from (Block(text=words, kind="footnote") for words in _texts(note, inside))
    for box in line.boxes:
        for item in _items(box, _Text(text.styles, text.notes, Fields())):
            yield from _boxed(item)


def _boxed(item: Item) -> Iterator[Block]:
    if item.line and item.line.text.strip():
        yield Block(text=item.line.text, kind="caption" if is_caption(item.line) else "box")
    yield from (*item.blocks, *item.after)


def _texts(holder: _Element, text: _Text) -> Iterator[str]:
    """The words of each line and cell in a holder, less those of notes and boxes."""
    for item in _items(holder, text):
        yield from filter(str.strip, (item.line.text if item.line else "", *(block.text for block in item.blocks)))


def _table(table: _Element, text: _Text) -> Iterator[Block]:
    rows = [row for row in _parts(table, ("tr",)) if child(child(row, "trPr"), "del") is None]
    cells = [list(_parts(row, ("tc",))) for row in rows]
    if all(len(row) <= 1 for row in cells):
        for row in cells:
            for item in (item for cell in row for item in _items(cell, text)):
                yield from _boxed(item)
        return
    marked = [is_on(child(child(row, "trPr"), "tblHeader")) for row in rows]
    read = [_cells(row, own, text) for row, own in zip(rows, cells, strict=True)]
    if not any(marked) and len(read) > 1:
        told = [cell.text for cell, _ in read[0] if cell.text]
        marked[0] = len(told) > 1 and max(map(len, told)) <= LONGEST_HEAD
    yield from blocks_of_table(_merged(read, marked))


def _cells(row: _Element, cells: Sequence[_Element], text: _Text) -> list[tuple[Cell, bool]]:
    """The cells of a row, each with whether it only goes on with the one above it."""
    before = min(number(child(child(row, "trPr"), "gridBefore"), "val") or 0, LARGEST_SPAN)
    read = [(Cell(text="", columns=before), False)] if before else []
    for cell in cells:
        properties = child(cell, "tcPr")
        columns = min(max(number(child(properties, "gridSpan"), "val") or 1, 1), LARGEST_SPAN)
        merge = child(properties, "vMerge")
        goes_on = merge is not None and "restart" not in map(str, merge.attrib.values())
        read.append((Cell(text=" ".join(_texts(cell, text)), columns=columns), goes_on))
    return read


def _merged(rows: Sequence[Sequence[tuple[Cell, bool]]], marked: Sequence[bool]) -> list[list[Cell]]:
    """Rows in which a cell that goes on over others spans them; counted from the last row up."""
    below: dict[int, int] = {}  # column -> rows below that go on with the cell above them
    merged: list[list[Cell]] = []
    for row, is_head in zip(reversed(rows), reversed(marked), strict=True):
        here: dict[int, int] = {}
        own: list[Cell] = []
        column = 0
        for cell, goes_on in row:
            if goes_on:
                here[column] = below.get(column, 0) + 1
            else:
                own.append(replace(cell, rows=min(1 + below.get(column, 0), LARGEST_SPAN), is_head=is_head))
            column += cell.columns
        below = here
        merged.append(own)
    return merged[::-1]
