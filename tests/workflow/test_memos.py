"""Memos as people write, list and take them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT
from made_up_team import FIRST, GREEN_VAN, double, number_of, team_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.coding_steps import add_coding
from relsynth.workflow.memos import MemoLine, add_memo, list_memos, withdraw_memo


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_project(tmp_path, 1, 2) as opened:
        yield opened


def note(project: Project, coder: str = "Ana", **about: Any) -> MemoLine:
    return add_memo(project, **{"about": "project", "text": " odd ", "coder": coder, "at": AT, **about})


def told(project: Project, **wanted: Any) -> list[str]:
    return [one.subject for one in list_memos(project, **wanted).memos]


def test_a_memo_is_on_the_project_a_paper_a_code_or_a_coding(project: Project) -> None:
    number = number_of(project, "STA.TRUST")
    note(project)
    note(project, about="document", paper=FIRST)
    note(project, about="code", code="NET.TIES")
    note(project, about="coding", coding=number, to_adjudicator=True)
    on_coding = f'coding {number} (van-001, STA.TRUST: "Trust between the drivers and the clinic grew in year 1.")'
    assert told(project) == ["the project", FIRST, "NET.TIES", on_coding]
    assert told(project, paper=FIRST) == [FIRST, on_coding]
    assert told(project, about="code") == told(project, code="NET.TIES") == ["NET.TIES"]
    assert told(project, to_adjudicator=True) == told(project, coding=number) == [on_coding]
    assert told(project, coder="Ben") == []
    assert str(list_memos(project)).endswith(f"4  Ana on {on_coding}, to the adjudicator: odd")


WRONG: list[Any] = [
    pytest.param({"text": "  "}, "a memo without words says nothing", id="no-words"),
    pytest.param({"about": "document"}, "a memo about the document names the paper", id="no-paper"),
    pytest.param({"paper": FIRST}, "a memo about the project names nothing else", id="too-much"),
    pytest.param({"about": "code", "code": "STA.X"}, "the codebook has no code 'STA.X'", id="no-such-code"),
    pytest.param({"about": "coding", "coding": 99}, "no coding that holds has the number 99", id="no-such-coding"),
    pytest.param({"about": "document", "paper": "van-9"}, "no paper is called", id="no-such-paper"),
    pytest.param({"coder": "lexicon"}, "machine|person", id="a-machine"),
]


@pytest.mark.parametrize(("about", "said"), WRONG)
def test_a_memo_on_nothing_is_refused(project: Project, about: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        note(project, **about)
    assert told(project) == []


def test_only_who_wrote_a_memo_takes_it_back(project: Project) -> None:
    memo = note(project)
    with pytest.raises(InputError, match="memo 1 is Ana's"):
        withdraw_memo(project, memo.number, coder="Ben", at=AT)
    withdraw_memo(project, memo.number, coder="Ana", at=AT)
    assert told(project) == []
    with pytest.raises(InputError, match="no memo has the number 1"):
        withdraw_memo(project, memo.number, coder="Ana", at=AT)


def test_a_memo_outlives_the_coding_that_it_is_on(project: Project) -> None:
    add_coding(project, GREEN_VAN, "STA.LEGIT", memo="why green?", coder="Ana", at=AT)
    undo_coding(project, coder="Ana", at=AT)
    (memo,) = list_memos(project, paper=FIRST).memos
    assert not memo.holds
    assert 'STA.LEGIT: "The van was painted green."), which holds no longer: why green?' in str(memo)


def test_in_a_blind_round_memos_of_others_on_the_paper_are_kept_from_a_coder(project: Project) -> None:
    double(project)
    (bens,) = add_coding(project, GREEN_VAN, "STA.LEGIT", memo="why green?", coder="Ben", at=AT).codings
    note(project, "Ben")
    assert told(project, as_coder="Ana") == ["the project"]
    assert len(told(project, as_coder="Ben")) == 2
    with pytest.raises(InputError, match="is kept from Ana"):
        note(project, about="coding", coding=bens.number)


def test_whose_a_hidden_memo_is_is_not_told(project: Project) -> None:
    double(project)
    made = note(project, "Ben", about="document", paper="van-001", text="I doubt it")
    with pytest.raises(InputError, match=f"no memo has the number {made.number}"):
        withdraw_memo(project, made.number, coder="Ana", at=AT)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a\ud800b", "a\ufffdb", id="half-a-pair-as-of-a-shell-s-strange-bytes"),
        pytest.param("a\x00b\x08", "a\ufffdb\ufffd", id="control-signs"),
        pytest.param("a\n\tb", "a\n\tb", id="lines"),
    ],
)
def test_a_memo_is_kept_so_that_every_file_can_hold_it(project: Project, text: str, kept: str) -> None:
    assert note(project, text=text).text == kept


def test_what_no_store_can_hold_is_nobody_s_and_nothing_s(project: Project) -> None:
    note(project)
    assert not list_memos(project, coding=1 << 70).memos
    assert not list_memos(project, coder="\ud800").memos
    assert not list_memos(project, code="\ud800").memos
