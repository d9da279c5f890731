"""The part of the store that keeps what people decide of records, and who reads which right now.

Decisions are only appended; taking one back appends too. A hand-out is a promise that a record is read by somebody
until a moment, and is forgotten afterwards: nothing that people said hangs on it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from relsynth.screening.decisions import Decision, Drawn, Stage
from relsynth.screening.standing import Entry
from relsynth.store.waiting import lightly

_COLUMNS = "record, stage, verdict, coder, criterion, drawn, adjudicates, note, tags, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOut:
    """A record that a coder has before them, until a moment (ISO 8601)."""

    record: str
    stage: Stage
    coder: str
    drawn: Drawn
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A person's decision to read no further at a stage, with what the stopping rule said, and how many were unread."""

    stage: Stage
    coder: str
    statement: str
    unread: int
    at: str


class Screening:
    """Decisions and hand-outs of an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # -- decisions -----------------------------------------------------------------------------

    def add(self, decisions: Iterable[Decision]) -> None:
        """Append decisions, oldest first."""
        for decision in decisions:
            self._coder(decision.coder)
            self._db.execute(
                f"INSERT INTO decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    decision.record,
                    decision.stage,
                    decision.verdict,
                    decision.coder,
                    decision.criterion,
                    decision.drawn,
                    int(decision.adjudicates),
                    decision.note,
                    json.dumps(decision.tags, ensure_ascii=False),
                    decision.at,
                ),
            )

    def current(self, *, stage: Stage | None = None, records: Iterable[str] | None = None) -> tuple[Decision, ...]:
        """Of each coder and record the decision that holds, oldest first."""
        return self._decisions("current_decisions", stage, records)

    def history(self, *, stage: Stage | None = None) -> tuple[Decision, ...]:
        """Every decision that was not withdrawn, oldest first, also those that the same coder changed later."""
        return self._decisions("standing_decisions", stage, None)

    def coders(self) -> tuple[str, ...]:
        """Everybody who has ever decided anything, by name."""
        found = self._db.execute("SELECT DISTINCT coder FROM decisions ORDER BY coder")
        return tuple(row["coder"] for row in found)

    def count(self) -> int:
        """How many rows were ever appended; tells cheaply whether anybody has decided since."""
        row = self._db.execute("SELECT coalesce(max(id), 0) FROM decisions").fetchone()
        return int(row[0])

    def since(self, number: int, *, stage: Stage) -> tuple[Entry, ...]:
        """Rows of a stage appended after a row's number, oldest first: decisions, and what was taken back of them.

        Numbers grow as rows are appended, and writers go one after the other: what was read once is never read again.
        """
        found = self._db.execute("SELECT * FROM decisions WHERE id > ? AND stage = ? ORDER BY id", (number, stage))
        return tuple(_entry_of(row) for row in found)

    def of(self, records: Iterable[str], *, stage: Stage) -> tuple[Entry, ...]:
        """Rows of a stage on some records, as ``since`` gives those of all."""
        found = self._db.execute(
            "SELECT * FROM decisions WHERE record IN (SELECT value FROM json_each(?)) AND stage = ? ORDER BY id",
            (json.dumps(list(records)), stage),
        )
        return tuple(_entry_of(row) for row in found)

    def last(self, coder: str, *, stage: Stage | None = None) -> Decision | None:
        """A coder's last decision that was not withdrawn, of any stage or of one."""
        row = self._last(coder, stage)
        return None if row is None else _decision_of(row)

    def withdraw_last(self, coder: str, *, at: str, stage: Stage | None = None) -> Decision | None:
        """Take back a coder's last decision by appending; what they had said before of its record holds again."""
        row = self._last(coder, stage)
        if row is None:
            return None
        self._db.execute(
            "INSERT INTO decisions (record, stage, verdict, coder, drawn, adjudicates, withdraws, at) "
            "VALUES (?, ?, 'withdrawn', ?, ?, ?, ?, ?)",
            (row["record"], row["stage"], coder, row["drawn"], row["adjudicates"], row["id"], at),
        )
        return _decision_of(row)

    def _last(self, coder: str, stage: Stage | None) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(
            "SELECT * FROM standing_decisions WHERE coder = ? AND stage = coalesce(?, stage) ORDER BY id DESC LIMIT 1",
            (coder, stage),
        ).fetchone()
        return row

    def _decisions(self, view: str, stage: Stage | None, records: Iterable[str] | None) -> tuple[Decision, ...]:
        conditions: list[str] = ["1"]
        values: list[str] = []
        if stage is not None:
            conditions.append("stage = ?")
            values.append(stage)
        if records is not None:
            conditions.append("record IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(records)))
        found = self._db.execute(f"SELECT * FROM {view} WHERE {' AND '.join(conditions)} ORDER BY id", values)
        return tuple(map(_decision_of, found))

    # -- who reads what now --------------------------------------------------------------------

    def lightly(self) -> AbstractContextManager[None]:
        """Hand out without waiting for the disk: a promise that a power failure takes back harms nobody."""
        return lightly(self._db)

    def hand_out(self, handed: HandOut) -> None:
        """Keep that a coder has a record before them; what they had before them at the stage, they have no more."""
        self.take_back(handed.coder, stage=handed.stage)
        self._db.execute(
            "INSERT INTO hand_outs (record, stage, coder, drawn, until) VALUES (?, ?, ?, ?, ?)",
            (handed.record, handed.stage, handed.coder, handed.drawn, handed.until),
        )

    def take_back(self, coder: str, *, stage: Stage | None = None) -> None:
        """Forget what a coder had before them."""
        self._db.execute("DELETE FROM hand_outs WHERE coder = ? AND stage = coalesce(?, stage)", (coder, stage))

    def handed_out(self, stage: Stage, *, at: str) -> tuple[HandOut, ...]:
        """What is before anybody at a moment."""
        found = self._db.execute("SELECT * FROM hand_outs WHERE stage = ? AND until > ?", (stage, at))
        return tuple(HandOut(**dict(row)) for row in found)

    # -- when to stop --------------------------------------------------------------------------

    def add_stop(self, stop: Stop) -> None:
        """Append a decision to read no further."""
        self._coder(stop.coder)
        self._db.execute(
            "INSERT INTO stops (stage, coder, statement, unread, at) VALUES (?, ?, ?, ?, ?)",
            (stop.stage, stop.coder, stop.statement, stop.unread, stop.at),
        )

    def withdraw_stop(self, stage: Stage, *, coder: str, at: str) -> None:
        """Take the decision to stop back, by appending: reading goes on."""
        self._coder(coder)
        self._db.execute(
            "INSERT INTO stops (stage, coder, statement, unread, withdraws, at) "
            "SELECT stage, ?, '', 0, id, ? FROM stops WHERE stage = ? AND withdraws IS NULL "
            "AND id NOT IN (SELECT withdraws FROM stops WHERE withdraws IS NOT NULL)",
            (coder, at, stage),
        )

    def stop(self, stage: Stage) -> Stop | None:
        """The latest decision to stop at a stage that was not taken back."""
        row = self._db.execute(
            "SELECT stage, coder, statement, unread, at FROM stops WHERE stage = ? AND withdraws IS NULL "
            "AND id NOT IN (SELECT withdraws FROM stops WHERE withdraws IS NOT NULL) ORDER BY id DESC LIMIT 1",
            (stage,),
        ).fetchone()
        return None if row is None else Stop(**dict(row))

    def _coder(self, name: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (name,))


def _entry_of(row: sqlite3.Row) -> Entry:
    if row["withdraws"] is not None:
        return Entry(number=row["id"], at=row["at"], withdraws=row["withdraws"])
    return Entry(number=row["id"], at=row["at"], decision=_decision_of(row))


def _decision_of(row: sqlite3.Row) -> Decision:
    return Decision(
        record=row["record"],
        stage=row["stage"],
        verdict=row["verdict"],
        coder=row["coder"],
        criterion=row["criterion"],
        drawn=row["drawn"],
        adjudicates=bool(row["adjudicates"]),
        note=row["note"],
        tags=tuple(json.loads(row["tags"])),
        at=row["at"],
    )
