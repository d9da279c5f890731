"""What relsynth wrote is no paper, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project, write_papers
from relsynth import workflow
from relsynth.reports.table_forms import FORMS
from relsynth.workflow.all_tables import EVERY
from relsynth.workflow.ours import OURS, REPORT, is_ours, written_from
from relsynth.workflow.outputs import keep_output


def test_every_table_in_every_form_is_known_by_its_name() -> None:
    assert {f"{name}.{form}" for name in EVERY for form in FORMS} <= OURS


@pytest.mark.parametrize(
    ("path", "beside", "ours"),
    [
        pytest.param("segments.html", "relsynth.toml", True, id="a-table-beside-settings"),
        pytest.param("links.docx", "relsynth.toml", True, id="an-answer-beside-settings"),
        pytest.param("relsynth.db-wal", "relsynth.toml", True, id="what-sqlite-writes"),
        pytest.param("paper.html", "relsynth.toml", False, id="a-paper-beside-settings"),
        pytest.param("segments.html", None, False, id="a-name-alone"),
        pytest.param("tables/evidence.html", REPORT, True, id="in-a-report"),
    ],
)
def test_what_is_known_by_where_it_lies(tmp_path: Path, path: str, beside: str | None, ours: bool) -> None:
    if beside:
        (tmp_path / beside).touch()
    assert is_ours(tmp_path / path, frozenset()) is ours


def test_an_answer_that_was_written_elsewhere_is_no_paper(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        answer = tmp_path / "papers" / "answer.html"
        asked = workflow.query(project, "trust", by="passage", at=AT)
        workflow.save_table(asked.table, None, answer)
        keep_output(project, answer, command="query", options={"asked": "trust", "by": "passage"}, at=AT)
        write_papers(tmp_path / "papers", 2)
        added = workflow.add_documents(project, [tmp_path / "papers"], at=AT)
        assert answer.resolve() in written_from(project)
    assert (added.read, added.not_papers) == (1, (answer.as_posix(),))
