"""Which report a coder reads next, where several read one ranked queue and are blind to each other.

    begun, and short of a coder   in the order in which they were begun
    the audit                     of the rest so many as the protocol says, drawn at random
    by rank                       the best of the rest

What somebody has begun is finished first. It keeps the place at which it was first read, and is not placed by what the
ranking says now: the ranking has learned the first coder's decision of it, and its place would give that decision away
to the second. What was decided elsewhere was never read here; it follows in the order of the ranking that has
learned nothing (``cold``). The audit draws among the reports that nobody has begun, so that its share is of reports
and not of readings, however many coders a report wants.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from relsynth.screening.decisions import Drawn
from relsynth.screening.protocol import share_of

READ_ELSEWHERE: frozenset[Drawn] = frozenset({"imported", "chosen"})
"""How reports came before their first coder that were not read in this queue; others read these last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A report that somebody has decided or has before them.

    ``coders`` are these; ``wanted`` how many are to decide it, ``settled`` that nobody else is; ``drawn`` how it came
    before the first. ``first`` is the number of the first decision, None where there is none yet.
    """

    report: str
    coders: frozenset[str]
    wanted: int
    drawn: Drawn
    first: int | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The report to read next. ``rank`` is its place among those that nobody has begun, from 1.

    None for a report that another coder has begun: see above.
    """

    report: str
    drawn: Drawn
    rank: int | None = None


def choose(
    ranked: Sequence[str],
    *,
    begun: Collection[str],
    short: Mapping[str, Begun],
    held: Mapping[str, Begun],
    skipped: Collection[str] = (),
    coder: str,
    audit: float,
    seed: str,
    cold: Mapping[str, int],
    in_turn: Iterable[str] | None = None,
) -> Choice | None:
    """The report that a coder reads next; None where nothing is left for them.

    Args:
        ranked: the reports that may be begun, the best first.
        begun: the reports that anybody has decided.
        short: those of them that want another coder.
        held: reports that others have before them now, decided or not; a coder who has one counts among its coders.
        skipped: reports that this coder has left for another time.
        coder: who asks.
        audit: the share of reports that are begun at random.
        seed: with the number of reports begun or held it makes the draw, alike on any machine.
        cold: the place of reports in the order of the ranking that has learned nothing.
        in_turn: ``short`` in the order of first decisions, where it is known; else it is sorted.
    """
    if in_turn is None:
        in_turn = sorted(short, key=lambda report: short[report].first or 0)
    if first := _begun_first(in_turn, short, held, skipped, coder=coder, cold=cold):
        return Choice(report=first.report, drawn="random" if first.drawn == "random" else "ranked")
    unread = (one for one in ranked if one not in begun and one not in held and one not in skipped)
    number = len(begun) + sum(report not in begun for report in held)
    if share_of(f"{seed} audit {number}") < audit:
        return _at_random(list(unread), f"{seed} drawn {number}")
    return next((Choice(report=report, drawn="ranked", rank=1) for report in unread), None)


def is_open_to(one: Begun, coder: str) -> bool:
    """Whether a coder may read what others have begun: they have not, and fewer than wanted have."""
    return not one.settled and coder not in one.coders and len(one.coders) < one.wanted


def turn_of(one: Begun, cold: Mapping[str, int]) -> tuple[int, int, str]:
    """What puts what is begun into the order in which others read it: read here; before somebody now; elsewhere."""
    place = cold.get(one.report, len(cold))
    if one.drawn in READ_ELSEWHERE:
        return (2, place, one.report)
    return (1, place, one.report) if one.first is None else (0, one.first, one.report)


def rank_of(report: str, ranked: Iterable[str], begun: Collection[str]) -> int | None:
    """The place of a report among those that nobody has decided, from 1; None where somebody has."""
    if report in begun:
        return None
    unread = (other for other in ranked if other not in begun)
    return next((place for place, other in enumerate(unread, start=1) if other == report), None)


def _begun_first(
    in_turn: Iterable[str],
    short: Mapping[str, Begun],
    held: Mapping[str, Begun],
    skipped: Collection[str],
    *,
    coder: str,
    cold: Mapping[str, int],
) -> Begun | None:
    """What a coder reads of what others have begun; of thousands the first is found without a look at the rest."""
    later: list[Begun] = []
    for report in in_turn:
        if coder in short[report].coders:  # asked first: of thousands that a coder waits for others with
            continue
        one = held.get(report) or short[report]
        if is_open_to(one, coder) and report not in skipped:
            if one.drawn not in READ_ELSEWHERE:
                return one
            later.append(one)
    later += (
        one for one in held.values() if one.first is None and is_open_to(one, coder) and one.report not in skipped
    )
    return min(later, key=partial(turn_of, cold=cold), default=None)


def _at_random(unread: Sequence[str], name: str) -> Choice | None:
    if not unread:
        return None
    place = int(share_of(name) * len(unread))
    return Choice(report=unread[place], drawn="random", rank=place + 1)
