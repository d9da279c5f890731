"""A backup holds all that a project cannot do without, is checked, and opens as the project it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.backups import backup_named
from relsynth.workflow.sources import add_source


def test_a_backup_unpacked_is_the_project_as_it_was(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1)), name="a.ris", at=AT)
        made = workflow.back_up(project, at=AT)
        add_source(project, ris(record(2)), name="b.ris", at=AT)
        assert [path.name for path in (tmp_path / "review/backups").iterdir()] == [made.name]
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(tmp_path / "again")
    with open_project(tmp_path / "again") as again:
        assert [one.source.name for one in workflow.list_sources(again).sources] == ["a.ris"]
        assert len(again.codebook.codes) > 0


def test_accounts_are_in_no_backup(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_account(project, "Ana", "correct horse battery", role="manager", at=AT)
        made = workflow.back_up(project, at=AT)
    assert not [name for name in made.files if "account" in name]


def test_a_codebook_outside_of_the_folder_comes_along(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    (folder / "codebook.yaml").rename(tmp_path / "shared.yaml")
    settings = folder / "relsynth.toml"
    settings.write_text(settings.read_text("utf-8").replace("codebook.yaml", "../shared.yaml"), "utf-8")
    with open_project(folder) as project:
        assert "outside/shared.yaml" in workflow.back_up(project, at=AT).files


def test_two_of_one_moment_are_two_and_what_is_no_backup_is_told(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        assert "No backup yet" in str(workflow.list_backups(project))
        first, second = workflow.back_up(project, at=AT), workflow.back_up(project, at=AT)
        assert first.name != second.name
        (tmp_path / "review/backups/other.zip").write_bytes(b"no zip")
        held = workflow.list_backups(project)
        assert {one.name for one in held.backups} == {first.name, second.name}
        assert held.unread == ("other.zip",)
        assert "other.zip: is no backup" in str(held)
        assert backup_named(project, first.name) == Path(first.path)


@pytest.mark.parametrize("name", ["../relsynth.db", "other.zip", "", "..", "/etc/passwd"])
def test_only_a_backup_is_found_by_name(tmp_path: Path, name: str) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.back_up(project, at=AT)
        with pytest.raises(InputError, match="no such backup"):
            backup_named(project, name)


def test_a_moment_that_is_none_is_refused(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project, pytest.raises(InputError, match="no moment"):
        workflow.back_up(project, at="yesterday")
