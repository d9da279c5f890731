"""Lifecycle and trends from a project on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError


def test_every_stage_is_told_at_any_level_and_at_each(examples: Path) -> None:
    with open_project(examples) as project:
        table = workflow.lifecycle(project).table
    stages = [row[0] for row in table.rows if row[1] == "any"]
    assert stages == ["foster", "grow", "maintain", "evaluate", "end", "not_stated"]
    assert len(table.rows) == 6 * 6


def test_a_codebook_without_stages_is_refused(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="no facet 'lifecycle'"):
        workflow.lifecycle(project)


def test_years_add_up_to_the_studies_that_are_judged(examples: Path) -> None:
    with open_project(examples) as project:
        table = workflow.trends(project, split=2020).table
    years = [row for row in table.rows if not str(row[0]).startswith(("up to", "after"))]
    both = [row for row in table.rows if str(row[0]).startswith(("up to", "after"))]
    assert [row[0] for row in both] == ["up to 2020", "after 2020"]
    assert all(row[1] == sum(int(str(count)) for count in row[2:6]) for row in table.rows)
    assert sum(int(str(row[1])) for row in years) >= sum(int(str(row[1])) for row in both)
