"""The coder that learned from coded papers, alone or with the codebook's cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from relsynth.codebook import Codebook
from relsynth.dictionary import CueHit
from relsynth.documents import Sentence
from relsynth.extraction.learned import weights
from relsynth.extraction.learned.examples import LONGEST, Examples, held_in
from relsynth.extraction.learned.scoring import DIGITS, Scored, Stack
from relsynth.extraction.learned.sight import FACETS, Seen, Sight
from relsynth.extraction.proposals import CoderSettings, Proposal, Proposer, Reading

Kind = Literal["learned", "combined"]
REVISION = 1
"""Raised whenever the same weights, codebook and text would give other proposals."""


class LearnedProposer:
    """The learned model under a codebook. ``kind`` says whether the codebook's cues weigh in, code by code."""

    def __init__(self, codebook: Codebook, *, kind: Kind, name: str) -> None:
        trained = weights.load()
        self.name = name
        self._kind = kind
        self._sight = Sight(trained, codebook)
        self._stack = Stack(trained.settings, codebook, kind=kind)
        self._examples = Examples(codebook, self._sight, held_in(trained.arrays))
        self._values: Mapping[str, Sequence[str]] = trained.settings["facets"]

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Code -> the score from which it is proposed."""
        return self._stack.thresholds

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """Every code that scores its threshold or more."""
        return (one for one in self.candidates(reading) if one.score >= self.thresholds[one.code])

    def candidates(self, reading: Reading) -> Iterator[Proposal]:
        """Every code that scores 0.05 or more."""
        seen = self._sight.see(reading)
        by_sentence: dict[int, list[Scored]] = defaultdict(list)
        for scored in self._stack.scores(seen):
            by_sentence[scored.sentence].append(scored)
        line_of = {row: line for line, row in enumerate(seen.rows)}
        for number, found in sorted(by_sentence.items()):
            facets = self._facets(seen, line_of.get(number))
            for scored in found:
                proposal = self._proposal(reading.codable[number], scored, seen, line_of.get(number))
                yield replace(proposal, likely=facets)

    def rank(self, reading: Reading) -> Sequence[float]:
        """For each codable sentence how likely a reader codes it at all; not calibrated, but in order."""
        seen = self._sight.see(reading)
        ranked = seen.linear - 100.0  # behind everything that was read closely
        ranked[list(seen.rows)] = seen.coded
        return [float(one) for one in ranked]

    def _proposal(self, sentence: Sentence, scored: Scored, seen: Seen, line: int | None) -> Proposal:
        hits = seen.hits[scored.sentence].get(scored.code, ()) if self._kind == "combined" else ()
        cue = hits[0] if hits else None
        return Proposal(
            start=sentence.start,
            end=sentence.end,
            code=scored.code,
            score=round(scored.score, DIGITS),
            reason=self._reason(scored.code, cue, seen, line),
            cue=cue.cue if cue else None,
            cue_start=sentence.start + cue.start if cue else None,
            cue_end=sentence.start + cue.end if cue else None,
            names_lack=cue is not None and cue.tier == "lack",
        )

    def _reason(self, code: str, cue: CueHit | None, seen: Seen, line: int | None) -> str:
        said = [f"{cue.tier} cue {cue.cue}"] if cue else []
        nearest = self._examples.nearest(code, seen.vectors[line]) if line is not None else None
        if nearest:
            text = nearest[0] if len(nearest[0]) <= LONGEST else f"{nearest[0][: LONGEST - 1]}…"
            said.append(f"like “{text}” ({nearest[1]:.2f})")
        return "; ".join(said) or "learned"

    def _facets(self, seen: Seen, line: int | None) -> Mapping[str, Mapping[str, float]]:
        if line is None:
            return {}
        return {
            name: {
                value: round(float(np.exp(share)), 4)
                for value, share in zip(self._values[name], seen.facets[name][line], strict=True)
            }
            for name in FACETS
        }


def coder_name(kind: Kind, codebook: Codebook) -> str:
    """``learned@<12 digits of the codebook's digest>.<8 of the weights'>.<revision>``."""
    return f"{kind}@{codebook.digest[:12]}.{weights.digest()}.{REVISION}"


def name_of(codebook: Codebook, settings: CoderSettings) -> str:
    """Name of the learned coder without cues."""
    return coder_name("learned", codebook)


def proposer(codebook: Codebook, settings: CoderSettings) -> Proposer:
    """The learned coder without cues."""
    return LearnedProposer(codebook, kind="learned", name=name_of(codebook, settings))
