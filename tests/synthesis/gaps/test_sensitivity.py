"""Gaps under other thresholds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import corpus_of, papers
from invented_gaps import BOOK, FORUM, TRUST, USUAL, trust
from relsynth.codebook import GapThresholds
from relsynth.synthesis.gaps import find, find_under
from relsynth.synthesis.gaps.sensitivity import scaled, sensitivity

EXPECTED = {
    "tight": (10, 0.05, 1, 6, 0.9, 0.05, 0.05, 0.95, 0.4, 8, 6, 0.05),
    "default": (10, 0.1, 2, 3, 0.8, 0.1, 0.1, 0.9, 0.3, 4, 3, 0.1),
    "loose": (10, 0.2, 4, 2, 0.6, 0.2, 0.2, 0.8, 0.1, 2, 2, 0.2),
}


@pytest.mark.parametrize(("name", "factor"), [("tight", 0.5), ("default", 1.0), ("loose", 2.0)])
def test_the_room_for_gaps_is_halved_and_doubled(name: str, factor: float) -> None:
    assert tuple(scaled(USUAL, factor).model_dump().values()) == pytest.approx(EXPECTED[name])


@given(
    st.builds(
        GapThresholds,
        floor=st.floats(0, 1),
        tau_rel=st.floats(0, 1),
        tau_one=st.floats(0, 1),
        tau_contra=st.floats(0, 1),
        k_thin=st.integers(0, 100),
        k_rel=st.integers(1, 100),
    ),
    st.floats(0.1, 10),
)
def test_scaled_thresholds_are_thresholds(thresholds: GapThresholds, factor: float) -> None:
    moved = scaled(thresholds, factor)
    assert GapThresholds.model_validate(moved.model_dump()) == moved


def test_a_gap_is_told_with_the_settings_that_call_it() -> None:
    documents = papers(40)
    corpus = corpus_of(documents, [trust(one, measured="study_items") for one in documents[:3]], BOOK)
    held = {(one.construct, one.kind): one for one in sensitivity(corpus, thresholds=USUAL)}
    assert held[FORUM, "absent"].holds == "under all"
    thin = held[TRUST, "thin"]
    assert (thin.holds, thin.tight, thin.default, thin.loose) == ("loose only", None, None, pytest.approx(3 / 40))


def test_gaps_under_several_settings_are_those_of_each_by_itself() -> None:
    documents = papers(12)
    said = [trust(one, role="barrier" if n % 2 else "facilitator") for n, one in enumerate(documents[:8])]
    corpus = corpus_of(documents, said, BOOK)
    settings = [scaled(USUAL, factor) for factor in (0.5, 1.0, 2.0)]
    apart = tuple(find(corpus, thresholds=one, odds=False) for one in settings)
    assert find_under(corpus, settings) == apart
    assert len({len(gaps) for gaps in apart}) > 1
