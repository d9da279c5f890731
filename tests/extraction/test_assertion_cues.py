"""The tables of cues: each is cue syntax, and none stands twice."""

from __future__ import annotations

import pytest

from relsynth.cues import parse_cue
from relsynth.extraction.assertion import ASSERTIONS
from relsynth.extraction.assertion_cues import CUES, MASKS


@pytest.mark.parametrize("cue", [*(cue for _, _, cues in CUES for cue in cues), *MASKS])
def test_every_cue_is_cue_syntax(cue: str) -> None:
    assert parse_cue(cue)


def test_no_cue_stands_twice() -> None:
    every = [*(cue for _, _, cues in CUES for cue in cues), *MASKS]
    assert len(every) == len(set(every))


def test_every_assertion_has_cues() -> None:
    assert {assertion for assertion, _, _ in CUES} == set(ASSERTIONS)
