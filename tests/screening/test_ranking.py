"""Records are invented: some are about ferries, which are looked for, and the others are not."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening import ranking
from relsynth.screening.ranking import Ranker, Term

SUBJECTS = ("ferry crossings", "island ferries and the ferry council", "school meals", "bus timetables", "flood walls")
CONTEXTS = ("a survey of staff", "interviews with nurses", "a trial in two towns", "a map of costs", "an old archive")
TEXTS = tuple(f"{subject}: {context}" for subject in SUBJECTS for context in CONTEXTS)
RELEVANT = tuple("ferr" in text for text in TEXTS)
ROWS = range(len(TEXTS))
RANKER = Ranker.of(TEXTS, query="ferry services between islands")
LABELS = st.dictionaries(st.sampled_from(ROWS), st.booleans(), max_size=len(TEXTS))


@given(LABELS)
def test_each_row_is_ranked_once_and_by_its_score(labels: dict[int, bool]) -> None:
    ranked = RANKER.rank(labels)
    assert sorted(ranked.order.tolist()) == list(ROWS)
    assert np.all(np.diff(ranked.scores[ranked.order]) <= 0)
    assert np.isfinite(ranked.scores).all()


@given(LABELS, st.randoms(use_true_random=False))
def test_the_order_of_the_labels_changes_nothing(labels: dict[int, bool], shuffled: random.Random) -> None:
    otherwise = list(labels.items())
    shuffled.shuffle(otherwise)
    a, b = RANKER.rank(labels), RANKER.rank(dict(otherwise))
    assert a.scores.tolist() == b.scores.tolist()
    assert a.order.tolist() == b.order.tolist()


@given(LABELS)
def test_a_ranker_that_was_packed_ranks_alike(labels: dict[int, bool]) -> None:
    again = Ranker.unpacked(RANKER.packed())
    a, b = RANKER.rank(labels), again.rank(labels)
    assert a.order.tolist() == b.order.tolist()
    assert a.terms(0) == b.terms(0)


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param({}, id="no-labels"),
        pytest.param({0: True}, id="a-relevant-one"),
        pytest.param({24: False, 23: False}, id="irrelevant-ones"),
    ],
)
def test_the_protocol_alone_ranks_until_both_kinds_are_known(labels: Mapping[int, bool]) -> None:
    first = RANKER.rank(labels).order[:5].tolist()
    assert all("ferry" in TEXTS[row] for row in first)
    assert first == RANKER.rank({}).order[:5].tolist()


def test_decisions_teach_what_the_protocol_does_not_say() -> None:
    ranker = Ranker.of(TEXTS, query="")
    labels = {row: "nurses" in TEXTS[row] for row in (*range(5), *range(20, 25))}
    unread = [row for row in ranker.rank(labels).order.tolist() if row not in labels]
    assert all("nurses" in TEXTS[row] for row in unread[:3])


def test_the_protocol_counts_less_the_more_is_known() -> None:
    few, many = {0: True, 24: False}, {row: RELEVANT[row] for row in ROWS}
    assert RANKER.rank(many).asked < RANKER.rank(few).asked < RANKER.rank({}).asked


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_without_a_query_and_labels_the_seed_draws_lots(seed: int) -> None:
    order = Ranker.of(TEXTS, query="", seed=seed).rank({}).order.tolist()
    assert order == Ranker.of(TEXTS, query="", seed=seed).rank({}).order.tolist()
    assert order != Ranker.of(TEXTS, query="", seed=seed + 1).rank({}).order.tolist()
    assert order != list(ROWS)


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        pytest.param([], {}, id="no-texts"),
        pytest.param([""], {}, id="one-empty-text"),
        pytest.param(["", "", ""], {0: True, 1: False}, id="empty-texts"),
        pytest.param(["ferry", "", "tide"], {0: True, 1: False}, id="an-empty-text-among-others"),
        pytest.param(["ferry", "ferry", "ferry"], {0: True, 1: False}, id="all-alike"),
        pytest.param(["渡し船", "паром и остров", "ferry"], {1: True, 2: False}, id="other-scripts"),
        pytest.param(["ferry", "tide"], {0: True, 1: False}, id="all-labelled"),
    ],
)
def test_odd_texts_are_ranked(texts: list[str], labels: Mapping[int, bool]) -> None:
    ranked = Ranker.of(texts, query="ferry").rank(labels)
    assert sorted(ranked.order.tolist()) == list(range(len(texts)))
    assert np.isfinite(ranked.scores).all()
    assert all(term.text for row in range(len(texts)) for term in ranked.terms(row))


def test_the_texts_may_come_one_by_one() -> None:
    assert Ranker.of(iter(TEXTS), query="ferry").rank({}).scores.tolist() == (
        Ranker.of(TEXTS, query="ferry").rank({}).scores.tolist()
    )


# -- terms


def test_terms_speak_for_and_against() -> None:
    labels = {row: RELEVANT[row] for row in ROWS}
    ranked = RANKER.rank(labels)
    assert all(term.weight > 0 for term in ranked.terms(0) if "ferry" in term.text)
    assert any(term.text == "ferry" for term in ranked.terms(0))
    assert next(term for term in ranked.terms(10) if term.text == "school").weight < 0


@given(LABELS, st.sampled_from(ROWS), st.integers(0, 5))
def test_terms_come_heaviest_first_and_stand_in_the_text(labels: dict[int, bool], row: int, most: int) -> None:
    terms = RANKER.rank(labels).terms(row, most=most)
    assert len(terms) <= most
    assert [abs(term.weight) for term in terms] == sorted((abs(term.weight) for term in terms), reverse=True)
    plain = TEXTS[row].replace(":", "").replace(" a ", " ")
    assert all(term.text in plain for term in terms)
    assert len({term.text for term in terms}) == len(terms)


def test_before_any_decision_the_terms_are_those_of_the_protocol() -> None:
    assert [term.text for term in RANKER.rank({}).terms(0)] == ["ferry"]
    assert RANKER.rank({}).terms(24) == ()


@pytest.mark.parametrize(
    ("term", "tells_nothing"),
    [("of", True), ("of ferries", True), ("ferries and", True), ("ferries", False), ("island ferries", False)],
)
def test_function_words_are_no_terms(term: str, tells_nothing: bool) -> None:
    assert ranking.is_function_word(term) is tells_nothing


def test_a_term_is_a_value() -> None:
    assert Term(text="ferry", weight=0.5) == Term(text="ferry", weight=0.5)


# -- limits


@pytest.mark.parametrize("row", [-1, len(TEXTS)])
def test_a_row_that_is_not_there(row: int) -> None:
    with pytest.raises(IndexError, match="0 to 24"):
        RANKER.rank({row: True})
    with pytest.raises(IndexError, match="0 to 24"):
        RANKER.rank({}).terms(row)


def test_of_very_many_labels_the_relevant_are_learned_from_and_others_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MOST_FITTED", 12)
    fitted = RANKER.fitted({row: RELEVANT[row] for row in ROWS}).tolist()
    assert len(fitted) == 12
    assert fitted == sorted(fitted)
    assert [row for row in ROWS if RELEVANT[row]] == [row for row in fitted if RELEVANT[row]]
    fewer = RANKER.fitted({row: RELEVANT[row] for row in ROWS[:20]}).tolist()
    assert set(fitted) & set(ROWS[:20]) <= set(fewer)  # a record that was drawn stays, so that ranks are steady


def test_what_weighs_in_the_fit() -> None:
    weights = ranking.balance(np.array([True, False, False]))
    assert weights.mean() == pytest.approx(1)
    assert weights[0] / weights[1:].sum() == pytest.approx(ranking.RATIO)


# -- packing


def saved(**arrays: object) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"ranker", id="other-bytes"),
        pytest.param(RANKER.packed()[:-100], id="truncated"),
        pytest.param(saved(numbers=np.array([99, 0, 0, 0, 0])), id="another-version"),
        pytest.param(saved(words=np.array([1])), id="another-archive"),
        pytest.param(saved(numbers=np.array([{"a": 1}], dtype=object)), id="objects-are-not-unpickled"),
    ],
)
def test_what_is_no_ranker_is_not_unpacked(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no ranker"):
        Ranker.unpacked(packed)
