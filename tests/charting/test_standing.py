"""What answers come to: a table of cases, and that the order of coders changes nothing."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.charting import Answer, Field, State, independent, standing

FIELD = Field(id="design", ask="Which?", answer="choice", choices=("x", "y"))


def answers(*said: str) -> list[Answer]:
    """``ana:x`` is Ana's answer, ``zoe!y`` an adjudicator's, ``ana:`` not reported; ``ana:x-`` was taken back."""
    given = []
    for one in said:
        mark = "!" if "!" in one else ":"
        coder, value = one.rstrip("-").split(mark)
        given.append(
            Answer(
                form="f",
                field="design",
                document="d",
                values=(value,) if value else (),
                coder=coder,
                settles=mark == "!",
                withdrawn="later" if one.endswith("-") else None,
            )
        )
    return given


@pytest.mark.parametrize(
    ("wanted", "said", "state", "values"),
    [
        pytest.param(2, [], "unanswered", None, id="nobody"),
        pytest.param(2, ["ana:x"], "waiting", None, id="one-of-two"),
        pytest.param(1, ["ana:x"], "agreed", ("x",), id="one-of-one"),
        pytest.param(2, ["ana:x", "ben:x"], "agreed", ("x",), id="two-alike"),
        pytest.param(2, ["ana:x", "ben:y"], "conflict", None, id="two-that-differ"),
        pytest.param(1, ["ana:x", "ben:y"], "conflict", None, id="one-is-wanted-and-two-differ"),
        pytest.param(2, ["ana:x", "ben:x", "cat:y"], "conflict", None, id="a-third-differs"),
        pytest.param(2, ["ana:", "ben:"], "agreed", (), id="both-not-reported"),
        pytest.param(2, ["ana:", "ben:x"], "conflict", None, id="not-reported-and-reported"),
        pytest.param(2, ["ana:x", "ben:y", "ana:y"], "agreed", ("y",), id="the-last-of-a-coder-holds"),
        pytest.param(2, ["ana:x", "ben:y", "zoe!y"], "settled", ("y",), id="settled"),
        pytest.param(2, ["ana:x", "ben:y", "ana!"], "settled", (), id="settled-as-not-reported-by-a-coder"),
        pytest.param(2, ["ana:x", "ben:y", "zoe!y", "cat!x"], "settled", ("x",), id="settled-anew"),
        pytest.param(2, ["ana:x", "ben:y", "zoe!y", "ben:x"], "settled", ("y",), id="changed-after-it-was-settled"),
    ],
)
def test_answers_come_to_a_state(wanted: int, said: list[str], state: State, values: tuple[str, ...] | None) -> None:
    found = standing(FIELD, answers(*said), wanted=wanted)
    assert (found.state, found.values) == (state, values)
    assert (found.holds is None) == (values is None)


_SAID = st.lists(st.sampled_from(["x", "y", ""]), max_size=3)


@given(ana=_SAID, ben=_SAID, zoe=st.lists(st.sampled_from(["x", "y", ""]), max_size=2), wanted=st.sampled_from([1, 2]))
def test_in_which_order_different_coders_answer_changes_nothing(
    ana: list[str], ben: list[str], zoe: list[str], wanted: int
) -> None:
    by_coder = [
        answers(*(f"{coder}{mark}{value}" for value in said))
        for coder, mark, said in (("ana", ":", ana), ("ben", ":", ben), ("zoe", "!", zoe))
    ]
    one_by_one = [answer for said in by_coder for answer in said]
    back_to_front = [answer for said in reversed(by_coder) for answer in said]
    in_turn = [answer for turn in zip_longest(*by_coder) for answer in turn if answer is not None]
    expected = standing(FIELD, one_by_one, wanted=wanted)
    assert standing(FIELD, back_to_front, wanted=wanted) == expected
    assert standing(FIELD, in_turn, wanted=wanted) == expected


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        pytest.param(["ana:x", "ben:y"], ["ana:x", "ben:y"], id="each-once"),
        pytest.param(["ana:x", "ana:y", "ben:y"], ["ana:y", "ben:y"], id="changed-before-the-other-answered"),
        pytest.param(["ana:x", "ben:y", "ana:y"], ["ana:x", "ben:y"], id="changed-after-it-was-told"),
        pytest.param(["ana:x", "ben:y", "ben:x"], ["ana:x", "ben:y"], id="the-second-was-told-at-once"),
        pytest.param(["ana:x-", "ben:y", "ana:y"], ["ana:x", "ben:y"], id="taken-back-after-it-was-told"),
        pytest.param(["ana:x", "zoe!y", "ben:y"], ["ana:x"], id="said-after-it-was-settled"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_what_a_coder_said_alone_is_told_from_what_they_said_later(said: list[str], alone: list[str]) -> None:
    assert independent(answers(*said)) == tuple(answers(*alone))
