"""What an adjudicator has before them, what they are not told, and what becomes of what two settle at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import TIES, row, say
from made_up_differences import LATER, differing_project, finish
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_adjudication import Adjudication, adjudicate_coding
from relsynth.workflow.conflict_desk import (
    SettledMeanwhile,
    conflict_queue,
    count_conflicts,
    settle_conflict,
    undo_settling,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with differing_project(tmp_path) as opened:
        finish(opened)
        yield opened


def settlings(project: Project) -> list[Coding]:
    return [one for one in project.codings() if one.settles]


def test_a_conflict_is_shown_in_its_paragraph_word_for_word(project: Project) -> None:
    for one in conflict_queue(project, coder="Lea").conflicts:
        around = one.around
        text = project.store.papers.current(one.conflict.document).text
        assert around.words == one.conflict.quote
        assert around.before + around.words + around.after in text
        assert around.headings


def test_every_kind_of_difference_is_there_and_all_numbers(project: Project) -> None:
    shown = conflict_queue(project, coder="Lea").conflicts
    assert [one.conflict.differs for one in shown] == ["facets", "codes", "coded"]
    assert [len(one.numbers) for one in shown] == [2, 2, 1]
    assert not any(one.is_party for one in shown)
    assert all(one.is_party for one in conflict_queue(project, coder="Ben").conflicts)


def test_the_rule_that_parts_two_codes_is_told_or_that_there_is_none(project: Project) -> None:
    facets, codes, _ = conflict_queue(project, coder="Lea").conflicts
    assert facets.rules == ()
    assert [(one.codes, one.rule) for one in codes.rules] == [(("NET.TIES", "STA.LEGIT"), None)]


def test_what_all_put_there_besides_is_told(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        for coder in ("Ben", "Dee"):
            say(project, coder, row(1, TIES, "STA.TRUST"))
        finish(project)
        shown = conflict_queue(project, coder="Lea").conflicts
        assert [one.agreed for one in shown] == [(), ("STA.TRUST",), ()]


def test_letters_stand_for_names_where_it_is_blind(project: Project) -> None:
    shown = conflict_queue(project, coder="Lea", blind=True).conflicts
    assert {side.coder for one in shown for side in one.conflict.sides} == {"A", "B"}


def test_papers_of_a_blind_round_that_goes_on_wait(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        finish(project, "van-002")
        found = conflict_queue(project, coder="Lea")
        assert (found.conflicts, [one.waits_for for one in found.waiting]) == ((), [("Ben", "Dee")])


def test_who_settles_it_first_is_shown_to_the_second(project: Project) -> None:
    one = conflict_queue(project, coder="Lea").conflicts[1]
    number = one.conflict.number
    first = settle_conflict(project, number, seen=one.numbers, verdict="reject", coder="Lea", at=LATER)
    assert isinstance(first, Adjudication)
    keep = [one.numbers[0]]
    second = settle_conflict(project, number, seen=one.numbers, verdict="code", keep=keep, coder="Cy", at=LATER)
    assert isinstance(second, SettledMeanwhile)
    assert second.now is None
    assert [(by.coder, by.verdict) for by in second.settled] == [("Lea", "reject")]
    assert str(second) == "it was settled meanwhile"
    assert {made.coder.name for made in settlings(project)} == {"Lea"}


def test_what_is_said_there_since_is_shown_and_nothing_is_settled(project: Project) -> None:
    one = conflict_queue(project, coder="Lea").conflicts[1]
    seen = one.numbers[:1]
    told = settle_conflict(project, one.conflict.number, seen=seen, verdict="reject", blind=True, coder="Lea", at=LATER)
    assert isinstance(told, SettledMeanwhile)
    assert told.now is not None
    assert told.now.numbers == one.numbers
    assert {side.coder for side in told.now.conflict.sides} == {"A", "B"}
    assert settlings(project) == []


def test_what_makes_no_sense_is_an_error_and_no_conflict(project: Project) -> None:
    one = conflict_queue(project, coder="Lea").conflicts[1]
    with pytest.raises(InputError, match="say which coding"):
        settle_conflict(project, one.conflict.number, seen=one.numbers, verdict="code", coder="Lea", at=LATER)
    with pytest.raises(InputError, match="no conflict 987654 is open"):
        settle_conflict(project, 987654, seen=[987654], verdict="reject", coder="Lea", at=LATER)


def test_the_last_settling_is_taken_back_and_no_other_step(project: Project) -> None:
    with pytest.raises(InputError, match="you have settled nothing"):
        undo_settling(project, coder="Lea", at=LATER)
    one = conflict_queue(project, coder="Lea").conflicts[1]
    settle_conflict(project, one.conflict.number, seen=one.numbers, verdict="reject", coder="Lea", at=LATER)
    assert undo_settling(project, coder="Lea", at=LATER).conflict == one.conflict.number
    assert len(conflict_queue(project, coder="Lea").conflicts) == 3
    with pytest.raises(InputError, match="no settling"):
        undo_settling(project, coder="Ben", at=LATER)


def test_the_verb_itself_refuses_what_is_not_what_was_seen(project: Project) -> None:
    one = conflict_queue(project, coder="Lea").conflicts[1]
    with pytest.raises(InputError, match="not what you saw"):
        adjudicate_coding(project, one.conflict.number, verdict="reject", seen=[1], coder="Lea", at=LATER)


def test_what_waits_is_counted(project: Project) -> None:
    assert count_conflicts(project, coder="Lea") == len(conflict_queue(project, coder="Lea").conflicts) == 3
