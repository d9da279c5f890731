"""What waits for a coder: what they left off last comes first, what is finished is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.today import Today, today


@pytest.fixture
def project(examples: Path, tmp_path: Path) -> Iterator[Project]:
    with open_project(Path(shutil.copytree(examples, tmp_path / "review"))) as opened:
        yield opened


def at(minute: int) -> str:
    return f"2026-03-01T10:{minute:02}:00+00:00"


def names(project: Project) -> list[str]:
    return sorted(project.store.papers.names().values())


def test_nothing_waits_for_who_has_just_come(project: Project) -> None:
    assert today(project, coder="Ana") == Today(begun=(), rounds=())


def test_papers_that_were_begun_are_told_the_last_first_until_they_are_finished(project: Project) -> None:
    a, b, *_ = names(project)
    workflow.start_work(project, a, coder="Ana", at=at(0))
    workflow.start_work(project, b, coder="Ana", at=at(1))
    assert [(one.name, one.at) for one in today(project, coder="Ana").begun] == [(b, at(1)), (a, at(0))]
    assert today(project, coder="Ben").begun == ()
    workflow.finish_paper(project, b, coder="Ana", at=at(2))
    assert [one.name for one in today(project, coder="Ana").begun] == [a]


def test_a_round_tells_what_is_left_and_what_comes_next(project: Project) -> None:
    workflow.open_round(project, "pilot", coder="Cy", at=at(0))
    workflow.assign(project, "pilot", coders=["Ana"], papers=names(project)[:2], at=at(1))
    (waiting,) = today(project, coder="Ana").rounds
    assert (waiting.name, waiting.assigned, waiting.left) == ("pilot", 2, 2)
    assert waiting.paper in names(project)[:2]
    workflow.start_work(project, str(waiting.paper), coder="Ana", round="pilot", at=at(2))
    (later,) = today(project, coder="Ana").rounds
    assert later.paper not in (None, waiting.paper)
    for name in names(project)[:2]:
        workflow.finish_paper(project, name, coder="Ana", round="pilot", at=at(3))
    assert today(project, coder="Ana") == Today(begun=(), rounds=())


def test_a_machine_has_no_day(project: Project) -> None:
    machine = next(iter(project.store.current_coders().values()))
    with pytest.raises(InputError):
        today(project, coder=machine)


def test_a_paper_that_was_begun_tells_how_far_one_has_come(project: Project) -> None:
    name = names(project)[0]
    workflow.start_work(project, name, coder="Ana", at=at(0))
    machine = [one for one in workflow.list_codings(project, paper=name).codings if one.path]
    for minute, one in enumerate((machine[-1], machine[0]), start=1):
        workflow.confirm_codings(project, [one.number], coder="Ana", at=at(minute))
    (begun,) = today(project, coder="Ana").begun
    assert (begun.codings, begun.section) == (2, machine[0].path.rpartition(" > ")[2])
