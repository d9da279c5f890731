"""The tenth step of the schema: a chain of digests over what people and machines judged.

Frozen once released, as every step. Triggers of plain SQL note every row that is appended, whichever program appends
it, in ``unlinked``; the store links them before it commits, so that no other program needs to know how. A machine's
codings are linked by their run, people's one by one.
"""

from __future__ import annotations

from collections.abc import Mapping

_KEYS: Mapping[str, str] = {
    "decisions": "id",
    "stops": "id",
    "runs": "id",
    "codings": "id",
    "withdrawals": "act",
    "searches": "id",
    "memos": "id",
    "chartings": "id",
    "judgements": "id",
    "section_judgements": "id",
    "characteristic_judgements": "id",
    "rounds": "name",
    "round_ends": "round",
    "assignments": "id",
    "work": "id",
}

_TABLES = """
CREATE TABLE links (
    number INTEGER PRIMARY KEY,
    of_table TEXT NOT NULL,
    key TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('written', 'before', 'found')),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;;
CREATE TABLE unlinked (
    number INTEGER PRIMARY KEY,
    of_table TEXT NOT NULL,
    key TEXT NOT NULL,
    origin TEXT CHECK (origin = 'before')
) STRICT;;
CREATE TRIGGER links_are_never_changed BEFORE UPDATE ON links
    BEGIN SELECT raise(ABORT, 'a link is kept'); END;;
CREATE TRIGGER links_are_never_deleted BEFORE DELETE ON links
    BEGIN SELECT raise(ABORT, 'a link is kept'); END;;
"""

_PEOPLE_S = {"codings": "run IS NULL"}
_BEFORE = " UNION ALL ".join(
    f"SELECT '{table}' AS of_table, {key} AS key, 'before' AS origin, at FROM {table} "
    f"WHERE {_PEOPLE_S.get(table, 'TRUE')}"
    for table, key in _KEYS.items()
)
_NOTED = ";;\n".join(
    f"CREATE TRIGGER {table}_are_linked AFTER INSERT ON {table}"
    + (f" WHEN new.{_PEOPLE_S[table]}" if table in _PEOPLE_S else "")
    + f"\n    BEGIN INSERT INTO unlinked (of_table, key) VALUES ('{table}', new.{key}); END"
    for table, key in _KEYS.items()
)

LINKS = (
    f"{_TABLES}"
    f"INSERT INTO unlinked (of_table, key, origin) SELECT of_table, key, origin FROM ({_BEFORE}) ORDER BY at;;\n"
    f"{_NOTED}"
)
