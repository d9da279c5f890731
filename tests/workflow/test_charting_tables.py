"""What is charted in tables: one of its own, and columns at the end of those of studies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.workflow.synthesise import CHARACTERISTIC_COLUMNS, STUDY_COLUMNS


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ana and Ben agree on the weeks of the first paper and differ on its design; all else is as it may be."""
    with charting_project(tmp_path, 1, 2, toml=FORM + APPRAISAL) as opened:
        for coder, design in (("Ana", "survey"), ("Ben", "trial")):
            workflow.chart(opened, "van-001", "weeks", ["12"], coder=coder, at=AT, quote=QUOTE)
            workflow.chart(opened, "van-001", "design", [design], coder=coder, at=AT, quote=QUOTE)
            workflow.chart(opened, "van-001", "who", ["not reported"], coder=coder, at=AT)
        workflow.chart(opened, "van-002", "weeks", ["13"], coder="Ana", at=AT)
        workflow.chart(opened, "kenya", "worry", ["much"], coder="Ana", at=AT, form="appraisal")
        yield opened


def test_a_table_has_a_row_a_study_and_marks_what_is_open(project: Project) -> None:
    table = workflow.chart_table(project)
    assert table.columns == ("study", "year", "doi", "country", "design", "weeks", "who", "documents")
    assert table.rows == (
        ("kenya (n.d.)", None, None, None, None, None, None, "kenya"),
        ("van-001 (n.d.)", None, None, None, "[conflict]", "12", "not reported", "van-001"),
        ("van-002 (n.d.)", None, None, None, None, "[waiting]", None, "van-002"),
    )
    digest = project.config.forms["charting"].digest[:12]
    assert (
        f"What it is like: form charting ({digest}), charted by Ana, Ben; 1 conflict to settle, "
        "1 waiting for another coder."
    ) in table.notes
    assert "Units: weeks in weeks." in table.notes


def test_what_was_settled_is_told(project: Project) -> None:
    workflow.adjudicate_chart(project, "van-001", "design", of="Ben", coder="Zoe", at=AT)
    table = workflow.chart_table(project, quotes=True)
    assert table.columns[3:7] == ("country", "country: quote", "design", "design: quote")
    assert table.rows[1][5:9] == ("trial", QUOTE, "12", QUOTE)
    assert any("1 settled by Zoe" in note for note in table.notes)


def test_columns_flow_into_the_tables_of_studies(project: Project) -> None:
    workflow.code(project, at=AT)
    table = workflow.tabulate(project, "characteristics")
    forms = ("charting.country", "charting.design", "weeks", "who", "worry")
    assert table.columns == (*CHARACTERISTIC_COLUMNS, *forms)
    assert [row[-5:] for row in table.rows] == [
        (None, None, None, None, "much"),
        (None, "[conflict]", "12", "not reported", None),
        (None, None, "[waiting]", None, None),
    ]
    studies = workflow.tabulate(project, "studies")
    assert studies.columns == (*STUDY_COLUMNS, "country", "design", "weeks", "who", "worry")
    assert {(row[0], row[-3]) for row in studies.rows} == {
        ("kenya (n.d.)", None),
        ("van-001 (n.d.)", "12"),
        ("van-002 (n.d.)", "[waiting]"),
    }
    assert sum("form appraisal" in note for note in studies.notes) == 1


def test_without_forms_the_tables_of_studies_are_as_they_were(tmp_path: Path) -> None:
    with charting_project(tmp_path, 1, toml="") as project:
        workflow.code(project, at=AT)
        assert workflow.tabulate(project, "studies").columns == STUDY_COLUMNS
        assert workflow.tabulate(project, "characteristics").columns == CHARACTERISTIC_COLUMNS
        with pytest.raises(InputError, match="no form 'charting'"):
            workflow.chart_table(project)


def test_reports_of_one_study_are_one_row(project: Project) -> None:
    ids = {name: id for id, name in project.store.papers.names().items()}
    workflow.judge_duplicate(project, ids["van-001"], ids["van-002"], "version", coder="Ana", at=AT)
    rows = workflow.chart_table(project).rows
    assert [row[-1] for row in rows] == ["kenya", "van-001;van-002"]
    assert [row[5] for row in rows] == [None, "[conflict]"]  # Ana's last word on the study is 13


def test_nothing_is_charted_where_no_paper_is_counted(project: Project) -> None:
    workflow.remove_documents(project, sorted((project.path.parent / "papers").glob("*.md")))
    with pytest.raises(ProjectError, match="nothing can be charted"):
        workflow.chart_table(project)
