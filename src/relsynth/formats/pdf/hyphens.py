"""Words that a line's end has parted, whole again.

A hyphen at a line's end is the printer's, or the word's own. What the paper itself
writes elsewhere decides; then a short list of prefixes that English hyphenates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from relsynth.formats.pdf.lines import LINE_END_HYPHEN, Line, without_ligatures

_SPACED = re.compile(r"(?:[^\W\d_] ){3,39}[^\W\d_][:.]?")
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")
_FIRST = re.compile(r"[^\W_]+")

HYPHENATED = frozenset(
    {
        "self",
        "non",
        "co",
        "ex",
        "cross",
        "well",
        "follow",
        "long",
        "short",
        "high",
        "low",
        "large",
        "small",
        "semi",
        "post",
        "pre",
        "multi",
        "inter",
        "evidence",
        "community",
        "health",
        "decision",
        "peer",
        "face",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "double",
        "single",
        "full",
        "half",
    }
)
"""First parts after which a hyphen is more often the word's own, if the paper does not say."""

_HYPHENS = (LINE_END_HYPHEN, "-", "\u00ad", "\u2010")
"""That of pdfium, the usual one, the soft one and the one of Unicode."""
FEWEST_LETTERS = 3
"""Of a part of a word that may be a word itself: shorter ones are syllables too."""

LONGEST_WORD = 50
"""Characters of a word, before its line ends."""

_OWN = HYPHENATED - {"semi", "post", "pre", "multi", "inter", "non", "co"}


class Words:
    """How often a paper writes each word within a line, hyphens and all."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts: Counter[str] = Counter()
        is_broken = False
        for line in lines:
            words = line.text.casefold().split()
            self._counts.update(words[is_broken:])  # what ends a broken word is none
            is_broken = line.text.endswith(_HYPHENS)

    def keeps_hyphen(self, first: str, last: str) -> bool:
        """Whether the hyphen between two parts of a word is the word's own."""
        first, last = first.casefold(), last.casefold()
        if not first.replace("-", "").isalpha() or not last.isalpha():
            return True
        apart, whole = self._count(f"{first}-{last}"), self._count(f"{first}{last}")
        if apart != whole:
            return apart > whole
        before, _, tail = first.rpartition("-")
        if before:
            return self.keeps_hyphen(tail, last)
        return first in _OWN or (whole == 0 and self._are_words(first, last))

    def _are_words(self, first: str, last: str) -> bool:
        """Whether both parts are words that the paper writes by themselves."""
        return min(len(first), len(last)) >= FEWEST_LETTERS and min(self._count(first), self._count(last)) > 0

    def _count(self, word: str) -> int:
        """How often a word stands bare or before a comma or a full stop; that much tells which form is usual."""
        return self._counts[word] + self._counts[f"{word},"] + self._counts[f"{word}."]


def text_of(lines: Sequence[Line], words: Words) -> str:
    """The text of some lines, one after the other, with the words at their ends made whole."""
    text = ""
    for line in lines:
        if text.endswith(_HYPHENS):
            text = _met(text, line.text, words)
        elif text.endswith(("–", "—", "/")) and not text.endswith((" –", " —", " /")):
            text += line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    if not text.isascii():
        text = without_ligatures(text.replace(LINE_END_HYPHEN, "-"))
    return closed_up(text)


def closed_up(text: str) -> str:
    """A heading set with a space after each letter, without them.

    >>> closed_up("A B S T R A C T")
    'ABSTRACT'
    """
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _met(text: str, following: str, words: Words) -> str:
    """A text that ends in a hyphen, and what follows it."""
    stem = text.rstrip("".join(_HYPHENS))
    first, last = _LAST.search(stem[-LONGEST_WORD:]), _FIRST.match(following)
    if first is None or last is None:
        return f"{stem}- {following}" if stem.endswith(" ") or not stem else f"{stem}-{following}"
    goes_on = following[0].islower() and not words.keeps_hyphen(first.group(), last.group())
    return f"{stem}{following}" if goes_on else f"{stem}-{following}"
