"""Commands of coding step by step: what they print for people and for programs, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from typer.main import get_command

from made_up_team import team_project
from relsynth.cli import app

RELSYNTH = get_command(app)  # made once: it takes longer than most commands

GREEN = "The van was painted green."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one paper, coded (1 is trust, 2 is ties), in which Ana has coded the green van (3)."""
    team_project(tmp_path, 1).close()
    monkeypatch.chdir(tmp_path)
    assert relsynth("add", "van-001", GREEN, "--code", "STA.LEGIT", "--coder", "Ana", "--memo", "odd").exit_code == 0
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(RELSYNTH, ["codings", *words, "--project", "review"])


def first(said: Any) -> tuple[str, str, str]:
    (one, *_) = said["codings"]
    return one["code"], one["verdict"], one["status"]


COMMANDS: list[Any] = [
    pytest.param(
        ("list",),
        '3  van-001 [results] STA.LEGIT (Ana, own) assertion affirmed: "The van was painted green."  [1 memo]\n',
        lambda said: said["total"] == 3,
        id="list",
    ),
    pytest.param(
        ("list", "--proposals"), "(lexicon, proposal 0.45)", lambda said: said["total"] == 2, id="list-proposals"
    ),
    pytest.param(("list", "--people"), "(Ana, own)", lambda said: said["total"] == 1, id="list-people"),
    pytest.param(
        ("add", "van-001", "painted green", "--code", "STA.TRUST", "--coder", "Ben", "--facet", "role=goal;barrier"),
        "Kept (1):\n  4  van-001 [results] STA.TRUST (Ben, own) assertion affirmed; role goal and barrier",
        lambda said: (said["act"], said["already"]) == (None, [4]),
        id="add",
    ),
    pytest.param(
        ("add", "van-001", "--start", "0", "--end", "12", "--code", "NET.TIES", "--coder", "Ben", "--beside"),
        "NET.TIES (Ben, own)",
        lambda said: said["already"] == [4],
        id="add-by-offsets",
    ),
    pytest.param(
        ("confirm", "1", "2", "--coder", "Ana"), "Kept (2):\n", lambda said: said["already"] == [1, 2], id="confirm"
    ),
    pytest.param(
        ("change", "2", "--to", "STA.LEGIT", "--coder", "Ana"),
        "not NET.TIES (Ana, rejected)",
        lambda said: said["already"] == [2],
        id="change",
    ),
    pytest.param(
        ("reject", "1", "--coder", "Ana", "--memo", "no trust here"),
        "not STA.TRUST (Ana, rejected): ",
        lambda said: said["already"] == [1],
        id="reject",
    ),
    pytest.param(("history",), "Ana coded\n  3  van-001", lambda said: said["acts"][0]["did"] == "coded", id="history"),
    pytest.param(("history", "--coder", "Ben"), "Nobody did anything", lambda said: said["acts"] == [], id="none"),
]


@pytest.mark.parametrize(("words", "told", "holds"), COMMANDS)
def test_commands_print_for_people_and_for_programs(
    words: tuple[str, ...], told: str, holds: Callable[[Any], bool]
) -> None:
    people = relsynth(*words)
    assert (people.exit_code, told in people.stdout) == (0, True), people.output
    programs = relsynth(*words, "--json")
    assert holds(json.loads(programs.stdout)), programs.stdout


def test_undo_takes_the_last_step_back() -> None:
    assert relsynth("undo", "--coder", "Ana").stdout.startswith("Undone: ")
    assert json.loads(relsynth("list", "--json").stdout)["total"] == 2
    again = relsynth("undo", "--coder", "Ana")
    assert (again.exit_code, again.stderr) == (1, "Error: Ana has coded nothing that could be undone\n")


def test_the_first_sentence_is_told_to_a_program_and_nothing_is_kept() -> None:
    shown = json.loads(relsynth("sit", "van-001", "--coder", "Ana", "--json").stdout)
    assert (shown["words"], shown["codings"][0]["code"]) == (GREEN, "STA.LEGIT")


REFUSED: list[Any] = [
    pytest.param(("confirm", "99", "--coder", "Ana"), "no coding that holds has the number 99", id="number"),
    pytest.param(("change", "1", "--coder", "Ana"), "change changes nothing", id="no-change"),
    pytest.param(("change", "1", "--facet", "role", "--coder", "Ana"), "as in role=barrier", id="facet"),
    pytest.param(("add", "van-001", "gone", "--code", "STA.LEGIT", "--coder", "Ana"), "is not in van-001", id="words"),
    pytest.param(("list", "--paper", "x"), "no paper is called", id="paper"),
    pytest.param(("sit", "van-001", "--coder", "Ana"), "keys are read at a terminal", id="no-terminal"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_done_is_told_in_a_line(words: tuple[str, ...], told: str) -> None:
    done = relsynth(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert told in done.stderr
