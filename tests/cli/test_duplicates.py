"""Commands for duplicates, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, write_project
from made_up_records import record, ris, rival, shouted
from relsynth import workflow
from relsynth.cli import app
from relsynth.project import open_project
from relsynth.records import record_id
from relsynth.workflow.sources import add_source

HERE = ("--project", "review")


@pytest.fixture
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project of four records, two of them one report and two in doubt; their ids in order."""
    monkeypatch.chdir(tmp_path)
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1), shouted(1), record(2), rival(2)), name="a.ris", at=AT)
        workflow.find_duplicates(project)
        return list(project.store.catalogue.records())


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, words)


COMMANDS: list[Any] = [
    pytest.param(
        ("find",),
        "4 records identified = 3 reports + 1 duplicate removed\n"
        "1 pair to decide: relsynth duplicates review --coder NAME\n",
        lambda said: (said["identified"], said["reports"], said["removed"], said["queued"]) == (4, 3, 1, 1),
        id="find",
    ),
    pytest.param(
        ("list",),
        ": same title and place (",
        lambda said: [row["matches"][0]["rule"] for row in said["reports"]] == ["same title and place"],
        id="list",
    ),
    pytest.param(
        ("judge", "0", "1", "different", "--coder", "Ana"),
        ": different reports (Ana)\n",
        lambda said: (said["judgement"]["relation"], said["withdrawn"]) == ("different", False),
        id="judge",
    ),
]


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(ids: list[str], words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth("duplicates", *(ids[int(word)] if word.isdigit() else word for word in words), *HERE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    ids: list[str], words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    result = relsynth("duplicates", *(ids[int(word)] if word.isdigit() else word for word in words), *HERE, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout))


def test_a_judgement_is_undone_by_who_made_it(ids: list[str]) -> None:
    a, b = sorted(ids[:2])
    before = relsynth("duplicates", "find", *HERE).stdout
    relsynth("duplicates", "judge", a, b, "different", "--coder", "Ana", *HERE)
    assert "= 4 reports + 0 duplicates" in relsynth("duplicates", "find", *HERE).stdout
    assert relsynth("duplicates", "undo", "--coder", "Ben", *HERE).exit_code == 1
    undone = relsynth("duplicates", "undo", "--coder", "Ana", *HERE)
    assert undone.stdout == f"Withdrawn: {a} and {b}: different reports (Ana)\n"
    assert relsynth("duplicates", "find", *HERE).stdout == before
    again = relsynth("duplicates", "undo", "--coder", "Ana", *HERE)
    assert (again.exit_code, again.stderr) == (1, "Error: Ana has judged no pair that could be undone\n")


def test_the_queue_is_printed_for_programs_and_nothing_is_asked(ids: list[str]) -> None:
    result = relsynth("duplicates", "review", "--coder", "Ana", *HERE, "--json")
    (pair,) = json.loads(result.stdout)["pairs"]
    assert {pair["a"]["id"], pair["b"]["id"]} == set(ids[2:])
    assert (pair["match"]["rule"], pair["a"]["sources"], pair["a"]["is_full_text"]) == ("two DOIs", ["a.ris"], False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("judge", "r1:0", "r1:1", "different", "--coder", "Ana"), 1, id="unknown-record"),
        pytest.param(("judge", "r1:0", "r1:1", "alike", "--coder", "Ana"), 2, id="unknown-relation"),
        pytest.param(("judge", "r1:0", "r1:1", "different"), 2, id="no-coder"),
        pytest.param(("review",), 2, id="no-coder-to-review"),
    ],
)
@pytest.mark.usefixtures("ids")
def test_what_cannot_be_done_is_told(words: tuple[str, ...], code: int) -> None:
    result = relsynth("duplicates", *words, *HERE)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    assert result.stderr


def test_a_later_import_keeps_the_reports_names(ids: list[str]) -> None:
    Path("b.ris").write_bytes(ris(record(1, pmid="7", language="en", extra=(("N1", "later"),))))
    assert relsynth("import", "b.ris", *HERE).exit_code == 0
    (joined,) = json.loads(relsynth("duplicates", "list", *HERE, "--json").stdout)["reports"]
    assert joined["report"] == ids[0]
    assert len(joined["members"]) == 3
    assert record_id(record(1)) not in joined["members"]
