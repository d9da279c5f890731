"""Opening a project's file: its settings, and its schema brought up to date with a copy of what was before.

A file that may not be written is read into memory, and stays as it is; what can be worked out again from the rest, such
as which records are one report, is worked out there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from relsynth.errors import ProjectError
from relsynth.store.disks import warn_of_network
from relsynth.store.links import link_up
from relsynth.store.waiting import BUSY_MS


def unopened(path: Path, error: Exception) -> ProjectError:
    """What is told of a file that cannot be opened."""
    return ProjectError(f"{path}: cannot be opened as a project ({error}); is it a copy cut short, or read-only?")


def unwritten(path: Path, error: sqlite3.OperationalError) -> ProjectError:
    """What is told of a file that cannot be written just now, or not by us."""
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
        return ProjectError(
            f"{path}: can only be read, since you may not write to it or to its folder; nothing was changed. "
            "Ask who owns it to let you write, or copy the project's folder to a place of your own"
        )
    return ProjectError(f"{path}: cannot be written ({error}); what was finished is kept, so run the command again")


def open_file(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a project's file, create it where there is none, and bring its schema up to date.

    One that may not be written is opened for reading.

    Raises:
        ProjectError: the file is from a newer relsynth, is no project, or cannot be read.
    """
    warn_of_network(path)
    try:
        if is_read_only(path):
            return _for_reading(path, shared=shared)
        connection = connect(path, shared=shared)
    except (sqlite3.DatabaseError, OSError) as error:
        raise unopened(path, error) from error
    try:
        migrate(connection, path)
    except (sqlite3.DatabaseError, OSError) as error:
        connection.close()
        raise unopened(path, error) from error
    except ProjectError:
        connection.close()
        raise
    return connection


def connect(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a file as every connection of ours is."""
    connection = _connected(str(path), shared=shared)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def is_read_only(path: Path) -> bool:
    """Whether a file is there, and we may not write to it, or not make its log beside it."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date; a file with pending migrations is copied to ``NAME.bak-<n>`` first.

    Raises:
        ProjectError: the file is from a newer relsynth.
    """
    if is_current(connection, path):
        return
    from sqlite_utils import Database  # noqa: PLC0415

    from relsynth.store.migrations import MIGRATIONS  # noqa: PLC0415

    db = Database(connection)
    connection.execute("BEGIN IMMEDIATE")  # of several that open the file at once, one migrates it
    if MIGRATIONS.applied(db) and MIGRATIONS.pending(db):
        _back_up(path)
    MIGRATIONS.apply(db)
    link_up(connection, "before")
    connection.execute("COMMIT")


def is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the schema of a file is today's.

    Raises:
        ProjectError: it is of a newer relsynth.
    """
    from sqlite_utils import Database  # noqa: PLC0415 a quarter of a second that --help need not pay

    from relsynth.store.migrations import MIGRATIONS  # noqa: PLC0415

    applied = {migration.name for migration in MIGRATIONS.applied(Database(connection))}
    known = {migration.name for migration in MIGRATIONS._migrations}
    if unknown := sorted(applied - known):
        raise ProjectError(
            f"{path}: was written by a newer relsynth (it holds {', '.join(unknown)}); upgrade relsynth to open it"
        )
    return applied == known


def _connected(name: str, *, shared: bool, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=not shared, uri=uri
    )
    connection.row_factory = sqlite3.Row
    for pragma in ("foreign_keys = ON", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _for_reading(path: Path, *, shared: bool) -> sqlite3.Connection:
    """Copy a file that may not be written to memory, with what a crash has left in its log.

    So nothing is made beside it, and nobody who may write to it, and does, gets between two things that are read.
    """
    log, index = _beside(path, "-wal"), _beside(path, "-shm")
    if index.exists() or not log.exists() or not log.stat().st_size:
        how = "mode=ro" if log.exists() and index.exists() else "mode=ro&immutable=1"
        with closing(_connected(f"{path.resolve().as_uri()}?{how}", shared=shared, uri=True)) as connection:
            return _in_memory(connection, path, shared=shared)
    with tempfile.TemporaryDirectory() as folder:  # SQLite has to write beside the log in order to read it
        copy = Path(folder) / path.name
        for part in (path, log):
            shutil.copyfile(part, copy.with_name(part.name))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            return _in_memory(connection, path, shared=shared)


def _in_memory(source: sqlite3.Connection, path: Path, *, shared: bool) -> sqlite3.Connection:
    """Copy a file to memory, bring the copy's schema up to date, and let nobody write to it."""
    from sqlite_utils import Database  # noqa: PLC0415

    from relsynth.store.migrations import MIGRATIONS  # noqa: PLC0415

    connection = _connected(":memory:", shared=shared)
    try:
        source.backup(connection)
        if not is_current(connection, path):
            MIGRATIONS.apply(Database(connection))
            link_up(connection, "before")
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def in_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a copy in memory take what is written in the block; any other file takes it anyway."""
    if not connection.execute("PRAGMA query_only").fetchone()[0]:
        yield
        return
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only = ON")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _back_up(path: Path) -> None:
    """Copy the file, WAL included, to the first free ``NAME.bak-<n>``; no name is taken before the copy is whole."""
    number = 1
    while (target := path.with_name(f"{path.name}.bak-{number}")).exists():
        number += 1
    part = target.with_suffix(f"{target.suffix}.part")
    part.unlink(missing_ok=True)  # of a copy that was interrupted
    # A connection of its own: one that is about to write would wait for itself.
    with closing(sqlite3.connect(path)) as reading, closing(sqlite3.connect(part)) as copy:
        reading.backup(copy)
    part.rename(target)
