"""What is known at one level or in one setting only."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import papers
from invented_gaps import gaps_of, trust
from relsynth.synthesis.gaps import Axis
from relsynth.synthesis.gaps.spread import hill


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        pytest.param([8, 1, 1], 1.8946, id="reference"),
        pytest.param([5, 5], 2.0, id="reference-even"),
        pytest.param([7, 0], 1.0, id="one-alone"),
        pytest.param([], 0.0, id="nothing"),
    ],
)
def test_hill(counts: list[int], value: float) -> None:
    assert hill(counts) == pytest.approx(value, abs=5e-5)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_diversity_lies_between_one_and_the_number_of_values(counts: list[int]) -> None:
    assert 1 - 1e-9 <= hill(counts) <= len(counts) + 1e-9
    by_hand = math.prod((count / sum(counts)) ** (-count / sum(counts)) for count in counts)
    assert hill(counts) == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("levels", "called"),
    [
        pytest.param(["system"] * 3, ("system", 3, 3), id="one-level"),
        pytest.param(["system"] * 2, None, id="too-few-studies"),
        pytest.param(["system"] * 9 + ["interpersonal"], ("system", 9, 10), id="at-the-threshold"),
        pytest.param(["system"] * 8 + ["interpersonal"], None, id="under-the-threshold"),
        pytest.param(["system interpersonal"] * 5, None, id="both-in-every-study"),
        pytest.param([""] * 5, None, id="no-level-told"),
    ],
)
def test_a_construct_at_one_level(levels: list[str], called: tuple[str, int, int] | None) -> None:
    documents = papers(12)
    codings = [trust(one, level=level) for one, level in zip(documents, levels, strict=False)]
    found = gaps_of(documents, codings, "one_level")
    assert [(gap.detail, gap.k, gap.n) for gap in found] == ([called] if called else [])


def axis(*values: str) -> Axis:
    return Axis(name="setting", values=tuple((value,) if value else () for value in [*values, *[""] * 20][:20]))


@pytest.mark.parametrize(
    ("settings", "called"),
    [
        pytest.param(["school"] * 4, (4, 4), id="one-setting"),
        pytest.param(["school"] * 2, None, id="too-few-are-known"),
        pytest.param(["school"] * 7 + ["home"], (7, 8), id="hill-under-one-and-a-half"),
        pytest.param(["school"] * 6 + ["home"], None, id="hill-over-one-and-a-half"),
        pytest.param(["school"] * 18 + ["home", "clinic"], (18, 20), id="by-share-alone"),
    ],
)
def test_a_construct_in_one_setting(settings: list[str], called: tuple[int, int] | None) -> None:
    documents = papers(20)
    found = gaps_of(documents, [trust(one) for one in documents], "one_setting", axes=(axis(*settings),))
    assert [(gap.k, gap.n) for gap in found] == ([called] if called else [])
    assert all(gap.axis == "setting" and gap.detail.startswith("school; of all studies") for gap in found)
