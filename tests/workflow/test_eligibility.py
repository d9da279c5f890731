"""A report excluded at full text leaves every n, listed with the reason; what people coded in it stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, coded_project
from made_up_records import record, ris
from relsynth import workflow
from relsynth.project import Project
from relsynth.screening.decisions import Decision
from relsynth.workflow.code import export_codings
from relsynth.workflow.eligibility import counted_papers, screened_out, why_screened_out
from relsynth.workflow.flow import flow
from relsynth.workflow.sources import add_source
from relsynth.workflow.synthesise import load_corpus


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three papers; the record of the first is known."""
    with coded_project(tmp_path, 1, 2, 3) as opened:
        add_source(opened, ris(record(1, title="Van number 1 on the hill road", doi=None)), name="a.ris", at=AT)
        (own,) = opened.store.catalogue.records()
        workflow.judge_duplicate(opened, own, id_of(opened), "duplicate", coder="Ana", at=AT)
        yield opened


def id_of(project: Project, name: str = "van-001") -> str:
    return next(document.id for document in project.store.documents() if document.name == name)


def decide(project: Project, verdict: Any, coder: str, **others: Any) -> None:
    (own,) = project.store.catalogue.records()
    usual: dict[str, Any] = {"stage": "full_text", "criterion": "E2" if verdict == "exclude" else None, "at": AT}
    with project.store.atomic():
        project.store.screening.add([Decision(record=own, verdict=verdict, coder=coder, **(usual | others))])


def out(project: Project) -> dict[str, str]:
    """What is screened out, asked of all papers and of each alone."""
    each = {one.id: why_screened_out(project, one.id) for one in project.store.documents()}
    told = {document: why for document, why in each.items() if why}
    assert screened_out(project) == told
    return told


def test_where_nobody_screened_every_paper_counts(project: Project) -> None:
    assert out(project) == {}
    assert [paper.name for paper in counted_papers(project)] == ["van-001", "van-002", "van-003"]


def test_an_excluded_report_leaves_every_n_with_its_reason(project: Project) -> None:
    codings = len(list(project.store.codings()))
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder)
    assert out(project) == {id_of(project): "excluded at full text (E2)"}
    statement = "n = 2 studies in 3 papers read; left out of every n: 1 excluded at full text (E2)."
    for name in ("evidence", "gaps", "studies", "characteristics", "codings"):
        assert workflow.tabulate(project, name).notes[0] == statement
    assert {row.document for row in export_codings(project)} == {"van-002", "van-003"}
    first, *others = workflow.list_papers(project).papers
    assert str(first).endswith("LEFT OUT: excluded at full text (E2)")
    assert [paper.out_of_scope for paper in others] == [None, None]
    assert len(list(project.store.codings())) == codings


def test_the_gap_map_names_what_was_left_out(project: Project, tmp_path: Path) -> None:
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder, criterion="<b>too old</b>")
    page = workflow.map_gaps(project, tmp_path / "map.html", on="2026-11-24").read_text(encoding="utf-8")
    assert "excluded at full text (&lt;b&gt;too old&lt;/b&gt;): 1" in page
    assert "<b>too old" not in page


@pytest.mark.parametrize(
    "verdicts",
    [
        pytest.param([("exclude", "Ana")], id="one-of-two-coders"),
        pytest.param([("exclude", "Ana"), ("include", "Ben")], id="conflict"),
        pytest.param([("include", "Ana"), ("include", "Ben")], id="included"),
        pytest.param([("exclude", "Ana"), ("exclude", "Ben"), ("include", "Ana")], id="changed"),
    ],
)
def test_a_report_that_is_not_settled_as_excluded_counts(project: Project, verdicts: list[tuple[str, str]]) -> None:
    for verdict, coder in verdicts:
        decide(project, verdict, coder)
    assert out(project) == {}
    assert load_corpus(project).n == 3


def test_a_report_excluded_by_title_leaves_too_as_in_the_flow(project: Project) -> None:
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder, stage="title_abstract")
    assert out(project) == {id_of(project): "excluded by title and abstract"}
    assert load_corpus(project).n == 2
    for coder in ("Ana", "Ben"):
        decide(project, "include", coder)
    assert (flow(project).reports, load_corpus(project).n) == (0, 2)
    for coder in ("Ana", "Ben"):
        decide(project, "include", coder, stage="title_abstract")
    assert (flow(project).reports, load_corpus(project).n) == (1, 3)


def test_a_report_counts_again_once_its_exclusion_is_taken_back(project: Project) -> None:
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder)
    assert load_corpus(project).n == 2
    with project.store.atomic():
        project.store.screening.withdraw_last("Ben", at=AT)
    assert load_corpus(project).n == 3


def test_what_belongs_to_a_report_is_asked_again_once_it_is_another(project: Project) -> None:
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder)
    assert out(project).keys() == {id_of(project)}
    (own,) = project.store.catalogue.records()
    workflow.judge_duplicate(project, own, id_of(project), "different", coder="Ana", at=AT)
    assert out(project) == {}
    workflow.judge_duplicate(project, own, id_of(project, "van-002"), "duplicate", coder="Ana", at=AT)
    assert out(project).keys() == {id_of(project, "van-002")}


def test_a_search_for_a_code_reads_the_papers_that_count(project: Project) -> None:
    for coder in ("Ana", "Ben"):
        decide(project, "exclude", coder)
    shown = workflow.search_code(project, "STA.LEGIT", at=AT)
    assert {one.document for one in shown} == {"van-002", "van-003"}
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[], at=AT)
    (standing,) = [row[4] for row in workflow.tabulate(project, "gaps").rows if row[0] == "STA.LEGIT"]
    assert standing == "not reported", "the search was made in all that counts"
