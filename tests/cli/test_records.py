"""Commands for sources and records, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import write_project
from made_up_records import TITLES, record, ris, shouted, write_export
from relsynth import workflow
from relsynth.cli import app
from relsynth.project import open_project

HERE = ("--project", "review")
NO_RECORD = b"TY  - JOUR\nER  - \n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two exports, of which one is imported."""
    project = write_project(tmp_path / "review")
    (tmp_path / "a.ris").write_bytes(b"Searched by hand\n\n" + ris(record(1), record(2)) + b"\n" + NO_RECORD)
    write_export(tmp_path / "b.ris", shouted(1), record(3))
    monkeypatch.chdir(tmp_path)
    with open_project(project) as opened:
        workflow.import_records(opened, [Path("a.ris")], at="then", database="X")
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def shown_id(folder: Path) -> str:
    with open_project(folder / "review") as project:
        return workflow.list_records(project).reports[0].id


COMMANDS: list[Any] = [
    pytest.param(
        ("import", "b.ris", *HERE, "--database", "Y", "--searched-on", "2026-11-23"),
        "b.ris (ris): 2 read, 0 unread, 2 added, 0 already there\n"
        "4 records identified = 3 reports + 1 duplicate removed\n",
        lambda said: said["sources"][0]["added"] == 2 and said["duplicates"]["reports"] == 3,
        id="import",
    ),
    pytest.param(
        ("import", "a.ris", *HERE),
        "2 read, 1 unread, 0 added, 2 already there; this file was imported before\n",
        lambda said: said["sources"][0]["again"],
        id="import-again",
    ),
    pytest.param(
        ("sources", "list", *HERE),
        "a.ris (ris, database)  2 records, 2 new, 1 unread\n    X; date not told; query not told\n",
        lambda said: [row["source"]["database"] for row in said["sources"]] == ["X"],
        id="sources-list",
    ),
    pytest.param(
        ("sources", "describe", "a.ris", *HERE, "--query", "vans AND trust", "--kind", "register"),
        "X; date not told; vans AND trust",
        lambda said: (said["source"]["kind"], said["source"]["query"]) == ("register", "vans AND trust"),
        id="sources-describe",
    ),
    pytest.param(
        ("unread", *HERE),
        "Unread (1):\n  a.ris, lines ",
        lambda said: [row["unread"]["text"] for row in said["stretches"]] == ["TY  - JOUR\nER  - "],
        id="unread",
    ),
    pytest.param(
        ("unread", *HERE, "--asides"),
        "a.ris, line 1: ",
        lambda said: len(said["stretches"]) == 2,
        id="unread-asides",
    ),
    pytest.param(
        ("records", "list", *HERE),
        f"  Lindqvist and Nakamura (2002)  {TITLES[1]}\n",
        lambda said: [row["title"] for row in said["reports"]] == [TITLES[1], TITLES[2]],
        id="records-list",
    ),
    pytest.param(
        ("records", "list", "zebra", *HERE),
        "No report has all of these words in its title: zebra\n",
        lambda said: said["reports"] == [],
        id="records-list-none",
    ),
    pytest.param(
        ("records", "export", "out.ris", *HERE),
        "Wrote 2 records to out.ris (ris).\n",
        lambda said: (said["records"], said["format"]) == (2, "ris"),
        id="records-export",
    ),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth(*words)
    assert (result.exit_code, "Error" in result.stderr) == (0, False)
    assert expected in result.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    result = relsynth(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout))


def test_a_record_is_shown_whole_by_the_beginning_of_its_id(folder: Path) -> None:
    id = shown_id(folder)
    told = relsynth("records", "show", id[:10], *HERE)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(f"Report {id}\nStudy {id}\n\ntype: article-journal  [{id}]\ntitle: {TITLES[1]}")
    assert f"{id} in a.ris, lines 3 to 15:\n{ris(record(1)).decode().rstrip()}" in told.stdout
    shown = json.loads(relsynth("records", "show", id, *HERE, "--json").stdout)
    assert shown["merged"]["provenance"][1] == {"field": "title", "value": TITLES[1], "record": id, "others": []}


ERRORS = [
    pytest.param(("import", "nowhere.ris"), "Error: nowhere.ris: no such file or folder\n", id="import"),
    pytest.param(
        ("records", "show", "r1:0"), "Error: r1:0: names no record; `relsynth records list` shows ids\n", id="show"
    ),
    pytest.param(
        *(("sources", "describe", "b"), "Error: b: names no source; `relsynth sources list` shows them\n"),
        id="describe",
    ),
    pytest.param(
        ("records", "export", "out.docx"), "Error: out.docx: no installed format writes it; inst", id="export"
    ),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "expected"), ERRORS)
def test_an_error_is_one_clear_line(words: tuple[str, ...], expected: str) -> None:
    result = relsynth(*words, *HERE)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(expected)
    assert result.stderr.count("\n") == 1


def test_a_file_that_could_not_be_imported_is_told_and_fails_the_command(folder: Path) -> None:
    (folder / "empty.ris").write_bytes(b"")
    result = relsynth("import", "empty.ris", "b.ris", *HERE)
    assert result.exit_code == 1
    assert "b.ris (ris): 2 read" in result.stdout
    assert "Not imported (1):\n  empty.ris: the file is empty\n" in result.stdout
