"""The commands about the history."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.cli import app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with coded_project(tmp_path, 1) as project:
        of = next(iter(project.store.codings()))
        workflow.confirm_codings(project, [of.number or 0], coder="Ana", at=AT)
    return tmp_path / "review"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["log", *map(str, words)])


def test_a_history_is_listed_and_verified(folder: Path) -> None:
    listed = run("list", "--project", folder, "--coder", "Ana", "--json")
    assert [entry["coder"] for entry in json.loads(listed.stdout)["entries"]] == ["Ana"]
    verified = run("verify", "--project", folder)
    assert (verified.exit_code, verified.stdout.split("\n")[0]) == (0, "2 links, whole")
    assert run("verify", "--project", folder, "--head", "0" * 64).exit_code == 1


def test_a_history_that_was_changed_ends_with_1(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "relsynth.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER codings_are_never_changed")
        connection.execute("UPDATE codings SET reason = 'another' WHERE run IS NULL")
    verified = run("verify", "--project", folder)
    assert verified.exit_code == 1
    assert "is not as it was written (link 2)" in verified.stdout


def test_an_export_is_signed_and_verified_without_the_project(folder: Path, tmp_path: Path) -> None:
    key, file = tmp_path / "key", tmp_path / "history.jsonl"
    assert run("keygen", key).exit_code == 0
    assert run("export", file, "--sign", key, "--project", folder).exit_code == 0
    verified = run("verify", file, "--key", f"{key}.pub")
    assert (verified.exit_code, "signed with the key" in verified.stdout) == (0, True)
    file.write_bytes(file.read_bytes().replace(b"Ana", b"Eva"))
    assert run("verify", file).exit_code == 1
    assert run("verify", file, "--key", f"{key}.pub").exit_code == 1


def test_a_key_without_a_file_is_wrong_usage(folder: Path) -> None:
    assert run("verify", "--key", "key.pub", "--project", folder).exit_code == 2
