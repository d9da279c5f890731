"""Where clauses begin, and how far they reach; a place is named by its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.clauses import Clauses


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        pytest.param("Money ran out; trust held, but nobody met.", {"Money": 0, "trust": 1, "nobody": 2}, id="stops"),
        pytest.param("Trust, which we built early, may grow.", {"Trust": 0, "built": 1, "grow": 0}, id="goes-on"),
        pytest.param("If money came, trust grew.", {"money": 0, "trust": 1}, id="opens-with-a-clause-that-hangs"),
        pytest.param("Partners met if possible.", {"Partners": 0, "possible": 0}, id="if-possible-is-no-clause"),
        pytest.param(
            "Those for whom it was made should decide.", {"Those": 0, "made": 1, "decide": 0}, id="goes-on-at-a-modal"
        ),
    ],
)
def test_clauses_break_at_stops_and_conjunctions(sentence: str, numbers: dict[str, int]) -> None:
    clauses = Clauses(sentence)
    assert {word: clauses.of(sentence.index(word)) for word in numbers} == numbers


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        pytest.param("Partners met because it rained.", "Partners", True, id="main"),
        pytest.param("Partners met because it rained.", "rained", False, id="reason"),
        pytest.param("Partners who met could agree.", "met", False, id="relative"),
        pytest.param("We found that partners met.", "partners", True, id="what-is-said"),
        pytest.param("We made sure that partners met.", "partners", False, id="purpose"),
        pytest.param("While money lasted, partners met.", "money", False, id="opening"),
        pytest.param("While money lasted, partners met.", "partners", True, id="after-the-opening"),
        pytest.param("Partners (nobody else) met.", "nobody", False, id="brackets"),
        pytest.param("A nurse said “we should meet more” and left.", "should", False, id="quotation"),
        pytest.param("“We should meet more often than we do”, she said.", "should", True, id="mostly-quotation"),
        pytest.param("The so-called “champions” met.", "champions", True, id="scare-quotes"),
        pytest.param("Partners met despite the rain.", "rain", False, id="despite"),
    ],
)
def test_what_a_main_clause_is(sentence: str, word: str, expected: bool) -> None:
    assert Clauses(sentence).is_main(sentence.index(word)) is expected


@pytest.mark.parametrize(
    ("sentence", "cue", "place", "expected"),
    [
        pytest.param("Sites should ensure that partners meet.", "should", "meet", True, id="down"),
        pytest.param("We met in a hall that should be larger.", "should", "met", False, id="never-up"),
        pytest.param("Trust may grow, yet partners met.", "may", "met", False, id="not-over-a-new-statement"),
        pytest.param("Trust, which helps, may grow.", "may", "Trust", True, id="around-what-hangs"),
        pytest.param("Trust, which helps, may grow.", "may", "helps", False, id="not-back-into-it"),
        pytest.param("The nurse said “we should meet more” and left.", "should", "left", False, id="out-of-quotation"),
        pytest.param("The nurse should say “we met each week”.", "should", "met", True, id="into-quotation"),
    ],
)
def test_how_far_a_cue_reaches(sentence: str, cue: str, place: str, expected: bool) -> None:
    assert Clauses(sentence).reaches(sentence.index(cue), sentence.index(place)) is expected


@given(st.text(alphabet='ab ,;:()“”"that which may if but.', max_size=120), st.integers(0, 130), st.integers(0, 130))
def test_every_place_has_a_clause_and_reaches_itself(text: str, one: int, other: int) -> None:
    clauses = Clauses(text)
    assert clauses.of(one) >= 0
    assert clauses.reaches(one, one)
    assert not clauses.is_shut_from(one, one)
    assert clauses.is_shut_from(one, other) in (True, False)
