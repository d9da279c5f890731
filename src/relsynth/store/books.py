"""The part of the store that keeps every version of a codebook that was coded with, as it was written then."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

USE = """
SELECT codebook, count(*) FILTER (WHERE run IS NULL) AS people, count(*) FILTER (WHERE run IS NOT NULL) AS machines
FROM codings GROUP BY codebook
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBook:
    """A version of a codebook: the digest of its content, its file as it was written, and when it was used first."""

    digest: str
    id: str
    version: str
    source: str
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How many codings were made with a version, by people and by machines; those taken back or overtaken too."""

    people: int = 0
    machines: int = 0


class Books:
    """The versions of codebooks that an open store keeps."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def all(self) -> tuple[KeptBook, ...]:
        """Every version that was coded with, the first used first."""
        found = self._db.execute("SELECT digest, id, version, source, added_at FROM codebooks ORDER BY added_at, rowid")
        return tuple(KeptBook(**dict(row)) for row in found)

    def use(self) -> Mapping[str, Use]:
        """Digest of a version -> how much was coded with it, of those that were coded with at all."""
        return {row["codebook"]: Use(people=row["people"], machines=row["machines"]) for row in self._db.execute(USE)}
