"""The batch function gives what a project gives, and a reason for whatever it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth import open_project
from relsynth.bundled import example_papers
from relsynth.datasets.writing import unpack
from relsynth.extraction.proposals import CoderError
from relsynth.scaling.batch import Recipe, code_inputs
from relsynth.scaling.inputs import Input, found
from relsynth.workflow import add_documents, code, init
from relsynth.workflow.code import export_codings
from relsynth.workflow.files import files_in
from relsynth.workflow.synthesise import load_corpus

AT = "2026-01-01T00:00:00+00:00"


def corpus() -> tuple[Input, ...]:
    return tuple(one for one in found(files_in([example_papers()])) if one)


def test_the_codings_are_those_of_a_project(tmp_path: Path, recipe: Recipe) -> None:
    init(tmp_path / "p")
    with open_project(tmp_path / "p") as project:
        add_documents(project, [example_papers()], at=AT)
        code(project, at=AT, coder="lexicon", parser="none")
        rows = export_codings(project)
        studies = load_corpus(project).studies
        papers = {one.id: one for one in project.store.documents()}
    tables = unpack([code_inputs(corpus(), recipe, partition="k", seconds=60).tables])
    facets = ("role", "assertion", "level", "actor", "valence", "measured", "register")
    of_project = [
        (
            *(r.version, r.start, r.end, r.code, r.section, r.path, r.quote, r.evidence, r.score, r.cue, r.coder),
            *(getattr(r, name) for name in facets),
        )
        for r in rows
    ]
    columns = ("version", "start", "end", "code", "section", "path", "quote", "is_evidence", "score", "cue", "coder")
    of_dataset = [
        tuple(row[name] for name in columns) + tuple(";".join(row[name]) for name in facets)
        for row in tables["codings"].to_pylist()
    ]
    assert sorted(of_dataset, key=str) == sorted(of_project, key=str)
    read = tables["papers"].to_pylist()
    assert {(r["document"], r["version"], r["left_out"]) for r in read} == {
        (one.id, one.version, one.out_of_scope) for one in papers.values()
    }
    counted = {r["version"]: tuple((w["label"], w["words"]) for w in r["words"]) for r in read if not r["left_out"]}
    assert counted == {study.documents[0]: study.words for study in studies}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.xml", b"", "empty", id="empty"),
        pytest.param("a.pdf", b"%PDF-1.4 and no more", "damaged", id="cut-pdf"),
        pytest.param("a.xml", b"<article><body>", "XML", id="cut-xml"),
    ],
)
def test_what_cannot_be_read_has_a_reason(name: str, content: bytes, reason: str, recipe: Recipe) -> None:
    one = Input(kind="member", path="/a.zip", member=name, size=len(content), digest="00" * 32, content=content)
    tables = unpack([code_inputs([one], recipe, partition="k", seconds=60).tables])
    (row,) = tables["unread"].to_pylist()
    assert row["source"] == f"/a.zip!{name}"
    assert reason.casefold() in row["reason"].casefold()
    assert not tables["papers"].num_rows


def test_a_paper_that_takes_too_long_is_set_apart(poison: Recipe) -> None:
    words = b"ENDLESS partners met. " * 30
    one = Input(kind="member", path="/a.zip", member="a.txt", size=1, digest="00" * 32, content=words)
    tables = unpack([code_inputs([one, *corpus()[:2]], poison, partition="k", seconds=1).tables])
    assert tables["unread"].to_pylist() == [
        {"partition": "k", "source": "/a.zip!a.txt", "reason": "took longer than 1 s", "seconds": 1.0}
    ]
    assert tables["papers"].num_rows == 2


def test_a_worker_that_codes_otherwise_is_refused(recipe: Recipe) -> None:
    other = Recipe(
        **{name: getattr(recipe, name) for name in Recipe.__slots__} | {"coder_name": "lexicon@of-another-version"}
    )
    with pytest.raises(CoderError, match="codes otherwise"):
        code_inputs([], other, partition="k", seconds=60)


def test_the_recipe_tells_what_codings_depend_on(recipe: Recipe) -> None:
    fields = {name: getattr(recipe, name) for name in Recipe.__slots__}
    assert Recipe(**fields).digest == recipe.digest
    assert Recipe(**fields | {"weights": "other"}).digest != recipe.digest
