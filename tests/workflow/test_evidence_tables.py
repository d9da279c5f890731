"""The evidence tables: what people coded in the invented papers, counted by hand, and what every table says."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.bundled import example_papers
from relsynth.project import Project, open_project
from relsynth.reports.tables import Table
from relsynth.synthesis.corpus import Corpus, build
from relsynth.synthesis.determinants import determinants
from relsynth.synthesis.matching import AGAINST, answered
from relsynth.workflow.all_tables import EVIDENCE
from relsynth.workflow.evidence_tables import (
    DETERMINANT_COLUMNS,
    INCIDENCE_COLUMNS,
    RATING_COLUMNS,
    SEGMENT_COLUMNS,
)
from relsynth.workflow.synthesise import ABSENCE, COUNTING, MACHINE, UNIT

ANSWERS: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "answers" / "evidence_tables.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def read_by_people(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The twelve papers with what people coded in them, and nothing of the machine's."""
    folder = tmp_path_factory.mktemp("people")
    workflow.init(folder)
    with (example_papers() / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"]]
    with (folder / "ben.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["document", "quote", "code", "role", "assertion"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    with open_project(folder) as project:
        workflow.add_documents(project, [example_papers()], at=AT)
        workflow.take_codings(project, folder / "ben.csv", coder="Ben", at=AT)
        documents = tuple(project.store.documents())
        own = {document.id: document.id for document in documents}
        return build(documents, project.codings(), project.codebook, study_of=own)


def numbers(corpus: Corpus, studies: tuple[int, ...]) -> list[str]:
    """Papers by the numbers of their names."""
    return sorted(corpus.documents[corpus.studies[study].documents[0]].name[:2] for study in studies)


@pytest.mark.parametrize("answer", ANSWERS["determinant"], ids=lambda answer: answer["construct"])
def test_determinants_are_those_that_a_reader_counts(read_by_people: Corpus, answer: Mapping[str, Any]) -> None:
    (row,) = (row for row in determinants(read_by_people) if row.construct == answer["construct"])
    for name in ("barrier", "facilitator", "mixed", "undirected", "by_lack", "strategy"):
        assert numbers(read_by_people, getattr(row, name)) == answer[name], name
    assert row.balance == pytest.approx(answer["balance"], abs=1e-4)


@pytest.mark.parametrize("answer", ANSWERS["barrier"], ids=lambda answer: answer["construct"])
def test_strategies_against_barriers_are_those_that_a_reader_finds(
    read_by_people: Corpus, answer: Mapping[str, Any]
) -> None:
    (row,) = (row for row in answered(read_by_people, "barrier") if row.construct == answer["construct"])
    assert numbers(read_by_people, row.met) == answer["met"]
    assert numbers(read_by_people, row.unmet) == answer["unmet"]
    assert {match.strategy: match.nearness for match in row.matches if match.nearness in AGAINST} == answer["against"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with coded_project(tmp_path_factory.mktemp("coded"), 1, 2, 3) as opened:
        yield opened


def rows_of(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", EVIDENCE)
def test_every_table_says_what_was_counted_and_on_whose_word(project: Project, name: str) -> None:
    table = workflow.tabulate(project, name)
    assert table.notes[:5] == (
        "n = 3 studies in 3 papers read; left out of every n: none.",
        *(UNIT, COUNTING, MACHINE, ABSENCE),
    )
    assert project.codebook.digest[:12] in table.notes[6]
    assert len(set(table.columns)) == len(table.columns)
    assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_a_segment_is_told_with_its_words_its_place_and_its_number(project: Project) -> None:
    table = workflow.tabulate(project, "segments")
    first = rows_of(table)[0]
    assert table.columns == SEGMENT_COLUMNS
    assert (first["study"], first["document"], first["construct"]) == ("van-001 (n.d.)", "van-001", "STA.TRUST")
    assert first["quote"] == "Trust between the drivers and the clinic grew in year 1."
    assert (first["section"], first["speaker"], first["kind"]) == ("results", "author", "machine")
    (document,) = (one for one in project.store.documents() if one.name == "van-001")
    start = document.text.index(first["quote"])
    assert first["place"] == f"van-001 {start}-{start + len(first['quote'])}"
    (coding,) = (one for one in project.codings() if one.number == first["coding"])
    assert (coding.code, coding.span.start) == ("STA.TRUST", start)


def test_incidence_has_a_row_for_each_study_and_construct_with_the_codings_behind_it(project: Project) -> None:
    table = workflow.tabulate(project, "incidence")
    found = rows_of(table)
    assert table.columns == INCIDENCE_COLUMNS
    assert [(row["study"], row["construct"], row["rating"]) for row in found[:2]] == [
        ("van-001 (n.d.)", "STA.TRUST", "0"),
        ("van-001 (n.d.)", "NET.TIES", "0"),
    ]
    numbers = {str(row["coding"]) for row in rows_of(workflow.tabulate(project, "segments"))}
    assert {number for row in found for number in row["codings"].split()} == numbers


def test_what_nobody_found_has_a_row_that_says_so(project: Project) -> None:
    table = workflow.tabulate(project, "determinants")
    (row,) = (row for row in rows_of(table) if row["construct"] == "STA.LEGIT")
    assert table.columns == DETERMINANT_COLUMNS
    assert (row["k"], row["standing"], row["balance"], row["codings"]) == (0, "not found by the machine", None, "")
    (other,) = (row for row in rows_of(table) if row["construct"] == "STA.TRUST")
    assert (other["k"], other["standing"]) == (3, "as barrier or facilitator: not found by the machine")


def test_what_a_person_searched_for_in_vain_is_not_reported(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as own:
        workflow.search_code(own, "STA.LEGIT", at=AT)
        workflow.record_search(own, "STA.LEGIT", coder="Ana", found=(), at=AT)
        rows = rows_of(workflow.tabulate(own, "determinants"))
    (row,) = (row for row in rows if row["construct"] == "STA.LEGIT")
    assert row["standing"] == "not reported"


def test_ratings_have_a_column_for_each_study_and_an_empty_cell_is_no_zero(project: Project) -> None:
    table = workflow.tabulate(project, "ratings")
    assert table.columns == (*RATING_COLUMNS, "van-001 (n.d.)", "van-002 (n.d.)", "van-003 (n.d.)")
    by_construct = {row["construct"]: row for row in rows_of(table)}
    assert (by_construct["STA.TRUST"]["rated"], by_construct["STA.TRUST"]["van-002 (n.d.)"]) == (3, 0)
    assert (by_construct["STA.LEGIT"]["rated"], by_construct["STA.LEGIT"]["van-002 (n.d.)"]) == (0, None)
