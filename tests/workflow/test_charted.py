"""What is charted: forms by name, studies with their papers, and what holds of each field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import APPRAISAL, FORM, charting_project
from relsynth import workflow
from relsynth.charting import Answer, Form, Standing
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charted import by_field, charted, charter_named, form_of, is_shown, studies_of, study_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path, 1, 2, toml=FORM + APPRAISAL) as opened:
        yield opened


def test_what_holds_is_told_by_study_and_field(project: Project) -> None:
    for coder, weeks in (("Ana", "12"), ("Ben", "12")):
        workflow.chart(project, "van-001", "weeks", [weeks], coder=coder, at=AT)
        workflow.chart(project, "van-002", "country", ["not reported"], coder=coder, at=AT)
    workflow.chart(project, "van-002", "weeks", ["12"], coder="Ana", at=AT)
    study = {name: study_of(project, name).id for name in ("kenya", "van-001", "van-002")}
    assert charted(project, "charting") == {
        study["kenya"]: {},
        study["van-001"]: {"weeks": ("12",)},
        study["van-002"]: {"country": ()},
    }
    workflow.chart(project, "van-001", "worry", ["some"], coder="Ana", at=AT, form="appraisal")
    assert charted(project, "appraisal")[study["van-001"]] == {"worry": ("some",)}


def test_studies_hold_all_their_papers_the_one_asked_for_first(project: Project) -> None:
    ids = {name: id for id, name in project.store.papers.names().items()}
    workflow.judge_duplicate(project, ids["van-001"], ids["van-002"], "version", coder="Ana", at=AT)
    assert [study.papers for study in studies_of(project)] == [("kenya",), ("van-001", "van-002")]
    second = study_of(project, "van-002")
    assert (second.papers, second.paper, second.citation) == (("van-002", "van-001"), "van-002", "van-002 (n.d.)")
    assert second.id == study_of(project, "van-001").id
    assert second.document(ids["van-001"]).name == "van-001"


def test_a_form_is_known_by_name(project: Project, tmp_path: Path) -> None:
    assert form_of(project, "appraisal").title == "Trust"
    with (
        charting_project(tmp_path / "bare", toml="") as bare,
        pytest.raises(InputError, match=r"no form 'charting' in relsynth\.toml; `relsynth chart template"),
    ):
        form_of(bare, "charting")


def test_a_name_is_written_alike(project: Project) -> None:
    workflow.chart(project, "van-001", "weeks", ["12"], coder="Zoe\u0301", at=AT)
    assert charter_named(project, "Zoé") == "Zoé"
    with pytest.raises(InputError, match="would be somebody else"):
        charter_named(project, "ZOÉ")


def test_what_the_form_no_longer_takes_is_passed_over(project: Project) -> None:
    (study, *_) = studies_of(project)
    kept = [
        Answer(form=form, field=field, document=study.documents[0].id, values=values, coder="Ana")
        for form, field, values in (
            ("charting", "weeks", ("12",)),
            ("charting", "weeks", ("soon",)),
            ("charting", "colour", ("green",)),
            ("appraisal", "worry", ("some",)),
        )
    ]
    assert by_field(kept, form_of(project, "charting"), [study]) == {study.id: {"weeks": kept[:1]}}


SAID = Answer(form="f", field="x", document="d", values=("1",), coder="Ana")
SETTLED = Answer(form="f", field="x", document="d", values=("1",), coder="Zoe", settles=True)


@pytest.mark.parametrize(
    ("stands", "viewer", "shown"),
    [
        pytest.param(Standing(state="waiting", values=None, answers=(SAID,)), "Ana", True, id="one's-own"),
        pytest.param(Standing(state="waiting", values=None, answers=(SAID,)), "Ben", False, id="another's"),
        pytest.param(Standing(state="waiting", values=None, answers=(SAID,)), None, False, id="nobody-while-it-waits"),
        pytest.param(Standing(state="conflict", values=None, answers=(SAID,)), None, True, id="nobody-afterwards"),
        pytest.param(
            Standing(state="settled", values=("1",), answers=(SAID,), settlement=SETTLED), "Zoe", True, id="who-settled"
        ),
        pytest.param(
            Standing(state="settled", values=("1",), answers=(SAID,), settlement=SETTLED), "Ben", False, id="a-third"
        ),
    ],
)
def test_in_a_blind_form_answers_are_shown_to_who_has_answered(
    stands: Standing, viewer: str | None, shown: bool
) -> None:
    blind = Form(name="f", title="f", fields=())
    assert is_shown(blind, stands, viewer) is shown
    assert is_shown(Form(name="f", title="f", fields=(), blind=False), stands, viewer)
