"""Whether a sentence says that the construct was measured, and by what.

A named instrument counts only beside a word of measurement ("administered", "scale"), as the codebook asks; the names
are the codebook's and those that study characteristics know. What is advised, planned or told of others was not
measured by this study, and says nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable

from relsynth.characteristics.instrument_table import INSTRUMENTS, MEASUREMENT
from relsynth.codebook import Codebook
from relsynth.coding import EVIDENCE, Ground
from relsynth.extraction.grounds import FacetCues, Passage, is_spelt_so
from relsynth.lexicon import Hit, Lexicon

MEASURED = "measured"
NAMED = "instrument_named"
TOLD = "qualitative_only"
ORDER = (NAMED, "network_data", "study_items", TOLD)
"""Which value wins where several fire: the most specific."""


class Measures:
    """A codebook's instruments and cues of measurement."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = FacetCues(codebook, MEASURED)
        own = {each.name.casefold() for each in codebook.instruments.values()}
        named = [(each.name, each.patterns) for each in codebook.instruments.values()]
        named += [row for row in INSTRUMENTS if row[0].casefold() not in own]
        self._instruments = Lexicon((cue, (name, cue)) for name, cues in named for cue in cues)
        self._measurement = Lexicon((cue, None) for cue in MEASUREMENT)

    def of(self, passage: Passage, asserted: Iterable[str]) -> tuple[Ground, ...]:
        """The one value that holds, with its cue; an instrument's ground tells its name. () where none holds."""
        if not self._cues.is_asked or not EVIDENCE.issuperset(asserted):
            return ()
        found = {ground.value: ground for ground in self._cues.grounds(passage)}
        if instrument := self._instrument(passage.text):
            found[NAMED] = passage.ground(MEASURED, NAMED, instrument.key[0], instrument.start, instrument.end)
        if passage.is_spoken and TOLD not in found:
            found |= {ground.value: ground for ground in self._cues.by_rule(TOLD, "words of a participant")}
        return next(((found[value],) for value in ORDER if value in found), ())

    def _instrument(self, text: str) -> Hit[tuple[str, str]] | None:
        if not self._measurement.find(text):
            return None
        return next(
            (hit for hit in self._instruments.find(text) if is_spelt_so(hit.key[1], text[hit.start : hit.end])), None
        )
