"""What a team sees of its rounds: who is how far, what is noted for the adjudicator, who agrees with whom."""

from __future__ import annotations

from pathlib import Path

from judged_papers import TIES, TRUST, row, say
from made_up_differences import LATER, differing_project, finish
from made_up_team import FIRST, team_project
from relsynth.workflow.differences_desk import memos_seen, pair_agreement, rounds_seen
from relsynth.workflow.memos import add_memo


def test_rounds_tell_each_coder_the_next_paper_and_no_number_of_what_is_blind(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        finish(project, FIRST)
        (seen,) = rounds_seen(project, coder="Ben").open
        assert seen.next is not None
        assert seen.next.paper == "van-002"
        numbers = {(one.paper, one.coder): one.codings for one in seen.status.papers}
        assert numbers["van-002", "Dee"] is None
        assert numbers[FIRST, "Dee"] is not None
        stranger = rounds_seen(project, coder="Nobody yet")
        assert stranger.open[0].next is None
        assert stranger.people == ("Ben", "Cy", "Dee", "Nobody yet")
        finish(project, "van-002", close=True)
        assert [one.name for one in rounds_seen(project, coder="Ben").closed] == ["pilot"]


def test_memos_for_the_adjudicator_are_kept_from_who_codes_the_paper_blind(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        add_memo(project, about="document", paper=FIRST, text="Hard.", to_adjudicator=True, coder="Ben", at=LATER)
        add_memo(project, about="document", paper=FIRST, text="Mine.", coder="Ben", at=LATER)
        assert [one.memo.text for one in memos_seen(project, coder="Ben")] == ["Hard."]
        assert memos_seen(project, coder="Ben")[0].mine
        assert memos_seen(project, coder="Dee") == ()
        assert len(memos_seen(project, coder="Lea")) == 1


def test_a_memo_on_a_coding_leads_to_its_place(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        coding = next(one for one in project.codings() if one.coder.name == "Ben")
        add_memo(project, about="coding", coding=coding.number, text="?", to_adjudicator=True, coder="Ben", at=LATER)
        assert memos_seen(project, coder="Lea")[0].start == coding.span.start


def test_two_coders_are_no_pair_among_others_and_three_are_three(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        finish(project)
        assert pair_agreement(project) == ()
        say(project, "Eve", row(1, TRUST), row(1, TIES))
        assert pair_agreement(project) == ()  # she has not finished it


def test_pairs_share_papers_and_have_figures_of_every_unit(tmp_path: Path) -> None:
    with team_project(tmp_path, 1, 2) as project:
        for who in ("Ana", "Ben", "Cem"):
            say(project, who, row(1, TRUST), *([row(2, TIES)] if who != "Cem" else []))
        for unit in ("sentence", "paper", "span"):
            found = pair_agreement(project, unit=unit)
            assert [(one.coders, one.papers) for one in found] == [
                (("Ana", "Ben"), 2),
                (("Ana", "Cem"), 1),
                (("Ben", "Cem"), 1),
            ]
            assert all(one.figures and one.units for one in found)
