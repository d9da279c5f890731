"""Kill whatever writes, at any moment, again and again, and look at what is left.

A child is forked for each kill, warm, and tells on a pipe, after each verb that has come back, which rows there are
more and which less, as another reader of the file sees them. It is killed (SIGKILL) after a time drawn at random from
as long as the step takes. Then the file has to open, whole; every row that was told of has to be there; and the step,
run again by somebody else, has to end well.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from reliability_steps import STEPS, made_project

from relsynth.project import DATABASE
from relsynth.store import Store
from relsynth.store.accounts import FILE as ACCOUNTS

ROOM = 1 << 20  # bytes that a pipe is to hold, so that nobody waits for who reads it
SECRETS = frozenset({"hash", "digest", "applied_at"})
"""Columns that differ from run to run: what is salted or drawn, and when a file was made."""
AFTER = 1.1  # a kill falls somewhere in so many times as long as a step takes

States = tuple[frozenset[str], ...]
"""The rows of a project at one moment after the other, each as ``table digest``."""


@dataclass(slots=True)
class Outcome:
    """What a loop of kills has come to; ``told`` says of each fault what and where."""

    kills: int = 0
    finished: int = 0
    acknowledged: int = 0
    corrupt: int = 0
    lost: int = 0
    unfinished: int = 0
    by_step: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a child has told before it ended: ``states`` of all rows, one after each verb; files by their digest."""

    states: States
    files: dict[str, str]
    was_killed: bool
    status: int


def kill_often(folder: Path, *, kills: int, seed: int = 0) -> Outcome:
    """Kill steps in turn until so many kills have hit.

    Args:
        folder: empty, to work in.
        seed: of the moments at which they hit.
    """
    made_project(folder)
    outcome, chance = Outcome(), random.Random(seed)
    lasts = {name: _tried(folder, name) for name in STEPS}
    turns = list(STEPS)
    while outcome.kills < kills:
        name = turns[(outcome.kills + outcome.finished) % len(turns)]
        seconds, states = lasts[name]
        _once(folder, name, chance.uniform(0, AFTER * seconds), states, outcome)
    return outcome


def rows_of(project: Path) -> frozenset[str]:
    """Every row of a project's files, as ``table digest``, but for what differs from run to run."""
    found: list[str] = []
    for path in _files(project):
        if path.is_file():
            with closing(sqlite3.connect(path)) as connection:
                found += _rows(connection)
    return frozenset(found)


def kept_tables(path: Path) -> frozenset[str]:
    """Tables that refuse to have rows changed or deleted: what was once in them is always there."""
    query = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE {} ON%'"
    with closing(sqlite3.connect(path)) as connection:
        changed, deleted = ({name for (name,) in connection.execute(query.format(how))} for how in ("UPDATE", "DELETE"))
    return frozenset(changed & deleted)


def faults_of(path: Path) -> list[str]:
    """What SQLite finds wrong in a file, by a full look and by its references."""
    with closing(sqlite3.connect(path)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"astray: {row}" for row in connection.execute("PRAGMA foreign_key_check")]


def lost_rows(told: States, now: frozenset[str], in_peace: States, kept: frozenset[str]) -> frozenset[str]:
    """Rows that were told of and are not there.

    What was under way when it was killed may have changed a row or taken it out, where the table allows it: such a row
    is no loss if it is absent at some later point of the same step in peace.

    Args:
        told: rows after each verb that came back.
        now: rows after the kill.
        in_peace: rows after each verb of the step, run to its end.
        kept: tables of which no row is ever changed or taken out.
    """
    later = in_peace[len(told) :]
    missing = told[-1] - now
    return frozenset(row for row in missing if row.split(" ")[0] in kept or all(row in state for state in later))


def _files(project: Path) -> list[Path]:
    """The databases that steps on a project write: its own, its accounts', those of projects beside it."""
    beside = sorted(project.parent.glob(f"{project.name}-run*/{DATABASE}"))
    return [path for path in (project / DATABASE, project / ACCOUNTS, *beside) if path.is_file()]


def tables_of(path: Path) -> frozenset[str]:
    """Every table of a file, but for SQLite's own."""
    with closing(sqlite3.connect(path)) as connection:
        return frozenset(_tables(connection))


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(query)]


def _rows(connection: sqlite3.Connection) -> list[str]:
    found = []
    for table in _tables(connection):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] not in SECRETS]
        chosen = ", ".join(f'"{one}"' for one in columns)
        for row in connection.execute(f'SELECT {chosen} FROM "{table}"'):
            found.append(f"{table} {hashlib.blake2b(repr(row).encode(), digest_size=8).hexdigest()}")
    return found


def _tried(folder: Path, name: str) -> tuple[float, States]:
    """Run a step in peace: how many seconds it takes, and the rows that there are after each of its verbs."""
    copy = _fresh(folder)
    began = time.perf_counter()
    left = _child(copy, name, "Ana", None)
    if left.status:
        raise RuntimeError(f"{name}: fails in peace")
    return time.perf_counter() - began, left.states


def _fresh(folder: Path) -> Path:
    for old in folder.glob("copy*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    return shutil.copytree(folder / "review", folder / "copy")


def _once(folder: Path, name: str, delay: float, states: States, outcome: Outcome) -> None:
    copy = _fresh(folder)
    left = _child(copy, name, "Ana", delay)
    outcome.kills += left.was_killed
    outcome.by_step[name] += left.was_killed
    outcome.finished += not left.was_killed
    outcome.acknowledged += len(left.states) - 1
    where = f"{name}, killed after {delay * 1000:.1f} ms"
    if not left.was_killed and left.status:
        outcome.unfinished += 1
        outcome.told.append(f"{name}: fails though nobody killed it")
    if not _looked_at(copy, left, states, outcome, where):
        return
    again = _child(copy, name, "Eva", None)
    if again.status:
        outcome.unfinished += 1
        outcome.told.append(f"{where}: does not end well when it is run again")
    for path in _files(copy):
        if faults_of(path):
            outcome.corrupt += 1
            outcome.told.append(f"{where}: {path.name} is not whole after it was run again")


def _looked_at(copy: Path, left: Left, states: States, outcome: Outcome, where: str) -> bool:
    """Look at what a kill has left; False where the project does not even open."""
    try:
        Store.open(copy / DATABASE).close()
        faults = [fault for path in _files(copy) for fault in faults_of(path)]
        now = rows_of(copy)
    except Exception as error:  # noqa: BLE001 whatever it is, it is a file that was harmed
        outcome.corrupt += 1
        outcome.told.append(f"{where}: does not open: {error!r}")
        return False
    if faults:
        outcome.corrupt += 1
        outcome.told.append(f"{where}: {faults[0]}")
    gone = sorted(lost_rows(left.states, now, states, kept_tables(copy / DATABASE)))
    gone += [path for path, digest in left.files.items() if _digest(Path(path)) != digest]
    outcome.lost += len(gone)
    outcome.told += [f"{where}: lost {one}" for one in gone]
    return True


def _child(copy: Path, name: str, who: str, delay: float | None) -> Left:
    """Fork a child that runs a step, kill it after a delay, and take what it has told."""
    before = rows_of(copy)
    reading, writing = os.pipe()
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, ROOM)
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run(copy, name, who, writing, before)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        told.readline()  # it has begun
        if delay is not None:
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        lines = told.read().splitlines(keepends=True)
    _, status = os.waitpid(child, 0)
    states, files = [before], {}
    for line in lines:
        if line.endswith(b"\n"):
            one = json.loads(line)
            states.append((states[-1] - set(one["less"])) | set(one["more"]))
            files |= one["file"]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Left(states=tuple(states), files=files, was_killed=killed, status=status)


def _run(copy: Path, name: str, who: str, pipe: int, before: frozenset[str]) -> None:
    """Be the child, which never returns."""
    state = before
    status = 1

    def said(file: Path | None = None) -> None:
        nonlocal state
        now = rows_of(copy)
        files = {str(file): _digest(file)} if file else {}
        line = {"more": sorted(now - state), "less": sorted(state - now), "file": files}
        os.write(pipe, json.dumps(line).encode() + b"\n")
        state = now

    try:
        os.write(pipe, b"\n")
        STEPS[name].run(copy, who, said)
        status = 0
    except BaseException:  # noqa: BLE001 told on stderr, and by how it ends
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
