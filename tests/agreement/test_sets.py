"""Sets are near by Jaccard and MASI as published, and alpha of many sets is that of few."""

from __future__ import annotations

import doctest
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.agreement import krippendorff_alpha, percent, sets
from relsynth.agreement.sets import Codes, Nearness, SetRows, jaccard, likeness, masi, ratings_of_sets, set_agreement

Judged = list[tuple[str, str, Codes]]


def of(text: str) -> Codes:
    return frozenset(text)


@pytest.mark.parametrize(
    ("one", "other", "shares", "near"),
    [
        # Passonneau (2006), section 3: 1 for identical sets, 2/3 where one holds the other, 1/3 where they meet.
        pytest.param("ab", "ab", 1, 1, id="identical"),
        pytest.param("ab", "a", 1 / 2, 1 / 2 * 2 / 3, id="one-holds-the-other"),
        pytest.param("ab", "bc", 1 / 3, 1 / 3 * 1 / 3, id="they-meet"),
        pytest.param("ab", "cd", 0, 0, id="disjoint"),
        pytest.param("abc", "bcd", 1 / 2, 1 / 6, id="they-meet-by-half"),
        pytest.param("", "", 1, 1, id="both-empty"),
        pytest.param("", "a", 0, 0, id="one-empty"),
    ],
)
def test_two_sets_are_as_near_as_published(one: str, other: str, shares: float, near: float) -> None:
    for a, b in ((one, other), (other, one)):
        assert jaccard(of(a), of(b)) == pytest.approx(shares)
        assert masi(of(a), of(b)) == pytest.approx(near)


few = st.frozensets(st.sampled_from("abcdefg"), max_size=7)


@given(st.lists(few, min_size=1, max_size=8))
def test_the_table_of_likeness_is_of_each_two(some: list[Codes]) -> None:
    for by, near in (("Jaccard", jaccard), ("MASI", masi)):
        table = likeness(some, by=by)  # type: ignore[arg-type]
        assert table == pytest.approx(np.array([[near(a, b) for b in some] for a in some]))


def rows_of(judged: Judged, papers: dict[str, str]) -> SetRows:
    """The same as counted rows."""
    table, used = ratings_of_sets(judged)
    number = {name: place for place, name in enumerate(table.categories)}
    group = {name: place for place, name in enumerate(sorted(set(papers.values())))}
    counted = Counter(
        (group[papers[unit]], tuple(-1 if one is None else number[one] for one in row))
        for unit, row in zip(table.units, table.rows, strict=True)
    )
    return SetRows(
        sets=used,
        codes=np.array([row for _, row in counted], dtype=np.int64).reshape(len(counted), len(table.coders)),
        group=np.array([place for place, _ in counted], dtype=np.int64),
        times=np.array([*counted.values()], dtype=np.float64),
        groups=len(group),
    )


units = st.dictionaries(
    st.tuples(st.sampled_from([f"s{n}" for n in range(8)]), st.sampled_from(["ana", "ben", "cem"])),
    st.frozensets(st.sampled_from("abcdefg"), max_size=6),
    min_size=1,
)


@settings(max_examples=60)
@given(units)
def test_figures_of_counted_sets_are_those_of_the_table(held: dict[tuple[str, str], Codes]) -> None:
    judged = [(unit, coder, codes) for (unit, coder), codes in held.items()]
    papers = {unit: f"p{int(unit[1:]) // 3}" for unit, _ in held}
    told = {figure.name: figure.value for figure in set_agreement(rows_of(judged, papers), replicates=20).figures}
    table, used = ratings_of_sets(judged)
    for by in ("MASI", "Jaccard"):
        scale = likeness(used, by=by).tolist()  # type: ignore[arg-type]
        for name, expected in (
            (f"Krippendorff's alpha ({by})", krippendorff_alpha(table, scale=scale)),
            (f"mean likeness ({by})", percent(table, scale=scale)),
        ):
            value = told[name]
            assert (value is None) == (expected is None)
            if value is not None and expected is not None:
                assert math.isclose(value, expected, abs_tol=1e-9)


def test_what_is_missing_is_told() -> None:
    alone = set_agreement(rows_of([("s1", "ana", of("a"))], {"s1": "p"}))
    assert {figure.note for figure in alone.figures} == {"no unit was judged by two coders"}
    one = [("s1", "ana", of("a")), ("s1", "ben", of("a"))]
    told = {figure.name: (figure.value, figure.note) for figure in set_agreement(rows_of(one, {"s1": "p"})).figures}
    assert told["equal sets"] == (1.0, "too few units for an interval")
    assert told["Krippendorff's alpha (MASI)"] == (None, "one set only was used")


def test_an_empty_set_is_a_category_like_others() -> None:
    table, used = ratings_of_sets([("s1", "ana", of("")), ("s1", "ben", of("ba"))], group_of={"s1": "p"})
    assert (table.categories, used, table.groups) == (("nothing", "a + b"), (of(""), of("ab")), ("p",))


@pytest.mark.parametrize("by", ["MASI", "Jaccard"])
def test_alpha_counts_sets_that_are_partly_alike_for_half(by: Nearness) -> None:
    """By hand: of two units one differs, by 1 - 1/2 (Jaccard) or 1 - 1/3 (MASI); 4 judgements, 3 a and 1 ab."""
    judged = [("s1", "x", of("a")), ("s1", "y", of("a")), ("s2", "x", of("a")), ("s2", "y", of("ab"))]
    table, used = ratings_of_sets(judged)
    assert krippendorff_alpha(table, scale=likeness(used, by=by).tolist()) == pytest.approx(1 - (2 / 4) / (6 / 12))


def test_examples_of_the_docs_run() -> None:
    assert not doctest.testmod(sets).failed


def test_sets_that_would_be_called_alike_are_told_apart() -> None:
    sets_said = [frozenset[str](), of("ab"), frozenset({"nothing"}), frozenset({"a + b"})]
    table, held = ratings_of_sets([(str(unit), "ana", said) for unit, said in enumerate(sets_said)])
    assert table.categories == ("nothing", "a + b", "nothing'", "a + b'")
    assert held == tuple(sets_said)
