"""What is listed, found and settled over a stage that is loaded, and what a blind coder sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up_records import record
from made_up_screening import decide, screening_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.screening.decisions import Decision
from relsynth.workflow.duplicates import keep_judgement, withdraw_judgement
from relsynth.workflow.screening_desk import ScreeningDesk
from relsynth.workflow.screening_looks import (
    Meanwhile,
    find_records,
    last_judged,
    list_reports,
    next_conflict,
    reasons_of,
    settle,
    stage_numbers,
    unsettle,
)

AT = "2026-03-01T10:00:00+00:00"
TA = "title_abstract"
SAID = "Ana 0 in, Ben 0 in, Ana 1 out E1, Ben 1 in, Ana 2 out E2, Ben 3 maybe, Ana 4 in, Ben 4 out"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ScreeningDesk]:
    """Six reports: one is included, two in conflict, two wait for another coder, one is unread."""
    folder = tmp_path / "review"
    workflow.init(folder)
    with screening_project(folder, *map(record, range(6))) as project:
        decide(project, SAID)
    opened = ScreeningDesk(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("coder", "asked", "expected"),
    [
        pytest.param("Ana", {}, [0, 1, 2, 3, 4, 5], id="all"),
        pytest.param("Ana", {"outcome": "conflict"}, [1, 4], id="conflicts"),
        pytest.param("Cleo", {"outcome": "conflict"}, [], id="a-third-coder-is-blind"),
        pytest.param("Cleo", {"outcome": "include"}, [0], id="what-is-settled-is-told"),
        pytest.param("Ana", {"outcome": "waiting"}, [2], id="waiting-as-far-as-told"),
        pytest.param("Ana", {"mine": "any"}, [0, 1, 2, 4], id="mine"),
        pytest.param("Ana", {"mine": "exclude"}, [1, 2], id="my-exclusions"),
        pytest.param("Ben", {"mine": "none"}, [2, 5], id="not-mine-yet"),
        pytest.param("Ana", {"words": "2003 okafor"}, [], id="words-all-wanted"),
        pytest.param("Ana", {"words": "2002"}, [1], id="a-year"),
    ],
)
def test_reports_are_listed_as_a_coder_may_see_them(
    desk: ScreeningDesk, coder: str, asked: dict[str, Any], expected: list[int]
) -> None:
    found = list_reports(desk, TA, coder=coder, **asked)
    everything = [one.record for one in list_reports(desk, TA, coder="Ana").reports]
    assert [everything.index(one.record) for one in found.reports] == expected
    assert found.total == len(expected)


def test_a_list_tells_no_verdict_to_who_has_not_decided(desk: ScreeningDesk) -> None:
    waiting = list_reports(desk, TA, coder="Ben").reports[2]
    assert (waiting.outcome, waiting.reason) == (None, None)
    assert [(one.coder, one.verdict, one.criterion) for one in waiting.said] == [("Ana", None, None)]
    page = list_reports(desk, TA, coder="Ana", start=2, most=2)
    assert (len(page.reports), page.start, page.total) == (2, 2, 6)


def test_numbers_tell_of_others_only_how_many_they_decided(desk: ScreeningDesk) -> None:
    told = stage_numbers(desk, TA, coder="Cleo")
    assert (told.total, told.unread, told.waiting, told.include, told.conflict) == (6, 1, 2, 1, 2)
    assert told.decided == (("Ana", 4), ("Ben", 4))
    assert (told.mine, told.left_for_me) == (0, 3)


def test_reasons_are_ones_own(desk: ScreeningDesk) -> None:
    assert set(reasons_of(desk, TA, coder="Ana")) == {"E1", "E2"}
    assert reasons_of(desk, TA, coder="Ben") == ()


def test_records_are_found_by_words_without_the_one_before_the_coder(desk: ScreeningDesk) -> None:
    first = list_reports(desk, TA, coder="Ana").reports[0]
    word = (first.title or "").split()[-1]
    assert [one.record for one in find_records(desk, TA, word.upper(), but="")] == [first.record]
    assert find_records(desk, TA, word, but=first.record) == ()
    assert len(find_records(desk, TA, "", but=first.record, most=3)) == 3


def test_records_with_most_of_the_words_are_found_where_none_has_all(desk: ScreeningDesk) -> None:
    first = list_reports(desk, TA, coder="Ana").reports[0]
    words = (first.title or "").split()[-2:]
    found = [one.record for one in find_records(desk, TA, " ".join([*words, "elsewhere"]), but="")]
    assert found[0] == first.record
    assert find_records(desk, TA, "nowhere elsewhere", but="") == ()


def test_what_was_said_last_of_two_records_is_told_until_it_is_taken_back(tmp_path: Path) -> None:
    workflow.init(tmp_path / "review")
    with screening_project(tmp_path / "review", *map(record, range(3))) as project:
        a, b = sorted(project.store.catalogue.titles())[:2]
        assert last_judged(project, coder="Ana") is None
        keep_judgement(project, a, b, "version", coder="Ana", at=AT)
        told = last_judged(project, coder="Ana")
        assert told is not None
        titles = {id: one.title for id, one in project.store.catalogue.records((a, b)).items()}
        assert (told.relation, told.titles) == ("version", (titles[a], titles[b]))
        assert last_judged(project, coder="Ben") is None
        withdraw_judgement(project, coder="Ana", at=AT)
        assert last_judged(project, coder="Ana") is None


def test_a_conflict_is_settled_once_its_settler_has_seen_all_that_is_said(desk: ScreeningDesk) -> None:
    first = next_conflict(desk, TA)
    assert first is not None
    assert first.left == 2
    assert [(one.coder, one.verdict) for one in first.said] == [("Ana", "exclude"), ("Ben", "include")]
    passed = next_conflict(desk, TA, passed=[first.shown.record])
    assert passed is not None
    assert passed.shown.record != first.shown.record
    kept = settle(desk, TA, first.shown.record, "include", coder="Cleo", numbers=first.numbers, at=AT)
    assert isinstance(kept, Decision)
    assert kept.adjudicates
    told = settle(desk, TA, first.shown.record, "exclude", coder="Dora", numbers=first.numbers, at=AT)
    assert isinstance(told, Meanwhile)
    assert [one.coder for one in told.said] == ["Ana", "Ben", "Cleo"]
    assert "Cleo: include, which settles it" in str(told)
    assert next_conflict(desk, TA, record=first.shown.record) is None
    back, last = unsettle(desk, TA, coder="Cleo", at=AT)
    assert (back.shown.record, last.verdict) == (first.shown.record, "include")
    with pytest.raises(InputError, match="nothing to undo"):
        unsettle(desk, TA, coder="Ana", at=AT)


def test_what_another_process_decides_is_seen_at_once(desk: ScreeningDesk, tmp_path: Path) -> None:
    assert stage_numbers(desk, TA, coder="Ana").unread == 1
    with open_project(tmp_path / "review") as project:
        decide(project, "Cleo 5 in")
    assert stage_numbers(desk, TA, coder="Ana").unread == 0
