"""From the pieces of a page to the blocks of its article: what is text, and which section it stands in.

The article begins with its title. Between that and the first heading only sentences are text, since bylines and
dates stand there too. The depth of a heading is its place among those that are open, whatever level a
platform begins with; a line in bold or italics heads what is below the last real heading. A
section that ends in markup ends here too, unless a deeper heading goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from relsynth.documents import CITATION, Block
from relsynth.formats.citing import cleaned
from relsynth.formats.html_floats import placed
from relsynth.formats.html_headings import is_unwanted
from relsynth.formats.html_lines import (
    CAPTION,
    KEYWORDS,
    NOTE,
    VERSIONS,
    is_byline,
    is_front_line,
    is_furniture,
    is_licence,
)
from relsynth.formats.html_pieces import Piece
from relsynth.headings import is_summary, read_heading
from relsynth.records import folded

BOLD, ITALIC = 7, 8
"""Levels of headings that are lines in bold or italics, below those of ``h1`` to ``h6``."""

SHORTEST_BODY = 120
"""Words beside an abstract that make a full text; less is what a landing page says around it."""

PARTS = frozenset({"methods", "results", "discussion", "conclusion"})
"""Sections of which no landing page has two outside of the abstract, however short they are."""

LONGEST_LINE = 15  # words of a line that heads a section
LONGEST_TITLE_END = 20  # characters in which a page's title may differ from the article's
MIN_SENTENCE = 12  # words
_SENTENCE = re.compile(r"[.?!]['\"”’)\]\ue000]{0,3}\Z")
_RUN_IN = re.compile(r"(?P<label>[A-Z][A-Za-z ,/&’'-]{2,60}?)\s*[:.–—]\s+(?=\S)")
_DECLARED = re.compile(r"(?P<label>[A-Z][A-Za-z ,/&’'-]{2,60}?):\s+(?=\S)")
_CAPTION_LINE = re.compile(r"(?:Table|TABLE|Figure|FIGURE|Fig\.?|Box)\s+\d{1,2}[a-z]?\s*[.:]\s+[A-Z]")
_LEADING = re.compile(rf"^[{CITATION}\s]+")
_BULLET = re.compile(r"^[·•▪◦‣∙■●–—]\s+")


def article_of(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> list[Block]:
    """The blocks of an article that has that title and those authors; the title is none of them."""
    read = _in_abstract(_from_title(_with_keywords(pieces), title, authors))
    kept = [part for piece in read if not _is_left_out(piece) for part in _split(piece) if not _is_left_out(part)]
    kept = placed(_without_landing(_with_line_headings(kept)))
    return list(_without_empty(list(_blocks(_without_doubles(kept)))))


def has_abstract(pieces: Iterable[Piece]) -> bool:
    """Whether any piece stands in an abstract, or is headed as one."""
    return any(piece.abstract or (piece.level and _heads_abstract(piece.text)) for piece in pieces)


def _is_left_out(piece: Piece) -> bool:
    """What is no text wherever it stands."""
    if piece.mark or piece.level:
        return False
    linked = piece.linked >= max(piece.words - piece.linked, 1) and piece.words - piece.linked < MIN_SENTENCE
    if linked and piece.kind != "table" and not piece.is_keyword:
        return True
    if piece.kind == "table":
        return False
    return is_furniture(piece.text) or (piece.kind != "list_item" and is_licence(piece.text))


def _from_title(pieces: Sequence[Piece], title: str | None, authors: Sequence[str]) -> list[Piece]:
    """The pieces after the title, less what is said of the article before its first heading."""
    top = _title_place(pieces, title)
    after = [p for p in pieces[top + 1 :] if not (p.level and _is_title(p.text, title))]
    begin = next((n for n, p in enumerate(after) if _opens_article(p, authors)), len(after))
    opened = [p for p in after[:begin] if p.mark or (p.level == 0 and _is_front_text(p, authors))]
    return [*opened, *(p for p in after[begin:] if not p.level or not is_byline(p.text, authors))]


def _title_place(pieces: Sequence[Piece], title: str | None) -> int:
    """Where the title stands, -1 if nowhere; nothing of the article stands before it."""
    for place, piece in enumerate(pieces):
        if _is_title(piece.text, title):
            return place
        if piece.abstract or (piece.level and read_heading(piece.text).label not in (None, "back_matter")):
            break
    tops = [place for place, piece in enumerate(pieces) if piece.level == 1]
    only = tops[0] if len(tops) == 1 else -1
    known = only >= 0 and read_heading(pieces[only].text).label is not None
    return -1 if known or any(p.abstract for p in pieces[: max(only, 0)]) else only


def _is_title(text: str, title: str | None) -> bool:
    if not title or not text:
        return False
    said, known = folded(text.replace(CITATION, "")), folded(title)
    return said == known or (said.startswith(known) and len(said) - len(known) <= LONGEST_TITLE_END and " " in known)


def _opens_article(piece: Piece, authors: Sequence[str]) -> bool:
    if piece.abstract or piece.is_keyword or KEYWORDS.match(piece.text):
        return True
    if (piece.level or piece.bold) and read_heading(piece.text.rstrip(" :.")).label not in (None, "back_matter"):
        return True
    return piece.level > 0 and not is_byline(piece.text, authors) and not is_furniture(piece.text)


def _is_front_text(piece: Piece, authors: Sequence[str]) -> bool:
    """Whether what stands between title and first heading is text: sentences, and nothing said of the article."""
    is_sentence = piece.words >= MIN_SENTENCE and _SENTENCE.search(piece.text) is not None
    is_kept = is_sentence or piece.kind in ("caption", "table")
    return is_kept and not is_front_line(piece.text) and not is_byline(piece.text, authors)


def _with_keywords(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the items of a list under a heading "Keywords" marked as such."""
    marked: list[Piece] = []
    headed = False
    for piece in pieces:
        if not piece.mark:
            ends = piece.kind != "list_item"
            headed = (piece.level > 0 and KEYWORDS.fullmatch(piece.text) is not None) or (headed and not ends)
        marked.append(replace(piece, is_keyword=True) if headed and not piece.level and not piece.mark else piece)
    return marked


def _in_abstract(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those under a heading "Abstract" marked as those in an element of that name are."""
    marked: list[Piece] = []
    level = 0
    for piece in pieces:
        if piece.level and (not level or piece.level <= level):
            level = piece.level if _heads_abstract(piece.text) and not piece.abstract else 0
        if piece.abstract:
            level = 0
        marked.append(replace(piece, abstract=-1) if level and not piece.mark else piece)
    places = [place for place, piece in enumerate(marked) if not piece.mark]
    for place, after in pairwise(places):
        if marked[place].abstract < 0 < marked[after].abstract and marked[place].level:  # the heading stands before
            marked[place] = replace(marked[place], abstract=marked[after].abstract)
    return marked


def _heads_abstract(heading: str) -> bool:
    return read_heading(heading).label == "abstract"


def _split(piece: Piece) -> Iterator[Piece]:
    """A paragraph parted where words at its start, or in bold in an abstract, are the heading of what follows."""
    if piece.mark or piece.level or piece.kind not in ("text", "list_item", "box"):
        yield replace(piece, text=_LEADING.sub("", piece.text)) if piece.kind == "footnote" else piece
    elif (piece.runs and piece.runs[0][1] and CAPTION.match(piece.text)) or _CAPTION_LINE.match(piece.text):
        yield replace(piece, kind="caption")
    elif (declared := _DECLARED.match(piece.text)) and _is_declaration(declared["label"]):
        yield Piece(text=declared["label"], kind="heading", level=2)
        yield replace(piece, text=piece.text[declared.end() :], runs=())
    elif _BULLET.match(piece.text):
        yield replace(piece, text=_BULLET.sub("", piece.text), kind="list_item")
    elif piece.abstract:
        yield from _run_in(piece)
    else:
        yield piece


def _is_declaration(label: str) -> bool:
    """Whether words open a declaration, as in "Funding: …"."""
    return read_heading(label).label == "back_matter" and not is_unwanted(label)


def _run_in(piece: Piece) -> Iterator[Piece]:
    """The parts of a structured abstract that is set in one paragraph, or in paragraphs with a label each."""
    words = ""
    for run, bold in piece.runs:
        label = " ".join(run.split()).strip(" :.–—")
        if bold and label and len(label.split()) <= LONGEST_LINE // 2 and _is_part(label):
            yield from _part(words, piece)
            yield Piece(text=label, kind="heading", level=BOLD, abstract=piece.abstract)
            words = ""
        else:
            words += run
    yield from _part(words, piece)


def _part(words: str, piece: Piece) -> Iterator[Piece]:
    text = " ".join(cleaned(words).split()).lstrip(":.–— ")
    found = _RUN_IN.match(text)
    if found and _is_part(found["label"]):
        yield Piece(text=found["label"], kind="heading", level=BOLD, abstract=piece.abstract)
        text = text[found.end() :]
    if text:
        yield replace(piece, text=text, runs=((text, piece.bold),))


def _is_part(label: str) -> bool:
    """Whether words name a part of an abstract."""
    return read_heading(label).label not in (None, "back_matter", "keywords", "abstract")


def _with_line_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with lines that are set as headings made headings."""
    flat = sum(0 < piece.level < BOLD for piece in pieces) <= 1
    following: list[Piece | None] = []
    after: Piece | None = None
    for piece in reversed(pieces):
        following.append(after)
        after = after if piece.mark else piece
    read: list[Piece] = []
    for piece, after in zip(pieces, reversed(following), strict=True):
        level = _line_level(piece, after, read, flat=flat)
        read.append(replace(piece, kind="heading", level=level) if level else piece)
    return read


def _line_level(piece: Piece, after: Piece | None, before: Sequence[Piece], *, flat: bool) -> int:
    """The level of a line that is a heading by how it is set; on a page without headings, by its words too."""
    is_set = (piece.bold or piece.italic) and piece.kind in ("text", "box") and not piece.level and not piece.mark
    if not is_set or after is None or (after.level and after.level < BOLD) or after.kind == "caption":
        return piece.level
    words = piece.text.rstrip(" :.")
    known = read_heading(words).label is not None
    ends = piece.text[-1:]
    is_line = piece.words <= LONGEST_LINE and words[:1].isalnum() and not words[:1].islower()
    if not is_line or (ends in ".,;" and not known) or CAPTION.match(piece.text):
        return 0
    if piece.bold:
        return 2 if flat and (known or words.isupper()) else BOLD
    after_quote = bool(before) and before[-1].kind == "quote"
    return ITALIC if not after_quote and (known or after.words >= MIN_SENTENCE) and ends not in "?!" else 0


def _without_landing(pieces: list[Piece]) -> list[Piece]:
    """Only the abstract and keywords, where hardly anything stands beside them: the page is no full text."""
    body = sum(p.words for p in pieces if not p.abstract and not p.level and not p.is_keyword)
    parts = {read_heading(p.text).label for p in pieces if p.level and not p.abstract} & PARTS
    if body >= SHORTEST_BODY or len(parts) > 1 or not any(p.abstract and not p.level for p in pieces):
        return pieces
    return [piece for piece in pieces if piece.abstract or piece.is_keyword or KEYWORDS.match(piece.text)]


def _without_doubles(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, captions without their labels, and without those that stand on the page twice."""
    seen: set[str] = set()
    for piece in pieces:
        if piece.kind != "caption":
            yield piece
            continue
        text = VERSIONS.sub("", CAPTION.sub("", piece.text, count=1))
        if text and text not in seen:
            seen.add(text)
            yield replace(piece, text=text, kind="footnote" if NOTE.match(text) else "caption")


@dataclass(slots=True)
class _Tree:
    """The sections that are open: levels of their headings, and how many were when each element around began."""

    opened: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    ended: int | None = None
    filled: bool = False
    abstract: int = 0

    def heading(self, level: int) -> int:
        """Open a section of that level; returns its depth, from 1."""
        while self.opened and self.opened[-1] >= level:
            self.opened.pop()
        self.opened.append(level)
        self.ended, self.filled = None, False
        return len(self.opened)

    def close(self) -> None:
        """An element around ends; what was opened in it is closed when text follows."""
        begun = self.begun.pop() if self.begun else 0
        if len(self.opened) > begun and self.filled:
            self.ended = begun if self.ended is None else min(begun, self.ended)

    def closing(self) -> Iterator[Block]:
        """The heading without words that closes what has ended, before text."""
        if self.ended is not None:
            del self.opened[self.ended :]
            yield Block(text="", kind="heading", depth=self.ended + 1)
        self.ended, self.filled = None, True


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    tree = _Tree()
    queue = list(pieces)
    place = 0
    while place < len(queue):
        piece = queue[place]
        if piece.mark == "open":
            tree.begun.append(len(tree.opened))
        elif piece.mark:
            tree.close()
        elif keywords := _keywords(queue, place):
            yield from _keyword_blocks(queue[place:keywords])
            tree = _Tree(begun=[0] * len(tree.begun), abstract=piece.abstract)
            place = keywords
            continue
        else:
            yield from _abstract_edge(piece, tree)
            yield from _block(piece, tree)
        place += 1


def _abstract_edge(piece: Piece, tree: _Tree) -> Iterator[Block]:
    """What opens or closes an abstract, where its own heading does not."""
    if piece.abstract == tree.abstract:
        return
    if tree.abstract or tree.opened:
        yield Block(text="", kind="heading", depth=1)
    tree.opened, tree.ended, tree.abstract = [], None, piece.abstract
    tree.begun = [0] * len(tree.begun)
    if piece.abstract and not (piece.level and (_heads_abstract(piece.text) or is_summary(piece.text))):
        yield Block(text="", kind="heading", depth=tree.heading(0), label="abstract")


def _block(piece: Piece, tree: _Tree) -> Iterator[Block]:
    if not piece.level:
        yield from tree.closing()
        yield Block(text=piece.text, kind=piece.kind, row_head=piece.row_head, column_head=piece.column_head)
        return
    heads = bool(piece.abstract) and (_heads_abstract(piece.text) or (not tree.opened and is_summary(piece.text)))
    depth = tree.heading(0 if heads else piece.level)
    text = piece.text.replace(CITATION, "").rstrip(" :")
    yield Block(text=text, kind="heading", depth=depth, label="abstract" if heads else None, hint=piece.hint)


def _keywords(pieces: Sequence[Piece], place: int) -> int:
    """Where the keywords that begin at a place end; 0 where none begin."""
    piece = pieces[place]
    headed = piece.level > 0 and KEYWORDS.fullmatch(piece.text) is not None
    end = place + 1
    if headed or piece.is_keyword:
        kind = pieces[end].kind if end < len(pieces) else "text"
        while end < len(pieces) and (pieces[end].is_keyword or (headed and pieces[end].kind == kind == "list_item")):
            end += 1
        return end if end > place + 1 or piece.is_keyword else _headed_line(pieces, end)
    is_line = not piece.level and piece.kind == "text" and KEYWORDS.match(piece.text)
    return end if is_line else 0


def _headed_line(pieces: Sequence[Piece], place: int) -> int:
    """The end of a line of keywords under their heading; 0 where no such line follows."""
    follows = place < len(pieces) and not pieces[place].level and not pieces[place].mark
    return place + 1 if follows else 0


def _keyword_blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    texts = [KEYWORDS.sub("", piece.text, count=1).strip(" ;,|·") for piece in pieces if not piece.mark]
    if words := "; ".join(filter(None, texts)):
        yield Block(text="Keywords", kind="heading", depth=1, label="keywords")
        yield Block(text=words)
        yield Block(text="", kind="heading", depth=1)


def _without_empty(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, less headings that nothing follows before the next one as high, or the end."""
    kept: list[Block] = []
    reach = 0  # depth of the deepest heading that the text after it still stands under
    for block in reversed(blocks):
        if block.kind != "heading":
            reach = len(blocks)
        elif not block.text and not block.label:
            reach = min(reach, block.depth - 1)
        elif reach < block.depth:
            continue
        else:
            reach = block.depth - 1
        kept.append(block)
    return reversed(kept)
