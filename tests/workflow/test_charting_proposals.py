"""What the machine proposes, and what of it a field takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from made_up_forms import charting_project
from relsynth.charting import Field
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.workflow.charted import form_of, study_of
from relsynth.workflow.charting_proposals import Proposal, accepted, proposals, unsurely

KENYA = Proposal(
    value="Kenya",
    confidence=0.9,
    quote="Kenya",
    paper="a",
    section="title",
    document="d1:0",
    span=Span(version="v1:0", start=0, end=5),
)
CHAD = replace(KENYA, value="Chad", confidence=0.5)
TEXT = Field(id="country", ask="Where?", propose="country")
ONE = replace(TEXT, answer="choice", choices=("Chad", "Kenya"))
SEVERAL = replace(ONE, answer="choices")


def test_proposals_are_characteristics_with_their_words(tmp_path: Path) -> None:
    with charting_project(tmp_path) as project:
        study = study_of(project, "kenya")
        found = proposals(project, study, form_of(project, "charting"))
        assert {field: [one.value for one in those] for field, those in found.items()} == {
            "country": ["Kenya"],
            "design": ["case study"],
        }
        (kenya,) = found["country"]
        text = study.documents[0].text
        assert (kenya.quote, kenya.section, text[kenya.span.start : kenya.span.end]) == ("Kenya", "title", "Kenya")
        assert not project.store.chartings.history()


@pytest.mark.parametrize(
    ("field", "wanted", "values", "first"),
    [
        pytest.param(TEXT, [], ("Kenya; Chad",), KENYA, id="all-as-one-text"),
        pytest.param(TEXT, ["chad"], ("Chad",), CHAD, id="one-of-them"),
        pytest.param(ONE, [], ("Kenya",), KENYA, id="the-surest-choice"),
        pytest.param(ONE, ["Chad"], ("Chad",), CHAD, id="another-choice"),
        pytest.param(SEVERAL, [], ("Chad", "Kenya"), KENYA, id="all-choices"),
    ],
)
def test_a_field_takes_what_fits(field: Field, wanted: list[str], values: tuple[str, ...], first: Proposal) -> None:
    assert accepted(field, [KENYA, CHAD], wanted) == (values, first)


@pytest.mark.parametrize(
    ("field", "proposed", "wanted", "why"),
    [
        pytest.param(replace(TEXT, propose=None), [KENYA], [], "names a characteristic", id="nothing-to-propose"),
        pytest.param(TEXT, [], [], "proposes nothing: answer it yourself", id="nothing-found"),
        pytest.param(TEXT, [KENYA], ["Mali"], "the machine proposes Kenya", id="another-value"),
        pytest.param(TEXT, [KENYA], ["Kenya", "Mali"], "the machine proposes Kenya", id="one-of-two"),
        pytest.param(replace(ONE, choices=("Mali",)), [KENYA], [], "answer it yourself", id="no-choice-of-the-form"),
        pytest.param(replace(TEXT, answer="number"), [KENYA], [], "no number", id="no-number"),
    ],
)
def test_what_does_not_fit_is_left_to_people(
    field: Field, proposed: list[Proposal], wanted: list[str], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        accepted(field, proposed, wanted)


def test_what_the_machine_is_unsure_of_is_marked() -> None:
    assert (unsurely(KENYA), unsurely(CHAD)) == ("Kenya", "Chad?")
    assert str(CHAD) == 'proposed: Chad  (0.50 ?)  "Kenya" [title]'
