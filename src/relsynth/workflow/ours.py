"""Files that relsynth itself wrote, which are never papers: in a project's folder, in a report, or by the log."""

from __future__ import annotations

from pathlib import Path

from relsynth.config import DEFAULT, FILE
from relsynth.project import DATABASE, Project
from relsynth.reports.table_forms import FORMS
from relsynth.workflow.all_tables import EVERY
from relsynth.workflow.outputs import place_of

OURS = frozenset(
    {FILE, DEFAULT.codebook, DATABASE, "map.html", *(f"{name}.{form}" for name in EVERY for form in FORMS)}
)
"""What relsynth writes into a project's folder; papers may lie beside it."""

REPORT = "relsynth-report.json"
"""A file that lies in the folder of a report, in which nothing is a paper."""


def written_from(project: Project) -> frozenset[Path]:
    """Where everything is that was ever written from a project, by its log."""
    return frozenset(place_of(project, one).resolve() for one in project.store.outputs.all())


def is_ours(path: Path, written: frozenset[Path]) -> bool:
    """Whether a file was written by relsynth.

    Args:
        written: what was written from the project, wherever it lies (``written_from``).
    """
    if path.resolve() in written:
        return True
    if any((folder / REPORT).is_file() for folder in path.parents[:2]):  # a report has folders for tables and figures
        return True
    return (path.name in OURS or path.name.startswith(f"{DATABASE}")) and (path.parent / FILE).is_file()
