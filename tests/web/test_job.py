"""The process beside the desk: what it tells, a line each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from made_up import write_papers, write_project
from relsynth import open_project


def told(what: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "relsynth.web.job", what, str(folder)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_papers_of_the_folder_are_read_and_coded_one_by_one(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    write_papers(folder / "papers", 1, 2)
    *read, last = told("read", folder)
    assert read == [{"done": number, "of": 2} for number in range(3)]
    assert last["told"].startswith("2 read, 0 there already")
    *coded, last = told("code", folder)
    assert coded == [{"done": number, "of": 2} for number in range(3)]
    assert last["told"].startswith("2 papers coded, 0 unchanged")
    with open_project(folder) as project:
        assert len(project.store.current_coders()) == 2


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("read", "no folder 'papers' yet"),
        pytest.param("code", "no relsynth project", marks=pytest.mark.slow),
    ],
)
def test_what_is_refused_is_told(tmp_path: Path, what: str, why: str) -> None:
    folder = write_project(tmp_path / "review") if what == "read" else tmp_path
    (said,) = told(what, folder)
    assert why in said["refused"]
