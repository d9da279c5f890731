"""All that a coded sentence says beside its code, its assertion, role and level, gathered with what tells it.

One place to ask the rooms of the facets in turn: who relates to whom (``actors``), what is claimed (``amounts``),
measured (``measures``) or tied to an outcome (``outcomes``), which way it works (``valence``), when and for what
(``phases``), and in which register it is told (``registers``). A facet that the codebook does not define is not coded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.documents import Document
from relsynth.extraction.actors import Actors
from relsynth.extraction.amounts import Amounts
from relsynth.extraction.grounds import Passage, values_of
from relsynth.extraction.measures import Measures
from relsynth.extraction.outcomes import DIRECTION, NEIGHBOURS, Outcomes
from relsynth.extraction.parser import Parsed
from relsynth.extraction.phases import Phases
from relsynth.extraction.proposals import Reading
from relsynth.extraction.registers import Registers
from relsynth.extraction.valence import Valences

FACETS = frozenset(
    {
        "actor",
        "amount",
        "direction",
        "dyad",
        "lifecycle",
        "linked_outcome",
        "measured",
        "phase",
        "purpose",
        "register",
        "valence",
    }
)
"""What is gathered here, where the codebook defines it."""
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A sentence among those of its section: up to two on either side, the nearest first."""

    here: Passage
    before: tuple[Passage, ...] = ()
    behind: tuple[Passage, ...] = ()


class Telling:
    """A codebook's facets, compiled once."""

    def __init__(self, codebook: Codebook) -> None:
        self._names = frozenset(codebook.facets)
        self._actors = Actors(codebook)
        self._amounts = Amounts(codebook)
        self._measures = Measures(codebook)
        self._outcomes = Outcomes(codebook)
        self._phases = Phases(codebook)
        self._registers = Registers(codebook)
        self._valences = Valences(codebook)

    def of_paper(self, document: Document) -> tuple[Ground, ...]:
        """What holds for all sentences of a paper that do not tell otherwise."""
        return self._registers.of_paper(document)

    def of_sentence(
        self, here: Passage, *, paper: tuple[Ground, ...] = (), parsed: Parsed | None = None
    ) -> tuple[Ground, ...]:
        """What a sentence says whichever code it has."""
        return (*self._actors.of(here, parsed), *self._amounts.of(here), *self._registers.of(here, paper))

    def of_code(self, around: Surroundings, *, role: str, asserted: Collection[str]) -> tuple[Ground, ...]:
        """What it says of one code, by the code's role and assertions."""
        tied = self._outcomes.of(around.here, role=role, before=around.before, behind=around.behind)
        direction = next((ground for ground in tied if ground.facet == DIRECTION), None)
        found = (
            *tied,
            *self._valences.of(around.here, role=role, direction=direction),
            *self._measures.of(around.here, asserted),
            *self._phases.of(around.here, role=role, asserted=asserted),
        )
        return tuple(ground for ground in found if ground.facet in self._names)


def surroundings(reading: Reading, start: int, end: int) -> Surroundings:
    """A stretch of a document among the sentences of its section."""
    document, sentences = reading.document, reading.sentences
    first = bisect_right(sentences, start, key=lambda one: one.end)
    last = bisect_left(sentences, end, key=lambda one: one.start)
    section = _section(reading, start)
    before = [_passage(reading, n, section) for n in range(first - 1, max(-1, first - 1 - NEIGHBOURS), -1)]
    behind = [_passage(reading, n, section) for n in range(last, min(len(sentences), last + NEIGHBOURS))]
    here = Passage(
        document.text[start:end], start, document.sections[section].label, is_spoken=document.is_spoken(start, end)
    )
    return Surroundings(
        here=here,
        before=tuple(one for one in before if one),
        behind=tuple(one for one in behind if one),
    )


def values(grounds: Collection[Ground], *, by_coder: Values) -> dict[str, tuple[str, ...]]:
    """Facet -> values; what a rule gives without a word stays behind what the coder itself said of the facet."""
    return values_of(standing(grounds, by_coder=by_coder))


def standing(grounds: Collection[Ground], *, by_coder: Values) -> tuple[Ground, ...]:
    """The grounds that hold: all with a place in the text, and rules where the coder said nothing of the facet."""
    return tuple(ground for ground in grounds if ground.start is not None or ground.facet not in by_coder)


def _passage(reading: Reading, number: int, section: int) -> Passage | None:
    """A sentence as a passage, if it stands in that section."""
    sentence = reading.sentences[number]
    if reading.document.paragraphs[sentence.paragraph].section != section:
        return None
    return Passage(reading.text(sentence), sentence.start, reading.label(sentence))


def _section(reading: Reading, offset: int) -> int:
    paragraphs = reading.document.paragraphs
    return paragraphs[bisect_right(paragraphs, offset, key=lambda one: one.start) - 1].section
