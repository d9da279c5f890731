"""From codings to the map: the page says what the tables say, and every quote stands in its paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, SPANISH, code, codebook, coded_project, paper, write_project
from relsynth import workflow
from relsynth.bundled import example_papers
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project, open_project
from relsynth.workflow.mapping import BADGES

DAY = "2026-01-01"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_project(tmp_path, 1, 2, 3) as opened:
        yield opened


def page_of(project: Project) -> str:
    return workflow.map_gaps(project, project.path / "map.html", on=DAY).read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    return block_of(page, "data")


def quotes_of(page: str) -> dict[str, Any]:
    """The texts of each coding, with ``texts`` looked up."""
    quotes = block_of(page, "quotes")
    names = ("quote", "before", "after", "path", "place", "cue")
    texts = block_of(page, "texts-0")
    return {"mark": quotes["mark"], **{name: [texts[at] for at in quotes[name]] for name in names}}


def block_of(page: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    block: dict[str, Any] = json.loads(found[1])
    return block


def codes_of(data: dict[str, Any]) -> list[str]:
    return [data["codes"][at] for at in data["codings"]["code"]]


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
    found = {(row[0], row[3]) for row in workflow.tabulate(project, "gaps").rows}
    assert told == {(construct, kind) for construct, kind in found if kind in BADGES}
    assert not any(gap["firm"] for construct in data["constructs"] for gap in construct["gaps"])


def test_every_quote_stands_where_the_page_says(project: Project) -> None:
    quotes = quotes_of(page_of(project))
    texts = {document.id: document.text for document in project.store.documents()}
    assert len(quotes["quote"]) == 6
    columns = (quotes[name] for name in ("quote", "before", "after", "place", "cue", "mark"))
    for said, before, after, place, cue, mark in zip(*columns, strict=True):
        document, _, span = place.partition(" ")
        start, end = map(int, span.split("-"))
        assert texts[document][start:end] == said
        assert re.fullmatch(cue.replace("*", r"\w*"), said[slice(*mark)], re.IGNORECASE)
        assert before + " " in texts[document][:start] or before == ""
        assert " " + after in texts[document][end:] or after == ""


def test_sentences_beside_a_quote_are_those_of_its_own_paragraph(project: Project) -> None:
    page = page_of(project)
    quotes, codes = quotes_of(page), codes_of(data_of(page))
    sentences = zip(codes, quotes["before"], quotes["after"], strict=True)
    around = {(before, after) for code, before, after in sentences if code == "STA.TRUST"}
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
    page = page_of(project)
    data = data_of(page)
    by_people = [at for at, flags in enumerate(data["codings"]["flags"]) if flags & 4]
    assert [codes_of(data)[at] for at in by_people] == ["STA.LEGIT"]
    assert quotes_of(page)["mark"][by_people[0]] == 0


@pytest.mark.parametrize(
    ("asked", "selected"),
    [
        pytest.param({}, ["construct", "section", "count"], id="nothing"),
        pytest.param({"rows": "Domain", "cols": "level"}, ["domain", "level", "count"], id="axes"),
        pytest.param({"cell": "relegation"}, ["construct", "section", "relegation"], id="cell"),
    ],
)
def test_what_is_asked_is_seen_first(project: Project, asked: dict[str, str], selected: list[str]) -> None:
    page = workflow.map_gaps(project, project.path / "map.html", on=DAY, **asked).read_text(encoding="utf-8")
    assert re.findall(r'<option value="([^"]*)" selected', page) == selected


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        pytest.param({"rows": "moon"}, "the map has no rows 'moon'; there are construct, domain, section", id="rows"),
        pytest.param({"rows": "sectoin"}, "nearest is section", id="misspelt"),
        pytest.param({"rows": "moon"}, "over 80 values, makes none", id="why"),
        pytest.param({"cols": "moon"}, "the map has no cols 'moon'; there are construct", id="cols"),
        pytest.param({"cell": "moon"}, "the map has no cell 'moon'; there are count, balance", id="cell"),
    ],
)
def test_a_view_that_there_is_not_is_refused_with_those_there_are(
    project: Project, asked: dict[str, str], refused: str
) -> None:
    with pytest.raises(InputError, match=refused):
        workflow.map_gaps(project, project.path / "map.html", on=DAY, **asked)
    assert not (project.path / "map.html").exists()


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


def test_the_map_has_the_codes_of_a_second_codebook_in_a_domain_of_their_own(tmp_path: Path) -> None:
    workflow.init(folder := tmp_path / "review")
    second = codebook(
        code("WEA.WEEK", "week*", label="Told in weeks"),
        code("WEA.FIRE", "volcano*"),
        id="weather",
        domains=[{"id": "WEA", "label": "Weather and time"}],
        facets={"level": {"definition": "Of whom.", "values": ["system"]}},
    )
    (folder / "second.yaml").write_text(second, encoding="utf-8")
    settings = (folder / "relsynth.toml").read_text(encoding="utf-8")
    (folder / "relsynth.toml").write_text(settings.replace('# also = ["cfir.yaml"]', 'also = ["second.yaml"]'))
    with open_project(folder) as project:
        workflow.add_documents(project, sorted(example_papers().glob("*.*"))[:4], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        told = page_of(project)
        rows = {row[0]: row[4] for row in workflow.tabulate(project, "evidence").rows}
    assert rows["WEA.WEEK"]
    assert not rows["WEA.FIRE"]
    assert rows["STA.TRUST"]
    assert all(text in told for text in ("Weather and time", "Told in weeks", "WEA.FIRE", "Trust among implementing"))
