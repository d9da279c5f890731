"""What else a coded sentence says: role, level, phase, purpose, lifecycle, by the codebook's cues.

Every facet of the codebook that has cues is tried; a facet of one value takes the
first in the order of the codebook, a facet of many takes all that fire. Role has an
order of its own: a sentence that tells of a hindrance is about the hindrance even
where it also tells what people did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from relsynth.codebook import Codebook, Facet
from relsynth.coding import Facets
from relsynth.lexicon import Lexicon

ASSERTION = "assertion"
ROLE = "role"
LEVEL = "level"
_WORD = re.compile(r"[a-z]+")
Values = Mapping[str, tuple[str, ...]]
ROLE_ORDER = ("barrier", "facilitator", "goal", "strategy", "outcome")
"""Which role wins where several fire; set on the coded training papers as a whole (docs/benchmarks.md)."""
ROLE_OF_ASSERTION = {"negated": "barrier", "planned": "strategy", "recommended": "strategy"}
"""Assertion -> the role where no word tells; set on the same papers, as is the next."""
ROLE_OF_TYPE = {"strategy": "strategy", "process": "strategy"}
"""Type of a code -> its role where no word tells: what people do is done on purpose, on those papers."""
PREFERRED_LEVEL = "inter_organisational"
"""The commonest level of the coded training papers, taken where a code allows it and no cue tells."""
ELSEWHERE = frozenset({ASSERTION, "actor", "section", "explicitness", "valence", "speaker"})
"""Facets that other rooms fill, whatever cues a codebook gives them."""


class FacetCoder:
    """A codebook's facet cues, compiled once."""

    def __init__(self, codebook: Codebook) -> None:
        self._facets = {name: facet for name, facet in codebook.facets.items() if facet.cues and name not in ELSEWHERE}
        self._types = {code.id: code.type for code in codebook.codes}
        self._levels = {code.id: code.levels for code in codebook.codes}
        self._lexicon = Lexicon(
            (cue, (name, value))
            for name, facet in self._facets.items()
            for value, cues in facet.cues.items()
            for cue in cues
        )

    def of(self, sentence: str, heads: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
        """Facet -> values that a sentence's words speak for; a facet without any is left out or takes its default.

        Args:
            heads: what heads the cell of a table that the sentence stands in, the nearest first: the first
                that names a role gives it, where the sentence gives none.
        """
        fired: dict[str, set[str]] = {}
        for hit in self._lexicon.find(sentence):
            name, value = hit.key
            fired.setdefault(name, set()).add(value)
        if ROLE in self._facets and ROLE not in fired:
            fired[ROLE] = next((role for head in heads if (role := self._role_named(head))), set())
        found = {name: _choice(name, facet, fired.get(name, set())) for name, facet in self._facets.items()}
        return {name: values for name, values in found.items() if values}

    def _role_named(self, head: str) -> set[str]:
        """The one role that a head names or speaks for; none where it is several ("Barriers and facilitators").

        "Barriers" alone heads barriers, though the cues, which are for sentences, pass it over.
        """
        words = set(_WORD.findall(head.lower()))
        named = {role for role in self._facets[ROLE].values if words & {role, f"{role}s", f"{role[:-1]}ies"}}
        named |= {hit.key[1] for hit in self._lexicon.find(head) if hit.key[0] == ROLE}
        return named if len(named) == 1 else set()

    def of_code(self, code: str, *, sentence: Values, asserted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Facets of one code in a sentence: the sentence's, and what the code itself implies.

        Args:
            sentence: what ``of`` gave for the sentence.
            asserted: the code's assertions; a lack that is not said to be anything else hinders.
        """
        facets = {**sentence, ASSERTION: asserted}
        facets.setdefault(LEVEL, self._level_of(code))
        if ROLE in facets and facets[ROLE] == (self._facets[ROLE].default,):
            facets[ROLE] = self._role_of(code, asserted)
        return facets

    def _level_of(self, code: str) -> tuple[str, ...]:
        levels = self._levels[code]
        return (PREFERRED_LEVEL,) if PREFERRED_LEVEL in levels else levels[:1]

    def _role_of(self, code: str, asserted: tuple[str, ...]) -> tuple[str, ...]:
        implied = (role for assertion, role in ROLE_OF_ASSERTION.items() if assertion in asserted)
        role = next(implied, ROLE_OF_TYPE.get(self._types[code]))
        facet = self._facets[ROLE]
        return (role,) if role in facet.values else (facet.default or facet.values[0],)


def _choice(name: str, facet: Facet, fired: set[str]) -> tuple[str, ...]:
    order = ROLE_ORDER if name == ROLE else facet.values
    values = tuple(value for value in order if value in fired)
    if not values:
        return (facet.default,) if facet.default else ()
    return values if facet.multi and name != ROLE else values[:1]


def as_pairs(facets: Values) -> Facets:
    """Facets in the form a coding holds: sorted pairs."""
    return tuple(sorted(facets.items()))
