"""A whole copy of a project's file, taken while others work on it, and looked through before anybody relies on it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from relsynth.errors import ProjectError
from relsynth.store.links import head


def copy_whole(connection: sqlite3.Connection, path: Path) -> tuple[int, str]:
    """Copy an open project file, as it is at one moment, to a new file that stands alone.

    Returns:
        How many links the history in the copy has, and the last of them.

    Raises:
        ProjectError: the copy cannot be written, or is not whole.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            links = head(copy)
    except sqlite3.Error as error:
        raise ProjectError(f"{path}: the copy cannot be written ({error})") from error
    if (told := what_is_wrong(path)) is not None:
        raise ProjectError(f"{path}: the copy is not whole ({told}); keep the project as it is and ask for help")
    return links


def what_is_wrong(path: Path) -> str | None:
    """What a full look at a file that nobody has open finds wrong in it, or None; the file is left as it is."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            astray = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return str(error)
    if faults != ["ok"]:
        return "; ".join(faults)
    return f"{len(astray)} rows point to nothing" if astray else None
