"""What waits for a coder: papers that they have begun, and papers that rounds have put before them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from relsynth.coding_rounds import Work
from relsynth.project import Project
from relsynth.workflow.people import person_of
from relsynth.workflow.rounds import round_status


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunPaper:
    """A paper that a coder has begun and not finished, and when they last began or left it off.

    ``codings`` are their own that hold there; ``section`` is the heading over the one that they made last.
    """

    document: str
    name: str
    round: str | None
    at: str
    codings: int = 0
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRound:
    """An open round with papers left for a coder; ``document`` is the next of those that they have not begun."""

    name: str
    blind: bool
    assigned: int
    left: int
    document: str | None
    paper: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What waits for a coder, what they were at last first."""

    begun: tuple[BegunPaper, ...]
    rounds: tuple[WaitingRound, ...]


def today(project: Project, *, coder: str) -> Today:
    """Tell what waits for a coder.

    Raises:
        InputError: the coder is nobody, or a machine.
    """
    name = person_of(project, coder).name
    return Today(begun=_begun(project, name), rounds=_rounds(project, name))


def _begun(project: Project, coder: str) -> tuple[BegunPaper, ...]:
    last: dict[tuple[str, str | None], Work] = {}
    for one in project.store.rounds.work(coder):
        last.pop((one.document, one.round), None)  # the order is that of the last
        last[one.document, one.round] = one
    names = project.store.papers.names()
    return tuple(
        _placed(project, coder, one, names[one.document])
        for one in reversed(last.values())
        if one.event != "finish" and one.document in names and project.store.is_counted(one.document)
    )


def _placed(project: Project, coder: str, one: Work, name: str) -> BegunPaper:
    held = project.codings(document=one.document, grounds=False)
    mine = [coding for coding in held if coding.coder.name == coder and coding.verdict == "code"]
    section = None
    if mine:
        document = project.store.papers.current(one.document)
        start = max(mine, key=attrgetter("number")).span.start
        over = next((part.section for part in document.paragraphs if part.start <= start < part.end), None)
        path = () if over is None else document.section_path(over)
        section = path[-1] if path else None
    return BegunPaper(document=one.document, name=name, round=one.round, at=one.at, codings=len(mine), section=section)


def _rounds(project: Project, coder: str) -> tuple[WaitingRound, ...]:
    found = []
    for status in round_status(project).rounds:
        mine = [one for one in status.papers if one.coder == coder]
        left = [one for one in mine if one.is_left]
        fresh = next((one for one in left if not one.begun), None)
        if left and status.round.is_open:
            found.append(
                WaitingRound(
                    name=status.round.name,
                    blind=status.round.blind,
                    assigned=len(mine),
                    left=len(left),
                    document=fresh.document if fresh else None,
                    paper=fresh.paper if fresh else None,
                )
            )
    return tuple(found)
