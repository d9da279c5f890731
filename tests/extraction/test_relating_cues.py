"""The words of relating: every cue can be compiled, and each kind has a weight."""

from __future__ import annotations

import pytest

from relsynth.cues import parse_cue
from relsynth.extraction.relatedness import NEARNESS, WEIGHTS
from relsynth.extraction.relating_cues import CUES


@pytest.mark.parametrize("cue", [cue for cues in CUES.values() for cue in cues])
def test_every_cue_can_be_read(cue: str) -> None:
    assert parse_cue(cue)


def test_every_kind_is_weighed() -> None:
    assert set(CUES) == set(WEIGHTS) - {NEARNESS, "anchor"}
