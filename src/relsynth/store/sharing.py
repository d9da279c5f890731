"""A copy of a project's file that can be given away: full texts that may not be shared are made unreadable in it.

Outside of what people and machines quote, every letter of such a text is an ``x`` and every digit a ``0``: offsets,
quotes, numbers of words and all figures hold, and nobody can read the paper. The copy is written anew in the end
(VACUUM), so that nothing of what was there lies about in free pages. Paths of files lose their folders.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

from relsynth.store.searching_schema import fill

QUOTED = """
SELECT current_version AS version, start, "end" FROM current_codings
UNION SELECT version, start, "end" FROM codings WHERE run IS NULL
UNION SELECT version, start, "end" FROM carried WHERE start IS NOT NULL
UNION SELECT extractions.version, start, "end" FROM characteristics JOIN extractions ON extractions.id = extraction
UNION SELECT version, start, "end" FROM characteristic_judgements WHERE version IS NOT NULL
UNION SELECT version, start, "end" FROM chartings WHERE version IS NOT NULL
"""
"""Every place that something is said of, in whatever version."""

PAPERS = "papers"
"""The folder that papers have in what is given away."""

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")


def share(
    connection: sqlite3.Connection,
    path: Path,
    *,
    readable: Collection[str],
    moved: Mapping[str, str],
    without_cells: Collection[int],
) -> int:
    """Copy an open project file to a new one that can be given away, and return how many texts cannot be read in it.

    Args:
        readable: ids of documents whose full texts may be shared.
        moved: path of an output -> the path that it gets in the copy.
        without_cells: numbers of outputs whose cells hold words that may not be shared.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        triggers = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        copy.execute("BEGIN")
        for name, _ in triggers:
            copy.execute(f'DROP TRIGGER "{name}"')
        hidden = _mask(copy, readable)
        _shorten_paths(copy)
        copy.executemany("UPDATE outputs SET path = ? WHERE path = ?", [(new, old) for old, new in moved.items()])
        copy.executemany("UPDATE outputs SET cells = NULL WHERE id = ?", [(number,) for number in without_cells])
        copy.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
        fill(copy)
        for _, sql in triggers:
            copy.execute(sql)
        copy.execute("COMMIT")
        copy.execute("VACUUM")
    return hidden


def masked(text: str, keep: Iterable[tuple[int, int]]) -> str:
    """A text of the same length in which only what lies in ``keep`` (start and end, half-open) can be read."""
    hidden = _DIGIT.sub("0", _LETTER.sub("x", text))
    signs = list(hidden)
    for start, end in keep:
        signs[start:end] = text[start:end]
    return "".join(signs)


def _mask(copy: sqlite3.Connection, readable: Collection[str]) -> int:
    kept: dict[str, list[tuple[int, int]]] = {}
    for version, start, end in copy.execute(QUOTED):
        kept.setdefault(version, []).append((start, end))
    hidden = 0
    for id_, document in copy.execute("SELECT id, document FROM versions").fetchall():
        if document not in readable:
            (text,) = copy.execute("SELECT text FROM versions WHERE id = ?", (id_,)).fetchone()
            copy.execute("UPDATE versions SET text = ? WHERE id = ?", (masked(text, kept.get(id_, ())), id_))
            hidden += 1
    return hidden


def _shorten_paths(copy: sqlite3.Connection) -> None:
    paths = {path for table in ("files", "holdings") for (path,) in copy.execute(f"SELECT DISTINCT path FROM {table}")}
    for old, new in short_paths(paths).items():
        for table in ("files", "holdings"):
            copy.execute(f"UPDATE {table} SET path = ? WHERE path = ?", (new, old))


def short_paths(paths: Iterable[str]) -> dict[str, str]:
    """Each path under one folder by its own name; where names are the same, numbered."""
    taken: dict[str, str] = {}
    for path in sorted(paths):
        name = (PureWindowsPath(path) if "\\" in path else PurePosixPath(path)).name or "file"
        number, new = 1, f"{PAPERS}/{name}"
        while new in taken.values():
            number += 1
            new = f"{PAPERS}/{number}-{name}"
        taken[path] = new
    return taken
