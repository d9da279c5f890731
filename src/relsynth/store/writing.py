"""A step that is written whole or not at all, with what was judged in it linked to all that was judged before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relsynth.store.links import link_up
from relsynth.store.opening import unwritten
from relsynth.store.waiting import begin

MENDABLE = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
)
"""What a user can do something about when a write fails; anything else is a bug."""


@contextmanager
def whole(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of the block, or nothing of it. What another program has appended since is linked first, and as such.

    Raises:
        ProjectError: the disk is full, another process keeps the file to itself, or the like.
    """
    try:
        begin(connection)
        link_up(connection, "found")
        yield
        link_up(connection, "written")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(connection)
        if error.sqlite_errorcode & 0xFF not in MENDABLE:  # the low byte tells the kind of failure
            raise
        raise unwritten(path, error) from error
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # SQLite itself has rolled back where the disk is full
        connection.execute("ROLLBACK")
