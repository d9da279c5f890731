"""What people did, act by act, and the last act taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import TIES, TRUST, row, say
from made_up import AT, coded_project
from made_up_team import FIRST, GREEN_VAN, double, number_of, team_project
from relsynth import workflow
from relsynth.errors import CodebookError, InputError
from relsynth.project import Project, open_project
from relsynth.workflow.coding_history import coding_history, undo_coding
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_steps import add_coding, change_coding, confirm_codings, reject_codings
from relsynth.workflow.memos import add_memo, list_memos, withdraw_memo


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
    assert str(coding_history(project)) == "Nobody did anything of that kind here."


def test_with_a_faulty_codebook_nothing_is_taken_back(project: Project) -> None:
    add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT)
    memo = add_memo(project, about="project", text="odd", coder="Ana", at=AT)
    (project.path / "codebook.yaml").write_text("codes: many", encoding="utf-8")
    with open_project(project.path) as opened:
        with pytest.raises(CodebookError):
            undo_coding(opened, coder="Ana", at=AT)
        assert all(act.withdrawn is None for act in opened.store.acts.history(coder="Ana"))
        with pytest.raises(CodebookError):
            withdraw_memo(opened, memo.number, coder="Ana", at=AT)
        assert len(opened.store.memos.current()) == 1


def test_nothing_of_a_blind_round_is_told_when_its_paper_is_edited(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        double(project)
        added = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ben", at=AT, memo="I doubt it")
        file = tmp_path / "papers" / "van-001.md"
        file.write_text(file.read_text(encoding="utf-8").replace("The van was painted green.", "No more."), "utf-8")
        workflow.add_documents(project, [file.parent], at=AT)
        assert [one.code for one in project.store.unplaced()] == ["STA.LEGIT"]
        assert not coding_history(project, as_coder="Ana").acts
        assert not list_memos(project, as_coder="Ana").memos
        assert [one.number for one in coding_history(project).acts] == [added.act]


def test_a_name_that_no_store_can_hold_is_nobody_s(project: Project) -> None:
    assert not coding_history(project, coder="\ud800").acts
