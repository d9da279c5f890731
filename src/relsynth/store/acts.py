"""The part of the store that keeps what people do with codings, step by step, and what they take back.

An act is what a person does at once: a code put on some words, a proposal changed (rejected, and coded otherwise), a
sheet brought in. Taking an act back appends a withdrawal; its codings stay, and hold no longer.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.store import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did at once: its codings, as they were made, in the texts that they were made in.

    ``withdrawn`` is when it was taken back.
    """

    number: int
    coder: str
    at: str
    codings: tuple[Coding, ...]
    withdrawn: str | None = None


class Acts:
    """What people did with codings, in an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def append(self, codings: Iterable[Coding], *, codebook: str, at: str) -> int | None:
        """Append a person's codings as one act, and return its number; None where there are none."""
        made = tuple(codings)
        if not made:
            return None
        number = int(self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM codings").fetchone()[0])
        rows.add_codings(self._db, made, run=None, act=number, codebook=codebook, at=at)
        self._db.executemany(
            "INSERT INTO settlements (coding, settles) VALUES (?, ?)",
            ((number + place, settled) for place, coding in enumerate(made) for settled in coding.settles),
        )
        return number

    def settlements(self) -> Mapping[int, tuple[int, ...]]:
        """Number of an adjudicator's coding -> numbers of those that it settles."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self._db.execute("SELECT coding, settles FROM settlements ORDER BY coding, settles"):
            found[row["coding"]].append(row["settles"])
        return {coding: tuple(settled) for coding, settled in found.items()}

    def withdraw_last(self, coder: str, *, at: str) -> Act | None:
        """Take back a coder's last act that holds, by appending; what they had said before holds again."""
        row = self._db.execute(_LAST, (coder,)).fetchone()
        if row is None or row["act"] is None:
            return None
        self._db.execute("INSERT INTO withdrawals (act, coder, at) VALUES (?, ?, ?)", (row["act"], coder, at))
        return next(iter(self._acts("act = ?", row["act"])))

    def history(self, *, coder: str | None = None, document: str | None = None) -> tuple[Act, ...]:
        """Every act, oldest first, those taken back among them: of one coder, or on one document's texts."""
        return self._acts(
            "coder = coalesce(?, coder) AND act IN (SELECT act FROM codings JOIN versions ON versions.id = version "
            "WHERE run IS NULL AND document = coalesce(?, document))",
            coder,
            document,
        )

    def documents_of(self, numbers: Iterable[int]) -> frozenset[str]:
        """The documents that codings were made in, people's or machines', by the numbers of the codings."""
        query = "SELECT document FROM codings JOIN versions ON versions.id = version WHERE codings.id = ?"
        known = (number for number in numbers if abs(number) <= rows.MOST)
        return frozenset(row["document"] for number in known for row in self._db.execute(query, (number,)))

    def _acts(self, condition: str, *values: object) -> tuple[Act, ...]:
        settled = self.settlements()
        found: dict[int, list[sqlite3.Row]] = defaultdict(list)
        for row in self._db.execute(_ACTS.format(condition=condition), values):
            found[row["act"]].append(row)
        return tuple(
            Act(
                number=number,
                coder=made[0]["coder"],
                at=made[0]["at"],
                codings=tuple(rows.coding_of(row, settled.get(row["id"], ())) for row in made),
                withdrawn=made[0]["withdrawn"],
            )
            for number, made in found.items()
        )


_LAST = """
SELECT max(act) AS act FROM codings
WHERE run IS NULL AND coder = ? AND act NOT IN (SELECT act FROM withdrawals)
"""

_ACTS = """
SELECT codings.*, kind, codings.version AS current_version,
    (SELECT withdrawals.at FROM withdrawals WHERE withdrawals.act = codings.act) AS withdrawn
FROM codings JOIN coders ON coders.name = coder
WHERE run IS NULL AND kind = 'person' AND {condition}
ORDER BY codings.id
"""
