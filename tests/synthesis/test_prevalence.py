"""Prevalence, corrected for the errors of who counted."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis.prevalence import Share, corrected, specificity_from, transferred


@pytest.mark.parametrize(
    ("found", "sensitivity", "specificity", "value"),
    [
        pytest.param((30, 100), (70, 100), (95, 100), 0.3846, id="the-fields-own-example"),
        pytest.param((30, 100), (10, 10), (10, 10), 0.30, id="never-wrong"),
        pytest.param((5, 100), (8, 10), (90, 100), 0.0, id="fewer-found-than-imagined"),
        pytest.param((95, 100), (8, 10), (90, 100), 1.0, id="more-found-than-can-be"),
        pytest.param((3, 10), (1.5, 2), (7.5, 8), 0.3455, id="a-paper-read-in-two-ways"),
    ],
)
def test_what_was_found_is_put_right(
    found: tuple[float, float], sensitivity: tuple[float, float], specificity: tuple[float, float], value: float
) -> None:
    made = corrected(Share(k=found[0], n=found[1]), **_errors(sensitivity, specificity))
    assert round(made.value, 4) == value
    assert 0 <= made.lower <= made.value <= made.upper <= 1


@pytest.mark.parametrize(
    ("found", "sensitivity", "specificity"),
    [
        pytest.param((3, 10), (0, 0), (9, 10), id="no-paper-has-it"),
        pytest.param((3, 10), (9, 10), (0, 0), id="every-paper-has-it"),
        pytest.param((0, 0), (9, 10), (9, 10), id="nothing-counted"),
        pytest.param((3, 10), (5, 10), (5, 10), id="a-coin"),
        pytest.param((3, 10), (1, 10), (5, 10), id="worse-than-a-coin"),
    ],
)
def test_what_cannot_be_put_right_is_left_open(
    found: tuple[float, float], sensitivity: tuple[float, float], specificity: tuple[float, float]
) -> None:
    made = corrected(Share(k=found[0], n=found[1]), **_errors(sensitivity, specificity))
    assert isnan(made.value)
    assert isnan(made.lower)
    assert isnan(made.upper)


def test_one_paper_tells_next_to_nothing() -> None:
    made = corrected(Share(k=5, n=10), **_errors((1, 1), (1, 1)))
    assert (made.lower, made.upper) == (0, 1)


@given(st.integers(0, 40), st.integers(0, 20), st.integers(0, 20))
def test_bounds_are_shares_in_order(found: int, sensitive: int, specific: int) -> None:
    made = corrected(Share(k=found, n=40), **_errors((sensitive, 20), (specific, 20)))
    assert isnan(made.value) or 0 <= made.lower <= made.upper <= 1


@pytest.mark.parametrize(
    ("true", "errors", "papers", "read"),
    [
        pytest.param(0.30, (0.70, 0.95), 100, (20, 40), id="a-fair-coder"),
        pytest.param(0.10, (0.60, 0.90), 50, (10, 30), id="rare-and-often-missed"),
        pytest.param(0.60, (0.80, 0.80), 40, (12, 8), id="few-papers-read"),
    ],
)
def test_nineteen_intervals_of_twenty_hold_what_is_true(
    true: float, errors: tuple[float, float], papers: int, read: tuple[int, int]
) -> None:
    random = np.random.default_rng(1)
    found = random.binomial(papers, true * errors[0] + (1 - true) * (1 - errors[1]), 1000)
    right = (random.binomial(n, share, 1000) for n, share in zip(read, errors, strict=True))
    made = [
        corrected(Share(k=int(k), n=papers), **_errors((int(se), read[0]), (int(sp), read[1])))
        for k, se, sp in zip(found, *right, strict=True)
    ]
    held = [one.lower <= true <= one.upper for one in made if not isnan(one.value)]
    assert sum(held) / len(held) > 0.94


@pytest.mark.parametrize(
    ("found", "errors", "value"),
    [
        pytest.param((30, 100), (0.70, 0.95), 0.3846, id="reference"),
        pytest.param((2, 100), (0.70, 0.95), 0.0, id="fewer-than-false-alarms"),
        pytest.param((98, 100), (0.70, 0.95), 1.0, id="more-than-there-can-be"),
    ],
)
def test_borrowed_figures_are_taken_as_they_are(
    found: tuple[int, int], errors: tuple[float, float], value: float
) -> None:
    made = transferred(Share(k=found[0], n=found[1]), sensitivity=errors[0], specificity=errors[1])
    assert made.value == pytest.approx(value, abs=5e-5)
    assert made.lower <= made.value <= made.upper


@pytest.mark.parametrize(
    ("found", "errors"),
    [
        pytest.param((0, 200), (0.5, 0.95), id="under-all-false-alarms"),
        pytest.param((3, 10), (0.5, 0.5), id="a-coin"),
        pytest.param((0, 0), (0.9, 0.9), id="nothing-counted"),
    ],
)
def test_borrowed_figures_that_do_not_fit_tell_nothing(found: tuple[int, int], errors: tuple[float, float]) -> None:
    made = transferred(Share(k=found[0], n=found[1]), sensitivity=errors[0], specificity=errors[1])
    assert isnan(made.value)
    assert isnan(made.upper)


@given(st.floats(0.05, 0.95), st.floats(0.3, 1), st.floats(0.3, 1))
def test_specificity_follows_from_precision(true: float, sensitivity: float, specificity: float) -> None:
    right, wrong = true * sensitivity, (1 - true) * (1 - specificity)
    found = right + wrong
    made = specificity_from(precision=right / found, sensitivity=sensitivity, found=found)
    assert made == pytest.approx(specificity)


def test_specificity_is_undefined_where_all_have_it_or_nothing_is_seen() -> None:
    assert isnan(specificity_from(precision=1, sensitivity=0.5, found=0.5))
    assert isnan(specificity_from(precision=1, sensitivity=0, found=0.5))


def _errors(sensitivity: tuple[float, float], specificity: tuple[float, float]) -> dict[str, Share]:
    return {
        "sensitivity": Share(k=sensitivity[0], n=sensitivity[1]),
        "specificity": Share(k=specificity[0], n=specificity[1]),
    }
