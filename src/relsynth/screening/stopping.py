"""Whether enough has been read: a test that promises a recall, and rules of thumb that promise none.

The test is that of Callaghan & Müller-Hansen (2020, doi 10.1186/s13643-020-01521-4). Were the target missed, so many
relevant records would be left; each stretch of the latest reading then is a draw from an urn that holds the stretch
and all unread records, and the test asks how likely it is that the draw has as few relevant ones as it had. Of all
stretches the most telling counts. A ranked order finds more than a random draw would, and so do records of a random
audit between ranked ones find no fewer: in either order the test errs towards reading on.

The rules of thumb are known from the literature and shown for comparison. None of them knows how much is missed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from relsynth.screening.protocol import Rule

IN_A_ROW = (50, 100, 200)
"""Lengths of the run of irrelevant records after which teams stop; which one is a custom, no finding."""
SAFE_SHARE = 0.10  # of all records, read at least: Boetje & van de Schoot (2024), second phase
SAFE_RUN = 50  # irrelevant records in a row, there too
KNEE_LEAST_READ = 1000  # Cormack & Grossman (2016): no knee is looked for before
KNEE_SLOPES = 156  # slope before the knee over slope after it, less a point for each relevant record ...
KNEE_RELEVANT = 150  # ... of the first 150, there too

_NEGLIGIBLE = 1e-14  # of a sum: what is left out then stands below the tenth digit
_ROUNDING = 1e-9  # a quotient so near to a whole number is one

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a rule says of reading on.

    ``figure`` is what it goes by: the p value of the test, how many irrelevant records stand in a row (consecutive,
    SAFE), or the ratio of slopes (knee). ``recall`` is the share of the relevant records that is found at least, at
    the confidence asked for; None where the rule tells none, or nothing relevant is found.
    """

    rule: Rule
    stops: bool
    figure: float
    recall: float | None
    statement: str
    is_heuristic: bool

    def __str__(self) -> str:
        return self.statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallCurve:
    """How many relevant records were found by how many read.

    ``points`` are (read, relevant), from (0, 0), one where each relevant record was read, and the last read. At
    ``confidence`` there are no more than ``most`` relevant records among the ``total``.
    """

    points: tuple[tuple[int, int], ...]
    total: int
    most: int
    confidence: float

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.points[-1][0]

    @property
    def relevant(self) -> int:
        """How many of them are relevant."""
        return self.points[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The stretches worth testing: for each number of relevant records the longest, since it tells most.

    ``found`` relevant ones are among all that were ``read``. ``logs`` has the logarithms of the factorials.
    """

    relevant: Ints
    length: Ints
    found: int
    read: int
    unread: int
    logs: Floats

    @property
    def total(self) -> int:
        return self.read + self.unread


def advice(
    found: Sequence[bool],
    *,
    total: int,
    rule: Rule = "hypergeometric",
    target: float = 0.95,
    confidence: float = 0.95,
    in_a_row: int = 100,
    since: int = 0,
) -> Advice:
    """Say whether reading can stop, by a rule, and why.

    Args:
        found: whether each record was relevant, in the order of reading.
        total: all records of the stage, read and unread.
        target: the recall wanted, above 0 and at most 1; the rules of thumb have none.
        confidence: of the test, between 0 and 1.
        in_a_row: how many irrelevant records in a row the rule ``consecutive`` wants.
        since: so many were read before all that is unread was there, as before a new search: no stretch goes back
            to them, since none of it could have been drawn then.

    Raises:
        ValueError: more were read than there are, or target or confidence is out of bounds.

    >>> print(advice([True] * 50 + [False] * 400, total=1000))
    Not yet: more than 5 % of the relevant records may be unread (p = .194); 450 of 1,000 were read, 50 relevant. \
At 95 % confidence at least 90 % are found. If the next 200 are irrelevant, reading can stop.
    """
    _check(found, total=total, target=target, confidence=confidence)
    relevant = sum(map(bool, found))
    if len(found) == total:
        return Advice(
            rule=rule,
            stops=True,
            figure=0.0 if rule == "hypergeometric" else float(_run(found)),
            recall=1.0 if relevant else None,
            statement=_all_read(total, relevant),
            is_heuristic=rule in _HEURISTICS,
        )
    if rule in _HEURISTICS:
        stops, figure, why = _HEURISTICS[rule](found, total, in_a_row)
        head = "Reading can stop" if stops else "Not yet"
        statement = f"{head}, by a rule of thumb that promises no recall: {why}; {_read(len(found), total, relevant)}."
        return Advice(rule=rule, stops=stops, figure=figure, recall=None, statement=statement, is_heuristic=True)
    return _tested(_reading(found, total, since), target=target, confidence=confidence)


def missed(found: Sequence[bool], *, total: int, target: float = 0.95) -> float:
    """Return the p value of the hypothesis that fewer than ``target`` of the relevant records are found.

    0 where too few are unread for that to be so, 1 where nothing was read.

    Source:
        Callaghan & Müller-Hansen (2020), doi 10.1186/s13643-020-01521-4; as ``calculate_h0`` of buscarpy.

    >>> round(missed([True] * 50 + [False] * 400, total=1000), 6)
    0.193605
    """
    _check(found, total=total, target=target)
    reading = _reading(found, total)
    return _risk(reading, _too_many(reading.found, target))


def recall_curve(found: Sequence[bool], total: int, *, confidence: float = 0.95, since: int = 0) -> RecallCurve:
    """Return how many relevant records were found by how many read, and how many there are at most.

    ``since`` is as in ``advice``.
    """
    _check(found, total=total, confidence=confidence)
    reading = _reading(found, total, since)
    steps = [
        (place + 1, count) for count, place in enumerate(np.flatnonzero(np.asarray(found, dtype=bool)).tolist(), 1)
    ]
    points = dict.fromkeys([(0, 0), *steps, (reading.read, reading.found)])
    most = reading.found + _left_at_most(reading, confidence)
    return RecallCurve(points=tuple(points), total=total, most=most, confidence=confidence)


def _check(found: Sequence[bool], *, total: int, target: float = 1.0, confidence: float = 0.5) -> None:
    if len(found) > total:
        raise ValueError(f"{len(found)} records were read of {total}")
    if not 0 < target <= 1:
        raise ValueError(f"a target is above 0 and at most 1, not {target}")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence is between 0 and 1, not {confidence}")


# -- the test ------------------------------------------------------------------------------------


def _reading(found: Sequence[bool], total: int, since: int = 0) -> _Reading:
    latest = np.asarray(found, dtype=bool)[since:]
    length = np.append(len(latest) - 1 - np.flatnonzero(latest)[::-1], len(latest))
    return _Reading(
        relevant=np.arange(len(length)),
        length=length,
        found=sum(map(bool, found)),
        read=len(found),
        unread=total - len(found),
        logs=np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, total + 1)))]),
    )


def _too_many(found: int, target: float) -> int:
    """The least number of unread relevant records with which the target is missed."""
    return floor(found / target + _ROUNDING) + 1 - found


def _risk(reading: _Reading, left: int, *, further: int = 0) -> float:
    """How likely the most telling stretch is, had ``left`` or more relevant records been left unread.

    ``further`` irrelevant ones are thought to have been read after it.
    """
    length, unread = reading.length + further, reading.unread - further
    if left > unread:
        return 0.0
    telling = reading.relevant < length  # a stretch of nothing but relevant records tells nothing
    drawn, seen = length[telling], reading.relevant[telling]
    relevant, everything = seen + left, drawn + unread
    few = seen * everything < drawn * relevant  # fewer than are to be expected
    below = _at_most(seen[few], relevant[few], drawn[few], everything[few], reading.logs)
    rest = ~few
    unread_drawn = np.full(int(rest.sum()), unread)
    # Seen no more than so many is to have left no fewer: the shorter of the two sums is taken.
    above = 1 - _at_most(
        np.full_like(seen[rest], left - 1), relevant[rest], unread_drawn, everything[rest], reading.logs
    )
    return float(min(1.0, below.min(initial=1.0), max(0.0, above.min(initial=1.0))))


def _at_most(seen: Ints, relevant: Ints, drawn: Ints, everything: Ints, logs: Floats) -> Floats:
    """The chance of drawing ``seen`` relevant ones or fewer, where more are to be expected, so that terms only fall."""
    others = everything - relevant
    term: Floats = np.exp(
        logs[relevant] - logs[seen] - logs[relevant - seen]
        + logs[others] - logs[drawn - seen] - logs[others - drawn + seen]
        - logs[everything] + logs[drawn] + logs[everything - drawn]
    )  # fmt: skip
    total = term.copy()
    while np.any(term > _NEGLIGIBLE * total):
        term = term * (seen * (others - drawn + seen) / ((relevant - seen + 1) * (drawn - seen + 1)))
        total += term
        seen = seen - 1
    return total


def _left_at_most(reading: _Reading, confidence: float) -> int:
    """How many relevant records are unread at most, at a confidence."""
    above = 1  # doubled, since few is likely, and quicker to test than many
    while above <= reading.unread and _risk(reading, above) >= 1 - confidence:
        above *= 2
    tried = range(above // 2 + 1, above + 1)
    return _first(tried, lambda left: _risk(reading, left) < 1 - confidence) - 1


def _first(tried: range, holds: Callable[[int], bool]) -> int:
    """The first number from which something holds, where it holds from there on."""
    return tried.start + bisect_left(tried, True, key=holds)  # noqa: FBT003 what is looked for is its being true


def _tested(reading: _Reading, *, target: float, confidence: float) -> Advice:
    risk = _risk(reading, _too_many(reading.found, target))
    stops = risk < 1 - confidence
    left = _left_at_most(reading, confidence)
    return Advice(
        rule="hypergeometric",
        stops=stops,
        figure=risk,
        recall=reading.found / (reading.found + left) if reading.found else None,
        statement=_reached(reading, risk, target, confidence)
        if stops
        else _not_reached(reading, risk, left, target, confidence),
        is_heuristic=False,
    )


def _reached(reading: _Reading, risk: float, target: float, confidence: float) -> str:
    what = (
        f"at least {_percent(target)} of the relevant records are found" if reading.found else "no record is relevant"
    )
    so_far = _read(reading.read, reading.total, reading.found)
    return f"At {_percent(confidence)} confidence {what} ({_p(risk, confidence)}); {so_far}."


def _not_reached(reading: _Reading, risk: float, left: int, target: float, confidence: float) -> str:
    so_far = _read(reading.read, reading.total, reading.found)
    if not reading.read:
        return f"Not yet: {so_far}."
    what = f"more than {_percent(1 - target)} of the relevant records" if reading.found else "relevant records"
    said = [f"Not yet: {what} may be unread ({_p(risk, confidence)}); {so_far}."]
    if reading.found:
        share = 100 * reading.found // (reading.found + left)
        said.append(f"At {_percent(confidence)} confidence at least {share} % are found.")
    more = _further(reading, _too_many(reading.found, target), confidence)
    said.append(f"If the next {f'{more:,} are' if more > 1 else 'one is'} irrelevant, reading can stop.")
    return " ".join(said)


def _further(reading: _Reading, left: int, confidence: float) -> int:
    """How many irrelevant records in a row would be enough."""
    tried = range(reading.unread + 1)
    return _first(tried, lambda more: _risk(reading, left, further=more) < 1 - confidence)


# -- rules of thumb ------------------------------------------------------------------------------


def _consecutive(found: Sequence[bool], _: int, in_a_row: int) -> tuple[bool, float, str]:
    run = _run(found)
    return any(found) and run >= in_a_row, run, f"{run:,} irrelevant in a row, {in_a_row:,} are wanted"


def _safe(found: Sequence[bool], total: int, _: int) -> tuple[bool, float, str]:
    """What the order of reading tells of SAFE's second phase.

    It also wants records known beforehand to be found, and further phases with another model.

    Source:
        Boetje & van de Schoot (2024), doi 10.1186/s13643-024-02502-7.
    """
    run = _run(found)
    stops = any(found) and run >= SAFE_RUN and len(found) >= SAFE_SHARE * total
    wanted = f"SAFE's second phase wants {SAFE_RUN}, and {_percent(SAFE_SHARE)} of all read"
    return stops, run, f"{run:,} irrelevant in a row, {wanted}"


def _knee(found: Sequence[bool], _: int, __: int) -> tuple[bool, float, str]:
    """Where the gain curve bends most, whether it is so much steeper before than after.

    Source:
        Cormack & Grossman (2016), Engineering quality and reliability in technology-assisted review,
        doi 10.1145/2911451.2911510.
    """
    ratio = _slopes(np.cumsum(np.asarray(found, dtype=bool)))
    wanted = KNEE_SLOPES - min(sum(map(bool, found)), KNEE_RELEVANT)
    stops = len(found) >= KNEE_LEAST_READ and any(found) and ratio >= wanted
    why = f"relevant records came {ratio:.1f} times as fast before the knee of the curve as after it"
    return stops, ratio, f"{why}, {wanted} times are wanted, and {KNEE_LEAST_READ:,} read"


def _slopes(gained: Ints) -> float:
    if not len(gained) or not gained[-1]:
        return 0.0
    read = np.arange(1, len(gained) + 1)
    above = gained * len(gained) - read * gained[-1]  # height over the chord, in units that do not matter
    knee = len(above) - int(np.argmax(above[::-1]))  # the last of several: a steady yield has no knee at its first
    if knee == len(gained):
        return 0.0
    before, after = gained[knee - 1], gained[-1] - gained[knee - 1]
    return float(before / knee / ((1 + after) / (len(gained) - knee)))


_HEURISTICS: Mapping[Rule, Callable[[Sequence[bool], int, int], tuple[bool, float, str]]] = {
    "consecutive": _consecutive,
    "safe": _safe,
    "knee": _knee,
}


def _run(found: Sequence[bool]) -> int:
    """How many irrelevant records were read last, in a row."""
    return next((place for place, relevant in enumerate(reversed(found)) if relevant), len(found))


# -- words ---------------------------------------------------------------------------------------


def _read(read: int, total: int, relevant: int) -> str:
    if not read:
        return f"none of {total:,} was read"
    return f"{read:,} of {total:,} {'was' if read == 1 else 'were'} read, {_some(relevant)} relevant"


def _all_read(total: int, relevant: int) -> str:
    if not total:
        return "There is nothing to read."
    return f"Everything was read: {total:,} record{'s' * (total > 1)}, {_some(relevant)} relevant."


def _some(count: int) -> str:
    return f"{count:,}" if count else "none"


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %"


def _p(risk: float, confidence: float) -> str:
    if risk < 0.0005:  # noqa: PLR2004 half of the last digit shown
        return "p < .001"
    # A value that rounds to the bound is written out, so that it is seen on which side it is.
    digits = 3 if f"{risk:.3f}" != f"{1 - confidence:.3f}" else 6
    return f"p = {risk:.{digits}f}".replace("0.", ".", 1)
