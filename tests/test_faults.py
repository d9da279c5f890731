"""What befalls disks, clocks and machines while a team works: nothing finished is lost, and the rest is told."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import schemas
from judged_papers import GREEN, row, say
from made_up import AT, coded_project
from made_up_desks import screened
from relsynth import open_project, workflow
from relsynth.errors import ProjectError
from relsynth.project import DATABASE, Project
from relsynth.store import Store
from relsynth.workflow.backups import FOLDER
from tables import first_of

MEMOS = 12
ROOT_OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root write where nobody may
DROP_FROM_BOUNDS = 24  # PR_CAPBSET_DROP of prctl(2)


def note(project: Project, number: int, at: str = AT) -> None:
    workflow.add_memo(project, about="project", text=f"Memo {number}.", coder="Ana", at=at)


def noted(path: Path) -> list[str]:
    """The memos of a project's file, which is whole."""
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return [text for (text,) in connection.execute("SELECT text FROM memos ORDER BY id")]


# -- the log of a crash, cut or spoilt


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's file and its log, as a machine leaves them that stops between two writes."""
    folder = tmp_path_factory.mktemp("crashed")
    with coded_project(folder / "work", 1) as project:
        project.store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(MEMOS):
            note(project, number)
        for suffix in ("", "-wal"):
            shutil.copyfile(project.path / (DATABASE + suffix), folder / (DATABASE + suffix))
    return folder


@pytest.mark.parametrize("spoilt", ["cut", "overwritten", "zeroed"])
@pytest.mark.parametrize("seed", range(20))
def test_a_log_that_ends_anywhere_gives_all_that_was_finished_before(
    crashed: Path, tmp_path: Path, spoilt: str, seed: int
) -> None:
    path = Path(shutil.copytree(crashed, tmp_path / "copy", ignore=shutil.ignore_patterns("work"))) / DATABASE
    log = path.with_name(f"{DATABASE}-wal")
    whole = log.read_bytes()
    chance = random.Random(seed)
    at = chance.randrange(len(whole) + 1)
    rest = len(whole) - at
    log.write_bytes(whole[:at] + {"cut": b"", "overwritten": chance.randbytes(rest), "zeroed": bytes(rest)}[spoilt])
    found = noted(path)
    assert found == [f"Memo {number}." for number in range(len(found))]
    assert len(found) >= MEMOS * at // len(whole) - 3  # frames are of pages; a memo takes several


def test_a_log_that_is_whole_gives_all(crashed: Path, tmp_path: Path) -> None:
    shutil.copytree(crashed, tmp_path / "copy", ignore=shutil.ignore_patterns("work"))
    assert len(noted(tmp_path / "copy" / DATABASE)) == MEMOS


# -- no room on the disk

FILLS = """
import resource, signal, sys
from pathlib import Path
from relsynth import open_project, workflow
from relsynth.errors import ProjectError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, limited = Path(sys.argv[1]), sys.argv[2] == "limited"
with open_project(folder) as project:
    if limited:
        room = (folder / "relsynth.db-wal").stat().st_size + 60_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    for number in range(10_000):
        try:
            workflow.add_memo(project, about="project", text=f"Memo {number}. " + "x" * 2_000, coder="Ana", at="now")
        except ProjectError as error:
            print(f"told: {error}")
            break
        print(number, flush=True)
"""


def filled(folder: Path, how: str) -> tuple[int, str]:
    """How many memos were written until there was no room, and what was told then."""
    done = subprocess.run([sys.executable, "-c", FILLS, folder, how], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *written, told = done.stdout.splitlines()
    return len(written), told


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here: only root may, and not in every container")
    yield place
    subprocess.run(["umount", place], check=True)


def test_no_room_for_the_file_is_told_and_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "review"
    workflow.init(folder)
    written, told = filled(folder, "limited")
    assert written > 0
    assert "cannot be written" in told
    assert "run the command again" in told
    assert len(noted(folder / DATABASE)) == written


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a disk")
def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path) -> None:
    folder = small_disk / "review"
    workflow.init(folder)
    written, told = filled(folder, "full")
    assert written > 0
    assert "cannot be written" in told
    with open_project(folder) as project:
        assert len(project.memos()) == written
        with pytest.raises(ProjectError, match=r"no backup can be made|cannot be written"):
            workflow.back_up(project, at=AT)
    assert list((folder / FOLDER).glob("*.zip")) == []


# -- nothing may be written


def as_nobody_special() -> None:
    """Take from root what lets it write where nobody may; others cannot anyway."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for one in ROOT_OVERRIDES:
            libc.prctl(DROP_FROM_BOUNDS, one, 0, 0, 0)


def asked(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "relsynth", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=as_nobody_special)


def lock(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)


def unlock(folder: Path) -> None:
    folder.chmod(0o755)
    for path in sorted(folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """The folder of a project with a bit of everything, in which nobody may write."""
    with coded_project(tmp_path, 1, 2) as project:
        say(project, "Ana", row(1, GREEN, "STA.LEGIT"))
        note(project, 0)
        folder = project.path
    lock(folder)
    yield folder
    unlock(folder)


READING = (
    *(["papers"], ["table", "evidence"], ["gaps", "list"], ["query", "code:STA.TRUST"], ["records", "list"]),
    *(["codings", "list"], ["codings", "history"], ["memos", "list"], ["screen", "status"], ["sources", "list"]),
    *(["rounds", "list"], ["codebook", "versions"], ["unread"], ["sections", "show", "van-001"], ["residue"]),
    *(["backup", "--list"], ["duplicates", "list"], ["changes", "--since", "2020-01-01"], ["characteristics", "show"]),
)
MOST_TELLING = 2  # of these are tried always


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken from root as Linux does it")
@pytest.mark.parametrize("commands", first_of({"some": READING[:MOST_TELLING], "all": READING}))
def test_a_project_in_a_read_only_folder_is_read_as_any_other_and_not_written(
    read_only: Path, commands: Sequence[Sequence[str]]
) -> None:
    told = {tuple(words): asked(*words, "--project", read_only) for words in commands}
    assert {words: done.stderr for words, done in told.items() if done.returncode} == {}
    assert "van-001" in told[("papers",)].stdout
    assert "STA.TRUST" in told[("table", "evidence")].stdout
    refused = asked("memos", "add", "A thought.", "--about", "project", "--coder", "Ana", "--project", read_only)
    assert refused.returncode == 1
    assert "can only be read, since you may not write" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert sorted(path.name for path in read_only.glob(f"{DATABASE}*")) == [DATABASE]


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken from root as Linux does it")
@pytest.mark.parametrize("left", [("-wal",), ("-wal", "-shm")], ids=["log", "log-and-index"])
def test_what_a_crash_left_in_a_read_only_folder_is_read_with_its_log(tmp_path: Path, left: tuple[str, ...]) -> None:
    copy = tmp_path / "copy"
    with coded_project(tmp_path, 1) as project:
        note(project, 0)
        shutil.copytree(project.path, copy, ignore=shutil.ignore_patterns(f"{DATABASE}-*"))
        for suffix in left:
            shutil.copyfile(project.path / f"{DATABASE}{suffix}", copy / f"{DATABASE}{suffix}")
    lock(copy)
    try:
        done = asked("memos", "list", "--project", copy)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Memo 0." in done.stdout
    finally:
        unlock(copy)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken from root as Linux does it")
def test_an_older_project_in_a_read_only_folder_is_read_as_it_would_be_brought_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "review"
    workflow.init(folder)
    (folder / DATABASE).unlink()
    schemas.file_as_of("m003_papers", folder / DATABASE)
    before = (folder / DATABASE).read_bytes()
    lock(folder)
    try:
        done = asked("papers", "--project", folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Vans" in done.stdout or "a" in done.stdout.split()
        assert (folder / DATABASE).read_bytes() == before
    finally:
        unlock(folder)


# -- the clock goes backwards

LATE, EARLY = "2026-06-01T12:00:00+00:00", "2020-01-01T00:00:00+00:00"


def test_what_was_said_last_holds_though_the_clock_was_set_back(tmp_path: Path) -> None:
    with open_project(screened(tmp_path / "review")) as project:
        (first, *_) = sorted(project.store.catalogue.records())
        for verdict, at in (("include", LATE), ("exclude", EARLY)):
            workflow.decide(
                project, first, verdict, coder="Ana", stage="title_abstract", at=at,  # type: ignore[arg-type]
                criterion="E1" if verdict == "exclude" else None,
            )  # fmt: skip
        assert len(workflow.list_screened(project, "title_abstract", outcome="exclude").reports) == 1
        assert workflow.undo_decision(project, coder="Ana", at=EARLY).verdict == "exclude"
        assert workflow.list_screened(project, "title_abstract", outcome="exclude").reports == ()


def held_of(project: Project, coder: str) -> set[str]:
    return {one.code for one in workflow.list_codings(project, coder=coder).codings if one.verdict == "code"}


def test_codings_and_memos_keep_the_order_in_which_they_were_said(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        place = workflow.coding_steps.Place(paper="van-001", start=10, end=60)
        first = workflow.add_coding(project, place, "STA.TRUST", coder="Ana", at=LATE).codings[0].number
        second = workflow.change_coding(project, first, to=["NET.TIES"], coder="Ana", at=EARLY).codings[0].number
        assert second > first
        assert held_of(project, "Ana") == {"NET.TIES"}
        workflow.undo_coding(project, coder="Ana", at=EARLY)
        assert held_of(project, "Ana") == {"STA.TRUST"}
        for number, at in enumerate((LATE, EARLY)):
            note(project, number, at)
        assert [memo.text for memo in project.memos()] == ["Memo 0.", "Memo 1."]


# -- a schema brought up to date, and interrupted

INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from relsynth.store import Store
from relsynth.store.migrations import MIGRATIONS
one = next(one for one in MIGRATIONS._migrations if one.name == sys.argv[2])
begun = one.fn
def fn(db):
    begun(db)
    os.kill(os.getpid(), signal.SIGKILL)
one.fn = fn
Store.open(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", schemas.STEPS)
def test_a_file_of_every_release_opens_with_all_that_was_in_it(tmp_path: Path, step: str) -> None:
    path = schemas.file_as_of(step, tmp_path / DATABASE)
    noted(path)
    assert schemas.held_by(path) == schemas.held_after(step)
    with Store.open(path) as store:
        assert [one.text for one in store.documents()] == ["Trust grew."]
        assert {one.coder.name for one in store.codings()} == {"Ana", "lexicon@1"}
    kept = [one.name for one in tmp_path.glob("*.bak-*")]
    assert kept == ([] if step == schemas.STEPS[-1] else [f"{DATABASE}.bak-1"])


@pytest.mark.parametrize("step", first_of({step: step for step in reversed(schemas.STEPS[1:])}))
def test_a_step_that_is_killed_half_way_is_taken_again_and_the_copy_is_kept(tmp_path: Path, step: str) -> None:
    before = schemas.STEPS[schemas.STEPS.index(step) - 1]
    path = schemas.file_as_of(before, tmp_path / DATABASE)
    was = schemas.held_by(path)
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, path, step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert schemas.held_by(path.with_name(f"{DATABASE}.bak-1")) == was
    noted(path)
    assert schemas.held_by(path) == schemas.held_after(before)
