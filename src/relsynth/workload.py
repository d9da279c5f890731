"""How long people work: from a log of when they began and left off, and from the times of what they said.

A coder works on one paper at a time. A stretch of work begins with a start and ends with the next stop or finish of the
same paper. Where that is missing, it ends with the coder's last act in the paper before they began anything else, or,
where there was none, IDLE after the start, but not after they began something else. Within a stretch a silence (no
start, act or stop) longer than SILENCE counts as IDLE: somebody went home without saying so. Time that runs backwards
counts as none. The rule and its limits are ours; no published standard of it is known to us.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median

from relsynth.coding_rounds import Sign, Work

IDLE = 30 * 60.0  # seconds that are counted after the last sign of life
SILENCE = 2 * 60 * 60.0  # seconds without a sign of life after which nobody is believed to be reading still
PAUSE = 5 * 60.0  # seconds between two decisions in screening that are a pause, not reading
HOUR = 3600.0
MINUTE = 60.0
CLOSING = frozenset({"stop", "finish"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a coder's work on a document, in seconds; ``told`` where its end was logged, not concluded."""

    coder: str
    document: str
    round: str | None
    seconds: float
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a coder gets on. Rates and the median are of the papers that they finished, and whose time is known.

    ``untimed``: papers that they finished without ever saying that they began. ``concluded``: stretches whose end
    nobody logged.
    """

    coder: str
    papers: int
    finished: int
    hours: float
    minutes_per_paper: float | None
    papers_per_hour: float | None
    words_per_hour: float | None
    untimed: int
    concluded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """How a coder gets on with screening: ``timed`` decisions came within PAUSE of the one before, and ``hours`` is
    the time from one to the next of these.
    """

    coder: str
    decisions: int
    timed: int
    hours: float
    seconds_per_record: float | None
    records_per_hour: float | None


def stretches(work: Sequence[Work], signs: Iterable[Sign]) -> tuple[Stretch, ...]:
    """The stretches of work in a log, each coder's in its order; what is no time of day counts as no time.

    Args:
        work: the log, in the order in which it was kept.
        signs: what people did in documents meanwhile, in any order.
    """
    acts: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for coder, document, at in signs:
        if (moment := moment_of(at)) is not None:
            acts[coder, document].append(moment)
    by_coder: dict[str, list[Work]] = defaultdict(list)
    for one in work:
        by_coder[one.coder].append(one)
    return tuple(
        stretch
        for coder, logged in by_coder.items()
        for stretch in _stretches(logged, {k: sorted(acts[k]) for k in acts if k[0] == coder})
    )


def _stretches(logged: Sequence[Work], acts: Mapping[tuple[str, str], Sequence[datetime]]) -> Iterable[Stretch]:
    """Of one coder."""
    begun: Work | None = None
    for one in logged:
        if begun is not None and one.event in CLOSING and _what(one) == _what(begun):
            yield _stretch(begun, one, acts, told=True)
            begun = None
        elif one.event == "start":
            if begun is not None:
                yield _stretch(begun, one, acts, told=False)
            begun = one
    if begun is not None:
        yield _stretch(begun, None, acts, told=False)


def _stretch(
    begun: Work, after: Work | None, acts: Mapping[tuple[str, str], Sequence[datetime]], *, told: bool
) -> Stretch:
    """From a start to its end where that is told, else to what can be concluded of it before what came ``after``."""
    start, end = moment_of(begun.at), moment_of(after.at) if after else None
    seconds = 0.0
    if start is not None:
        meanwhile = [at for at in acts.get((begun.coder, begun.document), ()) if start <= at and not (end and at > end)]
        if told and end is not None:
            meanwhile.append(end)
        elif not meanwhile:
            seconds = IDLE if end is None else min(IDLE, max(0.0, (end - start).total_seconds()))
        seconds += sum(map(_counted, pairwise([start, *meanwhile])))
    return Stretch(coder=begun.coder, document=begun.document, round=begun.round, seconds=seconds, told=told)


def _counted(two: tuple[datetime, datetime]) -> float:
    """Seconds that are counted between two signs of life."""
    passed = (two[1] - two[0]).total_seconds()
    return max(0.0, passed) if passed <= SILENCE else IDLE


def pace(coder: str, worked: Iterable[Stretch], finished: Iterable[str], words: Mapping[str, int]) -> Pace:
    """How a coder gets on.

    Args:
        worked: stretches, anybody's.
        finished: documents that the coder has finished.
        words: document -> words that it has; those it says nothing of count none.
    """
    own = [one for one in worked if one.coder == coder]
    seconds = by_document(own)
    done = frozenset(finished)
    timed = {document: time for document, time in seconds.items() if document in done and time > 0}
    hours = sum(timed.values()) / HOUR
    return Pace(
        coder=coder,
        papers=len(seconds.keys() | done),
        finished=len(done),
        hours=sum(seconds.values()) / HOUR,
        minutes_per_paper=median(timed.values()) / MINUTE if timed else None,
        papers_per_hour=len(timed) / hours if timed else None,
        words_per_hour=sum(words.get(document, 0) for document in timed) / hours if timed else None,
        untimed=len(done - timed.keys()),
        concluded=sum(not one.told for one in own),
    )


def by_document(worked: Iterable[Stretch]) -> Mapping[str, float]:
    """Document -> seconds that were worked on it."""
    seconds: dict[str, float] = defaultdict(float)
    for one in worked:
        seconds[one.document] += one.seconds
    return seconds


def sitting(coder: str, times: Iterable[str], *, pause: float = PAUSE) -> Sitting:
    """How a coder gets on with screening, from the moments (ISO 8601) of their decisions.

    What passes between two decisions is the reading of the later one's record, unless it is longer than ``pause``
    seconds. Of the first after a pause nobody knows how long it took.
    """
    given = tuple(times)
    moments = sorted(moment for at in given if (moment := moment_of(at)) is not None)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    read = [gap for gap in gaps if gap <= pause]
    return Sitting(
        coder=coder,
        decisions=len(given),
        timed=len(read),
        hours=sum(read) / HOUR,
        seconds_per_record=median(read) if read else None,
        records_per_hour=len(read) / sum(read) * HOUR if sum(read) else None,
    )


def moment_of(at: str) -> datetime | None:
    """A moment as ISO 8601 tells it, UTC where it names no zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _what(one: Work) -> tuple[str, str | None]:
    return one.document, one.round
