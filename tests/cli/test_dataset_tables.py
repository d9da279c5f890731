"""Commands that ask a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from invented_dataset import chanced, dataset_of
from relsynth.cli import app


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return dataset_of(tmp_path / "d", *chanced(1))


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, ["dataset", *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("evidence", "Evidence by construct"),
        ("gaps", "Gaps"),
        ("profile", "Coded sentences by section, per 1,000 words"),
    ],
)
def test_tables_are_shown_and_written(dataset: Path, tmp_path: Path, command: str, title: str) -> None:
    assert run(command, dataset).startswith(f"## {title}\n")
    assert json.loads(run(command, dataset, "--json"))["title"] == title
    assert run(command, dataset, "-o", tmp_path / "t.csv").strip() == str(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").stat().st_size


def test_a_query_is_answered(dataset: Path, tmp_path: Path) -> None:
    assert "domain:STA: " in run("query", dataset, "domain:STA")
    found = json.loads(run("query", dataset, "domain:STA", "--limit", "2", "--offset", "1", "--json"))
    assert (found["first"], found["last"]) == (2, 3)
    assert run("query", dataset, "domain:STA", "--by", "study", "-o", tmp_path / "t.json").strip().endswith("t.json")
    assert json.loads((tmp_path / "t.json").read_text())["title"] == "Studies"


def test_what_cannot_be_asked_is_told(dataset: Path) -> None:
    done = CliRunner().invoke(app, ["dataset", "query", str(dataset), "words"])
    assert done.exit_code == 1
    assert "no texts" in done.output


@pytest.mark.slow
def test_a_dataset_is_summarised_into_a_project(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "codebook.yaml").write_bytes((dataset / "codebook.yaml").read_bytes())
    made = CliRunner().invoke(app, ["init", str(tmp_path / "p")])
    assert made.exit_code == 0, made.output
    assert "literature/gaps.csv" in run("summarise", dataset, "--project", tmp_path / "p")
    assert (tmp_path / "p" / "literature" / "profile.json").is_file()
