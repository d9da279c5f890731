"""The part of the store that keeps characteristics of studies: found by the machine, or said by people.

What an extractor found is kept with its name, which changes with whatever could change the result.
What people say is kept apart, by document, so that no new reading and no better extractor touches it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.characteristics import Characteristic
from relsynth.documents import Span
from relsynth.store import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacteristicJudgement:
    """A person says what holds of a field: its values, or none; ``quote`` is where the paper says so."""

    document: str
    field: str
    values: tuple[str, ...]
    coder: str
    quote: Span | None = None


class Characteristics:
    """What was found of each version by each extractor, and what people say of each document."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, version: str, extractor: str, found: Iterable[Characteristic], *, at: str) -> None:
        """Append what an extractor found in a version; once for each of the two."""
        extraction = self._db.execute(
            "INSERT INTO extractions (version, extractor, at) VALUES (?, ?, ?)", (version, extractor, at)
        ).lastrowid
        self._db.executemany(
            'INSERT INTO characteristics (extraction, field, value, start, "end", rule, confidence) '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((extraction, one.field, one.value, one.start, one.end, one.rule, one.confidence) for one in found),
        )

    def found(self, extractor: str) -> Mapping[str, tuple[Characteristic, ...]]:
        """Current version -> what the extractor found in it; a version that it has not seen is not there."""
        seen = self._db.execute(
            "SELECT version FROM extractions JOIN current_versions v ON v.id = version WHERE extractor = ?",
            (extractor,),
        )
        found: dict[str, list[Characteristic]] = {row["version"]: [] for row in seen}
        for row in self._db.execute(_FOUND, (extractor,)):
            found[row["version"]].append(
                Characteristic(
                    field=row["field"],
                    value=row["value"],
                    start=row["start"],
                    end=row["end"],
                    rule=row["rule"],
                    confidence=row["confidence"],
                )
            )
        return {version: tuple(those) for version, those in found.items()}

    def judge(self, judgement: CharacteristicJudgement, *, at: str) -> None:
        """Append what a person says."""
        self._append(judgement, rows.compact(judgement.values), at=at)

    def withdraw(self, document: str, field: str, *, coder: str, at: str) -> None:
        """Append that what people said of a field holds no longer; the machine's word does again.

        Raises:
            LookupError: nobody's word holds there.
        """
        row = self._db.execute(
            "SELECT id FROM current_characteristic_judgements WHERE document = ? AND field = ?", (document, field)
        ).fetchone()
        if row is None:
            raise LookupError(field)
        nothing = CharacteristicJudgement(document=document, field=field, values=(), coder=coder)
        self._append(nothing, None, withdraws=row["id"], at=at)

    def inherit(self, document: str, before: str, *, at: str) -> None:
        """Let what people said of the document that a file held before hold of the one that it holds now.

        Of what they said of the same field of either, the later holds. A quote stays where it was given.
        """
        self._db.execute(_INHERITED, {"document": document, "before": before, "at": at})

    def judgements(self) -> tuple[CharacteristicJudgement, ...]:
        """What people say of each field of each document now, oldest first."""
        found = self._db.execute("SELECT * FROM current_characteristic_judgements ORDER BY id")
        return tuple(_judgement_of(row) for row in found)

    def _append(
        self, judgement: CharacteristicJudgement, said: str | None, *, at: str, withdraws: int | None = None
    ) -> None:
        quote = judgement.quote
        place = (quote.version, quote.start, quote.end) if quote else (None, None, None)
        self._db.execute("INSERT OR IGNORE INTO coders VALUES (?, 'person')", (judgement.coder,))
        self._db.execute(
            "INSERT INTO characteristic_judgements "
            '(document, field, said, version, start, "end", coder, withdraws, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
            (judgement.document, judgement.field, said, *place, judgement.coder, withdraws, at),
        )


_FOUND = """
SELECT e.version, c.* FROM extractions e
JOIN current_versions v ON v.id = e.version
JOIN characteristics c ON c.extraction = e.id
WHERE e.extractor = ? ORDER BY c.id
"""

_INHERITED = """
INSERT INTO characteristic_judgements (document, field, said, version, start, "end", coder, at)
SELECT :document, field, said, version, start, "end", coder, :at FROM current_characteristic_judgements judged
WHERE document = :before AND id > coalesce((
    SELECT max(id) FROM characteristic_judgements own WHERE own.document = :document AND own.field = judged.field
), 0)
ORDER BY id
"""


def _judgement_of(row: sqlite3.Row) -> CharacteristicJudgement:
    quote = Span(version=row["version"], start=row["start"], end=row["end"]) if row["version"] else None
    return CharacteristicJudgement(
        document=row["document"],
        field=row["field"],
        values=tuple(json.loads(row["said"])),
        coder=row["coder"],
        quote=quote,
    )
