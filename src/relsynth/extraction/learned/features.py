"""What the first, linear look at a sentence goes by: words, pairs, cues, the heading, the neighbours.

Features are hashed, so that no vocabulary is kept.

Source: the hashing trick: Weinberger et al. (2009), doi 10.1145/1553374.1553516; CRC-32 stands in for their hash, since
it is the same everywhere.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from relsynth.dictionary import CueHit

BITS = 18
STEM = 6  # letters that stand for a longer word
SHORTEST = 4  # letters of a word of the sentence before that tells something
NEAR = 5  # sentences on each side whose cues tell how dense the passage is
_WORD = re.compile(r"[a-z][a-z'’-]+")


@dataclass(frozen=True, slots=True)
class Looked:
    """A sentence as it is looked at: its words, headings, the sentence before it in the section, its cues."""

    text: str
    headings: str
    before: str
    hits: Mapping[str, tuple[CueHit, ...]]


def hashed(sentences: Sequence[Looked]) -> Iterator[list[int]]:
    """Numbers of each sentence's features, below ``2**BITS``, each once."""
    has_hits = [bool(one.hits) for one in sentences]
    for number, one in enumerate(sentences):
        features = {*_own(one), *_around(has_hits, number)}
        yield sorted({zlib.crc32(feature.encode()) & ((1 << BITS) - 1) for feature in features})


def _own(one: Looked) -> Iterator[str]:
    words = _WORD.findall(one.text.lower())
    yield from words
    yield from map(" ".join, pairwise(words))
    yield from (f"s6:{word[:STEM]}" for word in words if len(word) > STEM)
    yield from (f"h:{word}" for word in _WORD.findall(one.headings.lower()))
    yield from (f"p:{word[:STEM]}" for word in _WORD.findall(one.before.lower()) if len(word) >= SHORTEST)
    for code, hits in one.hits.items():
        yield f"t:{hits[0].tier}"
        yield f"c:{code}"
    yield f"n:{min(len(one.hits), 4)}"
    yield f"l:{min(len(words) // 6, 8)}"


def _around(has_hits: Sequence[bool], number: int) -> Iterator[str]:
    for step in (-1, 1):
        if 0 <= number + step < len(has_hits) and has_hits[number + step]:
            yield f"nb:{step}"
    yield f"dens:{min(sum(has_hits[max(0, number - NEAR) : number + NEAR + 1]), 8)}"
