"""The command for backups."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from made_up import write_project
from relsynth.cli import app


def test_a_backup_is_restored_and_nothing_is_written_over(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    run = CliRunner().invoke
    made = json.loads(run(app, ["backup", "--project", str(folder), "--json"]).stdout)
    refused = run(app, ["backup", "--restore", made["path"], "--project", str(folder)])
    assert refused.exit_code == 1
    assert "nothing is written over; set that folder aside" in refused.output
    done = run(app, ["backup", "--restore", made["path"], "--to", str(tmp_path / "again"), "--json"])
    assert json.loads(done.stdout)["folder"] == str(tmp_path / "again")
    assert (tmp_path / "again" / "relsynth.toml").is_file()


def test_a_backup_is_made_and_listed(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    run = CliRunner().invoke
    made = run(app, ["backup", "--project", str(folder), "--json"])
    assert made.exit_code == 0, made.output
    assert Path(json.loads(made.stdout)["path"]).is_file()
    listed = run(app, ["backup", "--list", "--project", str(folder)])
    assert json.loads(made.stdout)["name"] in listed.stdout
    assert len(list((folder / "backups").iterdir())) == 1
