"""A framework's constructs with our codes, and with the studies of a project that report them."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, TIES, TRUST, code, codebook, coded_project, write_papers, write_project
from relsynth import workflow
from relsynth.bundled import default_codebook
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import open_project
from relsynth.workflow.crosswalk import CODE_COLUMNS, COUNT_COLUMNS, FRAMEWORK_COLUMNS

FERRIES = """\
id: OWN
name: Model of ferries
cite: Nobody, 2020
scope: outline
constructs:
  - label: faith
    codes: {STA.TRUST: same}
  - label: links
    also: {NET.TIES: broader}
  - label: wind
"""
LINKED = {**TRUST, "crosswalk": ["OWN:faith"]}
NEVER = code("STA.NEVER", "volcano*", crosswalk=["OWN:fire"])


def test_all_frameworks_by_code() -> None:
    table = workflow.crosswalk(None)
    book = read_codebook(default_codebook().read_bytes())
    assert table.columns == CODE_COLUMNS
    pairs = {(row[0], row[3]) for row in table.rows}
    assert {(code.id, link.partition(":")[0]) for code in book.codes for link in code.crosswalk} <= pairs


def test_one_framework_by_construct_tells_what_has_no_code() -> None:
    table = workflow.crosswalk(None, "pk08")
    assert table.columns == FRAMEWORK_COLUMNS
    by_construct = {row[0]: row[1] for row in table.rows}
    assert by_construct["tension - flexibility and stability"] == "not in the codebook"
    assert by_construct["network effectiveness"] == "OUT.QUALITY"


def test_a_project_has_studies_with_the_codes_behind(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        path = project.path
    (path / "codebook.yaml").write_text(codebook(LINKED, TIES, NEVER), encoding="utf-8")
    (path / "crosswalk").mkdir()
    (path / "crosswalk" / "ferries.yaml").write_text(FERRIES, encoding="utf-8")
    with open_project(path) as project:
        assert workflow.crosswalk(project, "OWN").columns == FRAMEWORK_COLUMNS  # the new book has not been coded with
        workflow.code(project, at=AT)
        table = workflow.crosswalk(project, "OWN")
    assert table.columns == (*FRAMEWORK_COLUMNS, *COUNT_COLUMNS)
    told = {row[0]: (row[1], row[5], row[7]) for row in table.rows}
    assert told == {
        "faith": ("STA.TRUST", 3, {"STA.TRUST": 3}),
        "links": ("(NET.TIES)", 3, {"NET.TIES": 3}),
        "wind": ("not in the codebook", None, None),
        "fire": ("STA.NEVER", 0, {"STA.NEVER": 0}),
    }


def test_a_study_of_a_part_counts_for_the_whole(tmp_path: Path) -> None:
    whole = {**code("STA.FAITH", "faith"), "crosswalk": ["OWN:faith"]}
    part = code("STA.FAITH.TRUST", "trust*", parent="STA.FAITH")
    project = open_project(write_project(tmp_path / "review", whole, part))
    with project:
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1, 2)], at=AT)
        workflow.code(project, at=AT)
        (row,) = workflow.crosswalk(project, "OWN").rows
    assert row[:2] == ("faith", "STA.FAITH")
    assert row[4:6] == (2, 2)


def test_why_studies_are_not_counted_is_told(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review", LINKED)) as project:
        table = workflow.crosswalk(project, "OWN")
    assert any("has no papers yet" in note for note in table.notes)


def test_an_unknown_framework_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"no source 'CFIR3'; its sources are KHAN21, .*CFIR2"):
        workflow.crosswalk(None, "CFIR3")


def test_frameworks_are_listed_with_what_has_a_code() -> None:
    lines = {line.id: line for line in workflow.list_frameworks(None)}
    assert len(lines) == 51
    assert (lines["ERIC"].constructs, lines["ERIC"].coded) == (73, 33)
    assert str(lines["STAR89"]) == "STAR89       Boundary objects (Star and Griesemer): 1 construct with a code"
    assert str(lines["PSAT"]).endswith("2 constructs with a code, 6 without")
