"""Claims of how much and how good, word for word, on invented sentences."""

from __future__ import annotations

import pytest

from invented import small_codebook
from relsynth.bundled import default_codebook
from relsynth.extraction.amounts import Amounts
from relsynth.extraction.grounds import Passage
from relsynth.formats.codebook_yaml import read_codebook

AMOUNTS = Amounts(read_codebook(default_codebook().read_bytes()))

CASES = [
    pytest.param("The two boards met weekly.", ["weekly"], id="frequency"),
    pytest.param("They talked at each visit.", ["at each visit"], id="each-visit"),
    pytest.param("Strong ties held.", ["strong"], id="strength-before-a-tie"),
    pytest.param("They worked closely.", ["closely"], id="strength-behind-the-work"),
    pytest.param("A mature partnership needs little.", ["mature"], id="mature"),
    pytest.param("Ties were strong.", ["strong"], id="said-of-ties"),
    pytest.param("Seven local agencies joined.", ["seven local agencies"], id="number"),
    pytest.param("All 50 states took part.", ["all 50 states"], id="all"),
    pytest.param("Elders were heard early on.", ["early on"], id="timing"),
    pytest.param("They met for three years.", ["for three years"], id="duration"),
    pytest.param("A broad coalition spoke up.", ["broad"], id="breadth"),
    pytest.param("Half of the countries took part.", ["half of the countries"], id="share"),
]
TRAPS = [
    pytest.param("The strong coffee was welcome.", [], id="strength-of-what-does-not-relate"),
    pytest.param("It was strong. Ties held.", [], id="over-a-stop"),
    pytest.param("The partnership needs little.", [], id="behind-a-tie-and-not-said-of-it"),
    pytest.param("It lies close to the river bank.", [], id="a-place"),
    pytest.param("Seven pills were given.", [], id="a-number-of-things"),
    pytest.param("They agreed to 1) meet, 2) convene partners.", [], id="numbers-of-a-list"),
    pytest.param("In 2014 partners left.", [], id="a-year"),
    pytest.param("Trust grew.", [], id="no-claim"),
]


@pytest.mark.parametrize(("sentence", "expected"), [*CASES, *TRAPS])
def test_claims_are_kept_word_for_word(sentence: str, expected: list[str]) -> None:
    found = AMOUNTS.of(Passage(sentence, start=3))
    assert [one.value for one in found] == expected
    assert [sentence[(one.start or 0) - 3 : (one.end or 0) - 3].lower() for one in found] == expected


def test_a_claim_says_of_which_kind_it_is() -> None:
    (ground,) = AMOUNTS.of(Passage("They met weekly."))
    assert ground.cue.startswith("frequency: ")


def test_a_codebook_without_the_facet_asks_for_none() -> None:
    assert Amounts(small_codebook()).of(Passage("They met weekly.")) == ()
