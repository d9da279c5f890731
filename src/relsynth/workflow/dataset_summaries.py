"""A dataset's tables in a project: its figures for a report, logged with the digest of what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relsynth.datasets.duck import Dataset
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import WRITERS, Table
from relsynth.workflow.dataset_tables import SUMMARISED, opened_dataset, thresholds_of
from relsynth.workflow.listing import counted
from relsynth.workflow.outputs import basis_of, keep_output, path_of
from relsynth.workflow.synthesise import save_table

SUMMARY = "literature"
"""Folder of a project that a dataset is summarised into, unless another is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSummary:
    """Tables that were written into a project, and the digest of the dataset that they rest on."""

    dataset: str
    digest: str
    studies: int
    papers: int
    files: tuple[str, ...]

    def __str__(self) -> str:
        about = f"{counted(self.studies, 'study', 'studies')} of {self.dataset} ({self.digest[:12]})"
        return "\n".join([f"{about} summarised:", *(f"  {one}" for one in self.files)])


def summarise_dataset(project: Project, dataset: Path, *, into: Path | None = None, at: str) -> DatasetSummary:
    """Write the evidence, gap and profile tables of a dataset into a project, and log them with the dataset's digest.

    Args:
        into: folder to write to; ``literature`` in the project where none is named.

    Raises:
        ProjectError: as ``dataset_gaps``, or a file cannot be written.
    """
    folder = into or project.path / SUMMARY
    with opened_dataset(dataset) as opened:
        thresholds, scope = thresholds_of(opened, project), opened.scope
        tables = {name: make(opened, thresholds) for name, make in SUMMARISED.items()}
        basis = {**basis_of(project), **_basis(project, opened)}
    files = []
    for name, table in tables.items():
        for form in WRITERS:
            path = folder / f"{name}.{form}"
            save_table(table, form, path)
            options = {"dataset": path_of(project, dataset), "name": name}
            keep_output(*(project, path), command=COMMAND, options=options, form=form, table=table, at=at, basis=basis)
            files.append(path_of(project, path))
    return DatasetSummary(
        dataset=str(dataset), digest=opened.digest, studies=scope.n, papers=scope.papers, files=tuple(files)
    )


COMMAND = "dataset summarise"


def summary_table(project: Project, dataset: str, name: str) -> Table:
    """One of the tables of a summary, as it would be written now.

    Raises:
        InputError: there is no such table.
        ProjectError: as ``dataset_gaps``.
    """
    if name not in SUMMARISED:
        raise InputError(f"no table {name!r} of a dataset; there are {', '.join(SUMMARISED)}")
    with opened_dataset(project.path / dataset) as opened:
        return SUMMARISED[name](opened, thresholds_of(opened, project))


def _basis(project: Project, dataset: Dataset) -> Mapping[str, Any]:
    book = dataset.codebook
    return {
        "codebook": {"id": book.id, "version": book.version, "digest": book.digest},
        "coders": list(dataset.scope.coders),
        "dataset": {"path": path_of(project, dataset.folder), "digest": dataset.digest, "studies": dataset.scope.n},
    }
