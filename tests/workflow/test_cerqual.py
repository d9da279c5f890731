"""The sheet for judging confidence in findings: filled in as far as is known, and empty where people judge."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from made_up import AT, TRUST, code, codebook
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.project import Project, open_project
from relsynth.reports.tables import Cell
from relsynth.workflow.cerqual import COLUMNS, JUDGEMENTS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two papers in which trust is a result, of which Ana has appraised one."""
    folder = tmp_path_factory.mktemp("cerqual")
    with charting_project(folder, 1, toml=FORM + APPRAISAL) as made:
        path = made.codebook_path
    facet = {"definition": "What it did.", "values": ["outcome", "descriptive"], "cues": {"outcome": ["grew"]}}
    own = codebook(TRUST, code("NET.TIES", "ties"))
    path.write_text(own.replace('"role": {', f'"role": {json.dumps(facet)}, "unused": {{'), encoding="utf-8")
    with open_project(folder / "review") as opened:
        workflow.code(opened, at=AT)
        workflow.chart(opened, "van-001", "worry", ["some"], coder="Ana", at=AT, form="appraisal", quote=QUOTE)
        yield opened


def row_of(project: Project) -> dict[str, Cell]:
    table = workflow.tabulate(project, "cerqual")
    assert table.columns == COLUMNS
    (row,) = (dict(zip(COLUMNS, row, strict=True)) for row in table.rows)
    return row


def test_a_finding_is_told_with_what_bears_on_it(project: Project) -> None:
    row = row_of(project)
    assert (row["finding"], row["role"], row["k"]) == ("Sta.Trust: reported as a result.", "outcome", 2)
    assert row["country"] == {"Kenya": 1, "not found by the machine": 1}
    assert row["flags"] == "no rich study; one level only"


def test_what_the_team_appraised_is_gathered(project: Project) -> None:
    assert row_of(project)["appraisal"] == "appraisal.worry: some 1"


def test_judgements_are_left_to_people(project: Project) -> None:
    row = row_of(project)
    assert {row[name] for name in JUDGEMENTS} == {None}
