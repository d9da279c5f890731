"""What of a converted web page is the paper.

A page brings its navigation, share buttons, notices and footers along. They are
told by their form, not by a publisher's wording: what is mostly links is
navigation; what stands before the article's title is a banner; before the first
heading only sentences are text; after the reference list come footers, but for
the tables with heads and the captions that pages hang there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from relsynth.documents import CITATION, Block, BlockKind
from relsynth.formats.bylines import turned
from relsynth.formats.html_metadata import names_in_byline
from relsynth.formats.reading import Citation, is_reference_heading
from relsynth.records import doi_in, year_in

MIN_LINKS = 8
"""So many pieces that are mostly links make a web page."""

LAYOUT_WORDS = 200
"""A table row as long as this lays out a page; its cells are paragraphs."""

FIRST_NAMES = 160  # characters in which a list of authors shows two degrees
MOST_BYLINES = 30  # lines behind a title among which its authors are looked for
MIN_SENTENCE = 12  # words
LONGEST_DATE_LINE = 100  # characters: volume, date and pages, but no sentence

_LINK = re.compile(r"!?\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*+)\]\((?P<target>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_BACK_LINK = re.compile(r"\[[^\]]*\]\(#[^)]*\)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPTION = re.compile(r"(?:figure|fig\.?|table|box)\s*\d*\s*[.:(]", re.IGNORECASE)
_DATE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+(?:\d{1,2},\s+)?\d{4}\b")
_BYLINE = re.compile(r"(?:corresponding|prepared by|suggested citation)\b|.{0,160}\be-?mail:", re.IGNORECASE)
_CONTACT = re.compile(r"\b(?:telephone|tel|phone|fax)[.:][^@]{0,120}?\be-?mail:\s", re.IGNORECASE)
_NOTICE = re.compile(
    r"using assistive technology|in the subject line of|does not (?:imply|constitute)(?: an)? endorse"
    r"|all rights reserved|(?:site|we) uses? cookies|cookie (?:policy|settings|preferences)|accept (?:all )?cookies"
    r"|terms (?:of use|and conditions)|creative commons attribution|copyright ?©|© ?(?:19|20)\d\d"
    r"|skip (?:directly )?to (?:main|site|page|content)",
    re.IGNORECASE,
)
"""What a publisher says of the page, or of its rights, in so many words everywhere."""

LONGEST_NOTICE = 200  # words
NOTICE_START = 250  # characters in which a notice says that it is one
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_DEGREE = re.compile(r"\b(?:MD|PhD|ScD|DrPH|MPH|MHS|MSc?|MSN|MA|DVM)\d?[,;]")
_TITLED = re.compile(r",\s*(?:MD|PhD|ScD|DrPH|MPH|MHS|MSc?|MSN|MBBS|MA|MBA|JD|RN|DVM|DDS|EdD)\d{0,2}(?=[,;\s]|$)")
"""A degree behind a name."""

_ASKED = re.compile(r"suggested citation[^:]{0,40}:[\s_*]*(?P<who>[^.:]{3,400}?)(?:,?\s*et al)?\.\s", re.IGNORECASE)
_INITIALLED = re.compile(r"[^\W\d_][^\d,]{0,60} [A-Z]{1,4}")
_AFFILIATION = re.compile(r"\s*(?:\^\d+\^|_?\d+_?\s*\^?_)")
_PARAGRAPH_END = re.compile(
    r"\s{2,}|\s(?=(?:__)?References(?:__)?\s)|(?=(?<=\s)__[A-Z][^_:]{3,90}__\s+[A-Z])|(?<=[^\s_]__)\s+(?=[A-Z])"
)
_BOLD = re.compile(r"__(?P<words>[A-Z][^_:]{3,90})__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block and the markup that it was read from, in which links still show."""

    block: Block
    markup: str


def is_web_page(pieces: Sequence[Piece]) -> bool:
    """Whether a text is a converted web page: it has a navigation, or is laid out in tables."""
    return any(map(_is_layout, pieces)) or sum(map(_is_navigation, pieces)) >= MIN_LINKS


def article_of(pieces: Sequence[Piece], words_of: Callable[[str], str]) -> Iterator[Block]:
    """The blocks that are the paper, title first if the page has one, references left out.

    ``words_of`` reads the markup of what is no block yet: captions and layout cells.
    """
    top = _title_place(pieces)
    if top is not None:
        yield pieces[top].block
    opened = ended = False
    for piece in _unpacked(pieces if top is None else pieces[top + 1 :], words_of):
        is_heading = piece.block.kind == "heading"
        caption = _caption(piece)
        if caption is not None:
            yield Block(text=words_of(caption), kind="caption")
        elif ended:
            yield from [piece.block] if piece.block.column_head and not _is_navigation(piece) else []
        elif is_heading and is_reference_heading(piece.block.text):
            ended = True
            yield Block(text="", kind="heading", depth=1)
        elif not _is_furniture(piece) and (opened or is_heading or _is_sentence(piece.block.text)):
            opened = opened or is_heading
            yield piece.block


def citation_of(pieces: Sequence[Piece], known: Citation) -> Citation:
    """What a page says of its article: the date by its title, the authors and the DOI that it asks to cite.

    Where it asks for no citation, the authors are the lines of names and degrees that follow the title.
    """
    citing = next((p for p in pieces if p.block.text.lower().startswith("suggested citation")), None)
    asked = citing.markup if citing else ""
    linked = " ".join(link["target"] for link in _LINK.finditer(asked))
    top = _title_place(pieces) or 0
    near = (p.block.text for p in pieces[max(0, top - 2) : top + 3])
    dated = next(
        (found.group() for text in near if len(text) < LONGEST_DATE_LINE and (found := _DATE.search(text))), ""
    )
    return replace(
        known,
        authors=known.authors or _asked_authors(citing.block.text if citing else "") or _bylines(pieces),
        year=known.year or year_in(dated),
        doi=known.doi or doi_in(linked) or doi_in(asked),
    )


def _asked_authors(asked: str) -> tuple[str, ...]:
    """The authors that a page asks to cite, as medical journals write them: families and initials, up to a point."""
    told = _ASKED.match(asked)
    names = [name.strip() for name in told["who"].split(",")] if told else []
    return tuple(map(turned, names)) if all(map(_INITIALLED.fullmatch, names)) else ()


def _bylines(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The names in the lines behind the title that hold nothing else, and show by a degree what they are."""
    top = _title_place(pieces)
    if top is None:
        return ()
    names: list[str] = []
    for piece in pieces[top + 1 : top + 1 + MOST_BYLINES]:
        line = piece.block.text.replace(CITATION, "")
        if piece.block.kind != "text" or not (_TITLED.search(line) or (names and line[-1:].isdigit())):
            if names:
                break
        else:
            names += names_in_byline(line)
    return tuple(dict.fromkeys(names))


def _title_place(pieces: Sequence[Piece]) -> int | None:
    """Where the article's title stands: the first top heading that is no link home."""
    tops = (i for i, p in enumerate(pieces) if p.block.kind == "heading" and p.block.depth == 1)
    return next((i for i in tops if not _is_navigation(pieces[i])), None)


def _is_navigation(piece: Piece) -> bool:
    """Whether at least half of its words are links, and so are all of a short one's."""
    linked = sum(len(_WORD.findall(link["words"])) for link in _LINK.finditer(piece.markup))
    loose = len(_WORD.findall(_LINK.sub(" ", piece.markup)))
    return linked >= max(loose, 1) and (loose < MIN_SENTENCE)


def _is_layout(piece: Piece) -> bool:
    return piece.block.kind == "table" and len(piece.block.text.split()) >= LAYOUT_WORDS


def _is_furniture(piece: Piece) -> bool:
    """Navigation, counters, bylines and affiliations: on the page, not in the paper."""
    block = piece.block
    if block.kind == "heading":
        return _is_navigation(piece) or block.text.endswith(":")
    if _NOTICE.search(block.text[:NOTICE_START]) and len(block.text.split()) <= LONGEST_NOTICE:
        return True
    return _is_navigation(piece) or (block.kind == "text" and is_byline(piece))


def is_byline(piece: Piece) -> bool:
    """Whether it says who wrote it and where they work: an address, an affiliation, or degrees in a row."""
    text = piece.block.text
    addressed = _BYLINE.match(text) or _AFFILIATION.match(piece.markup) or _CONTACT.search(text)
    return addressed is not None or len(_DEGREE.findall(text[:FIRST_NAMES])) > 1


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= MIN_SENTENCE and text.endswith((".", "?", "!", '."', ".”"))


def _caption(piece: Piece) -> str | None:
    """The caption that a heading or a bold line gives to a table, figure or box, or None."""
    markup = _BACK_LINK.sub("", piece.markup).strip()
    stands_out = piece.block.kind == "heading" or markup.startswith(("__", "**"))
    words = markup.replace("__", "").replace("**", "")
    return _CAPTION.sub("", words, count=1) if stands_out and _CAPTION.match(words) else None


def _unnoticed(part: str) -> str:
    """A paragraph of a layout less its first sentences, as far as they are notices."""
    sentences = _SENTENCE.split(part)
    last = max((place for place, sentence in enumerate(sentences[:4]) if _NOTICE.search(sentence)), default=-1)
    return " ".join(sentences[last + 1 :])


def _unpacked(pieces: Iterable[Piece], words_of: Callable[[str], str]) -> Iterator[Piece]:
    """The pieces, with tables that lay out a page taken apart into headings and paragraphs."""
    for piece in pieces:
        if not _is_layout(piece):
            yield piece
            continue
        for part in filter(_WORD.search, map(str.strip, _PARAGRAPH_END.split(piece.markup))):
            bold = _BOLD.fullmatch(part)
            is_heading = bold is not None or is_reference_heading(part)
            kind: BlockKind = "heading" if is_heading else "text"
            words = words_of(bold["words"] if bold else _unnoticed(part).strip("* "))
            yield Piece(block=Block(text=words, kind=kind, depth=2 * is_heading), markup=part)
