"""The part of the store that keeps what services on the network answered: pages, full texts, notices.

Pages of a search are kept as they come, so that a search that is stopped goes on from there.
When it is done they become a source, and are needed no longer.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FETCH_COLUMNS = "report, status, service, url, licence, path, document, reason"

GRAVE = frozenset({"retraction", "withdrawal", "removal", "concern"})
"""Kinds of notices after which a report may not be evidence any longer."""

FetchStatus = Literal["fetched", "not_found", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page of a service's answer: what was told of it (JSON), and its content byte for byte."""

    number: int
    told: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What became of asking for the full text of a report: a file in the project, or why there is none.

    ``path`` is relative to the project's folder, ``document`` the id of the full text in it.
    """

    report: str
    status: FetchStatus
    service: str | None = None
    url: str | None = None
    licence: str | None = None
    path: str | None = None
    document: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A search that was begun and is not whole, and when it was begun."""

    number: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedNotice:
    """A retraction, correction or the like of a record: ``notice`` is its own DOI or PMID, "" where none is told."""

    record: str
    kind: str
    notice: str
    issued: str | None
    service: str

    @property
    def is_grave(self) -> bool:
        """Whether the report may not be evidence any longer."""
        return self.kind in GRAVE

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.issued, self.notice)))
        return f"{self.kind.upper()} told by {self.service}{f' ({where})' if where else ''}"


class Answers:
    """What services answered, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def unfinished_query(self, service: str, query: str) -> Begun | None:
        """A search that was begun and not finished, or None."""
        row = self._db.execute(
            "SELECT id, begun_at FROM queries WHERE service = ? AND query = ? AND source IS NULL "
            "ORDER BY id DESC LIMIT 1",
            (service, query),
        ).fetchone()
        return None if row is None else Begun(number=row["id"], at=row["begun_at"])

    def begin_query(self, service: str, query: str, *, at: str) -> Begun:
        """Begin a search."""
        done = self._db.execute("INSERT INTO queries (service, query, begun_at) VALUES (?, ?, ?)", (service, query, at))
        return Begun(number=int(done.lastrowid or 0), at=at)

    def forget_query(self, query: int) -> None:
        """Drop a search that was not finished, and what came of it."""
        self._db.execute("DELETE FROM pages WHERE query = ?", (query,))
        self._db.execute("DELETE FROM queries WHERE id = ? AND source IS NULL", (query,))

    def add_page(self, query: int, page: SavedPage) -> None:
        """Keep a page of a search."""
        content = zlib.compress(page.content, 6)
        self._db.execute("INSERT INTO pages VALUES (?, ?, ?, ?)", (query, page.number, page.told, content))

    def pages(self, query: int) -> tuple[SavedPage, ...]:
        """The pages of a search that came so far, in order."""
        found = self._db.execute("SELECT number, told, content FROM pages WHERE query = ? ORDER BY number", (query,))
        return tuple(
            SavedPage(number=row["number"], told=row["told"], content=zlib.decompress(row["content"])) for row in found
        )

    def finish_query(self, query: int, *, source: str) -> None:
        """Say that a search is whole and which source it became; its pages stand there now."""
        self._db.execute("UPDATE queries SET source = ? WHERE id = ?", (source, query))
        self._db.execute("DELETE FROM pages WHERE query = ?", (query,))

    def add_fetch(self, fetch: Fetch, *, at: str) -> None:
        """Append what became of asking for a full text."""
        self._db.execute(
            f"INSERT INTO fetches ({FETCH_COLUMNS}, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*(getattr(fetch, name) for name in FETCH_COLUMNS.split(", ")), at),
        )

    def fetches(self) -> tuple[Fetch, ...]:
        """The last that became of each report that was asked for."""
        found = self._db.execute(
            f"SELECT {FETCH_COLUMNS} FROM fetches WHERE id IN (SELECT max(id) FROM fetches GROUP BY report) ORDER BY id"
        )
        return tuple(Fetch(**dict(row)) for row in found)

    def add_notices(self, notices: Iterable[SavedNotice], *, at: str) -> None:
        """Keep notices; one that is there already is seen again."""
        self._db.executemany(
            "INSERT OR REPLACE INTO notices (record, kind, notice, issued, service, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
            ((n.record, n.kind, n.notice, n.issued, n.service, at) for n in notices),
        )

    def notices(self) -> tuple[SavedNotice, ...]:
        """Every notice, by record, the grave ones of all records first."""
        found = self._db.execute(
            "SELECT record, kind, notice, issued, service FROM notices ORDER BY record, kind, notice"
        )
        return tuple(sorted((SavedNotice(**dict(row)) for row in found), key=lambda notice: not notice.is_grave))
