"""The tables of a dataset say what a project of the same papers says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.errors import ProjectError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.workflow.dataset_tables import BEHIND

AT = "2026-01-01T00:00:00+00:00"
CORRECTED = ("corrected", "corrected_lower", "corrected_upper", "correction")
ONLY_HERE = ("one_setting",)  # what studies were like is not in a dataset


@pytest.fixture(scope="module")
def literature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve fictional papers as a dataset, coded as the project ``examples`` is."""
    folder = tmp_path_factory.mktemp("literature") / "d"
    workflow.code_dataset(
        [example_papers()], folder, machines=workflow.machines(jobs=1), coder="lexicon", parser="none", partition=5
    )
    return folder


@pytest.fixture
def project(examples: Path) -> Any:
    with open_project(examples) as opened:
        yield opened


def cells(table: Table) -> list[dict[str, Any]]:
    """Rows less what a dataset has not, and what a project's setting of its coder decides, not the coder that coded."""
    return [
        {column: cell for column, cell in zip(table.columns, row, strict=True) if column not in {*BEHIND, *CORRECTED}}
        for row in table.rows
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "ask"),
    [
        pytest.param("evidence", workflow.dataset_evidence, id="evidence"),
        pytest.param("gaps", workflow.dataset_gaps, id="gaps"),
        pytest.param("profile", workflow.dataset_profile, id="profile"),
    ],
)
def test_figures_are_those_of_the_project(
    project: Project, literature: Path, name: str, ask: Callable[[Path], Table]
) -> None:
    wanted, found = workflow.tabulate(project, name), ask(literature)
    rows = [row for row in cells(wanted) if row.get("kind") not in ONLY_HERE]
    assert repr(cells(found)) == repr(rows)  # NaN is not equal to itself
    assert len(found.rows) > 5


@pytest.mark.slow
def test_what_was_counted_is_told_as_the_project_tells_it(project: Project, literature: Path) -> None:
    wanted, found = workflow.tabulate(project, "gaps"), workflow.dataset_gaps(literature)
    assert found.notes[:5] == wanted.notes[:5]
    assert any(note.startswith("Dataset d (") for note in found.notes)
    assert any("one_setting (no settings of studies)" in note for note in found.notes)


@pytest.mark.slow
def test_thresholds_are_a_projects_where_one_is_named(tmp_path: Path, literature: Path) -> None:
    workflow.init(tmp_path / "loose")
    settings = tmp_path / "loose" / "relsynth.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("[gaps]", "[gaps]\nfloor = 1.0", 1), encoding="utf-8"
    )
    with open_project(tmp_path / "loose") as loose:
        many = [row for row in cells(workflow.dataset_gaps(literature, project=loose)) if row["kind"] == "thin"]
    few = [row for row in cells(workflow.dataset_gaps(literature)) if row["kind"] == "thin"]
    assert len(few) < len(many)


@pytest.mark.slow
def test_a_project_with_another_codebook_is_refused(tmp_path: Path, literature: Path) -> None:
    (tmp_path / "other").mkdir()
    text = (literature / "codebook.yaml").read_text(encoding="utf-8")
    (tmp_path / "other" / "codebook.yaml").write_text(text.replace("1.0.0", "1.0.1", 1), encoding="utf-8")
    workflow.init(tmp_path / "other")
    with open_project(tmp_path / "other") as other, pytest.raises(ProjectError, match="which is not"):
        workflow.dataset_gaps(literature, project=other)
