"""Commands that tell the course of a review, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, write_project
from made_up_records import record, ris
from relsynth.cli import app
from relsynth.project import open_project
from relsynth.workflow.sources import add_source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with a search that found three records."""
    monkeypatch.chdir(tmp_path)
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1), record(2), record(3)), name="a.ris", at=AT)


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--project", "review"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("flow",), "  Identified (n = 3)\n", id="flow"),
        pytest.param(("flow", "-o", "flow.svg"), "flow.svg", id="flow-to-a-file"),
        pytest.param(("searches",), "3 records, 3 new", id="searches"),
        pytest.param(("searches", "-o", "searches.csv"), "3 records, 3 new", id="searches-to-a-file"),
        pytest.param(("changes", "--since", "2025-01-01"), "3 new reports", id="changes"),
    ],
)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize(
    ("words", "key"),
    [
        pytest.param(("flow",), "searched", id="flow"),
        pytest.param(("flow", "-o", "flow.csv"), "path", id="flow-to-a-file"),
        pytest.param(("searches",), "searches", id="searches"),
        pytest.param(("changes", "--since", "2025-01-01"), "sources", id="changes"),
    ],
)
def test_a_command_tells_programs_in_json_and_nothing_else(words: tuple[str, ...], key: str) -> None:
    result = relsynth(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert key in json.loads(result.stdout)


@pytest.mark.parametrize("name", ["flow.svg", "flow.csv", "flow.md", "flow.json"])
def test_the_flow_is_written_as_its_name_says(name: str) -> None:
    assert relsynth("flow", "--out", name).exit_code == 0
    assert Path(name).stat().st_size


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("flow", "-o", "flow.docx"), 1, id="unknown-suffix"),
        pytest.param(("searches", "-o", "searches.svg"), 1, id="no-table"),
        pytest.param(("changes", "--since", "yesterday"), 1, id="no-moment"),
        pytest.param(("changes",), 2, id="since-when"),
    ],
)
def test_what_cannot_be_done_is_told(words: tuple[str, ...], code: int) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    assert result.stderr
