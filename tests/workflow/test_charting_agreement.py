"""Agreement on forms, field by field, on what each coder said alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import charting_project
from relsynth import workflow
from relsynth.project import Project
from relsynth.workflow.charting_agreement import FieldAgreement

TOML = """
[forms.charting.fields.country]
ask = "Where?"
propose = "country"
[forms.charting.fields.weeks]
ask = "How long?"
answer = "number"
[forms.charting.fields.worry]
ask = "How worried?"
answer = "choice"
choices = ["little", "some", "much"]
ordered = true
[forms.charting.fields.design]
ask = "Which?"
answer = "choice"
choices = ["survey", "trial"]
[forms.charting.fields.who]
ask = "Who?"
answer = "choices"
choices = ["drivers", "nurses"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path, 1, 2, toml=TOML) as opened:
        yield opened


def say(project: Project, field: str, **said: list[list[str]]) -> None:
    """What coders say of the field of each paper."""
    for coder, values in said.items():
        for paper, value in zip(("van-001", "van-002", "kenya"), values, strict=False):
            workflow.chart(project, paper, field, value, coder=coder, at=AT)


def figures(found: FieldAgreement) -> dict[str, float | None]:
    return {figure.name: None if figure.value is None else round(figure.value, 3) for figure in found.figures}


def of(project: Project, field: str) -> FieldAgreement:
    return next(one for one in workflow.chart_agreement(project).fields if one.field == field)


def test_choices_are_categories_and_not_reported_is_one(project: Project) -> None:
    say(
        project, "design", ana=[["survey"], ["trial"], ["not reported"]], ben=[["survey"], ["survey"], ["not reported"]]
    )
    found = of(project, "design")
    assert found.studies == 3
    told = figures(found)
    assert told["agreement"] == 0.667
    assert told["PABAK"] == 0.5  # (2/3 - 1/3) / (1 - 1/3): three categories with not reported
    # pe = sum of products of margins = (1/3 * 2/3) + (1/3 * 0) + (1/3 * 1/3) = 1/3
    assert told["Cohen's kappa"] == 0.5


def test_ordered_choices_are_nearer_or_farther(project: Project) -> None:
    say(project, "worry", ana=[["little"], ["much"]], ben=[["some"], ["much"]])
    near = figures(of(project, "worry"))
    assert near["agreement"] == 0.833  # one step of two: 1 - 1*2 / (2*3) = 2/3, and 1
    assert "Gwet's AC2" in near


def test_not_reported_is_near_no_choice(project: Project) -> None:
    say(project, "worry", ana=[["little"], ["much"]], ben=[["not reported"], ["much"]])
    assert figures(of(project, "worry"))["agreement"] == 0.5


def test_several_choices_may_be_partly_alike(project: Project) -> None:
    say(project, "who", ana=[["drivers", "nurses"], ["nurses"]], ben=[["nurses"], ["nurses"]])
    assert figures(of(project, "who"))["agreement"] == 0.75  # Jaccard: 1/2, and 1


def test_numbers_agree_exactly_or_nearly(project: Project) -> None:
    say(project, "weeks", ana=[["100"], ["10"], ["not reported"]], ben=[["96"], ["10.0"], ["not reported"]])
    found = of(project, "weeks")
    assert found.near == 1.0
    assert figures(found)["agreement"] == 0.667
    assert set(figures(found)) == {"agreement", "Cohen's kappa", "Krippendorff's alpha"}
    assert "within 5% 1.00" in str(found)


def test_texts_agree_after_normalising(project: Project) -> None:
    say(project, "country", ana=[["Kenya."], ["Chad"]], ben=[["kenya"], ["Mali"]])
    assert figures(of(project, "country"))["agreement"] == 0.5


def test_what_was_changed_after_it_was_told_is_not_agreement(project: Project) -> None:
    say(project, "design", ana=[["survey"]], ben=[["trial"]])
    say(project, "design", ben=[["survey"]])
    assert figures(of(project, "design"))["agreement"] == 0.0


def test_answers_that_take_the_machines_word_are_counted(project: Project) -> None:
    for coder in ("ana", "ben"):
        workflow.accept_proposal(project, "kenya", "country", coder=coder, at=AT)
    found = of(project, "country")
    assert (found.accepted, found.answers) == (2, 2)
    assert "2 of 2 answers took what the machine proposed" in str(found)


def test_where_nobody_was_second_nothing_is_told(project: Project) -> None:
    say(project, "design", ana=[["survey"]])
    told = workflow.chart_agreement(project)
    assert told.coders == ("ana",)
    assert {one.figures for one in told.fields} == {()}
    assert "design: no study was answered by two coders" in str(told)
