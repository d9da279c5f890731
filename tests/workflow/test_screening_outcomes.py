"""Reports stand as all decisions on all of their records say, and coders see no more of it than they may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT
from made_up_records import record, ris, shouted
from made_up_screening import FT, PROTOCOL, TA, decide, screening_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import STAGES, VERDICTS, Outcome, Stage
from relsynth.screening.protocol import StagePlan
from relsynth.store.screening import HandOut
from relsynth.workflow.screening_outcomes import list_screened, outcomes, screening_status
from relsynth.workflow.screening_stops import stop_screening
from relsynth.workflow.sources import add_source


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with screening_project(tmp_path, record(1), record(2), shouted(2), record(3), record(4)) as opened:
        yield opened


def told(project: Project, stage: Stage = TA) -> list[str]:
    return [report.outcome for report in outcomes(project, stage).reports]


# -- outcomes


def test_every_report_is_unread_at_first_and_in_the_order_of_coming(project: Project) -> None:
    found = outcomes(project, TA)
    assert [len(report.records) for report in found.reports] == [1, 2, 1, 1]
    assert {report.outcome for report in found.reports} == {"unread"}
    assert {report.wanted for report in found.reports} == {2}
    records = list(project.store.catalogue.records())
    assert [record for report in found.reports for record in report.records] == records


def test_a_project_without_records_has_no_outcomes(tmp_path: Path) -> None:
    with screening_project(tmp_path) as empty:
        assert [outcomes(empty, stage).reports for stage in STAGES] == [(), ()]
        assert str(screening_status(empty)) == "Title and abstract: 0 reports\nFull text: 0 reports"


def test_decisions_on_any_record_of_a_report_count(project: Project) -> None:
    decide(project, "Ana 1 in, Ben 2 in, Ana 3 in, Ben 3 out")  # records 1 and 2 are one report
    second = outcomes(project, TA).reports[1]
    assert (second.outcome, second.coders) == ("include", ("Ana", "Ben"))
    assert told(project) == ["unread", "include", "conflict", "unread"]


def test_records_that_turn_out_to_be_one_report_bring_their_decisions(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 3 out")
    assert told(project) == ["waiting", "unread", "waiting", "unread"]
    first, *_, third, _ = project.store.catalogue.records()
    workflow.judge_duplicate(project, first, third, "duplicate", coder="Cat", at=AT)
    assert told(project) == ["conflict", "unread", "unread"]
    workflow.undo_duplicate(project, coder="Cat", at=AT)
    assert told(project) == ["waiting", "unread", "waiting", "unread"]


def test_who_decided_both_records_of_a_report_is_one_coder_and_the_later_word_holds(project: Project) -> None:
    decide(project, "Ana 2 in, Ana 1 out")
    second = outcomes(project, TA).reports[1]
    assert (second.outcome, [one.verdict for one in second.decisions]) == ("waiting", ["exclude"])


def test_records_that_come_later_are_unread(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in")
    add_source(project, ris(record(5), shouted(1)), name="later.ris", at=AT)
    assert told(project) == ["include", "unread", "unread", "unread", "unread"]


@pytest.mark.parametrize(
    ("said", "at_full_text"),
    [
        pytest.param("", [0, 1, 2, 3], id="nobody-screened-abstracts"),
        pytest.param("Ana 0 in", [], id="nothing-is-decided-by-both"),
        pytest.param("Ana 0 in, Ben 0 in, Ana 1 maybe, Ben 1 maybe, Ana 3 out, Ben 3 out", [0, 1], id="goes-on"),
        pytest.param("Ana 0 in, Ben 0 out", [], id="a-conflict-waits"),
        pytest.param("Ana 0 in, Ben 0 out, Cat! 0 in", [0], id="a-settled-one-goes-on"),
    ],
)
def test_at_full_text_are_those_that_go_on(project: Project, said: str, at_full_text: list[int]) -> None:
    decide(project, said)
    every = [report.report for report in outcomes(project, TA).reports]
    assert [every.index(report.report) for report in outcomes(project, FT).reports] == at_full_text


def test_what_was_decided_at_full_text_alone_stays_there(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in", stage=FT)
    decide(project, "Ana 1 out, Ben 1 out")
    found = outcomes(project, FT).reports
    assert [(one.records[0], one.outcome) for one in found] == [(next(iter(project.store.catalogue.dois())), "include")]


def test_the_reason_is_told_of_what_is_excluded(project: Project) -> None:
    decide(project, "Ana 0 out E1, Ben 0 out E1, Ana 1 out E1, Ben 1 out E2, Ana 3 in, Ben 3 in", stage=FT)
    found = outcomes(project, FT).reports
    assert [(one.outcome, one.reason) for one in found] == [
        *(("exclude", "E1"), ("conflict", None), ("include", None), ("unread", None))
    ]


def test_the_mode_of_the_stage_says_how_many_are_to_decide(project: Project) -> None:
    plans = {TA: StagePlan(mode="single"), FT: StagePlan(mode="double")}
    project.config = replace(project.config, protocol=replace(PROTOCOL, plans=plans))
    decide(project, "Ana 0 in, Ana 3 out")
    assert told(project) == ["include", "unread", "exclude", "unread"]
    decide(project, "Ana 0 in", stage=FT)
    assert told(project, FT) == ["waiting"]


def test_outcomes_are_told_in_a_line(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in, Ana 1 in")
    found = outcomes(project, TA)
    assert str(found) == "Title and abstract: 4 reports (2 unread, 1 include, 1 waiting)"
    assert (found.count("unread"), found.count("conflict")) == (2, 0)


# -- lists, and who is blind


SAID = "Ana 0 in, Ben 0 out, Ana 1 maybe, Ben 1 maybe, Ana 3 out E1, Ben 4 in, Cat 4 in"


@pytest.mark.parametrize(
    ("coder", "expected"),
    [
        pytest.param(None, ["conflict", "maybe", "waiting", "include"], id="nobody-in-particular"),
        pytest.param("Ana", ["conflict", "maybe", "waiting", "include"], id="has-decided-or-it-is-settled"),
        pytest.param("Ben", ["conflict", "maybe", None, "include"], id="has-not-decided-the-third"),
        pytest.param("Cat", [None, None, None, "include"], id="has-decided-the-last-alone"),
        pytest.param("Dee", [None, None, None, "include"], id="has-decided-nothing"),
    ],
)
def test_coders_are_blind_to_what_is_open_and_they_have_not_decided(
    project: Project, coder: str | None, expected: list[Outcome | None]
) -> None:
    decide(project, SAID)
    rows = list_screened(project, TA, coder=coder).reports
    assert [row.outcome for row in rows] == expected
    for row in rows:
        assert {said.verdict is None for said in row.said} == {row.outcome is None}
        if row.outcome is None:
            assert {(said.criterion, said.note, said.tags) for said in row.said} == {(None, None, ())}
            assert row.reason is None


def test_an_outcome_that_a_coder_is_blind_to_is_not_found_by_asking_for_it(project: Project) -> None:
    decide(project, SAID)
    for wanted in ("conflict", "maybe", "waiting"):
        assert len(list_screened(project, TA, outcome=wanted, coder="Ana").reports) == 1
        assert list_screened(project, TA, outcome=wanted, coder="Cat").reports == ()


def test_a_list_says_who_said_what(project: Project) -> None:
    decide(project, SAID)
    listed = list_screened(project, TA, outcome="maybe")
    assert [[str(said) for said in row.said] for row in listed.reports] == [["Ana: maybe", "Ben: maybe"]]
    (line,) = str(listed).splitlines()[1:]
    assert line.endswith("Night lessons for glassblowers: an account of a school that moved  [maybe]")
    assert str(list_screened(project, FT, outcome="include")) == "No report at full text with the outcome include."
    ben = list_screened(project, TA, coder="Ben").reports[2]
    assert [str(said) for said in ben.said] == ["Ana: not told before you have decided"]
    assert str(ben).endswith("[not told before you have decided]")


def test_notes_and_tags_are_told_with_the_verdict(project: Project) -> None:
    decide(project, "Ana 0 out E1", note="no ferry", tags=("look again",))
    (said,) = list_screened(project, TA, outcome="waiting").reports[0].said
    assert str(said) == "Ana: exclude (E1) [look again]: no ferry"


def test_a_coder_without_a_name_sees_nothing(project: Project) -> None:
    with pytest.raises(InputError, match="--coder is empty"):
        list_screened(project, TA, coder=" ")


# -- numbers


def test_both_stages_are_told_in_numbers(project: Project) -> None:
    decide(project, f"{SAID}, Dee! 0 in")
    decide(project, "Ana 0 out E1, Ben 0 out E2", stage=FT)
    stop_screening(project, TA, coder="Ana", at=AT)
    with project.store.atomic():
        for coder, until in (("Ana", "2026-01-01T12:00:00+00:00"), ("Ben", "2026-01-01T10:00:00+00:00")):
            handed = HandOut(record="r1:x", stage=TA, coder=coder, drawn="ranked", until=until)
            project.store.screening.hand_out(handed)
    assert str(screening_status(project, at="2026-01-01T12:30:00+01:00")).splitlines() == [
        "Title and abstract: 4 reports: 1 waiting for another coder, 2 included, 1 maybe",
        "  Ana: 3 decided (1 in, 1 out, 1 maybe)",
        "  Ben: 3 decided (1 in, 1 out, 1 maybe)",
        "  Cat: 1 decided (1 in, 0 out, 0 maybe)",
        "  Dee: 0 decided (0 in, 0 out, 0 maybe), 1 conflict settled",
        "  before Ana now: r1:x",
        f"  stopped by Ana ({AT[:10]}): {project.store.screening.stop(TA).statement}",  # type: ignore[union-attr]
        "Full text: 3 reports: 2 unread, 1 in conflict",
        "  Ana: 1 decided (0 in, 1 out, 0 maybe)",
        "  Ben: 1 decided (0 in, 1 out, 0 maybe)",
    ]
    assert screening_status(project).stages[0].handed_out == ()


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Ben", "Cat"]),
        st.booleans(),
        st.integers(0, 4),
        st.sampled_from(VERDICTS),
        st.sampled_from(STAGES),
    ),
    max_size=25,
)


@given(history=HISTORY)
@settings(max_examples=25)
def test_numbers_add_up_whatever_was_decided(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, bool, int, str, Stage]]
) -> None:
    records = (record(1), record(2), shouted(2), record(3), record(4))
    with screening_project(tmp_path_factory.mktemp("project"), *records) as project:
        for coder, settles, number, verdict, stage in history:
            word = {"include": "in", "exclude": "out E1", "maybe": "maybe"}[verdict]
            decide(project, f"{coder}{'!' if settles else ''} {number} {word}", stage=stage)
        for status in screening_status(project).stages:
            open_ones = status.unread + status.waiting + status.conflict + status.maybe
            assert open_ones + status.include + status.exclude == status.reports
            found = outcomes(project, status.stage)
            assert Counter(one.outcome for one in found.reports)["include"] == status.include
            for report in found.reports:
                assert len({(one.coder, one.adjudicates) for one in report.decisions}) == len(report.decisions)
                assert {one.stage for one in report.decisions} <= {status.stage}
                assert {one.record for one in report.decisions} <= set(report.records)
        before, after = (outcomes(project, stage) for stage in STAGES)
        going_on = {one.report for one in before.reports if one.outcome in ("include", "maybe")}
        begun = {one.report for one in before.reports if one.decisions}
        alone = {one.report for one in after.reports if one.decisions} - begun
        every = {one.report for one in before.reports}
        assert {one.report for one in after.reports} == (going_on | alone if begun else every)
