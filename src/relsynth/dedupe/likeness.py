"""How like two records are: numbers from 0 to 1, and the model that weighs them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from rapidfuzz import fuzz

from relsynth.dedupe.titles import numbers_of
from relsynth.dedupe.traits import Traits

CLOSE = 0.9  # share of letters at which two texts begin to be the same, misprints apart
FAR = 0.7  # share of letters below which two titles are two titles

_OTHER_JOURNAL = 0.5  # likeness of journals' names below which they contradict
_OTHER_ABSTRACT = 0.6
_NAME = 85  # percent, Indel ratio, of one family name in two spellings
_LEADING = 3  # names in which the first author's family name may stand: given names first, double names
_BEGINNING = 4  # letters that agree in two spellings of a name
_TELLING_NAME = 3  # letters at least
_TELLING_ABSTRACT = 100  # letters at least
_FRAGMENT = 20  # letters of title that make a beginning or end of a longer one
_LONG_TITLE = 100  # letters
_STEM = 3  # letters of a word in a journal's name that its abbreviation may exceed
_LITTLE_WORDS = frozenset(
    ["the", "of", "and", "in", "a", "an", "for", "on", "to", "with", "de", "la", "le", "et", "und", "der"]
)


class Likeness(NamedTuple):
    """What two records share, each 0 to 1. Of what one of them lacks, neither ``same`` nor ``other`` holds.

    Pairs of fields say what agrees (``same``) and what contradicts (``other``), as a value that is absent
    does neither. Their order is that of the weights.
    """

    title: float
    title_words: float
    title_subset: float
    title_part: float
    title_close: float
    title_far: float
    title_length: float
    title_missing: float
    numbers_other: float
    first_author: float
    first_author_other: float
    initials_same: float
    authors: float
    authors_missing: float
    year_same: float
    year_next: float
    year_other: float
    volume_same: float
    volume_other: float
    issue_same: float
    issue_other: float
    start_same: float
    start_other: float
    end_same: float
    end_other: float
    place_same: float
    place_other: float
    doi_same: float
    doi_other: float
    doi_title: float
    pmid_same: float
    pmid_other: float
    issn_same: float
    issn_other: float
    journal: float
    journal_other: float
    journal_missing: float
    abstract: float
    abstract_other: float
    abstract_missing: float
    abstract_close: float
    abstract_title: float
    abstract_place: float


def likeness(a: Traits, b: Traits) -> Likeness:
    """Return how like two records are; the order of the two does not matter."""
    titles, abstracts = _title(a.title, b.title), _abstract(a.abstract, b.abstract)
    starts, volumes, dois = _any(a.starts, b.starts), _same(a.volume, b.volume), _same(a.doi, b.doi)
    close, alike = titles[4], _above(CLOSE, abstracts[0])
    return Likeness._make(
        (
            *titles,
            *_authors(a, b),
            *_years(a.year, b.year),
            *volumes,
            *_same(a.issue, b.issue),
            *starts,
            *_any(a.ends, b.ends),
            starts[0] * volumes[0],
            starts[1] * volumes[1],
            *dois,
            dois[0] * close,
            *_same(a.pmid, b.pmid),
            *_any(a.issns, b.issns),
            *_journal(a.journal, b.journal),
            *abstracts,
            alike,
            alike * close,
            alike * starts[0] * volumes[0],
        )
    )


def score(like: Likeness, weights: Sequence[float]) -> float:
    """Probability that two records are one report, 0 to 1: logistic regression, ``weights`` with the constant last."""
    logit = sum(map(mul, weights, like)) + weights[-1]
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))  # beyond 60 a float is 0 or 1


def _above(floor: float, share: float) -> float:
    """How far a share lies between a floor and 1, 0 to 1."""
    return max(0.0, share - floor) / (1 - floor)


def _same(a: str | None, b: str | None) -> tuple[float, float]:
    """Whether two values agree, and whether they contradict."""
    return (0.0, 0.0) if not a or not b else (1.0, 0.0) if a == b else (0.0, 1.0)


def _any(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, float]:
    """Whether one of several values agrees, and whether all contradict."""
    return (0.0, 0.0) if not a or not b else (1.0, 0.0) if any(one in b for one in a) else (0.0, 1.0)


def _title(a: str, b: str) -> tuple[float, ...]:
    if not a or not b:
        return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    length = min(1.0, min(len(a), len(b)) / _LONG_TITLE)
    if a == b:
        return (1.0, 1.0, 1.0, 1.0, 1.0, 0.0, length, 0.0, 0.0)
    ratio = max(fuzz.ratio(a, b), fuzz.ratio(a.replace(" ", ""), b.replace(" ", ""))) / 100
    words = max(ratio, fuzz.token_sort_ratio(a, b) / 100)
    subset = max(words, fuzz.token_set_ratio(a, b) / 100)
    numbers = float(numbers_of(a) != numbers_of(b))
    return (ratio, words, subset, _part(a, b), _above(CLOSE, words), float(words < FAR), length, 0.0, numbers)


def _part(a: str, b: str) -> float:
    """Whether one title is the other's beginning or end."""
    short, long = sorted((a, b), key=len)
    return float(len(short) >= _FRAGMENT and (long.startswith(short) or long.endswith(short)))


def _authors(a: Traits, b: Traits) -> tuple[float, ...]:
    if not a.names or not b.names:
        return (0.0, 0.0, 0.0, 0.0, 1.0)
    ours, theirs = a.names.split(), b.names.split()
    first = ours[0] in theirs[:_LEADING] or theirs[0] in ours[:_LEADING] or fuzz.ratio(ours[0], theirs[0]) > _NAME
    return (float(first), float(not first), float(a.initials == b.initials), _shared(set(ours), set(theirs)), 0.0)


def _shared(ours: set[str], theirs: set[str]) -> float:
    """Share of the names of the shorter list that the longer holds, if only by their beginnings."""
    few, many = sorted((_telling(ours), _telling(theirs)), key=lambda names: (len(names), sorted(names)))
    beginnings = {name[:_BEGINNING] for name in many}
    return sum(name[:_BEGINNING] in beginnings for name in few) / len(few)


def _telling(names: set[str]) -> set[str]:
    return {name for name in names if len(name) >= _TELLING_NAME} or names


def _years(a: int | None, b: int | None) -> tuple[float, float, float]:
    if a is None or b is None:
        return (0.0, 0.0, 0.0)
    apart = abs(a - b)
    return (float(apart == 0), float(apart == 1), float(apart > 1))


def _journal(a: str, b: str) -> tuple[float, float, float]:
    if not a or not b:
        return (0.0, 0.0, 1.0)
    alike = 1.0 if a == b else max(_abbreviated(a, b), fuzz.ratio(a, b) / 100)
    return (alike, float(alike < _OTHER_JOURNAL), 0.0)


def _abbreviated(a: str, b: str) -> float:
    """How far one journal's name abbreviates the other's, word by word in order, or by its letters."""
    names = ([word for word in name.split() if word not in _LITTLE_WORDS] for name in (a, b))
    short, long = sorted(names, key=lambda words: (len(words), words))
    if not short:
        return 0.0
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return 1.0
    return _in_order(short, long) / len(short) * (0.8 + 0.2 * len(short) / len(long))  # a longer name is not quite it


def _in_order(short: list[str], long: list[str]) -> int:
    """How many words of a name stand, perhaps shortened, in the other in the same order; what does not is skipped."""
    found, place = 0, 0
    for word in short:
        here = next((n for n in range(place, len(long)) if _begins(word, long[n])), None)
        if here is not None:
            found, place = found + 1, here + 1
    return found


def _begins(word: str, other: str) -> bool:
    return other.startswith(word) or (len(other) >= _STEM and word.startswith(other))


def _abstract(a: str, b: str) -> tuple[float, float, float]:
    if min(len(a), len(b)) < _TELLING_ABSTRACT:
        return (0.0, 0.0, 1.0)
    alike = fuzz.ratio(a, b) / 100
    if alike < CLOSE:  # one may begin with a heading, or another sentence: then the words still agree
        alike = max(alike, fuzz.token_set_ratio(a, b) / 100)
    return (alike, float(alike < _OTHER_ABSTRACT), 0.0)
