"""What the stopping rule is told: the order of reading, and what it could not have drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from made_up_records import record, ris
from made_up_screening import FT, PROTOCOL, TA, decide, screening_project
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.screening.protocol import StagePlan
from relsynth.screening.stopping import Advice
from relsynth.workflow.screening import open_session
from relsynth.workflow.screening_reading import Reading, advice_of, arrivals, reading_of
from relsynth.workflow.screening_stage import reports_at, standing_of
from relsynth.workflow.sources import add_source

BEFORE, LATER, LATEST = (f"2026-0{month}-01T00:00:00+00:00" for month in (2, 3, 4))
SINGLE = replace(PROTOCOL, plans={TA: StagePlan(mode="single"), FT: StagePlan(mode="single")})


def reading(project: Project, stage: Stage = TA) -> Reading:
    reports = reports_at(project, stage)
    return reading_of(standing_of(project, stage, reports.report_of), arrivals(project, stage, reports))


def told(project: Project) -> Advice:
    advice = advice_of(project.config.protocol, reading(project))
    assert advice is not None
    return advice


def read_all(project: Project, number: int, *, at: str) -> None:
    with open_session(project, coder="Ana", stage=TA, at=at) as session:
        for n in range(number):
            assert session.next(at=at) is not None
            session.decide("exclude" if n else "include", at=at)


def test_a_search_that_comes_after_the_reading_is_no_part_of_what_was_tested(tmp_path: Path) -> None:
    project = screening_project(tmp_path, *map(record, range(40)), protocol=SINGLE)
    with project:
        read_all(project, 40, at=BEFORE)
        assert told(project).statement.startswith("Everything was read")
        add_source(project, ris(record(50)), name="b.ris", at=LATER)
        assert (reading(project).since, reading(project).total) == (40, 41)
        assert (told(project).stops, told(project).figure) == (False, 1.0)
        with open_session(project, coder="Ana", stage=TA, at=LATEST) as session:
            advice = session.progress().advice
            assert advice is not None
            assert not advice.stops
        read_all(project, 1, at=LATEST)
        assert reading(project).since == 0, "nothing is unread"


def test_a_full_text_comes_when_its_title_goes_on(tmp_path: Path) -> None:
    with screening_project(tmp_path, *map(record, range(3)), protocol=SINGLE) as project:
        decide(project, "Ana 0 in", at=BEFORE)
        decide(project, "Ana 0 in", stage=FT, at=LATER)
        decide(project, "Ana 1 in", at=LATEST)
        found = reading(project, FT)
        assert (found.found, found.total, found.since) == ((True,), 2, 1)


@pytest.mark.parametrize(("said", "picked"), [("Ana 0 in", 1), ("Ana 0 in, Ana 1 out", 2)])
def test_what_was_picked_by_hand_is_told_with_the_test(tmp_path: Path, said: str, picked: int) -> None:
    with screening_project(tmp_path, *map(record, range(3)), protocol=SINGLE) as project:
        decide(project, said, at=BEFORE)
        assert reading(project).picked == picked
        assert "The test is of reading by rank or at random" in told(project).statement
        project.config = replace(project.config, protocol=replace(SINGLE, rule="knee"))
        assert "by rank or at random" not in told(project).statement
