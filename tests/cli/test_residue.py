"""The command that lists what no code holds, for people, for programs, and as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two papers, coded."""
    monkeypatch.chdir(tmp_path)
    with coded_project(tmp_path, 1, 2):
        return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, ["residue", *words, "--project", "review"])


def test_people_are_told_what_was_looked_at_and_found() -> None:
    done = relsynth("--least", "0")
    assert done.exit_code == 0, done.output
    assert "sound relational, and carry no code" in done.stdout
    assert "The van was painted green." not in done.stdout  # five words are a fragment
    assert "Listed from relatedness 0 by words" in done.stdout


def test_programs_get_everything() -> None:
    found = json.loads(relsynth("--least", "0", "--json").stdout)
    sentences = [one for group in (*found["groups"], *found["singletons"]) for one in group["sentences"]]
    assert found["uncoded"] == len([*sentences, *found["loose"]]) + found["repeated"]
    assert {"document", "start", "end", "quote", "assertion"} <= set(found["loose"][0])


def test_files_are_written(folder: Path) -> None:
    done = relsynth("--least", "0", "-o", "residue.md", "--sheet", "sheet.csv")
    assert done.exit_code == 0, done.output
    assert (folder / "residue.md").read_text(encoding="utf-8").startswith("## Residue")
    assert (
        (folder / "sheet.csv").read_text(encoding="utf-8").startswith("document,version,start,end,quote,code,decision")
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("--code", "STA.TRUTS"), "Error: the codebook has no code 'STA.TRUTS'", id="unknown-code"),
        pytest.param(("-o", "residue.pdf"), "residue.pdf: end it in .csv, .md, .json,", id="unknown-form"),
    ],
)
def test_what_a_user_can_mend_is_told_in_a_line(words: tuple[str, ...], said: str) -> None:
    done = relsynth(*words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
