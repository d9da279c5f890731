"""A backup is a project again, as it was; what is damaged, strange or in the way is told before anything is done."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_up import AT, coded_project, write_project
from relsynth import open_project, workflow
from relsynth.cli import app
from relsynth.errors import ProjectError
from relsynth.project import DATABASE
from relsynth.workflow.backups import FOLDER, SAYS

WRITES = """
import sys
from relsynth import open_project, workflow
with open_project(sys.argv[1]) as project:
    for number in range(10_000):
        workflow.add_memo(project, about="project", text=f"Memo {number}.", coder="Ana", at="now")
        print(number, flush=True)
"""


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of a small project."""
    with coded_project(tmp_path, 1) as project:
        return Path(workflow.back_up(project, at=AT).path)


def test_the_drill_back_up_while_another_writes_kill_it_restore_compare(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        folder, codings = project.path, list(project.codings())
    writer = subprocess.Popen([sys.executable, "-c", WRITES, folder], stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    before = int(writer.stdout.readline())
    with open_project(folder) as project:
        made = workflow.back_up(project, at=AT)
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    said = writer.communicate()[0].split()
    shutil.move(folder, tmp_path / "lost")
    restored = workflow.restore(tmp_path / "lost" / FOLDER / made.name, folder)
    assert restored.at == AT
    with open_project(folder) as again, open_project(tmp_path / "lost") as lost:
        assert list(again.codings()) == codings
        texts = [memo.text for memo in again.memos()]
        assert texts == [f"Memo {number}." for number in range(len(texts))]
        assert len(texts) > before
        assert len(lost.memos()) >= len(said)  # what was told of before the kill is in the project itself
        assert [memo.text for memo in lost.memos()][: len(texts)] == texts


def test_the_command_restores_and_tells_of_which_moment(backup: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["backup", "--restore", str(backup), "--to", str(tmp_path / "again")])
    assert done.exit_code == 0, done.output
    assert f"the project as it was at {AT}" in done.output
    with open_project(tmp_path / "again") as again:
        assert len(list(again.codings())) > 0


@pytest.mark.parametrize("there", [DATABASE, f"{DATABASE}-wal", "relsynth.toml", "codebook.yaml"])
def test_nothing_is_written_over(backup: Path, tmp_path: Path, there: str) -> None:
    target = tmp_path / "again"
    target.mkdir()
    (target / there).write_bytes(b"mine")
    with pytest.raises(ProjectError, match=f"holds {there} already, and nothing is written over"):
        workflow.restore(backup, target)
    assert [path.name for path in target.iterdir()] == [there]
    assert (target / there).read_bytes() == b"mine"


def test_a_folder_may_hold_other_things(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "paper.pdf").write_bytes(b"%PDF")
    workflow.restore(backup, tmp_path / "again")
    assert (tmp_path / "again" / "paper.pdf").read_bytes() == b"%PDF"


def rewritten(backup: Path, change: Callable[[dict[str, object], dict[str, bytes]], None]) -> Path:
    """The backup with something else in it."""
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(held.pop(SAYS))
    change(said, held)
    other = backup.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(SAYS, json.dumps(said))
        for name, content in held.items():
            archive.writestr(name, content)
    return other


STRANGE = ("../evil.yaml", "/etc/evil", "a/../../evil", "C:\\evil", "..\\evil", "a\nb")


@pytest.mark.parametrize("name", STRANGE)
def test_no_name_leads_out_of_the_folder(backup: Path, tmp_path: Path, name: str) -> None:
    def change(said: dict[str, object], held: dict[str, bytes]) -> None:
        said["files"] = [*held, name]
        held[name] = b"evil"

    with pytest.raises(ProjectError, match="no backup of relsynth's making"):
        workflow.restore(rewritten(backup, change), tmp_path / "again")
    assert not (tmp_path / "again").exists()


def drop_the_database(said: dict[str, object], held: dict[str, bytes]) -> None:
    del held[DATABASE]


def another_database(said: dict[str, object], held: dict[str, bytes]) -> None:
    held[DATABASE] = held[DATABASE][:-4096]


def no_settings(said: dict[str, object], held: dict[str, bytes]) -> None:
    said["files"] = [DATABASE]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (drop_the_database, "is damaged"),
        (another_database, "not the one that was backed up"),
        (no_settings, "lacks relsynth.db or relsynth.toml"),
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_no_project(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, object], dict[str, bytes]], None], told: str
) -> None:
    target = tmp_path / "again"
    with pytest.raises(ProjectError, match=told):
        workflow.restore(rewritten(backup, change), target)
    assert not target.exists() or list(target.iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_bytes_that_changed_are_found(backup: Path, tmp_path: Path, share: float) -> None:
    whole = bytearray(backup.read_bytes())
    at = int(len(whole) * share)
    whole[at : at + 64] = bytes(64)
    backup.write_bytes(whole)
    with pytest.raises(ProjectError, match="damaged"):
        workflow.restore(backup, tmp_path / "again")


def test_a_codebook_from_outside_is_told(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    (folder / "codebook.yaml").rename(tmp_path / "shared.yaml")
    settings = folder / "relsynth.toml"
    settings.write_text(settings.read_text("utf-8").replace("codebook.yaml", "../shared.yaml"), "utf-8")
    with open_project(folder) as project:
        made = workflow.back_up(project, at=AT)
    done = workflow.restore(Path(made.path), tmp_path / "again")
    assert done.outside == ("outside/shared.yaml",)
    assert "stood outside of the folder" in str(done)


def test_a_file_is_no_folder(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "again").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="is a file"):
        workflow.restore(backup, tmp_path / "again")
