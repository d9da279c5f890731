"""Codings that hold in one document, kept in memory from one look to the next.

People who code a paper look at all that holds in it with every step, and one coding more is all that came since. What
was read once is held, as long as nothing but people's codings was appended; these are read, and put in their places.
What else can change what holds (another reading, a run, an undone act, a coding carried or settled) leaves a mark, and
all is read anew: every one of these tables is only ever appended to, so that counting its rows tells.
"""

from __future__ import annotations

import sqlite3
from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.store import rows

MOST = 64
"""Documents of which the codings are held: those that a team has before it at once."""


@dataclass(slots=True)
class _Held:
    """What holds in a document; all with numbers up to ``last`` were looked at while ``mark`` stood."""

    mark: tuple[object, ...]
    last: int
    codings: list[Coding]


class Held:
    """The codings of the documents that were looked at last, without their grounds; of one open file."""

    def __init__(self, connection: sqlite3.Connection, read: Callable[[str], Iterable[Coding]]) -> None:
        """``read`` gives all that holds in a document, in order, from the file."""
        self._db = connection
        self._read = read
        self._kept: OrderedDict[str, _Held] = OrderedDict()

    def of(self, document: str) -> tuple[Coding, ...]:
        """All that hold in a document, in the order in which the file gives them.

        Within a transaction they are read anew, and not held: it may be taken back.
        """
        if self._db.in_transaction:
            return tuple(self._read(document))
        last, *mark = self._db.execute(_MARK, (document,)).fetchone()
        held = self._kept.get(document)
        if held is None or held.mark != tuple(mark):
            held = self._kept[document] = _Held(tuple(mark), last, list(self._read(document)))
            held.last = max([last, *(one.number or 0 for one in held.codings)])
        elif held.last < last:
            self._catch_up(held, last)
        self._kept.move_to_end(document)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return tuple(held.codings)

    def _catch_up(self, held: _Held, last: int) -> None:
        version, *_ = held.mark
        for row in self._db.execute(_SINCE, (held.last, last, version)).fetchall():
            insort(held.codings, rows.coding_of(row, grounds=False), key=_in_order)
        held.last = last


def _in_order(coding: Coding) -> tuple[str, int, int, str, int]:
    span = coding.span
    return span.version, span.start, span.end, coding.code, coding.number or 0


_MARK = """
SELECT (SELECT max(id) FROM codings), (SELECT id FROM current_versions WHERE document = ?),
    (SELECT max(id) FROM runs), (SELECT count(*) FROM withdrawals),
    (SELECT count(*) FROM settlements), (SELECT count(*) FROM carried)
"""

_SINCE = f"""
SELECT {rows.UNGROUNDED_COLUMNS} FROM (
    SELECT codings.*, kind, holds.id AS current_version FROM codings
    CROSS JOIN versions coded ON coded.id = codings.version
    CROSS JOIN versions holds ON holds.document = coded.document AND holds.text_digest = coded.text_digest
    JOIN coders ON coders.name = coder
    WHERE codings.id > ? AND codings.id <= ? AND run IS NULL AND kind = 'person' AND holds.id = ?
)
"""  # what was withdrawn or carried since has left its mark
