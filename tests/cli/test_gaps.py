"""Commands of searching by hand: the list that a person reads, and the record that they have."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up import coded_project
from relsynth.cli import app

LEGIT = "STA.LEGIT"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    coded_project(tmp_path, 1, 2).close()


def gaps(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["gaps", *words, "--project", "review"])
    return done.exit_code, done.stdout, done.stderr


def test_a_search_is_recorded_only_of_a_list_that_was_shown() -> None:
    searched = ("searched", LEGIT, "--coder", "Ana", "--found", "1")
    status, told, problem = gaps(*searched)
    assert (status, told) == (1, "")
    assert problem.startswith("Error: ")
    assert gaps("search", LEGIT)[0] == 0
    assert gaps(*searched)[0] == 0


@pytest.mark.parametrize("words", [("search", LEGIT, "--limit", "5"), ("searched", LEGIT)])
def test_wrong_usage_exits_with_2(words: tuple[str, ...]) -> None:
    assert gaps(*words)[0] == 2


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        pytest.param(("list",), "3 gaps in 2 studies", id="in-words"),
        pytest.param(("list", "--format", "csv"), "construct,label,domain,kind", id="as-a-table"),
        pytest.param(("list", "--kind", "absent", "--json"), "{", id="for-programs"),
        pytest.param(("list", "--sensitivity", "--format", "csv"), "construct,label,kind,axis,tight", id="sensitivity"),
        pytest.param(
            ("list", "--suggest-instruments", "--format", "md"), "## Gaps\n\n| construct | label", id="instruments"
        ),
    ],
)
def test_gaps_are_listed(words: tuple[str, ...], begins: str) -> None:
    status, told, _ = gaps(*words)
    assert status == 0
    assert told.startswith(begins)


def test_an_unknown_kind_is_an_error() -> None:
    status, _, problem = gaps("list", "--kind", "missing")
    assert status == 1
    assert "Error: no kind of gap 'missing'; there are absent, thin," in problem
