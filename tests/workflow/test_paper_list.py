"""The papers of a project as they stand for one coder."""

from __future__ import annotations

from made_up import AT
from made_up_team import FIRST, TRUST_GREW, double, number_of, team_project
from relsynth.workflow.coding_steps import add_coding, confirm_codings
from relsynth.workflow.paper_list import count_papers, papers_for
from relsynth.workflow.work_log import finish_paper, start_work


def row(project, coder, name=FIRST):
    return next(one for one in papers_for(project, coder=coder) if one.name == name)


def count(project, coder, name=FIRST):
    document = row(project, coder, name).document
    return next(one for one in count_papers(project, coder=coder) if one.document == document)


def test_a_paper_is_unread_begun_and_finished_for_each_coder(tmp_path):
    with team_project(tmp_path, 1, 2) as project:
        assert row(project, "Ana").state == "unread"
        start_work(project, FIRST, coder="Ana", at=AT)
        assert row(project, "Ana").state == "begun"
        finish_paper(project, FIRST, coder="Ana", at=AT)
        assert (row(project, "Ana").state, row(project, "Ben").state) == ("finished", "unread")


def test_a_round_that_waits_makes_a_finished_paper_unfinished(tmp_path):
    with team_project(tmp_path, 1) as project:
        finish_paper(project, FIRST, coder="Ana", at=AT)
        double(project)
        assert (row(project, "Ana").state, row(project, "Ana").rounds) == ("begun", ("r1",))


def test_own_codings_those_of_others_and_proposals_are_counted(tmp_path):
    with team_project(tmp_path, 1, 2) as project:
        before = count(project, "Ana")
        confirm_codings(project, [number_of(project, "STA.TRUST")], coder="Ana", at=AT)
        assert count(project, "Ana").mine == 1
        assert count(project, "Ana").waiting == before.waiting - 1
        assert (count(project, "Ben").mine, count(project, "Ben").others) == (0, 1)
        assert count(project, "Ana", "van-002").mine == 0


def test_what_is_kept_from_a_coder_is_not_counted(tmp_path):
    with team_project(tmp_path, 1) as project:
        double(project)
        add_coding(project, TRUST_GREW, "STA.TRUST", coder="Ben", at=AT, round="r1")
        assert (count(project, "Ana").others, count(project, "Ana").waiting) == (0, None)
        assert count(project, "Ben").mine == 1
