"""A project whose charts differ, for the tests of what is settled and charted at the desk."""

from __future__ import annotations

from pathlib import Path

from made_up import AT
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.project import Project

HOSTILE = "<img src=x data-hostile onerror=hit('chart')> & 🤝🏽"


def differing_charts(folder: Path) -> Project:
    """An open project in which Ben and Dee differ on country, design and weeks of one study, and agree on another."""
    project = charting_project(folder, 1, 2)
    said = (("Ben", HOSTILE, "12", "survey"), ("Dee", "Mali", "13", "trial"))
    for coder, country, weeks, design in said:
        workflow.chart(project, "van-001", "country", [country], coder=coder, at=AT, note=HOSTILE)
        workflow.chart(project, "van-001", "weeks", [weeks], coder=coder, at=AT)
        workflow.chart(project, "van-001", "design", [design], coder=coder, at=AT, quote=QUOTE)
        workflow.chart(project, "van-002", "weeks", ["1"], coder=coder, at=AT)
    return project
