"""The part of the store that keeps people's memos: on the project, on a paper, a code or a coding.

A memo is appended and never changed; taking it back appends as well.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from relsynth.store import rows

About = Literal["project", "document", "code", "coding"]

_CURRENT = """
SELECT id AS number, about, document, code, coding, text, to_adjudicator, coder, at FROM current_memos
WHERE about = coalesce(:about, about) AND coder = coalesce(:coder, coder)
  AND (:document IS NULL OR document = :document)
  AND (:code IS NULL OR code = :code)
  AND (:coding IS NULL OR coding = :coding)
ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """What somebody wrote: on the project, or on the one ``document``, ``code`` or ``coding`` (its number) that is set.

    ``to_adjudicator`` marks what is for those who settle differences; ``number`` is the store's.
    """

    about: About
    text: str
    coder: str
    at: str
    document: str | None = None
    code: str | None = None
    coding: int | None = None
    to_adjudicator: bool = False
    number: int | None = None


class Memos:
    """Memos in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, memo: Memo) -> int:
        """Append a memo, and return its number; what it is about is known to the store."""
        return self._append(memo, withdraws=None, at=memo.at)

    def withdraw(self, number: int, *, at: str) -> Memo | None:
        """Take a memo back, by appending in the name of who wrote it; None where no such memo holds."""
        memo = self.get(number)
        if memo is not None:
            self._append(memo, withdraws=number, at=at)
        return memo

    def get(self, number: int) -> Memo | None:
        """The memo of that number, if it holds."""
        return next((memo for memo in self.current() if memo.number == number), None)

    def current(
        self,
        *,
        about: About | None = None,
        document: str | None = None,
        code: str | None = None,
        coding: int | None = None,
        coder: str | None = None,
    ) -> tuple[Memo, ...]:
        """Memos that hold, oldest first: all, or those about one thing, or by one person."""
        if coding is not None and abs(coding) > rows.MOST:
            return ()
        wanted = {"about": about, "document": document, "code": code, "coding": coding, "coder": coder}
        return tuple(
            Memo(**{**dict(row), "to_adjudicator": bool(row["to_adjudicator"])})
            for row in self._db.execute(_CURRENT, wanted)
        )

    def _append(self, memo: Memo, *, withdraws: int | None, at: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (memo.coder,))
        number = self._db.execute(
            "INSERT INTO memos (about, document, code, coding, text, to_adjudicator, coder, withdraws, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                memo.about,
                memo.document,
                memo.code,
                memo.coding,
                memo.text if withdraws is None else "",
                int(memo.to_adjudicator),
                memo.coder,
                withdraws,
                at,
            ),
        ).lastrowid
        assert number is not None
        return number
