"""The part of the store that keeps the chain of digests, and reads what is chained.

Rows are linked in the transaction that appends them, just before it is committed: the chain and the rows are on the
disk together, or neither is, and of two processes one has the chain to itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from relsynth.chain import START, Fault, Link, Origin, Verified, canonical, digest_of, follow, verify

CHAINED: Mapping[str, tuple[str, str]] = {
    "decisions": (
        "id",
        "id, record, stage, verdict, coder, criterion, drawn, adjudicates, note, tags, withdraws, at",
    ),
    "stops": ("id", "id, stage, coder, statement, unread, withdraws, at"),
    "runs": ("id", "id, version, coder, codebook, sentences, at"),
    "codings": (
        "id",
        'id, run, version, start, "end", code, coder, codebook, facets, cue, cue_start, cue_end, score, at, '
        "reason, grounds, verdict, act, round",
    ),
    "withdrawals": ("act", "act, coder, at"),
    "searches": ("id", "id, code, codebook, coder, scope, sentences, found, at"),
    "memos": ("id", "id, about, document, code, coding, text, to_adjudicator, coder, withdraws, at"),
    "chartings": (
        "id",
        'id, act, form, field, document, said, version, start, "end", note, settles, accepts, coder, withdraws, at',
    ),
    "judgements": ("id", "id, a, b, relation, coder, withdraws, at"),
    "section_judgements": ("id", "id, document, path, ordinal, among, label, coder, withdraws, at"),
    "characteristic_judgements": (
        "id",
        'id, document, field, said, version, start, "end", coder, withdraws, at',
    ),
    "rounds": ("name", "name, blind, proposals, codebook, note, coder, at"),
    "round_ends": ("round", "round, coder, at"),
    "assignments": ("id", "id, round, document, coder, withdraws, at"),
    "work": ("id", "id, coder, document, round, event, at"),
}
"""Table -> its key, and the columns that a row is told by. A column that a later step adds is added here too."""

_UNCHAINED = {"codings": "WHERE run IS NULL"}


class Links:
    """The chain of an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def head(self) -> tuple[int, str]:
        """How many links there are, and the last of them, hexadecimal."""
        return head(self._db)

    def all(self) -> Iterator[tuple[Link, Mapping[str, Any] | None]]:
        """Every link with its row as it is now, the first first; None for a row that is not there."""
        for row in self._db.execute("SELECT * FROM links ORDER BY number"):
            yield _link_of(row), content(self._db, row["of_table"], row["key"])

    def at(self, link: str) -> int | None:
        """The number of a link, by its hexadecimal digits or the first eight and more of them."""
        found = self._db.execute("SELECT number FROM links WHERE lower(hex(link)) LIKE ? || '%'", (link.lower(),))
        row = found.fetchone()
        return None if row is None else int(row["number"])

    def is_at(self, number: int, link: str) -> bool:
        """Whether a link, all of its hexadecimal digits, is the one of a number."""
        found = self._db.execute("SELECT link FROM links WHERE number = ?", (number,)).fetchone()
        return found is not None and bytes(found["link"]).hex() == link

    def verified(self) -> Verified:
        """Go through the chain and all that ought to be in it."""
        gone_through = verify(self.all())
        return Verified(
            links=gone_through.links,
            head=gone_through.head,
            faults=(*gone_through.faults, *self._strays()),
            before=gone_through.before,
            found=gone_through.found,
        )

    def papers(self) -> Mapping[str, str]:
        """Id of a document or of a version of one -> the paper's name."""
        found = self._db.execute(
            "SELECT id, name FROM documents UNION ALL "
            "SELECT versions.id, name FROM versions JOIN documents ON documents.id = document"
        )
        return {row["id"]: row["name"] for row in found}

    def _strays(self) -> Iterator[Fault]:
        linked = {(row[0], row[1]) for row in self._db.execute("SELECT of_table, key FROM links")}
        waiting = {(row[0], row[1]) for row in self._db.execute("SELECT of_table, key FROM unlinked")}
        for table, (key, _) in CHAINED.items():
            for (found,) in self._db.execute(f"SELECT {key} FROM {table} {_UNCHAINED.get(table, '')} ORDER BY {key}"):
                if (table, str(found)) not in linked:
                    said = content(self._db, table, str(found)) or {}
                    yield Fault(
                        kind="unlinked" if (table, str(found)) in waiting else "inserted",
                        table=table,
                        key=str(found),
                        coder=said.get("coder"),
                        at=said.get("at"),
                    )


def link_up(connection: sqlite3.Connection, origin: Origin) -> int:
    """Link every row that is noted as appended and not linked yet, in the order of its coming; how many there were.

    It is called within a transaction that writes.
    """
    waiting = connection.execute("SELECT of_table, key, origin FROM unlinked ORDER BY number").fetchall()
    if not waiting:
        return 0
    number, previous = head(connection)
    made: list[tuple[int, str, str, str, bytes, bytes]] = []
    for table, key, noted in waiting:
        number += 1
        came: Origin = noted or origin
        digest = digest_of(table, content(connection, table, key))
        link = follow(previous, number=number, table=table, key=key, origin=came, digest=digest)
        made.append((number, table, key, came, bytes.fromhex(digest), bytes.fromhex(link.link)))
        previous = link.link
    connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", made)
    connection.execute("DELETE FROM unlinked")
    return len(made)


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """How many links there are, and the last of them, hexadecimal."""
    row = connection.execute("SELECT number, link FROM links ORDER BY number DESC LIMIT 1").fetchone()
    return (0, START) if row is None else (int(row[0]), bytes(row[1]).hex())


def content(connection: sqlite3.Connection, table: str, key: str) -> dict[str, Any] | None:
    """What a row says: its columns; of a coding also what it settles, of a run the digest of all its codings."""
    if table not in CHAINED:
        return None
    name, columns = CHAINED[table]
    found = connection.execute(f"SELECT {columns} FROM {table} WHERE {name} = ?", (key,)).fetchone()
    if found is None:
        return None
    said = dict(zip(_names(columns), found, strict=True))
    if table == "runs":
        said["codings"] = _codings_of(connection, key)
    if table == "codings":
        settled = connection.execute("SELECT settles FROM settlements WHERE coding = ? ORDER BY settles", (key,))
        said["settles"] = [row[0] for row in settled] or None
    return said


def _codings_of(connection: sqlite3.Connection, run: str) -> str:
    columns = CHAINED["codings"][1]
    digest, names = hashlib.sha256(), _names(columns)
    for row in connection.execute(f"SELECT {columns} FROM codings WHERE run = ? ORDER BY id", (run,)):
        said = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        digest.update(f"{canonical(said)}\n".encode())
    return digest.hexdigest()


def _names(columns: str) -> list[str]:
    return [name.strip().strip('"') for name in columns.split(",")]


def _link_of(row: sqlite3.Row) -> Link:
    return Link(
        number=row["number"],
        table=row["of_table"],
        key=row["key"],
        origin=row["origin"],
        digest=bytes(row["digest"]).hex(),
        link=bytes(row["link"]).hex(),
    )
