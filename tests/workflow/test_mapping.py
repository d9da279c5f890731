"""From codings to the map: the page says what the tables say, and every quote stands in its paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, SPANISH, coded_project, paper, write_project
from relsynth import workflow
from relsynth.errors import ProjectError
from relsynth.project import Project, open_project

DAY = "2026-01-01"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_project(tmp_path, 1, 2, 3) as opened:
        yield opened


def page_of(project: Project) -> str:
    return workflow.map_gaps(project, project.path / "map.html", on=DAY).read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_says_that_few_studies_bear_no_gap(project: Project) -> None:
    assert "Underpowered: 3 studies, and a gap needs 10 or more." in page_of(project)
    (project.path / "relsynth.toml").write_text("[gaps]\nn_min = 3\n", encoding="utf-8")
    with open_project(project.path) as lenient:
        assert "Underpowered" not in page_of(lenient)


def test_the_page_counts_what_the_evidence_table_counts(project: Project) -> None:
    data = data_of(page_of(project))
    table = workflow.tabulate(project, "evidence")
    expected = {row[0]: row[table.columns.index("k")] for row in table.rows}
    assert {construct["id"]: construct["k"] for construct in data["constructs"]} == expected
    assert data["n"] == 3


def test_the_page_tells_the_gaps_of_the_gap_table(project: Project) -> None:
    data = data_of(page_of(project))
    told = {(construct["id"], gap["kind"]) for construct in data["constructs"] for gap in construct["gaps"]}
    assert told == {(row[0], row[3]) for row in workflow.tabulate(project, "gaps").rows}
    assert not any(gap["firm"] for construct in data["constructs"] for gap in construct["gaps"])


def test_every_quote_stands_where_the_page_says(project: Project) -> None:
    data = data_of(page_of(project))
    texts = {document.id: document.text for document in project.store.documents()}
    assert len(data["codings"]) == 6
    for _, _, _, _, quote, before, after, _, place, cue, mark, *_ in data["codings"]:
        document, _, span = data["texts"][place].partition(" ")
        start, end = map(int, span.split("-"))
        said = data["texts"][quote]
        assert texts[document][start:end] == said
        assert re.fullmatch(data["texts"][cue].replace("*", r"\w*"), said[slice(*mark)], re.IGNORECASE)
        assert data["texts"][before] + " " in texts[document][:start] or data["texts"][before] == ""
        assert " " + data["texts"][after] in texts[document][end:] or data["texts"][after] == ""


def test_sentences_beside_a_quote_are_those_of_its_own_paragraph(project: Project) -> None:
    data = data_of(page_of(project))
    around = {
        (data["texts"][row[5]], data["texts"][row[6]])
        for row in data["codings"]
        if data["texts"][row[3]] == "STA.TRUST"
    }
    assert around == {("", f"Ties among the {number} villages were loose at first.") for number in (1, 2, 3)}


def test_the_page_says_its_day_title_coder_and_what_was_left_out(project: Project, tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    workflow.add_documents(project, [tmp_path / "es.md", tmp_path / "scan.pdf"], at=AT)
    page = page_of(project)
    assert all(
        said in page
        for said in (
            DAY,
            "Partnering in implementation",
            "lexicon@",
            "not English (es)",
            "1 file could not be read and is in no n",
        )
    )


def test_a_paper_s_text_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    hostile = paper(9, "Trust </script><script>alert(1)</script> grew & <b>held</b> \u2028 in all.")
    (tmp_path / "papers" / "<img src=x>.md").write_text(hostile, encoding="utf-8")
    with coded_project(tmp_path, 1) as project:
        page = page_of(project)
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_what_a_person_found_is_on_the_page_as_a_person_s(project: Project) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[1], at=AT)
    data = data_of(page_of(project))
    by_people = [row for row in data["codings"] if row[2] & 4]
    assert [data["texts"][row[3]] for row in by_people] == ["STA.LEGIT"]
    assert by_people[0][10] == 0


def test_the_page_is_the_same_bytes_every_time(project: Project) -> None:
    assert page_of(project) == page_of(project)


def test_the_folder_of_the_page_is_made(project: Project, tmp_path: Path) -> None:
    assert workflow.map_gaps(project, tmp_path / "new" / "deep" / "map.html", on=DAY).is_file()


def test_a_page_that_cannot_be_written_is_told_with_its_path(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"map\.html: cannot be written"):
        workflow.map_gaps(project, tmp_path / "file" / "map.html", on=DAY)


def test_papers_out_of_scope_alone_have_no_map(tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
        workflow.code(project, at=AT)
        with pytest.raises(ProjectError, match="no paper is in scope"):
            page_of(project)


def test_a_project_without_papers_has_no_map(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path)) as project, pytest.raises(ProjectError, match="has no papers yet"):
        page_of(project)
