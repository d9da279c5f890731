"""A paper in pieces that a model reads at one time: sections, as many as fit; no sentence is ever cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from relsynth.documents import Sentence
from relsynth.extraction.proposals import Reading

LETTERS_A_TOKEN = 4
"""Characters of English that make a token, as OpenAI's documentation rules of thumb have it. Models differ by a
fifth or so; what was really used is counted from the answers."""
BESIDE_A_SENTENCE = 8  # tokens of its number and of the signs around it


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Sentences of a paper, in its order; in a chunk the first is number 1."""

    reading: Reading
    sentences: tuple[Sentence, ...]

    def halves(self) -> tuple[Chunk, ...]:
        """The chunk in two, or as it is where it has one sentence only."""
        if len(self.sentences) < 2:  # noqa: PLR2004
            return (self,)
        middle = len(self.sentences) // 2
        pieces = (self.sentences[:middle], self.sentences[middle:])
        return tuple(Chunk(reading=self.reading, sentences=piece) for piece in pieces)

    def by_section(self) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        """Headings from the top, joined by " > ", and the numbered sentences below them."""
        document = self.reading.document
        numbered = enumerate(self.sentences, start=1)
        for section, found in groupby(numbered, key=lambda one: document.paragraphs[one[1].paragraph].section):
            path = " > ".join(document.section_path(section)) or document.sections[section].label
            yield path, [(number, self.reading.text(sentence)) for number, sentence in found]


def chunks(reading: Reading, *, most: int) -> Iterator[Chunk]:
    """Cut what may be coded of a paper into chunks of at most ``most`` tokens of text.

    Whole sections go together as long as they fit; one that fits in no chunk is cut between
    paragraphs, and a paragraph that fits in none between sentences. A single sentence may be longer.
    """
    taken: list[Sentence] = []
    size = 0
    for block in _blocks(reading, most):
        more = _size(reading, block)
        if taken and size + more > most:
            yield Chunk(reading=reading, sentences=tuple(taken))
            taken, size = [], 0
        taken += block
        size += more
    if taken:
        yield Chunk(reading=reading, sentences=tuple(taken))


def tokens_in(text: str) -> int:
    """About how many tokens a text has."""
    return ceil(len(text) / LETTERS_A_TOKEN)


def _blocks(reading: Reading, most: int) -> Iterator[list[Sentence]]:
    """What is not to be parted if it can be helped."""
    paragraphs = reading.document.paragraphs
    for _, section in groupby(reading.codable, key=lambda one: paragraphs[one.paragraph].section):
        whole = list(section)
        if _size(reading, whole) <= most:
            yield whole
            continue
        for _, paragraph in groupby(whole, key=lambda one: one.paragraph):
            part = list(paragraph)
            yield from [part] if _size(reading, part) <= most else ([one] for one in part)


def _size(reading: Reading, block: Iterable[Sentence]) -> int:
    return sum(tokens_in(reading.text(one)) + BESIDE_A_SENTENCE for one in block)
