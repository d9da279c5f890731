"""Every table has a name, and one verb makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import coded_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.workflow import synthesise
from relsynth.workflow.all_tables import ALL_TABLES, EVIDENCE


def test_each_table_is_made_by_its_name(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        made = {name: workflow.tabulate(project, name) for name in ALL_TABLES}
        assert all(table.title and table.columns and table.notes for table in made.values())
        assert made["evidence"] == synthesise.tabulate(project, "evidence")
        with pytest.raises(InputError, match=r"no table 'no-such'; there are evidence, .*, cerqual$"):
            workflow.tabulate(project, "no-such")


def test_names_are_told_once() -> None:
    assert len(set(ALL_TABLES)) == len(synthesise.TABLES) + len(EVIDENCE)
