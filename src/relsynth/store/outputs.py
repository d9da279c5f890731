"""The part of the store that remembers what was written, what it rested on, and counts of moments to compare with."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from relsynth.store.sharing import share

RESTS_ON: Mapping[str, str] = {
    "papers": "SELECT id FROM current_versions ORDER BY id",
    "codings": 'SELECT current_version, start, "end", code, coder, verdict, facets, score, '
    "(SELECT count(*) FROM settlements WHERE settlements.settles = current_codings.id) AS settled "
    'FROM current_codings ORDER BY current_version, start, "end", code, coder, id',
    "decisions": "SELECT record, stage, verdict, coder, criterion, adjudicates FROM current_decisions "
    "ORDER BY record, stage, coder, adjudicates, id",
    "records": "SELECT member, report, study FROM reports ORDER BY member",
    "characteristics": "SELECT version, extractor, field, value, confidence FROM characteristics "
    "JOIN extractions ON extractions.id = extraction WHERE version IN (SELECT id FROM current_versions) "
    "ORDER BY version, extractor, field, value, start",
    "words on characteristics": "SELECT document, field, said, coder FROM current_characteristic_judgements "
    "ORDER BY document, field",
    "chartings": "SELECT form, field, document, said, coder, settles FROM current_chartings "
    "ORDER BY form, field, document, coder, settles",
    "labels of sections": "SELECT document, path, ordinal, among, label, coder FROM current_section_judgements "
    "ORDER BY document, path, ordinal, among",
    "searches of databases": "SELECT id, name, kind, database, query, searched_on FROM sources ORDER BY number",
    "full texts fetched": "SELECT report, status, licence, document, reason FROM fetches ORDER BY id",
    "work on papers": "SELECT work.coder, document, work.round, event, rounds.blind, rounds.proposals FROM work "
    "LEFT JOIN rounds ON rounds.name = work.round ORDER BY work.id",
    "memos": "SELECT about, document, code, text, coder FROM current_memos ORDER BY id",
    "searches for gaps": "SELECT code, codebook, coder, scope, found FROM searches ORDER BY id",
}
"""What figures rest on -> the rows that hold of it now, in an order of their own. Numbers of rows are left out, so that
the same work done again comes to the same digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How many rows of something held, and the SHA-256 of what they said."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file or folder that was written: by which command with which options, and what it rested on.

    Args:
        path: from the project's folder, with ``/``.
        digest: SHA-256 of its bytes; of a folder, of its list of files.
        basis: what it rested on, as JSON has it (``workflow.outputs``).
        cells: columns and rows of a table, where they were kept.
    """

    number: int = 0
    command: str
    options: Mapping[str, Any]
    path: str
    form: str | None
    digest: str
    basis: Mapping[str, Any]
    cells: Mapping[str, Any] | None = None
    relsynth: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Counts of a moment under a name, as JSON has them."""

    number: int = 0
    name: str
    content: Mapping[str, Any]
    relsynth: str
    at: str


class Outputs:
    """What was written, and snapshots, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def rests_on(self) -> Mapping[str, Rest]:
        """Digests of all that figures rest on, as it holds now."""
        return {name: self._rest(query) for name, query in RESTS_ON.items()}

    def coders(self) -> tuple[str, ...]:
        """Names of all whose codings hold now, sorted."""
        found = self._db.execute("SELECT DISTINCT coder FROM current_codings ORDER BY coder")
        return tuple(row["coder"] for row in found)

    def papers(self) -> Mapping[int, str]:
        """Number of a version -> the name of its paper, of those that hold now."""
        found = self._db.execute(
            "SELECT current.number, documents.name FROM current_versions current "
            "JOIN documents ON documents.id = current.document ORDER BY current.number"
        )
        return {row["number"]: row["name"] for row in found}

    def names_of(self, versions: Iterable[int]) -> tuple[str, ...]:
        """Names of papers, by the numbers of versions, whether they hold or not; sorted."""
        query = (
            "SELECT documents.name FROM versions JOIN documents ON documents.id = versions.document WHERE number = ?"
        )
        found = (row["name"] for version in versions for row in self._db.execute(query, (version,)))
        return tuple(sorted(set(found)))

    def add(self, output: Output, *, most_bytes: int) -> int:
        """Append what was written, and return its number; cells that take more than ``most_bytes`` are not kept."""
        cells = None if output.cells is None else _packed(output.cells)
        done = self._db.execute(
            "INSERT INTO outputs (command, options, path, form, digest, basis, cells, relsynth, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(output.command, _json(output.options), output.path, output.form, output.digest),
                *(_json(output.basis), cells if cells and len(cells) <= most_bytes else None),
                *(output.relsynth, output.at),
            ),
        )
        return int(done.lastrowid or 0)

    def all(self) -> tuple[Output, ...]:
        """All that was ever written, oldest first; without the cells, which ``cells`` has."""
        found = self._db.execute(
            "SELECT id, command, options, path, form, digest, basis, relsynth, at FROM outputs ORDER BY id"
        )
        return tuple(_output(row) for row in found)

    def cells(self, number: int) -> Mapping[str, Any] | None:
        """The cells of a table that was written, by the number of the output; None where they were not kept."""
        row = self._db.execute("SELECT cells FROM outputs WHERE id = ?", (number,)).fetchone()
        return dict(_unpacked(row["cells"])) if row and row["cells"] is not None else None

    def take(self, snapshot: Snapshot) -> None:
        """Append a snapshot; its name has to be new."""
        self._db.execute(
            "INSERT INTO snapshots (name, content, relsynth, at) VALUES (?, ?, ?, ?)",
            (snapshot.name, _packed(snapshot.content), snapshot.relsynth, snapshot.at),
        )

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot, oldest first."""
        return tuple(
            Snapshot(
                number=row["id"],
                name=row["name"],
                content=_unpacked(row["content"]),
                relsynth=row["relsynth"],
                at=row["at"],
            )
            for row in self._db.execute("SELECT * FROM snapshots ORDER BY id")
        )

    def share(
        self, path: Path, *, readable: Collection[str], moved: Mapping[str, str], without_cells: Collection[int]
    ) -> int:
        """Copy the whole database to a new file that can be given away (``sharing``); return how many texts are hidden.

        Args:
            readable: ids of documents whose full texts may be shared.
            moved: path of an output -> the path that it is to have, where it tells of this computer's folders.
            without_cells: numbers of outputs whose cells are not given away.
        """
        return share(self._db, path, readable=readable, moved=moved, without_cells=without_cells)

    def _rest(self, query: str) -> Rest:
        digest, rows = sha256(), 0
        for row in self._db.execute(query):
            digest.update(repr(tuple(row)).encode())
            rows += 1
        return Rest(rows=rows, digest=digest.hexdigest())


def _output(row: sqlite3.Row) -> Output:
    return Output(
        number=row["id"],
        command=row["command"],
        options=json.loads(row["options"]),
        path=row["path"],
        form=row["form"],
        digest=row["digest"],
        basis=json.loads(row["basis"]),
        relsynth=row["relsynth"],
        at=row["at"],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _packed(value: object) -> bytes:
    return zlib.compress(_json(value).encode("utf-8", "surrogatepass"), 9)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
