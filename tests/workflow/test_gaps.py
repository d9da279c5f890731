"""The list of gaps, as people read it and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import coded_project
from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.gaps import KINDS
from relsynth.workflow.gap_tables import GAP_COLUMNS, SENSITIVITY_COLUMNS


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_project(tmp_path, 1, 2, 3) as opened:
        yield opened


def test_gaps_are_listed_by_kind_with_what_they_rest_on(project: Project) -> None:
    told = str(workflow.list_gaps(project))
    assert told.startswith(
        "7 gaps in 3 studies\n\nabsent (1):\n  STA.LEGIT  Sta.Legit: not found by the machine  0 of 3 [0.00, 0.56]  "
        "(k = 0; firm when searched and upper < 0.1; A1; underpowered)\n\nthin (2):\n  NET.TIES"
    )
    assert told.count("no study says more than one sentence of it at a time") == 2
    assert workflow.list_gaps(project).table.columns == GAP_COLUMNS


def test_only_the_kinds_asked_for_are_listed(project: Project) -> None:
    assert workflow.list_gaps(project, kinds=["unmeasured"]).gaps == ()
    assert [one.gap.construct for one in workflow.list_gaps(project, kinds=["absent"]).gaps] == ["STA.LEGIT"]


def test_an_unknown_kind_is_refused_with_those_there_are(project: Project) -> None:
    with pytest.raises(InputError, match=f"no kind of gap 'missing'; there are {', '.join(KINDS)}"):
        workflow.list_gaps(project, kinds=["missing"])


def test_under_other_thresholds_it_is_told_which_hold(project: Project) -> None:
    found = workflow.list_gaps(project, other_thresholds=True)
    assert found.table.columns == SENSITIVITY_COLUMNS
    assert next((one.construct, one.kind, one.holds) for one in found.held) == ("STA.LEGIT", "absent", "under all")
    assert "under all (3):\n  absent: STA.LEGIT\n  thin: NET.TIES" in str(found)


@pytest.mark.slow
def test_on_the_example_papers_measures_are_suggested_for_what_none_measures(tmp_path: Path) -> None:
    workflow.run([example_papers()], tmp_path / "out", at="2026-01-01T00:00:00+00:00", coder="lexicon", parser="none")
    with open_project(tmp_path / "out") as project:
        found = workflow.list_gaps(project, kinds=["unmeasured"], suggest_instruments=True)
    assert any(one.instruments for one in found.gaps)
    assert "measures to be had: " in str(found)
