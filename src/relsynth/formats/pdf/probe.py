"""Questions to pdfium about one page: where its lines stand, and in which type.

Every question costs as much as twenty characters of text. They are asked for the first
and the last character of a line, for more where these differ, and for numbers that may be
superscripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from relsynth.formats.pdf.lines import Line

RAISED = 0.15
"""Of the size of a line, by which a superscript stands above it."""

SMALLER = 0.85
"""Of the size of a line: superscripts are set smaller than that."""

EVEN = 0.2
"""Points by which the baseline of a line's ends may differ."""

ROWS = 8
"""Lines across a page that are looked at for a gutter; fewer tell nothing."""

GUTTER = 0.9
"""Of the size of its type: how wide the white between two columns is at least."""

TURNED = 3
"""Characters of a line whose direction can be told."""

_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SUPERSCRIPT = re.compile(
    r"\d(?:(?<=[^\W\d_]{2}\d)|(?<=[^\W\d_][.,;:]\d)|(?<=[)\]”’\"%?!]\d)|(?<=[)\]”’\"%?!][.,;:]\d))"
    r"\d{0,2}(?:\s?[,–—-]\s?\d{1,3}){0,20}(?![\d.]*\d)"
)
"""Numbers that may stand raised: after a word or the sign that follows it, never within a number."""

_MARK = re.compile(
    rf"{_SUPERSCRIPT.pattern}|(?<=[^\W\d_]{{2}}\s)\d(?:,\s?\d)*(?!\w)|(?<=[^\W\d_]{{2}})[a-h](?:,\s?[a-h])*(?=\s*(?:[,;*∗†]|$|and\b))"
)
"""On the first page letters are raised too, after the names of authors, and numbers after a space."""

_SUBSET = re.compile(r"^(?:[A-Z]{6}\+|[A-Za-z]{2,24}?(?=Adv[A-Z]{1,2}[0-9a-f]))")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|\.B\b|-B$|,B$|-Md$|medium$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|\.I\b|\.BI\b|-It$|-I$", re.IGNORECASE)
_BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font of the file: its name without the mark of its subset."""

    name: str
    is_bold: bool
    is_italic: bool


class Probe:
    """Asks for places and types of characters of one page, into buffers that are used again."""

    def __init__(self, text_page: Any, number: int, fonts: dict[bytes, Font], pdfium: Any) -> None:
        self._page = text_page
        self._number = number
        self._fonts = fonts
        self._pdfium = pdfium
        self._starts: list[int] = []
        self._x, self._y, self._flags = c_double(), c_double(), c_int()
        self._name = create_string_buffer(128)
        self._matrix = pdfium.FS_MATRIX()
        self._box = pdfium.FS_RECTF()

    def lines(self, text: str, count: int) -> Iterator[tuple[Line, int]]:
        """The lines of a page as they are drawn, and how each is turned."""
        astral = _ASTRAL.search(text) is not None
        shift = 0  # UTF-16 units beyond the characters so far
        is_same = (len(text.encode("utf-16-le", "surrogatepass")) // 2 if astral else len(text)) == count
        for found in _LINE.finditer(text):
            words = found.group()
            stripped = words.strip()
            if stripped:
                start = found.start() + len(words) - len(words.lstrip()) + shift
                start = start if is_same else self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, start)
                self._starts.append(max(0, start))
                yield self._line(stripped, max(0, start), wide=_wide(stripped) if astral else 0)
            shift += _wide(words) if astral else 0

    def _line(self, text: str, start: int, *, wide: int) -> tuple[Line, int]:
        """One line, and how it is turned; ``wide`` of its characters take two places.

        Where both ends stand on one baseline in one font, so does what is between.
        """
        words = text.rstrip("\ufffe\x02") or text
        last = start + len(words) - 1 + wide
        left, base = self._origin(start)
        right, end = self._origin(last)
        self._pdfium.FPDFText_GetLooseCharBox(self._page, last, self._box)
        opening, closing = self._font(start), self._font(last)
        size = self._size(start)
        main, lead = opening, 0
        if not (opening is closing and abs(end - base) < EVEN):
            middle = start if wide else start + _inner(words)
            main = opening if opening is self._font(middle) else closing
            lead = self._lead(opening, start, last) if opening is not closing else 0
            inner, stands = self._size(middle), self._origin(middle)[1]
            if not (inner < size and stands > base + RAISED * size):
                size, base = inner, stands
        size = size or 1.0
        marked = opening if lead else main
        line = Line(
            text=text.replace("\x02", "\ufffe"),
            page=self._number,
            left=left,
            right=max(self._box.right, right),
            base=base,
            size=size,
            font=main.name,
            is_bold=marked.is_bold,
            is_italic=marked.is_italic,
            is_plain=opening is closing,
            lead=lead,
            raised=() if wide else self._raised(words, start, size),
        )
        up = end - base
        return line, 0 if abs(up) <= 2 * abs(right - left) or len(words) < TURNED else (1 if up > 0 else -1)

    def parted(self, lines: list[tuple[Line, int]], width: float) -> list[tuple[Line, int]]:
        """The lines, those that run across a gutter parted there: some files draw both columns row by row.

        A few lines tell whether there is one; pdfium takes a row of both columns for one line.
        """
        across = [at for at, (line, _) in enumerate(lines) if line.left < 0.4 * width and line.right > 0.6 * width]
        if len(across) < ROWS or len(across) * 2 < len(lines):
            return lines
        probed = across[:: max(1, len(across) // ROWS)]
        gaps = [gap for at in probed if (gap := self._gap(lines[at][0], self._starts[at], width / 2))]
        if len(gaps) * 4 < len(probed) * 3:
            return lines
        low, high = max(gap[1] for gap in gaps), min(gap[2] for gap in gaps)
        return lines if low > high else list(self._rows(lines, (low + high) / 2))

    def _rows(self, lines: list[tuple[Line, int]], middle: float) -> Iterator[tuple[Line, int]]:
        """Left parts of the rows that follow on each other, then their right parts."""
        waiting: list[tuple[Line, int]] = []
        for at, (line, turn) in enumerate(lines):
            gap = self._gap(line, self._starts[at], middle) if line.left < middle < line.right else None
            if gap is None:
                if line.left < middle < line.right:
                    yield from waiting
                    waiting = []
                    yield line, turn
                elif line.left < middle:
                    yield line, turn
                else:
                    waiting.append((line, turn))
                continue
            place, left_end, right_start = gap
            yield replace(line, text=line.text[:place].rstrip(), right=left_end, raised=(), is_plain=True, lead=0), turn
            right = replace(line, text=line.text[place:].strip(), left=right_start, raised=(), is_plain=True, lead=0)
            waiting.append((right, turn))
        yield from waiting

    def _gap(self, line: Line, start: int, middle: float) -> tuple[int, float, float] | None:
        """The white in a line around a place of the page: before which character, from where to where."""
        if _ASTRAL.search(line.text):
            return None
        spaces = [found.start() for found in re.finditer(" ", line.text)]
        low, high = 0, len(spaces)
        while low < high:
            at = (low + high) // 2
            if self._origin(start + spaces[at] + 1)[0] < middle:
                low = at + 1
            else:
                high = at
        if low == len(spaces):
            return None
        space = spaces[low]
        right = self._origin(start + space + 1)[0]
        self._pdfium.FPDFText_GetLooseCharBox(self._page, start + space - 1, self._box)
        left = float(self._box.right)
        wide = right - left > GUTTER * line.size and left < middle
        return (space + 1, left, right) if wide else None

    def _origin(self, index: int) -> tuple[float, float]:
        self._pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return self._x.value, self._y.value

    def _size(self, index: int) -> float:
        """Size as printed: that of the font, by the scale of the text."""
        self._pdfium.FPDFText_GetMatrix(self._page, index, self._matrix)
        scale = hypot(self._matrix.c, self._matrix.d)
        return round(float(self._pdfium.FPDFText_GetFontSize(self._page, index)) * scale, 1)

    def _font(self, index: int) -> Font:
        self._pdfium.FPDFText_GetFontInfo(self._page, index, self._name, 128, self._flags)
        raw = self._name.value
        if raw not in self._fonts:
            weight = self._pdfium.FPDFText_GetFontWeight(self._page, index)
            name = _SUBSET.sub("", raw.decode("utf-8", "replace"))
            self._fonts[raw] = Font(
                name=name,
                is_bold=bool(_BOLD.search(name)) or weight >= _BOLD_WEIGHT,
                is_italic=bool(_ITALIC.search(name)),
            )
        return self._fonts[raw]

    def _lead(self, opening: Font, start: int, last: int) -> int:
        """How many characters from the start are in the font of the first one."""
        low, high = start, last
        while low < high:
            middle = (low + high + 1) // 2
            if self._font(middle) is opening:
                low = middle
            else:
                high = middle - 1
        return low - start + 1

    def _raised(self, words: str, start: int, size: float) -> tuple[tuple[int, int], ...]:
        pattern = _SUPERSCRIPT if self._number > 1 else _MARK
        spans = [found.span() for found in pattern.finditer(words)]
        return tuple([span for span in spans if self._size(start + span[1] - 1) < SMALLER * size])


def _inner(words: str) -> int:
    """The place of a character past the middle that is no space: pdfium makes spaces up, in no type."""
    middle = len(words) // 2
    return middle if words[middle] != " " else middle - 1


def _wide(words: str) -> int:
    """How many characters take two units in UTF-16."""
    return 0 if words.isascii() else sum(sign > "\uffff" for sign in words)
