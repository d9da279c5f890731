"""Many screen at once over one stage: nothing is lost or read twice, nobody sees too much, what is lost is taken up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up_records import record, write_export
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow import screening_desk
from relsynth.workflow.duplicates import keep_judgement
from relsynth.workflow.screening_desk import ScreeningDesk, SharedStage
from relsynth.workflow.screening_stops import go_on_screening, stop_screening

AT, MUCH_LATER = "2026-03-01T10:00:00+00:00", "2026-03-01T12:00:00+00:00"
SETTINGS = """[protocol]
question = "Do ferry partners keep ledgers in harbours?"
[protocol.exclude]
E1 = "No study"
[screening]
audit = 0
[screening.title_abstract]
mode = "double"
screeners = ["Ana", "Ben", "Cleo"]
[screening.full_text]
mode = "single"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight reports, each to be read by two."""
    workflow.init(tmp_path / "review")
    settings = tmp_path / "review" / "relsynth.toml"
    head = settings.read_text(encoding="utf-8").partition("[protocol]")[0]
    settings.write_text(head + SETTINGS, encoding="utf-8")
    export = write_export(tmp_path / "a.ris", *map(record, range(8)))
    with open_project(tmp_path / "review") as project:
        workflow.import_records(project, [export], at=AT)
    return tmp_path / "review"


@pytest.fixture
def desk(folder: Path) -> Iterator[ScreeningDesk]:
    opened = ScreeningDesk(folder)
    yield opened
    opened.close()


@pytest.fixture
def titles(desk: ScreeningDesk) -> SharedStage:
    return desk.at("title_abstract")


def read(stage: SharedStage, coder: str, *, most: int = 99) -> list[str]:
    """Exclude one after the other; the records in the order in which they came."""
    came: list[str] = []
    shown = stage.next(coder, at=AT)
    while shown is not None and len(came) < most:
        came.append(shown.record)
        shown = stage.decide(coder, shown.record, "exclude", criterion="e1", at=AT).shown
    return came


def test_a_decision_and_the_next_record_come_in_one_answer(titles: SharedStage) -> None:
    first = titles.next("Ana", at=AT)
    assert first is not None
    assert titles.next("Ana", at=AT) == first
    step = titles.decide("Ana", first.record, "exclude", criterion="e1", note=" why ", tags=("a",), at=AT)
    assert (step.kept.criterion, step.kept.note, step.kept.tags) == ("E1", "why", ("a",))
    assert step.shown is not None
    assert step.shown.record != first.record


def test_ten_threads_lose_nothing_and_nobody_reads_twice(titles: SharedStage, folder: Path) -> None:
    came: dict[str, list[str]] = {}

    def sit(coder: str) -> None:
        came[coder] = read(titles, coder)

    people = [threading.Thread(target=sit, args=(coder,)) for coder in ("Ana", "Ben", "Cleo")]
    for one in people:
        one.start()
    for one in people:
        one.join()
    everything = [record for records in came.values() for record in records]
    assert len(everything) == 16
    assert all(len(set(records)) == len(records) for records in came.values())
    assert all(everything.count(record) == 2 for record in everything)
    with open_project(folder) as project:
        assert len(project.store.screening.history()) == 16


def test_the_second_coder_is_told_nothing_of_the_first(titles: SharedStage) -> None:
    blind = titles.next("Ben", at=AT)
    before = replace(titles.progress("Ben"), read=0)
    assert blind is not None
    titles.take("Ana", blind.record, at=AT)
    titles.decide("Ana", blind.record, "include", at=AT)
    told = titles.next("Ben", at=AT)
    assert told is not None
    assert (told.record, told.terms, told.earlier) == (blind.record, blind.terms, None)
    after = titles.progress("Ben")
    assert (after.found, after.advice) == (before.found, before.advice) == (0, None)
    assert titles.progress("Ana").found == 1
    assert titles.plot("Ben") is None
    assert (titles.plot("Ana") or "").startswith("<svg")


def test_what_is_said_of_another_record_than_the_one_before_a_coder_is_refused(titles: SharedStage) -> None:
    first = titles.next("Ana", at=AT)
    assert first is not None
    second = titles.skip("Ana", first.record, at=AT)
    assert second is not None
    with pytest.raises(InputError, match="another record is before you"):
        titles.decide("Ana", first.record, "include", at=AT)
    assert titles.counts("Ana").mine == 0
    again = titles.next("Ana", at=AT)
    assert again is not None
    assert again.record == second.record


def test_the_same_said_again_is_kept_once(titles: SharedStage, folder: Path) -> None:
    first = titles.next("Ana", at=AT)
    assert first is not None
    one, two = (titles.decide("Ana", first.record, "maybe", at=AT) for _ in range(2))
    assert one == two
    with open_project(folder) as project:
        assert len(project.store.screening.history()) == 1


def test_undo_brings_the_record_back_with_what_was_said(titles: SharedStage) -> None:
    first = titles.next("Ana", at=AT)
    assert first is not None
    titles.decide("Ana", first.record, "exclude", note="why", at=AT)
    back = titles.undo("Ana", at=AT)
    assert back is not None
    assert back.record == first.record
    assert back.earlier is not None
    assert back.earlier.note == "why"
    assert titles.undo("Ben", at=AT) is None


def test_who_comes_back_to_another_desk_much_later_finds_the_record_as_it_came(folder: Path) -> None:
    first = ScreeningDesk(folder)
    shown = first.at("title_abstract").next("Ana", at=AT)
    first.close()
    assert shown is not None
    second = ScreeningDesk(folder)
    try:
        kept = second.at("title_abstract").decide("Ana", shown.record, "include", at=MUCH_LATER).kept
        assert (kept.record, kept.drawn) == (shown.record, "ranked")
    finally:
        second.close()


def test_a_record_of_ones_own_choice_comes_with_what_one_had_said(titles: SharedStage) -> None:
    record, other = read(titles, "Ana", most=2)[:2]
    shown = titles.take("Ana", record, at=AT)
    assert shown.drawn == "chosen"
    assert shown.earlier is not None
    assert titles.take("Ben", other, at=AT).earlier is None
    with pytest.raises(InputError, match="not screened at this stage"):
        titles.take("Ana", "r1:nowhere", at=AT)


def test_nobody_screens_who_is_not_asked_to_but_may_look(titles: SharedStage) -> None:
    assert titles.counts("Dora").total == 8
    with pytest.raises(InputError, match="Dora does not screen"):
        titles.next("Dora", at=AT)


def test_reading_is_stopped_over_the_stage_as_the_verb_stops_it(titles: SharedStage, folder: Path) -> None:
    with pytest.raises(InputError, match="nobody has decided anything yet"):
        titles.stop("Cy", at=AT)
    read(titles, "Ana", most=3)
    with open_project(folder) as project:
        expected = stop_screening(project, "title_abstract", coder="Cy", at=AT)
        go_on_screening(project, "title_abstract", coder="Cy", at=AT)
    assert titles.stop("Cy", at=AT) == expected
    with pytest.raises(InputError, match="Cy has stopped"):
        titles.stop("Dan", at=AT)


def test_a_stage_with_no_report_says_so_until_there_is_one(desk: ScreeningDesk, titles: SharedStage) -> None:
    late = desk.at("full_text")
    record = read(titles, "Ana", most=1)[0]
    with pytest.raises(InputError, match="none was included"):
        late.next("Ana", at=AT)
    for coder in ("Ana", "Ben"):
        titles.take(coder, record, at=AT)
        titles.decide(coder, record, "include", at=AT)
    assert late.counts("Ana").total == 1


def test_reports_are_drawn_anew_when_a_person_says_that_two_are_one(titles: SharedStage, folder: Path) -> None:
    first = titles.next("Ana", at=AT)
    assert first is not None
    second = titles.skip("Ana", first.record, at=AT)
    assert second is not None
    with open_project(folder) as project:
        keep_judgement(project, *sorted((first.record, second.record)), "duplicate", coder="Ana", at=AT)
    titles.counts("Ana")  # whoever asks first has it done, and does not wait
    renewing = titles.renewing
    if renewing is not None:
        renewing.join()
    assert titles.counts("Ana").total == 7
    step = titles.decide("Ana", second.record, "include", at=AT)
    assert step.kept.drawn == "ranked"


def test_a_stage_that_nobody_asks_for_is_let_go_and_loaded_again(
    titles: SharedStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_desk, "IDLE_S", 0.05)
    first = titles.next("Ana", at=AT)
    for _ in range(200):
        if not titles.is_loaded:
            break
        threading.Event().wait(0.02)
    assert not titles.is_loaded
    assert titles.next("Ana", at=AT) == first
