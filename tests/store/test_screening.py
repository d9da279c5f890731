"""What people decide of records is kept as they said it, changed by appending, and taken back by appending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import STAGES, VERDICTS, Decision, Stage
from relsynth.store import Store
from relsynth.store.screening import HandOut, Screening, Stop

TA: Stage = "title_abstract"
FT: Stage = "full_text"
FULL = Decision(
    record="r1:a",
    stage=FT,
    verdict="exclude",
    coder="Ana",
    criterion="E1",
    drawn="imported",
    adjudicates=True,
    note="Überfahrt 🤝, 'quoted'",
    tags=("ferry", "ещё одна", "a, b"),
    at="2026-01-01T00:00:00+00:00",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "relsynth.db") as opened:
        yield opened


@pytest.fixture
def screening(store: Store) -> Screening:
    return store.screening


def decided(record: str, verdict: str, coder: str = "Ana", *, stage: Stage = TA, at: str = "now") -> Decision:
    criterion = "E1" if verdict == "exclude" and stage == FT else None
    return Decision(record=record, stage=stage, verdict=verdict, coder=coder, criterion=criterion, at=at)  # type: ignore[arg-type]


# -- decisions


def test_a_decision_comes_back_as_it_was_given(screening: Screening) -> None:
    bare = decided("r1:a", "maybe")
    screening.add([FULL, bare])
    assert screening.current() == screening.history() == (FULL, bare)


def test_decisions_outlast_the_process(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store, store.atomic():
        store.screening.add([FULL])
    with Store.open(tmp_path / "a.db") as store:
        assert store.screening.current() == (FULL,)


def test_whoever_decides_is_a_person_from_then_on(store: Store, screening: Screening) -> None:
    screening.add([FULL, decided("r1:b", "include", "Ben")])
    coder = store.coder("Ben")
    assert coder is not None
    assert coder.kind == "person"


def test_of_each_coder_record_and_stage_the_latest_holds(screening: Screening) -> None:
    first, other = decided("r1:a", "include"), decided("r1:a", "exclude", "Ben")
    changed, later = decided("r1:a", "maybe"), decided("r1:a", "include", stage=FT)
    settled = replace(decided("r1:a", "exclude"), adjudicates=True)
    screening.add([first, other, changed, later, settled])
    assert screening.current() == (other, changed, later, settled)
    assert screening.history() == (first, other, changed, later, settled)


@pytest.mark.parametrize(
    ("stage", "records", "found"),
    [
        pytest.param(None, None, "abcA", id="all"),
        pytest.param(TA, None, "abc", id="of-a-stage"),
        pytest.param(FT, None, "A", id="of-the-other"),
        pytest.param(None, ["r1:a", "r1:c"], "acA", id="of-records"),
        pytest.param(TA, ["r1:a"], "a", id="of-both"),
        pytest.param(TA, [], "", id="of-no-record"),
        pytest.param(TA, ["r1:' OR 1"], "", id="of-a-record-that-is-no-name"),
    ],
)
def test_decisions_are_found_by_stage_and_record(
    screening: Screening, stage: Stage | None, records: list[str] | None, found: str
) -> None:
    screening.add([*(decided(f"r1:{name}", "include") for name in "abc"), decided("r1:a", "include", stage=FT)])
    told = screening.current(stage=stage, records=records)
    assert "".join(one.record[-1].upper() if one.stage == FT else one.record[-1] for one in told) == found


# -- taken back


def test_what_is_taken_back_holds_no_more_and_what_was_said_before_does(screening: Screening) -> None:
    first, changed = decided("r1:a", "include"), decided("r1:a", "exclude")
    screening.add([first, changed])
    assert screening.withdraw_last("Ana", at="later") == changed
    assert screening.current() == screening.history() == (first,)
    assert screening.withdraw_last("Ana", at="later") == first
    assert screening.current() == ()
    assert screening.withdraw_last("Ana", at="later") is None
    assert screening.count() == 4


def test_only_ones_own_last_decision_is_taken_back(screening: Screening) -> None:
    mine, theirs = decided("r1:a", "include"), decided("r1:b", "include", "Ben")
    screening.add([mine, theirs])
    assert (screening.last("Ana"), screening.last("Ben"), screening.last("Cat")) == (mine, theirs, None)
    assert screening.withdraw_last("Cat", at="later") is None
    screening.withdraw_last("Ana", at="later")
    assert screening.current() == (theirs,)


def test_the_last_of_one_stage_is_found_past_a_later_one_of_another(screening: Screening) -> None:
    early, late = decided("r1:a", "include"), decided("r1:a", "include", stage=FT)
    screening.add([early, late])
    assert (screening.last("Ana"), screening.last("Ana", stage=TA)) == (late, early)
    assert screening.withdraw_last("Ana", at="later", stage=TA) == early
    assert screening.current() == (late,)


def test_who_decides_again_after_taking_back_is_heard(screening: Screening) -> None:
    first, again = decided("r1:a", "include"), decided("r1:a", "exclude")
    screening.add([first])
    screening.withdraw_last("Ana", at="later")
    screening.add([again])
    assert screening.current() == screening.history() == (again,)


def test_rows_since_a_number_are_told_with_what_was_taken_back(screening: Screening) -> None:
    first, other = decided("r1:a", "include"), decided("r1:a", "include", "Ben", stage=FT)
    screening.add([first, other])
    seen = screening.count()
    screening.withdraw_last("Ana", at="later")
    (entry,) = screening.since(seen, stage=TA)
    assert (entry.number, entry.withdraws, entry.decision, entry.at) == (seen + 1, 1, None, "later")
    assert [one.decision for one in screening.since(0, stage=FT)] == [other]
    assert screening.since(seen + 1, stage=TA) == ()


ACTS = st.lists(
    st.tuples(st.sampled_from(["Ana", "Ben"]), st.sampled_from("abc"), st.sampled_from([*VERDICTS, "undo"])),
    max_size=12,
)


@given(acts=ACTS, stage=st.sampled_from(STAGES))
def test_views_are_what_a_list_without_the_undone_would_be(acts: list[tuple[str, str, str]], stage: Stage) -> None:
    kept: list[Decision] = []
    with Store.open(Path(":memory:")) as store:
        for number, (coder, record, verdict) in enumerate(acts):
            if verdict == "undo":
                own = [one for one in kept if one.coder == coder]
                assert store.screening.withdraw_last(coder, at="later") == (own[-1] if own else None)
                if own:
                    kept.remove(own[-1])
                continue
            kept.append(decided(f"r1:{record}", verdict, coder, stage=stage, at=f"{number}"))
            store.screening.add(kept[-1:])
        latest = {(one.coder, one.record): one for one in kept}
        assert store.screening.history(stage=stage) == tuple(kept)
        assert set(store.screening.current(stage=stage)) == set(latest.values())


# -- who reads what now


def handed(record: str, coder: str = "Ana", *, stage: Stage = TA, until: str = "2026-01-01T01") -> HandOut:
    return HandOut(record=record, stage=stage, coder=coder, drawn="ranked", until=until)


def test_a_coder_has_one_record_before_them_at_a_stage(screening: Screening) -> None:
    for one in (handed("r1:a"), handed("r1:a", "Ben"), handed("r1:c", stage=FT), handed("r1:b")):
        screening.hand_out(one)
    assert set(screening.handed_out(TA, at="2026-01-01T00")) == {handed("r1:a", "Ben"), handed("r1:b")}
    assert screening.handed_out(FT, at="2026-01-01T00") == (handed("r1:c", stage=FT),)


def test_a_promise_ends_at_its_moment(screening: Screening) -> None:
    screening.hand_out(handed("r1:a"))
    assert screening.handed_out(TA, at="2026-01-01T00:59:59") == (handed("r1:a"),)
    assert screening.handed_out(TA, at="2026-01-01T01") == ()


@pytest.mark.parametrize(
    ("stage", "left"),
    [pytest.param(None, [], id="everywhere"), pytest.param(TA, [FT], id="at-one-stage")],
)
def test_what_is_given_back_is_before_nobody(screening: Screening, stage: Stage | None, left: list[Stage]) -> None:
    for one in STAGES:
        screening.hand_out(handed("r1:a", stage=one))
        screening.hand_out(handed("r1:b", "Ben", stage=one))
    screening.take_back("Ana", stage=stage)
    found = [one for each in STAGES for one in screening.handed_out(each, at="")]
    assert [one.stage for one in found if one.coder == "Ana"] == left
    assert [one.stage for one in found if one.coder == "Ben"] == list(STAGES)


# -- when to stop


def stop(stage: Stage = TA, coder: str = "Ana", statement: str = "enough") -> Stop:
    return Stop(stage=stage, coder=coder, statement=statement, unread=7, at="now")


def test_the_latest_decision_to_stop_holds_until_it_is_taken_back(screening: Screening) -> None:
    assert screening.stop(TA) is None
    screening.add_stop(stop())
    assert (screening.stop(TA), screening.stop(FT)) == (stop(), None)
    screening.withdraw_stop(TA, coder="Ben", at="later")
    assert screening.stop(TA) is None
    screening.add_stop(stop(coder="Cat", statement="once more"))
    assert screening.stop(TA) == stop(coder="Cat", statement="once more")


def test_taking_back_where_nothing_stands_changes_nothing(screening: Screening) -> None:
    screening.withdraw_stop(TA, coder="Ben", at="later")
    screening.add_stop(stop(FT))
    screening.withdraw_stop(TA, coder="Ben", at="later")
    assert (screening.stop(TA), screening.stop(FT)) == (None, stop(FT))
