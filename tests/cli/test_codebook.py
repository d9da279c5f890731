"""Commands for codebooks: tested, linted, compared, written up; what they print, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from made_up import AT, TIES, TRUST, code, coded_project
from made_up import codebook as book
from relsynth import workflow
from relsynth.cli import app

MISS = {"text": "A trust fund paid.", "why": "money"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project in which Ana has coded a sentence, and whose codebook was changed since."""
    with coded_project(tmp_path, 1) as project:
        workflow.confirm_codings(project, [next(project.codings()).number or 0], coder="Ana", at=AT)
        path = project.path
    (path / "codebook.yaml").write_text(book({**TRUST, "include": "More."}, code("NET.T", "ties")), encoding="utf-8")
    (path / "bad.yaml").write_text(book({**TRUST, "near_misses": [MISS]}, TIES), encoding="utf-8")
    monkeypatch.chdir(path)
    return path


def codebook(*words: str, ends: int = 0) -> str:
    result = CliRunner().invoke(app, ["codebook", *words])
    assert (result.exit_code, result.stderr) == (ends, "")
    return result.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "ends", "said", "key"),
    [
        pytest.param(("test",), 0, "codebook.yaml: 0 sentences tried, no failure\n", "found", id="test"),
        pytest.param(("test", "bad.yaml"), 1, "STA.TRUST fires on its near miss", "failures", id="test-fails"),
        pytest.param(("test", "--coder", "lexicon"), 0, "read by lexicon@", "coder", id="test-by-a-machine"),
        pytest.param(("lint",), 0, "codebook.yaml: 2 warnings, 2 notes\n  line ", "remarks", id="lint"),
        pytest.param(("lint", "--strict"), 1, "[no-example]", "remarks", id="lint-strict"),
        pytest.param(("versions",), 0, "not used yet", "versions", id="versions"),
        pytest.param(("diff", "bad.yaml"), 0, "Removed (1):\n  NET.TIES\n", "difference", id="diff"),
        pytest.param(("review", "--coder", "Ana"), 0, "1 coding of 1 coder to look at again", "codings", id="review"),
        pytest.param(("write", "-o", "book.md"), 0, "book.md: small 1 (", "digest", id="write"),
    ],
)
def test_a_command_tells_people_and_programs(words: tuple[str, ...], ends: int, said: str, key: str) -> None:
    assert said in codebook(*words, ends=ends)
    as_json: Any = json.loads(codebook(*words, "--json", ends=ends))
    assert key in as_json


def test_without_a_project_files_and_the_default_codebook_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(book(TRUST), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(book(TRUST, TIES), encoding="utf-8")
    assert "Added (1):\n  NET.TIES\n" in codebook("diff", "a.yaml", "b.yaml")
    result = CliRunner().invoke(app, ["codebook", "diff", "a.yaml"])
    assert (result.exit_code, result.stderr) == (1, "Error: 'project' is no file and no version of a codebook\n")
