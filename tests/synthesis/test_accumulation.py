"""Whether more papers would bring more: against worked figures, and by what must hold of any incidences."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, papers
from relsynth.synthesis.accumulation import accumulate, chao2, coverage, expected_new, rarefaction

WORKED = (12, 9, 7, 7, 5, 3, 2, 2, 1, 1, 1, 1)
"""Of 15 studies: the vector of domain.md, C4, worked by hand."""

INCIDENCES = st.integers(1, 12).flatmap(
    lambda studies: st.tuples(st.just(studies), st.lists(st.integers(1, studies), min_size=1, max_size=15))
)


@pytest.mark.parametrize(
    ("incidences", "studies", "bound"),
    [
        pytest.param(WORKED, 15, 13.8667, id="worked"),
        pytest.param((3, 3, 2), 5, 3.0, id="none-seen-once"),
        pytest.param((1, 1, 1), 10, 3 + 0.9 * 3, id="none-seen-twice"),
        pytest.param((), 10, 0.0, id="nothing-seen"),
        pytest.param((), 0, 0.0, id="no-studies"),
    ],
)
def test_chao2(incidences: tuple[int, ...], studies: int, bound: float) -> None:
    assert chao2(incidences, studies) == pytest.approx(bound, abs=5e-5)


@pytest.mark.parametrize(
    ("incidences", "studies", "share"),
    [
        pytest.param(WORKED, 15, 1 - 4 / 51 * 56 / 60, id="worked"),
        pytest.param((3, 3, 2), 5, 1.0, id="none-seen-once"),
        pytest.param((1, 1, 1), 10, 1 - 18 / 20, id="none-seen-twice"),
        pytest.param((1,), 10, 1.0, id="one-thing-once"),
        pytest.param((), 10, 0.0, id="nothing-seen"),
    ],
)
def test_coverage(incidences: tuple[int, ...], studies: int, share: float) -> None:
    assert coverage(incidences, studies) == pytest.approx(share)


@pytest.mark.parametrize(("drawn", "seen"), [(1, 3.40), (5, 8.09), (10, 10.45), (15, 12.0)])
def test_the_curve_of_the_worked_example(drawn: int, seen: float) -> None:
    assert rarefaction(WORKED, 15)[drawn - 1] == pytest.approx(seen, abs=0.005)


@given(INCIDENCES)
def test_the_curve_is_the_mean_over_all_ways_to_draw(case: tuple[int, list[int]]) -> None:
    studies, incidences = case
    curve = rarefaction(incidences, studies)
    exact = [sum(1 - comb(studies - q, t) / comb(studies, t) for q in incidences) for t in range(1, studies + 1)]
    assert curve == pytest.approx(exact)
    assert curve[-1] == pytest.approx(len(incidences))
    assert all(b >= a - 1e-9 for a, b in pairwise(curve))


def test_the_curve_is_what_drawing_studies_gives() -> None:
    shown = [{"a", "b"}, {"a"}, {"a", "c"}, {"b"}]
    mean = [sum(len(set().union(*drawn)) for drawn in combinations(shown, t)) / comb(4, t) for t in range(1, 5)]
    assert rarefaction((3, 2, 1), 4) == pytest.approx(mean)


@given(INCIDENCES, st.integers(0, 50))
def test_what_is_expected_grows_and_never_passes_the_bound(case: tuple[int, list[int]], more: int) -> None:
    studies, incidences = case
    new = expected_new(incidences, studies, more)
    assert -1e-9 <= new <= chao2(incidences, studies) - len(incidences) + 1e-9
    assert expected_new(incidences, studies, more + 1) >= new - 1e-9


def test_cells_of_construct_and_level_are_counted_once_a_study() -> None:
    documents = papers(3)
    made = accumulate(
        corpus_of(
            documents,
            [
                coding(documents[0], "STA.TRUST", "results", level="interpersonal"),
                coding(documents[0], "STA.TRUST", "methods", level="interpersonal"),
                coding(documents[1], "STA.TRUST", "results", level="interpersonal inter_organisational"),
                coding(documents[2], "STR.FORUM", "results", "recommended", level="interpersonal"),
            ],
        ),
        ("code", "level"),
    )
    assert (made.studies, made.seen, made.once, made.twice) == (3, 2, 1, 1)
    assert made.possible == 3 * 2
    assert made.curve == pytest.approx((1.0, 5 / 3, 2.0))
    assert made.next_ten <= made.possible - made.seen


def test_of_one_study_no_coverage_is_told_and_nothing_is_expected_below_nothing() -> None:
    (only,) = papers(1)
    made = accumulate(corpus_of([only], [coding(only, "STA.TRUST", "results", level="system")]), ("code", "level"))
    assert (made.studies, made.seen, made.coverage, made.next_ten) == (1, 1, None, 0)
