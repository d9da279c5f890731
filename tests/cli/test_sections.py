"""Commands for the sections of papers, and for codings without a place, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import ANA, AT, coded_project, coding
from relsynth import workflow
from relsynth.cli import app

HERE = ("--project", "review")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two papers, coded; of one a person has set a section, and coded what is no longer there."""
    monkeypatch.chdir(tmp_path)
    with coded_project(tmp_path, 1, 2) as project:
        workflow.set_section(project, "van-002", 2, "other", coder="Ana", at=AT)
        workflow.code(project, at=AT)
        of = next(document for document in project.store.documents() if document.name == "van-001")
        project.store.add_coder(ANA)
        start = of.text.index("The van was painted green.")
        said = coding(of, coder=ANA, start=start, end=start + 26)
        project.store.add_codings([said], codebook=project.codebook.digest, at=AT)
        newer = replace(of, text=of.text.replace("green", "brown"), reader="markdown/99")
        project.store.add_document(newer, at=AT)
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *HERE])


COMMANDS: list[Any] = [
    pytest.param(
        ("sections", "show", "van-002"),
        "Results  [results ",
        lambda said: [row["number"] for row in said["sections"]] == list(range(1, len(said["sections"]) + 1)),
        id="show",
    ),
    pytest.param(
        ("sections", "set", "van-002", "3", "lessons_learned", "--coder", "Ben"),
        ": lessons_learned (set by Ben)\nvan-002 is to be coded again: relsynth code\n",
        lambda said: (said["label"], said["reason"], said["changed"]) == ("lessons_learned", "set by Ben", True),
        id="set",
    ),
    pytest.param(
        ("sections", "unset", "van-002", "2", "--coder", "Ben"),
        ": ",
        lambda said: "set by" not in said["reason"],
        id="unset",
    ),
    pytest.param(
        ("codings", "unplaced"),
        'STA.TRUST (Ana): "The van was painted green."\n    its words are not in the text\n',
        lambda said: [row["quote"] for row in said["codings"]] == ["The van was painted green."],
        id="unplaced",
    ),
]


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    result = relsynth(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(
            ("show", "raft"), "Error: no paper is called 'raft'; `relsynth papers` lists them\n", id="no-paper"
        ),
        pytest.param(("show", "van"), "Error: 2 papers are called 'van', or begin so: van-001 (d1:", id="two-papers"),
        pytest.param(
            ("set", "van-002", "3", "findings", "--coder", "Ana"), "Error: no label 'findings'; ", id="no-label"
        ),
        pytest.param(
            ("unset", "van-002", "3", "--coder", "Ana"), "Error: nobody has set section 3 of van-002", id="not-set"
        ),
    ],
)
def test_what_a_user_can_mend_is_told_in_one_line(words: tuple[str, ...], message: str) -> None:
    result = relsynth("sections", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_a_correction_moves_a_table_s_counts_once_the_paper_is_coded_again() -> None:
    number = next(
        row["number"]
        for row in json.loads(relsynth("sections", "show", "van-002", "--json").stdout)["sections"]
        if row["heading"] == "Results"
    )
    assert relsynth("code").exit_code == 0
    assert relsynth("sections", "set", "van-002", str(number), "discussion", "--coder", "Ana").exit_code == 0
    assert "1 of 2 papers is not coded" in relsynth("table", "evidence").stderr
    assert relsynth("code").exit_code == 0
    rows = json.loads(relsynth("codings", "export", "--json").stdout)["rows"]
    assert {row["section"] for row in rows if row["document"] == "van-002"} == {"discussion"}
    assert {row["speaker"] for row in rows} == {"author"}
