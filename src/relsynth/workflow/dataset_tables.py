"""The tables of a dataset: a whole literature counted as a project is.

The figures are those that a project of the same papers and codings would have. What people add in a project (searches,
judgements, characteristics of studies) is not in a dataset; what hangs on it is left out, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import isnan
from pathlib import Path

from relsynth.codebook import GapThresholds
from relsynth.datasets.counting import evidence_rows, profile_rows
from relsynth.datasets.duck import Dataset, codebook_text, open_dataset
from relsynth.datasets.gap_finding import find_gaps
from relsynth.errors import ProjectError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.evidence import EvidenceRow
from relsynth.synthesis.gaps import Gap, disputes
from relsynth.synthesis.prevalence import UNKNOWN
from relsynth.synthesis.statistics import MOST_DRAWN
from relsynth.workflow.construct_table import EVIDENCE_COLUMNS, MEASURES, MIXED
from relsynth.workflow.corrections import Corrections, borrowed_corrections
from relsynth.workflow.gap_tables import GAP_COLUMNS, SORTED, guards_of
from relsynth.workflow.synthesise import (
    ABSENCE,
    COUNTING,
    MACHINE,
    PROFILE_COLUMNS,
    UNIT,
    provenance_of,
    underpowered_of,
)

BEHIND = frozenset({"settings", "quotes", "codings", "studies"})
"""Columns that a project's tables have and a dataset's have not; `dataset query` shows the sentences behind figures."""
SENTENCES = 'The sentences behind a figure: `relsynth dataset query DATASET "construct:CODE"`.'
FORMULA = (
    f"Intervals by study are drawn (bootstrap) for up to {MOST_DRAWN:,} studies, and beyond that by formula "
    "(infinitesimal jackknife)."
)


def dataset_evidence(dataset: Path) -> Table:
    """Evidence by construct: a row for each, zeros too.

    Raises:
        ProjectError: the folder is no dataset, or cannot be asked.
        ScaleError: the extra ``scale`` is not installed.
    """
    with opened_dataset(dataset) as opened:
        return _evidence_table(opened)


def dataset_gaps(dataset: Path, *, project: Project | None = None) -> Table:
    """Every gap of the dataset, worst first.

    Args:
        project: whose thresholds hold; the codebook's own where none is given.

    Raises:
        ProjectError, ScaleError: as ``dataset_evidence``; or the project's codebook is another.
    """
    with opened_dataset(dataset) as opened:
        return _gaps_table(opened, thresholds_of(opened, project))


def dataset_profile(dataset: Path) -> Table:
    """Coded sentences by section, per 1,000 words; raises as ``dataset_evidence``."""
    with opened_dataset(dataset) as opened:
        return _profile_table(opened)


@contextmanager
def opened_dataset(folder: Path) -> Iterator[Dataset]:
    """A dataset that is open, with the codebook that it was coded with; raises as ``dataset_evidence``."""
    with open_dataset(folder, read_codebook(codebook_text(folder), path=folder)) as dataset:
        yield dataset


def thresholds_of(dataset: Dataset, project: Project | None) -> GapThresholds:
    """The thresholds that gaps are called by: a project's of the same codebook, or the codebook's own."""
    if project is None:
        return dataset.codebook.gap_thresholds
    if project.codebook.digest != dataset.codebook.digest:
        raise ProjectError(
            f"{dataset.folder}: was coded with codebook {dataset.codebook.id} {dataset.codebook.version}, which is not "
            f"that of {project.path}; ask elsewhere, or for a project with that codebook (--project)"
        )
    return project.thresholds


# -- tables


def _evidence_table(dataset: Dataset, _thresholds: GapThresholds | None = None) -> Table:
    columns = tuple(column for column in EVIDENCE_COLUMNS if column not in BEHIND)
    return Table(
        title="Evidence by construct",
        columns=columns,
        rows=tuple(tuple(_cell(row, column) for column in columns) for row in evidence_rows(dataset)),
        notes=(*_footing(dataset), MIXED, MEASURES, SENTENCES),
    )


def _cell(row: EvidenceRow, column: str) -> Cell:
    if column == "share":
        return row.k / row.n if row.n else 0.0
    value = getattr(row, column)
    return dict(value) if isinstance(value, tuple) else value


def _gaps_table(dataset: Dataset, thresholds: GapThresholds) -> Table:
    found, scope = find_gaps(dataset, thresholds), dataset.scope
    known = borrowed_corrections(dataset.about.coder.split("@")[0], found.rows)
    columns = tuple(column for column in GAP_COLUMNS if column not in BEHIND)
    guards = guards_of(
        dataset.codebook,
        thresholds,
        disputes.parted(found.directions),
        lessons=scope.lessons,
        unsectioned=scope.unsectioned,
        abstracts=dict(scope.left_out).get("abstract only", 0),
    )
    return Table(
        title="Gaps",
        columns=columns,
        rows=tuple(_gap_cells(gap, known, columns) for gap in found.gaps),
        notes=(*_footing(dataset, thresholds), *guards, *known.notes, FORMULA, SORTED, SENTENCES),
    )


def _gap_cells(gap: Gap, known: Corrections, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    correction = known.by_construct.get(gap.construct)
    prevalence = correction.prevalence if correction else UNKNOWN
    cells: dict[str, Cell] = {
        "standing": gap.claim,
        "counts": dict(gap.counts) or None,
        "detail": gap.detail or None,
        "corrected": None if isnan(prevalence.value) else prevalence.value,
        "corrected_lower": None if isnan(prevalence.lower) else prevalence.lower,
        "corrected_upper": None if isnan(prevalence.upper) else prevalence.upper,
        "correction": correction.basis if correction else None,
    }
    return tuple(cells[column] if column in cells else getattr(gap, column) for column in columns)


def _profile_table(dataset: Dataset, _thresholds: GapThresholds | None = None) -> Table:
    return Table(
        title="Coded sentences by section, per 1,000 words",
        columns=PROFILE_COLUMNS,
        rows=tuple(tuple(getattr(row, column) for column in PROFILE_COLUMNS) for row in profile_rows(dataset)),
        notes=(
            *_footing(dataset),
            "The ratio row is density of late sections over density of results.",
            FORMULA,
            "Studies without a section that could be labelled are left out of this table.",
        ),
    )


SUMMARISED: Mapping[str, Callable[[Dataset, GapThresholds], Table]] = {
    "evidence": _evidence_table,
    "gaps": _gaps_table,
    "profile": _profile_table,
}
"""Tables of a summary, by name."""


def _footing(dataset: Dataset, thresholds: GapThresholds | None = None) -> tuple[str, ...]:
    scope = dataset.scope
    weak = underpowered_of(scope.n, (thresholds or dataset.codebook.gap_thresholds).n_min)
    return (scope.statement, UNIT, COUNTING, MACHINE, ABSENCE, *weak, *rests_on(dataset))


def rests_on(dataset: Dataset) -> tuple[str, str]:
    """What the figures rest on: codebook, coders and version; the dataset and its digest."""
    return (
        provenance_of(dataset.codebook, dataset.scope.coders),
        f"Dataset {dataset.folder.name} ({dataset.digest[:12]}), coded by relsynth {dataset.about.relsynth}.",
    )
