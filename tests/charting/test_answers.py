"""Answers: what a field takes, and when two say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.charting import Field, values_of, written
from relsynth.charting.answers import LONGEST, fits, likeness_key, split
from relsynth.errors import InputError

TEXT = Field(id="aim", ask="What for?")
NUMBER = Field(id="weeks", ask="How long?", answer="number", unit="weeks")
ONE = Field(id="design", ask="Which?", answer="choice", choices=("qualitative", "mixed methods"))
SEVERAL = Field(id="who", ask="Who?", answer="choices", choices=("nurses", "drivers", "managers"))


@pytest.mark.parametrize(
    ("field", "said", "values"),
    [
        pytest.param(TEXT, ["  to  learn\n more "], ("to learn more",), id="words-with-single-spaces"),
        pytest.param(TEXT, ["Cafe\u0301"], ("Caf\u00e9",), id="words-in-nfc"),
        pytest.param(TEXT, ["none"], ("none",), id="none-is-a-word"),
        pytest.param(NUMBER, ["1,200 weeks"], ("1200",), id="number-without-its-unit"),
        pytest.param(ONE, ["Mixed  Methods"], ("mixed methods",), id="choice-in-the-form's-writing"),
        pytest.param(SEVERAL, ["managers", "nurses", "Nurses"], ("nurses", "managers"), id="choices-in-their-order"),
        *(
            pytest.param(field, [" Not  Reported "], (), id=f"not-reported-{field.answer}")
            for field in (TEXT, NUMBER, ONE, SEVERAL)
        ),
    ],
)
def test_an_answer_is_taken_as_the_field_has_it(field: Field, said: list[str], values: tuple[str, ...]) -> None:
    assert values_of(field, said) == values
    assert fits(field, values)


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        pytest.param(TEXT, [], "no answer", id="nothing"),
        pytest.param(TEXT, ["  "], "no answer", id="space"),
        pytest.param(TEXT, ["a", "b"], "takes one answer, and 2 are given", id="two-texts"),
        pytest.param(TEXT, ["\ud800"], "is not a text", id="half-a-sign"),
        pytest.param(TEXT, ["a\x00"], "is not a text", id="control-sign"),
        pytest.param(TEXT, ["a" * (LONGEST + 1)], "is the most", id="too-long"),
        pytest.param(NUMBER, ["soon"], "weeks: 'soon' is no number in weeks", id="no-number"),
        pytest.param(ONE, ["qualitative", "mixed methods"], "takes one answer", id="two-choices"),
        pytest.param(ONE, ["survey"], "none of qualitative, mixed methods, not reported", id="no-such-choice"),
        pytest.param(SEVERAL, ["nurses", "pilots"], "'pilots': none of", id="one-of-two-is-no-choice"),
        pytest.param(SEVERAL, ["nurses", "not reported"], "stands alone", id="an-answer-and-none"),
    ],
)
def test_what_the_field_does_not_ask_for_is_refused(field: Field, said: list[str], why: str) -> None:
    with pytest.raises(InputError, match=why):
        values_of(field, said)


@given(said=st.lists(st.text(max_size=30), max_size=3), field=st.sampled_from([TEXT, NUMBER, ONE, SEVERAL]))
def test_what_is_taken_once_is_taken_again_as_it_is(said: list[str], field: Field) -> None:
    try:
        values = values_of(field, said)
    except InputError:
        return
    assert fits(field, values)
    assert values_of(field, [written(None, values)] if field.answer != "choices" or not values else values) == values


@pytest.mark.parametrize(
    ("field", "a", "b", "same"),
    [
        pytest.param(TEXT, "Co\u2010design, with nurses.", "co-design, with  nurses", True, id="dashes-case-stops"),
        pytest.param(TEXT, "“Better” care", '"better" care', True, id="quotation-marks"),
        pytest.param(TEXT, "ﬁnd out", "find out", True, id="ligatures"),
        pytest.param(TEXT, "better care", "care", False, id="other-words"),
        pytest.param(TEXT, "...", "…", True, id="only-stops"),
        pytest.param(TEXT, "...", ";", False, id="other-stops"),
        pytest.param(NUMBER, "12.0", "12", True, id="numbers"),
        pytest.param(NUMBER, "12", "12.1", False, id="other-numbers"),
    ],
)
def test_answers_that_say_the_same_are_known(field: Field, a: str, b: str, same: bool) -> None:
    keys = [likeness_key(field, values_of(field, [said])) for said in (a, b)]
    assert (keys[0] == keys[1]) is same


def test_choices_are_the_same_in_whatever_order() -> None:
    assert likeness_key(SEVERAL, ("nurses", "drivers")) == likeness_key(SEVERAL, ("drivers", "nurses"))


def test_a_cell_is_parted_only_where_a_field_takes_several() -> None:
    assert split(TEXT, "this; and that") == ("this; and that",)
    assert values_of(SEVERAL, split(SEVERAL, "nurses; drivers;")) == ("nurses", "drivers")


def test_answers_are_shown_with_their_unit_and_not_reported_by_name() -> None:
    assert written(NUMBER, ("12",)) == "12 weeks"
    assert written(SEVERAL, ("nurses", "drivers")) == "nurses; drivers"
    assert written(NUMBER, ()) == "not reported"
