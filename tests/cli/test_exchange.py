"""`relsynth open`, and codings out to other programs and back, as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up_refi import coding, selection, story
from relsynth.cli import app


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "van.qdpx"
    path.write_bytes(story(selection(0, 17, coding())))
    return path


def test_a_project_is_opened_written_and_brought_in_again(file: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    status, out, _ = run("open", file, "-o", made, "--title", "Vans on the hill")
    assert status == 0
    assert out == (
        f"Made project {made}: Vans on the hill\n"
        "From Somebody 1:\n"
        "  codes                       2\n"
        "  texts                       1\n"
        "  new documents               1\n"
        "  selections                  1\n"
        "  codings in the file         1\n"
        "  codings added               1\n"
        "  codings there already       0\n"
        "  coders                      1\n"
        "  memos added                 0\n"
        "Coders: Ana\n"
        f"Next: relsynth codebook check --project {made}\n"
    )
    status, out, _ = run("codings", "export", "-p", made, "-o", tmp_path / "ours.qdpx", "--proposals")
    assert (status, out.splitlines()[0]) == (
        0,
        f"{tmp_path / 'ours.qdpx'}: 2 codes, 1 document, 1 coding, 1 coder, 0 memos",
    )
    status, out, _ = run("codings", "import", tmp_path / "ours.qdpx", "-p", made, "--json")
    assert status == 0
    assert json.loads(out)["brought"]["already"] == 1


def test_codes_that_none_here_is_make_the_command_fail_and_are_listed(file: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "other")
    status, out, _ = run("codings", "import", file, "-p", tmp_path / "other")
    assert status == 1
    assert "Codes that no code here is; name them in a table: --codes FILE.csv (1):\n  Trust" in out


def test_a_file_that_is_no_project_is_told_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    path.write_bytes(b"PK\x03\x04 broken")
    status, _, error = run("open", path, "-o", tmp_path / "made")
    assert (status, error) == (
        1,
        f"Error: {path}: the file is damaged or cut short: its archive cannot be unpacked; get it again\n",
    )
