"""The test promises what its paper says, the rules of thumb promise nothing, and both say so plainly."""

from __future__ import annotations

import doctest
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from relsynth.screening import stopping
from relsynth.screening.protocol import Rule
from relsynth.screening.stopping import advice, missed, recall_curve

HEURISTICS: tuple[Rule, ...] = ("consecutive", "safe", "knee")
RULES: tuple[Rule, ...] = ("hypergeometric", *HEURISTICS)
TARGETS = ("0.5", "0.8", "0.9", "0.95", "0.99", "1")

readings = st.lists(st.booleans(), max_size=60).flatmap(
    lambda found: st.tuples(st.just(found), st.integers(len(found), len(found) + 60))
)


def by_every_stretch(found: list[bool], total: int, target: str) -> float:
    """The p value as the paper has it: each stretch of the latest reading is tested, by scipy's distribution."""
    too_many = floor(sum(found) / Fraction(target)) + 1 - sum(found)
    unread = total - len(found)
    if too_many > unread:
        return 0.0
    values = [1.0]
    for size in range(1, len(found) + 1):
        seen = sum(found[-size:])
        values.append(float(hypergeom.cdf(seen, size + unread, seen + too_many, size)))
    return min(values)


def test_the_value_of_the_authors_own_program() -> None:
    """``calculate_h0([1]*50+[0]*400, 1000)`` of buscarpy 0.0.2."""
    assert missed([True] * 50 + [False] * 400, total=1000) == pytest.approx(0.19360538706545483, abs=1e-12)


@given(readings, st.sampled_from(TARGETS))
def test_the_p_value_is_the_least_of_all_stretches(reading: tuple[list[bool], int], target: str) -> None:
    found, total = reading
    p = missed(found, total=total, target=float(target))
    assert p == pytest.approx(by_every_stretch(found, total, target), abs=1e-9)


def test_the_p_value_of_many_records_is_exact() -> None:
    found = [place % (2 + place // 40) == 0 for place in range(3000)]
    assert missed(found, total=9000) == pytest.approx(by_every_stretch(found, 9000, "0.95"), abs=1e-9)


@given(readings, st.sampled_from(TARGETS))
def test_a_recall_is_promised_where_the_test_says_stop(reading: tuple[list[bool], int], target: str) -> None:
    found, total = reading
    told = advice(found, total=total, target=float(target))
    promised = told.recall if told.recall is not None else 1.0
    assert told.stops == (len(found) == total or told.figure < 0.05)
    if any(found):
        assert told.stops == (promised >= float(target) - 1e-12)


@given(readings)
def test_the_irrelevant_records_said_to_be_enough_are_enough_and_not_too_many(reading: tuple[list[bool], int]) -> None:
    found, total = reading
    said = advice(found, total=total).statement
    if "If the next " not in said:
        return
    words = said.split("If the next ")[1].split()
    more = 1 if words[0] == "one" else int(words[0].replace(",", ""))
    assert advice(found + [False] * more, total=total).stops
    assert not advice(found + [False] * (more - 1), total=total).stops


@pytest.mark.parametrize(
    ("found", "total", "says"),
    [
        pytest.param(
            [True] * 50 + [False] * 800,
            1000,
            "At 95 % confidence at least 95 % of the relevant records are found (p = .004); "
            "850 of 1,000 were read, 50 relevant.",
            id="enough",
        ),
        pytest.param(
            [True] * 50 + [False] * 400,
            1000,
            "Not yet: more than 5 % of the relevant records may be unread (p = .194); 450 of 1,000 were read, "
            "50 relevant. At 95 % confidence at least 90 % are found. "
            "If the next 200 are irrelevant, reading can stop.",
            id="not-yet",
        ),
        pytest.param(
            [False] * 400,
            1000,
            "Not yet: relevant records may be unread (p = .600); 400 of 1,000 were read, none relevant. "
            "If the next 551 are irrelevant, reading can stop.",
            id="nothing-relevant-yet",
        ),
        pytest.param(
            [False] * 960,
            1000,
            "At 95 % confidence no record is relevant (p = .040); 960 of 1,000 were read, none relevant.",
            id="nothing-relevant-at-all",
        ),
        pytest.param(
            [True] + [False] * 946,
            997,
            "Not yet: more than 5 % of the relevant records may be unread (p = .050201); 947 of 997 were read, "
            "1 relevant. At 95 % confidence at least 50 % are found. If the next one is irrelevant, reading can stop.",
            id="one-more-and-a-p-that-rounds-to-the-bound",
        ),
        pytest.param([], 1900, "Not yet: none of 1,900 was read.", id="nothing-read"),
        pytest.param([True], 1, "Everything was read: 1 record, 1 relevant.", id="one-record"),
        pytest.param([], 1, "Not yet: none of 1 was read.", id="one-record-unread"),
        pytest.param([False] * 2000, 2000, "Everything was read: 2,000 records, none relevant.", id="all-read"),
        pytest.param([], 0, "There is nothing to read.", id="no-records"),
    ],
)
def test_the_test_says_in_plain_words(found: list[bool], total: int, says: str) -> None:
    assert str(advice(found, total=total)) == says


@pytest.mark.parametrize(
    ("rule", "found", "total", "stops", "figure"),
    [
        pytest.param("consecutive", [True] + [False] * 99, 500, False, 99, id="a-run-one-short"),
        pytest.param("consecutive", [True] + [False] * 100, 500, True, 100, id="a-run"),
        pytest.param("consecutive", [False] * 100, 500, False, 100, id="a-run-without-anything-found"),
        pytest.param("safe", [True] + [False] * 49, 500, False, 49, id="safe-and-a-run-one-short"),
        pytest.param("safe", [True] + [False] * 50, 500, True, 50, id="safe"),
        pytest.param("safe", [True] + [False] * 50, 1000, False, 50, id="safe-with-too-few-read"),
        pytest.param("knee", [True] * 100 + [False] * 899, 5000, False, 899, id="a-knee-too-early"),
        pytest.param("knee", [True] * 100 + [False] * 900, 5000, True, 900, id="a-knee"),
        pytest.param("knee", [True] * 6 + [False] * 994, 5000, True, 994, id="a-knee-with-few-found"),
        pytest.param("knee", [False] * 2000, 5000, False, 0, id="a-knee-of-nothing"),
        pytest.param("knee", [True] * 2000, 5000, False, 0, id="no-knee-in-a-straight-line"),
        pytest.param("knee", ([True] + [False] * 9) * 200, 5000, False, None, id="no-knee-in-a-steady-yield"),
    ],
)
def test_rules_of_thumb(rule: Rule, found: list[bool], total: int, *, stops: bool, figure: float | None) -> None:
    told = advice(found, total=total, rule=rule)
    assert told.stops == stops
    assert figure is None or told.figure == pytest.approx(figure)


def test_what_came_after_the_reading_is_not_promised() -> None:
    found = [True] * 20 + [False] * 580
    before, new = advice(found, total=700), advice(found, total=700, since=600)
    assert before.stops
    assert (new.stops, new.figure) == (False, 1.0)
    assert recall_curve(found, 700, since=600).most == sum(found) + 100
    read_on = [*found, *[False] * 90]
    assert advice(read_on, total=700, since=600).stops
    assert advice(read_on, total=700, since=600).figure >= advice(read_on, total=700).figure


@pytest.mark.parametrize("in_a_row", stopping.IN_A_ROW)
def test_the_run_that_is_wanted_can_be_chosen(in_a_row: int) -> None:
    found = [True] + [False] * in_a_row
    assert advice(found, total=1000, rule="consecutive", in_a_row=in_a_row).stops
    assert not advice(found[:-1], total=1000, rule="consecutive", in_a_row=in_a_row).stops


@given(readings, st.sampled_from(RULES))
def test_a_rule_of_thumb_says_that_it_is_one(reading: tuple[list[bool], int], rule: Rule) -> None:
    found, total = reading
    told = advice(found, total=total, rule=rule)
    assert told.is_heuristic == (rule in HEURISTICS)
    if len(found) < total:
        assert ("by a rule of thumb that promises no recall" in told.statement) == told.is_heuristic
        assert told.recall is None or not told.is_heuristic


@given(readings)
def test_the_curve_tells_the_whole_reading(reading: tuple[list[bool], int]) -> None:
    found, total = reading
    curve = recall_curve(found, total)
    heights = dict(curve.points)
    assert (curve.read, curve.relevant) == (len(found), sum(found))
    assert list(heights) == sorted(heights)
    assert all(heights[place] == sum(found[:place]) for place in heights)
    assert sum(found) <= curve.most <= sum(found) + total - len(found)


@pytest.mark.parametrize(
    ("found", "total", "points", "most"),
    [
        pytest.param([], 0, ((0, 0),), 0, id="no-records"),
        pytest.param([], 7, ((0, 0),), 7, id="nothing-read"),
        pytest.param([False, True, False], 3, ((0, 0), (2, 1), (3, 1)), 1, id="all-read"),
        pytest.param([True, True], 2, ((0, 0), (1, 1), (2, 2)), 2, id="the-last-is-relevant"),
        pytest.param([True] * 2 + [False] * 96, 100, ((0, 0), (1, 1), (2, 2), (98, 2)), 2, id="two-left"),
    ],
)
def test_the_points_of_a_curve(found: list[bool], total: int, points: tuple[tuple[int, int], ...], most: int) -> None:
    curve = recall_curve(found, total)
    assert (curve.points, curve.most) == (points, most)


@pytest.mark.parametrize(
    ("found", "total", "target", "confidence", "message"),
    [
        pytest.param([True, False], 1, 0.95, 0.95, "2 records were read of 1", id="more-read-than-there-are"),
        pytest.param([], 1, 0.0, 0.95, "a target is above 0 and at most 1, not 0.0", id="no-target"),
        pytest.param([], 1, 95, 0.95, "a target is above 0 and at most 1, not 95", id="target-in-percent"),
        pytest.param([], 1, 0.95, 1.0, "a confidence is between 0 and 1, not 1.0", id="certainty"),
    ],
)
def test_what_makes_no_sense_is_refused(
    found: list[bool], total: int, target: float, confidence: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        advice(found, total=total, target=target, confidence=confidence)


def test_the_examples_hold() -> None:
    assert doctest.testmod(stopping).failed == 0
