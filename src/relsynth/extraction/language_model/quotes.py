"""A quote found in the sentences it is said to be from, at its offsets, or not at all.

It must stand there word for word, once. Where it does not stand there sign for sign, white space, kinds of
dashes and quotation marks may differ, as ``anchoring`` folds them: the words found are then the document's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from relsynth.anchoring import Folded, fold
from relsynth.documents import Sentence
from relsynth.extraction.language_model.chunks import Chunk
from relsynth.extraction.language_model.prompt import MOST_SENTENCES

LEAST_LETTERS = 4  # of a quote: anybody finds "a" in a sentence, and it tells nothing

Why = Literal["not in the text", "in the text more than once", "too short to tell", "over too many sentences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Where in the document a quote stands, ``[cue_start, cue_end)``, and its sentences, ``[start, end)``."""

    start: int
    end: int
    cue_start: int
    cue_end: int


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """Sentences in a row of one paragraph; ``at`` is where they begin in the document."""

    at: int
    text: str

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    def exactly(self, quote: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(quote)
        while at >= 0:
            if self._is_whole(at, at + len(quote)):
                yield self.at + at, self.at + at + len(quote)
            at = self.text.find(quote, at + 1)

    def alike(self, quote: str) -> Iterator[tuple[int, int]]:
        at = self.folded.folded.find(quote)
        while at >= 0:
            start, end = self.folded.place(at, at + len(quote))
            if _sought(self.text[start:end]) == quote and self._is_whole(start, end):
                yield self.at + start, self.at + end
            at = self.folded.folded.find(quote, at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word is cut at either end: "trust" is not in "mistrust"."""
        text = self.text
        begins = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        ends = text[end - 1].isalnum() and text[end : end + 1].isalnum()
        return not (begins or ends)


class Quotes:
    """The sentences of a chunk, to find quotes in."""

    def __init__(self, chunk: Chunk) -> None:
        self._text = chunk.reading.document.text
        self._sentences = chunk.sentences
        self._stretches = tuple(self._stretched(chunk.sentences))

    def find(self, quote: str, named: Collection[int]) -> Quoted | Why:
        """Find a quote in the sentences named, by their numbers in the chunk, or else in all of the chunk."""
        words = quote.strip()
        if sum(sign.isalnum() for sign in words) < LEAST_LETTERS:
            return "too short to tell"
        chosen = [self._sentences[n - 1] for n in sorted(set(named)) if 0 < n <= len(self._sentences)]
        for stretches in (tuple(self._stretched(chosen)), self._stretches):
            found = _standing(words, stretches)
            if len(found) > 1:
                return "in the text more than once"
            if found:
                return self._around(*found[0])
        return "not in the text"

    def words(self, place: Quoted) -> str:
        """The document's own words of a quote that was found."""
        return self._text[place.cue_start : place.cue_end]

    def _stretched(self, sentences: Sequence[Sentence]) -> Iterator[_Stretch]:
        """Sentences in a row: they follow each other in the chunk, and stand in one paragraph."""
        places = {sentence.start: n for n, sentence in enumerate(self._sentences)}
        numbered = ((one, places[one.start] - n) for n, one in enumerate(sentences))
        for _, run in groupby(numbered, key=lambda pair: (pair[0].paragraph, pair[1])):
            row = [sentence for sentence, _ in run]
            yield _Stretch(at=row[0].start, text=self._text[row[0].start : row[-1].end])

    def _around(self, start: int, end: int) -> Quoted | Why:
        held = [one for one in self._sentences if one.start < end and start < one.end]
        if len(held) > MOST_SENTENCES:
            return "over too many sentences"
        return Quoted(start=held[0].start, end=held[-1].end, cue_start=start, cue_end=end)


def _standing(words: str, stretches: Sequence[_Stretch]) -> tuple[tuple[int, int], ...]:
    """Where words stand, sign for sign; where they do so nowhere, where they stand folded."""
    exact = tuple(place for stretch in stretches for place in stretch.exactly(words))
    if exact or not (sought := _sought(words)):
        return exact
    return tuple(place for stretch in stretches for place in stretch.alike(sought))


def _sought(words: str) -> str:
    folded = fold(words)
    first, last = folded.stretch(0, len(words))
    return folded.folded[first:last]
