"""The command that looks for what is wrong."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from typer.testing import CliRunner

from made_up import write_project
from relsynth.cli import app


def test_what_is_wrong_is_told_and_mended(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["doctor", "--project", str(folder), *words])
        return done.exit_code, done.stdout

    assert run()[0] == 0
    with closing(sqlite3.connect(folder / "relsynth.db", isolation_level=None)) as connection:
        connection.execute("DROP VIEW passages")
    status, told = run("--json")
    (found,) = json.loads(told)["findings"]
    assert (status, found["check"], found["where"], found["mendable"]) == (1, "schema", "view passages", True)
    status, told = run("--mend")
    assert (status, "mended: view passages: is not there" in told) == (0, True)
    assert run()[0] == 0
