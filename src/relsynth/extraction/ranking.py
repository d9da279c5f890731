"""Which sentences most likely speak of a code, for a person to search before a gap is called.

BM25 of the code's own words (label, synonyms, definition, examples) over all sentences:
it finds what the cues miss, because definitions and narrative examples use other words.

Source: Robertson & Zaragoza (2009), The Probabilistic Relevance Framework, with its usual
k1 = 1.2, b = 0.75.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from relsynth.codebook import Code
from relsynth.documents import UNCODED_LABELS, Document, Sentence, Span
from relsynth.extraction.sentences import sentences

K1, B = 1.2, 0.75
STEM = 6  # letters kept of a word: trust, trusted and trusting meet
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence, the document it stands in, and its score (higher fits better)."""

    document: Document
    sentence: Sentence
    score: float


def rank(code: Code, documents: Iterable[Document], *, limit: int, known: Collection[Span] = ()) -> tuple[Ranked, ...]:
    """The best-fitting sentences of all documents, best first; ties in reading order.

    Args:
        known: sentences that carry the code already, which nobody need be shown.
    """
    query = Counter(
        _stems(" ".join([code.label, *code.synonyms, code.definition or "", *code.examples, *code.examples_journal]))
    )
    pool = [
        (document, sentence)
        for document in documents
        for sentence in _codable(document)
        if Span(version=document.version, start=sentence.start, end=sentence.end) not in known
    ]
    bags = [Counter(_stems(document.quote(sentence.start, sentence.end))) for document, sentence in pool]
    frequency = Counter(stem for bag in bags for stem in bag if stem in query)
    mean = sum(sum(bag.values()) for bag in bags) / len(bags) if bags else 1.0
    weight = {stem: math.log(1 + (len(bags) - n + 0.5) / (n + 0.5)) for stem, n in frequency.items()}
    scores = (_score(bag, query, weight, mean) for bag in bags)
    best = heapq.nlargest(limit, ((score, -n) for n, score in enumerate(scores) if score > 0))
    return tuple(Ranked(document=pool[-n][0], sentence=pool[-n][1], score=score) for score, n in best)


def _codable(document: Document) -> Iterator[Sentence]:
    for sentence in sentences(document):
        if document.sections[document.paragraphs[sentence.paragraph].section].label not in UNCODED_LABELS:
            yield sentence


def _stems(text: str) -> Iterator[str]:
    return (word[:STEM] for word in _WORD.findall(text.lower()))


def _score(bag: Counter[str], query: Counter[str], weight: dict[str, float], mean: float) -> float:
    length = sum(bag.values())
    return sum(
        weight[stem] * math.log1p(query[stem]) * count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean))
        for stem, count in bag.items()
        if stem in weight
    )
