"""The verdict in words, the table and the picture, from a project on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from made_up import coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project


@pytest.fixture(scope="module")
def project(examples: Path) -> Iterator[Project]:
    with open_project(examples) as opened:
        yield opened


def test_the_verdict_comes_first_with_its_three_readings(project: Project) -> None:
    notes = workflow.relegation(project).table.notes
    assert notes[0].startswith("The claim: papers relegate partnering to")
    assert [note.split(":")[0] for note in notes[1:4]] == [
        "Most papers speak of partnering only in the discussion or behind it",
        "Most of what papers say of a construct stands only there",
        "Papers speak of partnering more densely there than in their results",
    ]


def test_places_add_up_to_the_studies_that_have_it(project: Project) -> None:
    table = workflow.relegation(project).table
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert len(rows) == 3 + len(project.codebook.constructs)
    for row in rows:
        assert row["k"] == sum(int(str(row[place])) for place in ("set_out", "result", "elsewhere", "late_only"))


def test_the_picture_says_what_the_table_says(project: Project) -> None:
    found = workflow.relegation(project)
    picture = ElementTree.fromstring(found.picture or "")
    told = picture.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert all(note in told for note in found.table.notes[:4])


def test_one_code_is_told_section_by_section(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        found = workflow.relegation(project, code="STA.TRUST")
        counts = {row[0]: row[3] for row in found.table.rows}
        assert counts["results"] == 3
        assert found.picture is None
        assert found.table.notes[0] == (
            "Of 3 studies that have it, 0 have it in the discussion or behind it only (0 %, 95 % interval 0 to 56), "
            "0 set out to look at it, 3 report it as a result, 0 speak of it in passing; no odds can be told against "
            "all other constructs."
        )
        none = workflow.relegation(project, code="STA.LEGIT").table.notes[0]
        assert none == "None of 3 studies that are judged by section has it."
        with pytest.raises(InputError, match=r"no code 'STA\.NONE'"):
            workflow.relegation(project, code="STA.NONE")
