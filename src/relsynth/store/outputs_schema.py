"""The ninth step of the schema: what was written from a project and what it rested on, and counts kept to compare with.

Frozen once released, as every step.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE outputs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    options TEXT NOT NULL,
    path TEXT NOT NULL,
    form TEXT,
    digest TEXT NOT NULL,
    basis TEXT NOT NULL,
    cells BLOB,
    relsynth TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX outputs_by_path ON outputs(path);;
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL,
    relsynth TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;;
"""

_KEPT = {"outputs": "what was written is kept", "snapshots": "a snapshot is kept as it was taken"}
"""Tables that refuse changes and deletions, and what they say then."""

OUTPUTS = _TABLES + ";;\n".join(
    f"CREATE TRIGGER {table}_are_never_{done} BEFORE {verb} ON {table}\n    BEGIN SELECT raise(ABORT, '{why}'); END"
    for table, why in _KEPT.items()
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
)
