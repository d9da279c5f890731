"""From JATS elements to blocks: what is a paragraph, and what its words are.

An element with text in it gives paragraphs in reading order. A list or a quote
inside a paragraph splits it where it stands; a figure or a footnote comes
after it, since it is merely anchored there. The tree has been made ready before
(see ``jats_tree``): citation numbers, labels and formula sources are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from relsynth.documents import CITATION, Block, BlockKind
from relsynth.formats.citing import cleaned
from relsynth.formats.jats_floats import FLOATS
from relsynth.formats.jats_headings import RUN_IN, mark_headings
from relsynth.formats.jats_tree import cut_and_place, dissolve_inline
from relsynth.formats.tables import Cell, blocks_of_table, span_of
from relsynth.formats.xml_papers import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACED_NAMES = """
p list list-item td th tr disp-formula def term title caption def-item def-list attrib speaker
verse-line disp-quote sec mtr mtd table tbody thead array
"""
SPACED = frozenset(_SPACED_NAMES.split())
"""Elements that part words, where they are folded into one line."""

APART = FLOATS | {"contrib-group", "aff", "address", "author-notes"}
"""Elements inside a line that are no part of it."""

Reader = Callable[["_Element", BlockKind, int], Iterator[Block]]


def prepare(article: _Element) -> None:
    """Make an article ready to be read, in its place in memory."""
    cut_and_place(article)
    mark_headings(article)
    dissolve_inline(article)


def text_of(element: _Element | None) -> str:
    """The words of an element in one line, "" where it is missing."""
    return "" if element is None else " ".join(cleaned(_inline(element)).replace(CITATION, "").split())


def blocks_of(element: _Element | None, *, depth: int = 1) -> Iterator[Block]:
    """The headings and paragraphs of a body, an abstract or a back; sections begin at ``depth``."""
    if element is not None:
        yield from _flow(element, "text", depth, without=child(element, "title"))


def _flow(element: _Element, kind: BlockKind, depth: int, *, without: _Element | None = None) -> Iterator[Block]:
    """Text and blocks of an element with mixed content, in order; floats of a paragraph after it.

    What follows a section or a box stands outside of it again: an empty heading closes it.
    """
    words = element.text or ""
    floats: list[_Element] = []
    is_paragraph = local(element) == "p"
    is_open = False
    for part in element:
        name = local(part)
        reader = None if part is without else _reader(part, name)
        if is_paragraph and name in FLOATS:
            floats.append(part)
        elif reader is None:
            words += "" if part is without else _inline(part)
        else:
            yield from _line(words, kind)
            words = ""
            if is_open and name not in _OPENING:
                yield Block(text="", kind="heading", depth=depth)
            is_open = name in _OPENING or (is_open and name == RUN_IN)
            if reader is _flow and not len(part):  # most paragraphs are one string
                yield from _line(part.text, kind)
            else:
                yield from reader(part, kind, depth)
        words += part.tail or ""
    yield from _line(words, kind)
    for part in floats:
        yield from _READERS[local(part)](part, kind, depth)


def _line(words: str | None, kind: BlockKind) -> tuple[Block, ...]:
    return (Block(text=cleaned(words), kind=kind),) if words and not words.isspace() else ()


def _reader(part: _Element, name: str) -> Reader | None:
    """What reads an element: a table of names, and what holds such elements flows; None is a piece of a line."""
    reader = _READERS.get(name)
    if reader is None and len(part) and any(local(inner) in _READERS for inner in part):
        return _flow
    return reader


def _section(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A section with its title; what hangs on the title comes after it."""
    title = child(element, "title")
    yield Block(text=text_of(title), kind="heading", depth=depth, hint=element.get("sec-type"))
    for note in () if title is None else title.iter("{*}fn"):
        yield from _flow(note, "footnote", depth + 1)
    yield from _flow(element, kind, depth + 1, without=title)


def _run_in(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A heading that was set as a paragraph, or at the start of one."""
    yield Block(text=text_of(element), kind="heading", depth=depth + int(element.get("level", "0")))


def _box(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A box; its title is a heading, since boxes of lessons say so there."""
    holder = child(element, "caption")
    title = child(element if holder is None else holder, "title")
    if title is None:
        yield from _flow(element, "box", depth)
        return
    yield Block(text=text_of(title), kind="heading", depth=depth)
    if holder is not None:
        yield from _flow(holder, "box", depth + 1, without=title)
    yield from _flow(element, "box", depth + 1, without=title if holder is None else holder)
    yield Block(text="", kind="heading", depth=depth)


def _definition(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A term and its definitions as one item."""
    parts = (text_of(part) for part in element if local(part) in ("term", "def"))
    yield Block(text=": ".join(filter(None, parts)), kind="list_item")


def _table(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """The cells of words of a table, with what heads them, and the notes that stand in cells after them."""
    columns = {spec.get("colname"): place for place, spec in enumerate(element.iter("{*}colspec"))}
    yield from blocks_of_table(_rows(element, columns, is_head=False))
    for note in element.iter("{*}fn"):
        yield from _flow(note, "footnote", depth)


def _rows(element: _Element, columns: dict[str | None, int], *, is_head: bool) -> Iterator[list[Cell]]:
    """The rows of a table of the XHTML model, or of the OASIS model (``row`` of ``entry``)."""
    for part in element:
        name = local(part)
        if name in ("tr", "row"):
            yield [_cell(cell, columns, is_head=is_head) for cell in part]
        elif name in ("thead", "tbody", "tfoot", "tgroup"):
            yield from _rows(part, columns, is_head=name == "thead")


def _cell(cell: _Element, columns: dict[str | None, int], *, is_head: bool) -> Cell:
    text = cleaned(_inline(cell)) if len(cell) else cell.text or ""
    across, down = span_of(cell.get("colspan")), span_of(cell.get("rowspan"))
    if columns:
        first, last = columns.get(cell.get("namest"), 0), columns.get(cell.get("nameend"), 0)
        across = span_of(str(last - first + 1))
        more = cell.get("morerows")
        down += span_of(more) if more else 0
    return Cell(text=text.strip(), columns=across, rows=down, is_head=is_head or local(cell) == "th")


def _nothing(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    return iter(())


def _as(kind: BlockKind) -> Reader:
    def flow(element: _Element, _: BlockKind, depth: int) -> Iterator[Block]:
        return _flow(element, kind, depth)

    return flow


_OPENING = frozenset({"sec", "app", "ack", "notes", "glossary", "fn-group", "bio"})
_READERS: dict[str, Reader] = {
    **dict.fromkeys(_OPENING, _section),
    **dict.fromkeys(("p", "title", "attrib", "speaker", "def-list", "app-group", "statement"), _flow),
    **dict.fromkeys(("list", "list-item"), _as("list_item")),
    **dict.fromkeys(("disp-quote", "verse-group", "speech"), _as("quote")),
    **dict.fromkeys(("fig", "fig-group", "table-wrap", "table-wrap-group", "caption"), _as("caption")),
    **dict.fromkeys(("fn", "table-wrap-foot"), _as("footnote")),
    **dict.fromkeys(("table", "array"), _table),
    "boxed-text": _box,
    "def-item": _definition,
    RUN_IN: _run_in,
    "kwd-group": _nothing,
}


def _inline(element: _Element) -> str:
    """The words of an element inside a line."""
    if not len(element):
        words = element.text or ""
        return f" {words} " if local(element) in SPACED else words
    name = local(element)
    words = element.text or ""
    for part in element:
        words += ("" if local(part) in APART else _inline(part)) + (part.tail or "")
    return f" {words} " if name in SPACED else words
