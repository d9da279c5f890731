"""Hours are told by coder and by paper from the log and from what people did, and of screening from its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import ANA, AT, coded_project, coding
from made_up_records import record, ris
from relsynth import workflow
from relsynth.coding import Coder
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision, Drawn
from relsynth.workflow.sources import add_source

BEN = Coder(name="Ben", kind="person")


def at(clock: str) -> str:
    return f"2026-01-01T{clock}:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers; Ana reads the first in a round for half an hour, and Ben forgets to say that he left off."""
    with coded_project(tmp_path, 1, 2) as opened:
        workflow.open_round(opened, "pilot", coder="Ana", at=AT)
        workflow.assign(opened, "pilot", coders=["Ana"], papers=["van-001"], at=AT)
        workflow.start_work(opened, "van-001", coder="Ana", at=at("09:00"))
        workflow.finish_paper(opened, "van-001", coder="Ana", at=at("09:30"))
        workflow.start_work(opened, "van-002", coder="Ben", at=at("09:00"))
        code(opened, "van-002", BEN, at("09:12"))
        yield opened


def code(project: Project, paper: str, coder: Coder, when: str) -> None:
    document = next(one for one in project.store.documents() if one.name == paper)
    project.store.add_coder(coder)
    project.store.add_codings([coding(document, coder=coder)], codebook=project.codebook.digest, at=when)


def test_hours_by_coder(project: Project) -> None:
    found = workflow.workload(project)
    ana, ben = found.coders
    words = len(next(one for one in project.store.documents() if one.name == "van-001").text.split())
    assert (ana.coder, ana.hours, ana.finished, ana.minutes_per_paper, ana.papers_per_hour) == ("Ana", 0.5, 1, 30, 2)
    assert ana.words_per_hour == 2 * words
    assert (ben.coder, ben.hours, ben.finished, ben.concluded) == ("Ben", 0.2, 0, 1)
    assert str(found).splitlines()[:4] == [
        "Coding (2):",
        f"  Ana: 0.5 h on 1 paper, 1 finished; 30 min a paper (median), 2.0 papers and {2 * words} words an hour",
        "  Ben: 0.2 h on 1 paper, 0 finished",
        "The end of 1 stretch of work was not logged, and is concluded.",
    ]
    assert "These limits are ours." in str(found)


def test_hours_by_paper(project: Project) -> None:
    workflow.start_work(project, "van-001", coder="Ben", at=at("10:00"))
    workflow.stop_work(project, "van-001", coder="Ben", at=at("10:30"))
    first, second = workflow.workload(project, by="paper").papers
    assert (first.paper, first.hours, first.finished) == ("van-001", 1.0, ("Ana",))
    assert dict(first.minutes) == {"Ana": 30, "Ben": 30}
    assert second.paper == "van-002"
    assert dict(second.minutes) == pytest.approx({"Ben": 12})
    told = str(workflow.workload(project, by="paper")).splitlines()
    assert told[1] == f"  van-001: 1.0 h (Ana 30 min, Ben 30 min (not finished))  {first.words} words"


def test_hours_in_a_round_are_of_that_round_alone(project: Project) -> None:
    found = workflow.workload(project, round="PILOT")
    assert [one.coder for one in found.coders] == ["Ana"]
    assert str(found).startswith("Coding in pilot (1):")
    with pytest.raises(InputError, match="no round is called"):
        workflow.workload(project, round="plot")


def test_taking_back_is_a_sign_of_life_too(project: Project) -> None:
    project.store.acts.withdraw_last("Ben", at=at("09:24"))
    assert workflow.workload(project).coders[1].hours == pytest.approx(0.4)


def test_a_paper_that_is_counted_no_longer_keeps_its_hours(project: Project, tmp_path: Path) -> None:
    workflow.remove_documents(project, [tmp_path / "papers" / "van-001.md"])
    ana = workflow.workload(project).coders[0]
    assert (ana.hours, ana.words_per_hour) == (0.5, 0)


def test_papers_finished_without_a_start_are_told(project: Project) -> None:
    workflow.finish_paper(project, "van-002", coder="Ana", at=at("11:00"))
    assert "1 paper finished without a start: no time is known, and none enters the rates." in str(
        workflow.workload(project)
    )


def test_screening_is_timed_where_it_was_done_here(project: Project) -> None:
    add_source(project, ris(*(record(number) for number in range(1, 5))), name="a.ris", at=AT)
    records = list(project.store.catalogue.records())

    def decide(n: int, clock: str, coder: str = "Ana", drawn: Drawn = "ranked") -> Decision:
        return Decision(
            record=records[n], stage="title_abstract", verdict="include", coder=coder, drawn=drawn, at=at(clock)
        )

    with project.store.atomic():
        project.store.screening.add(
            [
                *(decide(0, "09:00"), decide(1, "09:01"), decide(2, "09:03"), decide(3, "12:00")),
                *(decide(0, "09:00", "Ben", "imported"), decide(1, "09:00", "Ben", "imported")),
            ]
        )
    found = workflow.workload(project)
    (ana,) = found.screening
    assert (ana.coder, ana.decisions, ana.timed, ana.seconds_per_record) == ("Ana", 4, 2, 90)
    assert "  Ana: 0.1 h, 4 decisions, 2 timed; 90 s a record (median), 40 records an hour" in str(found)
    assert workflow.workload(project, round="pilot").screening == ()


def test_where_nobody_worked_it_says_how_to_begin(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        code(project, "van-001", ANA, AT)
        assert str(workflow.workload(project)).startswith("No work is logged yet; begin with `relsynth work start")
