"""The command for backups."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from made_up import write_project
from relsynth.cli import app


def test_a_backup_is_made_and_listed(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    run = CliRunner().invoke
    made = run(app, ["backup", "--project", str(folder), "--json"])
    assert made.exit_code == 0, made.output
    assert Path(json.loads(made.stdout)["path"]).is_file()
    listed = run(app, ["backup", "--list", "--project", str(folder)])
    assert json.loads(made.stdout)["name"] in listed.stdout
    assert len(list((folder / "backups").iterdir())) == 1
