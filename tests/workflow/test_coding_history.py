"""What people did, act by act, and the last act taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import TIES, TRUST, row, say
from made_up import AT
from made_up_team import FIRST, GREEN_VAN, double, number_of, team_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_history import coding_history, undo_coding
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_steps import add_coding, change_coding, confirm_codings, reject_codings


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_project(tmp_path, 1, 2) as opened:
        yield opened


def did(project: Project, coder: str | None = None, paper: str | None = None) -> list[str]:
    return [act.did for act in coding_history(project, coder=coder, paper=paper).acts]


def test_every_act_is_told_by_what_it_was(project: Project) -> None:
    trust, ties = number_of(project, "STA.TRUST"), number_of(project, "NET.TIES")
    add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT)
    confirm_codings(project, [trust], coder="Ana", at=AT)
    reject_codings(project, [ties], coder="Ben", at=AT)
    change_coding(project, ties, to=["STA.LEGIT"], coder="Ana", at=AT)
    say(project, "Ana", row(2, TRUST, decision="accept"), row(2, TIES, decision="reject"))
    assert did(project) == ["coded", "accepted", "rejected", "changed", "coded and decided"]
    assert did(project, coder="Ben") == ["rejected"]
    assert did(project, paper="van-002") == ["coded and decided"]
    assert "Ana coded and decided 2 codings at once\n  " in str(coding_history(project))


def test_undoing_takes_the_last_act_back_and_the_history_keeps_it(project: Project) -> None:
    before = list_codings(project)
    say(project, "Ana", row(2, TRUST, decision="accept"), row(2, TIES, decision="reject"))
    undone = undo_coding(project, coder="Ana", at=AT)
    assert [one.status for one in undone.act.codings] == ["accepted", "rejected"]
    assert str(undone).startswith(
        "Undone: what Ana coded and decided\n  5  van-002 [results] STA.TRUST (Ana, accepted)"
    )
    assert list_codings(project) == before
    (act,) = coding_history(project).acts
    assert act.withdrawn == AT
    with pytest.raises(InputError, match="Ana has coded nothing that could be undone"):
        undo_coding(project, coder="Ana", at=AT)


def test_nobody_undoes_what_another_did(project: Project) -> None:
    add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT)
    with pytest.raises(InputError, match="Ben has coded nothing"):
        undo_coding(project, coder="Ben", at=AT)


def test_in_a_blind_round_a_coder_is_told_their_own_acts(project: Project) -> None:
    double(project)
    for coder in ("Ana", "Ben"):
        add_coding(project, GREEN_VAN, "STA.LEGIT", coder=coder, at=AT)
    assert [act.coder for act in coding_history(project, paper=FIRST, as_coder="Ana").acts] == ["Ana"]
    assert [act.coder for act in coding_history(project, paper=FIRST).acts] == ["Ana", "Ben"]


def test_nothing_done_is_told(project: Project) -> None:
    assert str(coding_history(project)) == "Nobody has coded here yet."
