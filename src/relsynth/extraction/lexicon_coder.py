"""The coder by words: the codebook's own cues."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.codebook import Codebook
from relsynth.dictionary import CueHit, Dictionary
from relsynth.extraction.proposals import CoderSettings, Proposal, Proposer, Reading

FAMILY = "lexicon"
REVISION = 4
"""Raised whenever the same codebook and text would give other codings; part of the coder's name."""
SCORE = {"strong": 0.45, "lack": 0.45, "weak": 0.25}
"""Tier -> share of its proposals that a reader agrees with, on the coded training papers (docs/benchmarks.md)."""


class LexiconProposer:
    """The codebook's cues, compiled once."""

    def __init__(self, codebook: Codebook, name: str) -> None:
        self.name = name
        self._dictionary = Dictionary(codebook)

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """A proposal for each code whose cues fire in a sentence, with the first cue as its reason."""
        for sentence in reading.codable:
            for code, hits in self._dictionary.codes_in(reading.text(sentence)).items():
                cue = hits[0]
                yield Proposal(
                    start=sentence.start,
                    end=sentence.end,
                    code=code,
                    score=SCORE[cue.tier],
                    reason=_reason(cue),
                    cue=cue.cue,
                    cue_start=sentence.start + cue.start,
                    cue_end=sentence.start + cue.end,
                    names_lack=cue.tier == "lack",
                )


def _reason(cue: CueHit) -> str:
    return f"{cue.tier} cue {cue.cue}"


def name_of(codebook: Codebook, settings: CoderSettings) -> str:
    """``lexicon@<12 digits of the codebook's digest>.<revision>``."""
    return f"{FAMILY}@{codebook.digest[:12]}.{REVISION}"


def proposer(codebook: Codebook, settings: CoderSettings) -> Proposer:
    """The dictionary coder of a codebook."""
    return LexiconProposer(codebook, name_of(codebook, settings))
