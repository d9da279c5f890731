"""DOCX: manuscripts and reports as word processors keep them.

Read from the archive's own XML, part by part and in bounds, so that tracked changes, fields, notes
and text boxes come out as a reader of the last version sees them, whatever program wrote them.

Source: ISO/IEC 29500 (Office Open XML), transitional and strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from relsynth.documents import Block, BlockKind, Document
from relsynth.errors import InputError
from relsynth.formats.archives import SIGNATURE
from relsynth.formats.docx_body import Item, is_caption, items_of
from relsynth.formats.docx_front import front_of, keywords_of
from relsynth.formats.docx_headings import depths_of
from relsynth.formats.docx_package import opened
from relsynth.formats.docx_text import Line
from relsynth.formats.reading import document, is_reference_heading, with_label_lines, without_references
from relsynth.headings import read_heading

name = "docx"
READER = "docx/1"
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")

LONGEST_LEAD = 8  # words of a heading that runs into its paragraph
SET_IN = 360  # twentieths of a point on both sides, which quotations are, and nothing else in papers

_OTHER_ARCHIVES = (b"application/epub+zip", b"application/vnd.oasis")
_BULLET = re.compile(r"\s*[•●▪‣◦∙·○■□➢➤✓–—-]\s+(?=\S)")
_OPENING_QUOTE = ("“", '"', "‘", "«", "„")
_LABELLED = {"abstract": "abstract", "keywords": "keywords"}


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file is an archive with the parts of a text, or one whose suffix says so."""
    if not head.startswith(SIGNATURE) or any(kind in head[:200] for kind in _OTHER_ARCHIVES):
        return False
    return suffix in SUFFIXES or b"word/" in head


def read_document(source: bytes, *, name: str) -> Document:
    """Read a paper: title, abstract, sections, without its list of references.

    Raises:
        InputError: damaged, locked, too large, no text of a word processor, or without words.
    """
    package = opened(source)
    items = items_of(package)
    front = front_of(items, depths_of(items), package.core)
    blocks = list(without_references(_closed(_blocks(front.items, front.depths))))
    blocks = list(with_label_lines(blocks))
    keywords = keywords_of(package.core)
    if keywords and not any(b.kind == "heading" and _label_of(b) == "keywords" for b in blocks):
        blocks = [Block(text="", kind="heading", depth=1, label="keywords"), Block(text=keywords), _END, *blocks]
    if not any(block.text.strip() for block in blocks if block.kind != "heading"):
        raise InputError("the document holds no text; if it holds pictures of pages, recognise their text first")
    return document(blocks, front.citation, source=source, name=name, format="docx", reader=READER)


_END = Block(text="", kind="heading", depth=1)


def _label_of(heading: Block) -> str | None:
    return heading.label or read_heading(heading.text).label


def _blocks(items: Sequence[Item], depths: Sequence[int]) -> Iterator[Block]:
    """Headings and paragraphs; the lines that a style calls abstract or keywords are under such a heading."""
    opened: str | None = None  # what the lines before said that they are, by their style
    depth = 0
    for item, own in zip(items, depths, strict=True):
        line = item.line
        role = _LABELLED.get(line.style.role or "") if line else None
        if line and own:
            depth, opened = own, read_heading(line.text).label
            yield Block(text=line.text, kind="heading", depth=own)
        elif role != opened and (role or opened in _LABELLED) and line and line.style.role is not None:
            yield Block(text="", kind="heading", depth=1, label=role)
            depth, opened = 1, role
        if line and not own:
            yield from _paragraph(line, depth)
        yield from (*item.blocks, *item.after)


def _paragraph(line: Line, depth: int) -> Iterator[Block]:
    """A line of text; a known heading that runs into it stands before it."""
    kind = _kind(line)
    lead = line.lead.strip()
    if kind == "text" and lead and line.text.strip().startswith(lead) and _runs_in(lead):
        yield Block(text=lead.rstrip(".:"), kind="heading", depth=depth + 1)
        yield Block(text=line.text.strip()[len(lead) :].lstrip(" .:"))
    else:
        yield Block(text=_BULLET.sub("", line.text, count=1) if kind == "list_item" else line.text, kind=kind)


def _runs_in(lead: str) -> bool:
    """Whether the bold beginning of a paragraph is a heading that is known, as in structured abstracts."""
    reading = read_heading(lead.rstrip(".:"))
    is_short = len(lead.split()) <= LONGEST_LEAD and lead.endswith((".", ":"))
    return is_short and reading.force == "firm" and reading.label not in (None, *_LABELLED)


def _kind(line: Line) -> BlockKind:
    if is_caption(line):
        return "caption"
    is_set_in = line.left >= SET_IN and (line.right >= SET_IN or line.text.lstrip().startswith(_OPENING_QUOTE))
    if line.style.role == "quote" or (is_set_in and not line.is_listed):
        return "quote"
    if line.style.role == "footnote":
        return "footnote"
    return "list_item" if line.is_listed or line.style.role == "list" or _BULLET.match(line.text) else "text"


def _closed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the list of references ended where tables and figures follow it, as in manuscripts."""
    is_in_references = False
    for block in blocks:
        if block.kind == "heading":
            is_in_references = is_reference_heading(block.text)
        elif is_in_references and block.kind in ("caption", "table"):
            is_in_references = False
            yield _END
        yield block
