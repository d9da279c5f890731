"""What stands around a project's file is looked at as well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from made_up import AT, write_papers, write_project
from relsynth import open_project, workflow
from relsynth.workflow import doctor_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_project(tmp_path / "review")


@pytest.mark.skipif(os.name != "posix", reason="rights of other systems are not looked at")
def test_what_everybody_may_write_to_is_told(folder: Path) -> None:
    assert list(doctor_files.rights_of(folder)) == []
    (folder / "relsynth.toml").chmod(0o666)
    (found,) = doctor_files.rights_of(folder)
    assert (found.where, found.how) == ("relsynth.toml", "`chmod o-w relsynth.toml`")


def test_a_long_log_and_a_full_disk_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_files, "LONG_LOG_BYTES", 10)
    monkeypatch.setattr(doctor_files, "LEAST_FREE_BYTES", 1 << 62)
    (folder / "relsynth.db-wal").write_bytes(b"x" * 11)
    found = {one.where: one for one in doctor_files.room_of(folder)}
    assert found["relsynth.db-wal"].mendable
    assert found[str(folder)].is_fault
    assert "MiB are free" in found[str(folder)].what


def test_a_disk_that_several_machines_reach_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/home / nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(doctor_files, "MOUNTS", mounts)
    (found,) = doctor_files.room_of(folder)
    assert "network file system (nfs4)" in found.what


def test_a_backup_that_did_not_end_is_a_remark(folder: Path) -> None:
    (folder / "backups" / ".tmp1").mkdir(parents=True)
    with open_project(folder) as project:
        (found,) = doctor_files.backups_of(project)
    assert (found.where, found.is_fault) == ("backups/.tmp1", False)


def test_a_paper_that_is_as_it_was_read_is_no_finding(folder: Path, tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers", 1)
    with open_project(folder) as project:
        workflow.add_documents(project, [papers], at=AT)
        assert list(doctor_files.papers_of(project)) == []
        (papers / "van-001.md").write_text("Other.", encoding="utf-8")
        (found,) = doctor_files.papers_of(project)
    assert found.where.endswith("van-001.md")
