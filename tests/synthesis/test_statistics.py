"""Figures have the interval that the literature gives them, and the same one every time."""

from __future__ import annotations

import doctest
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis import statistics
from relsynth.synthesis.statistics import Floats, OfTotals, bootstrap, interval, wilson


@pytest.mark.parametrize(
    ("k", "n", "interval"),
    [
        pytest.param(0, 30, "0.0000 0.1135", id="nobody"),
        pytest.param(0, 35, "0.0000 0.0989", id="nobody-and-under-a-tenth"),
        pytest.param(3, 20, "0.0524 0.3604", id="few"),
        pytest.param(17, 40, "0.2851 0.5780", id="nearly-half"),
        pytest.param(55, 58, "0.8586 0.9823", id="nearly-all"),
        pytest.param(58, 58, "0.9379 1.0000", id="all"),
        pytest.param(1, 1, "0.2065 1.0000", id="one-of-one"),
        pytest.param(0, 0, "0.0000 1.0000", id="no-study-no-knowledge"),
    ],
)
def test_wilsons_interval(k: int, n: int, interval: str) -> None:
    assert "{:.4f} {:.4f}".format(*wilson(k, n)) == interval


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors(case: tuple[int, int]) -> None:
    k, n = case
    lower, upper = wilson(k, n)
    assert 0 <= lower <= upper <= 1
    assert n == 0 or lower <= k / n + 1e-12
    assert n == 0 or k / n - 1e-12 <= upper
    assert wilson(n - k, n) == pytest.approx((1 - upper, 1 - lower))


@given(st.integers(1, 400))
def test_more_studies_leave_less_room(n: int) -> None:
    assert wilson(0, n + 1)[1] < wilson(0, n)[1]


def mean_of(values: list[float]) -> Callable[[Floats], Floats]:
    return lambda weights: weights @ np.array(values) / len(values)


def test_a_bootstrap_gives_the_same_interval_every_time() -> None:
    values = [0.0, 1.0, 1.0, 2.0, 5.0, 3.0]
    assert bootstrap(mean_of(values), 6) == bootstrap(mean_of(values), 6)
    lower, upper = bootstrap(mean_of(values), 6)
    assert lower < sum(values) / 6 < upper


def test_a_bootstrap_comes_near_the_normal_interval_of_a_mean() -> None:
    values = [float(at % 10) for at in range(200)]
    half = 1.96 * np.std(values) / math.sqrt(200)
    assert bootstrap(mean_of(values), 200) == pytest.approx((4.5 - half, 4.5 + half), abs=0.06)


def test_every_replicate_draws_as_many_studies_as_there_are() -> None:
    drawn: list[Floats] = []

    def keep(weights: Floats) -> Floats:
        drawn.append(weights)
        return weights.sum(axis=1)

    assert bootstrap(keep, 7) == (7.0, 7.0)
    assert drawn[0].shape == (statistics.REPLICATES, 7)
    assert (drawn[0] >= 0).all()


@pytest.mark.parametrize("studies", [0, 1])
def test_one_study_has_no_spread(studies: int) -> None:
    assert all(map(math.isnan, bootstrap(mean_of([1.0]), studies)))


@pytest.mark.parametrize(
    ("share", "is_defined"),
    [
        pytest.param(0.0, True, id="always-defined"),
        pytest.param(0.4, True, id="mostly"),
        pytest.param(0.6, False, id="seldom"),
        pytest.param(1.0, False, id="never"),
    ],
)
def test_a_statistic_that_is_seldom_defined_has_no_interval(share: float, is_defined: bool) -> None:
    def statistic(weights: Floats) -> Floats:
        values = np.ones(len(weights))
        values[: int(share * len(weights))] = math.nan
        return values

    interval = bootstrap(statistic, 5)
    assert interval == (1.0, 1.0) if is_defined else all(map(math.isnan, interval))


def test_the_examples_in_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(statistics)
    assert (failed, tried) == (0, 1)


def test_an_infinite_statistic_is_a_bound_and_is_not_left_out() -> None:
    def statistic(weights: Floats) -> Floats:
        values = np.ones(len(weights))
        values[:100] = math.inf  # a tenth of the replicates has nothing to divide by
        return values

    assert bootstrap(statistic, 5) == (1.0, math.inf)


def ratio(totals: Floats) -> Floats:
    """The sum of the first column over that of the second."""
    return totals[:, 0] / totals[:, 1]


def odds(totals: Floats) -> Floats:
    """Odds of the first two columns over those of the others, with a half added to each."""
    a, b, c, d = (totals + 0.5).T
    return (a / b) / (c / d)


@pytest.mark.parametrize(
    ("statistic", "means"),
    [
        pytest.param(ratio, [0.4, 3.0], id="a-density"),
        pytest.param(ratio, [0.02, 3.0], id="a-rare-one"),
        pytest.param(odds, [0.3, 1.0, 2.0, 9.0], id="odds"),
        pytest.param(odds, [0.05, 0.6, 2.0, 9.0], id="rare-odds"),
    ],
)
def test_of_many_studies_the_formula_gives_what_draws_give(
    statistic: OfTotals, means: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = np.random.default_rng(7)
    sizes = generator.gamma(1.5, 1 / 1.5, size=(4_000, 1))  # papers differ in length more than by chance
    counts = generator.poisson(np.array(means) * sizes).astype(np.float64)
    low, high = interval(statistic, counts)
    monkeypatch.setattr("relsynth.synthesis.statistics.MOST_DRAWN", 0)
    by_formula = interval(statistic, counts)
    assert by_formula == pytest.approx((low, high), abs=0.1 * (high - low))
