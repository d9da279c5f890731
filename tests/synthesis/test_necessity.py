"""What is reported together, by hand; and nothing is said on too few studies."""

from __future__ import annotations

import pytest

from relsynth.synthesis.necessity import Necessity, necessity
from relsynth.synthesis.statistics import wilson


def made(having: set[int], reaching: set[int], n: int = 12) -> Necessity:
    return necessity("trust", "scale-up", having=having, reaching=reaching, n=n)


@pytest.mark.parametrize(
    ("having", "reaching", "consistency", "coverage"),
    [
        pytest.param({1, 2, 3, 4, 5, 6}, {4, 5, 6, 7}, 3 / 4, 3 / 6, id="by-hand"),
        pytest.param({1, 2, 3}, {1, 2, 3}, 1.0, 1.0, id="always-together"),
        pytest.param({1, 2}, {3, 4}, 0.0, 0.0, id="never-together"),
        pytest.param({1, 2, 3, 4}, {1}, 1.0, 0.25, id="trivial"),
        pytest.param(set(), {1, 2}, 0.0, None, id="condition-reported-by-none"),
        pytest.param({1}, set(), None, 0.0, id="outcome-reported-by-none"),
    ],
)
def test_consistency_and_coverage(
    having: set[int], reaching: set[int], consistency: float | None, coverage: float | None
) -> None:
    told = made(having, reaching)
    assert (told.consistency, told.coverage) == (consistency, coverage)


def test_its_interval_is_that_of_the_studies_with_the_outcome() -> None:
    told = made({1, 2, 3, 4, 5, 6}, {4, 5, 6, 7})
    assert (told.lower, told.upper) == wilson(3, 4)
    assert told.claim == "reported together in 3 of the 4 studies that report the outcome"


@pytest.mark.parametrize(
    ("n", "reaching", "claim"),
    [
        pytest.param(9, {1, 2}, "too few studies to say anything (9; at least 10)", id="too-few"),
        pytest.param(12, set(), "the outcome is reported by no study", id="no-outcome"),
    ],
)
def test_where_nothing_can_be_said_that_is_said(n: int, reaching: set[int], claim: str) -> None:
    told = made({1}, reaching, n)
    assert told.claim == claim
    assert (told.consistency, told.lower, told.upper) == (None, None, None)
