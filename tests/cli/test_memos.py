"""Commands of memos."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from typer.main import get_command

from made_up_team import team_project
from relsynth.cli import app

RELSYNTH = get_command(app)  # made once: it takes longer than most commands


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    team_project(tmp_path, 1).close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(RELSYNTH, ["memos", *words, "--project", "review"])


ABOUT: list[Any] = [
    pytest.param(("--about", "project"), "1  Ana on the project: odd\n", id="project"),
    pytest.param(("--about", "document", "--paper", "van"), "1  Ana on van-001: odd\n", id="document"),
    pytest.param(("--about", "code", "--code", "STA.TRUST"), "1  Ana on STA.TRUST: odd\n", id="code"),
    pytest.param(
        ("--about", "coding", "--coding", "1", "--to-adjudicator"),
        '1  Ana on coding 1 (van-001, STA.TRUST: "Trust between the drivers and the clinic grew in year 1."), '
        "to the adjudicator: odd\n",
        id="coding",
    ),
]


@pytest.mark.parametrize(("about", "told"), ABOUT)
def test_memos_are_written_listed_and_taken_back(about: tuple[str, ...], told: str) -> None:
    assert relsynth("add", "odd", "--coder", "Ana", *about).stdout == told
    assert relsynth("list").stdout == told
    (one,) = json.loads(relsynth("list", "--json").stdout)["memos"]
    assert (one["number"], one["text"], one["about"]) == (1, "odd", about[1])
    assert relsynth("withdraw", "1", "--coder", "Ana").stdout == f"Withdrawn: {told}"
    assert relsynth("list").stdout == "No memo is there.\n"


def test_what_cannot_be_noted_is_told_in_a_line() -> None:
    done = relsynth("add", "odd", "--coder", "Ana", "--about", "coding")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: a memo about the coding names the coding, and no other\n"
