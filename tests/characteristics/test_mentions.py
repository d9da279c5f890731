"""Mentions are added up, and no place outweighs the rest by mere repetition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.characteristics.mentions import Measure, Mention, weighed, weights_of
from relsynth.characteristics.passages import WEIGHTS, Place

MEASURE = Measure(least=1.0, share=0.5, most=2, ceiling=0.9)


def said(value: str, weight: float, *, place: Place = "methods", start: int = 0) -> Mention:
    return Mention(value=value, start=start, end=start + 1, rule="said", place=place, weight=weight, group=value)


@pytest.mark.parametrize(
    ("mentions", "values"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([said("a", 0.4)], [], id="too-little"),
        pytest.param([said("a", 0.6), said("a", 0.6)], ["a"], id="added-up"),
        pytest.param([said("a", 0.4)] * 9, [], id="repetition-counts-twice"),
        pytest.param([said("a", 9.0), said("b", 2.0)], ["a"], id="too-little-beside-the-best"),
        pytest.param([said("a", 20.0), said("b", 6.0, place="title")], ["a", "b"], id="the-title-always-counts"),
        pytest.param([said("a", 3.0), said("b", 2.0), said("c", 2.5)], ["a", "c"], id="at-most-so-many"),
        pytest.param([said("b", 3.0, start=5), said("a", 3.0, start=9)], ["b", "a"], id="as-heavy-so-by-place"),
    ],
)
def test_what_weighs_enough_counts(mentions: list[Mention], values: list[str]) -> None:
    assert [each.value for each in weighed("setting", mentions, MEASURE)] == values


def test_the_weightiest_mention_is_the_evidence() -> None:
    (found,) = weighed("setting", [said("a", 1.0, start=3), said("a", 2.0, start=7), said("a", 2.0, start=9)], MEASURE)
    assert (found.start, found.end) == (7, 8)


mentions = st.builds(
    said,
    st.sampled_from("abc"),
    st.floats(0, 20),
    place=st.sampled_from(sorted(WEIGHTS)),
    start=st.integers(0, 50),
)


@given(st.lists(mentions, max_size=12))
def test_order_does_not_matter_and_confidence_is_a_share(found: list[Mention]) -> None:
    made = weighed("setting", found, MEASURE)
    assert made == weighed("setting", found[::-1], MEASURE)
    assert all(0 < each.confidence <= MEASURE.ceiling for each in made)
    assert all(weights_of(found)[each.value] >= MEASURE.least for each in made)
