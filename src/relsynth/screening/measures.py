"""How good an order of reading was, by what was found when.

``found`` tells of each record, in the order of reading, whether it was relevant; records known beforehand are not
among them, and those never read stand at the end. Of a share of the relevant records that is no whole number the next
higher one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, log2

Found = Sequence[bool]


def loss(found: Found) -> float:
    """The share of the area above the best recall curve that can be lost: 0 is a perfect order, 1 the worst.

    Raises:
        ValueError: all records are relevant, or none is.

    Source:
        ``loss`` in asreview 3.0.8, ``asreview/metrics.py``, as its simulate prints it.

    >>> loss([True, False, True, False])
    0.25
    """
    relevant, records = _both_kinds(found)
    best = relevant * (records - (relevant - 1) / 2)
    return (best - sum(accumulate(map(int, found)))) / (relevant * (records - relevant))


def ndcg(found: Found) -> float:
    """The discounted cumulative gain, divided by that of the best order: 1 is perfect; what comes first counts most.

    Raises:
        ValueError: all records are relevant, or none is.

    Source:
        ``ndcg`` in asreview 3.0.8, ``asreview/metrics.py``, after Wang et al. (2013, arXiv 1304.6480).

    >>> ndcg([True, True, False])
    1.0
    """
    relevant, _ = _both_kinds(found)
    gain = sum(1 / log2(rank + 1) for rank, is_relevant in enumerate(found, 1) if is_relevant)
    return gain / sum(1 / log2(rank + 1) for rank in range(1, relevant + 1))


def read_at(found: Found, recall: float) -> int:
    """How many records were read when so much of the relevant was found; all of them where there is none.

    >>> read_at([False, True, False, True], 0.5)
    2
    """
    wanted = ceil(Fraction(str(recall)) * sum(map(bool, found)))
    if not wanted:
        return len(found) if not any(found) else 0
    return next(read for read, so_far in enumerate(accumulate(map(int, found)), 1) if so_far == wanted)


def wss(found: Found, recall: float = 0.95) -> float:
    """Work saved over sampling: the share of records left unread at a recall, less what chance would leave.

    Raises:
        ValueError: all records are relevant, or none is.

    Source:
        Cohen et al. (2006), doi 10.1197/jamia.M1929.

    >>> round(wss([True] + [False] * 9), 2)
    0.85
    """
    _, records = _both_kinds(found)
    return (records - read_at(found, recall)) / records - (1 - recall)


def recall_curve(found: Found) -> tuple[float, ...]:
    """The share of the relevant records found after each record read, from the first on; noughts where there is none.

    >>> recall_curve([True, False, True])
    (0.5, 0.5, 1.0)
    """
    relevant = sum(map(bool, found))
    return tuple(so_far / relevant if relevant else 0.0 for so_far in accumulate(map(int, found)))


def first_relevant(found: Found) -> int | None:
    """At which place the first relevant record stands, from 1; None where there is none.

    >>> first_relevant([False, True])
    2
    """
    return next((rank for rank, is_relevant in enumerate(found, 1) if is_relevant), None)


def _both_kinds(found: Found) -> tuple[int, int]:
    """How many records are relevant, and how many there are."""
    relevant, records = sum(map(bool, found)), len(found)
    if not 0 < relevant < records:
        raise ValueError("neither all records nor none of them may be relevant")
    return relevant, records
