"""The part of the store that keeps records: sources, what they say, what is the same, what people judged.

Records and what is unread are as their source has them and never change. Matches are the
machine's, made anew when its rules change; judgements are people's, and only appended.
Reports and studies are drawn from both, and can be drawn again at any time.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.dedupe import Judgement, Match
from relsynth.records import Origin, Record, Unread
from relsynth.store import rows

SourceKind = Literal["database", "register", "citations", "other"]

SOURCE_COLUMNS = "id, name, kind, format, database, query, searched_on, digest, bytes, added_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An imported file or a search: what PRISMA-S asks to be reported of it.

    ``id`` is ``s1:`` and the first 16 hex digits of the content's SHA-256, which is ``digest``.
    ``kind`` parts databases and registers from PRISMA's other methods; ``searched_on`` is a day
    as the searcher wrote it, ISO 8601 where possible.
    """

    id: str
    name: str
    kind: SourceKind
    format: str
    database: str | None = None
    query: str | None = None
    searched_on: str | None = None
    digest: str
    bytes: int
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands: a source, and the lines in it."""

    source: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """A paper in the project, as a record, so that it is matched like one; ``version`` is its current reading."""

    id: str
    version: str
    name: str
    record: Record


class Catalogue:
    """The records of an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # -- sources and what they hold ------------------------------------------------------------

    def add_source(self, source: Source, content: bytes) -> None:
        """Keep a source with its content, byte for byte."""
        values = [getattr(source, name) for name in SOURCE_COLUMNS.split(", ")]
        self._db.execute(
            f"INSERT INTO sources ({SOURCE_COLUMNS}, content) VALUES ({_marks(values)}, ?)",
            (*values, zlib.compress(content, 6)),
        )

    def describe_source(
        self, source: str, *, kind: SourceKind, database: str | None, query: str | None, searched_on: str | None
    ) -> None:
        """Say of a source what its searcher knows of it."""
        self._db.execute(
            "UPDATE sources SET kind = ?, database = ?, query = ?, searched_on = ? WHERE id = ?",
            (kind, database, query, searched_on, source),
        )

    def sources(self) -> tuple[Source, ...]:
        """Every source, oldest first."""
        found = self._db.execute(f"SELECT {SOURCE_COLUMNS} FROM sources ORDER BY number")
        return tuple(Source(**dict(row)) for row in found)

    def content(self, source: str) -> bytes:
        """A source, byte for byte."""
        row = self._db.execute("SELECT content FROM sources WHERE id = ?", (source,)).fetchone()
        return zlib.decompress(row["content"])

    def add_records(self, source: str, records: Sequence[tuple[str, int, Record]]) -> int:
        """Append what a source says, as (id, position in the source, record); return how many are new."""
        marks = _marks(rows.RECORD_COLUMNS.split(","))
        added = self._db.executemany(
            f"INSERT OR IGNORE INTO records ({rows.RECORD_COLUMNS}) VALUES ({marks})",
            (rows.record_row(identity, record) for identity, _, record in records),
        ).rowcount
        self._db.executemany(
            "INSERT INTO origins (source, position, record, first, last) VALUES (?, ?, ?, ?, ?)",
            ((source, n, identity, record.origin.first, record.origin.last) for identity, n, record in records),
        )
        return max(added, 0)  # -1 where there was none to add

    def add_unread(self, source: str, stretches: Iterable[tuple[int, Unread]]) -> None:
        """Append stretches of a source that gave no record, as (position in the source, stretch)."""
        self._db.executemany(
            "INSERT INTO unread (source, position, first, last, kind, reason, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((source, n, u.origin.first, u.origin.last, u.kind, u.reason, u.text) for n, u in stretches),
        )

    def unread(self) -> Iterator[tuple[str, Unread]]:
        """Every stretch that gave no record, with its source, in order."""
        found = self._db.execute("SELECT unread.* FROM unread JOIN sources ON id = source ORDER BY number, position")
        for row in found:
            origin = Origin(row["first"], row["last"])
            yield row["source"], Unread(origin=origin, text=row["text"], reason=row["reason"], kind=row["kind"])

    def records(self, ids: Iterable[str] | None = None) -> dict[str, Record]:
        """Records by id, in the order in which they were added; all, or those asked for."""
        wanted = None if ids is None else list(ids)
        first: dict[str, Origin] = {}
        for row in self._origins(wanted):
            first.setdefault(row["record"], Origin(row["first"], row["last"]))
        chosen, values = _among("id", wanted)
        found = self._db.execute(f"SELECT * FROM records {chosen} ORDER BY number", values)
        return {row["id"]: rows.record_of(row, first[row["id"]]) for row in found}

    def dois(self) -> dict[str, str | None]:
        """Record id -> its DOI, of every record in the order in which they were added."""
        found = self._db.execute("SELECT id, doi FROM records ORDER BY number")
        return {row["id"]: row["doi"] for row in found}

    def titles(self) -> dict[str, str]:
        """Record id -> its title, authors and year as one text to look for words in, in the order of coming."""
        found = self._db.execute("SELECT id, title, authors, year FROM records ORDER BY number")
        return {row["id"]: f"{row['title'] or ''} {row['authors']} {row['year'] or ''}" for row in found}

    def stamp(self) -> tuple[int, ...]:
        """What is other as soon as records, full texts, their matches or what people say of pairs are; cheap to ask."""
        found = self._db.execute(
            "SELECT (SELECT max(number) FROM records), (SELECT max(id) FROM judgements), "
            "(SELECT max(rowid) FROM versions), (SELECT total(counted) FROM documents)"
        ).fetchone()
        return tuple(int(number or 0) for number in found)

    def whole_stamp(self) -> tuple[int, ...]:
        """As ``stamp``, and other too as soon as a full text was fetched for a record, or is read anew."""
        found = self._db.execute("SELECT (SELECT max(id) FROM fetches), (SELECT max(number) FROM adoptions)").fetchone()
        return *self.stamp(), *(int(number or 0) for number in found)

    def full_texts(self) -> tuple[FullText, ...]:
        """What every full text says of itself, in the order in which they were added."""
        found = self._db.execute(
            "SELECT v.id, document, name, title, authors, year, journal, doi, pmid, pmcid, language "
            "FROM current_versions v JOIN documents d ON d.id = document ORDER BY d.rowid"
        )
        return tuple(
            FullText(id=row["document"], version=row["id"], name=row["name"], record=_as_record(row)) for row in found
        )

    def ids_like(self, beginning: str) -> tuple[str, ...]:
        """Ids of records that begin as given."""
        end = beginning + "\U0010ffff"
        found = self._db.execute("SELECT id FROM records WHERE id >= ? AND id < ? ORDER BY id", (beginning, end))
        return tuple(row["id"] for row in found)

    def places(self, records: Iterable[str] | None = None) -> dict[str, tuple[Place, ...]]:
        """Record id -> wherever it stands, oldest source first; of all records, or of those asked for."""
        places: dict[str, list[Place]] = {}
        for row in self._origins(None if records is None else list(records)):
            place = Place(source=row["source"], origin=Origin(row["first"], row["last"]))
            places.setdefault(row["record"], []).append(place)
        return {record: tuple(found) for record, found in places.items()}

    def _origins(self, records: Sequence[str] | None) -> Iterator[sqlite3.Row]:
        chosen, values = _among("record", records)
        # Of a few records SQLite would rather look through every source; a cross join is kept in the order written.
        join = "JOIN" if records is None else "CROSS JOIN"
        return self._db.execute(
            f"SELECT origins.* FROM origins {join} sources ON id = source {chosen} ORDER BY number, position", values
        )

    def counts(self) -> Mapping[str, tuple[int, int, int]]:
        """Source id -> how many records it holds, of which first seen there, and how many stretches are unread."""
        held = self._counted("SELECT source, count(*) FROM origins GROUP BY source")
        new = self._counted("SELECT source, count(*) FROM first_origins GROUP BY source")
        unread = self._counted("SELECT source, count(*) FROM unread WHERE kind = 'record' GROUP BY source")
        return {s.id: (held.get(s.id, 0), new.get(s.id, 0), unread.get(s.id, 0)) for s in self.sources()}

    def _counted(self, query: str) -> dict[str, int]:
        return {source: number for source, number in self._db.execute(query)}

    # -- what is the same ----------------------------------------------------------------------

    def matched(self) -> dict[str, str | None]:
        """Every record and full text ever seen, first come first -> the revision of the rules it was compared by.

        None where it is to be compared anew.
        """
        return {row["id"]: row["revision"] for row in self._db.execute("SELECT * FROM matched ORDER BY number")}

    def set_matched(self, ids: Iterable[tuple[str, str]]) -> None:
        """Keep which were compared with all others, as (id, revision of the rules)."""
        self._db.executemany(
            "INSERT INTO matched (id, revision) VALUES (?, ?) "
            "ON CONFLICT (id) DO UPDATE SET revision = excluded.revision",
            ids,
        )

    def forget_matches(self, ids: Iterable[str]) -> None:
        """Drop the machine's matches of some records, to ask its rules again; judgements and order stay."""
        names = json.dumps(list(ids))
        for column in ("a", "b"):
            self._db.execute(f"DELETE FROM matches WHERE {column} IN (SELECT value FROM json_each(?))", (names,))
        self._db.execute("UPDATE matched SET revision = NULL WHERE id IN (SELECT value FROM json_each(?))", (names,))

    def add_matches(self, matches: Iterable[Match]) -> None:
        """Keep what the machine found."""
        self._db.executemany(
            "INSERT OR REPLACE INTO matches (a, b, relation, rule, score) VALUES (?, ?, ?, ?, ?)",
            ((m.a, m.b, m.relation, m.rule, m.score) for m in matches),
        )

    def matches(self) -> tuple[Match, ...]:
        """Every match of the machine's."""
        return tuple(Match(**dict(row)) for row in self._db.execute("SELECT * FROM matches ORDER BY a, b"))

    def add_judgement(self, judgement: Judgement, *, at: str) -> None:
        """Append a person's judgement on two records; the latest on a pair holds."""
        self._append(judgement.a, judgement.b, judgement.relation, judgement.coder, at)

    def last_judgement(self, coder: str) -> tuple[Judgement | None, str | None]:
        """A coder's last judgement that was not withdrawn, and who has judged its pair since, if anybody."""
        row = self._db.execute(
            "SELECT * FROM judgements WHERE coder = ? AND relation <> 'withdrawn' "
            "AND id NOT IN (SELECT withdraws FROM judgements WHERE withdraws IS NOT NULL) ORDER BY id DESC LIMIT 1",
            (coder,),
        ).fetchone()
        if row is None:
            return None, None
        current = self._current(row["a"], row["b"])
        return _judgement_of(row), None if current is None or current["id"] == row["id"] else current["coder"]

    def withdraw(self, judgement: Judgement, *, at: str) -> None:
        """Take a judgement that holds back, by appending; what had been judged of the pair before holds again."""
        current = self._current(judgement.a, judgement.b)
        number = None if current is None else current["id"]
        self._append(judgement.a, judgement.b, "withdrawn", judgement.coder, at, withdraws=number)

    def _current(self, a: str, b: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(
            "SELECT id, coder FROM current_judgements WHERE a = ? AND b = ?", (a, b)
        ).fetchone()
        return row

    def _append(self, a: str, b: str, relation: str, coder: str, at: str, *, withdraws: int | None = None) -> None:
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (coder,))
        self._db.execute(
            "INSERT INTO judgements (a, b, relation, coder, withdraws, at) VALUES (?, ?, ?, ?, ?, ?)",
            (a, b, relation, coder, withdraws, at),
        )

    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements that hold, oldest first."""
        found = self._db.execute("SELECT a, b, relation, coder FROM current_judgements ORDER BY id")
        return tuple(_judgement_of(row) for row in found)

    def set_reports(self, members: Iterable[tuple[str, str, str]], *, gone: Iterable[str]) -> None:
        """Keep which report and study some records or full texts belong to, and that others belong to none."""
        self._db.executemany("DELETE FROM reports WHERE member = ?", ((member,) for member in gone))
        self._db.executemany("INSERT OR REPLACE INTO reports (member, report, study) VALUES (?, ?, ?)", members)

    def reports(self) -> dict[str, tuple[str, str]]:
        """Record or document id -> its report and its study."""
        found = self._db.execute("SELECT member, report, study FROM reports")
        return {row["member"]: (row["report"], row["study"]) for row in found}


def _as_record(row: sqlite3.Row) -> Record:
    """What a reading says of its paper, from a row of ``current_versions``."""
    return Record(
        origin=Origin(1, 1),
        title=row["title"],
        authors=tuple(json.loads(row["authors"])),
        container_title=row["journal"],
        year=row["year"],
        doi=row["doi"],
        pmid=row["pmid"],
        pmcid=row["pmcid"],
        language=row["language"],
    )


def _judgement_of(row: sqlite3.Row) -> Judgement:
    return Judgement(a=row["a"], b=row["b"], relation=row["relation"], coder=row["coder"])


def _among(column: str, values: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """A condition, and its values, that a column is among some; none where there are no values to be among."""
    if values is None:
        return "", ()
    return f"WHERE {column} IN (SELECT value FROM json_each(?))", (json.dumps(values),)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
