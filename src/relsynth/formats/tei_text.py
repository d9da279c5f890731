"""From TEI elements to blocks: what is a paragraph, and what its words are.

As in JATS, a list, a quote or a formula set apart splits the paragraph that it stands in, and a note
or figure comes after it. GROBID leaves its divisions side by side and numbers their heads ("2.1"):
there the number says how deep a section is; elsewhere the nesting does. The page is the first of an
element's ``coords``.

Source: TEI P5 Guidelines, chapters 3, 4, 9 and 14; GROBID, "GROBID TEI encoding" and "Coordinates of
structures in the original PDF" (grobid.readthedocs.io): ``coords`` is "page,x,y,width,height;…", pages from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relsynth.documents import CITATION, Block, BlockKind
from relsynth.formats.citing import cleaned, signed
from relsynth.formats.tables import Cell, blocks_of_table, span_of
from relsynth.formats.xml_papers import child, children, local
from relsynth.headings import read_heading

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_WORDS = """
listBibl graphic binaryObject media fw pb cb lb gb milestone anchor label idno titlePage teiHeader
index interp interpGrp certainty
"""
SKIPPED = frozenset(_NOT_WORDS.split())
"""Elements whose words are not the paper's: running heads, labels, lists of works."""

FLOATS = frozenset({"figure", "note", "table", "floatingText"})
BREAKS = frozenset({"lb", "pb", "cb", "milestone"})
SPACED = frozenset({"p", "item", "cell", "row", "head", "l", "s", "list", "figDesc", "ab", "formula", "table"})
LISTS_OF_WORKS = frozenset({"references", "bibliography", "bibliographie", "bibliogr"})
"""Types of ``div`` that hold nothing but works cited."""

_AT_THE_END = """
acknowledgement acknowledgements acknowledgment acknowledgments funding availability annex appendix
contribution conflict ethics notes
"""
BACK_MATTER = frozenset(_AT_THE_END.split())
"""Types of ``div`` that stand at a paper's end, as GROBID and OpenEdition name them."""

_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?P<further>(?:\.\d{1,2})*)\.?")
_PAGE = re.compile(r"\s*(?P<page>[1-9]\d{0,5}),")
_NO_LETTER = re.compile(r"\W+")
DEEPEST = 6  # levels of heads
FEWEST_KNOWN = 3  # heads that say introduction, methods, results …: with so many, the others are parts of them
SIGNS_OF_NOTES = frozenset({"foot", "note", "noteAnchor"})
"""Types of ``ref`` that are printed as a mere sign."""


def text_of(element: _Element | None) -> str:
    """The words of an element in one line, "" where it is missing."""
    if element is None:
        return ""
    words = (element.text or "") + "".join(_inline(part) + (part.tail or "") for part in element)
    return " ".join(cleaned(words).replace(CITATION, "").split())


def blocks_of(element: _Element | None, *, depth: int = 1) -> Iterator[Block]:
    """The headings and paragraphs of a body, an abstract or a back; heads begin at ``depth``."""
    if element is not None:
        yield from _flow(element, "text", depth)


def _flow(element: _Element, kind: BlockKind, depth: int, *, without: _Element | None = None) -> Iterator[Block]:
    """Text and blocks of an element, on the page that it begins on."""
    return _on_page(_mixed(element, kind, depth, without), element)


def _on_page(blocks: Iterator[Block], element: _Element) -> Iterator[Block]:
    """The blocks of an element on its page; those on a page of their own stay there."""
    page = _page_of(element)
    return blocks if page is None else (replace(b, page=page) if b.page is None else b for b in blocks)


def _page_of(element: _Element | None) -> int | None:
    """The page that an element begins on; None where its ``coords`` do not say."""
    placed = _PAGE.match("" if element is None else element.get("coords", ""))
    return int(placed["page"]) if placed else None


def _mixed(element: _Element, kind: BlockKind, depth: int, without: _Element | None) -> Iterator[Block]:
    """Text and blocks of an element with mixed content, in order; floats of a paragraph after it."""
    words = element.text or ""
    floats: list[_Element] = []
    in_paragraph = local(element) in ("p", "ab", "s")
    for part in element:
        name = local(part)
        reader = _READERS.get(name)
        if part is without:
            pass
        elif name in FLOATS and in_paragraph:
            floats.append(part)
        elif reader is None:
            words += _inline(part)
        else:
            yield from _block(words, kind)
            words = ""
            yield from reader(part, kind, depth)
        words += part.tail or ""
    yield from _block(words, kind)
    for part in floats:
        yield from _READERS[local(part)](part, kind, depth)


def _block(words: str, kind: BlockKind) -> Iterator[Block]:
    if words and not words.isspace():
        yield Block(text=cleaned(words), kind=kind)


def flat_blocks(body: _Element) -> Iterator[Block]:
    """The blocks of a body whose divisions stand side by side, as GROBID leaves them.

    A head is as deep as its number. One without a number that is headed as papers' main sections are is
    at the top; others are below the section that they follow, if papers' main sections are there at all.
    """
    heads = [child(part, "head") for part in body if local(part) == "div"]
    has_numbers = any(_depth_of(head) for head in heads)
    has_known = sum(_is_known(head) for head in heads) >= FEWEST_KNOWN
    around, opened = 0, False
    for part in body:
        head = child(part, "head")
        if local(part) != "div" or head is None:
            yield from _READERS.get(local(part), _flow)(part, "text", DEEPEST + 1)
            continue
        numbered = _depth_of(head)
        opened = opened or _is_known(head)
        is_top = _is_known(head) or not (around if has_numbers else has_known and opened)
        level = numbered or (1 if is_top else around + 1)
        around = numbered or (1 if is_top and not has_numbers else 0 if is_top else around)
        yield from _headed(part, head, "text", level)


def is_flat(body: _Element) -> bool:
    """Whether a body has divisions, and none in another."""
    return any(local(part) == "div" for part in body) and next(body.iterfind("{*}div/{*}div"), None) is None


def _division(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A section with its head, which ends where the division does; one of works cited is left out."""
    types = set((element.get("type") or "").lower().split())
    head = child(element, "head")
    if types & LISTS_OF_WORKS:
        return
    if types & BACK_MATTER:
        yield Block(text=text_of(head), kind="heading", depth=depth, label="back_matter")
        yield from _flow(element, kind, depth + 1, without=head)
    elif head is not None:
        yield from _headed(element, head, kind, depth)
    else:
        yield from _flow(element, kind, depth)
        return
    yield Block(text="", kind="heading", depth=depth)


def _headed(element: _Element, head: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    yield Block(text=text_of(head), kind="heading", depth=depth, page=_page_of(head))
    yield from _flow(element, kind, depth + 1, without=head)


def _depth_of(head: _Element | None) -> int | None:
    """How deep the number of a head says that it is: 2 for "2.1"; None where it has none."""
    number = None if head is None else _NUMBER.fullmatch((head.get("n") or "").strip())
    return min(number["further"].count(".") + 1, DEEPEST) if number else None


def _is_known(head: _Element | None) -> bool:
    """Whether a head's words are those of a main section and no others."""
    reading = read_heading(text_of(head))
    return reading.label is not None and reading.force != "loose"


def _head(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    """A further head of a division is a heading below its first."""
    yield Block(text=text_of(element), kind="heading", depth=depth, page=_page_of(element))


def _note(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    return _flow(element, "caption" if kind == "caption" else "footnote", depth)


def _figure(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    return _on_page(_depicted(element, depth), element)


def _depicted(element: _Element, depth: int) -> Iterator[Block]:
    """A figure or a table: its head and description are its caption; GROBID repeats the one in the other."""
    head, told = text_of(child(element, "head")), text_of(child(element, "figDesc"))
    is_repeated = _NO_LETTER.sub("", told).startswith(_NO_LETTER.sub("", head))
    yield from _block(told if is_repeated else f"{head} {told}", "caption")
    for part in element:
        if local(part) not in ("head", "figDesc", "label"):
            yield from _READERS.get(local(part), _nothing)(part, "caption", depth)


def _nothing(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    return iter(())


def _table(element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
    head = child(element, "head")
    if head is not None:
        yield from _block(text_of(head), "caption")
    yield from blocks_of_table(_rows(element))


def _rows(table: _Element) -> Iterator[Sequence[Cell]]:
    """Rows of cells; where no row says that it heads the columns, the first does."""
    rows = list(children(table, "row"))
    named = any(row.get("role") == "label" for row in rows)
    for place, row in enumerate(rows):
        heads = row.get("role") == "label" or (not named and place == 0 and len(rows) > 1)
        yield [
            Cell(
                text=" ".join(cleaned(_inline(cell)).split()),
                columns=span_of(cell.get("cols")),
                rows=span_of(cell.get("rows")),
                is_head=heads or cell.get("role") == "label",
            )
            for cell in children(row, "cell")
        ]


def _as(kind: BlockKind) -> Callable[[_Element, BlockKind, int], Iterator[Block]]:
    def flow(element: _Element, _: BlockKind, depth: int) -> Iterator[Block]:
        return _flow(element, kind, depth)

    return flow


_READERS: dict[str, Callable[[_Element, BlockKind, int], Iterator[Block]]] = {
    **dict.fromkeys(("div", "div1", "div2", "div3", "div4", "div5", "div6", "group", "text"), _division),
    **dict.fromkeys(("p", "ab", "argument", "front", "body", "back", "opener", "closer", "byline"), _flow),
    **dict.fromkeys(("list", "item", "label"), _as("list_item")),
    **dict.fromkeys(("quote", "cit", "epigraph", "sp", "speaker", "lg", "l"), _as("quote")),
    "floatingText": _as("box"),
    "figure": _figure,
    "head": _head,
    "note": _note,
    "table": _table,
    "listBibl": _nothing,
}


def _inline(element: _Element) -> str:
    """The words of an element inside a paragraph, with a sign where a citation was."""
    name = local(element)
    if name in SKIPPED:
        return " " if name in BREAKS and element.get("break") != "no" else ""
    if name == "choice":
        return next((words for words in map(_inline, reversed(element)) if words.strip()), "")
    words = element.text or ""
    for part in element:
        words += _inline(part) + (part.tail or "")
    if name == "ref" and element.get("type") == "bibr":
        return signed(words) if element.tail else f"{signed(words)} "  # GROBID drops the space between two
    if name == "ref" and element.get("type") in SIGNS_OF_NOTES:
        return ""
    return f" {words} " if name in SPACED else words
