"""Every table by its name, whichever verb makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.workflow import synthesise
from relsynth.workflow.cerqual import cerqual_table
from relsynth.workflow.evidence_tables import determinants_table, incidence_table, ratings_table, segments_table
from relsynth.workflow.strategy_tables import barrier_strategy_table, strategies_table

EVIDENCE: Mapping[str, Callable[[Project], Table]] = {
    "segments": segments_table,
    "incidence": incidence_table,
    "determinants": determinants_table,
    "ratings": ratings_table,
    "strategies": strategies_table,
    "barrier_strategy": barrier_strategy_table,
    "cerqual": cerqual_table,
}
"""The evidence tables of the field, each with the verb that makes it."""

ALL_TABLES = (*synthesise.TABLES, *EVIDENCE)


def tabulate(project: Project, name: str, *, outcome: str | None = None) -> Table:
    """Any table by its name.

    Args:
        outcome: of ratings only: FORM.FIELD that says how each study ended.

    Raises:
        InputError: there is no such table, form or field.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    if name == "ratings":
        return ratings_table(project, outcome=outcome)
    if name in EVIDENCE:
        return EVIDENCE[name](project)
    if name not in ALL_TABLES:
        raise InputError(f"no table {name!r}; there are {', '.join(ALL_TABLES)}")
    return synthesise.tabulate(project, name)
