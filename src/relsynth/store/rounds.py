"""The part of the store that keeps rounds of coding, who was to code what in them, and who worked on what when.

All of it is only appended: a round's end, an assignment's withdrawal and a reopened paper are rows of their own. What
was said of a document that a file holds no longer is told of the one that came in its place, as codings are carried
into it; unless a DOI tells that it is another paper.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from relsynth.coding_rounds import Assignment, Done, Event, Round, Sign, Work, finished
from relsynth.store.papers import Papers

_ROUNDS = """
SELECT name, blind, proposals, codebook, note, rounds.coder, rounds.at, round_ends.at AS ended
FROM rounds LEFT JOIN round_ends ON round_ends.round = name
"""

_STANDING = """
SELECT id AS number, round, document, coder, at FROM assignments
WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM assignments WHERE withdraws IS NOT NULL)
AND round = coalesce(?, round) AND coder = coalesce(?, coder)
ORDER BY id
"""

_REPLACED = """
SELECT earlier.id AS document, later.id AS successor FROM successions
JOIN documents earlier ON earlier.id = successions.document JOIN documents later ON later.id = successor
WHERE later.counted AND NOT earlier.counted
"""

_SIGNS = """
SELECT coder, document, codings.at FROM codings JOIN versions ON versions.id = version WHERE run IS NULL
UNION SELECT withdrawals.coder, document, withdrawals.at FROM withdrawals
    JOIN codings USING (act) JOIN versions ON versions.id = version WHERE run IS NULL
UNION SELECT memos.coder, coalesce(memos.document, versions.document), memos.at FROM memos
    LEFT JOIN codings ON codings.id = coding LEFT JOIN versions ON versions.id = version
    WHERE about IN ('document', 'coding')
UNION SELECT coder, document, at FROM chartings
ORDER BY 3, 1, 2
"""


class Rounds:
    """Rounds of coding, assignments and the log of work, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._papers = Papers(connection)

    # -- rounds --------------------------------------------------------------------------------

    def open(self, opened: Round) -> None:
        """Keep that a round began; its codebook is known to the store already."""
        self._coder(opened.coder)
        self._db.execute(
            "INSERT INTO rounds (name, blind, proposals, codebook, note, coder, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                opened.name,
                int(opened.blind),
                int(opened.proposals),
                opened.codebook,
                opened.note,
                opened.coder,
                opened.at,
            ),
        )

    def end(self, name: str, *, coder: str, at: str) -> None:
        """Keep that a round is over."""
        self._coder(coder)
        self._db.execute("INSERT INTO round_ends (round, coder, at) VALUES (?, ?, ?)", (name, coder, at))

    def all(self) -> tuple[Round, ...]:
        """Every round, in the order in which they were opened."""
        return tuple(map(_round_of, self._db.execute(f"{_ROUNDS} ORDER BY rounds.rowid")))

    def get(self, name: str) -> Round | None:
        """The round of that very name."""
        row = self._db.execute(f"{_ROUNDS} WHERE name = ?", (name,)).fetchone()
        return None if row is None else _round_of(row)

    # -- assignments ---------------------------------------------------------------------------

    def assign(self, round: str, document: str, coder: str, *, at: str) -> Assignment:
        """Keep that a coder is to code a document in a round. Who has it already is not asked here."""
        self._coder(coder)
        number = self._db.execute(
            "INSERT INTO assignments (round, document, coder, at) VALUES (?, ?, ?, ?)", (round, document, coder, at)
        ).lastrowid
        return Assignment(number=int(number or 0), round=round, document=document, coder=coder, at=at)

    def withdraw_assignment(self, round: str, document: str, coder: str, *, at: str) -> Assignment | None:
        """Take a coder's assignment back by appending; None where there is none. Their codings stay."""
        standing = [one for one in self._standing(round, coder) if one.document == document]
        self._db.executemany(
            "INSERT INTO assignments (round, document, coder, withdraws, at) VALUES (?, ?, ?, ?, ?)",
            ((round, document, coder, one.number, at) for one in standing),
        )
        return standing[0] if standing else None

    def assignments(self, round: str | None = None, coder: str | None = None) -> tuple[Assignment, ...]:
        """Assignments that stand, in the order in which they were made; of several of the same the first."""
        found: dict[Done, Assignment] = {}
        for one in self._standing(round, coder):
            found.setdefault((one.document, one.coder, one.round), one)
        return tuple(found.values())

    def _standing(self, round: str | None, coder: str | None) -> list[Assignment]:
        now = self.replaced()
        made = (Assignment(**dict(row)) for row in self._db.execute(_STANDING, (round, coder)))
        return [replace(one, document=now.get(one.document, one.document)) for one in made]

    # -- work ----------------------------------------------------------------------------------

    def log(self, *, coder: str, document: str, event: Event, at: str, round: str | None = None) -> None:
        """Keep that a coder began, left off, finished or reopened a document."""
        self._coder(coder)
        self._db.execute(
            "INSERT INTO work (coder, document, round, event, at) VALUES (?, ?, ?, ?, ?)",
            (coder, document, round, event, at),
        )

    def work(self, coder: str | None = None, document: str | None = None) -> tuple[Work, ...]:
        """The log, in the order in which it was kept: of one coder, of one document, or all of it."""
        now = self.replaced()
        query = "SELECT coder, document, round, event, at FROM work WHERE coder = coalesce(?, coder) ORDER BY id"
        logged = (Work(**dict(row)) for row in self._db.execute(query, (coder,)))
        told = (replace(one, document=now.get(one.document, one.document)) for one in logged)
        return tuple(one for one in told if document in (None, one.document))

    def finished(self) -> frozenset[Done]:
        """Who has finished with which documents, in which round (None: in none), and not reopened them since."""
        return finished(self.work())

    def signs(self) -> tuple[Sign, ...]:
        """What people did in documents when: codings, what they took back, memos, chartings; oldest first."""
        now = self.replaced()
        found = self._db.execute(_SIGNS)
        return tuple((row["coder"], now.get(row["document"], row["document"]), row["at"]) for row in found)

    def replaced(self) -> Mapping[str, str]:
        """Document that is counted no longer -> the one that came in its place."""
        return {
            row["document"]: row["successor"]
            for row in self._db.execute(_REPLACED)
            if not self._papers.is_another_paper(row["successor"], row["document"])
        }

    def _coder(self, name: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (name,))


def _round_of(row: sqlite3.Row) -> Round:
    return Round(**{**dict(row), "blind": bool(row["blind"]), "proposals": bool(row["proposals"])})
