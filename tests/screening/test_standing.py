"""Row by row or all at once, reports stand as their decisions say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import VERDICTS, Decision, Verdict, outcome
from relsynth.screening.standing import Entry, Standing, is_relevant

AT = "2026-01-01T00:00:00+00:00"
REPORT_OF = {"r1": "one", "r2": "one", "r3": "two"}


def decision(record: str, verdict: Verdict = "include", coder: str = "Ana", **others: Any) -> Decision:
    return Decision(record=record, stage="title_abstract", verdict=verdict, coder=coder, at=AT, **others)


def standing(*entries: Entry, wanted: int = 2) -> Standing:
    made = Standing(REPORT_OF, wanted=lambda _report: wanted)
    made.take(entries)
    return made


def row(number: int, made: Decision | int) -> Entry:
    if isinstance(made, int):
        return Entry(number=number, at=AT, withdraws=made)
    return Entry(number=number, at=AT, decision=made)


def test_decisions_of_all_records_are_of_their_report() -> None:
    made = standing(row(1, decision("r1")), row(2, decision("r2", coder="Ben")))
    assert made.outcome("one") == "include"
    assert made.outcome("two") == "unread"
    assert (made.decided_by("Ana"), made.decided_by("Ben"), made.decided_by("Cleo")) == (1, 1, 0)
    assert not made.short


def test_what_was_taken_back_was_never_said() -> None:
    made = standing(row(4, decision("r1")))
    assert list(made.short) == ["one"]
    made.take([row(6, 4)])
    assert (made.begun, made.short, made.labels, made.decided_by("Ana")) == ({}, {}, {}, 0)
    assert made.last == 6


def test_a_decision_of_a_record_that_is_not_at_the_stage_is_passed_over() -> None:
    made = standing(row(1, decision("r9")), row(2, 1))
    assert not made.begun
    assert made.last == 2


def test_the_order_of_reading_leaves_out_what_was_decided_elsewhere() -> None:
    made = standing(row(1, decision("r3", drawn="imported")), row(2, decision("r1")), row(3, decision("r3")))
    assert list(made.read_here()) == ["one"]


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        pytest.param([decision("r1", "include")], True, id="include"),
        pytest.param([decision("r1", "maybe")], True, id="maybe"),
        pytest.param([decision("r1", "exclude")], False, id="exclude"),
        pytest.param([decision("r1", "exclude"), decision("r1", "include", "Ben")], True, id="anybody"),
        pytest.param([decision("r1", "include"), decision("r1", "exclude")], False, id="changed"),
        pytest.param(
            [decision("r1", "include"), decision("r1", "exclude", "Ben", adjudicates=True)], False, id="ruled"
        ),
    ],
)
def test_relevant_is_what_nobody_entitled_to_would_leave_out(decisions: list[Decision], expected: bool) -> None:
    assert is_relevant(decisions) is expected


made_decisions = st.builds(
    decision,
    st.sampled_from(["r1", "r2", "r3", "r9"]),
    st.sampled_from(VERDICTS),
    st.sampled_from(["Ana", "Ben"]),
    adjudicates=st.booleans(),
)


@given(st.lists(st.tuples(made_decisions, st.booleans()), max_size=25), st.integers(1, 2))
def test_row_by_row_comes_to_what_the_decisions_that_stand_come_to(
    said: list[tuple[Decision, bool]], wanted: int
) -> None:
    entries: list[Entry] = []
    stand: dict[int, Decision] = {}
    for made, taken_back in said:
        number = len(entries) + 1
        entries.append(row(number, made))
        stand[number] = made
        if taken_back:
            entries.append(row(number + 1, number))
            del stand[number]
    found = standing(wanted=wanted)
    for entry in entries:
        found.take([entry])
    for report in ("one", "two"):
        own = tuple(made for made in stand.values() if REPORT_OF.get(made.record) == report)
        assert found.outcome(report) == outcome(own, wanted=wanted)
        assert found.decisions(report) == own
        assert (report in found.labels) == bool(own)
    assert standing(*entries, wanted=wanted).begun == found.begun


@given(st.lists(st.tuples(st.sampled_from(["r1", "r2", "r3"]), st.sampled_from(["Ana", "Ben"]), st.integers(0, 3))))
def test_what_wants_another_coder_stands_in_turn_whatever_is_taken_back(
    said: list[tuple[str, str, int]],
) -> None:
    made = standing()
    for number, (record, coder, back) in enumerate(said, start=1):
        made.take([row(number, back) if 0 < back < number else row(number, decision(record, coder=coder))])
        assert list(made.in_turn()) == sorted(made.short, key=lambda report: made.short[report].first or 0)
        assert all(made.numbers(report) for report in made.begun)
