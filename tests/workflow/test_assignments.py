"""Papers are assigned: all, some, or by lot, to everybody or dealt; never twice, and none that does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT, SPANISH, write_papers, write_project
from made_up_records import record, ris
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.screening.decisions import Decision
from relsynth.workflow.sources import add_source

PAPERS = 6


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six papers, and a round."""
    with read_project(tmp_path, PAPERS) as opened:
        yield opened


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same, once for all cases in which nothing comes of what is asked."""
    with read_project(tmp_path_factory.mktemp("untouched"), PAPERS) as opened:
        yield opened


def read_project(folder: Path, papers: int) -> Project:
    """An open project with papers that nobody has coded, and a round."""
    project = open_project(write_project(folder / "review"))
    workflow.add_documents(project, [write_papers(folder / "papers", *range(1, papers + 1))], at=AT)
    workflow.open_round(project, "pilot", coder="Ana", at=AT)
    return project


def assign(project: Project, *coders: str, round: str = "pilot", **others: Any) -> Any:
    return workflow.assign(project, round, coders=coders, at=AT, **others)


def standing(project: Project, round: str = "pilot") -> list[tuple[str, str]]:
    names = project.store.papers.names()
    return [(names[one.document], one.coder) for one in project.store.rounds.assignments(round)]


def test_every_paper_goes_to_every_coder(project: Project) -> None:
    done = assign(project, "Ana", "Ben")
    assert (done.papers, done.new, done.already, done.sampled) == (6, 12, 0, None)
    assert standing(project)[:3] == [("van-001", "Ana"), ("van-001", "Ben"), ("van-002", "Ana")]
    assert str(done) == (
        "pilot: 6 papers; 12 readings assigned\n  Ana: 6 new, 6 papers in all\n  Ben: 6 new, 6 papers in all"
    )


def test_nothing_is_assigned_twice(project: Project) -> None:
    assign(project, "Ana", papers=["van-001", "van-002"])
    done = assign(project, "Ana", "Ben", papers=["van-002", "van-002", "van-003"])
    assert (done.papers, done.new, done.already) == (2, 3, 1)
    assert assign(project, "Ana", "Ben").new == 12 - 5
    assert len(set(standing(project))) == len(standing(project)) == 12


def test_papers_are_dealt_evenly(project: Project) -> None:
    done = assign(project, "Ana", "Ben", "Cleo", each=2)
    assert [(one.coder, one.new, one.total) for one in done.shares] == [("Ana", 4, 4), ("Ben", 4, 4), ("Cleo", 4, 4)]
    assert set(Counter(paper for paper, _ in standing(project)).values()) == {2}
    assert assign(project, "Ana", "Ben", "Cleo", each=2).new == 0


def test_a_sample_is_the_same_by_its_seed_and_grows(project: Project) -> None:
    done = assign(project, "Ana", sample=2)
    assert (done.papers, done.new, done.sampled, done.seed) == (2, 2, 6, 0)
    assert "2 papers, drawn at random from 6 (seed 0); 2 readings assigned" in str(done)
    first = set(standing(project))
    assert assign(project, "Ana", sample=2).new == 0
    assert assign(project, "Ana", share=0.5).new == 1
    assert first < set(standing(project))
    assert len(standing(project)) == 3


def test_rounds_draw_their_own_samples(project: Project) -> None:
    drawn = set()
    for name in ("two", "three", "four"):
        workflow.open_round(project, name, coder="Ana", at=AT)
        assign(project, "Ana", round=name, sample=2)
        drawn.add(tuple(standing(project, name)))
    assert len(drawn) > 1


def test_a_share_is_at_least_one_paper(project: Project) -> None:
    assert assign(project, "Ana", share=0.01).papers == 1


@pytest.mark.parametrize(
    ("coders", "others", "why"),
    [
        pytest.param((), {}, "name who is to code", id="nobody"),
        pytest.param(("Ana", "ana"), {}, "would be somebody else", id="capitals"),
        pytest.param(("Ben", "Ben"), {}, "named twice: Ben", id="twice"),
        pytest.param(("lexicon@1",), {}, "no person's name", id="a-machine"),
        pytest.param(("Ana",), {"round": "plot"}, "no round is called 'plot'", id="no-round"),
        pytest.param(("Ana",), {"papers": ["bus"]}, "no paper is called 'bus'", id="no-paper"),
        pytest.param(("Ana",), {"each": 2}, "each paper cannot have 2 of 1 coder", id="too-few-coders"),
        pytest.param(("Ana",), {"each": 0}, "each paper cannot have 0", id="none-each"),
        pytest.param(("Ana",), {"sample": 7}, "a sample is of 1 to 6 papers", id="sample-too-large"),
        pytest.param(("Ana",), {"sample": 0}, "a sample is of 1 to 6 papers", id="empty-sample"),
        pytest.param(("Ana",), {"share": 1.5}, "a share is above 0 and up to 1", id="share-too-large"),
        pytest.param(("Ana",), {"share": float("nan")}, "a share is above 0", id="share-of-no-number"),
        pytest.param(("Ana",), {"share": 0.5, "sample": 1}, "not both", id="sample-and-share"),
    ],
)
def test_what_cannot_be_assigned(untouched: Project, coders: tuple[str, ...], others: Any, why: str) -> None:
    with pytest.raises(InputError, match=why):
        assign(untouched, *coders, **others)
    assert standing(untouched) == []


def test_papers_that_do_not_count_are_left_out_and_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
    add_source(project, ris(record(1, title="Van number 1 on the hill road", doi=None)), name="a.ris", at=AT)
    (own,) = project.store.catalogue.records()
    document = next(id for id, name in project.store.papers.names().items() if name == "van-001")
    workflow.judge_duplicate(project, own, document, "duplicate", coder="Ana", at=AT)
    with project.store.atomic():
        project.store.screening.add(
            Decision(record=own, stage="full_text", verdict="exclude", coder=coder, criterion="E2", at=AT)
            for coder in ("Ana", "Ben")
        )
    done = assign(project, "Ana")
    assert (done.papers, done.new) == (5, 5)
    assert sorted(map(str, done.left_out)) == ["es: not English (es)", "van-001: excluded at full text (E2)"]
    assert "Left out (2):" in str(done)
    with pytest.raises(InputError, match=r"there is no paper to assign \(es: not English"):
        assign(project, "Ana", papers=["es"])


def test_nothing_is_assigned_in_a_closed_round(project: Project) -> None:
    workflow.close_round(project, "pilot", coder="Ana", at=AT)
    with pytest.raises(InputError, match="was closed"):
        assign(project, "Ana")


def test_without_papers_nothing_is_assigned(tmp_path: Path) -> None:
    with read_project(tmp_path, 1) as project:
        workflow.remove_documents(project, [tmp_path / "papers" / "van-001.md"])
        with pytest.raises(InputError, match="add some with `relsynth add`"):
            assign(project, "Ana")


# -- taking back, and what comes next


def test_an_assignment_is_taken_back(project: Project) -> None:
    assign(project, "Ana", "Ben", papers=["van-001"])
    done = workflow.withdraw_assignment(project, "pilot", "van-001", "Ben", at=AT)
    assert str(done) == "van-001 is no longer assigned to Ben in pilot; what they coded is kept"
    assert standing(project) == [("van-001", "Ana")]
    with pytest.raises(InputError, match="van-001 is not assigned to Ben in pilot"):
        workflow.withdraw_assignment(project, "pilot", "van-001", "Ben", at=AT)
    assert assign(project, "Ben", papers=["van-001"]).new == 1


def test_the_next_paper_is_the_first_that_is_not_finished(project: Project, tmp_path: Path) -> None:
    assign(project, "Ana", papers=["van-002", "van-001", "van-003"])
    found = []
    while (following := workflow.next_paper(project, "Ana", "pilot")).paper:
        found.append((following.paper, following.left))
        workflow.finish_paper(project, following.paper, coder="Ana", at=AT)
        project.store.forget_file((tmp_path / "papers" / "van-002.md").as_posix())
    assert found == [("van-001", 3), ("van-003", 1)]
    assert str(following) == "Ana has finished all that pilot assigned to them."
    workflow.reopen_paper(project, "van-001", coder="Ana", at=AT)
    assert str(workflow.next_paper(project, "Ana", "pilot")) == "van-001 (1 paper left for Ana in pilot)"


def test_who_has_nothing_assigned_has_no_next_paper(project: Project) -> None:
    with pytest.raises(InputError, match="pilot has assigned no paper to Ben"):
        workflow.next_paper(project, "Ben", "pilot")
