"""Commands for who may log in to the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from typer.main import get_command

from made_up_team import team_project
from relsynth.cli import app

RELSYNTH = get_command(app)
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    team_project(tmp_path, 1).close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def accounts(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(RELSYNTH, ["accounts", *words, "--project", "review"], input=typed)


def test_an_account_from_its_making_to_its_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda prompt="", *_: (prompts.append(prompt), PASSWORD)[1])
    asked = accounts("add", "Ana", "--role", "manager")
    assert (asked.exit_code, "Ana: manager\n" in asked.stdout, PASSWORD in asked.output) == (0, True, False)
    assert len(prompts) == 2
    assert accounts("add", "Ben", "--password-stdin", typed=f"{PASSWORD}\n").stdout == "Ben: coder\n"
    assert accounts("role", "Ben", "adjudicator").stdout == "Ben: adjudicator\n"
    made = json.loads(accounts("token", "Ben", "--label", "nightly", "--json").stdout)
    assert accounts("list").stdout == "Ana: manager\nBen: adjudicator\n  token 1: nightly\n"
    assert made["text"] not in accounts("list", "--json").stdout
    assert accounts("withdraw", "1").stdout == "Ben: adjudicator\n"
    assert accounts("password", "Ben", "--password-stdin", typed="another good one\n").exit_code == 0
    assert "closed" in accounts("close", "Ben").stdout
    assert accounts("close", "Ben", "--undo").stdout == "Ben: adjudicator\n"


def test_a_password_is_no_argument() -> None:
    assert accounts("add", "Ana", PASSWORD).exit_code == 2


def test_what_is_wrong_is_told_in_a_line() -> None:
    short = accounts("add", "Ana", "--password-stdin", typed="short\n")
    assert (short.exit_code, short.stderr.startswith("Error: a password has ")) == (1, True)
    nobody = accounts("role", "Nobody", "coder")
    assert (nobody.exit_code, nobody.stderr.count("\n")) == (1, 1)
