"""Why a facet has a value: the cue that fired and its place, or the rule that gave it.

A facet is read in a ``Passage``, a sentence that knows where it stands in its document, so that what is found
points to the document and can be checked there. All facets that are read by cues are read alike, by ``FacetCues``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relsynth.codebook import Codebook, Facet
from relsynth.coding import Ground
from relsynth.lexicon import Hit, Lexicon

ACRONYM = 2  # capitals from which a cue's first word is taken as one
_NOTHING = Facet(definition="Not asked for.", fields=("none",))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence's words, where they begin in the document, the label of their section, and whether they are
    words of participants.
    """

    text: str
    start: int = 0
    section: str = "other"
    is_spoken: bool = False

    def ground(self, facet: str, value: str, cue: str, start: int, end: int) -> Ground:
        """What speaks for a value, at ``[start, end)`` of the sentence."""
        return Ground(facet=facet, value=value, cue=cue, start=self.start + start, end=self.start + end)


class FacetCues:
    """The cues of one facet, compiled once; of a facet that the codebook lacks, none."""

    def __init__(self, codebook: Codebook, name: str) -> None:
        self.name = name
        self.is_asked = name in codebook.facets
        self.facet = codebook.facets.get(name, _NOTHING)
        self._lexicon = Lexicon((cue, (value, cue)) for value, cues in self.facet.cues.items() for cue in cues)

    def hits(self, text: str) -> list[Hit[tuple[str, str]]]:
        """Every place where a cue stands, with the value that it speaks for, in the order of the text."""
        return [hit for hit in self._lexicon.find(text) if is_spelt_so(hit.key[1], text[hit.start : hit.end])]

    def grounds(self, passage: Passage) -> tuple[Ground, ...]:
        """The first cue for each value, in the order of the codebook's values."""
        first: dict[str, Ground] = {}
        for hit in self.hits(passage.text):
            value, cue = hit.key
            first.setdefault(value, passage.ground(self.name, value, cue, hit.start, hit.end))
        return tuple(first[value] for value in self.facet.values if value in first)

    def by_rule(self, value: str, rule: str) -> tuple[Ground, ...]:
        """A value that a rule gives and no word; nothing where the codebook does not know the value."""
        return (Ground(facet=self.name, value=value, cue=rule),) if value in self.facet.values else ()


def values_of(grounds: Iterable[Ground]) -> dict[str, tuple[str, ...]]:
    """Facet -> its values, each once, in the order of the grounds."""
    found: dict[str, dict[str, None]] = {}
    for ground in grounds:
        found.setdefault(ground.facet, {})[ground.value] = None
    return {name: tuple(values) for name, values in found.items()}


def longest(hits: Iterable[Hit[tuple[str, str]]]) -> Iterator[Hit[tuple[str, str]]]:
    """Hits that do not overlap: of those that do, the longer, then the one that stands first."""
    kept: list[Hit[tuple[str, str]]] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return iter(sorted(kept, key=lambda one: one.start))


def is_spelt_so(cue: str, found: str) -> bool:
    """Whether words that a cue found may be meant: a cue in capitals means capitals, or "who" would be the WHO.

    >>> is_spelt_so("WHO", "who"), is_spelt_so("WHO", "WHO's"), is_spelt_so("who", "WHO")
    (False, True, True)
    """
    first = cue.split(" ", 1)[0].rstrip("*")
    return sum(sign.isupper() for sign in first) < ACRONYM or found.startswith(first)
