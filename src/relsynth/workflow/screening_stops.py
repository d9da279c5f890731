"""The decision to read no further at a stage, with what the stopping rule said just then; and to go on after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.screening.standing import Standing
from relsynth.store.screening import Stop
from relsynth.workflow.duplicates import named
from relsynth.workflow.listing import counted
from relsynth.workflow.screening_reading import advice_of, arrivals, reading_of
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import WHY_NONE, reports_at, standing_of

if TYPE_CHECKING:
    from relsynth.screening.stopping import Advice

READ_ELSEWHERE = "No rule speaks of it: all that is decided was decided in another program."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Reading has stopped at a stage, or goes on where ``goes_on``.

    ``rule_stops`` tells whether the stopping rule would stop as well; None where it has nothing to go by.
    """

    stop: Stop
    rule_stops: bool | None = None
    goes_on: bool = False

    def __str__(self) -> str:
        at = STAGE_NAMES[self.stop.stage]
        if self.goes_on:
            return f"Screening by {at} goes on; {self.stop.coder} had stopped it on {self.stop.at[:10]}."
        lines = [f"Stopped screening by {at}; {counted(self.stop.unread, 'report')} left unread.", self.stop.statement]
        if self.rule_stops is False:
            lines.append("The rule would read on: say in your report why you did not.")
        return "\n".join(lines)


def stop_screening(project: Project, stage: Stage, *, coder: str, at: str) -> Stopped:
    """Read no further at a stage: what is begun is finished, nothing new is handed out.

    Kept with who decided it, what the stopping rule said, and how many reports nobody had read.

    Raises:
        InputError: the coder has no name; nothing was decided at the stage; or reading has stopped already.
    """
    person = named(coder)
    reports = reports_at(project, stage)
    standing = standing_of(project, stage, reports.report_of)
    if not reports.members:
        raise InputError(f"there is nothing to stop at {STAGE_NAMES[stage]}: {WHY_NONE[stage]}")
    require_begun(stage, standing)
    advice = advice_of(project.config.protocol, reading_of(standing, arrivals(project, stage, reports)))
    unread = len(reports.members) - len(standing.begun)
    return keep_stop(project, stage, coder=person, advice=advice, unread=unread, at=at)


def require_begun(stage: Stage, standing: Standing) -> None:
    """Refuse to stop what nobody has begun."""
    if not standing.begun:
        raise InputError(f"there is nothing to stop at {STAGE_NAMES[stage]}: nobody has decided anything yet")


def keep_stop(project: Project, stage: Stage, *, coder: str, advice: Advice | None, unread: int, at: str) -> Stopped:
    """Keep that reading stops at a stage, with what the stopping rule said and how many reports nobody had read.

    Raises:
        InputError: it has stopped already.
    """
    statement = READ_ELSEWHERE if advice is None else advice.statement
    stop = Stop(stage=stage, coder=coder, statement=statement, unread=unread, at=at)
    with project.store.atomic():
        before = project.store.screening.stop(stage)
        if before is not None:
            raise InputError(f"{before.coder} has stopped screening by {STAGE_NAMES[stage]} already, {before.at[:10]}")
        project.store.screening.add_stop(stop)
    return Stopped(stop=stop, rule_stops=None if advice is None else advice.stops)


def go_on_screening(project: Project, stage: Stage, *, coder: str, at: str) -> Stopped:
    """Take the decision to stop back; it is kept that there was one.

    Raises:
        InputError: the coder has no name, or reading has not stopped.
    """
    person = named(coder)
    with project.store.atomic():
        before = project.store.screening.stop(stage)
        if before is None:
            raise InputError(f"nobody has stopped screening by {STAGE_NAMES[stage]}")
        project.store.screening.withdraw_stop(stage, coder=person, at=at)
    return Stopped(stop=before, goes_on=True)
