"""Where another tool's selector stands in a text: found for certain, or refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relsynth.errors import InputError
from relsynth.formats.web_annotation import Selector
from relsynth.offsets import Unit, scale
from relsynth.workflow.selecting import selected

WORDS = st.sampled_from(
    ["trust", "grew", "naïve", "e\u0301t", "שלום", "\u202bنص\u202c", "中文", "😀", "👩\u200d👧", "𝒜b", "10"]
)
LINES = st.lists(WORDS, min_size=3, max_size=30)
TEXT = "Trust grew. In year two trust grew 😀 again, and in the end trust grew no more."


@given(LINES, st.data(), st.sampled_from(("code_points", "utf16", "utf8")))
def test_offsets_in_any_unit_are_found_by_the_words_that_stand_there(
    words: list[str], data: st.DataObject, unit: Unit
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (1 if first else 0)
    end = start + len(" ".join(words[first : last + 1]))
    measured = scale(text, unit)
    exact, offsets = text[start:end], {"start": measured.from_points(start), "end": measured.from_points(end)}
    try:
        found = selected(text, Selector(exact=exact, **offsets))
    except InputError:  # the words stand at these offsets in two units, at two places
        assert text.count(exact) > 1
    else:
        assert found == (start, end)
    if unit == "code_points":
        assert selected(text, Selector(exact=exact, **offsets), trusted=True) == (start, end)


def test_offsets_that_count_in_the_space_behind_a_sign_mean_the_sign() -> None:
    assert selected("😀 trust trust", Selector(exact="😀", start=0, end=2)) == (0, 1)


def test_repeated_words_that_stand_at_the_offsets_in_two_units_are_told_apart_by_those_around() -> None:
    text = "😀😀 a a"
    with pytest.raises(InputError, match="stands there 2 times"):
        selected(text, Selector(exact="a", start=5, end=6))
    assert selected(text, Selector(exact="a", prefix="😀 ", start=5, end=6)) == (3, 4)
    assert selected(text, Selector(exact="a", prefix="a ", start=5, end=6)) == (5, 6)


@given(LINES, st.data())
def test_words_that_stand_once_are_found_without_offsets(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    place = data.draw(st.integers(0, len(words) - 1))
    assume(words.count(words[place]) == 1)
    start = len(" ".join(words[:place])) + (1 if place else 0)
    assert selected(text, Selector(exact=words[place])) == (start, start + len(words[place]))


@pytest.mark.parametrize(
    ("selector", "quote", "at"),
    [
        pytest.param(Selector(exact="no more"), "no more", 70, id="words-once"),
        pytest.param(Selector(exact="trust grew", prefix="in the end "), "trust grew", 59, id="told-by-what-is-before"),
        pytest.param(Selector(exact="trust grew", suffix=" 😀 again"), "trust grew", 24, id="told-by-what-is-behind"),
        pytest.param(Selector(exact="again", start=37, end=42), "again", 37, id="code-points"),
        pytest.param(Selector(exact="again", start=38, end=43), "again", 37, id="utf-16"),
        pytest.param(Selector(exact="again", start=40, end=45), "again", 37, id="utf-8"),
        pytest.param(Selector(exact="year\ntwo  trust", start=1, end=4), "year two trust", 15, id="wrong-offsets"),
        pytest.param(
            Selector(exact="trust grew", within=Selector(exact="In year two trust grew")), "trust grew", 24, id="within"
        ),
        pytest.param(
            Selector(exact="trust", start=12, end=17, within=Selector(exact="In year two trust grew")),
            "trust",
            24,
            id="offsets-within",
        ),
    ],
)
def test_places_that_people_meet(selector: Selector, quote: str, at: int) -> None:
    start, end = selected(TEXT, selector)
    assert (TEXT[start:end], start) == (quote, at)


def test_offsets_alone_hold_in_a_text_that_they_are_of() -> None:
    assert selected(TEXT, Selector(start=0, end=5), trusted=True) == (0, 5)


@pytest.mark.parametrize(
    ("selector", "problem"),
    [
        pytest.param(Selector(exact="trust grew"), "stands there 2 times", id="words-twice"),
        pytest.param(Selector(exact="rust gre"), "does not stand there", id="parts-of-words"),
        pytest.param(Selector(exact="mistrust"), "does not stand there", id="other-words"),
        pytest.param(Selector(start=0, end=5), "offsets and no words", id="offsets-alone"),
        pytest.param(Selector(), "selects no words", id="nothing"),
        pytest.param(Selector(exact="  "), "selects no words", id="white-space"),
        pytest.param(Selector(exact="no more", within=Selector(exact="year two")), "does not stand", id="elsewhere"),
    ],
)
def test_what_is_not_certain_is_refused(selector: Selector, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        selected(TEXT, selector)
