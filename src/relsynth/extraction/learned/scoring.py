"""From what the model sees to scores: for a sentence and a code, the chance that a reader codes it so.

Each look at a pair gives a number (the sentence coded at all, the code learned, the code matched by
its definition, the linear look, the codebook's cues); a logistic regression, fitted on papers that
the looks were not trained on, weighs them.
A code that the model never learned has weights and a threshold of its own, without the second number. A sentence
that is as good as sure to be coded is given its likeliest code, at the score from which codes are proposed.

Source: stacking: Wolpert (1992), doi 10.1016/S0893-6080(05)80023-1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from relsynth.codebook import Codebook
from relsynth.dictionary import CueHit
from relsynth.extraction.learned.encoder import Array
from relsynth.extraction.learned.sight import Hits, Seen, define

TIERS = ("strong", "weak")
"""Tiers of cues, the surest first; of several in a family, the first counts. A cue that names the lack of
a construct is as sure as a strong one, and too rare to be weighed for itself."""
DIGITS = 4  # of a score: what is lifted to the threshold must not fall under it by rounding
FLOOR = 0.05
"""Score under which nothing is kept: fewer than one in twenty would be right."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A code for the sentence of a number, with its score."""

    sentence: int
    code: str
    score: float


class Stack:
    """The weights of the looks. ``kind``: ``learned`` or, with the codebook's cues, ``combined``."""

    def __init__(self, settings: Mapping[str, Any], codebook: Codebook, *, kind: str) -> None:
        self._known: Mapping[str, float] = settings["stack"][kind]["known"]
        self._new: Mapping[str, float] = settings["stack"][kind]["new"]
        self._unread: Mapping[str, float] | None = settings["stack"][kind].get("unread")
        self._sentence: Mapping[str, float] = settings["stack"][kind]["sentence"]
        self._sure: float = settings["sure"]
        self._families = tuple(_families(settings, codebook))
        known, new = (round(settings[name][kind], DIGITS) for name in ("thresholds", "thresholds_new"))
        each = [new if family.column is None else known for family in self._families]
        self._least = np.array(each, np.float32)
        self.thresholds: Mapping[str, float] = {
            code: least for family, least in zip(self._families, each, strict=True) for code in family.codes
        }

    def scores(self, seen: Seen) -> Iterator[Scored]:
        """Every pair that scores ``FLOOR`` or more: those read by the encoder, then those with cues alone."""
        yield from self._of_read(seen)
        if self._unread is not None:
            yield from self._of_unread(seen, self._unread)

    def _of_read(self, seen: Seen) -> Iterator[Scored]:
        if not seen.rows:
            return
        logits = np.stack([self._logits(seen, family) for family in self._families], axis=1)
        shares = 1 / (1 + np.exp(-logits))
        sure = np.flatnonzero(self.relational(seen) >= self._sure)
        best = shares[sure].argmax(axis=1)
        shares[sure, best] = np.maximum(shares[sure, best], self._least[best])
        for line, number in np.argwhere(shares >= FLOOR):
            family, row = self._families[number], seen.rows[line]
            code = family.member(seen.hits[row], seen.matched[line])
            yield Scored(row, code, float(shares[line, number]))

    def relational(self, seen: Seen) -> Array:
        """How likely each sentence that was read closely is coded at all."""
        weights = self._sentence
        linear = seen.linear[list(seen.rows)]
        logit = weights["bias"] + weights["coded"] * seen.coded + weights["linear"] * linear
        for tier in TIERS:
            cued = [any(_tier(hits) == tier for hits in seen.hits[row].values()) for row in seen.rows]
            logit = logit + weights.get(tier, 0.0) * np.array(cued, np.float32)
        return cast("Array", 1 / (1 + np.exp(-logit)))

    def _logits(self, seen: Seen, family: _Family) -> Array:
        linear = seen.linear[list(seen.rows)]
        weights = self._new if family.column is None else self._known
        logit = weights["bias"] + weights["coded"] * seen.coded + weights["linear"] * linear
        logit = logit + weights["matched"] * seen.matched[:, family.numbers[0]]
        if family.column is not None:
            logit = logit + weights["code"] * seen.codes[:, family.column]
        return cast("Array", logit + np.array([_cue(weights, seen.hits[row], family) for row in seen.rows], np.float32))

    def _of_unread(self, seen: Seen, weights: Mapping[str, float]) -> Iterator[Scored]:
        read = frozenset(seen.rows)
        for number, hits in enumerate(seen.hits):
            if number in read:
                continue
            for family in self._families if hits else ():
                if fired := [code for code in family.codes if code in hits]:
                    logit = weights["bias"] + weights["linear"] * float(seen.linear[number])
                    logit += _cue(weights, hits, family)
                    if logit >= _LEAST:
                        yield Scored(number, min(fired, key=lambda code: _turn(hits, code)), _share(logit))


@dataclass(frozen=True, slots=True)
class _Family:
    """A code and those that refine it, which readers did not tell apart: one score, and one of them proposed.

    ``codes``, with their ``numbers`` in the codebook, the refined one first; ``column`` of the learned code, if it is.
    """

    codes: tuple[str, ...]
    numbers: tuple[int, ...]
    column: int | None

    def member(self, hits: Hits, matched: Array) -> str:
        """The one that a sentence's cues speak for, or without cues, its definition."""
        places = range(len(self.codes))
        best = min(places, key=lambda n: (_turn(hits, self.codes[n]), -float(matched[self.numbers[n]])))
        return self.codes[best]


def _families(settings: Mapping[str, Any], codebook: Codebook) -> Iterator[_Family]:
    """The codebook's families. A code whose definition is no longer that of training was not learned."""
    column = {code: number for number, code in enumerate(settings["codes"])}
    said = settings["definitions"]
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, code in enumerate(codebook.codes):
        members[codebook.base_id(code.id)].append((code.id, number))
    for base, found in members.items():
        codes, numbers = zip(*sorted(found, key=lambda one: one[0] != base), strict=True)
        is_known = base in column and base in codes and said.get(base) == define(codebook.code(base))
        yield _Family(codes, numbers, column[base] if is_known else None)


def _cue(weights: Mapping[str, float], hits: Hits, family: _Family) -> float:
    """What the cues of a family add."""
    turn = min((_turn(hits, code) for code in family.codes), default=len(TIERS))
    return weights.get(TIERS[turn], 0.0) if turn < len(TIERS) else 0.0


def _turn(hits: Hits, code: str) -> int:
    """Place of a code's best cue among the tiers; behind them where no cue of it fired."""
    return TIERS.index(_tier(hits[code])) if code in hits else len(TIERS)


def _tier(hits: tuple[CueHit, ...]) -> str:
    return "weak" if all(hit.tier == "weak" for hit in hits) else "strong"


_LEAST = float(np.log(FLOOR / (1 - FLOOR)))


def _share(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))
