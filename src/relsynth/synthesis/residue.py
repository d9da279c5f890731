"""Residue: sentences that sound relational and carry no code, grouped by what they speak of.

A framework's developers look here for what their framework has no word for. A group is a candidate, and no
finding: it says that several studies speak of something alike, and with which words.

Groups are led by phrases, as search results are grouped by the phrases that they share. Clusters of whole sentences
are not used: on papers of many subjects they gather what is about dengue or depression, and not what goes on between
people. So

1. a sentence that repeats another almost word for word is set aside;
2. phrases that belong to the residue, against all other sentences of the same papers, lead groups: by log-odds,
   weighted by the root of the number of studies, so that a phrase of many studies goes before one of few;
3. a phrase joins a group if each holds half or more of the other's sentences, if one phrase is part of the other, or
   if their sentences are alike by vectors that were given; each sentence goes to the first group it belongs to, and
   in one led by a single word stays if it shares another with a sentence there;
4. a group is named by the phrases that set it apart from everything else in two studies or more, spelt as they are
   spelt most often.

The order of passages decides nothing but ties, so the same papers give the same groups.

Source: groups led by phrases: Zamir & Etzioni (1998), Web Document Clustering.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from relsynth.synthesis.phrases import Phrase, log_odds, phrases, stem, stems
from relsynth.synthesis.statistics import Floats

BEYOND_CHANCE = 1.96  # z of a phrase that leads a group: 5 % of phrases at most would reach it by chance
TOO_COMMON = 0.01  # of all sentences: a single word in more of them ("health", "support") leads no group
FEWEST_COMMON = 20  # sentences: a word in no more of them is not too common, however few papers there are
REPEATED = 0.6  # shared of all stems of two sentences, from which one repeats the other
OVERLAP = 0.5  # of two phrases' sentences, shared: both are of one group (similar base clusters: Zamir & Etzioni)
ALIKE = 0.75  # cosine of two groups' mean vectors, where vectors are given
PRIOR_SHARE = 0.25  # weight of what all sentences say, as a share of the residue's sentences, 10 at least
LEAST_PRIOR = 10.0
FEWEST_SENTENCES = 2
FEWEST_STUDIES = 2  # fewer are a study's own affair, listed at the end
NAMED_BY = 6  # phrases
NAMING_PRIOR = 50.0  # sentences; a phrase that names a group has to earn it against all that papers say
NAMING_SHARE = 0.1  # of a group's sentences, that have a phrase which names it
NAMING_Z = 3.29  # z of a phrase that names a group: 0.1 %, since a group has hundreds to choose from

_GENERAL = """
share common work build built establish effort play help support role important lead led activity develop create member
involve engage ensure identify approach strategy particular potential continue improve increase large small different
various relevant specific additional present report select conduct implement implementation participate participation
represent thank consist feel think know like good better take give come meet met add area time year day week month way
thing purpose process strengthen maintain serve bring act address promote encourage enable facilitate enhance offer
expand directly responsible throughout key major current future critical initial successful effective appropriate
necessary opportunity benefit concern focus plan set change level case example part well-known gain discuss consider
require carry function begin start keep deliver respond demonstrate receive contribute achieve enrol assess evaluate
public local national regional international community partner collaborate coordinate organization agency staff team
people program programme project service system health care practice clinical clinic hospital school department
government state district county country nation region site location institution physician student teacher patient
relationship partnership relation network restrict separate sustain seek lack series weekly arrive transfer standardize
organizational prefecture base uptake specifically healthcare community-based clinic-based school-based ask tell told
felt together want ever amount interaction new range
"""
GENERAL = frozenset(map(stem, _GENERAL.split()))
"""Words that say that there is a relation, or among whom, but not what it is: they lead only with another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the residue: its words, its study, and how relational it sounds, from 0 to 1."""

    text: str
    study: str
    relatedness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Passages that speak of one thing, by their numbers, best examples first; ``phrases`` name it.

    ``lead`` is the stems of the phrase that gathered it, ``weight`` what groups are ordered by, ``bag`` how many of
    its passages have a stem.
    """

    lead: str
    phrases: tuple[str, ...]
    passages: tuple[int, ...]
    studies: int
    weight: float
    bag: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups of two studies or more and of one, both by weight; and passages in no group, or that repeat another."""

    groups: tuple[Group, ...]
    singletons: tuple[Group, ...]
    ungrouped: tuple[int, ...]
    repeated: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pool:
    """What is counted once, of passages that repeat none.

    ``said`` is the phrases of each; ``having`` the passages that have a phrase, ``here`` how relational these are all
    together, and ``there`` how many of the other sentences have it. ``spelt`` is a phrase's commonest spelling.
    """

    passages: Sequence[Passage]
    said: Mapping[int, frozenset[str]]
    having: Mapping[str, Sequence[int]]
    here: Mapping[str, float]
    there: Counter[str]
    all_here: float
    all_there: int
    names: frozenset[str]
    spelt: Mapping[str, str]

    def z(self, key: str) -> float:
        """How much more a phrase belongs to the residue than to the other sentences."""
        prior = max(LEAST_PRIOR, PRIOR_SHARE * self.all_here)
        return log_odds(self.here[key], self.all_here, self.there[key], self.all_there, prior=prior)

    def sentences(self, key: str) -> int:
        """How many sentences have a phrase."""
        return len(self.having.get(key, ())) + self.there[key]

    def studies(self, passages: Iterable[int]) -> int:
        """How many studies passages are of."""
        return len({self.passages[n].study for n in passages})


def group(passages: Sequence[Passage], others: Iterable[str], *, vectors: Floats | None = None) -> Grouped:
    """Group passages by the phrases that set them apart from the other sentences of the same papers.

    Args:
        others: every other sentence, coded or not relational.
        vectors: a row for each passage, from an encoder of sentences: groups that are alike by them become one,
            and passages without a phrase join the group that they are alike to.

    Raises:
        ValueError: there are not as many vectors as passages.
    """
    if vectors is not None and len(vectors) != len(passages):
        raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
    repeated = _repeated(passages)
    pool = _pool(passages, others, without=frozenset(repeated))
    led = _led(pool, None if vectors is None else _unit(vectors))
    made = sorted((_group(pool, lead, own) for lead, own in led.items()), key=lambda one: (-one.weight, one.lead))
    held = {n for one in made for n in one.passages}
    return Grouped(
        groups=tuple(one for one in made if one.studies >= FEWEST_STUDIES),
        singletons=tuple(one for one in made if one.studies < FEWEST_STUDIES),
        ungrouped=tuple(n for n in pool.said if n not in held),
        repeated=repeated,
    )


# -- what is counted ------------------------------------------------------------------------------


def _repeated(passages: Sequence[Passage]) -> tuple[int, ...]:
    """Passages that say again, with almost the same words, what one before them says: boilerplate, mostly.

    Two that share so much share one of their rarest words (prefix filtering: Bayardo, Ma & Srikant 2007), so that only
    those are compared.
    """
    bags = [frozenset(stems(passage.text)) for passage in passages]
    frequency = Counter(key for bag in bags for key in bag)
    having: dict[str, list[int]] = defaultdict(list)
    found = []
    for number, bag in enumerate(bags):
        rarest = sorted(bag, key=lambda key: (frequency[key], key))[: len(bag) - ceil(REPEATED * len(bag)) + 1]
        earlier = {one for key in rarest for one in having[key]}
        if any(len(bag & bags[one]) >= REPEATED * len(bag | bags[one]) for one in earlier):
            found.append(number)
            continue
        for key in rarest:
            having[key].append(number)
    return tuple(found)


def _pool(passages: Sequence[Passage], others: Iterable[str], *, without: frozenset[int]) -> _Pool:
    said: dict[int, frozenset[str]] = {}
    having: dict[str, list[int]] = defaultdict(list)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    named: Counter[str] = Counter()
    for number, passage in enumerate(passages):
        if number in without:
            continue
        found = list(phrases(passage.text))
        said[number] = frozenset(phrase.key for phrase in found)
        for key in said[number]:
            having[key].append(number)
        for phrase in found:
            spellings[phrase.key][_spelt(passage.text, phrase)] += 1
        named.update({phrase.key for phrase in found if phrase.is_name})
    there: Counter[str] = Counter()
    all_there = 0
    for text in others:
        there.update({phrase.key for phrase in phrases(text) if phrase.key in having})
        all_there += 1
    return _Pool(
        passages=passages,
        said=said,
        having=having,
        here={key: sum(passages[number].relatedness for number in own) for key, own in having.items()},
        there=there,
        all_here=sum(passages[number].relatedness for number in said),
        all_there=all_there,
        names=frozenset(key for key, n in named.items() if 2 * n > len(having[key])),
        spelt={key: min(own, key=lambda spelt: (-own[spelt], spelt)) for key, own in spellings.items()},
    )


def _spelt(text: str, phrase: Phrase) -> str:
    words = text[phrase.start : phrase.end]
    return words if phrase.is_name else words.lower()


# -- phrases that lead ----------------------------------------------------------------------------


def _led(pool: _Pool, units: Floats | None) -> dict[str, list[int]]:
    """Leading phrase -> the passages of its group."""
    gathered: dict[str, set[int]] = {}
    for lead in _leads(pool):
        own = set(pool.having[lead])
        home = next((one for one, held in gathered.items() if _is_one(lead, own, one, held, units)), lead)
        gathered.setdefault(home, set()).update(own)
    taken: set[int] = set()
    led: dict[str, list[int]] = {}
    for lead, held in gathered.items():
        led[lead] = sorted(held - taken)
        taken |= held
    led = {lead: _together(pool, lead, own) for lead, own in led.items()}
    if units is not None:
        taken = {number for own in led.values() for number in own}
        _take_in(led, [number for number in pool.said if number not in taken], units)
    return {lead: own for lead, own in led.items() if len(own) >= FEWEST_SENTENCES}


def _together(pool: _Pool, lead: str, own: Sequence[int]) -> list[int]:
    """Of passages gathered by a single word, which may have several senses, those that share another one."""
    if " " in lead:
        return list(own)
    company = Counter(key for number in own for key in pool.said[number] if " " not in key and key not in GENERAL)
    del company[lead]
    return [number for number in own if any(company[key] > 1 for key in pool.said[number])]


def _leads(pool: _Pool) -> list[str]:
    """Phrases that may lead a group, the weightiest first."""
    most = max(TOO_COMMON * (len(pool.said) + pool.all_there), FEWEST_COMMON)
    weights = {}
    for key, own in pool.having.items():
        words = key.split()
        if len(own) < FEWEST_SENTENCES or key in pool.names or _is_general(key):
            continue
        if len(words) == 1 and pool.sentences(key) > most:
            continue
        if (z := pool.z(key)) >= BEYOND_CHANCE:
            weights[key] = z * sqrt(pool.studies(own))
    return sorted(weights, key=lambda key: (-weights[key], key))


def _is_one(lead: str, own: set[int], other: str, held: set[int], units: Floats | None) -> bool:
    if _is_part(lead, other) or len(own & held) >= OVERLAP * max(len(own), len(held)):
        return True
    return units is not None and float(_mean(units, sorted(own)) @ _mean(units, sorted(held))) >= ALIKE


def _take_in(led: Mapping[str, list[int]], left: Iterable[int], units: Floats) -> None:
    """Put passages without a leading phrase to the group whose mean they are alike to."""
    if not led:
        return
    leads = [lead for lead, own in led.items() if own]
    means = np.array([_mean(units, led[lead]) for lead in leads])
    for number in left:
        alike = means @ units[number]
        best = int(np.argmax(alike))
        if alike[best] >= ALIKE:
            led[leads[best]].append(number)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def _mean(units: Floats, numbers: Sequence[int]) -> NDArray[np.float64]:
    mean = units[list(numbers)].mean(axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float64)


# -- what a group is called -----------------------------------------------------------------------


def _group(pool: _Pool, lead: str, own: Sequence[int]) -> Group:
    inside = Counter(key for number in own for key in pool.said[number])
    studies = pool.studies(own)
    return Group(
        lead=lead,
        phrases=tuple(pool.spelt[key] for key in _telling(pool, lead, own)),
        passages=tuple(_examples_first(pool, own)),
        studies=studies,
        weight=pool.z(lead) * sqrt(studies),
        bag={key: inside[key] for key in sorted(inside) if " " not in key},
    )


def _telling(pool: _Pool, lead: str, own: Sequence[int]) -> list[str]:
    """The phrase that leads, then those that set a group apart the most.

    Of two that hold one another only the first is told, but for longer ones of the leading phrase, which say what
    it is about.
    """
    least = min(FEWEST_STUDIES, pool.studies(own))
    told = [lead]
    for key in _apart(pool, own):
        if len(told) == NAMED_BY:
            break
        is_new = not any(_is_part(key, one) for one in told[1:]) and f" {key} " not in f" {lead} "
        if is_new and pool.studies(number for number in own if key in pool.said[number]) >= least:
            told.append(key)
    return told


def _apart(pool: _Pool, own: Sequence[int]) -> list[str]:
    """Phrases that set passages apart from everything else beyond chance, the most telling first."""
    size = len(own)
    rest = len(pool.said) + pool.all_there - size
    prior = max(NAMING_PRIOR, float(size))
    apart = {}
    for key, n in Counter(key for number in own for key in pool.said[number]).items():
        if n < max(FEWEST_SENTENCES, NAMING_SHARE * size) or key in pool.names or _is_general(key):
            continue
        outside = pool.sentences(key) - n
        if (z := log_odds(n, size, outside, rest, prior=prior)) >= NAMING_Z:
            apart[key] = z
    return sorted(apart, key=lambda key: (-apart[key], key))


def _is_general(key: str) -> bool:
    return all(word in GENERAL for word in key.split())


def _is_part(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _examples_first(pool: _Pool, own: Sequence[int]) -> Iterator[int]:
    """Passages so that the first are of different studies, relational, and like the others of their group."""
    inside = Counter(key for number in own for key in pool.said[number])
    weights = {
        number: pool.passages[number].relatedness
        * sum(inside[key] - 1 for key in pool.said[number])
        / len(pool.said[number])
        for number in own
    }
    ranked = sorted(own, key=lambda number: (-weights[number], number))
    turns: Counter[str] = Counter()
    turn = {}
    for number in ranked:
        turn[number] = turns[pool.passages[number].study]
        turns[pool.passages[number].study] += 1
    yield from sorted(ranked, key=lambda number: turn[number])
