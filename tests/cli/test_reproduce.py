"""What commands write is logged, and made again from the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from made_up import coded_project, write_papers
from relsynth.cli import app


@pytest.fixture
def review(tmp_path: Path) -> Path:
    coded_project(tmp_path, 1, 2).close()
    return tmp_path / "review"


def _run(review: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "-p", str(review)])


def test_figures_that_differ_end_with_one(review: Path, tmp_path: Path) -> None:
    _run(review, "table", "evidence", "-o", str(tmp_path / "e.csv"))
    _run(review, "add", str(write_papers(tmp_path / "more", 9)))
    _run(review, "code")
    done = _run(review, "reproduce", str(tmp_path / "e.csv"))
    assert done.exit_code == 1
    assert "[table evidence]: differs" in done.stdout
    assert "STA.TRUST, k: 2 → 3" in done.stdout


def test_what_was_never_written_is_told_in_a_line(review: Path) -> None:
    done = _run(review, "reproduce", "nothing")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: nothing called 'nothing' was written from here")


def test_what_moved_since_a_snapshot_is_told(review: Path, tmp_path: Path) -> None:
    assert _run(review, "snapshot", "spring").stdout.startswith("spring  ")
    _run(review, "add", str(write_papers(tmp_path / "more", 9)))
    _run(review, "code")
    told = _run(review, "diff")
    assert told.stdout.startswith("spring → now: n = 2 → 3 studies\n")
    assert json.loads(_run(review, "diff", "spring", "--json").stdout)["moved"]["papers_new"] == ["van-009"]
    assert "moved cell,STA.TRUST,k,2,3" in _run(review, "diff", "--format", "csv").stdout
    assert len(json.loads(_run(review, "snapshots", "--json").stdout)["snapshots"]) == 1


def test_a_checklist_and_a_crate_are_written(review: Path, tmp_path: Path) -> None:
    assert _run(review, "checklist", "prisma-scr", "-o", str(tmp_path / "c.docx")).exit_code == 0
    assert _run(review, "reproduce", "checklist").exit_code == 0
    assert "to be written by the team" in _run(review, "checklist", "entreq").stdout
    done = _run(review, "crate", "-o", str(tmp_path / "r.crate.zip"))
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Wrote 5 files to ")
