"""The command that writes the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    coded_project(folder, 1).close()
    return folder / "review"


def test_a_report_is_written_in_the_forms_that_are_asked_for(made: Path, tmp_path: Path) -> None:
    words = ["report", "-p", str(made), "-o", str(tmp_path / "out"), "--format", "md", "--format", "csv", "--json"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    files = json.loads(result.stdout)["files"]
    assert {"report.md", "tables/evidence.csv"} <= set(files)
    assert not [name for name in files if name.endswith((".xlsx", ".docx", ".html"))]
    assert all((tmp_path / "out" / name).is_file() for name in files)


def test_a_form_that_there_is_not_is_told_in_a_line(made: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", "-p", str(made), "-o", str(tmp_path / "out"), "--format", "odt"])
    assert result.exit_code == 1
    assert "Error: no form 'odt' of a report; there are" in result.stderr
