"""The command that writes tables: each by its name, in every form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.cli import app


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is coded, in which Ana has appraised a paper."""
    folder = tmp_path_factory.mktemp("made")
    with charting_project(folder, 1, toml=FORM + APPRAISAL) as project:
        workflow.code(project, at=AT)
        workflow.chart(project, "van-001", "worry", ["some"], coder="Ana", at=AT, form="appraisal", quote=QUOTE)
    return folder


@pytest.fixture(autouse=True)
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "here"))


def table(*words: str) -> Result:
    return CliRunner().invoke(app, ["table", *words, "--project", "review"])


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        pytest.param(("evidence",), ("construct", "label"), id="evidence"),
        pytest.param(("gaps",), ("construct", "label"), id="gaps"),
        pytest.param(("profile",), ("section", "studies"), id="profile"),
        pytest.param(("studies",), ("study", "year"), id="studies"),
        pytest.param(("characteristics",), ("study", "year"), id="characteristics"),
        pytest.param(("codings",), ("document", "section"), id="codings"),
        pytest.param(("charting",), ("study", "year", "doi", "country", "design"), id="charting"),
        pytest.param(("charting", "--form", "appraisal"), ("study", "year", "doi", "worry", "documents"), id="a-form"),
        pytest.param(
            ("charting", "--form", "appraisal", "--quotes"),
            ("study", "year", "doi", "worry", "worry: quote"),
            id="quotes",
        ),
    ],
)
def test_a_table_is_written_by_its_name(words: tuple[str, ...], columns: tuple[str, ...]) -> None:
    result = table(*words)
    assert result.exit_code == 0, result.output
    assert f"| {' | '.join(columns)} |" in result.stdout
    told = json.loads(table(*words, "--json").stdout)
    assert tuple(told["columns"][: len(columns)]) == columns


def test_a_table_goes_to_a_file_in_the_form_that_is_asked_for() -> None:
    result = table("charting", "--form", "appraisal", "--quotes", "--format", "csv", "--out", "trust.csv")
    assert (result.exit_code, result.stdout) == (0, "trust.csv\n")
    assert f"some,{QUOTE},van-001" in Path("trust.csv").read_text(encoding="utf-8")
