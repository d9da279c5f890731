"""The part of the store that keeps readings of papers: their versions, and which of them holds now.

What is read from a file is a version, and stays. People's labels on its sections make another
version of it, with the same text; that one is then adopted. So there is always a way back: to the
reading as it came from the file, from which every correction starts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from relsynth.documents import Document, PaperHead
from relsynth.labelling import Key, SectionJudgement, SectionPlace, confirmed, judged, key_of
from relsynth.records import folded_doi
from relsynth.store import rows
from relsynth.store.carrying import carry
from relsynth.store.searching import index

_VERSION = "SELECT v.*, d.name, d.format FROM {table} v JOIN documents d ON d.id = v.document"


class Papers:
    """Readings of papers, and people's labels on their sections."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, document: Document, *, at: str) -> bool:
        """Add a reading and adopt it, as people have labelled its sections; False where it was there already."""
        self._db.execute(
            "INSERT OR IGNORE INTO documents (id, name, format, added_at) VALUES (?, ?, ?, ?)",
            (document.id, document.name, document.format, at),
        )
        is_new = self._keep(document, at)
        self._adopt(document, at)
        return is_new

    def all(self) -> Iterator[Document]:
        """The current version of every document, one at a time, by name."""
        found = self._db.execute(f"{_VERSION.format(table='current_versions')} ORDER BY d.name, d.id").fetchall()
        judgements = self._judgements()
        return (self._confirmed(row, judgements.get(row["document"], ())) for row in found)

    def heads(self) -> tuple[PaperHead, ...]:
        """What every document is listed by, by name; its words are left unread."""
        found = self._db.execute(
            "SELECT d.id, d.name, d.format, v.title, v.authors, v.year, v.language, v.completeness "
            "FROM documents d JOIN current_versions v ON v.document = d.id ORDER BY d.name, d.id"
        )
        return tuple(PaperHead(**dict(row) | {"authors": tuple(json.loads(row["authors"]))}) for row in found)

    def names(self) -> Mapping[str, str]:
        """Document id -> its name, of every document that is counted, by name."""
        found = self._db.execute(
            "SELECT d.id, d.name FROM documents d JOIN current_versions v ON v.document = d.id ORDER BY d.name, d.id"
        )
        return {row["id"]: row["name"] for row in found}

    def current(self, document: str) -> Document:
        """The current version of a document that is counted."""
        row = self._db.execute(f"{_VERSION.format(table='current_versions')} WHERE v.document = ?", (document,))
        return self._confirmed(row.fetchone(), self.judgements(document))

    def version(self, version: str) -> Document:
        """A version by its id, as it was read."""
        return self._read(
            self._db.execute(f"{_VERSION.format(table='versions')} WHERE v.id = ?", (version,)).fetchone()
        )

    def has_version(self, version: str) -> bool:
        """Whether a version is kept, be it the one that holds now or an earlier one."""
        return self._db.execute("SELECT 1 FROM versions WHERE id = ?", (version,)).fetchone() is not None

    def read_as(self) -> Mapping[str, str]:
        """Current version -> the version that was read from the file: another one where people have set labels."""
        return {row["id"]: row["read_as"] for row in self._db.execute("SELECT id, read_as FROM current_versions")}

    def documents_of_versions(self) -> Mapping[str, str]:
        """Current version -> its document."""
        return {row["id"]: row["document"] for row in self._db.execute("SELECT id, document FROM current_versions")}

    def readers(self) -> Mapping[str, str]:
        """Document id -> the reader of its current version."""
        return {
            row["document"]: row["reader"] for row in self._db.execute("SELECT document, reader FROM current_versions")
        }

    def last_readers(self) -> Mapping[str, str]:
        """Document id -> the reader of the version that was adopted last, of documents counted no longer too."""
        query = (
            "SELECT adoptions.document, reader FROM adoptions JOIN versions ON versions.id = version "
            "WHERE adoptions.number IN (SELECT max(number) FROM adoptions GROUP BY document)"
        )
        return {row["document"]: row["reader"] for row in self._db.execute(query)}

    # -- what people say of sections ---------------------------------------------------------

    def judgements(self, document: str) -> tuple[SectionJudgement, ...]:
        """People's labels on a document's sections that hold now, oldest first."""
        return self._judgements(document).get(document, ())

    def judge(self, document: str, judgement: SectionJudgement, *, at: str) -> None:
        """Append a person's label on a section, and adopt the version that it makes."""
        self._append(document, judgement.place, coder=judgement.coder, label=judgement.label, at=at)

    def withdraw(self, document: str, place: SectionPlace, *, coder: str, at: str) -> None:
        """Append that a section has the machine's label again, and adopt the version that it makes.

        Raises:
            LookupError: nobody's label holds there.
        """
        said = self._last_said(document).get(key_of(place))
        if said is None or said["label"] is None:
            raise LookupError(place)
        self._append(document, place, coder=coder, withdraws=said["id"], at=at)

    def inherit(self, document: str, before: str, *, at: str) -> None:
        """Let people's labels on the document that a file held before hold in the one that it holds now.

        Of what people said of the same section in either, the later holds.
        """
        own = self._last_said(document)
        theirs = self._last_said(before)
        for key in sorted(theirs, key=lambda key: int(theirs[key]["id"])):
            said = theirs[key]
            if said["label"] is not None and (key not in own or said["id"] > own[key]["id"]):
                self._write(document, _place_of(said), coder=said["coder"], label=said["label"], at=at)
        self._adopt_again(document, at)

    def is_another_paper(self, document: str, before: str) -> bool:
        """Whether two documents have a DOI each, and not the same."""
        adopted = (self._adopted(before), self._adopted(document))
        dois = {folded_doi(doi) for last in adopted if last and (doi := self.version(last[0]).doi)}
        return len(dois) > 1

    def _append(
        self,
        document: str,
        place: SectionPlace,
        *,
        coder: str,
        at: str,
        label: str | None = None,
        withdraws: int | None = None,
    ) -> None:
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (coder,))
        self._write(document, place, coder=coder, at=at, label=label, withdraws=withdraws)
        self._adopt_again(document, at)

    def _write(
        self,
        document: str,
        place: SectionPlace,
        *,
        coder: str,
        at: str,
        label: str | None,
        withdraws: int | None = None,
    ) -> None:
        """Append one, with the headings as they were spelt first: what holds is told by their spelling."""
        said = self._last_said(document).get(key_of(place))
        path = said["path"] if said else rows.compact(place.path)
        self._db.execute(
            "INSERT INTO section_judgements (document, path, ordinal, among, label, coder, withdraws, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (document, path, place.ordinal, place.among, label, coder, withdraws, at),
        )

    def _last_said(self, document: str) -> dict[Key, sqlite3.Row]:
        """The last that anybody said of each section of a document, be it that the machine's label holds again."""
        found = self._db.execute("SELECT * FROM section_judgements WHERE document = ? ORDER BY id", (document,))
        return {key_of(_place_of(row)): row for row in found}

    def _adopt_again(self, document: str, at: str) -> None:
        last = self._adopted(document)
        assert last is not None
        self._adopt(self.version(last[1]), at)

    def _judgements(self, document: str | None = None) -> Mapping[str, tuple[SectionJudgement, ...]]:
        found: dict[str, tuple[SectionJudgement, ...]] = {}
        query = "SELECT * FROM current_section_judgements WHERE ? IN (document, '') ORDER BY id"
        for row in self._db.execute(query, (document or "",)):
            said = SectionJudgement(place=_place_of(row), label=row["label"], coder=row["coder"])
            found[row["document"]] = (*found.get(row["document"], ()), said)
        return found

    # -- versions ----------------------------------------------------------------------------

    def _adopt(self, read: Document, at: str) -> None:
        """Make what was read, as people label it, the version that holds; carry their codings into it."""
        labelled = judged(read, self.judgements(read.id))
        self._keep(labelled, at)
        if self._adopted(read.id) == (labelled.version, read.version):
            return
        self._db.execute(
            "INSERT INTO adoptions (document, version, read_as, at) VALUES (?, ?, ?, ?)",
            (read.id, labelled.version, read.version, at),
        )
        carry(self._db, read.id, at=at)

    def _adopted(self, document: str) -> tuple[str, str] | None:
        query = "SELECT version, read_as FROM adoptions WHERE document = ? ORDER BY number DESC LIMIT 1"
        row = self._db.execute(query, (document,)).fetchone()
        return (row["version"], row["read_as"]) if row else None

    def _keep(self, document: Document, at: str) -> bool:
        if self._db.execute("SELECT 1 FROM versions WHERE id = ?", (document.version,)).fetchone():
            return False
        self._insert("versions", rows.VERSION_COLUMNS, [rows.version_row(document, at)])
        self._insert("sections", rows.SECTION_COLUMNS, rows.section_rows(document))
        self._insert("paragraphs", rows.PARAGRAPH_COLUMNS, rows.paragraph_rows(document))
        index(self._db, document)
        return True

    def _insert(self, table: str, columns: str, values: Sequence[tuple[object, ...]]) -> None:
        marks = ", ".join("?" for _ in columns.split(","))
        self._db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)

    def _confirmed(self, row: sqlite3.Row, judgements: Sequence[SectionJudgement]) -> Document:
        read = self._read(row)
        if not judgements:
            return read
        made = confirmed(read, judgements)
        vars(made)["text_digest"] = read.text_digest  # of the same text, as it was read
        return made

    def _read(self, row: sqlite3.Row) -> Document:
        sections = self._db.execute("SELECT * FROM sections WHERE version = ? ORDER BY position", (row["id"],))
        paragraphs = self._db.execute("SELECT * FROM paragraphs WHERE version = ? ORDER BY position", (row["id"],))
        return rows.document_of(row, sections, paragraphs)


def _place_of(row: sqlite3.Row) -> SectionPlace:
    return SectionPlace(path=tuple(json.loads(row["path"])), ordinal=row["ordinal"], among=row["among"])
