"""What was written is made again, and where it is not the same, it is told what differs and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import ANA, AT, LEGIT, TIES, TRUST, code, codebook, coded_project, write_papers
from relsynth import open_project, workflow
from relsynth.coding import Coding
from relsynth.project import Project
from relsynth.workflow.outputs import keep_output, tables_kept
from relsynth.workflow.reproduce import Reproduced, reproduce


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of two papers, with its evidence written as CSV, and its map."""
    project = coded_project(tmp_path, 1, 2)
    path = project.path / "e.csv"
    with tables_kept() as tables:
        workflow.save_table(workflow.tabulate(project, "evidence"), None, path)
    keep_output(project, path, command="table", options={"name": "evidence"}, table=tables[path].table, at=AT)
    keep_output(project, workflow.map_gaps(project, project.path / "map.html", on=AT[:10]), command="map", at=AT)
    return project


def _only(project: Project, name: str = "e.csv") -> Reproduced:
    (one,) = reproduce(project, name).outputs
    return one


def test_the_same_project_gives_the_same_bytes(project: Project) -> None:
    made = reproduce(project)
    assert [(one.verdict, one.reasons, one.on_disk) for one in made.outputs] == [("identical", (), "as written")] * 2
    assert made.all_same
    assert str(made).startswith("2 outputs made again, 2 identical\n")


def test_a_report_is_made_again_file_by_file(project: Project) -> None:
    folder = project.path / "report"
    workflow.write_report(project, folder, at=AT, forms=["md", "json"])
    keep_output(project, folder, command="report", options={"form": ["md", "json"]}, at=AT)
    assert _only(project, "report").verdict == "identical"
    workflow.add_documents(project, [write_papers(project.path / "more", 7)], at=AT)
    workflow.code(project, at=AT)
    assert {"report.md", "tables/evidence.json"} <= set(_only(project, "report").files)


def test_new_papers_are_named_and_cells_that_moved_are_told(project: Project) -> None:
    workflow.add_documents(project, [write_papers(project.path / "more", 7)], at=AT)
    workflow.code(project, at=AT)
    made = _only(project)
    assert made.verdict == "differs"
    assert made.change is not None
    assert "STA.TRUST, k: 2 → 3" in map(str, made.change.cells)
    assert [reason.split(":")[0] for reason in made.reasons] == ["1 paper or readings new", "codings", "records"]
    assert "van-007" in made.reasons[0]


def test_another_codebook_and_another_threshold_are_told(project: Project) -> None:
    (project.path / "codebook.yaml").write_text(
        codebook(TRUST, TIES, LEGIT, code("NET.ROAD", "road"), version="2"), encoding="utf-8"
    )
    settings = project.path / "relsynth.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("# n_min = 10", "n_min = 3"), encoding="utf-8")
    project.close()
    with open_project(project.path) as later:
        workflow.code(later, at=AT)
        made = _only(later)
    assert made.change is not None
    assert made.change.rows_new == ("NET.ROAD",)
    assert made.reasons[0].startswith("codebook small 1 (")
    assert "threshold n_min 10 → 3" in made.reasons


def test_a_persons_word_is_a_reason(project: Project) -> None:
    first = next(one for one in project.codings() if one.code == "STA.TRUST")
    with project.store.atomic():
        project.store.add_coder(ANA)
        project.store.add_codings(
            [Coding(span=first.span, code=first.code, coder=ANA, verdict="reject")],
            codebook=project.codebook.digest,
            at=AT,
        )
    made = _only(project)
    assert made.change is not None
    assert "STA.TRUST, k: 2 → 1" in map(str, made.change.cells)
    assert [reason.split()[0] for reason in made.reasons] == ["coders", "codings:"]


@pytest.mark.parametrize(("edit", "said"), [(True, "edited since"), (False, "gone")])
def test_a_file_that_somebody_edited_is_told_and_left_alone(project: Project, edit: bool, said: str) -> None:
    path = project.path / "e.csv"
    if edit:
        path.write_text("mine", encoding="utf-8")
    else:
        path.unlink()
    made = _only(project)
    assert (made.verdict, made.on_disk) == ("identical", said)
    assert (path.read_text(encoding="utf-8") if edit else None) == ("mine" if edit else None)
    assert f"the file is {said}" in str(made)


def test_what_nobody_knows_how_to_make_is_said_to_be_so(project: Project) -> None:
    keep_output(project, project.path / "e.csv", command="pamphlet", at=AT)
    made = _only(project, "pamphlet")
    assert made.verdict == "not made"
    assert "no way is known" in made.reasons[0]
    assert not reproduce(project).all_same
