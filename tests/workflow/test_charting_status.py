"""How far charting has come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project, open_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ana has charted the first paper whole, Ben a field of it otherwise."""
    with charting_project(tmp_path, 1, toml=FORM + APPRAISAL) as opened:
        workflow.chart(opened, "van-001", "weeks", ["12"], coder="Ana", at=AT)
        workflow.chart(opened, "van-001", "country", ["not reported"], coder="Ana", at=AT)
        workflow.chart(opened, "van-001", "design", ["survey"], coder="Ana", at=AT, quote=QUOTE)
        workflow.chart(opened, "van-001", "weeks", ["13"], coder="Ben", at=AT)
        yield opened


def test_what_is_left_is_told_by_study_and_coder(project: Project) -> None:
    form, appraisal = workflow.chart_status(project).forms
    assert (form.form, form.studies, form.complete) == ("charting", 2, 0)
    assert form.states == {"unanswered": 5, "waiting": 2, "agreed": 0, "conflict": 1, "settled": 0}
    assert [(one.coder, one.complete, one.begun, one.left) for one in form.by_coder] == [
        ("Ana", 1, 0, 0),
        ("Ben", 0, 1, 2),
    ]
    kenya, van = form.open
    assert (kenya.left, kenya.wanted) == ({}, 2)
    assert (van.left, van.wanted, van.conflicts) == ({"Ana": (), "Ben": ("country", "design")}, 0, ("weeks",))
    assert "[Ben: country, design; to settle: weeks]" in str(form)
    assert appraisal.by_coder == ()


def test_a_study_is_complete_when_nothing_is_left_of_it(project: Project) -> None:
    workflow.chart(project, "van-001", "country", ["not reported"], coder="Ben", at=AT)
    workflow.chart(project, "van-001", "design", ["survey"], coder="Ben", at=AT, quote=QUOTE)
    workflow.adjudicate_chart(project, "van-001", "weeks", ["12"], coder="Zoe", at=AT)
    (form,) = workflow.chart_status(project, form="charting").forms
    assert (form.complete, [one.paper for one in form.open]) == (1, ["kenya"])


def test_answers_that_no_form_asks_for_are_told_not_dropped(project: Project, tmp_path: Path) -> None:
    workflow.chart(project, "van-001", "worry", ["much"], coder="Ana", at=AT, form="appraisal")
    settings = project.path / "relsynth.toml"
    text = settings.read_text(encoding="utf-8").replace('"survey", ', "").replace("fields.country", "fields.place")
    settings.write_text(text.replace("forms.appraisal", "forms.trust"), encoding="utf-8")
    project.close()
    with open_project(project.path) as opened:
        status = workflow.chart_status(opened)
    assert status.forms[0].astray == (
        "country: no such field (Ana)",
        "design: survey is no answer to it any more (Ana)",
    )
    assert status.without_form == {"appraisal": 1}
    assert "appraisal: 1 answer to a form that relsynth.toml no longer has" in str(status)


def test_a_project_without_forms_is_told_how_to_have_one(tmp_path: Path) -> None:
    with charting_project(tmp_path, toml="") as project:
        assert "relsynth chart template charting" in str(workflow.chart_status(project))
        with pytest.raises(InputError, match="no form"):
            workflow.chart_status(project, form="charting")
