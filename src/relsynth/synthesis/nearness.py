"""How near words are to each code's own: its label, synonyms, definition, scope and examples.

Cosine of tf-idf over stems, with each code as a document; a word that no code has weighs as much as the
rarest that one has, so that a sentence about something else is near to none. It finds what cues miss, as
the search for a gap does (``extraction.ranking``), but measures on a scale: 1 is the same words.

Source: Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from relsynth.codebook import Code, Codebook
from relsynth.synthesis.phrases import stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A code, how near it is by all its words, and by its definition alone; both from 0 to 1."""

    code: str
    nearness: float
    definition: float

    def __str__(self) -> str:
        return f"{self.code}, {_short(self.nearness)} (definition {_short(self.definition)})"


class Nearness:
    """A codebook's codes as weights of stems, worked out once."""

    def __init__(self, codebook: Codebook) -> None:
        profiles = {code.id: Counter(stems(_words(code))) for code in codebook.codes}
        self._count = len(profiles)
        spread = Counter(stem for profile in profiles.values() for stem in profile)
        self._rarity = {stem: math.log((self._count + 1) / (n + 0.5)) for stem, n in spread.items()}
        self._profiles = _by_stem({code: self._weighed(profile) for code, profile in profiles.items()})
        self._definitions = _by_stem(
            {code.id: self._weighed(Counter(stems(code.definition or ""))) for code in codebook.codes}
        )

    def greatest(self, text: str) -> float:
        """How near a text is to the code that it is nearest to."""
        return max(_cosines(self._weighed(Counter(stems(text))), self._profiles).values(), default=0.0)

    def nearest(self, bag: Mapping[str, int], *, most: int = 3) -> tuple[Near, ...]:
        """The codes nearest to a bag of stems, nearest first; none that shares no word with it."""
        weights = self._weighed(bag)
        by_all, by_definition = _cosines(weights, self._profiles), _cosines(weights, self._definitions)
        ordered = sorted(by_all.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        return tuple(
            Near(code=code, nearness=round(near, 3), definition=round(by_definition.get(code, 0.0), 3))
            for code, near in ordered
        )

    def _weighed(self, bag: Mapping[str, int]) -> dict[str, float]:
        """Weights of length 1."""
        strange = math.log(2 * (self._count + 1))
        weights = {stem: (1 + math.log(n)) * self._rarity.get(stem, strange) for stem, n in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items()} if length else {}


def _short(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")


def _words(code: Code) -> str:
    told = filter(None, (code.definition, code.include))
    own = (code.label, *code.synonyms, *told, *code.examples, *code.examples_journal)
    return ". ".join(own)


def _by_stem(weights: Mapping[str, Mapping[str, float]]) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for code, own in weights.items():
        for stem, weight in own.items():
            found[stem].append((code, weight))
    return dict(found)


def _cosines(weights: Mapping[str, float], by_stem: Mapping[str, list[tuple[str, float]]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for stem, weight in weights.items():
        for code, own in by_stem.get(stem, ()):
            sums[code] += weight * own
    return sums
