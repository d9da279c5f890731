"""Rounds are opened, coded blind and closed; everybody sees how far they are, and nobody what they are not to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up import ANA, AT, SPANISH, coded_project, coding
from relsynth import workflow
from relsynth.coding import Coder, Coding
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.rounds import is_hidden_from, left_out, round_of, visible

LATER = "2026-01-02T00:00:00+00:00"
BEN = Coder(name="Ben", kind="person")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three papers, coded by the machine, and a round that nothing is assigned in yet."""
    with coded_project(tmp_path, 1, 2, 3) as opened:
        workflow.open_round(opened, "pilot", coder="Ana", at=AT)
        yield opened


def id_of(project: Project, name: str) -> str:
    return next(id for id, own in project.store.papers.names().items() if own == name)


def say(project: Project, paper: str, coder: Coder, round: str | None = "pilot", **others: Any) -> Coding:
    """A coding of the first words of a paper, kept."""
    document = project.store.papers.current(id_of(project, paper))
    made: Coding = replace(coding(document, coder=coder, **others), round=round)
    project.store.add_coder(coder)
    project.store.add_codings([made], codebook=project.codebook.digest, at=AT)
    return made


def opened(project: Project, **others: Any) -> str:
    return str(workflow.open_round(project, "one", **{"coder": "Ana", "at": AT, **others}).round.name)


# -- opening and closing


def test_a_round_is_of_the_codebook_as_it_is(project: Project) -> None:
    (round,) = workflow.list_rounds(project).rounds
    assert (round.name, round.blind, round.proposals, round.coder, round.at) == ("pilot", True, False, "Ana", AT)
    assert round.codebook == project.codebook.digest
    assert str(workflow.list_rounds(project)) == (
        f"pilot (blind, without the machine's proposals, codebook {round.codebook[:12]}, since 2026-01-01)"
    )


def test_a_round_may_be_open_to_each_other_and_show_proposals(project: Project) -> None:
    opened(project, blind=False, proposals=True, note="To learn the codebook.")
    told = str(workflow.list_rounds(project)).splitlines()[1]
    assert told.startswith("one (open to each other, with the machine's proposals, codebook ")
    assert told.endswith(": To learn the codebook.")


@pytest.mark.parametrize(
    ("name", "coder", "why"),
    [
        pytest.param(" \n", "Ana", "needs a name", id="no-name"),
        pytest.param("Pilot", "Ana", "there is a round 'pilot' already", id="taken-but-for-capitals"),
        pytest.param("one", " ", "--coder is empty", id="by-nobody"),
        pytest.param("one", "lexicon@1", "no person's name", id="by-a-machine"),
        pytest.param("one", "ana", "'Ana' works here", id="by-somebody-with-other-capitals"),
    ],
)
def test_a_round_that_cannot_be_opened(project: Project, name: str, coder: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        workflow.open_round(project, name, coder=coder, at=AT)
    assert len(workflow.list_rounds(project).rounds) == 1


def test_a_closed_round_tells_what_was_not_finished(project: Project) -> None:
    workflow.assign(project, "pilot", coders=["Ana", "Ben"], papers=["van-001"], at=AT)
    workflow.finish_paper(project, "van-001", coder="Ana", at=AT)
    closed = workflow.close_round(project, "PILOT", coder="Ben", at=LATER)
    assert closed.round.ended == LATER
    assert [(one.paper, one.coder) for one in closed.unfinished] == [("van-001", "Ben")]
    assert str(closed) == (
        "Closed pilot; its coders see each other's codings now\n"
        "Not finished, and compared as they are (1):\n  van-001  Ben: not begun, 0 codings"
    )
    with pytest.raises(InputError, match="the round 'pilot' was closed at 2026-01-02"):
        workflow.close_round(project, "pilot", coder="Ben", at=LATER)
    assert str(workflow.round_status(project)).startswith("No round is open")


def test_a_round_that_is_not_there_is_named_with_those_that_are(project: Project) -> None:
    with pytest.raises(InputError, match="no round is called 'plot'; there are pilot"):
        workflow.round_status(project, "plot")


# -- how far it is


def test_status_tells_who_has_done_what(project: Project) -> None:
    workflow.assign(project, "pilot", coders=["Ana", "Ben"], papers=["van-001", "van-002"], at=AT)
    workflow.start_work(project, "van-001", coder="Ben", at=AT)
    say(project, "van-001", ANA)
    say(project, "van-001", ANA, start=6, end=9)
    say(project, "van-001", ANA, start=6, end=9, code="NET.TIES")
    say(project, "van-001", ANA, round=None, start=6, end=12)
    workflow.finish_paper(project, "van-001", coder="Ana", at=AT)
    (status,) = workflow.round_status(project, "pilot").rounds
    assert [(one.paper, one.coder, one.begun, one.codings, one.finished) for one in status.papers] == [
        ("van-001", "Ana", True, 3, True),
        ("van-001", "Ben", True, 0, False),
        ("van-002", "Ana", False, 0, False),
        ("van-002", "Ben", False, 0, False),
    ]
    assert status.left == 3
    assert str(status).splitlines()[1:] == [
        "  Ana: 1 of 2 finished, 0 begun, 1 left",
        "  Ben: 0 of 2 finished, 1 begun, 2 left",
        "Left (3):",
        "  van-001  Ben: begun, 0 codings",
        "  van-002  Ana: not begun, 0 codings",
        "  van-002  Ben: not begun, 0 codings",
    ]


def test_a_coding_tells_that_a_paper_was_begun_and_a_later_word_is_no_second_coding(project: Project) -> None:
    workflow.assign(project, "pilot", coders=["Ana"], papers=["van-001"], at=AT)
    said = say(project, "van-001", ANA)
    project.store.add_codings([replace(said, verdict="reject")], codebook=project.codebook.digest, at=LATER)
    say(project, "van-001", ANA, start=6, end=9)
    say(project, "van-001", ANA, start=6, end=9)
    (one,) = workflow.round_status(project, "pilot").rounds[0].papers
    assert (one.begun, one.codings) == (True, 1)


def test_who_codes_a_paper_blind_is_not_told_how_much_others_found(project: Project) -> None:
    workflow.assign(project, "pilot", coders=["Ana", "Ben"], papers=["van-001"], at=AT)
    say(project, "van-001", BEN)

    project.store.add_coder(Coder(name="Cleo", kind="person"))

    def told(coder: str | None) -> list[int | None]:
        return [one.codings for one in workflow.round_status(project, "pilot", coder=coder).rounds[0].papers]

    assert (told(None), told("Ana"), told("Ben"), told("Cleo")) == ([0, 1], [0, None], [None, 1], [0, 1])
    workflow.finish_paper(project, "van-001", coder="Ana", at=AT)
    assert told("Ana") == [0, 1]
    with pytest.raises(InputError, match="nobody is called 'Anna' here; is it 'Ana'"):
        told("Anna")


def test_a_paper_that_is_screened_out_or_removed_later_is_left_no_longer(project: Project, tmp_path: Path) -> None:
    workflow.assign(project, "pilot", coders=["Ana"], at=AT)
    workflow.remove_documents(project, [tmp_path / "papers" / "van-002.md"])
    (status,) = workflow.round_status(project, "pilot").rounds
    assert status.left == 2
    assert [one.left_out for one in status.papers].count("is counted no longer") == 1
    assert str(status).endswith("LEFT OUT: is counted no longer")


def test_papers_out_of_scope_are_not_to_be_coded(project: Project, tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
    spanish = id_of(project, "es")
    assert left_out(project, [spanish, id_of(project, "van-001"), "d1:gone"]) == {
        spanish: "not English (es)",
        "d1:gone": "is counted no longer",
    }


# -- blindness


def test_others_codings_are_shown_once_a_paper_is_finished(project: Project) -> None:
    workflow.assign(project, "pilot", coders=["Ana", "Ben"], papers=["van-001", "van-002"], at=AT)
    own, others = say(project, "van-001", ANA), say(project, "van-001", BEN)
    elsewhere = say(project, "van-002", BEN)
    everything = tuple(project.codings())
    seen = visible(project, everything, coder="Ana")
    assert own in seen
    assert not {others, elsewhere} & set(seen)
    unassigned = project.store.papers.current(id_of(project, "van-003")).version
    assert {one.span.version for one in seen if one.coder.kind == "machine"} == {unassigned}
    assert visible(project, everything, coder="Cleo") == everything
    assert is_hidden_from(project, "Ana", others)
    workflow.finish_paper(project, "van-001", coder="Ana", at=AT)
    seen = visible(project, everything, coder="Ana")
    assert others in seen
    assert elsewhere not in seen
    assert {one.coder.kind for one in seen} == {"person", "machine"}
    workflow.reopen_paper(project, "van-001", coder="Ana", at=AT)
    assert is_hidden_from(project, "Ana", others)
    workflow.close_round(project, "pilot", coder="Ana", at=AT)
    assert visible(project, everything, coder="Ana") == everything


def test_the_machines_codings_are_shown_where_the_round_has_them(project: Project) -> None:
    one = opened(project, proposals=True)
    workflow.assign(project, one, coders=["Ana"], papers=["van-001"], at=AT)
    workflow.assign(project, "pilot", coders=["Ana"], papers=["van-001"], at=AT)
    document = project.store.papers.current(id_of(project, "van-001"))
    machine = [coding for coding in project.codings() if coding.span.version == document.version]
    assert machine
    assert visible(project, machine, coder="Ana", round=one) == tuple(machine)
    assert visible(project, machine, coder="Ana", round="pilot") == ()
    assert visible(project, machine, coder="Ana") == ()


# -- the round that is coded in


def test_a_paper_is_coded_in_the_round_that_assigned_it(project: Project) -> None:
    first, second = id_of(project, "van-001"), id_of(project, "van-002")
    workflow.assign(project, "pilot", coders=["Ana"], papers=["van-001"], at=AT)
    assert round_of(project, first, coder="Ana") == "pilot"
    assert round_of(project, first, coder="Ana", round="Pilot") == "pilot"
    assert round_of(project, second, coder="Ana") is None
    assert round_of(project, first, coder="Ben") is None
    with pytest.raises(InputError, match=r"van-002 is not assigned to Ana in pilot; assign it with .* --to Ana`"):
        round_of(project, second, coder="Ana", round="pilot")
    one = opened(project)
    workflow.assign(project, one, coders=["Ana"], papers=["van-001"], at=AT)
    with pytest.raises(InputError, match=r"several rounds \(pilot, one\); name one with --round"):
        round_of(project, first, coder="Ana")
    workflow.finish_paper(project, "van-001", coder="Ana", round="pilot", at=AT)
    assert round_of(project, first, coder="Ana") == "one"
    with pytest.raises(InputError, match=r"Ana has finished van-001 in pilot; .*relsynth work reopen"):
        round_of(project, first, coder="Ana", round="pilot")
