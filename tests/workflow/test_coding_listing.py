"""Codings as they are listed: which ones hold, what has become of them, and what a coder in a round may see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT
from made_up_team import FIRST, GREEN_VAN, TRUST_GREW, double, number_of, team_project
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_listing import last_words, list_codings
from relsynth.workflow.coding_steps import add_coding, change_coding, confirm_codings, reject_codings
from relsynth.workflow.people import keep, person_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers; Ana has rejected a proposal of the first, changed the other and added a code, Ben has added one."""
    with team_project(tmp_path, 1, 2) as opened:
        reject_codings(opened, [number_of(opened, "NET.TIES")], coder="Ana", at=AT)
        change_coding(opened, number_of(opened, "STA.TRUST"), facets={"role": ["goal"]}, coder="Ana", at=AT)
        add_coding(opened, GREEN_VAN, "STA.LEGIT", memo="why green?", coder="Ana", at=AT)
        add_coding(opened, TRUST_GREW, "STA.LEGIT", coder="Ben", at=AT)
        yield opened


def listed(project: Project, **wanted: Any) -> set[tuple[str, str, str, str]]:
    return {
        (one.paper, one.code, one.coder.split("@")[0], one.status) for one in list_codings(project, **wanted).codings
    }


ANAS = {
    (FIRST, "NET.TIES", "Ana", "rejected"),
    (FIRST, "STA.TRUST", "Ana", "changed"),
    (FIRST, "STA.LEGIT", "Ana", "own"),
}
BENS = {(FIRST, "STA.LEGIT", "Ben", "own")}
WAITING = {("van-002", "STA.TRUST", "lexicon", "proposal"), ("van-002", "NET.TIES", "lexicon", "proposal")}
WANTED: list[Any] = [
    pytest.param({}, ANAS | BENS | WAITING, id="all"),
    pytest.param({"paper": FIRST}, ANAS | BENS, id="paper"),
    pytest.param({"code": "STA.LEGIT"}, {(FIRST, "STA.LEGIT", "Ana", "own"), *BENS}, id="code"),
    pytest.param({"coder": "Ana"}, ANAS, id="person"),
    pytest.param({"coder": "lexicon"}, WAITING, id="machine"),
    pytest.param({"proposals": True}, WAITING, id="proposals"),
    pytest.param({"proposals": False}, ANAS | BENS, id="people"),
    pytest.param({"coder": "combined"}, set(), id="a-machine-that-has-not-coded"),
]


@pytest.mark.parametrize(("wanted", "found"), WANTED)
def test_what_holds_is_listed(project: Project, wanted: dict[str, Any], found: set[tuple[str, str, str, str]]) -> None:
    assert listed(project, **wanted) == found


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        pytest.param({"code": "STA.TRUSTY"}, "no code 'STA.TRUSTY'; is it STA.TRUST", id="code"),
        pytest.param({"coder": "Nobody"}, "nobody is called 'Nobody' here; there are Ana, Ben", id="coder"),
        pytest.param({"as_coder": "ana"}, "'Ana' works here", id="seen-by-other-capitals"),
        pytest.param({"as_coder": "Anna"}, "nobody is called 'Anna' here; is it 'Ana'", id="seen-by-nobody"),
    ],
)
def test_what_is_written_wrong_is_told_and_shows_nothing(project: Project, wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        list_codings(project, **wanted)


def test_where_all_is_kept_from_somebody_nothing_is_said_of_how_much(project: Project) -> None:
    double(project)
    assert (
        str(list_codings(project, paper=FIRST, coder="Ben", as_coder="Ana")) == "No coding is there that Ana may see."
    )


def test_the_first_are_listed_by_paper_and_place_and_the_rest_counted(project: Project) -> None:
    found = list_codings(project, limit=2)
    assert ([one.coder for one in found.codings], found.total) == (["Ben", "Ana"], 6)
    assert str(found).endswith("and 4 more; --limit 6 lists all")


def test_a_line_tells_all_that_a_step_needs(project: Project) -> None:
    (one,) = list_codings(project, coder="Ana", code="STA.LEGIT").codings
    assert str(one) == (
        f"{one.number}  van-001 [results] STA.LEGIT (Ana, own) assertion affirmed: "
        '"The van was painted green."  [1 memo]'
    )
    assert (one.label, one.section, one.path, one.memos) == ("Sta.Legit", "results", "Results", 1)


def test_what_an_adjudicator_settled_is_told(project: Project) -> None:
    bens = next(one for one in project.codings() if one.coder.name == "Ben")
    cy = person_of(project, "Cy")
    settled = Coding(
        span=bens.span, code=bens.code, coder=cy, reason="settles Ben and nobody", settles=(bens.number or 0,)
    )
    keep(project, cy, [settled], at=AT)
    assert listed(project, code="STA.LEGIT") == {
        (FIRST, "STA.LEGIT", "Ana", "own"),
        (FIRST, "STA.LEGIT", "Ben", "settled"),
        (FIRST, "STA.LEGIT", "Cy", "adjudicated"),
    }


def test_in_a_blind_round_others_are_kept_from_a_coder(project: Project) -> None:
    double(project)
    add_coding(project, TRUST_GREW, "NET.TIES", coder="Ben", at=AT)
    assert listed(project, as_coder="Ana", paper=FIRST) == ANAS
    assert listed(project, as_coder="Ana", paper="van-002") == WAITING
    assert listed(project, as_coder="Cy") == ANAS | BENS | WAITING | {(FIRST, "NET.TIES", "Ben", "own")}
    assert listed(project, round="r1") == {(FIRST, "NET.TIES", "Ben", "own")}
    assert listed(project, round="r1", as_coder="Ana") == set()


def test_in_a_round_with_proposals_what_another_judged_waits_for_this_coder(tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project:
        double(project, proposals=True)
        confirm_codings(project, [number_of(project, "STA.TRUST")], coder="Ben", at=AT)
        waiting = {(FIRST, "STA.TRUST", "lexicon", "proposal"), (FIRST, "NET.TIES", "lexicon", "proposal")}
        assert listed(project, round="r1", as_coder="Ana") == waiting


@pytest.mark.parametrize("wanted", [{"paper": "van-9"}, {"round": "r9"}])
def test_what_is_not_there_is_told(project: Project, wanted: dict[str, str]) -> None:
    with pytest.raises(InputError):
        list_codings(project, **wanted)  # type: ignore[arg-type]


def test_the_last_word_goes_by_number_and_not_by_order(project: Project) -> None:
    again = add_coding(project, GREEN_VAN, "STA.LEGIT", facets={"role": ["barrier"]}, coder="Ana", at=AT)
    words = last_words(reversed(list(project.codings()))).values()
    assert again.codings[0].number in {one.number for one in words}
    assert len([one for one in words if one.coder.name == "Ana"]) == 3
