"""Residue written out, and coded: what people say in the sheet is imported, and is residue no longer."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, TIES, TRUST, write_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.workflow.import_codings import import_codings
from relsynth.workflow.residue import Residue, ResidueSentence, find_residue
from relsynth.workflow.residue_sheets import COLUMNS, SHEET_COLUMNS, residue_sheet, save_residue, tabulate_residue

TOLD = (
    "The clinic and the fishers lent tools to each other when the harvest came.",
    "Tool lending between the drivers and the nurses was settled together by the elders.",
    "Tools that the council had lent to the midwives came back from their partners mended.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number, sentence in enumerate(TOLD):
        (papers / f"shore-{number}.md").write_text(
            f"# Tools on shore {number}\n\n## Introduction\n\nThe villages have no clinic, and the road is long.\n\n"
            f"## Results\n\n{sentence} It rained on {number} days. The van was painted green in that year.\n\n"
            "## Discussion\n\nThe drivers want to go on, and the nurses would like a second van.\n",
            encoding="utf-8",
        )
    with open_project(write_project(tmp_path / "review", TRUST, TIES)) as opened:
        workflow.add_documents(opened, [papers], at=AT)
        workflow.code(opened, at=AT, coder="lexicon")
        yield opened


def told(found: Residue) -> list[ResidueSentence]:
    groups = (*found.groups, *found.singletons)
    return [*(one for group in groups for one in group.sentences), *found.loose]


def test_every_sentence_is_a_row_of_the_table(project: Project) -> None:
    found = find_residue(project)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in tabulate_residue(found).rows]
    assert [row["quote"] for row in rows] == [one.quote for one in told(found)]
    assert {row["group"] for row in rows} == {
        *(group.number for group in found.groups),
        *([None] if found.loose else []),
    }


@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_the_name_of_a_file_says_how_it_is_written(project: Project, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out" / f"residue.{form}"
    assert save_residue(find_residue(project), table=path) == (str(path),)
    text = path.read_text(encoding="utf-8")
    assert TOLD[0] in text
    assert form != "json" or json.loads(text)["columns"] == list(COLUMNS)


def test_another_name_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"residue\.pdf: end it in \.csv"):
        save_residue(find_residue(project), table=tmp_path / "residue.pdf")


def test_the_sheet_waits_for_codes(project: Project) -> None:
    sheet = residue_sheet(find_residue(project))
    assert sheet.columns == SHEET_COLUMNS
    assert {(row[5], row[6]) for row in sheet.rows} == {(None, None)}


def test_what_people_code_in_the_sheet_is_residue_no_longer(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "residue.csv"
    save_residue(find_residue(project), sheet=path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"code": "NET.TIES", "decision": "accept"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    imported = import_codings(project, path, coder="Ana", at=AT)
    assert (imported.codings, imported.problems) == (len(rows), ())
    assert not told(find_residue(project))
