"""The part of the store that finds words: in which passages of what is read now they stand.

What is asked for is words, never an expression of SQLite's: whatever stands in them is put into quotes as one phrase,
so that no sign of theirs can mean anything. Case and accents make no difference.

Source:
    SQLite FTS5, https://www.sqlite.org/fts5.html, sections 3.1 to 3.4 (phrases and prefixes).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from unicodedata import normalize

from relsynth.documents import Document
from relsynth.store.searching_schema import PASSAGES, row_of


class Searching:
    """Words of passages, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def passages(self, words: str) -> Mapping[str, frozenset[int]]:
        """Current version -> positions of its paragraphs in which the words stand, one behind the other.

        With a ``*`` at the end, words that begin like the last one are found too.
        """
        found = self._db.execute(
            "SELECT rowid FROM passage_words WHERE passage_words MATCH ?", (_phrase(words),)
        ).fetchall()
        current = {row["number"]: row["id"] for row in self._db.execute("SELECT number, id FROM current_versions")}
        positions: dict[str, set[int]] = defaultdict(set)
        for (row,) in found:
            number, position = divmod(row, PASSAGES)
            if number in current:
                positions[current[number]].add(position)
        return {version: frozenset(own) for version, own in positions.items()}


def index(connection: sqlite3.Connection, document: Document) -> None:
    """Put a version's paragraphs into the index; it has to be kept already, and is not there yet."""
    (number,) = connection.execute("SELECT number FROM versions WHERE id = ?", (document.version,)).fetchone()
    connection.executemany(
        "INSERT INTO passage_words (rowid, text) VALUES (?, ?)",
        [(row_of(number, at), document.quote(p.start, p.end)) for at, p in enumerate(document.paragraphs)],
    )


def _phrase(words: str) -> str:
    said = words.rstrip()
    begins = " *" if said.endswith("*") else ""
    plain = "".join(sign if sign.isprintable() and sign != '"' else " " for sign in normalize("NFC", said))
    return f'"{plain.rstrip("*")}"{begins}'
