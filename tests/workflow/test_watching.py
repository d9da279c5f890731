"""A watch tells that something has come, by whom, and to whom that is news."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris, rival
from made_up_team import FIRST, GREEN_VAN, double, team_project
from relsynth import open_project
from relsynth.errors import ProjectError
from relsynth.project import Project
from relsynth.workflow.coding_steps import add_coding
from relsynth.workflow.duplicates import keep_judgement
from relsynth.workflow.review import duplicate_queue
from relsynth.workflow.sources import add_source
from relsynth.workflow.watching import Change, Watch
from relsynth.workflow.work_log import finish_paper


def bring(project: Project) -> None:
    add_source(project, ris(record(1), rival(1)), name="a.ris", at=AT)


def test_a_watch_tells_what_came_since_it_looked_last(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project, closing(Watch(tmp_path / "review")) as watch:
        assert watch.look() == ()
        bring(project)
        assert watch.look() == (Change(kind="imported", people=frozenset()),)
        (pair,) = duplicate_queue(project).pairs
        keep_judgement(project, pair.a.id, pair.b.id, "different", coder="Ana", at=AT)
        assert watch.look() == (Change(kind="judged", people=frozenset({"Ana"})),)
        assert watch.look() == ()


@pytest.mark.parametrize(
    ("people", "is_news"),
    [
        pytest.param((), True, id="nobody is named"),
        pytest.param(("Ana",), False, id="their own"),
        pytest.param(("Ana", "Ben"), True, id="another's as well"),
    ],
)
def test_nobody_is_told_of_what_they_did_themselves(people: tuple[str, ...], is_news: bool) -> None:
    assert Change(kind="decided", people=frozenset(people)).is_news_for("Ana") is is_news


def test_a_folder_without_a_project_is_not_watched(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no relsynth project"):
        Watch(tmp_path)


def test_nobody_who_codes_blind_is_told_that_another_has_coded(tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project, closing(Watch(project.path)) as watch:
        double(project)
        finish_paper(project, FIRST, coder="Ana", round="r1", at=AT)
        watch.look()
        add_coding(project, GREEN_VAN, "NET.TIES", coder="Cy", at=AT)
        (change,) = watch.look()
    assert change.kind == "coded"
    assert {who: change.is_news_for(who) for who in ("Ana", "Ben", "Dee")} == {"Ana": True, "Ben": False, "Dee": True}
