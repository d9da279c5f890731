"""What coders' decisions of a report come to: every row of the table, and what stands in none."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import (
    AGREED,
    GOES_ON,
    SETTLED,
    STAGES,
    VERDICTS,
    Decision,
    Outcome,
    Stage,
    Verdict,
    awaited,
    current,
    outcome,
    reason,
)

SHORT: dict[str, Verdict] = {"in": "include", "out": "exclude", "maybe": "maybe"}
TA: Stage = "title_abstract"
FT: Stage = "full_text"


def decided(said: str, stage: Stage = TA) -> tuple[Decision, ...]:
    """Decisions from a line such as ``Ana in, Ben out E1, Cat! in``: ``!`` adjudicates."""
    decisions = []
    for number, one in enumerate(filter(None, said.split(", "))):
        coder, verdict, *criterion = one.split()
        decisions.append(
            Decision(
                record="r1:a",
                stage=stage,
                verdict=SHORT[verdict],
                coder=coder.rstrip("!"),
                adjudicates=coder.endswith("!"),
                criterion=criterion[0] if criterion else None,
                at=f"2026-01-01T00:00:{number:02}+00:00",
            )
        )
    return tuple(decisions)


@pytest.mark.parametrize(
    ("said", "wanted", "expected", "still_awaited"),
    [
        # one coder
        pytest.param("", 1, "unread", 1, id="single-nobody"),
        pytest.param("Ana in", 1, "include", 0, id="single-include"),
        pytest.param("Ana out", 1, "exclude", 0, id="single-exclude"),
        pytest.param("Ana maybe", 1, "maybe", 0, id="single-maybe"),
        pytest.param("Ana in, Ben in", 1, "include", 0, id="single-and-another-agrees"),
        pytest.param("Ana in, Ben out", 1, "conflict", 0, id="single-and-another-differs"),
        # two coders
        pytest.param("", 2, "unread", 2, id="double-nobody"),
        pytest.param("Ana in", 2, "waiting", 1, id="double-include-of-one"),
        pytest.param("Ana out", 2, "waiting", 1, id="double-exclude-of-one"),
        pytest.param("Ana in, Ben in", 2, "include", 0, id="both-include"),
        pytest.param("Ana out, Ben out", 2, "exclude", 0, id="both-exclude"),
        pytest.param("Ana maybe, Ben maybe", 2, "maybe", 0, id="both-unsure"),
        pytest.param("Ana in, Ben out", 2, "conflict", 0, id="they-differ"),
        pytest.param("Ana in, Ben maybe", 2, "include", 0, id="nobody-would-leave-it-out"),
        pytest.param("Ana out, Ben maybe", 2, "conflict", 0, id="one-is-unsure-one-excludes"),
        pytest.param("Ana out E1, Ben out E2", 2, "exclude", 0, id="reasons-may-differ-before-full-text"),
        # three coders, and who changes their mind
        pytest.param("Ana in, Ben in, Cat out", 2, "conflict", 0, id="no-majority-overrules"),
        pytest.param("Ana out, Ben out, Cat out", 2, "exclude", 0, id="three-agree"),
        pytest.param("Ana in, Ben maybe, Cat out", 3, "conflict", 0, id="three-of-three-kinds"),
        pytest.param("Ana in, Ben maybe", 3, "waiting", 1, id="two-of-three"),
        pytest.param("Ana in, Ana out", 2, "waiting", 1, id="twice-the-same-coder-is-one"),
        pytest.param("Ana in, Ben out, Ana out", 2, "exclude", 0, id="the-latest-of-a-coder-holds"),
        # somebody settles it
        pytest.param("Ana in, Ben out, Cat! in", 2, "include", 0, id="settled-to-include"),
        pytest.param("Ana in, Ben out, Ana! out", 2, "exclude", 0, id="settled-by-one-of-the-two"),
        pytest.param("Ana in, Ben out, Cat! in, Ben in", 2, "include", 0, id="settled-stays-settled"),
        pytest.param("Ana in, Ben out, Cat! in, Ana out", 2, "include", 0, id="settled-whatever-they-say-later"),
        pytest.param("Ana in, Ben out, Cat! in, Dee! out", 2, "exclude", 0, id="the-last-to-settle-holds"),
        pytest.param("Ana in, Ben out, Cat! in, Dee! out, Cat! in", 2, "include", 0, id="who-settles-it-anew-is-last"),
        pytest.param("Cat! out", 2, "exclude", 0, id="settled-though-nobody-else-is-left"),
    ],
)
def test_decisions_by_title_and_abstract_come_to(said: str, wanted: int, expected: Outcome, still_awaited: int) -> None:
    decisions = decided(said)
    assert outcome(decisions, wanted=wanted) == expected
    assert awaited(decisions, wanted=wanted) == still_awaited


@pytest.mark.parametrize(
    ("said", "expected", "why"),
    [
        pytest.param("Ana in, Ben in", "include", None, id="both-include"),
        pytest.param("Ana out E1, Ben out E1", "exclude", "E1", id="both-exclude-for-one-reason"),
        pytest.param("Ana out E1, Ben out E2", "conflict", "E1", id="both-exclude-for-two-reasons"),
        pytest.param("Ana in, Ben maybe", "conflict", None, id="a-full-text-has-to-be-decided"),
        pytest.param("Ana out E1, Ben maybe", "conflict", "E1", id="one-is-unsure"),
        pytest.param("Ana maybe, Ben maybe I2", "maybe", None, id="both-unsure"),
        pytest.param("Ana out E1, Ben in", "conflict", "E1", id="they-differ"),
        pytest.param("Ana out E1, Ben out E2, Cat! out E2", "exclude", "E2", id="settled-to-one-reason"),
        pytest.param("Ana out E1, Ben out E2, Ben out E1", "exclude", "E1", id="the-reason-is-changed"),
        pytest.param("Ana out E1", "waiting", "E1", id="the-second-is-missing"),
        pytest.param("Ana out E1, Ben in, Cat! in", "include", None, id="settled-to-include"),
    ],
)
def test_decisions_at_full_text_come_to(said: str, expected: Outcome, why: str | None) -> None:
    decisions = decided(said, FT)
    assert outcome(decisions, wanted=2) == expected
    assert reason(decisions) == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param("", None, id="nobody"),
        pytest.param("Ana out, Ben out", None, id="nobody-names-one"),
        pytest.param("Ana out, Ben out E2", "E2", id="one-names-one"),
        pytest.param("Ana out E1, Ben out E2", "E1", id="named-as-often-so-the-first"),
        pytest.param("Ana out E1, Ben out E2, Cat out E2", "E2", id="named-most"),
        pytest.param("Ana maybe E1, Ben out E2", "E2", id="a-doubt-excludes-nothing"),
        pytest.param("Ana out E1, Ben out E1, Cat! out E3", "E3", id="the-adjudicators-reason"),
    ],
)
def test_the_reason_of_an_exclusion_is(said: str, why: str | None) -> None:
    assert reason(decided(said)) == why


@pytest.mark.parametrize(
    ("said", "held"),
    [
        pytest.param("", [], id="nobody"),
        pytest.param("Ana in, Ben out", ["Ana", "Ben"], id="in-order"),
        pytest.param("Ana in, Ben out, Ana out", ["Ben", "Ana"], id="who-decides-again-comes-last"),
        pytest.param("Ana in, Ben out, Ana! in", ["Ana", "Ben", "Ana"], id="settling-is-no-change-of-ones-own"),
    ],
)
def test_of_each_coder_the_latest_holds(said: str, held: list[str]) -> None:
    assert [decision.coder for decision in current(decided(said))] == held


@pytest.mark.parametrize(
    ("said", "stage", "wrong"),
    [
        pytest.param("Ana out", FT, "an exclusion at full text names a criterion", id="no-reason-at-full-text"),
        pytest.param("Ana in E1", TA, "a criterion is the reason of an exclusion", id="a-reason-to-include"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_none(said: str, stage: Stage, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        decided(said, stage)


def test_a_decision_is_told_in_a_line() -> None:
    ana, cat = decided("Ana out E1, Cat! in")
    assert (str(ana), str(cat)) == ("r1:a: exclude (E1), Ana", "r1:a: include, settled by Cat")


def test_the_table_has_no_row_that_leaves_a_doubt_beside_an_exclusion() -> None:
    for stage, rows in AGREED.items():
        for verdicts, found in rows.items():
            assert not {"exclude"} < verdicts, stage
            assert found in verdicts, stage


def test_what_goes_on_and_what_is_settled_are_outcomes_apart_from_open_ones() -> None:
    assert set(VERDICTS) == GOES_ON | SETTLED


SAID = st.lists(st.tuples(st.sampled_from(["Ana", "Ben", "Cat"]), st.sampled_from(VERDICTS), st.booleans()), max_size=8)


def decisions_of(said: list[tuple[str, Verdict, bool]], stage: Stage) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            record="r1:a",
            stage=stage,
            verdict=verdict,
            coder=coder,
            adjudicates=adjudicates and verdict != "maybe",
            criterion="E1" if verdict == "exclude" else None,
            at="now",
        )
        for coder, verdict, adjudicates in said
    )


@given(said=SAID, stage=st.sampled_from(STAGES), wanted=st.integers(1, 3))
def test_every_history_has_one_outcome_that_changes_only_with_what_holds(
    said: list[tuple[str, Verdict, bool]], stage: Stage, wanted: int
) -> None:
    decisions = decisions_of(said, stage)
    found = outcome(decisions, wanted=wanted)
    assert outcome(current(decisions), wanted=wanted) == found
    assert current(current(decisions)) == current(decisions)
    assert (found in ("unread", "waiting")) == (awaited(decisions, wanted=wanted) > 0)
    assert (found == "unread") == (not decisions)


@pytest.mark.parametrize("stage", STAGES)
def test_two_coders_come_to_the_same_in_either_order(stage: Stage) -> None:
    for first, second in product(VERDICTS, repeat=2):
        one, other = decisions_of([("Ana", first, False), ("Ben", second, False)], stage)
        assert outcome([one, other], wanted=2) == outcome([other, one], wanted=2)
