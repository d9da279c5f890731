"""What travels together, and whether more papers bring more, in a project of three papers that are all alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from made_up import coded_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with coded_project(tmp_path_factory.mktemp("patterns"), 1, 2, 3) as project:
        yield project


def test_pairs_keep_their_studies_and_codings(project: Project) -> None:
    table = workflow.cooccurrence(project, fdr=1)
    (row,) = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (row["first"], row["second"], row["n"], row["a"], row["b"], row["both"]) == (
        "STA.TRUST",
        "NET.TIES",
        3,
        3,
        3,
        3,
    )
    assert (row["p"], row["q"]) == (pytest.approx(1), pytest.approx(1))  # both are everywhere: nothing beyond chance
    assert len(str(row["codings"]).split()) == 6


def test_pairs_that_are_not_sure_enough_are_counted_and_not_listed(project: Project) -> None:
    table = workflow.cooccurrence(project)
    assert table.rows == ()
    assert table.notes[0].startswith("1 pair looked at, with 3 studies or more that have both; 0 with q <= 0.1.")


@pytest.mark.parametrize(("fdr", "least"), [(0.0, 3), (1.5, 3), (0.1, 0), (float("nan"), 3)])
def test_limits_out_of_range_are_refused(project: Project, fdr: float, least: int) -> None:
    with pytest.raises(InputError):
        workflow.cooccurrence(project, fdr=fdr, least=least)


def test_studies_that_are_alike_are_saturated_after_the_first(project: Project) -> None:
    table = workflow.saturation(project, cells=("code",))
    assert table.rows == ((1, pytest.approx(2), pytest.approx(2)), (2, pytest.approx(2), 0), (3, pytest.approx(2), 0))
    assert table.notes[0].startswith("3 studies show 2 of 3 possible cells of code; 0 in one study only")
    assert "A closed codebook has no more than its own codes" in " ".join(table.notes)


@pytest.mark.parametrize("cells", [(), ("colour",), ("code", "code"), ("code", "")])
def test_cells_that_there_are_not_are_refused(project: Project, cells: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        workflow.saturation(project, cells=cells)
