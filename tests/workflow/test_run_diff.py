"""Snapshots of a living review, and what has moved since."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project, write_papers
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.run_diff import diff_runs, list_snapshots, log_output, take_snapshot


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = coded_project(tmp_path, 1, 2)
    take_snapshot(project, "spring", at=AT)
    return project


def test_nothing_has_moved_where_nothing_was_done(project: Project) -> None:
    told = diff_runs(project)
    assert not told.moved
    assert str(told) == "spring → now: n = 2 → 2 studies; nothing has moved"
    assert str(list_snapshots(project)).startswith(
        "Snapshots (1):\n  spring  2026-01-01T00:00  2 studies, 2 constructs"
    )


def test_new_papers_move_cells_and_the_snapshot_stays(project: Project) -> None:
    workflow.add_documents(project, [write_papers(project.path / "more", 7)], at=AT)
    workflow.code(project, at=AT)
    take_snapshot(project, "autumn", at=AT)
    told = diff_runs(project, "spring", "autumn")
    assert told.moved.papers_new == ("van-007",)
    assert [(one.construct, one.before, one.after) for one in told.moved.cells if one.count == "k"] == [
        ("STA.TRUST", 2, 3),
        ("NET.TIES", 2, 3),
    ]
    assert {(one.construct, one.kind) for one in told.moved.gaps_opened} >= {("STA.TRUST", "one_level")}
    rows = {(row[0], row[1], row[2]): row[3:5] for row in told.table.rows}
    assert rows["moved cell", "STA.TRUST", "k"] == (2, 3)
    assert diff_runs(project).before == "autumn"
    back = diff_runs(project, "autumn", "spring")
    assert back.moved.papers_gone == ("van-007",)


@pytest.mark.parametrize("name", ["spring", "last", "now", " ", "run-7", "report-7"])
def test_a_name_that_is_taken_or_means_something_else_is_refused(project: Project, name: str) -> None:
    with pytest.raises(InputError):
        take_snapshot(project, name, at=AT)


def test_a_snapshot_that_there_is_not_is_told_with_those_there_are(project: Project) -> None:
    with pytest.raises(InputError, match="no snapshot 'winter'; there are spring, and now"):
        diff_runs(project, "winter")


def test_a_report_takes_a_snapshot(project: Project) -> None:
    folder = project.path / "report"
    workflow.write_report(project, folder, at=AT, forms=["md"])
    number = log_output(
        project, folder, command="report", options={"form": ["md"]}, form=None, table=None, at="2026-02-01"
    )
    assert [one.name for one in list_snapshots(project).snapshots] == ["spring", f"report-{number}"]


def test_without_a_snapshot_the_way_to_one_is_told(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="relsynth snapshot NAME"):
        diff_runs(project)
