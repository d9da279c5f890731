"""Each measure gives what its literature printed, what an obvious implementation gives, and None where it has none."""

from __future__ import annotations

import doctest
import math
from collections import Counter
from collections.abc import Callable
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from relsynth.agreement import measures
from relsynth.agreement.measures import (
    Scale,
    cohen_kappa,
    gwet_ac,
    krippendorff_alpha,
    negative_agreement,
    pabak,
    percent,
    positive_agreement,
)
from relsynth.agreement.tables import Ratings

Cells = tuple[tuple[int, ...], ...]


def crossed(cells: Cells) -> Ratings:
    """Two coders' table, the first in rows, the second in columns."""
    categories = tuple("abcde"[: len(cells)])
    rows = [
        (one, other)
        for one, line in zip(categories, cells, strict=True)
        for other, units in zip(categories, line, strict=True)
        for _ in range(units)
    ]
    return Ratings(coders=("first", "second"), categories=categories, rows=tuple(rows))


def written(*coders: str, categories: str = "12345") -> Ratings:
    """A line a coder, a sign a unit, a point where it was not judged."""
    rows = tuple(tuple(None if sign == "." else sign for sign in unit) for unit in zip(*coders, strict=True))
    return Ratings(coders=tuple(map(str, range(len(coders)))), categories=tuple(categories), rows=rows)


RARE = crossed(((40, 30), (34, 896)))
"""A code of which seven per cent have it: kappa falls, agreement does not."""
EVEN = crossed(((40, 9), (6, 45)))
UNEVEN = crossed(((80, 10), (5, 5)))
"""Feinstein & Cicchetti (1990), doi 10.1016/0895-4356(90)90158-L: the paradox of kappa."""
PREGNANCIES = crossed(((13, 0, 0), (0, 20, 7), (0, 4, 56)))
"""Gwet (2014), distributed with irrCAC 1.0 as cont3x3abstractors; its vignette prints the figures."""
FOUR_CODERS = written("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff (2011), section D; in irrCAC 1.0 as cac.raw4raters."""


@pytest.mark.parametrize(
    ("measure", "table", "value"),
    [
        pytest.param(percent, RARE, 0.936, id="percent-of-a-rare-code"),
        pytest.param(cohen_kappa, RARE, 0.5211, id="kappa-of-a-rare-code"),
        pytest.param(gwet_ac, RARE, 0.9261, id="ac1-of-a-rare-code"),
        pytest.param(pabak, RARE, 0.872, id="pabak-of-a-rare-code"),
        pytest.param(cohen_kappa, EVEN, 0.70, id="feinstein-cicchetti-even-kappa"),
        pytest.param(cohen_kappa, UNEVEN, 0.32, id="feinstein-cicchetti-uneven-kappa"),
        pytest.param(pabak, UNEVEN, 0.70, id="byrt-1993-pabak-of-85-per-cent"),
        pytest.param(percent, PREGNANCIES, 0.89, id="irrcac-two-percent"),
        pytest.param(cohen_kappa, PREGNANCIES, 0.7964094, id="irrcac-two-kappa"),
        pytest.param(gwet_ac, PREGNANCIES, 0.8493305, id="irrcac-two-ac1"),
        pytest.param(pabak, PREGNANCIES, 0.835, id="irrcac-two-brennan-prediger"),
        pytest.param(krippendorff_alpha, PREGNANCIES, 0.7972585, id="irrcac-two-alpha"),
        pytest.param(percent, FOUR_CODERS, 0.81818, id="irrcac-four-percent"),
        pytest.param(gwet_ac, FOUR_CODERS, 0.77544, id="irrcac-four-ac1"),
        pytest.param(pabak, FOUR_CODERS, 0.77273, id="irrcac-four-brennan-prediger"),
        pytest.param(krippendorff_alpha, FOUR_CODERS, 0.743, id="krippendorff-2011-nominal"),
    ],
)
def test_published_examples(measure: Callable[[Ratings], float | None], table: Ratings, value: float) -> None:
    assert measure(table) == pytest.approx(value, abs=0.5 * 10.0 ** -len(str(value).partition(".")[2]))


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        pytest.param("nominal", 0.743, id="nominal"),
        pytest.param("ordinal", 0.815, id="ordinal"),
        pytest.param("quadratic", 0.849, id="interval"),
    ],
)
def test_alpha_by_scale_as_krippendorff_printed_it(scale: Scale, value: float) -> None:
    assert krippendorff_alpha(FOUR_CODERS, scale=scale) == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "positive", "negative"),
    [
        pytest.param(EVEN, 0.84, 0.86, id="cicchetti-feinstein-even"),
        pytest.param(UNEVEN, 0.91, 0.40, id="cicchetti-feinstein-uneven"),
        pytest.param(RARE, 0.5556, 0.9655, id="rare"),
    ],
)
def test_positive_and_negative_agreement(table: Ratings, positive: float, negative: float) -> None:
    assert positive_agreement(table, "a") == pytest.approx(positive, abs=0.005)
    assert negative_agreement(table, "a") == pytest.approx(negative, abs=0.005)


# -- oracles


signs = st.sampled_from([*"abcd", None])
tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[signs] * coders), max_size=30).map(
        lambda rows: Ratings(coders=tuple("wxyz"[:coders]), categories=tuple("abcd"), rows=tuple(rows))
    )
)
pairs = st.lists(st.tuples(*[st.sampled_from("abcd")] * 2), min_size=1, max_size=60)
scales = st.sampled_from(["nominal", "ordinal", "linear", "quadratic"])


def defined(value: float) -> float | None:
    return None if math.isnan(value) else pytest.approx(value, abs=1e-9)


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::sklearn.exceptions.UndefinedMetricWarning")
@given(pairs, st.sampled_from(["nominal", "linear", "quadratic"]))
def test_kappa_is_sklearns(judged: list[tuple[str, str]], scale: Scale) -> None:
    table = Ratings(coders=("x", "y"), categories=tuple("abcd"), rows=tuple(judged))
    one, other = zip(*judged, strict=True)
    weights = None if scale == "nominal" else scale
    expected = cohen_kappa_score(one, other, labels=list("abcd"), weights=weights)
    assert cohen_kappa(table, scale=scale) == defined(float(expected))


def nearness(one: str, other: str, scale: Scale) -> float:
    steps = abs(ord(one) - ord(other))
    return {
        "nominal": float(steps == 0),
        "ordinal": 1 - math.comb(steps + 1, 2) / math.comb(4, 2),
        "linear": 1 - steps / 3,
        "quadratic": 1 - (steps / 3) ** 2,
    }[scale]


def judged_pairs(table: Ratings) -> list[list[tuple[str, str]]]:
    """Of each unit that two or more judged, each judgement beside each other one."""
    units = [[one for one in row if one is not None] for row in table.rows]
    return [list(permutations(unit, 2)) for unit in units if len(unit) > 1]


def obvious_percent(table: Ratings, scale: Scale) -> float:
    units = judged_pairs(table)
    each = [sum(nearness(one, other, scale) for one, other in unit) / len(unit) for unit in units]
    return sum(each) / len(each) if each else math.nan


def obvious_ac(table: Ratings, scale: Scale) -> float:
    units = [Counter(one for one in row if one is not None) for row in table.rows if {*row} != {None}]
    shares = {c: sum(unit[c] / unit.total() for unit in units) / len(units) for c in "abcd"} if units else {}
    total = sum(nearness(one, other, scale) for one in "abcd" for other in "abcd")
    chance = total / 12 * sum(share * (1 - share) for share in shares.values())
    observed = obvious_percent(table, scale)
    return (observed - chance) / (1 - chance)


def obvious_alpha(table: Ratings, scale: Scale) -> float:
    """By the coincidence matrix, as in Krippendorff (2011)."""
    coincidences: Counter[tuple[str, str]] = Counter()
    for unit in judged_pairs(table):
        judges = math.isqrt(len(unit)) + 1  # m judges make m (m - 1) pairs
        for pair in unit:
            coincidences[pair] += 1 / (judges - 1)  # type: ignore[assignment]
    margins = {c: sum(n for (one, _), n in coincidences.items() if one == c) for c in "abcd"}

    def apart(one: str, other: str) -> float:
        if scale != "ordinal":
            return 1 - nearness(one, other, scale)
        low, high = sorted((one, other))
        between = sum(margins[c] for c in "abcd" if low <= c <= high)
        return (between - (margins[low] + margins[high]) / 2) ** 2

    n = sum(margins.values())
    observed = sum(count * apart(*pair) for pair, count in coincidences.items())
    expected = sum(margins[one] * margins[other] * apart(one, other) for one in "abcd" for other in "abcd")
    return 1 - (n - 1) * observed / expected if expected > 1e-9 else math.nan


@given(tables, scales)
def test_percent_is_the_mean_of_pairs(table: Ratings, scale: Scale) -> None:
    assert percent(table, scale=scale) == defined(obvious_percent(table, scale))


@given(tables, scales)
def test_gwets_ac_is_the_obvious_one(table: Ratings, scale: Scale) -> None:
    assert gwet_ac(table, scale=scale) == defined(obvious_ac(table, scale))


@given(tables, scales)
def test_alpha_is_the_obvious_one(table: Ratings, scale: Scale) -> None:
    assert krippendorff_alpha(table, scale=scale) == defined(obvious_alpha(table, scale))


@given(tables)
def test_kappa_of_many_is_the_mean_of_each_two(table: Ratings) -> None:
    each = [
        cohen_kappa(
            Ratings(coders=("x", "y"), categories=table.categories, rows=tuple((r[one], r[other]) for r in table.rows))
        )
        for one, other in combinations(range(len(table.coders)), 2)
    ]
    known = [kappa for kappa in each if kappa is not None]
    assert cohen_kappa(table) == defined(sum(known) / len(known) if known else math.nan)


@given(tables)
def test_agreement_on_each_category_counts_pairs(table: Ratings) -> None:
    together = [pair for unit in judged_pairs(table) for pair in unit]
    for negated, measure in ((False, positive_agreement), (True, negative_agreement)):
        first = [(one, other) for one, other in together if (one == "a") != negated]
        both = [pair for pair in first if (pair[1] == "a") != negated]
        assert measure(table, "a") == defined(len(both) / len(first) if first else math.nan)


@given(tables, scales)
def test_a_likeness_of_ones_own_is_a_scale(table: Ratings, scale: Scale) -> None:
    likeness = [[nearness(one, other, scale) for other in "abcd"] for one in "abcd"]
    for measure in (percent, cohen_kappa, gwet_ac, pabak):
        assert measure(table, scale=likeness) == pytest.approx(measure(table, scale=scale), abs=1e-9)


@given(tables, scales)
def test_no_measure_is_above_one_or_nan(table: Ratings, scale: Scale) -> None:
    for measure in (percent, cohen_kappa, gwet_ac, pabak, krippendorff_alpha):
        value = measure(table, scale=scale)
        assert value is None or value <= 1 + 1e-9


# -- where there is nothing to tell


@pytest.mark.parametrize(
    ("table", "told"),
    [
        pytest.param(written("", ""), (None, None, None, None, None), id="no-units"),
        pytest.param(written("12."), (None, None, None, None, None), id="one-coder"),
        pytest.param(written("12.", "..3"), (None, None, None, None, None), id="no-unit-in-common"),
        pytest.param(written("111", "111"), (1.0, None, 1.0, 1.0, None), id="one-category-used-of-five"),
        pytest.param(written("11", "11", categories="1"), (1.0, None, None, None, None), id="one-category-there"),
        pytest.param(written("12", "12", categories="12"), (1.0, 1.0, 1.0, 1.0, 1.0), id="one-mind"),
        pytest.param(written("11", "22", categories="12"), (0.0, 0.0, -1.0, -1.0, -0.5), id="each-their-own"),
    ],
)
def test_what_is_not_defined_is_none(table: Ratings, told: tuple[float | None, ...]) -> None:
    values = (percent, cohen_kappa, pabak, gwet_ac, krippendorff_alpha)
    assert tuple(measure(table) for measure in values) == pytest.approx(told)


def test_agreement_on_a_category_that_nobody_used() -> None:
    assert positive_agreement(written("11", "11"), "2") is None
    assert negative_agreement(written("11", "11"), "1") is None


def test_a_category_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no such category: 9"):
        positive_agreement(written("11", "11"), "9")


def test_the_examples_hold() -> None:
    assert doctest.testmod(measures).failed == 0
