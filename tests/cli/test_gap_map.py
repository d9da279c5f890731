"""The command that writes the gap map."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    coded_project(folder, 1).close()
    return folder / "review"


def write_map(project: Path, out: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["map", *words, "--project", str(project), "--out", str(out)])


def test_the_page_is_written_and_named(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    told = write_map(made, out, "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"map": str(out)})
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_options_set_what_is_seen_first(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    assert write_map(made, out, "--rows", "domain", "--cols", "level", "--cell", "balance").exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert re.findall(r'<option value="([^"]*)" selected', page) == ["domain", "level", "balance"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("--rows", "moon"), 1, "the map has no rows 'moon'", id="no-such-axis"),
        pytest.param(("--cell", "moon"), 2, "moon", id="no-such-cell"),
    ],
)
def test_what_there_is_not_is_told(made: Path, tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    result = write_map(made, tmp_path / "map.html", *words)
    assert (result.exit_code, told in result.stderr) == (code, True)
