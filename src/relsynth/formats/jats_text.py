"""From JATS elements to blocks: what is a paragraph, and what its words are.

An element with text in it gives paragraphs in reading order. A list or a quote
inside a paragraph splits it where it stands; a figure or a footnote comes
after it, since it is merely anchored there. Citation numbers, labels and
formula sources are no words of the paper, but an author and a year are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from relsynth.documents import CITATION, Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_WORDS = """
label object-id graphic inline-graphic media supplementary-material inline-supplementary-material ref-list
tex-math annotation annotation-xml permissions license copyright-statement alt-text long-desc
sub-article response processing-meta custom-meta-group sec-meta kwd-group
"""
SKIPPED = frozenset(_NOT_WORDS.split())
"""Elements whose words are not the paper's."""

FLOATS = frozenset({"fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "fn"})
SPACED = frozenset({"break", "p", "list", "list-item", "td", "th", "tr", "disp-formula", "def", "term", "title"})
NOTES = frozenset({"fn", "table-fn", "aff", "corresp", "author-notes", "contrib"})
"""Targets of cross-references that are printed as a mere sign."""

_BRACKETS = re.compile(
    rf"""\s*[\[(] (?=[^\])]{{0,400}}{CITATION})
         (?: {CITATION} | [\s\d,;:.*†‡–—‐‑-]
           | \b(?:see|also|cf|eg|e\.g|i\.e|and|in|ref|refs|reviewed|reference|references)\b )*
         [\])]""",
    re.VERBOSE,
)
_SERIES = re.compile(rf"\s*{CITATION}(?:\s*[,;–—-]?\s*{CITATION})*")
_WORD = re.compile(r"[^\W\d_]{2}")


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return _local(str(element.tag))


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of that local name; none of a missing element."""
    return (e for e in (() if element is None else element) if local(e) == name)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that local name, or None."""
    return next(children(element, name), None)


def text_of(element: _Element | None) -> str:
    """The words of an element in one line, "" where it is missing."""
    return "" if element is None else " ".join(_cleaned(_inline(element)).replace(CITATION, "").split())


def blocks_of(element: _Element | None, *, depth: int = 1) -> Iterator[Block]:
    """The headings and paragraphs of a body, an abstract or a back; sections begin at ``depth``."""
    if element is not None:
        yield from _flow(element, "text", depth, without=child(element, "title"))


def _flow(element: _Element, kind: BlockKind, depth: int, *, without: _Element | None = None) -> Iterator[Block]:
    """Text and blocks of an element with mixed content, in order; floats of a paragraph after it."""
    words = element.text or ""
    floats: list[_Element] = []
    for part in element:
        name = local(part)
        reader = _READERS.get(name)
        if part is without:
            pass
        elif name in FLOATS and local(element) == "p":
            floats.append(part)
        elif reader is None:
            words += _inline(part)
        else:
            if words and not words.isspace():
                yield Block(text=_cleaned(words), kind=kind)
            words = ""
            yield from reader(part, kind, depth)
        words += part.tail or ""
    if words and not words.isspace():
        yield Block(text=_cleaned(words), kind=kind)
    for part in floats:
        yield from _READERS[local(part)](part, kind, depth)


def _section(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A section with its title; what follows it stands outside again."""
    title = child(element, "title")
    yield Block(text=text_of(title), kind="heading", depth=depth, hint=element.get("sec-type"))
    yield from _flow(element, kind, depth + 1, without=title)
    yield Block(text="", kind="heading", depth=depth)


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
    parts = (text_of(child(element, name)) for name in ("term", "def"))
    yield Block(text=": ".join(filter(None, parts)), kind="list_item")


def _table(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """The rows of words of a table, each cell after the head of its column; rows of figures are data."""
    heads: dict[int, str] = {}
    for row, is_head in _rows(element):
        if is_head:
            heads |= {column: text for column, text in row if text}
        elif sum(bool(_WORD.search(text)) for _, text in row) * 2 > sum(bool(text) for _, text in row):
            cells = (f"{heads[c]}: {text}" if heads.get(c) else text for c, text in row if text)
            yield Block(text="; ".join(cells), kind="table")


def _rows(table: _Element) -> Iterator[tuple[list[tuple[int, str]], bool]]:
    """Rows as (column, text) cells, and whether they head the columns; spanned places stay empty."""
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    for place, row in enumerate(table.iter("{*}tr")):
        cells: list[tuple[int, str]] = []
        column = 0
        for cell in row:
            while taken.get(column, 0) > place:
                column += 1
            cells.append((column, " ".join(_cleaned(_inline(cell)).split())))
            following = column + _span(cell, "colspan")
            taken |= dict.fromkeys(range(column, following), place + _span(cell, "rowspan"))
            column = following
        parent = row.getparent()
        yield cells, parent is not None and local(parent) == "thead"


def _span(cell: _Element, name: str) -> int:
    """How many columns or rows a cell takes: at least one, and no more than a page could hold."""
    value = cell.get(name)
    if value is None or not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value[:4]), 1), 100)


def _as(kind: BlockKind) -> Callable[[_Element, BlockKind, int], Iterator[Block]]:
    def flow(element: _Element, _: BlockKind, depth: int) -> Iterator[Block]:
        return _flow(element, kind, depth)

    return flow


_READERS: dict[str, Callable[[_Element, BlockKind, int], Iterator[Block]]] = {
    **dict.fromkeys(("sec", "app", "ack", "notes", "glossary", "fn-group", "bio"), _section),
    **dict.fromkeys(("p", "title", "attrib", "def-list", "app-group", "statement", "fn"), _flow),
    **dict.fromkeys(("list", "list-item"), _as("list_item")),
    **dict.fromkeys(("disp-quote", "verse-group", "speech"), _as("quote")),
    **dict.fromkeys(
        ("fig", "fig-group", "table-wrap", "table-wrap-group", "caption", "table-wrap-foot"), _as("caption")
    ),
    "boxed-text": _box,
    "def-item": _definition,
    "table": _table,
}


def _inline(element: _Element) -> str:
    """The words of an element inside a paragraph, with a sign where a citation was."""
    name = local(element)
    if name in SKIPPED:
        return ""
    if name == "alternatives":
        return next((words for words in map(_inline, element) if words.strip()), "")
    words = element.text or ""
    for part in element:
        words += _inline(part) + (part.tail or "")
    if name == "xref":
        return _reference(element, words)
    if name == "sup" and not _WORD.search(words) and (CITATION in words or not words.strip(" ,;")):
        return CITATION if CITATION in words else ""
    return f" {words} " if name in SPACED else words


def _reference(xref: _Element, words: str) -> str:
    """What a cross-reference says: nothing where it is a footnote's sign, or the number of a cited work."""
    target = xref.get("ref-type")
    if target != "bibr":
        return "" if target in NOTES else words
    return f"{words}{CITATION}" if _WORD.search(words) else CITATION


def _cleaned(words: str) -> str:
    """Words with one sign for each run of citations, less the brackets that hold nothing else."""
    if CITATION not in words:
        return words
    inner = _BRACKETS.sub(CITATION, " ".join(words.split()))
    return _SERIES.sub(CITATION, _BRACKETS.sub(CITATION, inner))  # some print ([1])
