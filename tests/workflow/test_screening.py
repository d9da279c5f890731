"""A coder reads what is theirs to read, once, blind, and goes on where they stopped; ten at once lose nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from made_up_records import record, write_export
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Stage
from relsynth.screening.protocol import Criterion, Mode, Protocol, StagePlan
from relsynth.store.screening import Stop
from relsynth.workflow.duplicates import keep_judgement
from relsynth.workflow.screening import Session, decide, open_session, undo_decision

AT, LATER, MUCH_LATER = "2026-03-01T10:00:00+00:00", "2026-03-01T10:20:00+00:00", "2026-03-01T10:31:00+00:00"
TITLES: Stage = "title_abstract"
BENCH = Path(__file__).resolve().parents[2] / "scripts" / "bench"
E1 = Criterion(id="E1", text="No study", kind="exclude")
QUESTION = "Do ferry partners keep ledgers in harbours?"


def of_bench(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bench = of_bench("screening_team")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight reports, none like another."""
    workflow.init(tmp_path / "review")
    export = write_export(tmp_path / "a.ris", *map(record, range(8)))
    with open_project(tmp_path / "review") as project:
        workflow.import_records(project, [export], at=AT)
    return tmp_path / "review"


def as_asked(project: Project, mode: Mode = "single", **others: Any) -> Project:
    """A project whose protocol asks for so many coders, and audits nothing unless told to."""
    plan = StagePlan(mode=mode, screeners=others.pop("screeners", ()))
    usual: dict[str, Any] = {"question": QUESTION, "audit": 0.0, "plans": {"title_abstract": plan, "full_text": plan}}
    project.config = replace(project.config, protocol=Protocol(**(usual | others)))
    return project


@pytest.fixture
def project(folder: Path) -> Iterator[Project]:
    with open_project(folder) as opened:
        yield as_asked(opened)


@pytest.fixture
def double(folder: Path) -> Iterator[Project]:
    with open_project(folder) as opened:
        yield as_asked(opened, "double")


def session_of(project: Project, coder: str = "Ana", stage: Stage = TITLES) -> Session:
    return open_session(project, coder=coder, stage=stage, at=AT)


def read_all(session: Session, *, most: int = 99) -> list[str]:
    """Read until nothing is left, everything excluded; reports in the order in which they came."""
    came = []
    while len(came) < most and (shown := session.next(at=AT)):
        came.append(shown.report)
        session.decide("exclude", at=AT)
    return came


# -- what comes before whom


def test_everything_comes_once_and_the_protocols_words_first(project: Project) -> None:
    with session_of(project) as session:
        first = session.next(at=AT)
        assert first is not None
        assert "ferry" in (first.title or "")
        assert (first.rank, first.of, first.drawn) == (1, 8, "ranked")
        came = read_all(session)
    assert len(came) == len(set(came)) == 8


def test_the_order_is_the_same_again(folder: Path, tmp_path: Path) -> None:
    import shutil

    orders = []
    for copy in ("one", "two"):
        shutil.copytree(folder, tmp_path / copy)
        with open_project(tmp_path / copy) as opened, session_of(as_asked(opened, audit=0.3)) as session:
            orders.append(read_all(session))
    assert orders[0] == orders[1]


def test_nobody_gets_what_another_has_before_them_and_single_reading_is_done_by_one(project: Project) -> None:
    with session_of(project) as ana, session_of(project, "Ben") as ben:
        one, two = ana.next(at=AT), ben.next(at=AT)
        assert one is not None
        assert two is not None
        assert one.report != two.report
        ana.decide("include", at=AT)
        came = read_all(ben)
        assert one.report not in came
        assert len(came) == 7
        assert ana.next(at=AT) is None


def test_double_reading_is_done_by_two_in_the_order_of_the_first(double: Project) -> None:
    with session_of(double) as ana, session_of(double, "Ben") as ben, session_of(double, "Cleo") as cleo:
        order = read_all(ana)
        assert len(order) == 8
        assert read_all(ben, most=5) == order[:5]
        assert read_all(cleo) == order[5:]
        assert ana.next(at=AT) is None


def test_a_second_coder_is_told_neither_rank_nor_what_was_learned_of_the_first(double: Project) -> None:
    with session_of(double, "Ben") as ben:
        blind = ben.next(at=AT)
        with session_of(double) as ana:
            ana.next(at=AT)
            ana.decide("exclude", at=AT)
        told = ben.next(at=AT)
        assert blind is not None
        assert told is not None
        assert told.report == blind.report
        assert told.rank is None
        assert told.terms == blind.terms


def test_the_same_report_comes_again_until_it_is_decided_or_half_an_hour_has_passed(project: Project) -> None:
    with ExitStack() as open_, session_of(project, "Ben") as ben:
        left = session_of(project)  # and never closed, as where a machine dies
        open_.callback(left._ranking.close)
        first = left.next(at=AT)
        assert first is not None
        again = session_of(project)
        open_.callback(again._ranking.close)
        assert again.next(at=LATER) == first
        other = ben.next(at="2026-03-01T10:49:00+00:00")
        assert other is not None
        assert other.report != first.report
        ben.skip(at=LATER)
        expired = ben.next(at="2026-03-01T10:51:00+00:00")
        assert expired is not None
        assert expired.report == first.report


def test_who_leaves_gives_back_what_was_before_them(project: Project) -> None:
    with session_of(project) as ana:
        first = ana.next(at=AT)
    with session_of(project, "Ben") as ben:
        assert ben.next(at=AT) == first


def test_what_is_skipped_goes_to_others_and_comes_back_in_another_session(project: Project) -> None:
    with session_of(project) as ana:
        first = ana.next(at=AT)
        assert first is not None
        ana.skip(at=AT)
        assert first.report not in read_all(ana)
    with session_of(project) as again:
        assert read_all(again) == [first.report]


def test_an_audit_of_everything_is_drawn_at_random(project: Project) -> None:
    as_asked(project, audit=1.0)
    with session_of(project) as session:
        shown = session.next(at=AT)
        assert shown is not None
        assert shown.drawn == "random"
        assert session.decide("exclude", at=AT).drawn == "random"


def test_where_the_team_has_stopped_only_what_was_begun_is_finished(double: Project) -> None:
    with session_of(double) as ana, session_of(double, "Ben") as ben:
        order = read_all(ana, most=2)
        with double.store.atomic():
            double.store.screening.add_stop(Stop(stage=TITLES, coder="Ana", statement="enough", unread=6, at=AT))
        assert ana.next(at=AT) is None
        assert read_all(ben) == order
        assert ben.progress().stopped is not None


def test_the_second_stage_has_what_the_first_lets_go_on(project: Project) -> None:
    with session_of(project) as ana:
        wanted = []
        for verdict in ("include", "maybe", *["exclude"] * 6):
            shown = ana.next(at=AT)
            assert shown is not None
            ana.decide(verdict, at=AT)  # type: ignore[arg-type]
            wanted += [shown.report] if verdict != "exclude" else []
    with session_of(project, stage="full_text") as full:
        came = []
        while shown := full.next(at=AT):
            came.append(shown.report)
            full.decide("include", at=AT)
    assert sorted(came) == sorted(wanted)


def test_of_a_report_with_several_records_any_decision_counts(project: Project, tmp_path: Path) -> None:
    other = record(3, abstract=None, doi="10.5555/elsewhere")
    workflow.import_records(project, [write_export(tmp_path / "b.ris", other)], at=AT)
    ids = {one.doi: id for id, one in project.store.catalogue.records().items()}
    pair = sorted((ids["10.5555/elsewhere"], ids["10.5555/made-up.3"]))
    keep_judgement(project, *pair, "duplicate", coder="Ana", at=AT)
    decide(project, ids["10.5555/elsewhere"], "exclude", coder="Ben", stage=TITLES, at=AT)
    with session_of(project) as session:
        assert session.progress().total == 8
        came = read_all(session)
    assert len(came) == 7
    assert not set(pair) & set(came)


# -- deciding and taking back


def test_a_decision_is_kept_with_all_that_is_said(project: Project) -> None:
    as_asked(project, criteria=(E1,))
    with session_of(project) as session:
        shown = session.next(at=AT)
        assert shown is not None
        made = session.decide("exclude", criterion="e1", note="a letter", tags=["letter"], at=LATER)
        assert project.store.screening.last("Ana") == made
    assert made == Decision(
        record=shown.record,
        stage=TITLES,
        verdict="exclude",
        coder="Ana",
        at=LATER,
        criterion="E1",
        drawn="ranked",
        note="a letter",
        tags=("letter",),
    )


@pytest.mark.parametrize(
    ("verdict", "criterion", "stage", "said"),
    [
        pytest.param("exclude", "E9", TITLES, "E9: is no criterion of the protocol; there are E1", id="unknown"),
        pytest.param("include", "E1", TITLES, "reason of an exclusion", id="included-for-a-reason"),
        pytest.param("exclude", None, "full_text", "names a criterion", id="no-reason-at-full-text"),
        pytest.param("exclude", "  ", "full_text", "names a criterion", id="an-empty-reason-at-full-text"),
    ],
)
def test_a_criterion_that_is_unknown_missing_or_out_of_place_is_told(
    project: Project, verdict: Any, criterion: str | None, stage: Stage, said: str
) -> None:
    as_asked(project, criteria=(E1,))
    with session_of(project, stage=stage) as session:
        shown = session.next(at=AT)
        with pytest.raises(InputError, match=said):
            session.decide(verdict, criterion=criterion, at=AT)
        assert session.next(at=AT) == shown


def test_nothing_is_decided_that_was_not_asked_for(project: Project) -> None:
    with session_of(project) as session:
        with pytest.raises(InputError, match="no record is before you"):
            session.decide("include", at=AT)
        session.next(at=AT)
        session.decide("include", at=AT)
        with pytest.raises(InputError, match="no record is before you"):
            session.decide("include", at=AT)


def test_what_somebody_settled_meanwhile_is_one_opinion_more(project: Project) -> None:
    with session_of(project) as session:
        shown = session.next(at=AT)
        assert shown is not None
        decide(project, shown.record, "include", coder="Ben", stage=TITLES, at=AT)
        session.decide("exclude", at=AT)
        assert session.progress().conflicts == 1
    assert len(project.store.screening.current(stage=TITLES)) == 2


def test_undoing_brings_the_record_back_with_what_was_said(project: Project) -> None:
    with session_of(project) as session:
        first = session.next(at=AT)
        made = session.decide("include", note="sure", at=AT)
        session.next(at=AT)
        undone = session.undo(at=LATER)
        assert first is not None
        assert undone is not None
        assert (undone.report, undone.earlier) == (first.report, made)
        assert session.progress().read == 0
        again = session.next(at=LATER)
        assert again is not None
        assert again.report == first.report
        session.decide("exclude", at=LATER)
        assert session.progress().found == 0


def test_only_what_was_read_at_the_stage_is_undone(project: Project) -> None:
    ids = list(project.store.catalogue.dois())
    usual: dict[str, Any] = {"coder": "Ana", "at": AT, "stage": TITLES, "verdict": "exclude"}
    with session_of(project) as session:
        assert session.undo(at=AT) is None
        with project.store.atomic():
            project.store.screening.add([Decision(record=ids[0], drawn="imported", **usual)])
        assert session.undo(at=AT) is None
        with project.store.atomic():
            project.store.screening.add([Decision(record=ids[1], adjudicates=True, **usual)])
        assert session.undo(at=AT) is None
        assert session.progress().read == 2


def test_scripts_decide_by_name_and_take_back(project: Project) -> None:
    id = next(iter(project.store.catalogue.dois()))
    made = decide(project, id[:12], "maybe", coder=" Ana ", stage=TITLES, at=AT)
    assert (made.record, made.coder, made.drawn) == (id, "Ana", "chosen")
    assert undo_decision(project, coder="Ana", at=AT) == made
    with pytest.raises(InputError, match="nothing that could be undone"):
        undo_decision(project, coder="Ana", at=AT)


def test_what_is_no_text_is_kept_as_question_marks_and_is_nobodys_name(project: Project) -> None:
    id, half = next(iter(project.store.catalogue.dois())), "\udcff"  # a byte that is no UTF-8, on a command line
    made = decide(project, id, "maybe", coder="Ana", stage=TITLES, note=f"see {half}", tags=[half], at=AT)
    assert (made.note, made.tags) == ("see ?", ("?",))
    assert project.store.screening.last("Ana") == made
    with pytest.raises(InputError, match="not all of it is text"):
        decide(project, id, "maybe", coder=half, stage=TITLES, at=AT)


# -- who may, and how far it has come


def test_a_coder_in_other_case_is_no_second_coder(project: Project) -> None:
    with session_of(project, "Ana") as session:
        first = session.next(at=AT)
        session.decide("include", at=AT)
    with session_of(project, "ana") as session:
        second = session.next(at=AT)
    assert first is not None
    assert second is not None
    assert (session.coder, first.report != second.report) == ("Ana", True)
    assert undo_decision(project, coder="ANA", at=AT).coder == "Ana"


def test_only_those_named_screen_and_under_the_name_that_is_written(project: Project) -> None:
    as_asked(project, screeners=("Ana",))
    with session_of(project, "ana") as session:
        assert session.coder == "Ana"
    with pytest.raises(InputError, match="Ben does not screen at this stage; the protocol names Ana"):
        session_of(project, "Ben")
    with pytest.raises(InputError, match="Ben does not screen"):
        decide(project, next(iter(project.store.catalogue.dois())), "maybe", coder="Ben", stage=TITLES, at=AT)


def test_there_has_to_be_something_to_screen(tmp_path: Path) -> None:
    workflow.init(tmp_path)
    with open_project(tmp_path) as empty, pytest.raises(InputError, match="there are no records yet"):
        session_of(as_asked(empty))


def test_progress_counts_reports_and_sets_apart_what_was_decided_elsewhere(double: Project) -> None:
    ids = list(double.store.catalogue.dois())
    elsewhere = {"coder": "Zoe", "at": AT, "stage": TITLES, "drawn": "imported"}
    with session_of(double) as ana, session_of(double, "Ben") as ben:
        nothing = ana.progress()
        assert (nothing.read, nothing.left, nothing.advice) == (0, 8, None)
        with double.store.atomic():
            double.store.screening.add([Decision(record=ids[0], verdict="include", **elsewhere)])  # type: ignore[arg-type]
        assert ana.progress().advice is None
        for session, verdict in ((ana, "include"), (ben, "exclude")):
            session.next(at=AT)
            session.decide(verdict, at=AT)  # type: ignore[arg-type]
        told = ana.progress()  # Ana was the second to read what Zoe had decided, Ben the first to read another
        assert (told.total, told.read, told.mine, told.found, told.conflicts) == (8, 2, 1, 1, 0)
        assert (told.left, told.left_for_me, ben.progress().left_for_me) == (7, 7, 6)
        assert ben.progress().advice is not None
        assert str(told).startswith("Title and abstract: 2 of 8 reports read, 1 by Ana; 1 relevant so far\n7 left")


@pytest.mark.parametrize("verdict", ["include", "exclude"])
def test_no_number_tells_the_second_coder_what_the_first_decided(double: Project, verdict: Any) -> None:
    with session_of(double) as ana, session_of(double, "Ben") as ben:
        for session in (ana, ben):
            session.next(at=AT)
        ana.decide(verdict, at=AT)
        before = ben.progress()
        assert (before.read, before.found, before.advice) == (1, 0, None)
        assert ana.progress().found == (verdict == "include"), "what one decided oneself is no secret"
        ben.decide("exclude", at=AT)
        after = ben.progress()
        assert after.found == (verdict == "include")
        assert after.advice is not None


def test_a_full_text_is_not_decided_where_title_and_abstract_exclude_it(project: Project) -> None:
    id = next(iter(project.store.catalogue.dois()))
    decide(project, id, "exclude", coder="Ana", stage=TITLES, at=AT)
    with pytest.raises(InputError, match="is excluded by title and abstract"):
        decide(project, id, "include", coder="Ana", stage="full_text", at=AT)
    undo_decision(project, coder="Ana", at=AT)
    assert decide(project, id, "include", coder="Ana", stage="full_text", at=AT).stage == "full_text"


def test_notes_and_tags_are_kept_without_space_and_once(project: Project) -> None:
    id = next(iter(project.store.catalogue.dois()))
    made = decide(project, id, "include", coder="Ana", stage=TITLES, note=" ", tags=("a ", "a", " "), at=AT)
    assert (made.note, made.tags) == (None, ("a",))


def test_a_broken_cache_is_made_anew(project: Project) -> None:
    with session_of(project) as session:
        order = read_all(session, most=1)
        session.undo(at=AT)
    cache = next((project.path / ".cache").glob("screening-*"))
    whole = cache.read_bytes()
    for broken in (b"", whole[:40], whole[:-3], whole[:-1] + bytes([whole[-1] ^ 1])):
        cache.write_bytes(broken)
        with session_of(project) as session:
            assert read_all(session, most=1) == order
            session.undo(at=AT)
        assert cache.read_bytes() == whole


# -- many at once, in processes of their own


@pytest.mark.parametrize(
    ("coders", "records", "mode"),
    [
        pytest.param(2, 20, "single", id="two"),
        pytest.param(3, 30, "single", id="three", marks=pytest.mark.slow),
        pytest.param(10, 300, "single", id="ten", marks=pytest.mark.slow),
        pytest.param(10, 300, "double", id="ten-by-two", marks=pytest.mark.slow),
    ],
)
def test_a_team_loses_nothing_and_reads_nothing_in_vain(tmp_path: Path, coders: int, records: int, mode: str) -> None:
    found = bench.team(tmp_path, coders=coders, records=records, mode=mode, pause=0.0)
    assert found["team_decisions"] == records * (2 if mode == "double" else 1)
    assert [found[f"team_{wrong}"] for wrong in ("lost", "twice", "unread", "short")] == [0, 0, 0, 0]
