"""A stage is loaded once with all that was decided; where there is nothing to screen it says what to do."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from made_up_records import record
from made_up_screening import TA, decide, screening_project
from relsynth.errors import InputError
from relsynth.workflow.screening import Session
from relsynth.workflow.screening_opened import open_stage

AT = "2026-03-01T10:00:00+00:00"


def test_a_stage_holds_its_reports_and_how_they_stand(tmp_path: Path) -> None:
    with screening_project(tmp_path, *map(record, range(4))) as project:
        decide(project, "Ana 0 in, Ben 0 in, Ana 1 out")
        with closing(open_stage(project, TA)) as opened:
            assert len(opened.reports.members) == len(opened.came) == 4
            assert [opened.standing.outcome(one) for one in opened.reports.members][:3] == [
                "include",
                "waiting",
                "unread",
            ]


def test_sessions_over_one_stage_leave_it_open(tmp_path: Path) -> None:
    with screening_project(tmp_path, *map(record, range(4))) as project, closing(open_stage(project, TA)) as opened:
        with Session(project, opened, coder="Ana", is_lent=True) as ana:
            first = ana.next(at=AT)
        with Session(project, opened, coder="Ben", is_lent=True, skipped=[first.report] if first else []) as ben:
            second = ben.next(at=AT)
            assert first is not None
            assert second is not None
            assert second.report != first.report
            assert ben.before_me is second
            assert ben.skipped == {first.report}


def test_who_asks_does_not_wait_for_what_is_learned(tmp_path: Path) -> None:
    with (
        screening_project(tmp_path, *map(record, range(4))) as project,
        closing(open_stage(project, TA, waits=False)) as opened,
    ):
        one, two, *_ = opened.reports.members
        opened.ranking.train({one: True})
        opened.ranking.train({one: True, two: False})
        assert set(opened.ranking.latest().reports) == set(opened.reports.members)


def test_where_no_report_is_at_a_stage_it_says_what_to_do(tmp_path: Path) -> None:
    with screening_project(tmp_path) as project, pytest.raises(InputError, match="relsynth import FILE"):
        open_stage(project, TA)
