"""Markdown: papers written in it, and web pages turned into it.

The syntax read is what papers need of CommonMark and its tables: headings in
both styles, paragraphs, lists, quotes, tables, fenced text, and a front matter
of ``key: value`` lines between ``---``. Links, emphasis and escapes become
their words. A converted web page is told by its navigation and then cleared of
what is not the paper (see ``web_page``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relsynth.documents import CITATION, Block, Document, plain_line
from relsynth.formats.citing import cleaned, named, typed
from relsynth.formats.markdown_headings import with_bold_headings
from relsynth.formats.reading import (
    Citation,
    citation_from,
    decode,
    document,
    with_label_lines,
    without_references,
)
from relsynth.formats.tables import Cell, blocks_of_table
from relsynth.formats.web_page import Piece, article_of, citation_of, is_web_page

name = "markdown"
READER = "markdown/3"

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<words>\s.*)?")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-{2,})\s*")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})[^`]*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?P<words>\S.*)")
_QUOTE = re.compile(r" {0,3}> ?(?P<words>.*)")
_ROW = re.compile(r"\s*\|(?P<cells>.*)")
LONGEST_HEAD = 200  # characters; a longer cell is text that a table lays out, and heads no column
_RULING_SIGNS = frozenset("|:- \t")
_RULING = re.compile(r"\s*:?-{3,}:?\s*")
_BOLD = re.compile(r"\s*(?:__|\*\*).*(?:__|\*\*)\s*")
_CELL_BREAK = re.compile(r"(?<!\\)\|")

_MARKUP = re.compile(r"[\[<>*_^`\\&]")
_IMAGE = re.compile(r"!\[[^\]]{0,2000}\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(r"\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_TAG = re.compile(r"<!--.{0,5000}?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\s\1\S).){1,2000}?)(?<=\S)\1")  # not past marks that open anew
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?!\w)|(?<![A-Za-z0-9_])_(?=\S)([^_]+?)(?<=\S)_(?![A-Za-z0-9_])"
)
_CITED = re.compile(
    r"\^_?\d[\d,–-]{0,20}_?\^"  # a raised number
    r"|\[-?@[^\[\]]{1,400}\]"  # a key, as pandoc writes it
    r"|\((?:[_*]{1,2}\d{1,3}(?:\s?[,;–-]{1,2}\s?\d{1,3}){0,20}[_*]{1,2}[\s,;–-]{0,3}){1,20}\)"  # a number in italics
)
_CITED_LINK = re.compile(r"\[(?:\\?\[)?\d{1,3}(?:\\?\])?\]\(#[^()]*\)")
_MARKS = re.compile(r"\^_?[*†‡§¶]{1,6}_?\^|\^(?=[\w\s]{1,12}\^)|\[\^[^\]]*\]|`+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the suffix says Markdown, which hardly any text contradicts, and the bytes are text."""
    return suffix in (".md", ".markdown", ".mdown", ".mkd") and (
        b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff")
    )


def read_document(source: bytes, *, name: str) -> Document:
    """Read a paper: front matter if there is one, else the title is the first top heading.

    Raises:
        InputError: the bytes are no text, or nothing stands in it.
    """
    text = decode(source)
    front = _FRONT_MATTER.match(text)
    fields = _fields(front["lines"]) if front else {}
    pieces = list(with_bold_headings(list(_pieces(text[front.end() :] if front and fields else text)), words_of))
    citation, blocks = citation_from(fields), [piece.block for piece in pieces]
    if is_web_page(pieces):
        citation = citation_of(pieces, citation)
        blocks = list(article_of(pieces, words_of))
    citation, blocks = _titled(citation, blocks)
    kept = with_label_lines(list(without_references(blocks)))
    return document(kept, citation, source=source, name=name, format="markdown", reader=READER)


def words_of(markup: str) -> str:
    """The words of a piece of Markdown, without links, emphasis, marks and escapes."""
    if _MARKUP.search(markup) is None:
        return named(plain_line(markup))
    text = _TAG.sub(" ", _AUTOLINK.sub(r"\1", _IMAGE.sub(" ", " ".join(markup.split()))))
    text = _CITED_LINK.sub(CITATION, text)
    for _ in range(2):  # links around links: an image that is a link, a link in brackets
        text = _LINK.sub(r"\g<words>", text)
    text = _CITED.sub(CITATION, text)
    for _ in range(2):  # emphasis in emphasis
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], _STRONG.sub(r"\2", text))
    text = _ESCAPED.sub(r"\1", _MARKS.sub("", text))
    parts = (html.unescape(part).replace(CITATION, "") for part in text.split(CITATION))  # &#xE000; cites nothing
    return plain_line(cleaned(typed(CITATION.join(parts))))


def _fields(lines: str) -> dict[str, str]:
    """The simple scalars of a front matter; what is indented or has no colon is none."""
    pairs = (line.partition(":") for line in lines.split("\n") if line[:1].strip() and ":" in line)
    return {key.strip().lower(): value for key, _, value in pairs}


def _titled(citation: Citation, blocks: list[Block]) -> tuple[Citation, list[Block]]:
    """The first top heading is the title, unless the front matter has one; it stands in the text once."""
    top = next((i for i, b in enumerate(blocks) if b.kind == "heading" and b.depth == 1), None)
    if top is None or (citation.title and citation.title.casefold() != blocks[top].text.casefold()):
        return citation, blocks
    rest = blocks[:top] + blocks[top + 1 :]
    return replace(citation, title=citation.title or blocks[top].text.replace(CITATION, "") or None), rest


def _pieces(text: str) -> Iterator[Piece]:
    """Headings and paragraphs in order."""
    lines: list[str] = []
    for line in _unfenced(text.split("\n")):
        kind = _kind(line)
        underline = _UNDERLINE.fullmatch(line)
        if underline and lines and _kind(lines[0]) == "text":
            yield _heading("\n".join(lines), depth=1 if underline["first"] else 2)
            lines = []
        elif kind in ("heading", "blank", "rule"):
            yield from _paragraph(lines)
            yield from _marked_heading(line)
            lines = []
        elif lines and kind != "text" and (kind == "list_item" or kind != _kind(lines[0])):
            yield from _paragraph(lines)
            lines = [line]
        else:
            lines.append(line)
    yield from _paragraph(lines)


def _unfenced(lines: Iterable[str]) -> Iterator[str]:
    """The lines; a fence around preformatted text only parts it from the rest."""
    return ("" if _FENCE.fullmatch(line) else line for line in lines)


def _kind(line: str) -> str:
    """What a line begins: blank, rule, heading, table, list_item, quote or text."""
    if not line.strip():
        return "blank"
    kinds = (("heading", _HEADING), ("rule", _RULE), ("table", _ROW), ("list_item", _ITEM), ("quote", _QUOTE))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(line)), "text")


def _heading(markup: str, *, depth: int) -> Piece:
    return Piece(block=Block(text=words_of(markup), kind="heading", depth=depth), markup=markup)


def _marked_heading(line: str) -> Iterator[Piece]:
    """The heading that a line of number signs marks, closed by more of them or not; none of other lines."""
    heading = _HEADING.fullmatch(line)
    if heading:
        words = (heading["words"] or "").strip()
        opened = words.rstrip("#")
        yield _heading(opened if opened[-1:].isspace() else words, depth=len(heading["marks"]))


def _paragraph(lines: list[str]) -> Iterator[Piece]:
    """The piece of a run of lines, or the rows of a table."""
    if not lines:
        return
    kind = _kind(lines[0])
    if kind == "table":
        yield from _table(lines)
    elif kind == "quote":
        markup = "\n".join(m["words"] if (m := _QUOTE.fullmatch(line)) else line for line in lines)
        yield Piece(block=Block(text=words_of(markup), kind="quote"), markup=markup)
    elif kind == "list_item":
        item = _ITEM.fullmatch(lines[0])
        markup = "\n".join([item["words"] if item else lines[0], *lines[1:]])
        yield Piece(block=Block(text=words_of(markup), kind="list_item"), markup=markup)
    else:
        markup = "\n".join(lines)
        yield Piece(block=Block(text=words_of(markup)), markup=markup)


def _table(lines: list[str]) -> Iterator[Piece]:
    """The cells of words of a table; its first row heads them, or the first that is all in bold."""
    rows = [_cells(line) for line in lines if not set(line) <= _RULING_SIGNS]
    read = [[words_of(cell) for cell in row] for row in rows]
    width = max(map(len, rows), default=0)
    head = next((place for place, row in enumerate(read) if _may_head(row, rows[place], place)), None)
    title = bool(read) and head != 0 and width > 1 and len(list(filter(None, read[0]))) == 1 and bool(read[0][0])
    cells = [[Cell(text=text, is_head=place == head) for text in row] for place, row in enumerate(read)]
    if title and len(read[0][0]) <= LONGEST_HEAD:
        cells[0] = [Cell(text=read[0][0], columns=width, is_head=True)]
    markups = {text: cell for row, texts in zip(rows, read, strict=True) for cell, text in zip(row, texts, strict=True)}
    for block in blocks_of_table(cells):
        yield Piece(block=block, markup=markups.get(block.text, block.text))


def _may_head(texts: Sequence[str], row: Sequence[str], place: int) -> bool:
    filled = [text for text in texts if text]
    is_short = len(filled) > 1 and max(map(len, filled)) <= LONGEST_HEAD
    return is_short and (place == 0 or all(map(_BOLD.fullmatch, filter(str.strip, row))))


def _cells(line: str) -> list[str]:
    """The cells of a table row, without the rulings of a table inside it."""
    row = _ROW.fullmatch(line)
    inner = (row["cells"] if row else line).strip()
    return [cell for cell in _CELL_BREAK.split(inner.removesuffix("|")) if not _RULING.fullmatch(cell)]
