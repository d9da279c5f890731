"""From the elements of an article to its pieces: paragraphs, headings, cells and where sections begin and end.

The tree is walked once, without recursion. Block elements part paragraphs, whatever they are called; what
is inline only says how words are set, since a line that is all in bold may be a heading. What
the pieces mean for the article is decided in ``html_article``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from relsynth.documents import CITATION, Block, BlockKind
from relsynth.formats.citing import cleaned
from relsynth.formats.html_kinds import is_abstract, is_float, is_keywords, is_section, kind_of, level_of
from relsynth.formats.html_page import names_of
from relsynth.formats.html_tables import blocks_of, is_data

if TYPE_CHECKING:
    from lxml.etree import _Element

Mark = Literal["", "open", "close"]

_BLOCKS = """
html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th
figure figcaption blockquote pre header footer aside details summary address center hr fieldset form hgroup
"""
BLOCKS = frozenset(_BLOCKS.split())
BREAK = "\u2028"  # where a line is broken; white space to all that reads it later

_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PARAGRAPHS = re.compile(rf"{BREAK}\s*{BREAK}")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, heading or cell, and what its markup says of it.

    ``level`` is that of a heading, 0 of others. ``runs`` are its words in order, and whether they are
    in bold; ``italic`` whether all are in italics. ``linked`` counts its words that lead elsewhere.
    ``abstract`` numbers the abstracts of a page, 0 outside of them. A ``mark`` opens or
    closes a section and has no words. ``hint`` is what a heading's place suggests that it is.
    """

    text: str = ""
    kind: BlockKind = "text"
    level: int = 0
    runs: tuple[tuple[str, bool], ...] = ()
    italic: bool = False
    linked: int = 0
    abstract: int = 0
    is_keyword: bool = False
    mark: Mark = ""
    row_head: str | None = None
    column_head: str | None = None
    hint: str | None = None

    @property
    def bold(self) -> bool:
        """Whether all of its words are in bold."""
        return any(bold for _, bold in self.runs) and all(bold for words, bold in self.runs if _WORD.search(words))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the elements around the next words say of them."""

    kind: BlockKind = "text"
    level: int = 0
    bold: bool = False
    italic: bool = False
    leads: bool = False
    abstract: int = 0
    keyword: bool = False
    in_float: bool = False
    marked: bool = False


@dataclass(slots=True)
class _Line:
    """The words of a paragraph, as far as they are read."""

    runs: list[tuple[str, bool]] = field(default_factory=list)
    plain: int = 0  # letters that are not in italics
    linked: int = 0

    def add(self, words: str | None, around: _Around) -> None:
        """Put words behind those read, with how they are set."""
        if not words:
            return
        has_words = _WORD.search(words) is not None
        self.plain += has_words and not around.italic
        self.linked += len(_WORD.findall(words)) if around.leads else 0
        bold = around.bold if has_words or not self.runs else self.runs[-1][1]
        before = self.runs.pop()[0] if self.runs and self.runs[-1][1] == bold else ""
        self.runs.append((before + words, bold))


def pieces_of(article: _Element) -> Iterator[Piece]:
    """The pieces of an article, in reading order."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    _space(article)
    around, line, abstracts = [_Around()], _Line(), 0
    walk = etree.iterwalk(article, events=("start", "end"))
    for event, element in walk:
        if element.tag in BLOCKS:
            yield from _flushed(line, around[-1])
            line = _Line()
        if event == "end":
            if around.pop().marked:
                yield Piece(mark="close")
            line.add(element.tail, around[-1])
        elif element.tag == "table" and is_data(element):
            yield from (_piece(block, around[-1]) for block in blocks_of(element))
            walk.skip_subtree()
            around.append(replace(around[-1], marked=False))
        else:
            abstracts += is_abstract(element) and not around[-1].abstract
            around.append(_entered(element, around[-1], abstracts))
            if around[-1].marked:
                yield Piece(mark="open")
            line.add(element.text, around[-1])


def _space(article: _Element) -> None:
    """Put a sign where a line is broken."""
    for br in article.iter("br"):
        br.tail = BREAK + (br.tail or "")


def _entered(element: _Element, around: _Around, abstracts: int) -> _Around:
    """What holds inside an element, given what holds around it."""
    if element.tag not in BLOCKS:
        return _set(element, around)
    in_float = around.in_float or is_float(element)
    kind = kind_of(element, "caption" if in_float and around.kind == "text" else around.kind)
    opens_abstract = not around.abstract and is_abstract(element)
    return _Around(
        kind=kind,
        level=around.level or level_of(element, in_float=in_float),
        abstract=abstracts if opens_abstract else around.abstract,
        keyword=around.keyword or is_keywords(element),
        in_float=in_float,
        marked=opens_abstract or is_section(element) or (kind == "box" and around.kind != "box"),
    )


def _set(element: _Element, around: _Around) -> _Around:
    """What holds inside an inline element: how its words are set, and whether they lead off the page."""
    names = names_of(element)
    bold = element.tag in ("b", "strong") or "bold" in names or _BOLD_STYLE.search(element.get("style", "")) is not None
    return replace(
        around,
        bold=around.bold or bold,
        italic=around.italic or element.tag in ("i", "em"),
        leads=around.leads or (element.tag == "a" and not element.get("href", "#").startswith("#")),
        keyword=around.keyword or is_keywords(element),
        marked=False,
    )


def _flushed(line: _Line, around: _Around) -> Iterator[Piece]:
    """The paragraphs of a line: two breaks part them."""
    for runs in _parted(line.runs):
        text = " ".join(cleaned("".join(words for words, _ in runs)).split())
        if _WORD.search(text.replace(CITATION, "")):
            yield Piece(
                text=text,
                kind="heading" if around.level else around.kind,
                level=around.level,
                runs=tuple(runs),
                italic=not line.plain,
                linked=line.linked,
                abstract=around.abstract,
                is_keyword=around.keyword,
            )


def _parted(runs: Sequence[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    paragraphs: list[list[tuple[str, bool]]] = [[]]
    for words, bold in runs:
        first, *others = _PARAGRAPHS.split(words)
        paragraphs[-1].append((first, bold))
        paragraphs.extend([(other, bold)] for other in others)
    return paragraphs


def _piece(block: Block, around: _Around) -> Piece:
    return Piece(
        text=block.text,
        kind=block.kind,
        row_head=block.row_head,
        column_head=block.column_head,
        abstract=around.abstract,
    )
