"""Constructs by kinds of studies, and beside each other: counts of studies, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, papers
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.strata import ALL, balance, beside, by_stratum

TRUST, FORUM = "STA.TRUST", "STR.FORUM"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Trust: a barrier in the first, both in the second, neither in the third, recommended in the fourth."""
    first, second, third, fourth = papers(4)
    return corpus_of(
        [first, second, third, fourth],
        [
            coding(first, TRUST, "results", "negated", role="barrier"),
            coding(first, TRUST, "results", role="barrier", at=1),
            coding(second, TRUST, "results", role="barrier"),
            coding(second, TRUST, "methods", role="facilitator"),
            coding(third, "STA.TRUST.GOODWILL", "results", role="descriptive"),
            coding(fourth, TRUST, "results", "recommended", role="facilitator"),
            coding(first, FORUM, "results", role="barrier"),
            coding(third, FORUM, "results", role="facilitator"),
        ],
    )


def test_each_study_that_has_it_is_a_barrier_a_facilitator_both_or_neither(corpus: Corpus) -> None:
    (row,) = by_stratum(corpus, [TRUST])
    assert (row.stratum, row.n, row.k) == (ALL, 4, 3)
    assert (row.barrier, row.facilitator, row.mixed, row.neither) == (1, 0, 1, 1)
    assert row.balance == pytest.approx((1 - 2) / (1 + 2))
    assert row.codings == (0, 1, 2, 3, 4)


def test_a_kind_has_its_own_n_and_a_study_may_be_of_several(corpus: Corpus) -> None:
    rows = by_stratum(corpus, [TRUST, FORUM], {"urban": (0, 1), "rural": (1, 3), "none": ()})
    assert [(row.construct, row.stratum, row.n, row.k) for row in rows] == [
        *((TRUST, "urban", 2, 2), (TRUST, "rural", 2, 1), (TRUST, "none", 0, 0)),
        *((FORUM, "urban", 2, 1), (FORUM, "rural", 2, 0), (FORUM, "none", 0, 0)),
    ]


def test_pairs_are_of_the_same_study_and_told_once(corpus: Corpus) -> None:
    (row,) = beside(corpus, [TRUST, FORUM], [TRUST, FORUM])
    assert (row.construct, row.other, row.first_k, row.other_k, row.both) == (TRUST, FORUM, 3, 2, 2)
    assert (row.both_barriers, row.both_facilitators) == (1, 0)
    assert row.codings == (0, 1, 4, 6, 7)


def test_what_no_study_has_both_of_is_no_pair() -> None:
    assert beside(corpus_of(papers(2)), [TRUST], [FORUM]) == ()


@given(st.integers(0, 50), st.integers(0, 50))
def test_balance_lies_between_barriers_only_and_facilitators_only(facilitator: int, barrier: int) -> None:
    found = balance(facilitator, barrier)
    assert found is None if facilitator + barrier == 0 else -1 <= (found or 0.0) <= 1
