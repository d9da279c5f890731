"""Conflicts are listed with what each coder said, and settled beside it, never over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, document
from made_up_records import record, shouted
from made_up_screening import FT, PROTOCOL, TA, decide, screening_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import STAGES, Stage, Verdict
from relsynth.screening.protocol import Protocol, StagePlan
from relsynth.store import File
from relsynth.workflow.screening import undo_decision
from relsynth.workflow.screening_conflicts import adjudicate, list_conflicts
from relsynth.workflow.screening_outcomes import outcomes

OPEN = "Ana 0 in, Ben 0 out E1, Ana 1 in, Cat 3 maybe, Ana 4 out, Ben 4 out"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with screening_project(tmp_path, record(1), record(2), shouted(2), record(3), record(4)) as opened:
        yield opened


def with_screeners(project: Project, *names: str) -> None:
    plans = {stage: StagePlan(screeners=names) for stage in STAGES}
    project.config = replace(project.config, protocol=replace(PROTOCOL, plans=plans))


def id_of(project: Project, number: int) -> str:
    return list(project.store.catalogue.dois())[number]


# -- listing


def test_conflicts_and_who_waits_for_whom_are_listed(project: Project) -> None:
    decide(project, OPEN)
    found = list_conflicts(project, TA)
    assert [(one.record, one.differs) for one in found.conflicts] == [(id_of(project, 0), "verdicts")]
    assert [(one.decided, one.awaited, one.open_to) for one in found.waiting] == [(("Ana",), 1, ()), (("Cat",), 1, ())]
    assert str(found).splitlines()[0] == "Conflicts at title and abstract (1):"
    assert str(found).splitlines()[2:4] == ["      Ana: include", "      Ben: exclude (E1)"]
    assert str(found).splitlines()[-1].endswith("[Cat waits for another coder]")


def test_screeners_that_the_protocol_names_are_awaited_by_name(project: Project) -> None:
    with_screeners(project, "Ana", "Ben", "Cat")
    decide(project, OPEN)
    found = list_conflicts(project, TA)
    assert [one.open_to for one in found.waiting] == [("Ben", "Cat"), ("Ana", "Ben")]
    assert found.open_to == {"Ben": 2, "Cat": 1, "Ana": 1}
    assert str(found).splitlines()[-3:] == [
        "Ben can decide 2 waiting reports",
        "Cat can decide 1 waiting report",
        "Ana can decide 1 waiting report",
    ]


def test_a_coder_who_left_leaves_a_report_that_another_can_finish(project: Project) -> None:
    with_screeners(project, "Ana", "Ben")
    decide(project, "Zoe 0 in, Ana 0 in, Zoe 1 in")
    assert outcomes(project, TA).reports[0].outcome == "include"
    assert [(one.decided, one.open_to) for one in list_conflicts(project, TA).waiting] == [(("Zoe",), ("Ana", "Ben"))]


def test_exclusions_for_two_reasons_differ_at_full_text(project: Project) -> None:
    decide(project, "Ana 0 out E1, Ben 0 out E2", stage=FT)
    assert [one.differs for one in list_conflicts(project, FT).conflicts] == ["reasons"]


@pytest.mark.parametrize(
    ("coder", "sees"),
    [
        pytest.param(None, ["Ana: include", "Ben: exclude (E1)"], id="nobody-in-particular"),
        pytest.param("Ana", ["Ana: include", "Ben: exclude (E1)"], id="one-of-the-two"),
        pytest.param("ana", ["Ana: include", "Ben: exclude (E1)"], id="written-in-another-case"),
        pytest.param(
            "Cat",
            ["Ana: not told before you have decided", "Ben: not told before you have decided"],
            id="a-third-who-has-not-decided",
        ),
    ],
)
def test_who_has_not_decided_is_not_told_the_verdicts(project: Project, coder: str | None, sees: list[str]) -> None:
    decide(project, OPEN)
    (conflict,) = list_conflicts(project, TA, coder=coder).conflicts
    assert [str(said) for said in conflict.said] == sees


@pytest.mark.parametrize("coder", [None, "Ana", "Ben", "Cat", "Dee"])
def test_nobody_is_told_the_verdict_that_waits_for_another(project: Project, coder: str | None) -> None:
    decide(project, "Ana 1 maybe", note="far from sure", tags=("look again",))
    found = list_conflicts(project, TA, coder=coder)
    assert not any(word in repr(found) for word in ("maybe", "far from sure", "look again"))


def test_where_all_agree_nothing_is_listed(project: Project) -> None:
    decide(project, "Ana 4 out, Ben 4 out")
    assert str(list_conflicts(project, TA)) == (
        "No conflict at title and abstract, and no report that waits for another coder."
    )


# -- settling


@pytest.mark.parametrize(
    ("said", "verdict", "criterion", "stage"),
    [
        pytest.param("Ana 0 in, Ben 0 out", "include", None, TA, id="verdicts-differ"),
        pytest.param("Ana 0 in, Ben 0 out", "exclude", "e1", TA, id="with-a-reason"),
        pytest.param("Ana 0 maybe, Ben 0 maybe", "exclude", None, TA, id="all-are-unsure"),
        pytest.param("Ana 0 out E1, Ben 0 out E2", "exclude", "E2", FT, id="reasons-differ"),
        pytest.param("Ana 0 maybe, Ben 0 in", "include", None, FT, id="one-is-unsure-at-full-text"),
    ],
)
def test_what_is_settled_is_kept_beside_what_was_said(
    project: Project, said: str, verdict: Verdict, criterion: str | None, stage: Stage
) -> None:
    decide(project, said, stage=stage)
    before = project.store.screening.current(stage=stage)
    settled = adjudicate(
        project, id_of(project, 0), verdict, coder="Dee", criterion=criterion, stage=stage, at=AT, note="talked it over"
    )
    assert settled.adjudicates
    assert settled.note == "talked it over"
    assert settled.criterion == (criterion and criterion.upper())
    assert project.store.screening.current(stage=stage) == (*before, settled)
    (report, *_) = outcomes(project, stage).reports
    assert report.outcome == verdict
    assert not [one for one in list_conflicts(project, stage).conflicts if one.report == report.report]


def test_one_of_those_who_differ_may_settle_it_and_keeps_what_they_said(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 out")
    adjudicate(project, id_of(project, 0), "exclude", coder="Ana", stage=TA, at=AT)
    assert [(one.coder, one.verdict, one.adjudicates) for one in outcomes(project, TA).reports[0].decisions] == [
        ("Ana", "include", False),
        ("Ben", "exclude", False),
        ("Ana", "exclude", True),
    ]


def test_anybody_may_settle_also_who_does_not_screen(project: Project) -> None:
    with_screeners(project, "Ana", "Ben")
    decide(project, "Ana 0 in, Ben 0 out")
    assert adjudicate(project, id_of(project, 0), "include", coder="Dee", stage=TA, at=AT).coder == "Dee"
    assert adjudicate(project, id_of(project, 0), "exclude", coder="ana", stage=TA, at=AT).coder == "Ana"


def test_what_was_settled_may_be_settled_anew_and_taken_back(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 out")
    for coder, verdict in (("Dee", "include"), ("Eve", "exclude"), ("Dee", "include")):
        adjudicate(project, id_of(project, 0), verdict, coder=coder, stage=TA, at=AT)  # type: ignore[arg-type]
        assert outcomes(project, TA).reports[0].outcome == verdict
    assert undo_decision(project, coder="Dee", at=AT).adjudicates
    undo_decision(project, coder="Eve", at=AT)
    assert outcomes(project, TA).reports[0].outcome == "include"  # what Dee had settled first
    undo_decision(project, coder="Dee", at=AT)
    assert outcomes(project, TA).reports[0].outcome == "conflict"


def test_a_report_is_named_by_any_record_or_full_text_of_it(project: Project) -> None:
    decide(project, "Ana 1 in, Ben 2 out")
    paper = replace(document("Ferries ran.", name="a"), title=record(2).title, doi=record(2).doi)
    with project.store.atomic():
        project.store.add_document(paper, at=AT)
        project.store.add_file(File(path="a.md", status="read", document=paper.id), at=AT)
    for name in (id_of(project, 2), id_of(project, 1)[:8], paper.id):
        settled = adjudicate(project, name, "include", coder="Dee", stage=TA, at=AT)
        assert settled.record in (id_of(project, 1), id_of(project, 2))
    assert outcomes(project, TA).reports[1].outcome == "include"


@pytest.mark.parametrize(
    ("said", "verdict", "criterion", "why"),
    [
        pytest.param("", "include", None, "to settle at title and abstract: nobody has decided it", id="unread"),
        pytest.param("Ana 0 in", "include", None, "another coder has to decide it first", id="waiting"),
        pytest.param("Ana 0 in, Ben 0 in", "exclude", None, "coders agree that it is included", id="to-include"),
        pytest.param("Ana 0 in, Ben 0 maybe", "exclude", None, "coders agree that it is included", id="goes-on"),
        pytest.param("Ana 0 out, Ben 0 out", "include", None, "coders agree that it is excluded", id="to-exclude"),
        pytest.param("Ana 0 in, Ben 0 out", "maybe", None, "maybe settles nothing", id="leaves-it-open"),
        pytest.param(
            "Ana 0 in, Ben 0 out", "exclude", "E9", "is no criterion of the protocol; there are I1, E1, E2", id="e9"
        ),
        pytest.param("Ana 0 in, Ben 0 out", "include", "E1", "a criterion is the reason of an exclusion", id="why"),
    ],
)
def test_what_cannot_be_settled_is_refused_and_nothing_is_kept(
    project: Project, said: str, verdict: Verdict, criterion: str | None, why: str
) -> None:
    decide(project, said)
    before = project.store.screening.history()
    with pytest.raises(InputError, match=why):
        adjudicate(project, id_of(project, 0), verdict, coder="Dee", criterion=criterion, stage=TA, at=AT)
    assert project.store.screening.history() == before


def test_what_was_settled_can_be_settled_anew_though_its_coders_agree_by_now(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 out, Dee! 0 out, Ben 0 in")
    assert outcomes(project, TA).reports[0].outcome == "exclude", "the ruling holds until it is mended"
    adjudicate(project, id_of(project, 0), "include", coder="Cat", stage=TA, at=AT)
    assert outcomes(project, TA).reports[0].outcome == "include"


def test_an_exclusion_at_full_text_is_settled_with_a_reason_only(project: Project) -> None:
    decide(project, "Ana 0 out E1, Ben 0 out E2", stage=FT)
    with pytest.raises(InputError, match="criterion"):
        adjudicate(project, id_of(project, 0), "exclude", coder="Dee", stage=FT, at=AT)


def test_what_is_not_at_full_text_is_not_settled_there(project: Project) -> None:
    decide(project, "Ana 0 out, Ben 0 out")
    with pytest.raises(InputError, match="is not screened at full text; it was not included before"):
        adjudicate(project, id_of(project, 0), "include", coder="Dee", stage=FT, at=AT)


@pytest.mark.parametrize(
    ("name", "coder", "why"),
    [
        pytest.param("r1:zzzzzz", "Dee", "names no record", id="no-record"),
        pytest.param("", " ", "--coder is empty", id="nobody"),
        pytest.param("", "Machine", "is what the machine is called", id="the-machine"),
    ],
)
def test_who_and_what_have_to_be_known(project: Project, name: str, coder: str, why: str) -> None:
    decide(project, "Ana 0 in, Ben 0 out")
    with pytest.raises(InputError, match=why):
        adjudicate(project, name or id_of(project, 0), "include", coder=coder, stage=TA, at=AT)


def test_in_single_mode_a_doubt_may_be_settled(project: Project) -> None:
    plans = {stage: StagePlan(mode="single") for stage in STAGES}
    project.config = replace(project.config, protocol=Protocol(plans=plans))
    decide(project, "Ana 0 maybe")
    adjudicate(project, id_of(project, 0), "exclude", coder="Dee", stage=TA, at=AT)
    assert outcomes(project, TA).reports[0].outcome == "exclude"
