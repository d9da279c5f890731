"""Screening replayed: one reviewer reads a set whose labels are known, in the order of a ranking that learns meanwhile.

As ASReview's simulate does it: known records first, then always the record ranked best, until the last relevant one is
found.

Source: van de Schoot et al. (2021), doi 10.1038/s42256-020-00287-7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol


class Order(Protocol):
    """Rows, the one to be read first at the front."""

    @property
    def order(self) -> Iterable[int]:
        """Row numbers; those already read may be among them, and are passed over."""


class Ranks(Protocol):
    """What puts records into an order, given what is known of some."""

    def rank(self, labels: Mapping[int, bool]) -> Order:
        """Rank by the labels of the rows read so far, which come in the order of reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A screening replayed.

    ``priors`` were known beforehand. ``order`` is every other row, in the order of reading; ``found`` tells of each
    whether it was relevant.
    """

    priors: tuple[int, ...]
    order: tuple[int, ...]
    found: tuple[bool, ...]


def simulate(ranking: Ranks, labels: Sequence[bool], *, priors: Sequence[int] = (), batch: int = 1) -> Simulated:
    """Read all records, ranking anew after each ``batch`` of them.

    Once the last relevant record is found nothing can change the result but the order of the irrelevant: they follow
    as they were ranked last.

    Raises:
        ValueError: a prior is no row or is given twice, the batch is not at least 1, or the ranking leaves records out.
    """
    if batch < 1:
        raise ValueError(f"a batch holds at least 1 record, not {batch}")
    if len(set(priors)) < len(priors) or any(not 0 <= row < len(labels) for row in priors):
        raise ValueError("each prior is another row of the set")
    known = {row: bool(labels[row]) for row in priors}
    missing = sum(map(bool, labels)) - sum(known.values())
    while len(known) < len(labels):
        unread = (int(row) for row in ranking.rank(known).order if row not in known)
        read = tuple(islice(unread, batch if missing else None))
        if not read:
            raise ValueError("the ranking leaves out records that are unread")
        known |= {row: bool(labels[row]) for row in read}
        missing -= sum(known[row] for row in read)
    order = tuple(known)[len(priors) :]
    return Simulated(priors=tuple(priors), order=order, found=tuple(known[row] for row in order))
