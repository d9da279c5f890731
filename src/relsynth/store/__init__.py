"""One SQLite file: the only room that speaks SQL.

Writes are transactions begun IMMEDIATE, in WAL with full synchronisation, so that
a process killed at any moment leaves a file that opens, with every finished step
in it and no half of one. One store per process and thread, or threads that take turns.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Span
from relsynth.store import rows
from relsynth.store.acts import Acts
from relsynth.store.answers import Answers
from relsynth.store.books import Books
from relsynth.store.carrying import Unplaced, Word, carried, carry, unplaced, word_on
from relsynth.store.catalogue import Catalogue
from relsynth.store.characteristics import Characteristics
from relsynth.store.chartings import Chartings
from relsynth.store.copying import copy_whole
from relsynth.store.examining import Finding, examine
from relsynth.store.held import Held
from relsynth.store.links import Links
from relsynth.store.memos import Memos
from relsynth.store.mending import mend, work_off_log
from relsynth.store.news import News
from relsynth.store.opening import in_memory, open_file
from relsynth.store.outputs import Outputs
from relsynth.store.papers import Papers
from relsynth.store.rounds import Rounds
from relsynth.store.screening import Screening
from relsynth.store.searching import Searching
from relsynth.store.writing import whole

_OF_ONE = """
WHERE current_version IN (SELECT id FROM current_versions WHERE document = ?)
    AND (run IS NULL OR run IN (SELECT runs.id FROM runs JOIN versions ON versions.id = version WHERE document = ?))
"""  # the second condition says nothing new, but lets SQLite pass over the codings of all other documents

FileStatus = Literal["read", "unread", "not_a_paper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was offered: read into a document, unread for a reason, or no paper."""

    path: str
    status: FileStatus
    reason: str | None = None
    document: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A person read the top-ranked sentences for a code in a stated set of versions."""

    code: str
    coder: str
    scope: str
    sentences: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchList:
    """The places that a person was shown for a code, best first, in a stated set of versions."""

    code: str
    scope: str
    places: tuple[Span, ...]


class Store:
    """An open project file; close it, or use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self.catalogue = Catalogue(connection)
        self.acts = Acts(connection)
        self.answers = Answers(connection)
        self.books = Books(connection)
        self.outputs = Outputs(connection)
        self.papers = Papers(connection)
        self.rounds = Rounds(connection)
        self.characteristics = Characteristics(connection)
        self.chartings = Chartings(connection)
        self.links = Links(connection)
        self.memos = Memos(connection)
        self.news = News(connection)
        self.screening = Screening(connection)
        self.searching = Searching(connection)
        self._held = Held(connection, lambda document: self._codings(document, grounds=False))

    @classmethod
    def open(cls, path: Path, *, shared: bool = False) -> Store:
        """Open a file, create it where there is none, and bring its schema up to date.

        A file with pending migrations is copied to ``NAME.bak-<n>`` first. One that may not be written is opened for
        reading.

        Args:
            shared: threads may take turns with it; one at a time.

        Raises:
            ProjectError: the file is from a newer relsynth, is no project, or cannot be read.
        """
        return cls(open_file(path, shared=shared), path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All of the block, or nothing of it.

        Raises:
            ProjectError: the disk is full, another process keeps the file to itself, it can only be read, or the like.
        """
        with whole(self._db, self._path):
            yield

    @contextmanager
    def derived(self) -> Iterator[None]:
        """As ``atomic``, for what can be worked out again: where a file can only be read, its copy in memory has it."""
        with in_memory(self._db), self.atomic():
            yield

    def copy_to(self, path: Path) -> tuple[int, str]:
        """Copy the file whole to a new one, as it is at one moment, and look the copy through (``copying``)."""
        return copy_whole(self._db, path)

    def examine(self, *, at: str) -> tuple[Finding, ...]:
        """Everything that is wrong in the file (``examining``)."""
        return tuple(examine(self._db, at=at))

    def mend(self, findings: tuple[Finding, ...], *, at: str) -> None:
        """Make anew what was found and follows from the rest, and work off the log (``mending``)."""
        with self.atomic():
            mend(self._db, findings, at=at)
        work_off_log(self._db)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read in the block is of one moment, whatever other processes write meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    # -- papers ------------------------------------------------------------------------------

    def add_file(self, file: File, *, at: str) -> None:
        """Remember what became of a file; what was said of the same path before is replaced.

        A document that no file holds any longer is kept, and counted no more. What people said of it holds of the
        one that came in its place, as far as that has its words and sections; labels and characteristics do not
        where a DOI tells that it is another paper.
        """
        before, held = self._document_of(file.path), self._last_held(file.path)
        self._db.execute(
            "INSERT INTO files (path, status, reason, document, digest, seen_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET status = excluded.status, reason = excluded.reason, "
            "document = excluded.document, digest = excluded.digest, seen_at = excluded.seen_at",
            (file.path, file.status, file.reason, file.document, file.digest, at),
        )
        self._count(before)
        self._count(file.document)
        if file.document and file.document != held:
            self._db.execute(
                "INSERT INTO holdings (path, document, at) VALUES (?, ?, ?)", (file.path, file.document, at)
            )
            self._hand_on(held, file.document, at)

    def held(self) -> Mapping[str, str]:
        """Path -> the document that was last read from it, of every file that was ever read."""
        query = "SELECT path, document FROM holdings WHERE number IN (SELECT max(number) FROM holdings GROUP BY path)"
        return {row["path"]: row["document"] for row in self._db.execute(query)}

    def _last_held(self, path: str) -> str | None:
        row = self._one("SELECT document FROM holdings WHERE path = ? ORDER BY number DESC LIMIT 1", path)
        return row["document"] if row else None

    def is_counted(self, document: str) -> bool:
        """Whether any file holds a document."""
        return bool(self._one("SELECT 1 FROM documents WHERE id = ? AND counted", document))

    def word_on(self, document: str) -> Word:
        """How much people have said of a document, and how many of their codings in it stand nowhere now."""
        return word_on(self._db, document)

    def _hand_on(self, before: str | None, document: str, at: str) -> None:
        if before is None or self.is_counted(before) or document not in self.papers.names():
            return
        if not self.papers.is_another_paper(document, before):
            self.papers.inherit(document, before, at=at)
            self.characteristics.inherit(document, before, at=at)
            self.chartings.inherit(document, before)
        carry(self._db, document, at=at)

    def forget_file(self, path: str) -> None:
        """Offer a file no longer; its document is counted no more, unless another file holds it."""
        before = self._document_of(path)
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))
        self._count(before)

    def _document_of(self, path: str) -> str | None:
        row = self._one("SELECT document FROM files WHERE path = ?", path)
        return row["document"] if row else None

    def _count(self, document: str | None) -> None:
        self._db.execute(
            "UPDATE documents SET counted = EXISTS (SELECT 1 FROM files WHERE document = documents.id) WHERE id = ?",
            (document,),
        )

    def files(self) -> tuple[File, ...]:
        """Every file ever offered, by path."""
        found = self._db.execute("SELECT path, status, reason, document, digest FROM files ORDER BY path")
        return tuple(File(**dict(row)) for row in found)

    def add_document(self, document: Document, *, at: str) -> bool:
        """Add a reading of a document, which then holds; False where this very reading is there already.

        What people have said of its sections is applied to it, and their codings are carried into its text.
        """
        return self.papers.add(document, at=at)

    def readings(self) -> Mapping[str, str]:
        """Document id -> the reader of its current version."""
        return self.papers.readers()

    def documents(self) -> Iterator[Document]:
        """The current version of every document, one at a time, by name."""
        return self.papers.all()

    # -- codings -----------------------------------------------------------------------------

    def add_codebook(self, digest: str, *, id: str, version: str, source: str, at: str) -> None:
        """Keep a codebook as it was when it was used."""
        self._db.execute("INSERT OR IGNORE INTO codebooks VALUES (?, ?, ?, ?, ?)", (digest, id, version, source, at))

    def add_coder(self, coder: Coder) -> None:
        """Make a coder known."""
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, ?)", (coder.name, coder.kind))

    def coder(self, name: str) -> Coder | None:
        """The coder that is known by that very name."""
        found = self._one("SELECT name, kind FROM coders WHERE name = ?", name)
        return Coder(name=found["name"], kind=found["kind"]) if found else None

    def people(self) -> tuple[str, ...]:
        """Names of all people who are known here, whatever they did or are to do, sorted."""
        found = self._db.execute("SELECT name FROM coders WHERE kind = 'person'")
        return tuple(sorted(row["name"] for row in found))

    def latest_coders(self, family: str) -> Mapping[str, str]:
        """Version id -> name of the machine coder of a family (``lexicon``) that ran last on it."""
        found = self._db.execute("SELECT version, coder FROM latest_runs WHERE family = ?", (family,))
        return {row["version"]: row["coder"] for row in found}

    def current_coders(self) -> Mapping[str, str]:
        """Version id -> name of the machine coder that ran last on it: the one whose codings hold."""
        return {row["version"]: row["coder"] for row in self._db.execute("SELECT version, coder FROM current_runs")}

    def is_coded(self, document: str) -> bool:
        """Whether a machine has coded a document, as it is now or as it was."""
        found = "SELECT 1 FROM runs JOIN versions ON versions.id = runs.version WHERE versions.document = ? LIMIT 1"
        return self._db.execute(found, (document,)).fetchone() is not None

    def add_run(
        self, version: str, coder: Coder, codings: Iterable[Coding], *, codebook: str, sentences: int, at: str
    ) -> None:
        """Append what a machine coder made of one version of a document."""
        run = self._db.execute(
            "INSERT INTO runs (version, coder, codebook, sentences, at) VALUES (?, ?, ?, ?, ?)",
            (version, coder.name, codebook, sentences, at),
        ).lastrowid
        rows.add_codings(self._db, codings, run=run, codebook=codebook, at=at)

    def add_codings(self, codings: Iterable[Coding], *, codebook: str, at: str) -> int | None:
        """Append a person's codings as one act of theirs, whose number comes back; None where there are none.

        What is coded in a text that holds no longer is carried.
        """
        made = tuple(codings)
        number = self.acts.append(made, codebook=codebook, at=at)
        for document in self._documents_of({coding.span.version for coding in made}):
            carry(self._db, document, at=at)
        return number

    def codings(self, *, document: str | None = None, grounds: bool = True) -> Iterator[Coding]:
        """Codings that hold now: the last run of a machine over each version, and every person's.

        Those of all documents, or of one; with their grounds, or without, which is many times faster.
        """
        if document is not None and not grounds:
            return iter(self._held.of(document))
        return self._codings(document, grounds=grounds)

    def _codings(self, document: str | None, *, grounds: bool) -> Iterator[Coding]:
        columns = "*" if grounds else rows.UNGROUNDED_COLUMNS
        found = self._db.execute(
            f"SELECT {columns} FROM current_codings {_OF_ONE if document else ''} "
            'ORDER BY current_version, start, "end", code, id',
            (document, document) if document else (),
        )
        settled = self.acts.settlements()
        return (rows.coding_of(row, settled.get(row["id"], ()), grounds=grounds) for row in found)

    def codings_of(self, family: str) -> Iterator[Coding]:
        """Codings of the latest run of one machine coder's family over each version, whether they hold or not."""
        found = self._db.execute(
            "SELECT codings.*, coders.kind AS kind, codings.version AS current_version FROM latest_runs "
            "JOIN codings ON codings.run = latest_runs.id JOIN coders ON coders.name = codings.coder "
            'WHERE family = ? ORDER BY codings.version, start, "end", code, codings.id',
            (family,),
        )
        return (rows.coding_of(row) for row in found)

    def carried(self, document: str) -> tuple[int, int]:
        """How many of people's codings were carried into the text of a document that holds now, and how many not.

        Those of the texts that its file held before are among them.
        """
        return carried(self._db, document)

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Every coding of a person that stands nowhere in what is counted now."""
        return unplaced(self._db)

    def _documents_of(self, versions: Iterable[str]) -> list[str]:
        """The documents of versions, and those that came in their place."""
        query = (
            "SELECT document FROM versions WHERE id = ?1 UNION "
            "SELECT successor FROM successions JOIN versions USING (document) WHERE versions.id = ?1"
        )
        found = (row["document"] for version in versions for row in self._db.execute(query, (version,)))
        return sorted(set(found))

    # -- searches ----------------------------------------------------------------------------

    def add_list(self, shown: SearchList, *, codebook: str, at: str) -> None:
        """Append what was shown to a person who is to search it."""
        places = rows.compact([(span.version, span.start, span.end) for span in shown.places])
        self._db.execute(
            "INSERT INTO lists (code, codebook, scope, places, at) VALUES (?, ?, ?, ?, ?)",
            (shown.code, codebook, shown.scope, places, at),
        )

    def last_list(self, code: str, *, codebook: str) -> SearchList | None:
        """What was last shown for a code with this codebook, or None."""
        row = self._one(
            "SELECT scope, places FROM lists WHERE code = ? AND codebook = ? ORDER BY id DESC LIMIT 1", code, codebook
        )
        if row is None:
            return None
        places = (Span(version=version, start=start, end=end) for version, start, end in json.loads(row["places"]))
        return SearchList(code=code, scope=row["scope"], places=tuple(places))

    def add_search(self, search: Search, *, codebook: str, at: str) -> None:
        """Append the record of a person's search for a code."""
        self._db.execute(
            "INSERT INTO searches (code, codebook, coder, scope, sentences, found, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (search.code, codebook, search.coder, search.scope, search.sentences, search.found, at),
        )

    def searches(self, *, codebook: str) -> tuple[Search, ...]:
        """Searches made with a codebook, oldest first."""
        found = self._db.execute(
            "SELECT code, coder, scope, sentences, found FROM searches WHERE codebook = ? ORDER BY id", (codebook,)
        )
        return tuple(Search(**dict(row)) for row in found)

    def _one(self, query: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(query, values).fetchone()
        return row
