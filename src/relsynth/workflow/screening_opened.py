"""A stage of screening as it was loaded: its reports, when each came, their ranking, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.screening.standing import Standing
from relsynth.workflow.screening_ranking import Ranking, open_ranking
from relsynth.workflow.screening_reading import arrivals
from relsynth.workflow.screening_stage import WHY_NONE, StageReports, reports_at, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStage:
    """A stage as it was loaded: of one session, or of several that take turns. It holds a thread: close it.

    ``came`` tells when each report came to the stage; ``standing`` is brought up to date by whoever asks.
    """

    stage: Stage
    reports: StageReports
    came: Mapping[str, datetime]
    ranking: Ranking
    standing: Standing

    def close(self) -> None:
        """Let the ranking go."""
        self.ranking.close()


def open_stage(project: Project, stage: Stage, *, waits: bool = True) -> OpenStage:
    """Load a stage with all that was decided.

    Args:
        waits: for what the ranking is learning; where many share the stage, nobody should.

    Raises:
        InputError: no report is at the stage.
        CodebookError: the protocol says nothing to rank by, and the codebook contradicts itself.
    """
    reports = reports_at(project, stage)
    if not reports.members:
        raise InputError(f"no report is to be screened: {WHY_NONE[stage]}")
    with ExitStack() as until_open:
        ranking = until_open.enter_context(closing(open_ranking(project, stage, reports.members, waits=waits)))
        opened = OpenStage(
            stage=stage,
            reports=reports,
            came=arrivals(project, stage, reports),
            ranking=ranking,
            standing=standing_of(project, stage, reports.report_of),
        )
        until_open.pop_all()  # from here on whoever has it closes it
    return opened
