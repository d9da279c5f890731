"""How a program counts positions in its texts: what its rule is, and when the selections themselves say otherwise.

The rule is that of the format: code points, the end not included, line ends as the file has them. Some programs count
otherwise, and none says so. What tells is people's own habit: they select whole words. So a way of counting is tried
on every selection, and taken in place of the rule only where the selections in which the two differ agree almost to a
one that the other way gives whole words and the rule does not. A selection that is named by its own words, as some
programs name them, is judged by these.

Sources: REFI-QDA 1.5, 8.4 and Annex A (its examples have exclusive ends, its prose says "first and last character");
that some programs count a carriage return and line feed as one sign and others as two was seen in exports by readers of
the format. The thresholds are ours: 5 selections, 9 of 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from relsynth.formats.refi_text import LineEnds, Positions, Unit, positions

LEAST = 5  # selections that have to speak for another way
SHARE = 0.9  # of those that tell the two ways apart
SHORTEST = 6  # signs of a name, from which it is taken for a quote
TRIED = 4000  # selections looked at
OURS = "relsynth"

_CUT = re.compile(r"(?:\u2026|\.\.\.)\s*\Z")  # a long quote is cut in a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A way to count: in which unit, how line ends, and whether the end position is of the last sign or behind it."""

    unit: Unit = "code points"
    line_ends: LineEnds = "as kept"
    last: Literal["behind", "of the last sign"] = "behind"

    def __str__(self) -> str:
        ends = {"as kept": "as in the file", "one": "as one sign", "two": "as two signs"}[self.line_ends]
        return f"{self.unit}, line ends {ends}, end {self.last}"


RULE = Counting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A selection as it is told: two positions in a text, and its name."""

    text: str
    start: int
    end: int
    name: str | None = None


def rule_of(origin: str | None) -> Counting:
    """The way that a program is known to count. ATLAS.ti counts a line end as one sign, however its files end lines."""
    return replace(RULE, line_ends="one") if "atlas" in (origin or "").casefold() else RULE


def place(picked: Picked, counting: Counting) -> tuple[int, int]:
    """The code points ``[start, end)`` of the raw text that a selection means; not within the text for certain."""
    counted = _positions(picked.text, counting.unit, counting.line_ends)
    end = picked.end + (counting.last == "of the last sign")
    return counted.raw(picked.start), counted.raw(end)


def counting_of(selections: Sequence[Picked], origin: str | None) -> tuple[Counting, str | None]:
    """How the positions of a project are counted, and why, where it is not by the rule.

    Args:
        selections: all that the project has, in texts as they came.
        origin: the program, as the file tells it.
    """
    if (origin or "").startswith(OURS):
        return RULE, None
    held = rule_of(origin)
    reasons = []
    tried = [one for one in selections if 0 <= one.start < one.end][:TRIED]
    for other, what in _others(held):
        merged = _merged(held, other)
        for_it, against = _tell(tried, held, merged)
        if for_it >= LEAST and for_it >= SHARE * (for_it + against):
            reasons.append(f"{what}: {for_it} of {for_it + against} selections are whole words only so")
            held = merged
    return held, "; ".join(reasons) or None


def _others(rule: Counting) -> Iterator[tuple[Mapping[str, str], str]]:
    ends: tuple[LineEnds, ...] = ("as kept", "one", "two")
    told = {
        "one": "a line end counts as one sign",
        "two": "a line end counts as two signs",
        "as kept": "line ends count as in the file",
    }
    yield from (({"line_ends": way}, told[way]) for way in ends if way != rule.line_ends)
    yield {"unit": "UTF-16"}, "positions count UTF-16 units"
    yield {"last": "of the last sign"}, "the end position is that of the last sign"


def _merged(held: Counting, other: Mapping[str, str]) -> Counting:
    return replace(held, **other)  # type: ignore[arg-type] # each value is one of its field's, as listed above


def _tell(selections: Sequence[Picked], held: Counting, other: Counting) -> tuple[int, int]:
    """How many selections speak for the other way, and how many for the one held."""
    for_it = against = 0
    for picked in selections:
        theirs, own = place(picked, other), place(picked, held)
        if theirs == own:
            continue
        fits_other, fits_held = _fits(picked, theirs), _fits(picked, own)
        for_it += fits_other and not fits_held
        against += fits_held and not fits_other
    return for_it, against


def _fits(picked: Picked, where: tuple[int, int]) -> bool:
    """Whether a place is what its name quotes; without a quote, whether it is of whole words."""
    start, end = where
    text = picked.text
    if not 0 <= start < end <= len(text):
        return False
    said = _is_quoted(picked.name, text[start:end])
    if said is not None:
        return said
    is_whole = not _is_within_word(text, start) and not _is_within_word(text, end)
    return is_whole and not text[start].isspace() and not text[end - 1].isspace()


def _is_quoted(name: str | None, words: str) -> bool | None:
    """Whether a name quotes these words; None where it is no quote of anything near them."""
    if not name or len(name.strip()) < SHORTEST:
        return None
    quote = " ".join(_CUT.sub("", name).split())
    there = " ".join(words.split())
    is_cut = bool(_CUT.search(name))
    if there == quote or (is_cut and there.startswith(quote)):
        return words == words.strip()
    core = quote[2:-2]
    return False if core and (core in there or there[2:-2] in quote) else None


def _is_within_word(text: str, at: int) -> bool:
    beside = text[max(0, at - 1) : at + 1]
    return len(beside) > 1 and all(sign.isalnum() for sign in beside)


@lru_cache(maxsize=64)  # selections of one text come one after the other
def _positions(raw: str, unit: Unit, line_ends: LineEnds) -> Positions:
    return positions(raw, unit=unit, line_ends=line_ends)
