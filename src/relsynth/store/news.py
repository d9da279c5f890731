"""What has come since somebody looked last: which kind of thing, and by whom; cheap enough to be asked each second."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

Marks = tuple[int, ...]
"""How far each table had come."""

BY_PEOPLE: Mapping[str, str] = {
    "decisions": "decided",
    "stops": "decided",
    "codings": "coded",
    "withdrawals": "coded",
    "section_judgements": "labelled",
    "characteristic_judgements": "labelled",
    "memos": "noted",
    "chartings": "charted",
    "judgements": "judged",
    "work": "worked",
    "rounds": "assigned",
    "round_ends": "assigned",
    "assignments": "assigned",
}
"""Table -> the kind of news that a row of it is; each names who wrote it."""
BY_NOBODY: Mapping[str, str] = {
    "sources": "imported",
    "documents": "imported",
    "adoptions": "imported",
    "outputs": "written",
    "snapshots": "written",
}
"""As ``BY_PEOPLE``, of rows that name nobody."""
KINDS = {**BY_PEOPLE, **BY_NOBODY}
_UNNUMBERED = frozenset({"withdrawals"})  # their key is that of the act: a later one may have a smaller key


class News:
    """What has come, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def turn(self) -> int:
        """A number that is another one once another connection has written anything at all."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def marks(self) -> Marks:
        """How far everything has come."""
        asked = ", ".join(
            f"(SELECT {'count(*)' if table in _UNNUMBERED else 'coalesce(max(rowid), 0)'} FROM {table})"
            for table in KINDS
        )
        return tuple(self._db.execute(f"SELECT {asked}").fetchone())

    def since(self, marks: Marks) -> Mapping[str, frozenset[str]]:
        """Kind -> who has brought news of it since; nobody where it is not told."""
        found: dict[str, frozenset[str]] = {}
        for (table, kind), before, now in zip(KINDS.items(), marks, self.marks(), strict=True):
            if now != before:
                found[kind] = found.get(kind, frozenset()) | self._people(table, before, now)
        return found

    def _people(self, table: str, before: int, now: int) -> frozenset[str]:
        if table not in BY_PEOPLE:
            return frozenset()
        if table in _UNNUMBERED:
            rows = self._db.execute(f"SELECT coder FROM {table} ORDER BY at DESC LIMIT ?", (now - before,))
        else:
            rows = self._db.execute(f"SELECT DISTINCT coder FROM {table} WHERE rowid > ?", (before,))
        return frozenset(row[0] for row in rows)
