"""People's codings in papers that are read anew, from adding the papers to the list of what found no place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, coding, paper, write_papers, write_project
from relsynth import formats, workflow
from relsynth.documents import Document
from relsynth.labelling import SectionJudgement, SectionPlace
from relsynth.project import Project, open_project
from relsynth.store import File
from relsynth.workflow.collect import Added
from relsynth.workflow.reanchor import unplaced_codings

TIES = "Ties among the 1 villages were loose at first."
GREEN = "The van was painted blue."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(write_project(tmp_path / "review")) as opened:
        opened.store.add_codebook(opened.codebook.digest, id="small", version="1", source="", at=AT)
        opened.store.add_coder(ANA)
        yield opened


def read_badly(project: Project) -> Document:
    """The first paper, as a poor reader had it: other dashes and spaces, and a sentence that is not there."""
    folder = write_papers(project.path.parent / "papers", 1)
    good = formats.read(paper(1).encode(), path_name="van-001.md")
    text = good.text.replace("The van was painted green.", GREEN).replace("villages were", "vil- lages were")
    grown = [text.index(line) for line in text.split("\n")]
    paragraphs = tuple(
        replace(p, start=start, end=start + len(line))
        for p, start, line in zip(good.paragraphs, grown, text.split("\n"), strict=True)
    )
    bad = replace(good, text=text, paragraphs=paragraphs, reader="markdown/0")
    project.store.add_document(bad, at=AT)
    path = (folder / "van-001.md").resolve().as_posix()
    project.store.add_file(File(path=path, status="read", document=bad.id), at=AT)
    return bad


def put(project: Project, of: Document, quote: str) -> None:
    start = of.text.index(quote)
    made = coding(of, coder=ANA, start=start, end=start + len(quote))
    project.store.add_codings([made], codebook=project.codebook.digest, at=AT)


def add(project: Project) -> Added:
    return workflow.add_documents(project, [project.path.parent / "papers"], at=AT)


def test_a_better_reader_carries_what_it_can_and_lists_the_rest(project: Project) -> None:
    bad = read_badly(project)
    put(project, bad, TIES.replace("villages", "vil- lages"))
    put(project, bad, GREEN)
    added = add(project)
    assert (added.read, added.carried, added.unplaced) == (1, 1, 1)
    assert (
        "People's codings carried into the text as it is read now: 1; 1 found no place: relsynth codings unplaced"
        in str(added)
    )
    (of,) = project.store.documents()
    assert [of.quote(one.span.start, one.span.end) for one in project.store.codings()] == [TIES]
    (left,) = unplaced_codings(project).codings
    assert (left.paper, left.section, left.path.split(" > ")[-1], left.quote, left.code, left.coder) == (
        *("van-001", "results", "Results", GREEN, "STA.TRUST", "Ana"),
    )
    assert left.version == bad.version
    told = str(unplaced_codings(project)).splitlines()
    assert told[0] == "Without a place (1):"
    assert f'(Ana): "{GREEN}"' in told[1]
    assert told[2].strip() == "its words are not in the text"


def test_adding_again_carries_nothing_again(project: Project) -> None:
    put(project, read_badly(project), GREEN)
    add(project)
    again = add(project)
    assert (again.read, again.carried, again.unplaced) == (0, 0, 0)
    assert "carried" not in str(again)
    assert len(unplaced_codings(project).codings) == 1


def test_a_label_on_a_section_that_is_not_there_is_told(project: Project) -> None:
    bad = read_badly(project)
    place = SectionPlace(path=("Findings",), ordinal=1, among=1)
    project.store.papers.judge(bad.id, SectionJudgement(place=place, label="results", coder="Ana"), at=AT)
    added = add(project)
    assert added.labels_unplaced == ("van-001: Findings: results (Ana)",)
    assert "Set on sections that are not there now (1):\n  van-001: Findings: results (Ana)" in str(added)


def test_a_paper_that_is_removed_leaves_its_codings_in_sight(project: Project) -> None:
    put(project, read_badly(project), GREEN)
    workflow.remove_documents(project, [project.path.parent / "papers" / "van-001.md"])
    (left,) = unplaced_codings(project).codings
    assert (left.quote, left.reason) == (GREEN, "the paper is counted no longer")


def test_where_every_coding_has_its_place_that_is_told(project: Project) -> None:
    assert str(unplaced_codings(project)) == "Every coding of a person has its place."
