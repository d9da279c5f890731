"""Who has read a paper: who finished it, or else who coded something in it of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, judged_project, read_by, row, say
from made_up import AT
from relsynth.coding_rounds import Round
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_steps import change_coding, reject_codings
from relsynth.workflow.readers import ReadPaper, read_by_people

LATER = "2026-01-02T00:00:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three papers, coded by the machine."""
    with judged_project(tmp_path, 3) as opened:
        yield opened


def document(project: Project, number: int) -> str:
    return next(one.id for one in project.store.documents() if one.name == f"van-{number:03}")


def finish(project: Project, coder: str, number: int, *, round: str | None = None, at: str = AT) -> None:
    with project.store.atomic():
        project.store.rounds.log(coder=coder, document=document(project, number), event="finish", at=at, round=round)


def open_round(project: Project, name: str, *, blind: bool = True, **papers: int) -> None:
    """A round in which each coder is to read the paper of a number."""
    with project.store.atomic():
        book = project.codebook
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=AT)
        project.store.rounds.open(Round(name=name, blind=blind, codebook=book.digest, coder="Lea", at=AT))
        for coder, number in papers.items():
            project.store.rounds.assign(name, document(project, number), coder, at=AT)


def said(paper: ReadPaper) -> dict[str, list[str]]:
    return {who: [f"{'not ' * (one.verdict == 'reject')}{one.code}" for one in own] for who, own in paper.said.items()}


def test_who_coded_of_their_own_has_read_where_nobody_has_finished(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    read_by(project, "Ben", 1, trust=False)
    say(project, "Cem", row(1, TIES, decision="accept"))
    found = read_by_people(project)
    assert [(one.document.name, one.rule, one.readers) for one in found.papers] == [
        ("van-001", "own coding", ("Ana", "Ben")),
        ("van-002", "own coding", ("Ana",)),
    ]
    assert found.assisted == 1


def test_who_finished_has_read_although_they_coded_nothing(project: Project) -> None:
    read_by(project, "Ana", 1)
    read_by(project, "Ben", 1)
    finish(project, "Ana", 1)
    finish(project, "Cem", 1)
    (paper,) = read_by_people(project).papers
    assert (paper.rule, said(paper)) == ("finished", {"Ana": ["STA.LEGIT", "STA.TRUST"], "Cem": []})


def test_who_finished_having_judged_proposals_alone_has_not_read_alone(project: Project) -> None:
    read_by(project, "Ana", 1)
    say(project, "Ben", row(1, TRUST, decision="accept"), row(1, TIES, decision="reject"))
    finish(project, "Ana", 1)
    finish(project, "Ben", 1)
    (alone,) = read_by_people(project).papers
    assert alone.readers == ("Ana",)
    (helped,) = read_by_people(project, include_assisted=True).papers
    assert said(helped)["Ben"] == ["STA.TRUST", "not NET.TIES"]


def test_what_was_said_after_the_paper_was_finished_is_not_said_alone(project: Project) -> None:
    read_by(project, "Ana", 1)
    finish(project, "Ana", 1)
    with project.store.atomic():
        of_paper = [one for one in project.codings() if one.coder.name == "Ana"]
    change_coding(project, of_paper[0].number or 0, to=["NET.TIES"], coder="Ana", at=LATER)
    found = read_by_people(project)
    assert said(found.papers[0]) == {"Ana": ["STA.LEGIT", "STA.TRUST"]}
    assert found.assisted == 2


def test_what_they_took_away_themselves_before_is_no_coding(project: Project) -> None:
    read_by(project, "Ana", 1)
    mine = {one.code: one.number or 0 for one in project.codings() if one.coder.name == "Ana"}
    reject_codings(project, [mine["STA.TRUST"]], coder="Ana", at=AT)
    (paper,) = read_by_people(project).papers
    assert sorted(said(paper)["Ana"]) == ["STA.LEGIT", "not STA.TRUST"]


def test_only_some_coders_and_only_one_round(project: Project) -> None:
    read_by(project, "Ana", 1)
    read_by(project, "Ben", 1)
    open_round(project, "pilot", blind=False, Cem=1)
    finish(project, "Cem", 1, round="pilot")
    (all_of_it,) = read_by_people(project).papers
    assert all_of_it.readers == ("Cem",)
    (ours,) = read_by_people(project, coders=["Ana", "Ben"]).papers
    assert (ours.rule, ours.readers) == ("own coding", ("Ana", "Ben"))
    (pilot,) = read_by_people(project, round="pilot").papers
    assert said(pilot) == {"Cem": []}


def test_papers_of_a_blind_round_wait_for_all_of_its_coders(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    read_by(project, "Ben", 1, 2)
    open_round(project, "first", Ana=1, Ben=1)
    finish(project, "Ana", 1, round="first")
    found = read_by_people(project)
    assert [str(one) for one in found.waiting] == ["van-001 waits for Ben (first)"]
    assert [one.document.name for one in found.papers] == ["van-002"]
    finish(project, "Ben", 1, round="first")
    assert read_by_people(project).waiting == ()


def test_a_round_that_is_over_keeps_nothing_back(project: Project) -> None:
    read_by(project, "Ana", 1)
    open_round(project, "first", Ana=1, Ben=1)
    with project.store.atomic():
        project.store.rounds.end("first", coder="Lea", at=AT)
    assert read_by_people(project).waiting == ()


def test_codings_of_unknown_codes_are_counted_apart(project: Project) -> None:
    read_by(project, "Ana", 1)
    text = project.codebook_path.read_text(encoding="utf-8").replace("STA.LEGIT", "STA.POWER")
    project.codebook_path.write_text(text, encoding="utf-8")
    anew = Project(project.path, project.config, project.store)
    found = read_by_people(anew)
    assert (dict(found.unknown), said(found.papers[0])) == ({"STA.LEGIT": 1}, {"Ana": ["STA.TRUST"]})


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"round": "none"}, "there is no round 'none'", id="round"),
        pytest.param({"coders": ["Zoe"]}, "Zoe: has coded nothing here.*there are Ana", id="coder"),
    ],
)
def test_what_is_not_there_is_refused(project: Project, asked: dict[str, str], message: str) -> None:
    say(project, "Ana", row(1, GREEN, "STA.LEGIT"))
    with pytest.raises(InputError, match=message):
        read_by_people(project, **asked)  # type: ignore[arg-type]
