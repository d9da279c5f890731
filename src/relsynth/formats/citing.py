"""Where a paper cites another work: the sign that stands there in a block's text.

A number ("[3]", "(4,5)", a raised 6) says nothing and gives way to the sign; an author and a year are
words of the sentence, and the sign stands behind them.
"""

from __future__ import annotations

import re

from relsynth.documents import CITATION

_WORD = re.compile(r"[^\W\d_]{2}")
_BRACKETS = re.compile(
    rf"""[\[(] (?=[^\]){CITATION}]{{0,400}}+{CITATION})
         (?: {CITATION} | [\s\d,;:.*†‡–—‐‑-]
           | \b(?:see|also|cf|eg|e\.g|i\.e|and|in|ref|refs|reviewed|reference|references)\b )*+
         [\])]""",
    re.VERBOSE,
)
_SERIES = re.compile(rf"{CITATION}(?:\s*+[,;–—-]?\s*+{CITATION})++")
_BEFORE_SIGN = re.compile(rf"[,;]\s*+(?={CITATION}\s*+[)\]])")
_AFTER_SIGN = re.compile(rf"([(\[]{CITATION})\s*+[,;]\s*+")
_STOP_TWICE = re.compile(rf"{CITATION}(?<=([.,;]){CITATION})\s*+\1")
_BESIDE = (f"({CITATION}", f"[{CITATION}", f"{CITATION})", f"{CITATION}]")
_HOLLOW = re.compile(r"\[[\s,;–—-]*+\]")
_HOLLOWED = re.compile(rf"\s?{_HOLLOW.pattern}")
_TYPED = re.compile(r"\s?\[\s?\d{1,3}[a-z]?(?:\s?[,;–—-]\s?\d{1,3}[a-z]?){0,40}\s?\]")
"""Numbers in square brackets, as they are typed where no markup says what they are."""


def signed(words: str) -> str:
    """What is left of a citation's words: the sign, after them where they name somebody.

    >>> signed("(Okafor, 2021)") == "(Okafor, 2021)" + CITATION and signed("[3, 4]") == CITATION
    True
    """
    return f"{words}{CITATION}" if _WORD.search(words.replace(CITATION, " ")) else CITATION


def cleaned(words: str) -> str:
    """Words with one sign for each run of citations, less the brackets and stops that were there for it alone.

    Words that hold a sign come back in one line; others as they are, less brackets that markup has emptied.
    """
    if CITATION in words:
        words = " ".join(words.split())
        if "[" in words or "(" in words:
            words = _BRACKETS.sub(CITATION, words)
            if any(beside in words for beside in _BESIDE):  # some print ([1])
                words = _AFTER_SIGN.sub(r"\1", _BEFORE_SIGN.sub("", _BRACKETS.sub(CITATION, words)))
        words = _STOP_TWICE.sub(CITATION, _SERIES.sub(CITATION, words.replace(f" {CITATION}", CITATION)))
    return _HOLLOWED.sub("", words) if "[" in words and _HOLLOW.search(words) else words


def typed(words: str) -> str:
    """Words with a sign for each number in square brackets that was typed as a citation."""
    return _TYPED.sub(CITATION, words) if "[" in words else words
