"""Determinants in all studies or by kind of study, and beside other frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, TIES, code, codebook, coded_project, paper, write_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project


@pytest.fixture(scope="module")
def project(examples: Path) -> Iterator[Project]:
    with open_project(examples) as opened:
        yield opened


def test_context_and_actors_are_told_by_valence(project: Project) -> None:
    table = workflow.context(project).table
    assert {row[2] for row in table.rows} == {"CTX", "ACT"}
    assert {row[3] for row in table.rows} == {"all studies"}


def test_equity_is_told_by_income_group_and_says_how_studies_were_told_apart(project: Project) -> None:
    table = workflow.equity(project).table
    assert table.title == "Equity in partnering, by income group"
    assert "high income" in {row[3] for row in table.rows}
    assert any(note.startswith("Studies by income group") for note in table.notes)


def test_a_domain_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="no domain 'XYZ'; there are ACT, CTX"):
        workflow.context(project, domains=["XYZ"])


def test_what_no_study_has_is_told_in_the_words_of_who_has_looked(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        assert (
            "Not found by the machine in any study: STA.LEGIT."
            in workflow.context(project, domains=["STA"]).table.notes
        )
        workflow.search_code(project, "STA.LEGIT", at=AT, limit=20)
        workflow.record_search(project, "STA.LEGIT", coder="Ana", found=(), at=AT)
        assert "Not reported in any study: STA.LEGIT." in workflow.context(project, domains=["STA"]).table.notes


def test_one_codebook_has_nothing_beside_it(tmp_path: Path) -> None:
    told = "the project has one codebook; name another framework's with `also`"
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match=told):
        workflow.context_beside(project, domains=["STA"])


def test_constructs_of_another_codebook_stand_beside_ours(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review", TIES)
    other = codebook(
        code("INT.VAN", "van"), id="other", domains=[{"id": "INT", "label": "Intervention"}], title="Another"
    )
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    settings = folder / "relsynth.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('# also = ["cfir.yaml"]', 'also = ["other.yaml"]'), encoding="utf-8")
    (tmp_path / "a.md").write_text(paper(1, "Ties with the villages helped, and the van was late."), encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, [tmp_path / "a.md"], at=AT)
        workflow.code(project, at=AT)
        table = workflow.context_beside(project, domains=["NET"]).table
        assert [(row[0], row[2], row[7]) for row in table.rows] == [("NET.TIES", "INT.VAN", 1)]
