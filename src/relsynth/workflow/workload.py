"""How long a team works: hours by coder and by paper from the log, and by coder in screening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.coding_rounds import finished
from relsynth.project import Project
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.rounds import round_named
from relsynth.workload import (
    HOUR,
    IDLE,
    MINUTE,
    PAUSE,
    SILENCE,
    Pace,
    Sitting,
    Stretch,
    by_document,
    pace,
    sitting,
    stretches,
)

By = Literal["coder", "paper"]
RULE = (
    "Hours are from start to stop or finish. Where that is missing, to the last act in the paper, or "
    f"{IDLE / MINUTE:.0f} minutes; a silence of more than {SILENCE / HOUR:.0f} hours counts as {IDLE / MINUTE:.0f} "
    "minutes.\n"
    f"In screening a decision has the time since the one before; more than {PAUSE / MINUTE:.0f} minutes are a pause.\n"
    "These limits are ours."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTime:
    """How long a paper took: all its coders together, and each of them in minutes."""

    paper: str
    document: str
    words: int
    hours: float
    minutes: Mapping[str, float]
    finished: tuple[str, ...]

    def __str__(self) -> str:
        by = ", ".join(
            f"{coder} {minutes:.0f} min{'' if coder in self.finished else ' (not finished)'}"
            for coder, minutes in self.minutes.items()
        )
        return f"{self.paper}: {self.hours:.1f} h ({by})  {self.words} words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Hours of coding by coder and by paper, in a round or in all, and of screening by coder."""

    by: By
    round: str | None
    coders: tuple[Pace, ...]
    papers: tuple[PaperTime, ...]
    screening: tuple[Sitting, ...]
    rule: str = RULE

    def __str__(self) -> str:
        title = f"Coding in {self.round}" if self.round else "Coding"
        rows = [_pace_told(one) for one in self.coders] if self.by == "coder" else [str(one) for one in self.papers]
        if not rows and not self.screening:
            return "No work is logged yet; begin with `relsynth work start PAPER --coder WHO`."
        lines = listing(title, rows, most=None) + listing("Screening", [*map(_sitting_told, self.screening)], most=None)
        return "\n".join([*lines, *self._notes(), self.rule])

    def _notes(self) -> Iterator[str]:
        if concluded := sum(one.concluded for one in self.coders):
            yield f"The end of {counted(concluded, 'stretch', 'stretches')} of work was not logged, and is concluded."
        if untimed := sum(one.untimed for one in self.coders):
            yield f"{counted(untimed, 'paper')} finished without a start: no time is known, and none enters the rates."


def workload(project: Project, *, round: str | None = None, by: By = "coder") -> Workload:
    """How long people worked: hours, median minutes per paper, papers and words per hour.

    Args:
        round: count the work in this round alone; screening is left out then, which is in no round.
        by: what is told to people; programs get both.

    Raises:
        InputError: there is no such round.
    """
    wanted = None if round is None else round_named(project, round).name
    work = tuple(one for one in project.store.rounds.work() if wanted in (None, one.round))
    done: dict[str, set[str]] = defaultdict(set)
    for document, coder, _ in finished(work):
        done[coder].add(document)
    worked = stretches(work, project.store.rounds.signs())
    words = _words(project, {one.document for one in work})
    return Workload(
        by=by,
        round=wanted,
        coders=tuple(pace(one, worked, done[one], words) for one in sorted({one.coder for one in work})),
        papers=tuple(_papers(project, worked, done, words)),
        screening=tuple(_screening(project)) if wanted is None else (),
    )


def _papers(
    project: Project, worked: Iterable[Stretch], done: Mapping[str, set[str]], words: Mapping[str, int]
) -> Iterator[PaperTime]:
    names = project.store.papers.names()
    of: dict[str, list[Stretch]] = defaultdict(list)
    for one in worked:
        of[one.document].append(one)
    for document, own in sorted(of.items(), key=lambda item: names.get(item[0], item[0])):
        coders: dict[str, float] = defaultdict(float)
        for one in own:
            coders[one.coder] += one.seconds
        yield PaperTime(
            paper=names.get(document, document),
            document=document,
            words=words.get(document, 0),
            hours=by_document(own)[document] / HOUR,
            minutes={coder: seconds / MINUTE for coder, seconds in sorted(coders.items())},
            finished=tuple(sorted(coder for coder in coders if document in done.get(coder, ()))),
        )


def _words(project: Project, documents: Iterable[str]) -> Mapping[str, int]:
    """Words between white space of the papers as they are read now; a paper counted no longer has none."""
    there = project.store.papers.names()
    return {id: len(project.store.papers.current(id).text.split()) for id in documents if id in there}


def _screening(project: Project) -> Iterator[Sitting]:
    """Of those who decided here; what was decided in another program tells no time."""
    times: dict[str, list[str]] = defaultdict(list)
    for decision in project.store.screening.history():
        if decision.drawn != "imported":
            times[decision.coder].append(decision.at)
    for coder, own in sorted(times.items()):
        yield sitting(coder, own)


def _pace_told(one: Pace) -> str:
    """How a coder gets on, in a line."""
    rates = (
        f"; {one.minutes_per_paper:.0f} min a paper (median), {one.papers_per_hour:.1f} papers and "
        f"{one.words_per_hour:.0f} words an hour"
        if one.minutes_per_paper is not None
        else ""
    )
    return f"{one.coder}: {one.hours:.1f} h on {counted(one.papers, 'paper')}, {one.finished} finished{rates}"


def _sitting_told(one: Sitting) -> str:
    rates = (
        f"; {one.seconds_per_record:.0f} s a record (median), {one.records_per_hour:.0f} records an hour"
        if one.seconds_per_record is not None and one.records_per_hour is not None
        else ""
    )
    return f"{one.coder}: {one.hours:.1f} h, {counted(one.decisions, 'decision')}, {one.timed} timed{rates}"
