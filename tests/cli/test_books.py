"""Commands for codebooks of one's own, and for the crosswalk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codebook(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["codebook", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_codebook_is_begun_from_the_template_and_not_twice() -> None:
    assert codebook("new", "own.yaml")[:2] == (
        0,
        "own.yaml: 4 codes in 2 domains, from the template; use it by codebook.path in relsynth.toml\n",
    )
    assert codebook("new", "own.yaml") == (
        1,
        "",
        "Error: own.yaml: is there already; name another file, or move it away\n",
    )


def test_what_a_sheet_says_that_is_not_taken_makes_the_command_exit_with_1(folder: Path) -> None:
    (folder / "ours.csv").write_text("label,parent\nTrust,\nTies,Nobody\n", encoding="utf-8")
    status, told, _ = codebook("new", "own.yaml", "--from", "ours.csv", "--json")
    assert status == 1
    assert json.loads(told)["problems"] == [
        "line 3: parent 'Nobody' is no code of the sheet; the code is kept without one"
    ]
    assert (folder / "own.yaml").exists()


def test_a_sheet_that_is_taken_whole_exits_with_0(folder: Path) -> None:
    (folder / "ours.csv").write_text("label,parent\nTrust,\nTies,Trust\n", encoding="utf-8")
    assert codebook("new", "own.yaml", "--from", "ours.csv", "--title", "Ours")[0] == 0


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        pytest.param((), "## Modes of network governance (Provan and Kenis): constructs and codes\n", id="markdown"),
        pytest.param(("--format", "csv"), "construct,codes,how,labels\r\n", id="csv"),
        pytest.param(("--json",), '{\n  "title": "Modes of network', id="json"),
    ],
)
def test_a_framework_is_written_in_several_forms(words: tuple[str, ...], begins: str) -> None:
    status, told, _ = codebook("crosswalk", "--framework", "PK08", *words)
    assert status == 0
    assert told.startswith(begins.replace("\r\n", "\n")) or told.startswith(begins)


def test_the_crosswalk_of_a_project_goes_to_a_file(tmp_path: Path) -> None:
    coded_project(tmp_path, 1, 2).close()
    out = tmp_path / "crosswalk.md"
    assert codebook("crosswalk", "--project", "review", "--out", str(out)) == (0, f"{out}\n", "")
    assert "digest" in out.read_text(encoding="utf-8")


def test_frameworks_are_listed() -> None:
    status, told, _ = codebook("frameworks")
    assert (status, len(told.splitlines())) == (0, 51)


def test_an_unknown_framework_is_a_mistake_to_mend() -> None:
    status, told, problem = codebook("crosswalk", "--framework", "CFIR3")
    assert (status, told) == (1, "")
    assert problem.startswith("Error: the codebook draws on no source 'CFIR3'; its sources are KHAN21, ")
