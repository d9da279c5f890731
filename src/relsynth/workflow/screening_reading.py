"""What was read of a stage, in the order of reading, as the stopping rule takes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.screening.protocol import Protocol
from relsynth.screening.standing import Standing
from relsynth.workflow.screening_stage import StageReports, moment_of, standing_of

if TYPE_CHECKING:
    from relsynth.screening.stopping import Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Whether each report that was read here was relevant, in the order of reading.

    Reports that were decided in another program count for neither side, ``total`` among them: nobody knows in what
    order they were read. The first ``since`` were read before all that is unread was there. ``picked`` came before
    their first coder by the coder's own choice, neither by rank nor at random.
    """

    found: tuple[bool, ...]
    total: int
    since: int
    picked: int


def reading_of(standing: Standing, came: Mapping[str, datetime], *, unseen: Collection[str] = ()) -> Reading:
    """What was read up to now, as who is still to decide ``unseen`` may know it: these count as unread.

    ``came`` has every report of the stage (``arrivals``).
    """
    read_here = list(standing.read_here())
    read = [report for report in read_here if report not in unseen]
    return Reading(
        found=tuple(standing.labels[report] for report in read),
        total=len(came) - (len(standing.begun) - len(read_here)),
        since=_since(read, standing, came),
        picked=sum(standing.begun[report].drawn == "chosen" for report in read),
    )


def arrivals(project: Project, stage: Stage, reports: StageReports) -> dict[str, datetime]:
    """When each report of a stage came to it: with its first search; to its full text, once that was decided too."""
    sources = {source.id: moment_of(source.added_at) for source in project.store.catalogue.sources()}
    places = project.store.catalogue.places()
    came = {
        report: min(sources[place.source] for id in records for place in places[id])
        for report, records in reports.members.items()
    }
    if stage == "full_text":
        before = standing_of(project, "title_abstract", reports.report_of)
        came |= {report: max(came[report], moment_of(before.decisions(report)[-1].at)) for report in before.begun}
    return came


def advice_of(protocol: Protocol, reading: Reading) -> Advice | None:
    """What the stopping rule says of what was read here; None before anything was."""
    from relsynth.screening import stopping  # noqa: PLC0415 scipy, which --help need not load

    if not reading.found:
        return None
    advice = stopping.advice(
        reading.found,
        total=reading.total,
        rule=protocol.rule,
        target=protocol.target,
        confidence=protocol.confidence,
        since=reading.since,
    )
    if advice.is_heuristic or not reading.picked or len(reading.found) == reading.total:
        return advice
    caveat = f"The test is of reading by rank or at random; picked by hand: {reading.picked}."
    return replace(advice, statement=f"{advice.statement} {caveat}")


def _since(read: Sequence[str], standing: Standing, came: Mapping[str, datetime]) -> int:
    """How many were read before the last of the unread reports came."""
    newest = max((moment for report, moment in came.items() if report not in standing.begun), default=None)
    if newest is None:
        return 0
    earlier = (n for n in range(len(read), 0, -1) if moment_of(standing.decisions(read[n - 1])[0].at) < newest)
    return next(earlier, 0)
