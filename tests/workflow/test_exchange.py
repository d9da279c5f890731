"""Codings to files of other programs: each in its format, with what is not in it told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

import made_up
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.formats.coding_sheet import read_sheet
from relsynth.formats.eppi_codes import read_eppi
from relsynth.formats.web_annotation import read_annotations
from relsynth.project import Project, open_project
from relsynth.workflow.exchange import SUFFIXES, WrittenCodings
from relsynth.workflow.import_codings import import_codings


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with made_up.coded_project(tmp_path_factory.mktemp("exchange"), 1, 2) as opened:
        place = workflow.coding_steps.Place(paper="van-001", quote="The van was painted green.")
        workflow.add_coding(opened, place, "NET.TIES", coder="Ana", at=made_up.AT, memo="=an odd one")
        ties = next(one for one in opened.codings() if one.code == "NET.TIES" and one.coder.kind == "machine")
        workflow.reject_codings(opened, [ties.number or 0], coder="Ana", at=made_up.AT)
        yield opened


def rows(project: Project) -> list[tuple[str, int, int]]:
    sheet = workflow.coding_sheet(project)
    names = sheet.columns
    return [tuple(row[names.index(name)] for name in ("code", "start", "end")) for row in sheet.rows]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "format_", "is_in"),
    [
        pytest.param("a.csv", None, "csv", id="csv"),
        pytest.param("a.md", None, "md", id="md"),
        pytest.param("a.json", None, "json", id="a-sheet-in-json"),
        pytest.param("a.jsonld", None, "annotations", id="annotations"),
        pytest.param("a.eppi.json", None, "eppi", id="eppi-by-both-endings"),
        pytest.param("a.json", "eppi", "eppi", id="eppi-as-it-is-said"),
        pytest.param("a.XLSX", None, "xlsx", id="capitals"),
        pytest.param("a.spacy", None, "docbin", id="docbin"),
        pytest.param("a", None, "csv", id="no-ending"),
    ],
)
def test_the_format_is_the_one_named_or_that_of_the_ending(
    project: Project, tmp_path: Path, name: str, format_: str | None, is_in: str
) -> None:
    written = workflow.write_codings(project, tmp_path / name, format=format_)
    assert isinstance(written, WrittenCodings)
    assert (written.format, written.path) == (is_in, str(tmp_path / name))
    assert (tmp_path / name).stat().st_size


def test_a_workbook_comes_back_as_the_sheet_that_it_is(project: Project, tmp_path: Path) -> None:
    workflow.write_codings(project, tmp_path / "a.xlsx", decisions=True)
    sheet = read_sheet((tmp_path / "a.xlsx").read_bytes())
    assert [(row["code"], int(row["start"]), int(row["end"])) for row in sheet.rows] == rows(project)
    assert {"decision", "changed_to"} <= sheet.columns
    done = import_codings(project, tmp_path / "a.xlsx", coder="Ana", at=made_up.AT)
    assert (done.already, done.codings, done.problems) == (1, 0, ())


def test_every_coding_is_an_annotation_with_its_memos(project: Project, tmp_path: Path) -> None:
    written = workflow.write_codings(project, tmp_path / "a.jsonld")
    read = read_annotations((tmp_path / "a.jsonld").read_bytes())
    assert [(*one.codes, one.selector.start, one.selector.end) for one in read] == rows(project)
    assert [one.comments for one in read if one.comments] == [("=an odd one",)]
    assert str(written) == "\n".join(
        [
            f"Wrote {len(read)} codings in 2 papers to {tmp_path / 'a.jsonld'} (annotations).",
            "Not in it: 1 rejection: what does not hold",
        ]
    )


def test_every_coding_is_a_span_of_a_doc(project: Project, tmp_path: Path) -> None:
    workflow.write_codings(project, tmp_path / "a.spacy")
    docs = DocBin(store_user_data=True).from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("en").vocab)
    found = [(one["code"], one["start"], one["end"]) for doc in docs for one in doc.user_data["codings"]]
    assert found == rows(project)


def test_a_map_has_the_codebook_and_each_code_of_a_paper_once(project: Project, tmp_path: Path) -> None:
    written = workflow.write_codings(project, tmp_path / "a.eppi.json")
    read = read_eppi((tmp_path / "a.eppi.json").read_bytes())
    assert set(read.own.values()) == {code.id for code in project.codebook.codes}
    applied = [(read.own[one.attribute], one.quotes) for reference in read.references for one in reference.codes]
    evidence = [one for one in project.codings() if one.is_evidence]
    assert isinstance(written, WrittenCodings)
    assert sum(len(quotes) for _, quotes in applied) == written.codings < len(evidence)  # one is rejected
    assert len(read.references) == 2
    assert all(len({one.attribute for one in reference.codes}) == len(reference.codes) for reference in read.references)


@pytest.mark.parametrize(
    ("name", "others", "problem"),
    [
        pytest.param("a.csv", {"format": "docx"}, "no format 'docx' of codings", id="unknown"),
        pytest.param("a.spacy", {"decisions": True}, "docbin has no columns to decide in", id="nowhere-to-decide"),
    ],
)
def test_what_cannot_be_written_is_refused(
    project: Project, tmp_path: Path, name: str, others: dict[str, Any], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        workflow.write_codings(project, tmp_path / name, **others)
    assert not (tmp_path / name).exists()


def test_a_place_that_cannot_be_written_to_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="cannot be written"):
        workflow.write_codings(project, tmp_path)


@pytest.mark.parametrize("form", ["annotations", "docbin", "eppi"])
def test_a_project_without_papers_gives_a_file_without_codings(tmp_path: Path, form: str) -> None:
    with open_project(made_up.write_project(tmp_path / "review")) as empty:
        written = workflow.write_codings(empty, tmp_path / "a", format=form)
    assert isinstance(written, WrittenCodings)
    assert (written.codings, written.documents) == (0, 0)
    assert form in SUFFIXES
