"""Charting by people: answers, proposals taken, what others may see, and taking back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, paper
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charting import Chart, FieldShown

LATER = "2026-02-01T00:00:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path, 1, 2) as opened:
        yield opened


def say(
    project: Project, coder: str, field: str, *values: str, paper: str = "van-001", quote: str | None = None
) -> str:
    return str(workflow.chart(project, paper, field, values, coder=coder, at=AT, quote=quote))


def field(chart: Chart, name: str) -> FieldShown:
    return next(one for one in chart.fields if one.field == name)


def test_an_answer_stands_with_its_quote(project: Project) -> None:
    said = workflow.chart(project, "van-001", "design", ["Survey"], coder="Ana", at=AT, quote=f" {QUOTE} ", note="a  b")
    assert said.is_new
    (answer,) = said.field.answers
    assert (answer.values, answer.note, answer.settles) == (("survey",), "a b", False)
    assert answer.quote is not None
    assert (answer.quote.text, answer.quote.section, answer.quote.paper) == (QUOTE, "methods", "van-001")
    assert said.field.state == "waiting"
    assert str(said).startswith("van-001  design: Which kind?  [waits for another coder]")


def test_what_is_said_again_adds_nothing(project: Project) -> None:
    assert "already" not in say(project, "Ana", "weeks", "12 weeks")
    assert "Ana has said so already; nothing was added." in say(project, "Ana", "weeks", "12.0")
    assert "already" not in say(project, "Ana", "weeks", "13")
    assert len(project.store.chartings.history()) == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param({"field": "wekks"}, "no field 'wekks'; is it weeks", id="no-field"),
        pytest.param({"field": "zzz"}, "no field 'zzz'; there are country, design", id="no-field-like-it"),
        pytest.param({"form": "other"}, "no form 'other' in relsynth.toml; there are charting", id="no-form"),
        pytest.param({"paper": "van-009"}, "no paper is called", id="no-paper"),
        pytest.param({"values": ["soon"]}, "weeks: 'soon' is no number in weeks", id="no-number"),
        pytest.param({"field": "design", "values": ["trial"]}, "asks for the words of the paper", id="no-quote"),
        pytest.param({"quote": "Nobody said so."}, "is not in van-001, word for word", id="no-such-quote"),
        pytest.param({"quote": "the clinic"}, "stands .* times in van-001", id="a-quote-that-recurs"),
        pytest.param({"start": 5}, "a place has a start and an end", id="half-a-place"),
        pytest.param({"start": 5, "end": 10_000}, "holds no words", id="no-place"),
        pytest.param({"coder": "machine"}, "give a person's name", id="a-machine"),
        pytest.param({"coder": "combined"}, "name of a machine", id="an-installed-machine"),
        pytest.param({"coder": "ana"}, "'Ana' works here", id="other-capitals"),
        pytest.param({"coder": " "}, "--coder is empty", id="nobody"),
    ],
)
def test_what_cannot_be_kept_is_refused(project: Project, words: dict[str, object], why: str) -> None:
    say(project, "Ana", "weeks", "11")
    given = {"paper": "van-001", "field": "weeks", "values": ["12"], "coder": "Ana", "at": AT} | words
    with pytest.raises(InputError, match=why):
        workflow.chart(project, **given)  # type: ignore[arg-type]
    assert len(project.store.chartings.history()) == 1


def test_a_place_may_be_given_instead_of_its_words(project: Project) -> None:
    (document, *_) = project.store.documents()
    start = document.text.index(QUOTE)
    said = workflow.chart(
        project, "kenya", "design", ["survey"], coder="Ana", at=AT, start=start, end=start + len(QUOTE)
    )
    assert [str(one.quote) for one in said.field.answers] == [f'"{QUOTE}" [methods]']


def test_not_reported_is_an_answer_and_needs_no_quote(project: Project) -> None:
    said = workflow.chart(project, "van-001", "design", ["not reported"], coder="Ana", at=AT)
    assert [(one.values, one.words) for one in said.field.answers] == [((), "not reported")]


def test_in_a_blind_form_others_are_hidden_until_one_has_answered_too(project: Project) -> None:
    say(project, "Ana", "weeks", "12")
    before = field(workflow.show_chart(project, "van-001", coder="Ben"), "weeks")
    assert (before.answers, before.hidden, before.state) == ((), 1, "waiting")
    assert "1 answer of others, shown when you have answered" in str(before)
    assert field(workflow.show_chart(project, "van-001"), "weeks").hidden == 1
    assert "12" in say(project, "Ben", "weeks", "14")
    after = field(workflow.show_chart(project, "van-001", coder="Ben"), "weeks")
    assert ([one.coder for one in after.answers], after.hidden, after.state) == (["Ana", "Ben"], 0, "conflict")
    third = field(workflow.show_chart(project, "van-001", coder="Cat"), "weeks")
    assert (third.answers, third.hidden, third.state, third.holds) == ((), 2, None, None)
    assert field(workflow.show_chart(project, "van-001"), "weeks").state == "conflict"


def test_in_a_form_that_is_not_blind_everybody_sees_everything(tmp_path: Path) -> None:
    toml = '[forms.charting]\nblind = false\n[forms.charting.fields.weeks]\nask = "?"\n'
    with charting_project(tmp_path, 1, toml=toml) as project:
        say(project, "Ana", "weeks", "12")
        assert field(workflow.show_chart(project, "van-001", coder="Ben"), "weeks").hidden == 0


def test_reports_of_one_study_share_a_chart(project: Project) -> None:
    one, other = sorted(id for id, name in project.store.papers.names().items() if name.startswith("van"))
    workflow.judge_duplicate(project, one, other, "version", coder="Ana", at=AT)
    say(project, "Ana", "weeks", "12", paper="van-001")
    say(project, "Ana", "weeks", "13", paper="van-002")
    chart = workflow.show_chart(project, "van-001", coder="Ana")
    assert chart.papers == ("van-001", "van-002")
    assert field(chart, "weeks").answers[0].values == ("13",)
    only_there = "Ties among the 2 villages were loose at first."
    said = workflow.chart(project, "van-001", "design", ["survey"], coder="Ana", at=AT, quote=only_there)
    assert [one.quote and one.quote.paper for one in said.field.answers] == ["van-002"]


def test_a_proposal_is_taken_with_its_quote_in_one_step(project: Project) -> None:
    shown = field(workflow.show_chart(project, "kenya"), "design")
    assert [one.value for one in shown.proposals] == ["case study"]
    said = workflow.accept_proposal(project, "kenya", "design", coder="Ana", at=AT)
    (answer,) = said.field.answers
    assert (answer.values, answer.accepts) == (("case study",), True)
    assert answer.quote is not None
    assert answer.quote.section == "title"
    assert "as proposed" in str(said)
    assert "already" in str(workflow.accept_proposal(project, "kenya", "design", coder="Ana", at=AT))


def test_the_last_of_a_coder_is_taken_back_and_what_they_said_before_holds_again(project: Project) -> None:
    say(project, "Ana", "weeks", "12")
    say(project, "Ana", "weeks", "13")
    say(project, "Ben", "weeks", "14")
    undone = workflow.undo_chart(project, coder="Ana", at=LATER)
    assert undone.answers == ("van-001  charting.weeks: 13 weeks",)
    assert "holds again" in str(undone)
    shown = field(workflow.show_chart(project, "van-001", coder="Ana"), "weeks")
    assert [one.values for one in shown.answers] == [("12",), ("14",)]
    workflow.undo_chart(project, coder="Ana", at=LATER)
    with pytest.raises(InputError, match="nothing that could be taken back"):
        workflow.undo_chart(project, coder="Ana", at=LATER)


def test_answers_and_their_quotes_survive_an_edit_of_the_file(project: Project) -> None:
    say(project, "Ana", "design", "survey", quote=QUOTE)
    say(project, "Ben", "design", "trial", quote="The van was painted green.")
    file = project.path.parent / "papers" / "van-001.md"
    file.write_text(paper(1).replace("The van was painted green.", "It was blue."), encoding="utf-8")
    assert "by people: 2 answers to forms" in str(workflow.add_documents(project, [file], at=LATER))
    shown = field(workflow.show_chart(project, "van-001", coder="Ana"), "design")
    assert [str(one.quote) for one in shown.answers] == [
        f'"{QUOTE}" [methods]',
        '"The van was painted green." [not in the paper as it is read now]',
    ]
    workflow.undo_chart(project, coder="Ben", at=LATER)
    shown = field(workflow.show_chart(project, "van-001", coder="Ana"), "design")
    assert [one.coder for one in shown.answers] == ["Ana"]


def test_nothing_is_charted_of_a_paper_that_is_in_no_scope(project: Project) -> None:
    short = project.path.parent / "papers" / "short.md"
    short.write_text("# A bridge\n\n## Abstract\n\nThe partners met every month to settle who would pay.\n")
    workflow.add_documents(project, [short], at=AT)
    with pytest.raises(InputError, match="is left out of every n"):
        say(project, "Ana", "weeks", "1", paper="short")
