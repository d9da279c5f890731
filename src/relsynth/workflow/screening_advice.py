"""Whether to read on: what the stopping rule says of a stage, and the curve behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.store.screening import Stop
from relsynth.workflow.screening_reading import advice_of, arrivals, reading_of
from relsynth.workflow.screening_shown import STAGE_NAMES
from relsynth.workflow.screening_stage import reports_at, standing_of

if TYPE_CHECKING:
    from relsynth.screening.stopping import Advice, RecallCurve

PLOTTED = ".svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAdvice:
    """What the stopping rule says of a stage; None before anything was read.

    ``curve`` is how many relevant reports were found by how many read; ``plot`` the file that it was drawn to.
    """

    stage: Stage
    advice: Advice | None
    curve: RecallCurve | None
    stopped: Stop | None
    plot: str | None = None

    def __str__(self) -> str:
        told = "nothing was read yet" if self.advice is None else self.advice.statement
        lines = [f"{STAGE_NAMES[self.stage].capitalize()}: {told}"]
        if self.stopped is not None:
            lines.append(f"Stopped by {self.stopped.coder} ({self.stopped.at[:10]}).")
        if self.plot is not None:
            lines.append(f"Wrote the recall plot to {self.plot}.")
        return "\n".join(lines)


def screening_advice(project: Project, *, stage: Stage, plot: Path | None = None) -> StageAdvice:
    """What the stopping rule of the protocol says of a stage now; drawn to ``plot`` where a file is named.

    Reports that were decided in another program count for neither side: nobody knows in what order they were read.

    Raises:
        InputError: the plot is to be no SVG, or nothing was read that could be drawn.
        ProjectError: the plot cannot be written.
    """
    if plot is not None and plot.suffix.lower() != PLOTTED:
        raise InputError(f"{plot}: the recall plot is written as {PLOTTED}")
    from relsynth.screening.stopping import recall_curve  # noqa: PLC0415 numpy, which --help need not load

    protocol = project.config.protocol
    reports = reports_at(project, stage)
    standing = standing_of(project, stage, reports.report_of)
    reading = reading_of(standing, arrivals(project, stage, reports))
    curve = None
    if reading.found:
        curve = recall_curve(reading.found, reading.total, confidence=protocol.confidence, since=reading.since)
    if plot is not None:
        _draw(curve, plot)
    return StageAdvice(
        stage=stage,
        advice=advice_of(protocol, reading),
        curve=curve,
        stopped=project.store.screening.stop(stage),
        plot=None if plot is None else str(plot),
    )


def _draw(curve: RecallCurve | None, path: Path) -> None:
    from relsynth.reports.recall_plot import recall_plot  # noqa: PLC0415

    if curve is None:
        raise InputError("nothing was read that could be drawn; screen first, with `relsynth screen --coder NAME`")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(recall_plot(curve), encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
