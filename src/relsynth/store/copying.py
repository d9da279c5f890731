"""A whole copy of a project's file, taken while others work on it, and looked through before anybody relies on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from relsynth.errors import ProjectError


def copy_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Copy an open project file, as it is at one moment, to a new file that stands alone.

    Raises:
        ProjectError: the copy cannot be written, or is not whole.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            faults = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            astray = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        raise ProjectError(f"{path}: the copy cannot be written ({error})") from error
    if faults != ["ok"] or astray:
        told = "; ".join(faults if faults != ["ok"] else [f"{len(astray)} rows point to nothing"])
        raise ProjectError(f"{path}: the copy is not whole ({told}); keep the project as it is and ask for help")
