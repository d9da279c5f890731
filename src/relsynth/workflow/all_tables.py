"""Every table by its name, whichever verb makes it; and all of them at once, as a report and a run have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.workflow import synthesise
from relsynth.workflow.cerqual import cerqual_table
from relsynth.workflow.contexts import context, equity
from relsynth.workflow.courses import lifecycle, trends
from relsynth.workflow.evidence_tables import determinants_table, incidence_table, ratings_table, segments_table
from relsynth.workflow.findings import Finding
from relsynth.workflow.goals import alignment, quality
from relsynth.workflow.interactions import network
from relsynth.workflow.links import links
from relsynth.workflow.relegation import relegation
from relsynth.workflow.strategy_tables import barrier_strategy_table, strategies_table
from relsynth.workflow.track import Track, untracked

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

FINDINGS: Mapping[str, Callable[[Project], Finding]] = {
    "relegation": relegation,
    "context": context,
    "alignment": alignment,
    "network": network,
    "links": links,
    "quality": quality,
    "equity": equity,
    "lifecycle": lifecycle,
    "trends": trends,
}
"""Answers that are tables of a report too, by their commands; what needs to be told more (necessity) is not."""

EVERY = (*ALL_TABLES, *FINDINGS)
"""Names of all tables that a report and a run write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryTable:
    """Every table with its picture, by name; and those that could not be made, with the reason."""

    made: Mapping[str, Finding]
    missing: tuple[str, ...]


def tabulate_every(project: Project, *, track: Track = untracked) -> EveryTable:
    """Every table of one moment, the corpus read once; what the codebook has no code or facet for is told as missing.

    Raises:
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    made: dict[str, Finding] = {}
    missing: list[str] = []
    with synthesise.one_corpus(project):
        for name in track(EVERY, "Making tables"):
            try:
                made[name] = FINDINGS[name](project) if name in FINDINGS else Finding(table=tabulate(project, name))
            except InputError as error:
                missing.append(f"{name} ({error})")
    return EveryTable(made=made, missing=tuple(missing))


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
