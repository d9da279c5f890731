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
        pytest.param(("determinants",), ("construct", "label"), id="determinants"),
        pytest.param(("cerqual",), ("finding", "construct"), id="cerqual"),
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


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        pytest.param(("match", "barriers", "strategies"), ("construct", "label", "k", "strategy"), id="match"),
        pytest.param(
            ("match", "barriers", "strategies", "--unmatched"), ("construct", "label", "k", "unmet"), id="unmatched"
        ),
        pytest.param(("valence", "--stratify", "level, setting"), ("construct", "label", "by"), id="stratified"),
    ],
)
def test_questions_are_answered_by_a_table(words: tuple[str, ...], columns: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words, "--project", "review"])
    assert result.exit_code == 0, result.output
    assert f"| {' | '.join(columns)} |" in result.stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        pytest.param(("match", "barriers", "otters"), 2, "'otters' is not", id="nothing-but-strategies"),
        pytest.param(("table", "ratings", "--outcome", "appraisal.none"), 1, "no field 'none'", id="no-outcome"),
        pytest.param(("valence", "--stratify", "colour"), 1, "cannot stratify by 'colour'", id="no-stratum"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], status: int, told: str) -> None:
    result = CliRunner().invoke(app, [*words, "--project", "review"])
    assert result.exit_code == status
    assert told in result.stderr


@pytest.mark.parametrize(
    ("file", "words", "begins"),
    [
        pytest.param("gaps.csv", (), b"construct,", id="csv"),
        pytest.param("gaps.md", (), b"## Gaps", id="md"),
        pytest.param("gaps.json", (), b"{", id="json"),
        pytest.param("gaps.html", (), b"<!doctype html>", id="html"),
        pytest.param("gaps.tex", (), b"% \\usepackage", id="tex"),
        pytest.param("gaps.xlsx", (), b"PK", id="xlsx"),
        pytest.param("gaps.docx", (), b"PK", id="docx"),
        pytest.param("gaps.txt", ("--format", "csv"), b"construct,", id="told"),
    ],
)
def test_the_ending_of_a_file_says_its_form(file: str, words: tuple[str, ...], begins: bytes) -> None:
    result = table("gaps", *words, "--out", file)
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert Path(file).read_bytes().lstrip().startswith(begins)


def test_a_form_that_no_screen_can_show_wants_a_file_and_a_file_wants_a_form() -> None:
    shown, untold = table("gaps", "--format", "xlsx"), table("gaps", "--out", "gaps.txt")
    assert (shown.exit_code, untold.exit_code) == (1, 1)
    assert "Error: xlsx is written to a file: name one, as with -o table.xlsx" in shown.stderr
    assert "Error: gaps.txt: end it in .csv, .md, .json, .html, .tex, .xlsx, .docx, or say --format" in untold.stderr
    assert not Path("gaps.txt").exists()
