"""Numbers and names by which a paper cites, in its text: superscripts, brackets, names with a year.

The number is set aside for the sign of a citation, since it is no word of the sentence;
names and years stay, with the sign after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from relsynth.documents import CITATION
from relsynth.formats.pdf.lines import Line

_NUMBERS = r"\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,30}"
_RAISED = re.compile(rf"[\s,]*(?:{_NUMBERS}|[a-h](?:,\s?[a-h])*)[\s,]*")
_BRACKETED = re.compile(rf"\[\s?{_NUMBERS}\s?\]")
_IN_ROUND = re.compile(rf"(?<=[\w”’\"%)] )\({_NUMBERS}\)(?=[\s.,;:]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?(?=[);,])")
_NAMES = re.compile(r"[^\W\d_a-z][\w’'-]{1,40}(?: et al\.?| (?:and|&) [^\W\d_a-z][\w’'-]{1,40})?,? \(?$")
_REACH = 90  # characters before a year in which the names of two authors stand
_UNIT = re.compile(r"(?:^|[^\w])(?:[mck]?m|[μµ]m|mm|dm|ft|in|[mk]?g|m?L|s|h|min|R|r|χ|x|n|log|CO|Ca|Mg|Na|Fe|10)$")

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
        if not _RAISED.fullmatch(raised) or _UNIT.search(before[-8:]):
            continue
        sign = CITATION if before.strip() else ""
        text = before + sign + text[end + shift :]
        shift += len(sign) - (end - start)
    return replace(line, text=text, raised=()) if text != line.text else line


def cites_in_round_brackets(texts: Iterable[str]) -> bool:
    """Whether a paper cites as in "(3,4)": it has many such, and no square brackets."""
    known = list(texts)
    otherwise = sum(len(_BRACKETED.findall(text)) + text.count(CITATION) for text in known)
    if otherwise >= ENOUGH_ROUND:
        return False
    return sum(len(_IN_ROUND.findall(text)) for text in known) >= ENOUGH_ROUND


def cited(text: str, *, in_round: bool) -> str:
    """A text with the sign of a citation where it cites."""
    if "[" in text:
        text = _BRACKETED.sub(CITATION, text)
    if in_round and "(" in text:
        text = _IN_ROUND.sub(CITATION, text)
    return _YEAR.sub(_with_names, text) if "19" in text or "20" in text else text


def _with_names(year: re.Match[str]) -> str:
    """A year, with the sign after it where names of authors stand before it."""
    before = year.string[max(0, year.start() - _REACH) : year.start()]
    return f"{year.group()}{CITATION}" if _NAMES.search(before) else year.group()
