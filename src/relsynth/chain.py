"""A chain of digests over what was judged, so that a change of it afterwards is seen.

Every row that is appended gets a link: the SHA-256 of what the row says, and the SHA-256 of that together with the
link before. Whoever knows the last link, the *head*, knows all rows before it: none of them can be changed, taken out,
put in or moved without another head coming of it. What it does not prove: that nobody has written the whole chain
anew. Against that the head has to be kept where they cannot reach it.

A row is told as JSON with its keys sorted, no spaces and no column that is empty, so that a column added to the schema
later leaves the digests of the rows before as they are.

Source:
    Haber S, Stornetta WS (1991). How to time-stamp a digital document. J Cryptology 3:99-111, section 5.1 (linking).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

START = "0" * 64
"""What the first link follows."""

Origin = Literal["written", "before", "found"]
"""How a row came to its link: as relsynth wrote it, when the chain was begun, or from another program."""
Kind = Literal["changed", "removed", "inserted", "unlinked", "missing", "broken", "twice"]

TOLD: Mapping[Kind, str] = {
    "changed": "is not as it was written",
    "removed": "was taken out",
    "inserted": "stands in no link: it was put in past the chain",
    "unlinked": "was written by another program, and is linked with the next thing that relsynth writes",
    "missing": "are not there: links were taken out",
    "broken": "does not follow from the link before: one of the two was changed, or links were put in another order",
    "twice": "is linked a second time",
}
"""What a fault means, after the name of what is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link: the row that it is of, SHA-256 of what that said, and the link itself; both hexadecimal."""

    number: int
    table: str
    key: str
    origin: Origin
    digest: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Where the chain does not hold: the kind, the link's number where there is one, and the row.

    ``coder`` and ``at`` are what the row says now, where it is there.
    """

    kind: Kind
    number: int | None = None
    table: str | None = None
    key: str | None = None
    coder: str | None = None
    at: str | None = None

    def __str__(self) -> str:
        link = "" if self.number is None else f"link {self.number}"
        row = "" if self.table is None else f"{self.table} {self.key}"
        who = f" ({', '.join(said for said in (self.coder, self.at) if said)})" if self.coder or self.at else ""
        if self.kind in ("broken", "missing"):
            return f"{link or 'links'} {TOLD[self.kind]}" + (f"; it is of {row}{who}" if row else "")
        return f"{row}{who} {TOLD[self.kind]}" + (f" ({link})" if link else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of going through a chain: how many links, the head, what does not hold, and how rows came in."""

    links: int
    head: str
    faults: tuple[Fault, ...]
    before: int = 0
    found: int = 0


def canonical(value: object) -> str:
    """A value as the JSON that digests are made of: keys sorted, no spaces, in Unicode."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(table: str, row: Mapping[str, Any] | None) -> str:
    """SHA-256, hexadecimal, of what a row says; of a row that is not there, of its lack."""
    said = None if row is None else {name: value for name, value in row.items() if value is not None}
    return _sha256(canonical([table, said]))


def follow(previous: str, *, number: int, table: str, key: str, origin: Origin, digest: str) -> Link:
    """The link of a row that comes after ``previous``."""
    made = _sha256(canonical([previous, number, table, key, origin, digest]))
    return Link(number=number, table=table, key=key, origin=origin, digest=digest, link=made)


def verify(chained: Iterable[tuple[Link, Mapping[str, Any] | None]], *, last_is: str | None = None) -> Verified:
    """Go through a chain, each link with its row as it is now (None where there is none), from the first to the last.

    Args:
        last_is: the head that is known from elsewhere; without it, links that are lacking at the end cannot be told.
    """
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    previous, number, origins = START, 0, {"before": 0, "found": 0}
    for link, row in chained:
        gap = link.number != number + 1
        if gap:
            faults.append(Fault(kind="missing", number=number + 1))
        faults += _of_row(link, row, seen)
        expected = follow(
            previous, number=link.number, table=link.table, key=link.key, origin=link.origin, digest=link.digest
        )
        if not gap and expected.link != link.link:
            faults.append(_fault("broken", link, row))
        previous, number = link.link, link.number
        origins[link.origin] = origins.get(link.origin, 0) + 1
        seen.add((link.table, link.key))
    if last_is is not None and previous != last_is:
        faults.append(Fault(kind="missing", number=number + 1))
    return Verified(links=number, head=previous, faults=tuple(faults), before=origins["before"], found=origins["found"])


def _of_row(link: Link, row: Mapping[str, Any] | None, seen: set[tuple[str, str]]) -> list[Fault]:
    if (link.table, link.key) in seen:
        return [_fault("twice", link, row)]
    if row is None:
        return [_fault("removed", link, row)]
    return [] if digest_of(link.table, row) == link.digest else [_fault("changed", link, row)]


def _fault(kind: Kind, link: Link, row: Mapping[str, Any] | None) -> Fault:
    said = row or {}
    return Fault(
        kind=kind, number=link.number, table=link.table, key=link.key, coder=said.get("coder"), at=said.get("at")
    )


def _sha256(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
