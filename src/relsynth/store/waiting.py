"""Waiting for another process that writes, so that ten who write at once all get their turn soon.

SQLite's own waiting tries again after 1, 2, 5 and so on up to 100 ms: whoever has waited long tries seldom, and those
who have just come take the turn. With ten screeners on one project the unlucky one waited for seconds.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

BUSY_MS = 10_000  # how long a writer waits for another
AGAIN_S = 0.002  # between two tries: about as long as a writer takes


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that writes, as soon as no other process does.

    Raises:
        sqlite3.OperationalError: another process keeps the file to itself for ``BUSY_MS``; or the file cannot be read.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(connection, is_last=time.monotonic() > deadline):
            time.sleep(AGAIN_S)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


@contextmanager
def lightly(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written in the block need not outlive a power failure; the file stays whole in any case.

    With WAL and synchronous = NORMAL a commit waits for no disk, and is durable with the next one that does.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL")


def _begun(connection: sqlite3.Connection, *, is_last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
