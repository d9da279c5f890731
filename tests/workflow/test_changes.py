"""A search that comes later needs nothing but to be imported; what changed since is counted from the history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up_records import record, shouted, write_export
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Stage, Verdict
from relsynth.screening.protocol import Protocol, StagePlan
from relsynth.workflow.changes import changes
from relsynth.workflow.screening import decide, open_session, undo_decision

MARCH, APRIL, MAY = (f"2026-0{month}-01T10:00:00+00:00" for month in (3, 4, 5))
TITLES: Stage = "title_abstract"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four reports screened in March; a search of April with one of them again, in capitals, and two new ones."""
    workflow.init(tmp_path / "review")
    with open_project(tmp_path / "review") as opened:
        plans = {"title_abstract": StagePlan(mode="single"), "full_text": StagePlan(mode="single")}
        protocol = Protocol(question="ferry ledgers", audit=0.0, plans=plans)  # type: ignore[arg-type]
        opened.config = replace(opened.config, protocol=protocol)
        workflow.import_records(opened, [write_export(tmp_path / "march.ris", *map(record, range(4)))], at=MARCH)
        for number, verdict in enumerate(("include", "exclude", "exclude", "include")):
            said(opened, number, verdict, at=MARCH)  # type: ignore[arg-type]
        april = write_export(tmp_path / "april.ris", shouted(1), record(4), record(5))
        workflow.import_records(opened, [april], at=APRIL)
        yield opened


def id_of(project: Project, number: int) -> str:
    doi = record(number).doi
    return next(id for id, held in project.store.catalogue.dois().items() if held == doi)


def said(project: Project, number: int, verdict: Verdict, **others: Any) -> None:
    usual: dict[str, Any] = {"coder": "Ana", "stage": TITLES, "at": MAY}
    decide(project, id_of(project, number), verdict, **(usual | others))


def test_only_what_is_new_is_queued_and_what_was_decided_is_learned_from(project: Project) -> None:
    with open_session(project, coder="Ana", stage=TITLES, at=APRIL) as session:
        came = []
        while shown := session.next(at=APRIL):
            came.append(shown.report)
            session.decide("exclude", at=APRIL)
    assert sorted(came) == sorted(id_of(project, number) for number in (4, 5))


def test_a_search_is_told_with_what_it_brought(project: Project) -> None:
    found = changes(project, since=APRIL)
    (april,) = found.sources
    assert (april.name, april.read, april.new, april.joined, april.of_new_reports) == ("april.ris", 3, 3, 1, 2)
    assert found.reports == (id_of(project, 4), id_of(project, 5))
    assert (found.to_screen, found.decisions, found.withdrawn, found.outcomes) == (2, 0, 0, ())
    assert "2 new reports, 2 still to be screened" in str(found)


@pytest.mark.parametrize(
    ("since", "sources", "decisions"),
    [
        pytest.param("2026-03-01", 2, 4, id="the-day-it-began"),
        pytest.param("2026-03-02", 1, 0, id="the-day-after"),
        pytest.param("2026-04-01T12:00:00+02:00", 1, 0, id="that-moment-in-another-zone"),
        pytest.param("2026-04-02", 0, 0, id="nothing-since"),
    ],
)
def test_since_when_is_a_day_or_a_moment(project: Project, since: str, sources: int, decisions: int) -> None:
    found = changes(project, since=since)
    assert (len(found.sources), found.decisions) == (sources, decisions)


def test_since_a_source_is_since_it_came(project: Project) -> None:
    march, april = project.store.catalogue.sources()
    assert [one.source for one in changes(project, since=april.id[:10]).sources] == [april.id]
    assert len(changes(project, since=march.id).sources) == 2


@pytest.mark.parametrize("since", ["yesterday", "s1:", "s1:nowhere", "0001-01-01T00:00+14:00"])
def test_since_nothing_known_is_told(project: Project, since: str) -> None:
    with pytest.raises(InputError, match=re.escape(since)):
        changes(project, since=since)


def test_outcomes_that_are_others_now_are_told_and_what_was_taken_back(project: Project) -> None:
    undo_decision(project, coder="Ana", at=MAY)  # of record 3
    said(project, 0, "exclude")
    said(project, 1, "include", coder="Ben")
    said(project, 4, "include")
    found = changes(project, since=APRIL)
    told = {(one.report, one.before, one.after) for one in found.outcomes}
    assert told == {
        (id_of(project, 0), "include", "exclude"),
        (id_of(project, 1), "exclude", "conflict"),
        (id_of(project, 3), "include", "unread"),
        (id_of(project, 4), "unread", "include"),
    }
    assert [one.report for one in found.conflicts] == [id_of(project, 1)]
    assert [one.report for one in found.included] == [id_of(project, 4)]
    assert [one.before for one in found.changed] == ["include", "exclude", "include"]
    assert (found.decisions, found.withdrawn, found.to_screen) == (3, 1, 1)


def test_where_nothing_has_changed_that_is_said(project: Project) -> None:
    assert str(changes(project, since="2030-01-01")) == "Nothing has changed since 2030-01-01."
