"""Plain text: a paper pasted or exported without markup.

Blank lines part paragraphs; where there are none, each line is one, unless lines
are wrapped. What pages leave in a text is taken out first (``plain_pages``). A
heading is a short line on its own that is numbered, in capitals, or a heading by
its words; by its words also at the head of a paragraph. A head of ``Key: value``
lines gives title, authors, year, journal and DOI; without it the first line is the
title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relsynth.documents import Block, Document, plain_line
from relsynth.formats.citing import cleaned, typed
from relsynth.formats.plain_pages import are_wrapped, unpaged, unwrapped
from relsynth.formats.reading import (
    Citation,
    citation_from,
    decode,
    document,
    with_label_lines,
    without_references,
)
from relsynth.headings import is_summary, read_heading

name = "plain"
READER = "plain/2"

LONGEST_HEADING = 12  # words
LONGEST_TITLE = 40  # words
LONG_RUN = 12  # lines, from which a run of lines may hold several paragraphs
SHORTEST_WORD = 4  # letters: less in capitals is an abbreviation

_KEYED = re.compile(r"(?P<key>title|authors?|year|date|journal|doi)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<words>[^\W\d_].*)")
_ITEM = re.compile(r"\s*(?:[-*•–·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?P<words>\S.*)")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_SUFFIXES = ("", ".txt", ".text")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which zero bytes are no sign of a binary


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the bytes are printable text, under a suffix that promises nothing else."""
    if suffix not in _SUFFIXES or head.lstrip()[:1] == b"<":
        return False
    return head.startswith(_TEXT_MARKS) or (bool(head.strip()) and _CONTROL.search(head) is None)


def read_document(source: bytes, *, name: str) -> Document:
    """Read a paper.

    Raises:
        InputError: the bytes are no text, or nothing stands in it.
    """
    chunks = _chunks(decode(source))
    citation, rest = _headed(chunks)
    blocks = with_label_lines(list(without_references(_blocks(rest))))
    return document(blocks, citation, source=source, name=name, format="plain", reader=READER)


def _chunks(text: str) -> list[str]:
    """Runs of lines between blank lines; in long runs, or a text that is one, the lines or the paragraphs they wrap."""
    stripped = unpaged(text).strip("\n\f \t")
    chunks = _BREAK.split(stripped)
    parts = [part for chunk in chunks for part in _parted(chunk, is_all=len(chunks) == 1)]
    return [part for chunk in parts if chunk.strip() for part in _under_heading(chunk)]


def _parted(chunk: str, *, is_all: bool) -> list[str]:
    lines = chunk.split("\n")
    if (is_all or len(lines) >= LONG_RUN) and are_wrapped(lines):
        return unwrapped(lines, _is_known)
    return lines if is_all else [chunk]


def _is_known(line: str) -> bool:
    """Whether a line is a heading by its words, or numbered as one."""
    words = line.strip()
    numbered = _NUMBERED.fullmatch(words)
    is_numbered = numbered is not None and _is_titled(numbered["words"]) and "." in words[:3] and "," not in words
    return (
        bool(words)
        and _is_line(words)
        and (is_numbered or (words[0].isupper() and read_heading(words).force != "loose"))
    )


def _is_titled(words: str) -> bool:
    """Whether the words after a number are a title: a capital, and no sentence that ends before they do."""
    return words[0].isupper() and ". " not in words


def _under_heading(chunk: str) -> tuple[str, ...]:
    """A chunk parted after its first line, where that is a heading by its words and text follows."""
    first, _, rest = chunk.strip("\n").partition("\n")
    is_heading = bool(first.strip()) and _is_known(first) and not _ITEM.match(rest)
    return (first, rest) if rest.strip() and is_heading and rest.lstrip()[0].isupper() else (chunk,)


def _headed(chunks: Sequence[str]) -> tuple[Citation, Sequence[str]]:
    """What the text says of itself at its head, and the rest."""
    keyed = 0
    fields: dict[str, str] = {}
    for chunk in chunks:
        pairs = [_KEYED.fullmatch(line.strip()) for line in chunk.split("\n")]
        if not all(pairs):
            break
        fields |= {pair["key"].lower(): pair["value"] for pair in pairs if pair}
        keyed += 1
    citation, rest = citation_from(fields), chunks[keyed:]
    if citation.title is None and rest and _is_title(rest[0]):
        title = plain_line(rest[0].lstrip("# "))
        return citation_from({**fields, "title": title}), rest[1:]
    return citation, rest


def _is_title(chunk: str) -> bool:
    """Whether the first chunk is short, no sentence, and no heading of a section."""
    return (
        len(chunk.split()) <= LONGEST_TITLE and read_heading(chunk).label is None and not chunk.rstrip().endswith(".")
    )


def _blocks(chunks: Sequence[str]) -> Iterator[Block]:
    opened: str | None = None  # the first heading known by its words: what looks less is below it
    for place, chunk in enumerate(chunks):
        after = chunks[place + 1] if place + 1 < len(chunks) else ""
        depth = _heading_depth(chunk, after)
        if not depth and opened is not None and _stands_alone(chunk, after):
            depth = 2 if opened.isupper() else 1
        if depth:
            opened = opened or chunk
            yield Block(text=plain_line(chunk), kind="heading", depth=depth)
        else:
            yield from _paragraphs(chunk)


def _heading_depth(chunk: str, after: str) -> int:
    """The depth of a chunk that its words, number or capitals make a heading, 0 of others.

    Numbered lines that follow each other are a list, unless their words are headings.
    """
    line = chunk.strip()
    if not _is_line(line):
        return 0
    numbered = _NUMBERED.fullmatch(line)
    known = read_heading(line).label is not None or is_summary(line)
    if numbered:
        depth = numbered["number"].count(".") + 1
        sibling = _NUMBERED.fullmatch(after.strip())
        is_list = sibling is not None and sibling["number"].count(".") + 1 == depth
        return depth if known or (_is_titled(numbered["words"]) and not is_list) else 0
    letters = sum(map(str.isalpha, line))
    return 1 if known or (letters >= SHORTEST_WORD and line.isupper() and bool(after)) else 0


def _stands_alone(chunk: str, after: str) -> bool:
    """Whether a line without an end stands before text, as only a heading does."""
    line = chunk.strip()
    is_text = len(after.split()) > LONGEST_HEADING and not _ITEM.match(line)
    return is_text and _is_line(line) and line[0].isupper() and not line.endswith(":")


def _is_line(line: str) -> bool:
    return "\n" not in line and len(line.split()) <= LONGEST_HEADING and not line.endswith((".", ",", ";", "?", "!"))


def _paragraphs(chunk: str) -> Iterator[Block]:
    """The chunk as one paragraph, or as list items where every line begins with a bullet or number."""
    lines = chunk.strip().split("\n")
    if not _ITEM.fullmatch(lines[0]):
        yield Block(text=_said(" ".join(lines)))
        return
    item = ""
    for line in lines:
        begins = _ITEM.fullmatch(line)
        if begins:
            yield Block(text=_said(item), kind="list_item")
        item = begins["words"] if begins else f"{item} {line}"
    yield Block(text=_said(item), kind="list_item")


def _said(words: str) -> str:
    """Words with the sign of a citation for each number in square brackets."""
    return cleaned(typed(words))
