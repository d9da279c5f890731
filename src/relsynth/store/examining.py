"""The part of the store that looks for what is wrong in a project's file; it changes nothing.

Each check is a function of an open connection, and tells what it finds; ``CHECKS`` names them. What can be made anew
from the rest of the file, `mending` makes.
"""

from __future__ import annotations

import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from relsynth.store import rows
from relsynth.store.links import Links
from relsynth.store.searching_schema import PASSAGES, fill
from relsynth.store.sharing import QUOTED, masked

RESTORE = "bring a backup back (`relsynth backup --list` shows them), or keep the file as it is and ask for help"
BY_MEND = "`relsynth doctor --mend` makes it anew"
SQLITE = sqlite3.sqlite_version
"""The version of SQLite that Python has."""
TOLD = 5
"""Findings of one kind in one place that are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: what, where, how to mend it, and whether `--mend` does. A remark is no fault."""

    check: str
    what: str
    where: str
    how: str
    mendable: bool = False
    is_fault: bool = True

    def __str__(self) -> str:
        return f"{'' if self.is_fault else 'remark: '}{self.where}: {self.what}\n    {self.how}"


Found = Iterator[tuple[str, str, str]]
"""What, where, and how to mend it."""


def examine(connection: sqlite3.Connection, *, at: str) -> Iterator[Finding]:
    """Every finding of every check; one that cannot be made, because the file is damaged, is a finding itself."""
    for name, check in CHECKS.items():
        try:
            for what, where, how in check(connection):
                yield Finding(
                    check=name, what=what, where=where, how=how, mendable=how == BY_MEND, is_fault=name not in REMARKS
                )
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, zlib.error) as error:
            yield Finding(check=name, what=f"cannot be looked through ({error})", where="relsynth.db", how=RESTORE)
    (over,) = connection.execute("SELECT count(*) FROM hand_outs WHERE until < ?", (at,)).fetchone()
    if over:
        what = f"{over} hand-outs are over; they are forgotten as people go on"
        yield Finding(check="hand-outs", what=what, where="hand_outs", how=BY_MEND, mendable=True, is_fault=False)


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Table, index, trigger or view -> the SQL that makes it; SQLite's own, and the record of migrations, left out."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
        "AND name NOT LIKE '!_%' ESCAPE '!' ORDER BY rowid"
    )
    return {row[0]: row[1] for row in found}


def schema_today() -> dict[str, str]:
    """The schema that a new project has."""
    from sqlite_utils import Database  # noqa: PLC0415 a quarter of a second that --help need not pay

    from relsynth.store.migrations import MIGRATIONS  # noqa: PLC0415

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        MIGRATIONS.apply(Database(fresh))
        return schema_of(fresh)


def _integrity(connection: sqlite3.Connection) -> Found:
    for (said,) in connection.execute(f"PRAGMA integrity_check({TOLD})"):
        if said != "ok":
            yield said, "relsynth.db", RESTORE


def _foreign_keys(connection: sqlite3.Connection) -> Found:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall()[:TOLD]:
        yield f"points to a row of {parent} that is not there", f"{table} {row or ''}".strip(), RESTORE


def _schema(connection: sqlite3.Connection) -> Found:
    held = schema_of(connection)
    kinds = {name: sql.split()[1].lower() for name, sql in schema_today().items()}
    for name, sql in schema_today().items():
        if name not in held:
            how = BY_MEND if kinds[name] in ("trigger", "index", "view") else RESTORE
            yield "is not there", f"{kinds[name]} {name}", how
        elif kinds[name] in ("trigger", "view") and held[name] != sql:
            yield "is another one than relsynth makes", f"{kinds[name]} {name}", BY_MEND


def _texts(connection: sqlite3.Connection) -> Found:
    for number, id_, text, digest in connection.execute("SELECT number, id, text, text_digest FROM versions"):
        if sha256(text.encode()).hexdigest() != digest and not _is_hidden(connection, id_, text):
            yield "the text is not the one that was read: its digest is another", f"versions {number} ({id_})", RESTORE


def _is_hidden(connection: sqlite3.Connection, version: str, text: str) -> bool:
    """Whether a text was made unreadable for a copy that is given away (``sharing``)."""
    kept = connection.execute(f'SELECT start, "end" FROM ({QUOTED}) WHERE version = ?', (version,)).fetchall()
    return masked(text, [(row[0], row[1]) for row in kept]) == text


def _readings(connection: sqlite3.Connection) -> Found:
    query = "SELECT v.*, d.name, d.format FROM versions v JOIN documents d ON d.id = v.document ORDER BY number"
    for row in connection.execute(query):
        sections = connection.execute("SELECT * FROM sections WHERE version = ? ORDER BY position", (row["id"],))
        paragraphs = connection.execute("SELECT * FROM paragraphs WHERE version = ? ORDER BY position", (row["id"],))
        read = rows.document_of(row, sections, paragraphs)
        if read.version != row["id"]:
            what = "its paragraphs, sections or references are not those that were read"
            yield what, f"versions {row['number']} ({row['name']})", RESTORE


def _places(connection: sqlite3.Connection) -> Found:
    for version, length in connection.execute("SELECT id, length(text) FROM versions").fetchall():
        found = connection.execute(
            'SELECT start, "end" FROM paragraphs WHERE version = ? ORDER BY start', (version,)
        ).fetchall()
        starts = [row[0] for row in found]
        for table, key, start, end, machine_s in connection.execute(_SPANS, {"version": version}):
            place = bisect_right(starts, start) - 1
            if end > length:
                yield f"{start}-{end} ends after the text, which has {length} characters", f"{table} {key}", RESTORE
            elif place < 0 or start >= found[place][1] or (machine_s and end > found[place][1]):
                yield f"{start}-{end} lies in no paragraph of {version}", f"{table} {key}", RESTORE


_SPANS = """
SELECT 'codings', id, start, "end", run IS NOT NULL FROM codings WHERE version = :version
UNION ALL SELECT 'carried', coding, start, "end", 0 FROM carried WHERE version = :version AND start IS NOT NULL
UNION ALL SELECT 'chartings', id, start, "end", 0 FROM chartings WHERE version = :version
UNION ALL SELECT 'characteristic_judgements', id, start, "end", 0 FROM characteristic_judgements
    WHERE version = :version
"""


def _index(connection: sqlite3.Connection) -> Found:
    wanted = {
        row[0]
        for row in connection.execute(
            f"SELECT number * {PASSAGES} + position FROM paragraphs JOIN versions ON versions.id = version"
        )
    }
    held = {row[0] for row in connection.execute("SELECT rowid FROM passage_words")}
    if wanted != held:
        what = f"{len(wanted - held)} passages are not in it, and {len(held - wanted)} are that are none"
        yield what, "passage_words", BY_MEND
    elif _words(connection) != _words_anew(connection):
        yield "has other words than the texts", "passage_words", BY_MEND


def _words(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, passage_words, row)")
    try:
        found = connection.execute("SELECT term, doc, cnt FROM temp.words ORDER BY term").fetchall()
        return [(row[0], row[1], row[2]) for row in found]
    finally:
        connection.execute("DROP TABLE temp.words")


def _words_anew(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute(schema_of(connection)["passage_words"])
        fresh.execute("CREATE TABLE versions (number INTEGER, id TEXT, text TEXT)")
        fresh.execute('CREATE TABLE paragraphs (version TEXT, position INTEGER, start INTEGER, "end" INTEGER)')
        fresh.execute("CREATE INDEX paragraphs_of ON paragraphs(version)")
        fresh.execute("BEGIN")
        fresh.executemany("INSERT INTO versions VALUES (?, ?, ?)", map(tuple, connection.execute(_ALL_TEXTS)))
        fresh.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?)", map(tuple, connection.execute(_ALL_PLACES)))
        fill(fresh)
        fresh.execute("COMMIT")
        return _words(fresh)


_ALL_TEXTS = "SELECT number, id, text FROM versions"
_ALL_PLACES = 'SELECT version, position, start, "end" FROM paragraphs'


def _chain(connection: sqlite3.Connection) -> Found:
    for fault in Links(connection).verified().faults[:TOLD]:
        yield str(fault), "history", "`relsynth log verify` tells all; compare with a backup from before"


def _contents(connection: sqlite3.Connection) -> Found:
    for number, digest, length, content in connection.execute("SELECT number, digest, bytes, content FROM sources"):
        source = zlib.decompress(content)
        if len(source) != length or sha256(source).hexdigest() != digest:
            yield "is not the file that was imported: its digest is another", f"sources {number}", RESTORE
    for table, column in _JSON:
        query = f'SELECT rowid, "{column}" FROM {table} WHERE NOT json_valid("{column}") LIMIT {TOLD}'
        for row, _ in connection.execute(query):
            yield f"{column} is no JSON", f"{table} {row}", RESTORE


_JSON = (
    *(("codings", "facets"), ("codings", "grounds"), ("decisions", "tags"), ("versions", "citations")),
    *(("versions", "spoken"), ("versions", "authors"), ("records", "authors"), ("records", "extra")),
    *(("outputs", "options"), ("outputs", "basis")),
)


def _counted(connection: sqlite3.Connection) -> Found:
    query = "SELECT id, name, counted FROM documents WHERE counted <> EXISTS (SELECT 1 FROM files WHERE document = id)"
    for id_, name, is_counted in connection.execute(query):
        what = "is counted, and no file holds it" if is_counted else "is not counted, and a file holds it"
        yield what, f"documents {id_} ({name})", BY_MEND


def _orphans(connection: sqlite3.Connection) -> Found:
    for what, query in _LOST.items():
        found = [str(row[0]) for row in connection.execute(query)]
        if found:
            more = f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
            yield what, f"{', '.join(found[:TOLD])}{more}", "harms no figure; nothing needs to be done"


_KNOWN = "SELECT id FROM records UNION SELECT id FROM documents UNION SELECT report FROM reports"
_LOST: Mapping[str, str] = {
    "readings that never held": "SELECT id FROM versions WHERE id NOT IN (SELECT version FROM adoptions) "
    "AND id NOT IN (SELECT read_as FROM adoptions)",
    "decided on, and no record, paper or report here": "SELECT DISTINCT record FROM decisions "
    f"WHERE record NOT IN ({_KNOWN})",
    "records that stand in no source": "SELECT id FROM records WHERE id NOT IN (SELECT record FROM origins)",
}

CHECKS: Mapping[str, Callable[[sqlite3.Connection], Found]] = {
    "integrity": _integrity,
    "foreign keys": _foreign_keys,
    "schema": _schema,
    "texts": _texts,
    "readings": _readings,
    "places": _places,
    "search index": _index,
    "history": _chain,
    "contents": _contents,
    "counted papers": _counted,
    "orphans": _orphans,
}
"""Name of a check -> what makes it."""
REMARKS = frozenset({"orphans"})
