"""Conflicts one by one: what comes, what is kept, and what somebody else settles meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris, shouted
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.screening.decisions import Stage, Verdict
from relsynth.screening.protocol import Criterion, Protocol
from relsynth.workflow.screening import decide
from relsynth.workflow.screening_conflicts import adjudicate
from relsynth.workflow.screening_settling import open_settling
from relsynth.workflow.sources import add_source

PROTOCOL = Protocol(criteria=tuple(Criterion(id=id, text=id, kind="exclude") for id in ("E1", "E2")))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with four reports, the first of two records."""
    with open_project(write_project(tmp_path / "review")) as opened:
        opened.config = replace(opened.config, protocol=PROTOCOL)
        add_source(opened, ris(record(0), shouted(0), record(1), record(2), record(3)), name="a.ris", at=AT)
        yield opened


def say(
    project: Project,
    number: int,
    *verdicts: Verdict,
    stage: Stage = "title_abstract",
    criteria: tuple[str | None, ...] = (None, None),
) -> str:
    """Let Ana and Ben decide a record; its id."""
    id_ = list(project.store.catalogue.records())[number]
    for coder, verdict, criterion in zip(("Ana", "Ben"), verdicts, criteria, strict=False):
        decide(project, id_, verdict, coder=coder, stage=stage, criterion=criterion, at=AT)
    return id_


def test_conflicts_come_in_the_order_of_reports_and_nothing_else_does(project: Project) -> None:
    third = say(project, 3, "include", "exclude")
    say(project, 2, "include", "include")
    say(project, 4, "maybe", "maybe")
    first = say(project, 0, "exclude", "include")
    settling = open_settling(project, coder="Cyd", stage="title_abstract")
    assert settling.left == 2
    shown = settling.next(at=AT)
    assert shown is not None
    assert (shown.record, shown.whole.title, shown.of) == (first, record(0).title, 2)
    assert [str(said) for said in settling.said] == ["Ana: exclude", "Ben: include"]
    decision = settling.decide("include", note="read it", at=AT)
    assert (decision.record, decision.adjudicates, decision.note, decision.coder) == (first, True, "read it", "Cyd")
    shown = settling.next(at=AT)
    assert shown is not None
    assert shown.record == third
    settling.skip(at=AT)
    assert settling.next(at=AT) is None
    assert settling.said == ()


def test_records_of_one_report_are_one_conflict(project: Project) -> None:
    first, second = list(project.store.catalogue.records())[:2]
    decide(project, first, "include", coder="Ana", stage="title_abstract", at=AT)
    decide(project, second, "exclude", coder="Ben", stage="title_abstract", at=AT)
    assert open_settling(project, coder="Cyd", stage="title_abstract").left == 1


@pytest.mark.parametrize(
    ("verdicts", "criteria", "left"),
    [
        pytest.param(("include", "exclude"), (None, "E1"), 1, id="verdicts-differ"),
        pytest.param(("exclude", "exclude"), ("E1", "E2"), 1, id="reasons-differ"),
        pytest.param(("exclude", "exclude"), ("E1", "E1"), 0, id="agreed"),
        pytest.param(("maybe", "maybe"), (None, None), 1, id="all-leave-it-open"),
        pytest.param(("include",), (None,), 0, id="one-has-decided"),
    ],
)
def test_at_full_text_reasons_and_doubts_are_settled_too(
    project: Project, verdicts: tuple[Verdict, ...], criteria: tuple[str | None, ...], left: int
) -> None:
    say(project, 2, *verdicts, stage="full_text", criteria=criteria)
    assert open_settling(project, coder="Cyd", stage="full_text").left == left


def test_what_somebody_else_has_settled_meanwhile_is_passed_over(project: Project) -> None:
    id_ = say(project, 2, "include", "exclude")
    settling = open_settling(project, coder="Cyd", stage="title_abstract")
    adjudicate(project, id_, "include", coder="Dan", stage="title_abstract", at=AT)
    assert settling.next(at=AT) is None


def test_a_word_is_taken_back_and_asked_for_again(project: Project) -> None:
    id_ = say(project, 2, "include", "exclude")
    settling = open_settling(project, coder="Cyd", stage="title_abstract")
    settling.next(at=AT)
    settling.decide("exclude", criterion="e1", at=AT)
    later = open_settling(project, coder="Cyd", stage="title_abstract")
    shown = later.undo(at=AT)
    assert shown is not None
    assert shown.earlier is not None
    assert (shown.record, shown.earlier.criterion, later.left) == (id_, "E1", 1)
    assert later.decide("include", at=AT).verdict == "include"


def test_a_decision_of_ones_own_is_not_undone_here(project: Project) -> None:
    say(project, 2, "include", "exclude")
    assert open_settling(project, coder="Ana", stage="title_abstract").undo(at=AT) is None
    assert len(project.store.screening.current()) == 2


def test_what_cannot_settle_is_refused(project: Project) -> None:
    say(project, 2, "include", "exclude")
    settling = open_settling(project, coder="Cyd", stage="title_abstract")
    with pytest.raises(InputError, match="no conflict is before you"):
        settling.decide("include", at=AT)
    settling.next(at=AT)
    with pytest.raises(InputError, match="maybe settles nothing"):
        settling.decide("maybe", at=AT)
    with pytest.raises(InputError, match="no tags"):
        settling.decide("include", tags=("roads",), at=AT)
    with pytest.raises(InputError, match="--coder is empty"):
        open_settling(project, coder=" ", stage="title_abstract")
    assert settling.left == 1
