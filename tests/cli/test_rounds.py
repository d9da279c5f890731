"""Commands of coding in a team, as people and programs meet them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.cli import app

HERE = ("--project", "review")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three papers, and a round that two coders have the first in; Ana has begun it."""
    folder = tmp_path_factory.mktemp("made")
    with coded_project(folder, 1, 2, 3) as project:
        workflow.open_round(project, "pilot", coder="Ana", at=AT)
        workflow.assign(project, "pilot", coders=["Ana", "Ben"], papers=["van-001"], at=AT)
        workflow.start_work(project, "van-001", coder="Ana", at=AT)
        workflow.finish_paper(project, "van-002", coder="Cleo", at=AT)
    return folder / "review"


@pytest.fixture(autouse=True)
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the project for each case."""
    monkeypatch.chdir(tmp_path)
    copytree(made, tmp_path / "review")


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *HERE])


COMMANDS: list[Any] = [
    pytest.param(
        ("rounds", "open", "one", "--coder", "Ana", "--not-blind", "--proposals", "--note", "To learn."),
        "Opened one (open to each other, with the machine's proposals, codebook ",
        lambda said: (said["round"]["name"], said["round"]["blind"], said["round"]["ended"]) == ("one", False, None),
        id="open",
    ),
    pytest.param(
        ("rounds", "assign", "pilot", "--to", "Ana", "--to", "Ben"),
        "pilot: 3 papers; 4 readings assigned, 2 assigned already\n",
        lambda said: said["new"] == 4,
        id="assign-all",
    ),
    pytest.param(
        ("rounds", "assign", "pilot", "van-002", "van-003", "--to", "Ana", "--to", "Ben", "--each", "1"),
        "pilot: 2 papers; 2 readings assigned\n  Ana: 1 new, 2 papers in all\n",
        lambda said: [one["new"] for one in said["shares"]] == [1, 1],
        id="assign-by-paper-dealt",
    ),
    pytest.param(
        ("rounds", "assign", "pilot", "--to", "Cleo", "--sample", "2", "--seed", "7"),
        "pilot: 2 papers, drawn at random from 3 (seed 7); 2 readings assigned\n",
        lambda said: (said["papers"], said["sampled"], said["seed"]) == (2, 3, 7),
        id="assign-a-sample",
    ),
    pytest.param(
        ("rounds", "assign", "pilot", "--to", "Cleo", "--share", "0.3"),
        "pilot: 1 paper, drawn at random from 3 (seed 0); 1 reading assigned\n",
        lambda said: said["papers"] == 1,
        id="assign-a-share",
    ),
    pytest.param(
        ("rounds", "withdraw", "pilot", "van-001", "--coder", "Ben"),
        "van-001 is no longer assigned to Ben in pilot",
        lambda said: said["coder"] == "Ben",
        id="withdraw",
    ),
    pytest.param(
        ("rounds", "status"),
        "pilot: 1 paper, 2 readings left\n",
        lambda said: [one["left"] for one in said["rounds"][0]["coders"]] == [1, 1],
        id="status",
    ),
    pytest.param(
        ("rounds", "status", "pilot", "--for", "Ben"),
        "pilot: 1 paper, 2 readings left\n",
        lambda said: [one["codings"] for one in said["rounds"][0]["papers"]] == [None, 0],
        id="status-as-a-coder-may-see-it",
    ),
    pytest.param(
        ("rounds", "next", "pilot", "--coder", "Ben"),
        "van-001 (1 paper left for Ben in pilot)\n",
        lambda said: said["paper"] == "van-001",
        id="next",
    ),
    pytest.param(
        ("rounds", "close", "pilot", "--coder", "Ben"),
        "Closed pilot; its coders see each other's codings now\n",
        lambda said: len(said["unfinished"]) == 2,
        id="close",
    ),
    pytest.param(
        ("rounds", "list"),
        "pilot (blind, ",
        lambda said: [one["name"] for one in said["rounds"]] == ["pilot"],
        id="list",
    ),
    pytest.param(
        ("work", "start", "van-001", "--coder", "Ben"),
        "Ben began van-001 in pilot at ",
        lambda said: (said["work"]["event"], said["work"]["round"]) == ("start", "pilot"),
        id="start",
    ),
    pytest.param(
        ("work", "stop", "van-001", "--coder", "Ana"),
        "Ana left off van-001 in pilot at ",
        lambda said: said["work"]["event"] == "stop",
        id="stop",
    ),
    pytest.param(
        ("work", "finish", "van-001", "--coder", "Ana", "--round", "pilot"),
        "Ana finished van-001 in pilot at ",
        lambda said: said["work"]["event"] == "finish",
        id="finish",
    ),
    pytest.param(
        ("work", "reopen", "van-002", "--coder", "Cleo"),
        "Cleo took up again van-002 at ",
        lambda said: said["work"]["round"] is None,
        id="reopen",
    ),
    pytest.param(
        ("workload",),
        "Coding (2):\n  Ana: 0.5 h on 1 paper, 0 finished\n",
        lambda said: [one["hours"] for one in said["coders"]] == [0.5, 0.0],
        id="workload",
    ),
    pytest.param(
        ("workload", "--by", "paper", "--round", "pilot"),
        "Coding in pilot (1):\n  van-001: 0.5 h (Ana 30 min (not finished))",
        lambda said: said["papers"][0]["minutes"] == {"Ana": 30.0},
        id="workload-by-paper",
    ),
]


@pytest.mark.parametrize(("words", "beginning", "_holds"), COMMANDS)
def test_a_command_tells_people(words: tuple[str, ...], beginning: str, _holds: object) -> None:
    told = relsynth(*words)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(beginning)


@pytest.mark.parametrize(("words", "_beginning", "holds"), COMMANDS)
def test_a_command_tells_programs(words: tuple[str, ...], _beginning: str, holds: Callable[[Any], bool]) -> None:
    told = relsynth(*words, "--json")
    assert (told.exit_code, told.stderr) == (0, "")
    assert holds(json.loads(told.stdout))


@pytest.mark.parametrize(
    ("words", "status", "problem"),
    [
        pytest.param(("rounds", "open", "Pilot", "--coder", "Ana"), 1, "Error: there is a round 'pilot'", id="taken"),
        pytest.param(("rounds", "open", "one"), 2, "--coder", id="opened-by-nobody"),
        pytest.param(("rounds", "assign", "pilot"), 2, "--to", id="assigned-to-nobody"),
        pytest.param(("rounds", "status", "plot"), 1, "Error: no round is called 'plot'", id="no-round"),
        pytest.param(("work", "stop", "van-001", "--coder", "Ben"), 1, "Error: Ben has not begun", id="stop"),
        pytest.param(("workload", "--by", "colour"), 2, "--by", id="unknown-grouping"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(words: tuple[str, ...], status: int, problem: str) -> None:
    done = relsynth(*words)
    assert done.exit_code == status
    assert problem in done.stderr
