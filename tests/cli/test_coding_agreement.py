"""The commands of coding in a team say what their verbs say, and exit as they should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from judged_papers import GREEN, TRUST, judged_project, row, say
from relsynth import open_project
from relsynth.cli import app


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Ana sees a green van where Ben sees none."""
    with judged_project(tmp_path, 1) as opened:
        say(opened, "Ana", row(1, TRUST), row(1, GREEN, "STA.LEGIT"))
        say(opened, "Ben", row(1, TRUST))
        yield opened.path


def run(folder: Path, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["codings", *words, "--project", str(folder)])
    assert done.exit_code == code, done.output
    return done.output


def green(folder: Path) -> int:
    with open_project(folder) as opened:
        return next(one.number or 0 for one in opened.codings() if one.code == "STA.LEGIT")


def test_agreement_is_told_and_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "agreement.csv"
    told = run(folder, "agreement", "--unit", "sentence", "--by", "construct", "--out", str(out))
    assert told.startswith("Agreement by construct on sentences: 1 paper read by two or more of Ana, Ben\n")
    assert "STA.LEGIT: 1 sentence" in told
    assert out.read_text(encoding="utf-8").startswith("level,code,units,")
    assert json.loads(run(folder, "agreement", "--coder", "Ana", "--coder", "Ben", "--json"))["papers"] == 1
    assert "there is no round" in run(folder, "agreement", "--round", "none", code=1)


def test_a_conflict_is_listed_settled_and_undone(folder: Path) -> None:
    number = green(folder)
    assert f"Ana: STA.LEGIT (assertion affirmed) [{number}]" in run(folder, "conflicts")
    assert "Ana" not in run(folder, "conflicts", "--blind")
    settled = run(folder, "adjudicate", str(number), "code", "--facet", "role=goal", "--note", "So.", "--coder", "Eva")
    assert settled == f"Settled {number} in van-001: STA.LEGIT (Eva); 1 coding settled ({number}), and kept\n"
    assert run(folder, "conflicts") == "No conflict is open.\n"
    run(folder, "undo", "--coder", "Eva")
    assert json.loads(run(folder, "conflicts", "--json"))["conflicts"][0]["number"] == number


def test_a_conflict_is_settled_with_nothing(folder: Path) -> None:
    assert "nothing is coded there" in run(folder, "adjudicate", str(green(folder)), "reject", "--coder", "Eva")
    assert "no conflict 999 is open" in run(folder, "adjudicate", "999", "--coder", "Eva", code=1)
