"""What is more than a sentence."""

from __future__ import annotations

import pytest

from relsynth.synthesis.gaps.richness import has_sentences


@pytest.mark.parametrize(
    ("words", "has"),
    [
        pytest.param("Trust grew.", False, id="one"),
        pytest.param("Trust grew. It held.", True, id="two"),
        pytest.param("“Trust grew.” (It held.)", True, id="quoted"),
        pytest.param("Trust grew, e.g. over years.", False, id="an-abbreviation"),
    ],
)
def test_sentences_are_told_by_their_ends(words: str, has: bool) -> None:
    assert has_sentences(words) is has
