"""What is begun is finished first, as others read it; the rest by rank, but for the audit; nobody reads in vain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.queue import Begun, Choice, choose, is_open_to, rank_of, turn_of

RANKED = ("a", "b", "c", "d", "e")
COLD = {report: place for place, report in enumerate("edcba")}


def begun(report: str, *coders: str, wanted: int = 2, **others: Any) -> Begun:
    usual: dict[str, Any] = {"drawn": "ranked", "first": ord(report)}
    return Begun(report=report, coders=frozenset(coders), wanted=wanted, **(usual | others))


def chosen(
    decided: tuple[Begun, ...] = (), held: tuple[Begun, ...] = (), *, ranked: tuple[str, ...] = RANKED, **others: Any
) -> Choice | None:
    """What Ana reads next."""
    usual: dict[str, Any] = {"coder": "Ana", "audit": 0.0, "seed": "0", "cold": COLD}
    return choose(
        ranked,
        begun={one.report for one in decided},
        short={one.report: one for one in decided if not one.settled and len(one.coders) < one.wanted},
        held={one.report: one for one in held},
        **(usual | others),
    )


@pytest.mark.parametrize(
    ("decided", "held", "expected"),
    [
        pytest.param((), (), "a", id="nobody-has-read-anything"),
        pytest.param((begun("a", "Ana", wanted=1),), (), "b", id="decided-by-me"),
        pytest.param((begun("a", "Ben", wanted=1),), (), "b", id="single-decided-by-another"),
        pytest.param((), (begun("a", "Ben", wanted=1, first=None),), "b", id="single-before-another"),
        pytest.param((begun("d", "Ben"),), (), "d", id="double-begun-by-another-comes-first"),
        pytest.param((begun("d", "Ana"),), (), "a", id="double-begun-by-me-waits-for-another"),
        pytest.param((begun("d", "Ben", "Cleo"),), (), "a", id="double-decided-by-two"),
        pytest.param((begun("d", "Ben"),), (begun("d", "Ben", "Cleo"),), "a", id="decided-by-one-and-before-another"),
        pytest.param((), (begun("a", "Ben", first=None),), "a", id="double-before-one-other"),
        pytest.param((), (begun("a", "Ben", "Cleo", first=None),), "b", id="double-before-two-others"),
        pytest.param((begun("d", "Ben", settled=True),), (), "a", id="settled-by-an-adjudicator"),
        pytest.param((begun("d", "Ben", first=7), begun("e", "Ben", first=3)), (), "e", id="as-they-were-first-read"),
        pytest.param((begun("a", "Ben", first=7),), (begun("e", "Cleo", first=None),), "a", id="decided-before-held"),
        pytest.param(
            (begun("c", "Ben", drawn="imported", first=1), begun("e", "Ben", first=9)), (), "e", id="read-here-first"
        ),
        pytest.param(
            tuple(begun(one, "Ben", drawn="imported") for one in "abc"), (), "c", id="from-elsewhere-by-the-cold-order"
        ),
        pytest.param(tuple(begun(one, "Ana", wanted=1) for one in RANKED), (), None, id="all-is-read"),
    ],
)
def test_next_is_what_this_coder_has_to_read(
    decided: tuple[Begun, ...], held: tuple[Begun, ...], expected: str | None
) -> None:
    found = chosen(decided, held)
    assert (found and found.report) == expected


def test_what_was_skipped_waits_whether_it_was_begun_or_not() -> None:
    found = chosen((begun("d", "Ben"),), skipped={"a", "d"})
    assert found == Choice(report="b", drawn="ranked", rank=1)


def test_where_a_team_has_stopped_only_what_was_begun_is_finished() -> None:
    assert chosen((begun("d", "Ben"),), ranked=()) == Choice(report="d", drawn="ranked")
    assert chosen((begun("d", "Ana"),), ranked=()) is None


def test_a_second_reading_is_counted_as_the_first_was_drawn() -> None:
    found = chosen((begun("d", "Ben", drawn="random"),))
    assert found == Choice(report="d", drawn="random")


def test_an_audit_of_everything_draws_all_at_random_and_each_once() -> None:
    read: list[str] = []
    while found := chosen(tuple(begun(one, "Ana", wanted=1) for one in read), audit=1.0):
        assert found.drawn == "random"
        read.append(found.report)
    assert sorted(read) == sorted(RANKED)
    assert read != list(RANKED)


@given(st.floats(0.05, 0.5), st.integers(0, 50))
def test_of_many_reports_about_the_share_of_the_audit_is_random(audit: float, seed: int) -> None:
    drawn = 0
    for turn in range(400):
        found = choose(
            ("x", "y"),
            begun={f"read {number}" for number in range(turn)},
            short={},
            held={},
            coder="Ana",
            audit=audit,
            seed=str(seed),
            cold={},
        )
        drawn += found is not None and found.drawn == "random"
    assert abs(drawn / 400 - audit) < 0.13  # five standard errors and more


@given(
    st.lists(st.tuples(st.sampled_from(["Ana", "Ben", "Cleo"]), st.booleans()), max_size=60),
    st.integers(1, 2),
    st.floats(0, 1),
)
def test_whoever_comes_in_whatever_order_nobody_reads_twice_and_no_report_has_too_many(
    steps: list[tuple[str, bool]], wanted: int, audit: float
) -> None:
    read: dict[str, list[str]] = {}
    before: dict[str, str] = {}
    for coder, decides in steps:
        if coder in before:
            if decides:
                read.setdefault(before.pop(coder), []).append(coder)
            continue
        decided = {one: begun(one, *coders, wanted=wanted) for one, coders in read.items()}
        held = {one: begun(one, *read.get(one, ()), *_holding(before, one), wanted=wanted) for one in before.values()}
        found = choose(
            RANKED,
            begun=decided,
            short={one: it for one, it in decided.items() if len(it.coders) < wanted},
            held=held,
            coder=coder,
            audit=audit,
            seed="1",
            cold=COLD,
        )
        open_ = [one for one in RANKED if len({*read.get(one, ()), *_holding(before, one)}) < wanted]
        open_ = [one for one in open_ if coder not in read.get(one, ())]
        assert (found is None) == (not open_)
        if found is not None:
            assert found.report in open_
            before[coder] = found.report
    assert all(len(coders) == len(set(coders)) <= wanted for coders in read.values())


def _holding(before: dict[str, str], report: str) -> list[str]:
    return [coder for coder, one in before.items() if one == report]


def test_a_rank_is_told_of_what_nobody_has_decided() -> None:
    assert rank_of("c", RANKED, {"a"}) == 2
    assert rank_of("a", RANKED, {"a"}) is None
    assert rank_of("z", RANKED, set()) is None


def test_what_was_read_here_comes_before_what_was_read_elsewhere() -> None:
    some = [begun("c", "Ben", drawn="imported", first=1), begun("a", "Ben", first=4), begun("b", "Ben", first=2)]
    assert [one.report for one in sorted(some, key=lambda one: turn_of(one, COLD))] == ["b", "a", "c"]


def test_what_is_settled_is_open_to_nobody() -> None:
    assert is_open_to(begun("a", "Ben"), "Ana")
    assert not is_open_to(begun("a", "Ben", settled=True), "Ana")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefgh"),
            st.frozensets(st.sampled_from(["Ana", "Ben", "Cleo"]), min_size=1),
            st.sampled_from(["ranked", "random", "chosen", "imported"]),
            st.integers(1, 9),
        ),
        unique_by=lambda one: one[0],
    ),
    st.dictionaries(st.sampled_from("abcdefghij"), st.sampled_from(["Ben", "Cleo"])),
)
def test_the_first_in_turn_is_the_one_that_a_look_at_all_finds(
    decided: list[tuple[str, frozenset[str], Any, int]], before: dict[str, str]
) -> None:
    everything = {
        report: begun(report, *coders, drawn=drawn, first=10 * first + number)
        for number, (report, coders, drawn, first) in enumerate(decided)
    }
    short = {report: one for report, one in everything.items() if len(one.coders) < one.wanted}
    held = {
        report: replace(
            everything.get(report) or begun(report, first=None),
            coders=(everything[report].coders if report in everything else frozenset()) | {coder},
            settled=report in everything and report not in short,
        )
        for report, coder in before.items()
    }
    found = choose((), begun=set(everything), short=short, held=held, coder="Ana", audit=0.0, seed="0", cold=COLD)
    all_of_them = [one for one in {**short, **held}.values() if is_open_to(one, "Ana")]
    first = min(all_of_them, key=lambda one: turn_of(one, COLD), default=None)
    assert (found and found.report) == (first and first.report)
