"""Tagged exports, line by line: what RIS, MEDLINE, Web of Science, EndNote and RefWorks have in common.

A tagged line begins with a tag and holds a value; a line without tag goes on with the value
above it, or stands between two records. ``segments`` cuts a source into stretches of lines that
leave none out: a stretch with pairs of tag and value may be a record, one without is an aside.

Nine lines in ten are ordinary: they are told by their first characters, a whole block at once,
and only the others are looked at one by one. A source is decoded block by block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, cast
from urllib.parse import quote, unquote

from relsynth.formats.decoding import decode, sound
from relsynth.records import Origin, Unread, UnreadKind

BLOCK = 1 << 15  # bytes decoded at a time
FOLD = "\x1f"
"""Stands in a value where its line broke; decoding leaves no such sign in a text."""

Pair = tuple[str, str]

_KEPT = re.compile(r"relsynth:([^:\s]+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How one format writes tagged lines.

    ``tags`` has the ordinary beginnings of lines, all of one length ("AU  - "), and their tags;
    ``tagged`` returns tag and value of any other line, or None. A tag in ``begins`` begins a
    record where the one before has it already; one in ``ends`` ends it. Lines that begin with
    ``indent`` go on with the line above. A line that matches ``between`` is never part of a record.
    """

    tags: Mapping[str, str]
    tagged: Callable[[str], Pair | None]
    begins: frozenset[str]
    ends: frozenset[str] = frozenset()
    blank_ends: bool = False
    indent: str = ""
    between: re.Pattern[str] | None = None
    width: int = field(init=False)
    within: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        widths = {len(beginning) for beginning in self.tags}
        if len(widths) != 1:
            raise ValueError("the beginnings of tagged lines must have one length")
        marks = self.begins | self.ends
        object.__setattr__(self, "width", widths.pop())
        object.__setattr__(self, "within", {line: tag for line, tag in self.tags.items() if tag not in marks})


class Segment(NamedTuple):
    """A stretch of lines: a record's, or an aside's where ``pairs`` is empty.

    ``first`` is its first line's number, from 1, and ``last`` its last's. In ``lines`` ``FOLD``
    stands for a line feed and ``indent``, in values for any end of a line. ``ended`` is whether
    a tag ended it.
    """

    first: int
    last: int
    lines: list[str]
    pairs: list[Pair]
    indent: str = ""
    ended: bool = False

    @property
    def text(self) -> str:
        """The lines as they stood."""
        return "\n".join(self.lines).replace(FOLD, "\n" + self.indent)

    @property
    def origin(self) -> Origin:
        """Where it stood."""
        return Origin(self.first, self.last)


def segments(source: bytes, syntax: Syntax) -> Iterator[Segment]:
    """Cut a source into stretches: every line that is not blank is in exactly one of them."""
    indent, width, ordinary = syntax.indent, syntax.width, syntax.within.get
    held: list[str] = []  # lines of the stretch that is open, from blocks before
    pairs: list[Pair] = []
    more: list[str] = []  # lines that go on with the last pair's
    first = 1
    for text in blocks(source):
        lines = (text.replace("\n" + indent, FOLD) if indent else text).split("\n")
        tags = [ordinary(line[:width]) for line in lines]
        tags.append(None)
        start = at = 0
        while at < len(lines):
            if pairs and (odd := tags.index(None, at)) > at:
                _fold(pairs, more)
                pairs += zip(cast("list[str]", tags[at:odd]), [line[width:] for line in lines[at:odd]], strict=True)
                at = odd
                continue
            found, cuts = _odd(lines[at], pairs, syntax)
            if cuts:
                held += lines[start:at]
                closed, first = _segment(first, held, _fold(pairs, more), indent)
                yield from closed
                held, pairs, start = [], [], at
            at += 1
            if found is not None:
                _fold(pairs, more).append(found)
            elif pairs:
                more.append(lines[at - 1])
            if found is not None and found[0] in syntax.ends:
                held += lines[start:at]
                closed, first = _segment(first, held, pairs, indent, ended=True)
                yield from closed
                held, pairs, start = [], [], at
        held += lines[start:]
    yield from _segment(first, held, _fold(pairs, more), indent)[0]


def blocks(source: bytes) -> Iterator[str]:
    """Decode a source in blocks that end with a line, less its line feed; together they are the whole.

    From the first block on that is not UTF-8 all is decoded at once, for an encoding shows
    itself only in much text.
    """
    if b"\x00" in source[:4096] or source.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield decode(source)
        return
    start = 0
    while start < len(source):
        end = source.find(b"\n", start + BLOCK) + 1 or len(source)
        block = source[start:end]
        text = sound(block)
        if text is None and not _is_utf8(block):
            yield decode(source[start:])
            return
        text = decode(block) if text is None else text
        yield text.removesuffix("\n") if end < len(source) else text
        start = end


def unread(segment: Segment, reason: str, *, kind: UnreadKind = "record") -> Unread:
    """Return a stretch as one that gave no record."""
    return Unread(origin=segment.origin, text=segment.text, reason=reason, kind=kind)


def joined(*pieces: Segment) -> Segment:
    """Return stretches as one, with the blank lines that stood between them."""
    if len(pieces) == 1:
        return pieces[0]
    lines, pairs = list(pieces[0].lines), list(pieces[0].pairs)
    for before, after in pairwise(pieces):
        lines += [""] * (after.first - before.last - 1)
        lines += after.lines
        pairs += after.pairs
    return Segment(pieces[0].first, pieces[-1].last, lines, pairs, pieces[-1].indent, pieces[-1].ended)


def plain(value: str) -> str:
    """Return a value on one line.

    >>> plain("A title " + FOLD + " in two lines ")
    'A title in two lines'
    """
    return " ".join(parts(value)) if FOLD in value else value.strip()


def parts(value: str) -> list[str]:
    """Return the lines of a value, less the blank ones."""
    return list(filter(None, map(str.strip, value.split(FOLD))))


def kept(tag: str, value: str) -> str:
    """Return a note that keeps a value under a tag that a format does not have, or means otherwise by.

    >>> kept("Author Keywords", "sleep")
    'relsynth:Author%20Keywords: sleep'
    """
    return f"relsynth:{quote(tag, safe='')}: {value}"


def unkept(note: str) -> Pair | None:
    """Return tag and value of a note that ``kept`` made, or None."""
    found = _KEPT.fullmatch(note)
    return (unquote(found[1]), found[2]) if found else None


_NOTHING: Mapping[str, str] = {}


def _odd(line: str, pairs: list[Pair], syntax: Syntax) -> tuple[Pair | None, bool]:
    """Tag and value of a line that is not within a record's, and whether what stood before it ends there."""
    tag = syntax.tags.get(line[: syntax.width])
    if tag is not None:
        found: Pair | None = (tag, line[syntax.width :])
    elif not line or line.isspace():
        return None, syntax.blank_ends and bool(pairs)
    elif syntax.between is not None and syntax.between.match(line):
        return None, bool(pairs)
    else:
        found = syntax.tagged(line)
    if found is None or not pairs:
        return found, found is not None
    return found, found[0] in syntax.begins and any(tag == found[0] for tag, _ in pairs)


def _fold(pairs: list[Pair], more: list[str]) -> list[Pair]:
    """The pairs, with the lines that go on added to the last one's value."""
    if more:
        tag, value = pairs[-1]
        pairs[-1] = (tag, FOLD.join((value, *more)))
        more.clear()
    return pairs


def _height(lines: list[str], indent: str) -> int:
    """How many lines of the source they are."""
    return len(lines) + ("".join(lines).count(FOLD) if indent and lines else 0)


def _segment(
    first: int, lines: list[str], pairs: list[Pair], indent: str, *, ended: bool = False
) -> tuple[tuple[Segment, ...], int]:
    """The stretch that lines are, less blank ones at its ends, if anything remains; and what line comes next."""
    above, below = 0, len(lines)
    while above < below and not lines[above].strip():
        above += 1
    while above < below and not lines[below - 1].strip():
        below -= 1
    coming = first + _height(lines, indent)
    if above == below:
        return (), coming
    first, last = first + _height(lines[:above], indent), coming - _height(lines[below:], indent) - 1
    return (Segment(first, last, lines[above:below], pairs, indent, ended),), coming


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    return True
