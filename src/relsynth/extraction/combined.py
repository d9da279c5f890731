"""The default coder: what was learned and the codebook's cues, weighed together."""

from __future__ import annotations

from relsynth.codebook import Codebook
from relsynth.extraction.learned.coder import LearnedProposer, coder_name
from relsynth.extraction.proposals import CoderSettings, Proposer


def name_of(codebook: Codebook, settings: CoderSettings) -> str:
    """``combined@…``, as the learned coder's name."""
    return coder_name("combined", codebook)


def proposer(codebook: Codebook, settings: CoderSettings) -> Proposer:
    """The learned coder with cues."""
    return LearnedProposer(codebook, kind="combined", name=name_of(codebook, settings))
