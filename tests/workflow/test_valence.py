"""Whether a construct helps or hinders, told by stratum, with what the figures rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, TIES, TRUST, code, coded_project, write_papers, write_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.valence import COLUMNS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with coded_project(tmp_path_factory.mktemp("valence"), 1, 2) as opened:
        yield opened


def test_a_construct_is_told_for_all_studies_and_for_each_stratum(project: Project) -> None:
    table = workflow.valence(project, code="STA.TRUST", stratify=["level", "setting"])
    assert table.columns == COLUMNS
    found = [dict(zip(COLUMNS, row, strict=True)) for row in table.rows]
    assert (found[0]["by"], found[0]["k"], found[0]["neutral"], found[0]["verdict"]) == ("all", 2, 2, "too few to tell")
    assert {row["by"] for row in found} == {"all", "level", "setting"}
    assert len(str(found[0]["codings"]).split()) == 2


def test_without_a_code_every_construct_that_is_reported_has_its_row(project: Project) -> None:
    assert [row[0] for row in workflow.valence(project).rows] == ["STA.TRUST", "NET.TIES"]


def test_a_construct_that_no_study_reports_still_has_its_row_when_asked_for(project: Project) -> None:
    (row,) = workflow.valence(project, code="STA.LEGIT").rows
    assert (row[0], row[COLUMNS.index("k")], row[COLUMNS.index("against")]) == ("STA.LEGIT", 0, None)


@pytest.mark.parametrize(
    ("code", "stratify", "told"),
    [
        ("STA.NONE", [], "no code 'STA.NONE'"),
        (None, ["colour"], "cannot stratify by 'colour'; there are the facets level, role, assertion, and the"),
    ],
)
def test_what_there_is_not_is_refused(project: Project, code: str | None, stratify: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        workflow.valence(project, code=code, stratify=stratify)


GOODWILL = code("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST")


@pytest.mark.parametrize(
    ("asked", "k", "said"),
    [
        pytest.param("STA.TRUST", 1, "Counted is STA.TRUST with its parts: STA.TRUST.GOODWILL.", id="with-its-parts"),
        pytest.param("STA.TRUST.GOODWILL", 0, "Counted is STA.TRUST.GOODWILL alone", id="a-part-alone"),
        pytest.param("NET.TIES", 1, None, id="without-parts"),
    ],
)
def test_a_part_of_a_construct_answers_for_itself(tmp_path: Path, asked: str, k: int, said: str | None) -> None:
    with open_project(write_project(tmp_path, TRUST, GOODWILL, TIES)) as project:
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1)], at=AT)
        workflow.code(project, at=AT)
        table = workflow.valence(project, code=asked)
    (row,) = (dict(zip(COLUMNS, one, strict=True)) for one in table.rows)
    assert (row["construct"], row["k"]) == (asked, k)
    assert [note for note in table.notes if "Counted is" in note][:1] == [
        n for n in table.notes if said and n.startswith(said)
    ]
