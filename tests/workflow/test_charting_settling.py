"""Conflicts between charts, and how they are settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charted import charted


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two coders differ on the weeks and the design of the first paper, and agree on its country."""
    with charting_project(tmp_path, 1, 2) as opened:
        for coder, weeks, design in (("Ana", "12", "survey"), ("Ben", "13", "trial")):
            workflow.chart(opened, "van-001", "weeks", [weeks], coder=coder, at=AT)
            workflow.chart(opened, "van-001", "design", [design], coder=coder, at=AT, quote=QUOTE)
            workflow.chart(opened, "van-001", "country", ["Mali"], coder=coder, at=AT)
        workflow.chart(opened, "van-002", "weeks", ["1"], coder="Ana", at=AT)
        yield opened


def test_conflicts_are_listed_with_what_each_said(project: Project) -> None:
    found = workflow.chart_conflicts(project)
    assert [(one.paper, one.field.field) for one in found.conflicts] == [("van-001", "design"), ("van-001", "weeks")]
    assert "13 weeks  (Ben)" in str(found)
    assert [one.field.hidden for one in workflow.chart_conflicts(project, coder="Cat").conflicts] == [2, 2]
    assert [one.field.hidden for one in workflow.chart_conflicts(project, coder="Ana").conflicts] == [0, 0]


def test_what_is_settled_holds_beside_what_each_said(project: Project) -> None:
    said = workflow.adjudicate_chart(project, "van-001", "weeks", ["12.5"], coder="Zoe", at=AT, note="The mean.")
    assert (said.field.state, said.field.holds) == ("settled", "12.5 weeks")
    assert [one.coder for one in said.field.answers] == ["Ana", "Ben", "Zoe"]
    assert [one.field.field for one in workflow.chart_conflicts(project).conflicts] == ["design"]
    again = workflow.adjudicate_chart(project, "van-001", "weeks", of="Ana", coder="Zoe", at=AT)
    assert again.field.holds == "12 weeks"
    assert not workflow.adjudicate_chart(project, "van-001", "weeks", of="Ana", coder="Zoe", at=AT).is_new
    workflow.undo_chart(project, coder="Zoe", at=AT)
    workflow.undo_chart(project, coder="Zoe", at=AT)
    assert len(workflow.chart_conflicts(project).conflicts) == 2


def test_the_answer_of_a_coder_is_taken_with_its_quote(project: Project) -> None:
    workflow.adjudicate_chart(project, "van-001", "design", of=" Ben ", coder="Zoe", at=AT)
    assert [fields.get("design") for fields in charted(project, "charting").values() if fields] == [("trial",)]
    (settled,) = (one for one in project.store.chartings.current() if one.settles)
    assert settled.quote is not None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param({"field": "country"}, "nothing to settle: its coders agree", id="agreed"),
        pytest.param({"field": "who"}, "nothing to settle: nobody has answered", id="unanswered"),
        pytest.param({"paper": "van-002"}, "another coder has to answer it first", id="waiting"),
        pytest.param({"values": []}, "weeks: no answer", id="no-answer"),
        pytest.param({"field": "design"}, "'1' is|'1': none of", id="not-to-be-chosen"),
        pytest.param({"field": "design", "values": ["trial"]}, "asks for the words", id="no-quote"),
        pytest.param({"of": "Ana"}, "not both", id="an-answer-and-a-coder"),
        pytest.param({"values": [], "of": "Cat"}, "'Cat' has not answered it; Ana, Ben have", id="not-of-them"),
    ],
)
def test_what_cannot_be_settled_is_refused(project: Project, words: dict[str, object], why: str) -> None:
    given = {"paper": "van-001", "field": "weeks", "values": ["1"], "coder": "Zoe", "at": AT} | words
    with pytest.raises(InputError, match=why):
        workflow.adjudicate_chart(project, **given)  # type: ignore[arg-type]


def test_where_coders_agree_there_is_no_conflict(tmp_path: Path) -> None:
    with charting_project(tmp_path, 1) as project:
        assert str(workflow.chart_conflicts(project)) == "No conflict in charting."
