"""Whether a paragraph stands in a text: one function for every reader, whatever its line ends, hyphens and signs.

Both texts are normalised alike. The words of the paragraph are looked up in the text two by two, and the places on
which most pairs agree are compared; a paragraph is found where a stretch of the text, from where its opening fits
best to where its ending does, or one as long as itself, is like it at 90 of 100 (Indel similarity: twice the letters
in common over the letters of both).
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

ALIKE = 90.0  # of 100
PLACES = 3  # that are compared
RIVAL = 0.7  # of the pairs that the likeliest place has, for another to be compared
NEAR = 2.0  # of 100, by which two places are as good
BIN = 16  # words by which two places may differ and count as one
COMMON = 400  # occurrences of a pair that tells no place
EDGE = 64  # letters of a paragraph's opening and ending

HYPHENS = re.compile("\\s*[-\u00ad\u2010-\u2015\u2212\ufffe\uffff\x02]+\\s*")
BRACKETED = re.compile(r"[\[(][\d\s,;.]*[\])]")
RAISED = re.compile(r"(?<=[^\W\d_])([.,;:)\]\"'’”]*)\d{1,3}(?:\s?,\s?\d{1,3})*(?!\w)")
SIGNS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    r"""Letters and digits of a text in lower case, one space between words; compatible characters (ligatures) as usual.

    Hyphens and dashes go with the white space around them, citation numbers in brackets or raised at a word's end too.

    >>> folded("Part-\nners’ roles [1,2] were “ﬁxed”.12,13 Then")
    'partners roles were fixed then'
    """
    line = unicodedata.normalize("NFKC", text).casefold()
    line = BRACKETED.sub(" ", HYPHENS.sub("", line))
    return SIGNS.sub(" ", RAISED.sub(r"\1", line)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a paragraph fits best, ``[start, end)`` in the normalised text, and how well, of 100.

    ``as_long`` is what the best stretch of the paragraph's own length scores (rapidfuzz's ``partial_ratio``).
    """

    start: int
    end: int
    score: float
    as_long: float = 0.0


class Haystack:
    """A reading's text, normalised line by line and searchable; ``lines`` are paragraphs, where a reader tells them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = [folded(line) for line in lines]
        self.text = " ".join(self.lines)
        self._ends = [0]
        for line in self.lines:
            self._ends.append(self._ends[-1] + len(line) + 1)
        self._starts = [word.start() for word in re.finditer(r"\S+", self.text)]
        self._pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, pair in enumerate(pairwise(self.text.split())):
            self._pairs[pair].append(place)

    def line_at(self, place: int) -> int:
        """The line that holds a place of the text."""
        return min(bisect_right(self._ends, place) - 1, len(self.lines) - 1)

    def find(self, words: str) -> Found:
        """The stretch most like a paragraph; of score 0 where not two words of it stand together in the text.

        Of stretches about as good, the last: what abstracts and boxes repeat, the body says later.
        """
        count = words.count(" ") + 1
        found = [self._best_near(words, place, count) for place in self._places(words.split())]
        best = max((one.score for one in found), default=0.0)
        good = [one for one in found if one.score > best - NEAR]
        return max(good, key=lambda one: one.start, default=Found(start=0, end=0, score=0.0))

    def _places(self, words: Sequence[str]) -> list[int]:
        """Numbers of the words at which the paragraph may begin, the likeliest first."""
        votes: Counter[int] = Counter()
        for at, pair in enumerate(pairwise(words)):
            places = self._pairs.get(pair, ())
            if len(places) <= COMMON:
                for bin_ in {(place - at) // BIN for place in places}:
                    votes[bin_] += 1
                    votes[bin_ + 1] += 1  # so that places on either side of a bin's edge count together
        likely: list[int] = []
        for bin_, count in votes.most_common(3 * PLACES):
            if count >= RIVAL * votes[likely[0]] if likely else True:
                likely += [bin_] if all(abs(bin_ - other) > 1 for other in likely) else []
        return [bin_ * BIN - BIN for bin_ in likely[:PLACES]]

    def _best_near(self, words: str, place: int, count: int) -> Found:
        slack = count // 4 + BIN
        first = self._starts[max(0, place - slack)]
        last = place + 2 * BIN + count + slack
        window = self.text[first : self._starts[last] if last < len(self._starts) else len(self.text)]
        same = as_long(words, window)
        found = max(*edge_to_edge(words, window), same, key=lambda found: found.score)
        return Found(start=first + found.start, end=first + found.end, score=found.score, as_long=same.score)


def edge_to_edge(words: str, window: str) -> list[Found]:
    """From where the opening fits best to where the ending does; all of the window, where they fit nowhere."""
    head = fuzz.partial_ratio_alignment(words[:EDGE], window)
    tail = fuzz.partial_ratio_alignment(words[-EDGE:], window)
    stretches = [(0, len(window))]
    if head is not None and tail is not None and head.dest_start < tail.dest_end:
        stretches.append((head.dest_start, tail.dest_end))
    return [Found(start=a, end=b, score=fuzz.ratio(words, window[a:b])) for a, b in stretches]


def as_long(words: str, window: str) -> Found:
    """The best stretch of the window that is as long as the paragraph."""
    fit = fuzz.partial_ratio_alignment(words, window)
    if fit is None or len(words) > len(window):
        return Found(start=0, end=len(window), score=0.0)
    return Found(start=fit.dest_start, end=fit.dest_end, score=fit.score)


def tau_b(places: Sequence[int]) -> float | None:
    """Kendall's tau-b between the order of the gold and places in a reading; None for fewer than two."""
    concordant = discordant = tied = 0
    for at, place in enumerate(places):
        for later in places[at + 1 :]:
            concordant += later > place
            discordant += later < place
            tied += later == place
    pairs = concordant + discordant + tied
    if not pairs:
        return None
    return (concordant - discordant) / max(math.sqrt(pairs * (pairs - tied)), 1.0)


def matched(gold: Sequence[str], given: Sequence[str]) -> tuple[int, list[str]]:
    """How many gold headings have one of their own in a reading that is alike, and what is left of the reading's."""
    left = list(given)
    hits = 0
    for heading in gold:
        near = max(left, key=lambda one: fuzz.ratio(heading, one), default="")
        if near and fuzz.ratio(heading, near) >= ALIKE:
            left.remove(near)
            hits += 1
    return hits, left
