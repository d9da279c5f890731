"""Whether a coder puts the sentences that readers coded into the top third of their paper.

Sentences of a reading are numbered; ours are cut by another rule and from another reading of the
file, so they are matched by their words: the same, one within the other, or alike. A reading's
sentence has the best score of those that match it; what has none stands last, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from relsynth.extraction.proposals import Proposal, Proposer, Reading

WHOLE = 12  # letters; a shorter sentence within another says nothing of it ("Results")
LONG = 40  # letters, of a pair that may be matched though it is only alike
ALIKE = 90.0  # of 100, Indel likeness of the shorter with the best part of the longer
UNRANKED = float("-inf")


def scores(proposer: Proposer, reading: Reading) -> list[float]:
    """How relational each codable sentence of a paper is to a coder.

    From the coder's own ``rank``, where it has one; else the best score of what it proposes there, and minus
    infinity where it proposes nothing.
    """
    if rank := getattr(proposer, "rank", None):
        return [float(score) for score in rank(reading)]
    return best_scores([(one.start, one.end) for one in reading.codable], proposer.propose(reading))


def best_scores(places: Sequence[tuple[int, int]], proposals: Iterable[Proposal]) -> list[float]:
    """The best score proposed at each place ``[start, end)``; a proposal counts wherever it overlaps."""
    made = list(proposals)
    return [
        max((one.score for one in made if one.start < end and start < one.end), default=UNRANKED)
        for start, end in places
    ]


def top_third(numbered: Collection[int], score: Mapping[int, float]) -> frozenset[int]:
    """The better third of a paper's sentences (rounded down); of equals the earlier is better."""
    ranked = sorted(numbered, key=lambda number: (-score.get(number, UNRANKED), number))
    return frozenset(ranked[: len(ranked) // 3])


def scores_by_number(numbered: Mapping[int, str], ours: Sequence[tuple[str, float]]) -> dict[int, float]:
    """Scores of a reading's sentences, from ours as text and score; one that matches none of ours has no score."""
    folded = [(plain(text), score) for text, score in ours]
    found = {number: list(matching(plain(sentence), folded)) for number, sentence in numbered.items()}
    return {number: max(of_one) for number, of_one in found.items() if of_one}


def matching(wanted: str, ours: Sequence[tuple[str, float]]) -> Iterator[float]:
    """Scores of our sentences that say the same as a wanted one: the very same, else those within or alike."""
    same = [score for text, score in ours if text == wanted]
    yield from same or (score for text, score in ours if is_match(wanted, text))


def is_match(a: str, b: str) -> bool:
    """Whether two sentences, as ``plain`` has them, share the whole of the shorter one, nearly word for word."""
    if a == b:
        return bool(a)
    short, long = sorted((a, b), key=len)
    if f" {short} " in f" {long} ":
        return len(short) >= WHOLE
    return len(short) >= LONG and fuzz.partial_ratio(short, long, score_cutoff=ALIKE) > 0


def plain(text: str) -> str:
    """Letters and digits of ASCII in lower case, anything else one space."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
