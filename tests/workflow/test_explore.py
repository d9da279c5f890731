"""Opening the database in Datasette: what it is told, and the install line where it is not there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from made_up import write_project
from relsynth import workflow
from relsynth.errors import ProjectError
from relsynth.project import open_project
from relsynth.store.searching_schema import ABOUT
from relsynth.workflow.explore import command, exploration


def test_every_view_that_is_told_of_is_there(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        how = exploration(project, port=8001)
        with closing(sqlite3.connect(how.database)) as database:
            views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
            for view in ABOUT:
                database.execute(f"SELECT * FROM {view}").fetchall()
    assert set(ABOUT) <= views
    assert "http://127.0.0.1:8001" in str(how)


def test_it_listens_on_this_computer_alone(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        words = command(exploration(project, port=8002), tmp_path / "metadata.json")
    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert words[words.index("--port") + 1] == "8002"


@pytest.mark.skipif(find_spec("datasette") is not None, reason="Datasette is installed here")
def test_where_datasette_is_not_installed_the_line_that_installs_it_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        open_project(write_project(tmp_path / "review")) as project,
        pytest.raises(ProjectError, match="python -m pip install datasette"),
    ):
        workflow.explore(project, port=8001, tell=told.append)
    assert told == []
