"""Stopping is a person's decision, kept with what the rule said then, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT
from made_up_records import record
from made_up_screening import FT, PROTOCOL, TA, decide, screening_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Decision
from relsynth.workflow.screening import decide as decide_one
from relsynth.workflow.screening_stops import READ_ELSEWHERE, go_on_screening, stop_screening


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with screening_project(tmp_path, *map(record, range(6))) as opened:
        yield opened


def test_a_stop_keeps_what_the_rule_said_and_how_many_nobody_had_read(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in, Ana 1 out")
    stopped = stop_screening(project, TA, coder=" Ana ", at=AT)
    kept = project.store.screening.stop(TA)
    assert kept == stopped.stop
    assert kept is not None
    assert (kept.coder, kept.unread, kept.at, kept.stage) == ("Ana", 4, AT, TA)
    assert "2 of 6" in kept.statement
    assert stopped.rule_stops is False
    assert str(stopped).splitlines() == [
        "Stopped screening by title and abstract; 4 reports left unread.",
        kept.statement,
        "The rule would read on: say in your report why you did not.",
    ]
    assert project.store.screening.stop(FT) is None


def test_a_stop_where_all_is_read_is_what_the_rule_says(project: Project) -> None:
    decide(project, ", ".join(f"Ana {number} out, Ben {number} out" for number in range(6)))
    stopped = stop_screening(project, TA, coder="Ana", at=AT)
    assert (stopped.rule_stops, stopped.stop.unread) == (True, 0)
    assert str(stopped).splitlines()[0] == "Stopped screening by title and abstract; 0 reports left unread."
    assert len(str(stopped).splitlines()) == 2


def test_the_projects_own_rule_speaks(project: Project) -> None:
    project.config = replace(project.config, protocol=replace(PROTOCOL, rule="consecutive"))
    decide(project, "Ana 0 out")
    assert "rule of thumb" in stop_screening(project, TA, coder="Ana", at=AT).stop.statement


def test_of_what_was_decided_elsewhere_no_rule_speaks(project: Project) -> None:
    first, *_ = project.store.catalogue.dois()
    with project.store.atomic():
        project.store.screening.add(
            [Decision(record=first, stage=TA, verdict="include", coder="Ana", drawn="imported", at=AT)]
        )
    stopped = stop_screening(project, TA, coder="Ana", at=AT)
    assert (stopped.rule_stops, stopped.stop.statement, stopped.stop.unread) == (None, READ_ELSEWHERE, 5)


def test_reading_goes_on_and_can_stop_again(project: Project) -> None:
    decide(project, "Ana 0 in")
    first = stop_screening(project, TA, coder="Ana", at=AT)
    gone_on = go_on_screening(project, TA, coder="Ben", at="2026-02-02T00:00:00+00:00")
    assert (gone_on.goes_on, gone_on.stop) == (True, first.stop)
    assert str(gone_on) == f"Screening by title and abstract goes on; Ana had stopped it on {AT[:10]}."
    assert project.store.screening.stop(TA) is None
    decide_one(project, list(project.store.catalogue.dois())[1], "exclude", coder="Ana", stage=TA, at=AT)
    assert stop_screening(project, TA, coder="Cat", at=AT).stop.unread == 4


@pytest.mark.parametrize(
    ("said", "stage", "why"),
    [
        pytest.param("", TA, "nobody has decided anything yet", id="nothing-decided"),
        pytest.param("Ana 0 out, Ben 0 out", FT, "none was included by its title and abstract", id="nothing-there"),
    ],
)
def test_there_has_to_be_something_to_stop(project: Project, said: str, stage: str, why: str) -> None:
    decide(project, said)
    with pytest.raises(InputError, match=why):
        stop_screening(project, stage, coder="Ana", at=AT)  # type: ignore[arg-type]


def test_reading_stops_once_and_goes_on_once(project: Project) -> None:
    decide(project, "Ana 0 in")
    with pytest.raises(InputError, match="nobody has stopped screening by title and abstract"):
        go_on_screening(project, TA, coder="Ana", at=AT)
    stop_screening(project, TA, coder="Ana", at=AT)
    with pytest.raises(InputError, match="Ana has stopped screening by title and abstract already"):
        stop_screening(project, TA, coder="Ben", at=AT)
    with pytest.raises(InputError, match="--coder is empty"):
        go_on_screening(project, TA, coder=" ", at=AT)
