"""Phrases: the same thing said with other endings is one, and what joins words is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis.phrases import LONGEST, log_odds, phrases, stem, stems

PROSE = st.text(st.sampled_from("abcdeE nrsty’'-.,() 12"), max_size=120)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("volunteer volunteers Volunteering volunteered", id="er-is-no-ending-where-the-rest-is-long"),
        pytest.param("organise organisation organizing organizations", id="british-and-american"),
        pytest.param("mobilise mobilisation mobilizing", id="ise-and-ize"),
        pytest.param("supervise supervision supervisors supervising", id="ise-that-is-no-ize"),
        pytest.param("share shared sharing shares", id="inflection"),
        pytest.param("plan plans planned planning", id="doubled-consonant"),
        pytest.param("facilitate facilitation facilitator facilitating", id="derivation"),
        pytest.param("community communities community’s", id="ies-and-possessive"),
        pytest.param("co-design codesign Co-designing", id="hyphen"),
    ],
)
def test_words_for_one_thing_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("mentor mental", id="short-rests"),
        pytest.param("partner partnership", id="a-person-and-what-they-are-in"),
        pytest.param("leader lead", id="who-and-what"),
        pytest.param("process proceed", id="double-s"),
    ],
)
def test_words_for_two_things_have_two_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("village elders", ["villag", "villag elder", "elder"], id="adjacent-words"),
        pytest.param("elders of the village", ["elder", "villag"], id="joined-words-are-no-phrase"),
        pytest.param("elders, village", ["elder", "villag"], id="nor-are-those-beside-a-comma"),
        pytest.param("The study used data of participants.", [], id="words-of-every-study-tell-nothing"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_phrases_are_runs_of_content_words(text: str, keys: list[str]) -> None:
    assert [phrase.key for phrase in phrases(text)] == keys


def test_a_name_is_told_by_capitals_that_no_sentence_gave() -> None:
    named = {phrase.key: phrase.is_name for phrase in phrases("Elders met the Harbour Union and the harbour pilots.")}
    assert named["harbour union"]
    assert not named["elder"]
    assert not named["harbour pilot"]


@given(PROSE)
def test_every_phrase_lies_in_its_text_and_has_as_many_stems_as_words(text: str) -> None:
    found = list(phrases(text))
    assert all(0 <= one.start < one.end <= len(text) and len(one.key.split()) <= LONGEST for one in found)
    assert [one.key for one in found if " " not in one.key] == stems(text)


@pytest.mark.parametrize(
    ("here", "there", "low", "high"),
    [
        pytest.param(10, 0, 1.96, 9.0, id="here-alone"),
        pytest.param(10, 1000, -0.5, 0.5, id="as-often-in-both"),
        pytest.param(0, 1000, -9.0, -1.0, id="there-alone"),
        pytest.param(1, 0, 0.0, 2.0, id="once-is-no-evidence"),
    ],
)
def test_log_odds_tell_where_a_phrase_belongs(here: int, there: int, low: float, high: float) -> None:
    assert low < log_odds(here, 100, there, 10_000, prior=50) < high


def test_log_odds_as_worked_out_by_hand() -> None:
    """Equation 22, with a prior of 10 x 6/20 = 3 for the phrase: ln(7/13) and ln(5/15), over the root of 1/7 + 1/5."""
    assert log_odds(4, 10, 2, 10, prior=10) == pytest.approx(0.8191, abs=1e-4)
