"""Offsets in a text, counted in code points, in UTF-16 units or in UTF-8 bytes: the one place that converts them.

Documents here, REFI-QDA, spaCy, BRAT and the Web Annotation Data Model count Unicode code points; browsers and what is
made in JavaScript or Java (Hypothesis, Label Studio, doccano, UIMA) count UTF-16 units; Taguette counts UTF-8 bytes. A
text is gone through once; then each offset costs a search among the places where the width of its characters
changes, of which an English paper has a few hundred.

Sources: The Unicode Standard 15, 3.9 (encoding forms, D91 and D92); RFC 3629. A lone surrogate, which no file in either
form can hold, counts as one unit, and as three bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["code_points", "utf16", "utf8"]
Inside = Literal["refuse", "start", "end"]
"""What becomes of an offset within a character: it is refused, or stands for the character's start or end."""

_RUNS: Mapping[Unit, re.Pattern[str]] = {
    "code_points": re.compile(r"[\s\S]+"),
    "utf16": re.compile("[\U00010000-\U0010ffff]+|[^\U00010000-\U0010ffff]+"),
    "utf8": re.compile("[\x00-\x7f]+|[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+"),
}
"""Runs of characters that are as wide as each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Offsets of one text in one unit, beside code points.

    The n-th run of characters of one width begins at ``points[n]`` and ``units[n]``, and each of its characters
    takes ``widths[n]`` units; the last entry is the text's end.
    """

    unit: Unit
    points: tuple[int, ...]
    units: tuple[int, ...]
    widths: tuple[int, ...]

    def from_points(self, offset: int) -> int:
        """An offset in code points, in this unit.

        Raises:
            ValueError: it lies outside of the text.
        """
        n = self._run(self.points, offset, "code points")
        return self.units[n] + (offset - self.points[n]) * self.widths[n]

    def to_points(self, offset: int, *, inside: Inside = "refuse") -> int:
        """An offset in this unit, in code points.

        Raises:
            ValueError: it lies outside of the text; or within a character, and such are refused.
        """
        n = self._run(self.units, offset, self.unit)
        whole, rest = divmod(offset - self.units[n], self.widths[n])
        if rest and inside == "refuse":
            raise ValueError(
                f"offset {offset} in {self.unit} is within a character, the one at {self.points[n] + whole}"
            )
        return self.points[n] + whole + (1 if rest and inside == "end" else 0)

    def _run(self, starts: tuple[int, ...], offset: int, unit: str) -> int:
        if not 0 <= offset <= starts[-1]:
            raise ValueError(f"offset {offset} is outside of a text of {starts[-1]} in {unit}")
        return bisect_right(starts, offset) - 1


def scale(text: str, unit: Unit) -> Scale:
    """Measure a text once, for any number of offsets in it.

    >>> scale("a😀b", "utf16").to_points(3)
    2
    """
    points, units, widths = [0], [0], []
    for run in _RUNS[unit].finditer(text):
        width = _width(run.group()[0], unit)
        widths.append(width)
        points.append(run.end())
        units.append(units[-1] + (run.end() - run.start()) * width)
    return Scale(unit=unit, points=tuple(points), units=tuple(units), widths=(*widths, 1))


def converted(
    text: str, offsets: Iterable[int], *, source: Unit, target: Unit, inside: Inside = "refuse"
) -> tuple[int, ...]:
    """Return offsets of a text, given in one unit, in another.

    >>> converted("naïve 😀", (3, 8), source="utf8", target="code_points", inside="start")
    (2, 7)

    Raises:
        ValueError: one lies outside of the text; or within a character, and such are refused.
    """
    given, wanted = scale(text, source), scale(text, target)
    return tuple(wanted.from_points(given.to_points(offset, inside=inside)) for offset in offsets)


def _width(sign: str, unit: Unit) -> int:
    if unit == "code_points":
        return 1
    if unit == "utf16":
        return 2 if sign > "\uffff" else 1
    return len(sign.encode("utf-8", "surrogatepass"))
