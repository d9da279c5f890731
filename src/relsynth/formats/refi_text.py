"""The text of a source as it is kept here, and where each place of theirs stands in it.

A project of another program holds its texts as files: in UTF-8 or UTF-16, with the line ends of its machine, composed
or not. Here a text is NFC with line feeds, and its offsets are code points. So every text comes with a map: from their
code points (or UTF-16 units), with line ends counted as they count them, to ours. Where normal form C makes one sign
of several, a place inside of them is taken to their edge: a quote never loses a sign.

Sources: REFI-QDA 1.5, 8.4 (positions are code points from 0); Unicode Standard Annex 15 (normal form C).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relsynth.documents import CITATION
from relsynth.formats.decoding import encoding_of

LineEnds = Literal["as kept", "one", "two"]
"""How a line end of two signs is counted: as the file has it; as one sign; or as two, also where the file has one."""
Unit = Literal["code points", "UTF-16"]

MENDED = "\ufffd"
_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c", "\n"))  # pages of a PDF end with a form feed
_CONTROLS = {code: MENDED for code in (*range(0x09), *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF, ord(CITATION))}
_BEYOND = 0xFFFF  # code points above this are two units in UTF-16
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text as it came (``raw``, decoded) and as it is kept (``text``), tiled by stretches.

    The n-th stretch begins at ``theirs[n]`` in the raw text and at ``ours[n]`` in the kept one. A stretch as long in
    both is the same sign for sign; of any other the whole is one place.
    """

    raw: str
    text: str
    theirs: tuple[int, ...]
    ours: tuple[int, ...]

    def start(self, at: int) -> int:
        """Where a place of the raw text begins in the kept one."""
        begin, end, kept, kept_end = self._stretch(at)
        return kept + at - begin if end - begin == kept_end - kept else kept_end if at >= end else kept

    def end(self, at: int) -> int:
        """Where what ends before ``at`` in the raw text ends in the kept one."""
        if at <= 0:
            return 0
        begin, end, kept, kept_end = self._stretch(at - 1)
        return kept + at - begin if end - begin == kept_end - kept else kept_end

    def _stretch(self, at: int) -> tuple[int, int, int, int]:
        n = max(0, bisect_right(self.theirs, at) - 1)
        is_last = n + 1 == len(self.theirs)
        return (
            self.theirs[n],
            len(self.raw) if is_last else self.theirs[n + 1],
            self.ours[n],
            len(self.text) if is_last else self.ours[n + 1],
        )


def decoded(source: bytes) -> str:
    """The characters of a text file: by its byte-order mark, by its bytes, and at worst with signs replaced."""
    encoding = encoding_of(source)
    if encoding == "utf-8+cp1252":  # a few spoilt bytes in what is UTF-8 else
        encoding = "utf-8"
    text = source.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    return text.removeprefix("\ufeff")


def kept(raw: str) -> KeptText:
    """A text as it is kept: NFC and line feeds, signs that no text has replaced one for one."""
    text = raw.translate(_CONTROLS) if not raw.isprintable() else raw
    text = text.translate(_BREAKS)
    if "\r" not in text and unicodedata.is_normalized("NFC", text):
        return KeptText(raw=text, text=text, theirs=(0,), ours=(0,))
    theirs, ours, made = [0], [0], []
    at = kept_at = 0
    for stretch, own in _merged(_stretches(text)):
        if at:
            theirs.append(at)
            ours.append(kept_at)
        made.append(own)
        at, kept_at = at + len(stretch), kept_at + len(own)
    return KeptText(raw=text, text="".join(made), theirs=tuple(theirs), ours=tuple(ours))


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """From positions as a program counts them to code points of a raw text; the n-th stretch begins at ``counted``."""

    counted: tuple[int, ...]
    raws: tuple[int, ...]
    length: int

    def raw(self, position: int) -> int:
        """The place of the raw text that a position means; inside of a sign, what is behind it."""
        n = max(0, bisect_right(self.counted, position) - 1)
        at = self.raws[n] + max(0, position - self.counted[n])
        return min(at, self.raws[n + 1]) if n + 1 < len(self.raws) else at

    @property
    def end(self) -> int:
        """The position behind the last sign."""
        return self.counted[-1] + self.length - self.raws[-1]


def positions(raw: str, *, unit: Unit = "code points", line_ends: LineEnds = "as kept") -> Positions:
    """How the positions in a text are counted by one who counts in such units and line ends."""
    counted, raws = [0], [0]
    ahead = 0  # how far the count is ahead of the code points
    for at, width, counts in _uneven(raw, unit, line_ends):
        ahead += counts - width
        counted.append(at + width + ahead)
        raws.append(at + width)
    return Positions(counted=tuple(counted), raws=tuple(raws), length=len(raw))


def _uneven(raw: str, unit: Unit, line_ends: LineEnds) -> Iterator[tuple[int, int, int]]:
    """Signs that count otherwise than as their code points: place, code points, count."""
    wanted = {"one": 1, "two": 2}.get(line_ends)
    wide = unit == "UTF-16" and not raw.isascii()
    if wanted is None and not wide:
        return
    for found in re.finditer(r"\r\n|\r|\n|[\U00010000-\U0010ffff]", raw):
        at, width = found.start(), len(found.group())
        is_beyond = ord(found.group()[0]) > _BEYOND
        counts = 2 if is_beyond and wide else wanted if wanted is not None and not is_beyond else width
        if counts != width:
            yield at, width, counts


def _stretches(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches, each with what is kept of it, so that what is kept is the text in normal form C."""
    done = 0
    for found in _LINE_END.finditer(text):
        yield from _composed(text[done : found.start()])
        yield found.group(), "\n"
        done = found.end()
    yield from _composed(text[done:])


def _composed(line: str) -> Iterator[tuple[str, str]]:
    """A line cut where normal form C joins nothing; the whole line where the pieces do not make the line."""
    if unicodedata.is_normalized("NFC", line):
        yield line, line
        return
    pieces = [(piece, unicodedata.normalize("NFC", piece)) for piece in _pieces(line)]
    whole = unicodedata.normalize("NFC", line)
    if "".join(own for _, own in pieces) == whole:
        yield from pieces
    else:  # rare signs that change what stands before them
        yield line, whole


def _pieces(line: str) -> Iterator[str]:
    """Each sign with the signs that combine with it."""
    piece = ""
    for sign in line:
        if piece and (sign < "\u0300" or not _joins(piece, sign)):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _joins(piece: str, sign: str) -> bool:
    if unicodedata.combining(sign):
        return True
    composed = unicodedata.normalize("NFC", piece + sign)
    return composed != unicodedata.normalize("NFC", piece) + unicodedata.normalize("NFC", sign)


def _merged(stretches: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours that are the same in both as one stretch."""
    same = ""
    for stretch, own in stretches:
        if stretch == own:
            same += stretch
            continue
        if same:
            yield same, same
            same = ""
        yield stretch, own
    if same:
        yield same, same
