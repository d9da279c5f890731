"""Commands that ask a coded project, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with coded_project(tmp_path_factory.mktemp("asked"), 1, 2, 3) as project:
        return project.path


def run(review: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*words, "--project", str(review)])
    return done.exit_code, done.stdout, done.stderr


def test_a_query_is_told_in_words_as_json_or_as_a_table(review: Path, tmp_path: Path) -> None:
    asked = ("query", "code:STA.TRUST*")
    assert "3 segments; 3 of 3 studies" in run(review, *asked)[1]
    assert json.loads(run(review, *asked, "--json")[1])["k"] == 3
    assert run(review, *asked, "--format", "csv")[1].startswith("study,year,code,")
    page = tmp_path / "page.html"
    assert run(review, *asked, "-o", str(page))[0] == 0
    assert "grew in year 1" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("cooccur", "--fdr", "1"), "| STA.TRUST | NET.TIES |", id="cooccur"),
        pytest.param(("saturation", "--cell", "code"), "Chao2", id="saturation"),
        pytest.param(("coverage", "--framework", "OWN"), "what the papers cover", id="coverage"),
    ],
)
def test_tables(review: Path, words: tuple[str, ...], said: str) -> None:
    status, told, _ = run(review, *words)
    assert (status, said in told) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("query", "rol:x"), "Error: query, column 1: no field 'rol'; nearest is role", id="field"),
        pytest.param(("query", "(trust"), 'Error: query, column 1: a "(" without its ")"', id="bracket"),
        pytest.param(("saturation", "--cell", "colour"), "Error: no part of a cell is called 'colour'", id="cell"),
    ],
)
def test_what_a_user_can_mend_is_told_in_a_line(review: Path, words: tuple[str, ...], said: str) -> None:
    status, told, problem = run(review, *words)
    assert (status, told) == (1, "")
    assert problem.startswith(said)
