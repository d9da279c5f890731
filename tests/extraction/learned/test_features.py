"""What the linear look goes by: named features, hashed the same way wherever it runs."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.dictionary import CueHit, Tier
from relsynth.extraction.learned.features import BITS, NEAR, Looked, hashed


def looked(text: str = "", *, headings: str = "", before: str = "", **hits: Tier) -> Looked:
    """A sentence with a cue of a tier for each code named."""
    return Looked(text, headings, before, {code: (CueHit(0, 1, "x", tier),) for code, tier in hits.items()})


def number_of(feature: str) -> int:
    return zlib.crc32(feature.encode()) & ((1 << BITS) - 1)


def features_of(*sentences: Looked, at: int = 0) -> set[int]:
    return set(list(hashed(sentences))[at])


@pytest.mark.parametrize(
    ("sentence", "features"),
    [
        pytest.param(looked(), ["n:0", "l:0", "dens:0"], id="nothing"),
        pytest.param(
            looked("Crews met."), ["crews", "met", "crews met", "n:0", "l:0", "dens:0"], id="words-and-pairs-in-lower"
        ),
        pytest.param(
            looked("Partners’ trust-building"),
            [
                "partners’",
                "trust-building",
                "partners’ trust-building",
                "s6:partne",
                "s6:trust-",
                "n:0",
                "l:0",
                "dens:0",
            ],
            id="longer-words-by-their-beginning-too",
        ),
        pytest.param(looked("5 a é"), ["n:0", "l:0", "dens:0"], id="no-numbers-nor-single-letters"),
        pytest.param(
            looked(headings="Results > The van", before="We met drivers."),
            ["h:results", "h:the", "h:van", "p:driver", "n:0", "l:0", "dens:0"],
            id="headings-and-the-longer-words-of-the-sentence-before",
        ),
        pytest.param(
            looked(TRUST="strong", FORUM="weak"),
            ["t:strong", "c:TRUST", "t:weak", "c:FORUM", "n:2", "l:0", "dens:1"],
            id="cues",
        ),
        pytest.param(
            looked("it " * 60, A="lack", B="lack", C="lack", D="lack", E="lack"),
            ["it", "it it", "t:lack", *(f"c:{code}" for code in "ABCDE"), "n:4", "l:8", "dens:1"],
            id="counts-have-an-end",
        ),
    ],
)
def test_a_sentence_and_its_features(sentence: Looked, features: list[str]) -> None:
    assert features_of(sentence) == {number_of(feature) for feature in features}


def test_the_numbers_are_those_of_training() -> None:
    """Weights that ship lie at these places: other numbers would make them worthless."""
    (numbers,) = hashed([looked("Trust grew slowly.", headings="Results", TRUST="strong")])
    assert numbers == [1411, 12339, 17357, 39855, 40104, 168860, 185767, 191662, 226510, 251877, 254331]


@pytest.mark.parametrize(
    ("where", "beside"),
    [
        pytest.param([], [], id="none"),
        pytest.param([-1], ["nb:-1"], id="before"),
        pytest.param([1], ["nb:1"], id="behind"),
        pytest.param([-1, 1], ["nb:-1", "nb:1"], id="both"),
        pytest.param([-NEAR, NEAR], [], id="farther-off"),
        pytest.param([-NEAR - 1, NEAR + 1], [], id="too-far"),
    ],
)
def test_cues_of_the_neighbours_tell(where: list[int], beside: list[str]) -> None:
    around = [looked("Rain.", TRUST="strong") if n - 8 in where else looked("Rain.") for n in range(17)]
    near = sum(abs(step) <= NEAR for step in where)
    expected = {"rain", "n:0", "l:0", f"dens:{near}", *beside}
    assert features_of(*around, at=8) == {number_of(feature) for feature in expected}


def test_the_first_and_the_last_have_one_neighbour() -> None:
    pair = (looked(TRUST="weak"), looked())
    assert number_of("nb:1") not in features_of(*pair)
    assert number_of("nb:-1") in features_of(*pair, at=1)


@given(st.lists(st.builds(Looked, st.text(), st.text(), st.text(), st.just({})), max_size=4))
def test_numbers_are_in_bounds_sorted_and_each_once(sentences: list[Looked]) -> None:
    found = list(hashed(sentences))
    assert len(found) == len(sentences)
    assert all(numbers == sorted(set(numbers)) for numbers in found)
    assert all(0 <= number < 2**BITS for numbers in found for number in numbers)
