"""From codings to tables: what is counted, by whom, and what every table says at its foot."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from made_up import AT, LEGIT, SPANISH, TIES, TRUST, code, codebook, coded_project, paper, write_papers, write_project
from relsynth import workflow
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project, open_project
from relsynth.workflow.code import CodingRow
from relsynth.workflow.synthesise import ABSENCE, COUNTING, MACHINE, TABLES, UNIT, coders, find_gaps, load_corpus

T = TypeVar("T")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_project(tmp_path, 1, 2, 3) as opened:
        yield opened


def rows(project: Project, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(workflow.write_table(workflow.tabulate(project, name), "json"))["rows"]
    return found


def test_a_table_says_that_it_counts_what_is_coded_blind(project: Project) -> None:
    workflow.open_round(project, "pilot", coder="Eva", at=AT)
    notes = workflow.tabulate(project, "evidence").notes
    assert any("Coded blind, and still open: pilot;" in note for note in notes)
    workflow.close_round(project, "pilot", coder="Eva", at=AT)
    assert not any("blind" in note for note in workflow.tabulate(project, "evidence").notes)


@pytest.mark.parametrize("name", [name for name in TABLES if name not in ("codings", "characteristics")])
def test_every_table_says_what_was_counted_what_was_left_out_and_by_whom(project: Project, name: str) -> None:
    notes = workflow.tabulate(project, name).notes
    assert notes[:5] == (
        "n = 3 studies in 3 papers read; left out of every n: none.",
        UNIT,
        COUNTING,
        MACHINE,
        ABSENCE,
    )
    book = project.codebook
    assert notes[5].startswith("Underpowered: ")
    assert notes[6].startswith(f"Codebook small 1 ({book.digest[:12]}); coders: lexicon@{book.digest[:12]}.")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_every_table_is_written_in_every_form_with_the_same_columns(project: Project, name: str, form: str) -> None:
    table = workflow.tabulate(project, name)
    text = workflow.write_table(table, form)
    if form == "csv":
        assert tuple(next(csv.reader(io.StringIO(text)))) == table.columns
    elif form == "json":
        assert tuple(json.loads(text)["columns"]) == table.columns
    else:
        assert f"| {' | '.join(table.columns)} |" in text.splitlines()


def test_the_evidence_table_has_a_row_for_every_construct(project: Project) -> None:
    found = {row["construct"]: (row["n"], row["k"], row["present"], row["share"]) for row in rows(project, "evidence")}
    assert found == {"STA.TRUST": (3, 3, 3, 1.0), "NET.TIES": (3, 3, 3, 1.0), "STA.LEGIT": (3, 0, 0, 0.0)}


def test_the_codings_table_has_every_coding_and_its_place(project: Project) -> None:
    texts = {document.version: document.text for document in project.store.documents()}
    found = rows(project, "codings")
    assert len(found) == 6
    assert all(texts[row["version"]][row["start"] : row["end"]] == row["quote"] for row in found)


def test_the_codings_table_has_its_columns_where_nothing_is_coded(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.md").write_text(paper(1, "The van was painted green."), encoding="utf-8")
    with coded_project(tmp_path) as project:
        table = workflow.tabulate(project, "codings")
    assert (table.columns, table.rows) == (tuple(CodingRow.__slots__), ())


def test_the_studies_table_has_a_row_for_each_study_and_construct(project: Project) -> None:
    assert sorted((row["study"], row["construct"]) for row in rows(project, "studies")) == [
        (f"van-{number:03} (n.d.)", construct) for number in (1, 2, 3) for construct in ("NET.TIES", "STA.TRUST")
    ]


def test_reports_with_the_same_doi_are_one_study(tmp_path: Path) -> None:
    for number in (1, 2):
        text = f"---\ndoi: 10.5555/van\n---\n{paper(number)}"
        write_papers(tmp_path / "papers")
        (tmp_path / "papers" / f"report-{number}.md").write_text(text, encoding="utf-8")
    with coded_project(tmp_path, 3) as project:
        assert load_corpus(project).n == 2
        assert {row["n"] for row in rows(project, "evidence")} == {2}


def test_gaps_take_the_project_s_thresholds(project: Project, tmp_path: Path) -> None:
    assert {row["underpowered"] for row in rows(project, "gaps")} == {True}
    with (project.path / "relsynth.toml").open("a", encoding="utf-8") as settings:
        settings.write("n_min = 3\nk_thin = 3\n")
    with open_project(project.path) as changed:
        found = {(gap.construct, gap.kind, gap.underpowered) for gap in find_gaps(changed, load_corpus(changed))}
    assert found == {
        ("STA.LEGIT", "absent", False),
        ("STA.TRUST", "thin", False),
        ("NET.TIES", "thin", False),
        *((construct, kind, False) for construct in ("STA.TRUST", "NET.TIES") for kind in ("one_level", "one_setting")),
    }


def test_all_coders_who_are_counted_are_named(project: Project) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[1], at=AT)
    names = coders(load_corpus(project))
    assert (names[0], names[1].split("@")[0], len(names)) == ("Ana", "lexicon", 2)


@pytest.mark.parametrize("name", TABLES)
def test_papers_out_of_scope_alone_are_nothing_to_count(tmp_path: Path, name: str) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
        workflow.code(project, at=AT)
        with pytest.raises(ProjectError, match="no paper is in scope, so nothing can be counted"):
            workflow.tabulate(project, name)


@pytest.mark.model
def test_papers_coded_in_part_with_another_parser_are_not_counted_together(
    project: Project, tmp_path: Path, spacy_model: str
) -> None:
    workflow.add_documents(project, [write_papers(tmp_path / "more", 4)], at=AT)

    def stop_after_two(items: Sequence[T], what: str) -> Iterator[T]:
        yield from items[:2]
        raise KeyboardInterrupt

    workflow.code(project, at=AT)
    with pytest.raises(KeyboardInterrupt):
        workflow.code(project, at=AT, parser=spacy_model, track=stop_after_two)
    with pytest.raises(ProjectError, match=rf"papers are coded by lexicon@\S+ and lexicon@\S+\+{spacy_model}"):
        workflow.tabulate(project, "evidence")
    workflow.code(project, at=AT, parser=spacy_model)
    assert workflow.tabulate(project, "evidence").rows


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_project_has_nothing_to_count_and_says_what_to_do(tmp_path: Path, name: str) -> None:
    with (
        open_project(write_project(tmp_path)) as project,
        pytest.raises(ProjectError, match="has no papers yet; add some with `relsynth add FOLDER`"),
    ):
        workflow.tabulate(project, name)


def test_papers_that_are_not_coded_yet_are_not_counted_as_silent(project: Project, tmp_path: Path) -> None:
    workflow.add_documents(project, [write_papers(tmp_path / "more", 4)], at=AT)
    with pytest.raises(ProjectError, match=r"1 of 4 papers is not coded .* run `relsynth code`"):
        workflow.tabulate(project, "evidence")


def test_codings_of_another_codebook_are_not_counted(project: Project) -> None:
    project.codebook_path.write_text(codebook(TRUST, TIES, LEGIT, code("NET.MORE", "hub")), encoding="utf-8")
    with open_project(project.path) as changed, pytest.raises(ProjectError, match="3 of 3 papers are not coded"):
        workflow.tabulate(changed, "gaps")


def test_a_table_or_form_that_is_unknown_is_told_with_those_there_are(project: Project) -> None:
    with pytest.raises(
        InputError, match="no table 'evidenc'; there are evidence, gaps, profile, studies, characteristics, codings"
    ):
        workflow.tabulate(project, "evidenc")
    with pytest.raises(InputError, match="no form 'xls' of a table; there are csv, md, json"):
        workflow.write_table(workflow.tabulate(project, "gaps"), "xls")


def test_a_table_is_saved_as_it_is_written(project: Project, tmp_path: Path) -> None:
    table = workflow.tabulate(project, "gaps")
    workflow.save_table(table, "csv", tmp_path / "new" / "gaps.csv")
    assert (tmp_path / "new" / "gaps.csv").read_bytes().decode() == workflow.write_table(table, "csv")


def test_a_table_that_cannot_be_saved_is_told_with_its_path(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"gaps\.csv: cannot be written"):
        workflow.save_table(workflow.tabulate(project, "gaps"), "csv", tmp_path / "file" / "gaps.csv")
