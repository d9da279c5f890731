"""The part of the store that keeps what people chart of studies: answers to the fields of a team's forms.

An act is what a person says at once: one answer, or those of a sheet. Taking an act back appends, too; what the person
had said before holds again. Answers hang on documents, and a quote on the version in which it was shown; which
documents report one study is not for the store to say.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from relsynth.charting import Answer
from relsynth.documents import Span
from relsynth.store import rows


class Chartings:
    """What people answered, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, answers: Iterable[Answer], *, at: str) -> int | None:
        """Append answers as one act of those who give them, and return its number; None where there are none."""
        made = tuple(answers)
        if not made:
            return None
        act = int(self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM chartings").fetchone()[0])
        coders = {(answer.coder,) for answer in made}
        self._db.executemany("INSERT OR IGNORE INTO coders VALUES (?, 'person')", sorted(coders))
        self._db.executemany(
            'INSERT INTO chartings (act, form, field, document, said, version, start, "end", note, settles, accepts, '
            "coder, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((act, *_cells(answer), at) for answer in made),
        )
        return act

    def withdraw_last(self, coder: str, *, at: str) -> tuple[Answer, ...]:
        """Take back a coder's last act that holds, by appending, and return its answers; none where there is none."""
        act = self._db.execute(_LAST, (coder,)).fetchone()[0]
        if act is None:
            return ()
        held = self._db.execute(f"{_HELD} AND act = ? AND coder = ? ORDER BY id", (act, coder)).fetchall()
        self._db.executemany(
            "INSERT INTO chartings (act, form, field, document, settles, coder, withdraws, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((act, row["form"], row["field"], row["document"], row["settles"], coder, row["id"], at) for row in held),
        )
        return tuple(map(_answer_of, held))

    def inherit(self, document: str, before: str) -> None:
        """Let what people charted of the document that a file held before hold of the one that it holds now.

        Of what somebody said of the same field of either, the later holds. A quote stays where it was given, and so
        does the moment; taking the answer back takes this one back as well.
        """
        self._db.execute(_INHERITED, {"document": document, "before": before})

    def current(self) -> tuple[Answer, ...]:
        """What each coder says now of each field of each document, in the order in which it was said."""
        return tuple(map(_answer_of, self._db.execute("SELECT * FROM current_chartings ORDER BY act, id")))

    def history(self, *, form: str | None = None) -> tuple[Answer, ...]:
        """Every answer, or those to one form, in the order in which they were given; those taken back among them."""
        return tuple(map(_answer_of, self._db.execute(_HISTORY, (form,))))


_HELD = """
SELECT * FROM chartings
WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM chartings WHERE withdraws IS NOT NULL)
"""

_LAST = f"SELECT max(act) FROM ({_HELD}) WHERE coder = ?"

_HISTORY = """
SELECT said.*, (SELECT back.at FROM chartings back WHERE back.withdraws = said.id) AS withdrawn
FROM chartings said WHERE withdraws IS NULL AND form = coalesce(?, form) ORDER BY act, id
"""

_INHERITED = f"""
INSERT INTO chartings
    (act, form, field, document, said, version, start, "end", note, settles, accepts, coder, at)
SELECT act, form, field, :document, said, version, start, "end", note, settles, accepts, coder, at FROM ({_HELD}) held
WHERE document = :before AND id > coalesce((
    SELECT max(id) FROM chartings own
    WHERE own.document = :document AND own.form = held.form AND own.field = held.field
      AND own.coder = held.coder AND own.settles = held.settles
), 0)
ORDER BY id
"""


def _cells(answer: Answer) -> tuple[object, ...]:
    quote = answer.quote
    place = (quote.version, quote.start, quote.end) if quote else (None, None, None)
    return (
        *(answer.form, answer.field, answer.document, rows.compact(answer.values), *place),
        *(answer.note, answer.settles, answer.accepts, answer.coder),
    )


def _answer_of(row: sqlite3.Row) -> Answer:
    quote = Span(version=row["version"], start=row["start"], end=row["end"]) if row["version"] else None
    return Answer(
        form=row["form"],
        field=row["field"],
        document=row["document"],
        values=tuple(json.loads(row["said"])),
        coder=row["coder"],
        quote=quote,
        note=row["note"],
        settles=bool(row["settles"]),
        accepts=bool(row["accepts"]),
        number=row["id"],
        act=row["act"],
        at=row["at"],
        withdrawn=row["withdrawn"] if "withdrawn" in row.keys() else None,  # noqa: SIM118 of a row, not a mapping
    )
