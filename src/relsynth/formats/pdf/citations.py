"""Numbers and names by which a paper cites, in its text: superscripts, brackets, names with a year.

The number is set aside for the sign of a citation, since it is no word of the sentence;
names and years stay, with the sign after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from relsynth.documents import CITATION
from relsynth.formats.citing import NUMBERS, SQUARE, is_power, named, numbered, typed
from relsynth.formats.pdf.lines import Line

_RAISED = re.compile(rf"[\s,]*(?:{NUMBERS}|[a-h](?:,\s?[a-h])*)[\s,]*")
_IN_ROUND = re.compile(rf"(?<=[\w”’\"%)] )\((?P<numbers>{NUMBERS})\)(?=[\s.,;:]|$)")

ENOUGH_ROUND = 8
"""Numbers in round brackets that make a paper one that cites so; fewer number the parts of a list."""


def with_superscripts_cited(line: Line) -> Line:
    """A line with its raised numbers made signs, but for the powers of units."""
    if not line.raised:
        return line
    text, shift = line.text, 0
    for start, end in sorted(line.raised):
        before = text[: start + shift]
        raised = text[start + shift : end + shift]
        if not _RAISED.fullmatch(raised) or is_power(before, raised):
            continue
        sign = CITATION if before.strip() else ""
        text = before + sign + text[end + shift :]
        shift += len(sign) - (end - start)
    return replace(line, text=text, raised=()) if text != line.text else line


def cites_in_round_brackets(texts: Iterable[str]) -> bool:
    """Whether a paper cites as in "(3,4)": it has many such, and no square brackets."""
    known = list(texts)
    otherwise = sum(len(SQUARE.findall(text)) + text.count(CITATION) for text in known)
    if otherwise >= ENOUGH_ROUND:
        return False
    return sum(len(_IN_ROUND.findall(text)) for text in known) >= ENOUGH_ROUND


def cited(text: str, *, in_round: bool) -> str:
    """A text with the sign of a citation where it cites."""
    text = typed(text)
    if in_round and "(" in text:
        text = numbered(text, _IN_ROUND)
    return named(text)
