"""Strategies specified, barriers with the strategies reported against them, and those that have none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, TIES, TRUST, code, codebook, paper, write_project
from relsynth import workflow
from relsynth.project import Project, open_project
from relsynth.reports.tables import Table
from relsynth.workflow.strategy_tables import MATRIX_COLUMNS, STRATEGY_COLUMNS

HINDERED = "Lack of trust between the drivers and the clinic hampered the work."
MENDED = "The team built ties with the village councils to mend it."
ROLES = {
    "level": {"definition": "Between whom.", "values": ["interpersonal", "system"]},
    "role": {
        "definition": "What it did.",
        "values": ["barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"],
        "cues": {"barrier": ["hampered"], "strategy": ["built"]},
    },
    "assertion": {
        "definition": "Whether it is said to be so.",
        "values": [
            *("affirmed", "negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others"),
        ],
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three papers: a barrier met in its paragraph, one that is not met, and a strategy against nothing."""
    folder = tmp_path_factory.mktemp("strategies")
    review = write_project(folder / "review")
    (review / "codebook.yaml").write_text(codebook(TRUST, TIES, code("STA.LEGIT", "legitima*"), facets=ROLES), "utf-8")
    papers = folder / "papers"
    papers.mkdir()
    for number, told in enumerate([(HINDERED, MENDED), (HINDERED,), (MENDED,)], start=1):
        (papers / f"van-{number:03}.md").write_text(paper(number, *told), encoding="utf-8")
    with open_project(review) as opened:
        workflow.add_documents(opened, [papers], at=AT)
        workflow.code(opened, at=AT)
        yield opened


def rows_of(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_a_strategy_is_specified_and_what_is_for_people_is_empty(project: Project) -> None:
    table = workflow.tabulate(project, "strategies")
    found = rows_of(table)
    assert table.columns == STRATEGY_COLUMNS
    assert [(row["study"], row["construct"], row["determinant"]) for row in found] == [
        ("van-001 (n.d.)", "NET.TIES", "STA.TRUST"),
        ("van-003 (n.d.)", "NET.TIES", None),
    ]
    assert (found[0]["action"], found[0]["action_section"], found[0]["mechanism"]) == (MENDED, "results", None)


def test_the_matrix_counts_studies_and_marks_what_is_unmet(project: Project) -> None:
    table = workflow.tabulate(project, "barrier_strategy")
    (row,) = rows_of(table)
    assert table.columns == (*MATRIX_COLUMNS, "NET.TIES")
    assert (row["construct"], row["k"], row["met"], row["unmet"], row["NET.TIES"]) == ("STA.TRUST", 2, 1, 1, 1)
    assert (row["standing"], row["unmet_studies"]) == ("met in some studies", "van-002 (n.d.)")


def test_barriers_come_with_the_strategies_reported_against_them(project: Project) -> None:
    (row,) = rows_of(workflow.match_strategies(project))
    assert (row["construct"], row["strategy"], row["against_k"], row["same_paragraph"]) == (
        *("STA.TRUST", "NET.TIES", 1, 1),
    )
    assert HINDERED in row["quotes"]
    assert MENDED in row["strategy_quotes"]
    assert row["studies"] == "van-001 (n.d.)"


def test_what_is_unmatched_has_a_row_for_each_study(project: Project) -> None:
    table = workflow.match_strategies(project, "barriers", unmatched=True)
    (row,) = rows_of(table)
    assert (row["construct"], row["study"], row["met_elsewhere"]) == ("STA.TRUST", "van-002 (n.d.)", 1)
    assert row["standing"] == "strategy against it: not found by the machine"
    assert HINDERED in row["quotes"]
    assert any("2 times over all studies: 1 with a strategy" in note for note in table.notes)


def test_facilitators_are_matched_too_and_none_is_no_error(project: Project) -> None:
    assert workflow.match_strategies(project, "facilitators").rows == ()


def test_what_no_study_meets_is_unaddressed_from_so_many_studies_on(project: Project) -> None:
    assert project.thresholds.k_barrier == 3
    (row,) = rows_of(workflow.tabulate(project, "barrier_strategy"))
    numbers = {str(coding.number) for coding in project.codings()}
    assert set(row["codings"].split()) <= numbers


def test_a_missing_strategy_is_not_reported_only_once_a_person_has_searched(project: Project, tmp_path: Path) -> None:
    copy = shutil.copytree(project.path, tmp_path / "review")
    said = []
    with open_project(copy) as own:
        workflow.confirm_codings(own, [one.number for one in own.codings() if one.number], coder="Ana", at=AT)
        said.append({row["standing"] for row in rows_of(workflow.match_strategies(own, unmatched=True))})
        workflow.search_code(own, "STA.TRUST", at=AT)
        workflow.record_search(own, "STA.TRUST", coder="Ana", found=(), at=AT)
        said.append({row["standing"] for row in rows_of(workflow.match_strategies(own, unmatched=True))})
    assert said == [{"strategy against it: not found by the machine"}, {"strategy against it: not reported"}]


def test_strategies_are_reported_against_barriers_and_with_facilitators(project: Project) -> None:
    assert workflow.match_strategies(project, "barriers").title.endswith("reported against them")
    assert workflow.match_strategies(project, "facilitators").title.endswith("reported with them")
