from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.ranking import Ranker
from relsynth.screening.simulating import simulate


@dataclass(frozen=True, slots=True)
class Ordered:
    order: Sequence[int]


@dataclass(slots=True)
class AsGiven:
    """Ranks rows as they are given, and remembers what it was asked with."""

    rows: Sequence[int]
    asked: list[dict[int, bool]] = field(default_factory=list)

    def rank(self, labels: Mapping[int, bool]) -> Ordered:
        self.asked.append(dict(labels))
        return Ordered(self.rows)


TRUTH = (False, True, False, True, False)


def test_one_record_at_a_time_is_read_and_learned_from() -> None:
    ranking = AsGiven([0, 1, 2, 3, 4])
    run = simulate(ranking, TRUTH)
    assert (run.priors, run.order, run.found) == ((), (0, 1, 2, 3, 4), TRUTH)
    assert ranking.asked == [
        {},
        {0: False},
        {0: False, 1: True},
        {0: False, 1: True, 2: False},
        {0: False, 1: True, 2: False, 3: True},  # nothing is missing now: what is left follows as it is ranked here
    ]


def test_priors_are_known_and_not_read() -> None:
    ranking = AsGiven([4, 3, 2, 1, 0])
    run = simulate(ranking, TRUTH, priors=(3, 0))
    assert (run.priors, run.order, run.found) == ((3, 0), (4, 2, 1), (False, False, True))
    assert list(ranking.asked[0].items()) == [(3, True), (0, False)]


@pytest.mark.parametrize(("batch", "asked"), [(1, 5), (2, 3), (4, 2), (5, 1), (9, 1)])
def test_a_batch_is_read_without_learning(batch: int, asked: int) -> None:
    ranking = AsGiven([0, 1, 2, 3, 4])
    assert simulate(ranking, TRUTH, batch=batch).order == (0, 1, 2, 3, 4)
    assert len(ranking.asked) == asked


def test_where_nothing_is_relevant_one_ranking_is_enough() -> None:
    ranking = AsGiven([1, 0])
    assert simulate(ranking, [False, False]).order == (1, 0)
    assert len(ranking.asked) == 1


def test_an_empty_set() -> None:
    assert simulate(AsGiven([]), []).order == ()


@pytest.mark.parametrize(
    ("priors", "batch", "said"),
    [
        pytest.param((5,), 1, "prior", id="no-such-row"),
        pytest.param((-1,), 1, "prior", id="counted-from-the-end"),
        pytest.param((1, 1), 1, "prior", id="twice"),
        pytest.param((), 0, "at least 1", id="empty-batches"),
    ],
)
def test_what_cannot_be_simulated(priors: tuple[int, ...], batch: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate(AsGiven([0, 1, 2, 3, 4]), TRUTH, priors=priors, batch=batch)


def test_a_ranking_that_leaves_records_out_is_told() -> None:
    with pytest.raises(ValueError, match="leaves out"):
        simulate(AsGiven([0, 1]), TRUTH)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(1, 4))
def test_all_is_read_once(truth: list[bool], batch: int) -> None:
    ranker = Ranker.of([f"record {'ferry' if relevant else 'tide'} {n}" for n, relevant in enumerate(truth)], query="")
    run = simulate(ranker, truth, batch=batch)
    assert sorted(run.order) == list(range(len(truth)))
    assert run.found == tuple(truth[row] for row in run.order)
    assert run == simulate(ranker, truth, batch=batch)
