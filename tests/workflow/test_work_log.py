"""What coders say of their work is kept with its round, and refused where it makes no sense."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from made_up import AT, write_papers, write_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project, open_project

VERBS: dict[str, Any] = {
    "start": workflow.start_work,
    "stop": workflow.stop_work,
    "finish": workflow.finish_paper,
    "reopen": workflow.reopen_paper,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two papers and two rounds, once for all cases: each has a coder of its own."""
    folder = tmp_path_factory.mktemp("work")
    with open_project(write_project(folder / "review")) as opened:
        workflow.add_documents(opened, [write_papers(folder / "papers", 1, 2)], at=AT)
        for name in ("pilot", "two"):
            workflow.open_round(opened, name, coder="Cleo", at=AT)
        yield opened


@pytest.fixture
def ana(project: Project, request: pytest.FixtureRequest) -> str:
    """A coder to whom the first paper is assigned in the first round."""
    name = f"Ana {zlib.crc32(request.node.name.encode())}"
    workflow.assign(project, "pilot", coders=[name], papers=["van-001"], at=AT)
    return name


def log(project: Project, coder: str, *events: str) -> list[tuple[str, str | None]]:
    """Say events, each `event`, or `event paper`, or `event paper round`; what is kept of them."""
    for event in events:
        what, *of = event.split()
        paper, round = (*of, "van-001")[0], of[1] if len(of) > 1 else None
        VERBS[what](project, paper, coder=coder, round=round, at=AT)
    return [(one.event, one.round) for one in project.store.rounds.work(coder)]


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        pytest.param(["start", "stop"], [("start", "pilot"), ("stop", "pilot")], id="in-the-round-that-assigned-it"),
        pytest.param(["start van-002", "stop van-002"], [("start", None), ("stop", None)], id="in-no-round"),
        pytest.param(["start van-001 PILOT"], [("start", "pilot")], id="in-the-round-named"),
        pytest.param(["start", "start van-002"], [("start", "pilot"), ("start", None)], id="another-paper"),
        pytest.param(["finish"], [("finish", "pilot")], id="finished-without-a-start"),
        pytest.param(
            ["finish", "reopen", "finish"], [("finish", "pilot"), ("reopen", "pilot"), ("finish", "pilot")], id="anew"
        ),
        pytest.param(
            ["finish", "start"], [("finish", "pilot"), ("start", None)], id="after-finishing-it-is-no-rounds-work"
        ),
        pytest.param(["finish van-002", "reopen van-002"], [("finish", None), ("reopen", None)], id="reopened-in-none"),
    ],
)
def test_work_is_kept_in_its_round(
    project: Project, ana: str, events: list[str], kept: list[tuple[str, str | None]]
) -> None:
    assert log(project, ana, *events) == kept


@pytest.mark.parametrize(
    ("before", "event", "why"),
    [
        pytest.param([], "stop", "Ana has not begun van-001", id="stop-without-start"),
        pytest.param(["start", "stop"], "stop", "Ana has not begun van-001", id="stop-twice"),
        pytest.param(["start", "start van-002"], "stop", "Ana has not begun van-001", id="stop-of-what-was-left-off"),
        pytest.param(["start"], "stop van-001 two", "Ana has not begun van-001", id="stop-in-another-round"),
        pytest.param(
            ["finish"], "start van-001 pilot", "has finished van-001 in pilot", id="start-of-what-is-finished"
        ),
        pytest.param(["finish"], "finish van-001 pilot", "has finished van-001 in pilot", id="finish-twice"),
        pytest.param(["finish"], "finish", "Ana has finished van-001", id="finish-twice-in-the-round-that-has-it"),
        pytest.param(["finish van-002"], "finish van-002", "Ana has finished van-002", id="finish-twice-in-no-round"),
        pytest.param([], "reopen", "Ana has not finished van-001", id="reopen-of-what-is-not-finished"),
        pytest.param([], "reopen van-001 pilot", "Ana has not finished van-001 in pilot", id="reopen-in-a-round"),
        pytest.param([], "start bus", "no paper is called 'bus'", id="no-paper"),
        pytest.param([], "start van-001 three", "no round is called 'three'", id="no-round"),
        pytest.param([], "start van-002 pilot", "van-002 is not assigned to Ana in pilot", id="not-assigned"),
    ],
)
def test_what_makes_no_sense_is_refused(project: Project, ana: str, before: list[str], event: str, why: str) -> None:
    kept = log(project, ana, *before)
    with pytest.raises(InputError, match=re.escape(why.replace("Ana", ana))):
        log(project, ana, event)
    assert log(project, ana) == kept


def test_work_that_was_begun_ends_in_its_round_even_where_that_is_closed(project: Project) -> None:
    workflow.open_round(project, "short", coder="Ben", at=AT)
    workflow.assign(project, "short", coders=["Ben"], papers=["van-001"], at=AT)
    log(project, "Ben", "start")
    workflow.close_round(project, "short", coder="Ben", at=AT)
    assert log(project, "Ben", "stop") == [("start", "short"), ("stop", "short")]
    with pytest.raises(InputError, match="was closed"):
        log(project, "Ben", "start van-001 short")


def test_a_paper_finished_in_several_rounds_is_reopened_in_the_one_that_is_named(project: Project, ana: str) -> None:
    workflow.assign(project, "two", coders=[ana], papers=["van-001"], at=AT)
    log(project, ana, "finish van-001 pilot", "finish van-001 two")
    with pytest.raises(InputError, match="in pilot, two; name one with --round"):
        log(project, ana, "reopen")
    log(project, ana, "reopen van-001 two")
    assert {round for _, who, round in project.store.rounds.finished() if who == ana} == {"pilot"}


def test_what_was_kept_is_told(project: Project, ana: str) -> None:
    assert str(workflow.start_work(project, "van-001", coder=ana, at=AT)) == f"{ana} began van-001 in pilot at {AT}"
    assert str(workflow.finish_paper(project, "van-002", coder=ana, at=AT)) == f"{ana} finished van-002 at {AT}"
