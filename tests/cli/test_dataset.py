"""Commands for datasets, from a plan to how far it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from relsynth.bundled import example_papers
from relsynth.cli import app

PLAIN = ["--coder", "lexicon", "--parser", "none", "--jobs", "1"]


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


@pytest.mark.slow
def test_plan_code_and_status(tmp_path: Path) -> None:
    paper = example_papers() / "01-child-welfare-desks.xml"
    code, said = run("code", paper, "--into", tmp_path / "d", "--plan", "--price-per-hour", "1", *PLAIN)
    assert code == 0, said
    assert "1 input to code" in said
    assert "price:" in said
    code, said = run("code", paper, "--into", tmp_path / "d", "--json", *PLAIN)
    assert code == 0, said
    assert json.loads(said)["papers"] == 1
    code, said = run("dataset", "status", tmp_path / "d", "--check")
    assert code == 0, said
    assert "1 of 1 partition finished: 1 paper" in said


def test_papers_without_a_dataset_are_refused(tmp_path: Path) -> None:
    code, said = run("code", tmp_path)
    assert code == 2
    assert "relsynth add" in said


def test_what_is_no_dataset_is_told(tmp_path: Path) -> None:
    assert run("dataset", "status", tmp_path) == (
        1,
        f"Error: {tmp_path}: is no dataset (no dataset.json); relsynth code --into makes one\n",
    )
