"""Sheets of a form: out to be filled, and in again, with every cell taken or told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from made_up import AT
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.formats import xlsx
from relsynth.project import Project

HEAD = (
    *("paper", "citation", "year", "study", "country", "country: quote", "design", "design: quote"),
    *("weeks", "weeks: quote", "who", "who: quote", "country: proposal", "country: proposal quote"),
    *("design: proposal", "design: proposal quote"),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with charting_project(tmp_path, 1, 2) as opened:
        yield opened


def filled(project: Project, *rows: Mapping[str, str], name: str = "sheet.csv") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*dict.fromkeys(key for row in rows for key in row)])
    writer.writeheader()
    writer.writerows(rows)
    file = project.path / name
    file.write_text(out.getvalue(), encoding="utf-8")
    return file


def take(project: Project, *rows: Mapping[str, str]) -> list[str]:
    imported = workflow.import_chart_sheet(project, filled(project, *rows), coder="Ana", at=AT)
    return [str(problem) for problem in imported.problems]


def test_a_sheet_has_a_row_a_study_and_proposals_behind(project: Project) -> None:
    workflow.chart(project, "kenya", "country", ["Kenya"], coder="Ana", at=AT, quote=QUOTE)
    workflow.chart(project, "kenya", "weeks", ["12"], coder="Ben", at=AT)
    sheet = workflow.chart_sheet(project, coder="Ana")
    assert sheet.columns == HEAD
    kenya = dict(zip(HEAD, sheet.rows[0], strict=True))
    assert (kenya["paper"], kenya["country"], kenya["country: quote"]) == ("kenya", "Kenya", QUOTE)
    assert (kenya["country: proposal"], kenya["country: proposal quote"]) == ("Kenya", "Kenya")
    assert kenya["weeks"] is None  # Ben's
    assert any("weeks: For how long? | a number in weeks" in note for note in sheet.notes)


@pytest.mark.parametrize("name", [pytest.param("sheet.csv", id="csv"), pytest.param("sheet.xlsx", id="workbook")])
def test_a_sheet_that_comes_back_as_it_went_adds_nothing(project: Project, name: str) -> None:
    workflow.chart(project, "kenya", "design", ["case study"], coder="Ana", at=AT, quote=QUOTE)
    workflow.chart(project, "kenya", "who", ["drivers", "nurses"], coder="Ana", at=AT)
    workflow.chart(project, "van-001", "country", ["=Chad; or Mali"], coder="Ana", at=AT, note="A note.")
    workflow.chart(project, "van-001", "weeks", ["not reported"], coder="Ana", at=AT)
    file = workflow.save_chart_sheet(project, project.path / name, coder="Ana")
    edited = project.path.parent / "papers" / "kenya.md"
    edited.write_text(edited.read_text(encoding="utf-8").replace(QUOTE, "We asked them"), encoding="utf-8")
    workflow.add_documents(project, [edited], at=AT)
    before = project.store.chartings.history()
    imported = workflow.import_chart_sheet(project, file, coder="Ana", at=AT)
    assert (imported.answers, imported.already, imported.problems, imported.passed) == (0, 4, (), ())
    assert project.store.chartings.history() == before
    other = workflow.import_chart_sheet(project, file, coder="Ben", at=AT)
    assert (other.answers, [one.line for one in other.problems]) == (3, [2])  # its quote is no longer in the paper


def test_what_a_sheet_adds_is_taken_back_at_once(project: Project) -> None:
    row = {
        "paper": "van-001",
        "weeks": "12 weeks",
        "who": "nurses; drivers",
        "design": "survey",
        "design: quote": QUOTE,
    }
    assert take(project, row) == []
    assert [(one.field, one.values) for one in project.store.chartings.current()] == [
        ("design", ("survey",)),
        ("weeks", ("12",)),
        ("who", ("drivers", "nurses")),
    ]
    assert len(workflow.undo_chart(project, coder="Ana", at=AT).answers) == 3
    assert project.store.chartings.current() == ()


def test_good_cells_are_taken_and_the_others_told_with_their_lines(project: Project) -> None:
    told = take(
        project,
        {"paper": "van-001", "weeks": "soon", "who": "nurses", "design: quote": QUOTE, "colour": "green"},
        {"paper": "van-009", "weeks": "1"},
        {"paper": "VAN-001", "weeks": "2"},
        {"paper": "", "weeks": "3"},
    )
    assert told[0].startswith("line 2: design: has a quote and no answer")
    assert told[1].startswith("line 2: weeks: 'soon' is no number in weeks")
    assert told[2].startswith("line 3: no paper that is counted is called 'van-009'")
    assert told[3] == "line 4: is of the same study as line 2; fill one row for it"
    assert told[4].startswith("line 5: no paper that is counted is called ''")
    assert [one.values for one in project.store.chartings.current()] == [("nurses",)]


def test_columns_of_no_field_are_told(project: Project) -> None:
    imported = workflow.import_chart_sheet(
        project, filled(project, {"Paper": "van-001", "Weeks": "2", "Colour": "green"}), coder="Ana", at=AT
    )
    assert (imported.answers, imported.passed) == (1, ("colour",))
    assert "Columns of no field, passed over: colour" in str(imported)


def test_what_is_no_sheet_of_the_form_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="no line names the columns of the form charting"):
        take(project, {"paper": "van-001", "colour": "green"})
    with pytest.raises(InputError, match="cannot be read"):
        workflow.import_chart_sheet(project, project.path / "none.csv", coder="Ana", at=AT)
    with pytest.raises(ProjectError, match="cannot be written"):
        workflow.save_chart_sheet(project, project.path / "no" / "folder.csv", coder="Ana")


def test_a_workbook_holds_what_the_csv_holds(project: Project) -> None:
    file = workflow.save_chart_sheet(project, project.path / "sheet.xlsx", coder="Ana")
    (_, rows), (_, notes) = xlsx.sheets(file.read_bytes())
    assert tuple(rows[0]) == HEAD
    assert [row[0] for row in rows[1:]] == ["kenya", "van-001", "van-002"]
    assert notes[0][0].startswith("# What it is like: form charting")
