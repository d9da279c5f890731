"""Where a paper cites another work: the sign that stands there in a block's text.

A number ("[3]", "(4,5)", a raised 6) says nothing and gives way to the sign; an author and a year are
words of the sentence, and the sign stands behind them.
"""

from __future__ import annotations

import re

from relsynth.documents import CITATION

_WORD = re.compile(r"[^\W\d_]{2}")
_BRACKETS = re.compile(
    rf"""\s*+[\[(] (?=[^\])]{{0,400}}{CITATION})
         (?: {CITATION} | [\s\d,;:.*†‡–—‐‑-]
           | \b(?:see|also|cf|eg|e\.g|i\.e|and|in|ref|refs|reviewed|reference|references)\b )*+
         [\])]""",
    re.VERBOSE,
)
_SERIES = re.compile(rf"\s*+{CITATION}(?:\s*+[,;–—-]?\s*+{CITATION})*+")
_TYPED = re.compile(r"\s?\[\s?\d{1,3}[a-z]?(?:\s?[,;–—-]\s?\d{1,3}[a-z]?){0,40}\s?\]")
"""Numbers in square brackets, as they are typed where no markup says what they are."""


def signed(words: str) -> str:
    """What is left of a citation's words: the sign, after them where they name somebody.

    >>> signed("(Okafor, 2021)") == "(Okafor, 2021)" + CITATION and signed("[3, 4]") == CITATION
    True
    """
    return f"{words}{CITATION}" if _WORD.search(words.replace(CITATION, " ")) else CITATION


def cleaned(words: str) -> str:
    """Words in one line with one sign for each run of citations, less the brackets that hold nothing else."""
    if CITATION not in words:
        return words
    inner = _BRACKETS.sub(CITATION, " ".join(words.split()))
    return _SERIES.sub(CITATION, _BRACKETS.sub(CITATION, inner))  # some print ([1])


def typed(words: str) -> str:
    """Words with a sign for each number in square brackets that was typed as a citation."""
    return _TYPED.sub(CITATION, words) if "[" in words else words
