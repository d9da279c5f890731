"""Opening a project's file: its settings, and its schema brought up to date with a copy of what was before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from relsynth.errors import ProjectError
from relsynth.store.waiting import BUSY_MS


def unopened(path: Path, error: Exception) -> ProjectError:
    """What is told of a file that cannot be opened."""
    return ProjectError(f"{path}: cannot be opened as a project ({error}); is it a copy cut short, or read-only?")


def connect(path: Path, *, shared: bool = False) -> sqlite3.Connection:
    """Open a file as every connection of ours is."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=not shared)
    connection.row_factory = sqlite3.Row
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date; a file with pending migrations is copied to ``NAME.bak-<n>`` first.

    Raises:
        ProjectError: the file is from a newer relsynth.
    """
    from sqlite_utils import Database  # noqa: PLC0415 a quarter of a second that --help need not pay

    from relsynth.store.migrations import MIGRATIONS  # noqa: PLC0415

    db = Database(connection)
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    known = {migration.name for migration in MIGRATIONS._migrations}
    if unknown := sorted(applied - known):
        raise ProjectError(
            f"{path}: was written by a newer relsynth (it holds {', '.join(unknown)}); upgrade relsynth to open it"
        )
    if applied == known:
        return
    connection.execute("BEGIN IMMEDIATE")  # of several that open the file at once, one migrates it
    if MIGRATIONS.applied(db) and MIGRATIONS.pending(db):
        _back_up(path)
    MIGRATIONS.apply(db)
    connection.execute("COMMIT")


def _back_up(path: Path) -> None:
    """Copy the file, WAL included, to the first free ``NAME.bak-<n>``."""
    number = 1
    while (target := path.with_name(f"{path.name}.bak-{number}")).exists():
        number += 1
    # A connection of its own: one that is about to write would wait for itself.
    with closing(sqlite3.connect(path)) as reading, closing(sqlite3.connect(target)) as copy:
        reading.backup(copy)
