"""A project in which two people have coded a paper apart from each other, and differ in three places."""

from __future__ import annotations

from pathlib import Path

from judged_papers import GREEN, TIES, TRUST, row, say
from made_up_team import FIRST, team_project
from relsynth.project import Project
from relsynth.workflow.assignments import assign
from relsynth.workflow.rounds import close_round, open_round
from relsynth.workflow.work_log import finish_paper

AT = "2026-03-01T10:00:00+00:00"
LATER = "2026-03-02T10:00:00+00:00"


def differing_project(folder: Path) -> Project:
    """Ben and Dee have read two papers: of the first, they differ in a code, in what one coded alone, and in facets.

    Of the second they agree on all.
    """
    project = team_project(folder, 1, 2)
    open_round(project, "pilot", coder="Cy", blind=True, at=AT)
    assign(project, "pilot", coders=["Ben", "Dee"], at=AT)
    say(project, "Ben", row(1, TRUST, assertion="affirmed"), row(1, TIES), row(1, GREEN, "STA.LEGIT"), row(2, TRUST))
    say(project, "Dee", row(1, TRUST, assertion="hedged"), row(1, TIES, "STA.LEGIT"), row(2, TRUST))
    return project


def finish(project: Project, *papers: str, close: bool = False) -> None:
    """Ben and Dee finish papers of their round, which may be closed then."""
    for paper in papers or (FIRST, "van-002"):
        for coder in ("Ben", "Dee"):
            finish_paper(project, paper, coder=coder, round="pilot", at=LATER)
    if close:
        close_round(project, "pilot", coder="Cy", at=LATER)
