"""The part of the store that keeps people's codings in sight when their paper is read anew.

A coding stands where it was made, for ever. Where the text that holds now is another one, it is
looked for there once, and what came of it is kept: the place, or that there is none and why.
That text may be of another document: the one that came in its place when the file was edited.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from relsynth.anchoring import Anchored, Folded, fold, reanchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A person's coding that stands nowhere in what is counted now: its quote, where it stood, and why."""

    document: str
    paper: str
    version: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """How much people have said of a document: codings, of which ``unplaced`` stand nowhere now, labels and the like.

    ``chartings`` are answers to the fields of forms.
    """

    codings: int = 0
    unplaced: int = 0
    labels: int = 0
    characteristics: int = 0
    chartings: int = 0


def word_on(connection: sqlite3.Connection, document: str) -> Word:
    """What people have said of a document, whether it is counted or not."""
    row = connection.execute(_WORD, {"document": document}).fetchone()
    return Word(**dict(row))


def carry(connection: sqlite3.Connection, document: str, *, at: str) -> None:
    """Look for each of people's codings of a document in the text that holds now, where it was not looked for yet.

    Those of the documents in whose place it came, and which are counted no longer, are looked for too.
    """
    onto = connection.execute(
        "SELECT versions.id, text, text_digest FROM adoptions JOIN versions ON versions.id = version "
        "WHERE adoptions.document = ? ORDER BY adoptions.number DESC LIMIT 1",
        (document,),
    ).fetchone()
    waiting = connection.execute(_WAITING, {"document": document, "digest": onto["text_digest"]}).fetchall()
    if not waiting:
        return
    texts: dict[str, Folded] = {onto["text_digest"]: fold(onto["text"])}
    for coding in waiting:
        found = _found(connection, coding, texts, onto["text_digest"])
        start, end = found.span or (None, None)
        connection.execute(
            "INSERT INTO carried VALUES (?, ?, ?, ?, ?, ?)", (coding["id"], onto["id"], start, end, found.reason, at)
        )


def carried(connection: sqlite3.Connection, document: str) -> tuple[int, int]:
    """How many of people's codings of a document were carried into the text that holds now, and how many could not."""
    row = connection.execute(
        "SELECT count(carried.start), count(*) FROM current_versions current "
        "JOIN versions onto ON onto.document = current.document AND onto.text_digest = current.text_digest "
        "JOIN carried ON carried.version = onto.id JOIN codings ON codings.id = carried.coding "
        "WHERE current.document = ? AND act NOT IN (SELECT act FROM withdrawals)",
        (document,),
    ).fetchone()
    return row[0], row[1] - row[0]


def unplaced(connection: sqlite3.Connection) -> tuple[Unplaced, ...]:
    """Every coding of a person that stands nowhere in what is counted now, by paper and place."""
    found = connection.execute(
        'SELECT document, paper, version, start, "end", quote, code, coder, reason FROM unplaced_codings '
        'ORDER BY paper, document, start, "end", code, id'
    )
    return tuple(Unplaced(**dict(row)) for row in found)


_WAITING = """
SELECT codings.id FROM versions coded
CROSS JOIN codings INDEXED BY codings_of_people ON codings.version = coded.id AND codings.run IS NULL
JOIN coders ON coders.name = codings.coder
WHERE coders.kind = 'person' AND (coded.document <> :document OR coded.text_digest <> :digest)
  AND coded.document IN (
    SELECT :document UNION ALL
    SELECT earlier.id FROM successions JOIN documents earlier ON earlier.id = document
    WHERE successor = :document AND NOT earlier.counted
  )
  AND NOT EXISTS (
    SELECT 1 FROM carried JOIN versions onto ON onto.id = carried.version
    WHERE carried.coding = codings.id AND onto.document = :document AND onto.text_digest = :digest
  )
"""

_WORD = """
WITH said AS (
    SELECT codings.id FROM versions coded
    CROSS JOIN codings INDEXED BY codings_of_people ON codings.version = coded.id AND codings.run IS NULL
    WHERE coded.document = :document AND act NOT IN (SELECT act FROM withdrawals)
    UNION
    SELECT coding FROM carried JOIN versions onto ON onto.id = carried.version
    JOIN codings ON codings.id = coding
    WHERE onto.document = :document AND carried.start IS NOT NULL AND act NOT IN (SELECT act FROM withdrawals)
)
SELECT (SELECT count(*) FROM said) AS codings,
    (SELECT count(*) FROM unplaced_codings WHERE id IN said) AS unplaced,
    (SELECT count(*) FROM current_section_judgements WHERE document = :document) AS labels,
    (SELECT count(*) FROM current_characteristic_judgements WHERE document = :document) AS characteristics,
    (SELECT count(*) FROM current_chartings WHERE document = :document) AS chartings
"""

_STOOD = """
SELECT text_digest, text, start, "end" FROM (
    SELECT codings.version, start, "end", 0 AS turn FROM codings WHERE id = :coding
    UNION ALL
    SELECT version, start, "end", 1 FROM carried WHERE coding = :coding AND start IS NOT NULL
) stood JOIN versions ON versions.id = stood.version
ORDER BY turn, versions.number DESC
"""


def _found(connection: sqlite3.Connection, coding: sqlite3.Row, texts: dict[str, Folded], onto: str) -> Anchored:
    """Where a coding stands: sought from where it was made, then from where it was carried to, the last first."""
    first: Anchored | None = None
    for stood in connection.execute(_STOOD, {"coding": coding["id"]}):
        if stood["text_digest"] not in texts:
            texts[stood["text_digest"]] = fold(stood["text"])
        found = reanchor(texts[stood["text_digest"]], stood["start"], stood["end"], texts[onto])
        if found.span:
            return found
        first = first or found
    assert first is not None
    return first
