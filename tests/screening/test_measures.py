from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening import measures

MIXED = st.lists(st.booleans(), min_size=2, max_size=40).filter(lambda found: 0 < sum(found) < len(found))


def found(zeros_and_ones: str) -> list[bool]:
    return [sign == "1" for sign in zeros_and_ones]


@pytest.mark.parametrize(
    ("order", "loss"),
    [
        pytest.param("1100", 0.0, id="perfect"),
        pytest.param("0011", 1.0, id="worst"),
        # best area 2 · (4 - 1/2) = 7; area of 1,1,2,2 is 6; 1 of 2 · 2 lost
        pytest.param("1010", 0.25, id="one-step-late"),
        pytest.param("0100000000", 1 / 9, id="one-relevant-at-rank-two-of-ten"),
    ],
)
def test_loss_by_hand(order: str, loss: float) -> None:
    assert measures.loss(found(order)) == pytest.approx(loss)


@pytest.mark.parametrize(
    ("order", "ndcg"),
    [
        pytest.param("110", 1.0, id="perfect"),
        pytest.param("01", 0.6309297535714575, id="second: 1 / log2(3)"),
        # (1 + 1/2) / (1 + 1 / log2(3)) = 1.5 / 1.63093
        pytest.param("101", 0.9197207891481876, id="first-and-third"),
    ],
)
def test_ndcg_by_hand(order: str, ndcg: float) -> None:
    assert measures.ndcg(found(order)) == pytest.approx(ndcg)


@pytest.mark.parametrize(
    ("order", "recall", "read", "wss"),
    [
        pytest.param("1000000000", 0.95, 1, 0.85, id="found-at-once"),
        pytest.param("0000000001", 0.95, 10, -0.05, id="found-last"),
        pytest.param("1" * 19 + "0" * 20 + "1", 0.95, 19, 0.475, id="nineteen-of-twenty-are-enough"),
        pytest.param("1" * 20 + "0" * 19 + "1", 0.95, 20, 0.45, id="of-twenty-one-twenty"),
        pytest.param("1010", 0.5, 1, 0.25, id="half"),
        pytest.param("1010", 1.0, 3, 0.25, id="all"),
    ],
)
def test_work_saved_by_hand(order: str, recall: float, read: int, wss: float) -> None:
    assert measures.read_at(found(order), recall) == read
    assert measures.wss(found(order), recall) == pytest.approx(wss)


@pytest.mark.parametrize(
    ("order", "curve", "first"),
    [
        pytest.param("", (), None, id="nothing-read"),
        pytest.param("00", (0.0, 0.0), None, id="nothing-found"),
        pytest.param("0101", (0.0, 0.5, 0.5, 1.0), 2, id="two-found"),
    ],
)
def test_curve_and_first_by_hand(order: str, curve: Sequence[float], first: int | None) -> None:
    assert measures.recall_curve(found(order)) == curve
    assert measures.first_relevant(found(order)) == first


def test_where_nothing_is_relevant_all_is_read() -> None:
    assert measures.read_at([False, False], 0.95) == 2


@pytest.mark.parametrize("order", ["", "0", "11"])
@pytest.mark.parametrize("measure", [measures.loss, measures.ndcg, measures.wss])
def test_there_is_nothing_to_measure_where_all_records_are_of_one_kind(measure: object, order: str) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="neither all"):
        measure(found(order))


@given(MIXED)
def test_the_loss_is_the_share_of_pairs_read_in_the_wrong_order(order: list[bool]) -> None:
    wrong = sum(later and not earlier for n, earlier in enumerate(order) for later in order[n + 1 :])
    assert measures.loss(order) == pytest.approx(wrong / (sum(order) * (len(order) - sum(order))))


@given(MIXED)
def test_finding_earlier_is_never_worse(order: list[bool]) -> None:
    best = sorted(order, reverse=True)
    assert measures.loss(best) == pytest.approx(0)
    assert measures.ndcg(order) <= measures.ndcg(best) == pytest.approx(1)
    assert measures.wss(order) <= measures.wss(best)
