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
    pytest.param("They met on a regular basis.", ["on a regular basis"], id="on-a-basis"),
    pytest.param("Routine contact with the ward helped.", ["routine"], id="routine"),
    pytest.param("Partners often visited.", ["often"], id="often"),
    pytest.param("The boards met four times a year.", ["four times a year"], id="times-a-year"),
    pytest.param("Nearly forty agencies joined.", ["nearly forty agencies"], id="about-how-many"),
    pytest.param("A handful of partners stayed.", ["a handful of partners"], id="a-handful"),
    pytest.param("A six-member council spoke.", ["six-member"], id="of-so-many-members"),
    pytest.param("It took a wide range of partners.", ["wide range of partners"], id="range"),
    pytest.param("A large network formed.", ["large"], id="large"),
    pytest.param("High levels of trust were found.", ["high levels"], id="level"),
    pytest.param("Little contact was had.", ["little contact"], id="little"),
    pytest.param("The elders were highly engaged.", ["highly engaged"], id="highly-engaged"),
    pytest.param("They ran a well-coordinated campaign.", ["well-coordinated"], id="well-coordinated"),
    pytest.param("They engaged the partners actively.", ["actively"], id="actively-behind-an-object"),
    pytest.param("Ties between the two wards were very strong.", ["very strong"], id="said-of-ties-between"),
    pytest.param("Communication was described as poor.", ["poor"], id="described-as"),
    pytest.param("Early and lasting involvement was rare.", ["early and lasting involvement"], id="early-involvement"),
    pytest.param("Years of collaboration paid off.", ["years of collaboration"], id="years-of"),
    pytest.param("Partners took part throughout implementation.", ["throughout implementation"], id="throughout"),
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
    pytest.param("The doses were weekly.", [], id="frequency-of-what-does-not-relate"),
    pytest.param("Doses were weekly; partners left.", [], id="frequency-in-another-clause"),
    pytest.param("Trust was the most frequently reported theme.", [], id="how-often-it-is-told"),
    pytest.param("Trust was established.", [], id="an-event-is-no-quality"),
    pytest.param("Commitment sustained the initiative.", [], id="nor-is-a-verb"),
    pytest.param("Partners of low-performing wards left.", [], id="half-of-a-word"),
    pytest.param("It was strong for the partners.", [], id="of-another-thing-than-the-partners"),
    pytest.param("It rose to 12 (agencies left).", [], id="a-number-over-a-bracket"),
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
