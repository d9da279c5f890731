"""The whole report: every table in it, the same bytes each time, and nothing that people wrote is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from python_calamine import load_workbook

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project, open_project
from relsynth.workflow.all_tables import EVERY
from relsynth.workflow.paper_tables import PAPER_TABLES
from relsynth.workflow.report import DOCUMENT, INDEX, MANIFEST, MAP, TEXT, WORKBOOK, write_report


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    with coded_project(folder, 1, 2) as project:
        write_report(project, folder / "report", at=AT)
    return folder


@pytest.fixture
def project(made: Path) -> Iterator[Project]:
    with open_project(made / "review") as opened:
        yield opened


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_table_is_in_it_or_told_to_be_missing(made: Path, project: Project, tmp_path: Path) -> None:
    told = write_report(project, tmp_path / "report", at=AT, forms=("xlsx", "html"))
    missing = {one.split(" ")[0] for one in told.missing}
    names = [name for name in EVERY if name not in missing]
    assert told.tables == len(names)
    book = load_workbook(io.BytesIO((made / "report" / WORKBOOK).read_bytes()))
    assert book.sheet_names == ["contents", *names, "notes"]
    assert {f"tables/{name}.html" for name in names} <= set(told.files)
    assert str(told).startswith(f"Wrote {len(names)} tables in ")


def test_a_link_on_the_first_page_leads_to_a_file(made: Path) -> None:
    page = html.parse(made / "report" / INDEX)
    links = [str(link) for link in page.xpath("//a/@href")]
    assert MAP in links
    assert [link for link in links if not (made / "report" / link).is_file()] == []


def test_the_document_has_methods_and_the_tables_of_a_paper(made: Path) -> None:
    word = Document(str(made / "report" / DOCUMENT))
    headings = [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == ["Methods", "Figures", "Tables"]
    assert len(word.tables) == len(PAPER_TABLES)
    text = (made / "report" / TEXT).read_text(encoding="utf-8")
    assert text.count("### Table ") == len(PAPER_TABLES)
    assert "n = 2 studies in 2 papers read" in text


def test_the_same_project_and_day_give_the_same_bytes(made: Path, project: Project, tmp_path: Path) -> None:
    write_report(project, tmp_path / "again", at=AT)
    assert contents(tmp_path / "again") == contents(made / "report")


def test_a_later_report_takes_the_place_of_an_earlier_one(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_report(project, folder, at=AT, forms=("md", "json"))
    assert (folder / "tables" / "evidence.json").is_file()
    write_report(project, folder, at=AT, forms=("md",))
    assert not (folder / "tables" / "evidence.json").exists()
    listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert set(listed) == contents(folder).keys() - {MANIFEST}


def test_what_people_wrote_in_a_report_is_never_overwritten(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_report(project, folder, at=AT, forms=("md",))
    (folder / TEXT).write_text("Our own words.", encoding="utf-8")
    with pytest.raises(InputError, match=f"{TEXT} changed since it was written"):
        write_report(project, folder, at=AT, forms=("md",))
    assert (folder / TEXT).read_text(encoding="utf-8") == "Our own words."
    (folder / TEXT).unlink()
    write_report(project, folder, at=AT, forms=("md",))
    (folder / WORKBOOK).write_text("Our own figures.", encoding="utf-8")
    with pytest.raises(InputError, match=f"{WORKBOOK} was not written by a report"):
        write_report(project, folder, at=AT, forms=("xlsx",))
    assert (folder / WORKBOOK).read_text(encoding="utf-8") == "Our own figures."


@pytest.mark.parametrize("manifest", [None, "[]", "{", '{"files": 1}', '{"files": {"a.md": 1, "../b": "x"}}'])
def test_a_folder_of_something_else_is_left_alone(project: Project, tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    (tmp_path.parent / "b").write_text("not of a report", encoding="utf-8")
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(InputError):
        write_report(project, tmp_path, at=AT, forms=("md",))
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("forms", "message"), [(("odt",), "no form 'odt' of a report"), (("md", "pdf"), "no form 'pdf'")]
)
def test_a_form_that_there_is_not_is_refused(
    project: Project, tmp_path: Path, forms: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        write_report(project, tmp_path / "report", at=AT, forms=forms)
    assert not (tmp_path / "report").exists()


def test_a_report_is_no_paper(made: Path, project: Project) -> None:
    added = workflow.add_documents(project, [made / "report"], at=AT)
    assert (added.read, added.unread) == (0, ())


def test_nothing_is_written_of_a_project_that_is_not_coded(tmp_path: Path) -> None:
    with coded_project(tmp_path) as project, pytest.raises(ProjectError, match="has no papers yet"):
        write_report(project, tmp_path / "report", at=AT)
    assert not (tmp_path / "report").exists()
