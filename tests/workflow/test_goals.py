"""Goals and quality from a project on disk; what is missing is told in the words of who has looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, code, coded_project, paper, write_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.findings import studied


@pytest.fixture(scope="module")
def project(examples: Path) -> Iterator[Project]:
    with open_project(examples) as opened:
        yield opened


def test_each_study_has_its_row(project: Project) -> None:
    table = workflow.alignment(project).table
    assert len({row[0] for row in table.rows}) == len(table.rows) == studied(project).n
    assert any(note.startswith("neither goals nor alignment:") for note in table.notes)


def test_a_team_names_its_own_codes_and_what_they_lack_is_worded_by_who_looked(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review", code("STA.PLAN", "plan*"), code("NET.FIT", "fits"))
    (tmp_path / "a.md").write_text(paper(1, "The plan of the partners was agreed with the clinic."), encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, [tmp_path / "a.md"], at=AT)
        workflow.code(project, at=AT)
        (row,) = workflow.alignment(project, goals=["STA.PLAN"], aligned=["NET.FIT"]).table.rows
        assert row[3:7] == ("yes", "elsewhere", "not found by the machine", "goals")
        workflow.search_code(project, "NET.FIT", at=AT, limit=20)
        workflow.record_search(project, "NET.FIT", coder="Ana", found=(), at=AT)
        (row,) = workflow.alignment(project, goals=["STA.PLAN"], aligned=["NET.FIT"]).table.rows
        assert row[5] == "not reported"


def test_a_codebook_without_goals_is_refused_with_the_way_out(tmp_path: Path) -> None:
    told = r"no code 'GOAL\.OBJECTIVES', 'GOAL\.VISION'; name one of yours with --goals"
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match=told):
        workflow.alignment(project)


def test_quality_is_of_two_constructs_or_of_all(project: Project) -> None:
    assert [row[0] for row in workflow.quality(project).table.rows] == ["OUT.QUALITY", "GOAL.INTENSITY"]
    every = workflow.quality(project, every=True).table
    rows = [dict(zip(every.columns, row, strict=True)) for row in every.rows]
    assert len(rows) == len(project.codebook.constructs)
    for row in rows:
        assert row["k"] == sum(int(str(row[name])) for name in ("claimed", "qualitative", "measured"))
