"""What the chain of digests costs a write, and how long it takes to go through 100,000 links.

Decisions are kept one by one, each in a transaction of its own, as screening keeps them: as relsynth writes them, and,
in turns with that, without noting and linking (that copy lacks the triggers that note rows), so that whatever else the
machine does falls on both.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from relsynth.screening.decisions import Decision
from relsynth.store import Store

AT = "2026-01-01T00:00:00+00:00"
TURNS = 30
WRITES = 100  # of each kind in a turn
AT_ONCE = 1000  # decisions of a transaction, where the number of links matters and not the time


def measure(*, links: int) -> dict[str, Any]:
    """Milliseconds a write with the chain and without, the median of the turns, and seconds to verify."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _without_notes(folder / "plain.db")
        with Store.open(folder / "chained.db") as chained, Store.open(folder / "plain.db") as plain:
            spent: dict[str, list[float]] = {"chain": [], "plain": []}
            for turn in range(TURNS):
                both = (("chain", chained), ("plain", plain))
                for kind, store in both if turn % 2 else reversed(both):
                    began = time.perf_counter()
                    for number in range(WRITES):
                        _decide(store, [turn * WRITES + number])
                    spent[kind].append((time.perf_counter() - began) / WRITES)
            noted = plain.links.head()[0]
            for first in range(TURNS * WRITES, links, AT_ONCE):
                _decide(chained, range(first, min(first + AT_ONCE, links)))
            began = time.perf_counter()
            gone_through = chained.links.verified()
            verified = time.perf_counter() - began
    if noted or gone_through.faults or gone_through.links != links:
        raise SystemExit("reliability: what was to be measured is not what was made")
    return {
        "chain_write_ms": round(statistics.median(spent["chain"]) * 1000, 3),
        "plain_write_ms": round(statistics.median(spent["plain"]) * 1000, 3),
        "chain_links": gone_through.links,
        "chain_verify_s": round(verified, 2),
    }


def _without_notes(path: Path) -> None:
    """A project's file whose triggers note nothing that is to be linked."""
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%unlinked%'")
        for (name,) in found.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')


def _decide(store: Store, numbers: range | list[int]) -> None:
    with store.atomic():
        store.screening.add(
            Decision(record=f"r1:{number:016x}", verdict="include", coder="Ana", stage="title_abstract", at=AT)
            for number in numbers
        )
