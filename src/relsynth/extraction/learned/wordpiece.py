"""Words cut into the pieces that the encoder knows.

The uncased scheme of BERT: clean, lower, strip accents, part at spaces and punctuation, then
take the longest known piece, again and again.

Source: Wu et al. (2016), arXiv 1609.08144; Devlin et al. (2019), doi 10.18653/v1/N19-1423.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

CLS, SEP, UNKNOWN, PAD = "[CLS]", "[SEP]", "[UNK]", "[PAD]"
LONGEST_WORD = 100  # characters; a longer word is unknown, as in BERT's own tokenizer
_REMEMBERED = 200_000  # words whose pieces are kept, so that memory has an end

_PIECE = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")


class WordPiece:
    """A vocabulary of pieces, numbered by their place in it."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._number = {piece: n for n, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.pad = (self._number[special] for special in (CLS, SEP, PAD))
        self._unknown = self._number[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def ids(self, text: str) -> list[int]:
        """Numbers of the pieces of a text, without special ones."""
        found: list[int] = []
        for word in _words(text):
            pieces = self._known.get(word)
            if pieces is None:
                pieces = tuple(self._pieces(word))
                if len(self._known) < _REMEMBERED:
                    self._known[word] = pieces
            found.extend(pieces)
        return found

    def _pieces(self, word: str) -> Iterator[int]:
        if len(word) > LONGEST_WORD:
            return iter((self._unknown,))
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                if piece in self._number:
                    break
                end -= 1
            if end == start:
                return iter((self._unknown,))
            found.append(self._number[piece])
            start = end
        return iter(found)


def _words(text: str) -> Iterator[str]:
    """Words and marks of a text, lower, without accents; a letter of a script without spaces stands alone."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(_plain(char) for char in unicodedata.normalize("NFD", plain))
    return iter(_PIECE.findall(plain))


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Mn" or (category.startswith("C") and char not in "\t\n\r"):
        return ""
    return f" {char} " if category.startswith("P") or "\u4e00" <= char <= "\u9fff" else char
