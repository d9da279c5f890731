"""The part of the store that makes anew what follows from the rest of the file. No judgement is touched by it."""

from __future__ import annotations

import re
import sqlite3

from relsynth.store.examining import Finding, schema_of, schema_today
from relsynth.store.searching_schema import fill

MENDED = frozenset({"schema", "search index", "counted papers", "hand-outs"})
"""Checks whose mendable findings are mended here."""


_OF = re.compile(r"\bON\s+(\w+)")


def mend(connection: sqlite3.Connection, findings: tuple[Finding, ...], *, at: str) -> None:
    """Mend what was found, within a transaction that writes; what is not mendable is left alone."""
    found = {finding.check for finding in findings if finding.mendable}
    if "schema" in found:
        _make_schema(connection)
    if "search index" in found:
        connection.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
        fill(connection)
    if "counted papers" in found:
        connection.execute("UPDATE documents SET counted = EXISTS (SELECT 1 FROM files WHERE document = documents.id)")
    if "hand-outs" in found:
        connection.execute("DELETE FROM hand_outs WHERE until < ?", (at,))


def work_off_log(connection: sqlite3.Connection) -> None:
    """Bring all that stands in the write-ahead log into the file itself."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _make_schema(connection: sqlite3.Connection) -> None:
    held = schema_of(connection)
    for name, sql in schema_today().items():
        kind = sql.split()[1].upper()
        if kind not in ("TRIGGER", "VIEW", "INDEX") or held.get(name) == sql:
            continue
        if kind != "VIEW" and (of := _OF.search(sql)) and of[1] not in held:
            continue  # its table is gone, which only a backup brings back
        if name in held and kind != "INDEX":
            connection.execute(f'DROP {kind} "{name}"')
        if name not in held or kind != "INDEX":
            connection.execute(sql)
