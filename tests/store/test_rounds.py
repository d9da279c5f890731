"""Rounds, assignments and the log of work are kept as they were said, and changed by appending alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, coded_project, coding
from relsynth import workflow
from relsynth.coding_rounds import Round, Work
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.store.rounds import Rounds

LATER = "2026-01-02T00:00:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers, coded with the codebook that a round is of."""
    with coded_project(tmp_path, 1, 2) as opened:
        yield opened


@pytest.fixture
def rounds(project: Project) -> Rounds:
    project.store.rounds.open(pilot(project))
    return project.store.rounds


def pilot(project: Project, name: str = "pilot", **others: object) -> Round:
    usual: dict[str, object] = {"name": name, "codebook": project.codebook.digest, "coder": "Ana", "at": AT}
    return Round(**{**usual, **others})  # type: ignore[arg-type]


def ids(project: Project) -> tuple[str, ...]:
    return tuple(project.store.papers.names())


def test_a_round_comes_back_as_it_was_opened(project: Project) -> None:
    other = pilot(project, "Überfahrt 🤝", blind=False, proposals=True, note="only the 'first' two", at=LATER)
    project.store.rounds.open(pilot(project))
    project.store.rounds.open(other)
    assert project.store.rounds.all() == (pilot(project), other)
    assert project.store.rounds.get("Überfahrt 🤝") == other
    assert project.store.rounds.get("pilo") is None


def test_a_round_that_ended_tells_when(project: Project, rounds: Rounds) -> None:
    assert pilot(project).is_open
    rounds.end("pilot", coder="Ben", at=LATER)
    ended = rounds.get("pilot")
    assert ended is not None
    assert (ended.ended, ended.is_open, ended.coder) == (LATER, False, "Ana")


def test_there_is_one_round_of_a_name_and_it_ends_once(project: Project, rounds: Rounds) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        rounds.open(pilot(project, coder="Ben"))
    rounds.end("pilot", coder="Ana", at=LATER)
    with pytest.raises(sqlite3.IntegrityError):
        rounds.end("pilot", coder="Ana", at=LATER)


def test_assignments_stand_until_they_are_withdrawn(project: Project, rounds: Rounds) -> None:
    first, second = ids(project)
    rounds.open(pilot(project, "two"))
    made = rounds.assign("pilot", first, "Ana", at=AT)
    ben = rounds.assign("pilot", second, "Ben", at=AT)
    other = rounds.assign("two", first, "Ana", at=AT)
    assert rounds.assignments() == (made, ben, other)
    assert rounds.assignments("pilot") == (made, ben)
    assert rounds.assignments(coder="Ana") == (made, other)
    assert rounds.withdraw_assignment("pilot", first, "Ana", at=LATER) == made
    assert rounds.withdraw_assignment("pilot", first, "Ana", at=LATER) is None
    assert rounds.assignments() == (ben, other)
    again = rounds.assign("pilot", first, "Ana", at=LATER)
    assert rounds.assignments("pilot") == (ben, again)


def test_the_same_assigned_twice_is_told_and_withdrawn_once(project: Project, rounds: Rounds) -> None:
    first, _ = ids(project)
    made = rounds.assign("pilot", first, "Ana", at=AT)
    rounds.assign("pilot", first, "Ana", at=LATER)
    assert rounds.assignments() == (made,)
    assert rounds.withdraw_assignment("pilot", first, "Ana", at=LATER) == made
    assert rounds.assignments() == ()


def test_the_log_is_told_whole_or_of_one_coder_or_paper(project: Project, rounds: Rounds) -> None:
    first, second = ids(project)
    said = (
        Work(coder="Ana", document=first, event="start", at=AT, round="pilot"),
        Work(coder="Ben", document=first, event="start", at=AT),
        Work(coder="Ana", document=second, event="finish", at=LATER, round="pilot"),
    )
    for one in said:
        rounds.log(coder=one.coder, document=one.document, event=one.event, at=one.at, round=one.round)
    assert rounds.work() == said
    assert rounds.work("Ana") == (said[0], said[2])
    assert rounds.work(document=first) == said[:2]
    assert rounds.work("Ana", first) == said[:1]
    assert rounds.finished() == {(second, "Ana", "pilot")}


def test_reopening_takes_finishing_back(project: Project, rounds: Rounds) -> None:
    first, _ = ids(project)
    for event, done in (("finish", True), ("reopen", False), ("finish", True)):
        rounds.log(coder="Ana", document=first, event=event, at=AT, round="pilot")  # type: ignore[arg-type]
        assert ((first, "Ana", "pilot") in rounds.finished()) is done


def test_what_people_did_in_papers_is_a_sign_of_life(project: Project, rounds: Rounds) -> None:
    store, (first, second) = project.store, ids(project)
    made = coding(store.papers.current(first), coder=ANA)
    store.add_coder(ANA)
    store.add_codings([made, replace(made, code="NET.TIES")], codebook=project.codebook.digest, at=AT)
    store.acts.withdraw_last("Ana", at=LATER)
    store.memos.add(Memo(about="document", document=second, text="Read again.", coder="Ana", at=LATER))
    store.memos.add(Memo(about="project", text="All is well.", coder="Ana", at=LATER))
    assert rounds.signs() == (("Ana", first, AT), *sorted([("Ana", first, LATER), ("Ana", second, LATER)]))


@pytest.mark.parametrize("table", ["rounds", "round_ends", "assignments", "work"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = 'never'", "DELETE FROM {}"])
def test_nothing_of_it_is_ever_changed(project: Project, rounds: Rounds, table: str, verb: str) -> None:
    first, _ = ids(project)
    rounds.assign("pilot", first, "Ana", at=AT)
    rounds.log(coder="Ana", document=first, event="start", at=AT)
    rounds.end("pilot", coder="Ana", at=AT)
    with closing(sqlite3.connect(project.path / "relsynth.db")) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(verb.format(table))


def test_a_file_that_is_edited_keeps_who_codes_it_and_what_they_did(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        rounds = project.store.rounds
        rounds.open(pilot(project))
        before, _ = ids(project)
        rounds.assign("pilot", before, "Ana", at=AT)
        rounds.log(coder="Ana", document=before, event="finish", at=AT, round="pilot")
        file = tmp_path / "papers" / "van-001.md"
        file.write_text(file.read_text("utf-8").replace("van was painted green", "van was painted blue"), "utf-8")
        workflow.add_documents(project, [file], at=LATER)
        now = next(id for id, name in project.store.papers.names().items() if name == "van-001")
        assert now != before
        assert [one.document for one in rounds.assignments()] == [now]
        assert [one.document for one in rounds.work()] == [now]
        assert rounds.finished() == {(now, "Ana", "pilot")}
        assert rounds.withdraw_assignment("pilot", now, "Ana", at=LATER) is not None
        assert rounds.assignments() == ()
