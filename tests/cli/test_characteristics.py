"""Commands for characteristics of studies, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, paper, write_project
from relsynth import workflow
from relsynth.cli import app
from relsynth.project import open_project

HERE = ("--project", "review")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a paper that is not coded, in which a person has set one characteristic."""
    monkeypatch.chdir(tmp_path)
    text = paper(1).replace("# Van number 1 on the hill road", "# A case study of vans in rural Kenya")
    Path("kenya.md").write_text(text, encoding="utf-8")
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [Path("kenya.md")], at=AT)
        workflow.set_characteristic(project, "kenya", "partner_count", ["7"], coder="Ana", at=AT)
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *HERE])


COMMANDS: list[Any] = [
    pytest.param(
        ("characteristics", "show"),
        "  partner_count: 7  (Ana)\n",
        lambda said: {one["field"] for one in said[0]["characteristics"]} >= {"country", "partner_count"},
        id="show-all",
    ),
    pytest.param(
        ("characteristics", "show", "ken"),
        '"Kenya" [title]\n',
        lambda said: [portrait["paper"] for portrait in said] == ["kenya"],
        id="show-one",
    ),
    pytest.param(
        ("characteristics", "set", "kenya", "country", "Uganda", "Chad", "--coder=Ana", "--quote=asked the drivers"),
        'kenya\n  country: Uganda  (Ana)  "asked the drivers" [methods]\n',
        lambda said: [one["value"] for one in said["characteristics"] if one["holds"]] == ["Uganda", "Chad"],
        id="set",
    ),
    pytest.param(
        ("characteristics", "unset", "kenya", "partner_count", "--coder", "Ben"),
        "kenya\n  partner_count: nothing found\n",
        lambda said: said["characteristics"] == [],
        id="unset",
    ),
    pytest.param(
        ("table", "characteristics"),
        "| study | year | doi | country |",
        lambda said: [(row["country"], row["by_people"]) for row in said["rows"]] == [("Kenya", "partner_count")],
        id="table",
    ),
]


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth(*words)
    assert (result.exit_code, "Error" in result.stderr) == (0, False)
    assert expected in result.stdout


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    result = relsynth(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout))


def test_what_is_looked_for_is_told_on_stderr_and_once() -> None:
    first, second = relsynth("table", "characteristics"), relsynth("table", "characteristics")
    assert "Finding characteristics" in first.stderr
    assert second.stderr == ""
    assert first.stdout == second.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("show", "raft"), "Error: no paper is called 'raft'", id="no-paper"),
        pytest.param(
            ("set", "kenya", "colour", "green", "--coder", "Ana"), "Error: no characteristic 'colour'; ", id="no-field"
        ),
        pytest.param(("unset", "kenya", "country", "--coder", "Ana"), "Error: nobody has set country", id="not-set"),
    ],
)
def test_what_a_user_can_mend_is_told_in_one_line(words: tuple[str, ...], message: str) -> None:
    result = relsynth("characteristics", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
