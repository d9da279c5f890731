"""What is kept from a coder while a round is open, as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT
from made_up_team import FIRST, GREEN_VAN, double, team_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_sight import Sight, blind_notice, seen_by
from relsynth.workflow.coding_steps import add_coding
from relsynth.workflow.memos import add_memo
from relsynth.workflow.rounds import close_round
from relsynth.workflow.work_log import finish_paper


@pytest.mark.parametrize(
    ("blind", "proposals", "who", "seen"),
    [
        pytest.param(True, False, "Ana", {"Ana"}, id="blind-and-alone"),
        pytest.param(True, True, "Ana", {"Ana", "lexicon"}, id="blind-with-proposals"),
        pytest.param(False, False, "Ana", {"Ana", "Ben"}, id="open-to-each-other"),
        pytest.param(False, True, "Ana", {"Ana", "Ben", "lexicon"}, id="nothing-is-kept"),
        pytest.param(True, False, "Cy", {"Ana", "Ben", "lexicon"}, id="who-is-not-in-it"),
        pytest.param(True, False, None, {"Ana", "Ben", "lexicon"}, id="nobody-in-particular"),
    ],
)
def test_a_round_says_what_its_coders_see(
    tmp_path: Path, *, blind: bool, proposals: bool, who: str | None, seen: set[str]
) -> None:
    with team_project(tmp_path, 1) as project:
        double(project, blind=blind, proposals=proposals)
        assert sees(coded(project), who) == seen


def test_who_has_finished_or_when_the_round_is_closed_sees_all(tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project:
        double(project)
        coded(project)
        finish_paper(project, FIRST, coder="Ana", at=AT)
        assert (sees(project, "Ana"), sees(project, "Ben")) == ({"Ana", "Ben", "lexicon"}, {"Ben"})
        close_round(project, "r1", coder="Cy", at=AT)
        assert sees(project, "Ben") == {"Ana", "Ben", "lexicon"}


def test_a_refusal_says_why_and_until_when(tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project:
        double(project)
        machines = next(project.codings())
        with pytest.raises(InputError, match=r"without the machine's codings in the round r1; finish the paper"):
            Sight(project, "Ana").require_seen(machines, document(project))
        Sight(project, "Cy").require_seen(machines, document(project))


def test_memos_of_others_on_the_paper_are_kept_too(tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project:
        double(project)
        memo = Memo(about="document", document=document(project), text="odd", coder="Ben", at=AT)
        sight = Sight(project, "Ana")
        assert sight.hides_memo(memo, document(project))
        assert not sight.hides_memo(memo, None)
        assert not Sight(project, "Ben").hides_memo(memo, document(project))
        assert not Sight(project, "Cy").hides_memo(memo, document(project))


def test_a_file_for_a_blind_coder_leaves_out_what_is_kept_from_them(tmp_path: Path) -> None:
    with team_project(tmp_path, 1, 2) as project:
        double(project)
        coded(project)
        (bens,) = list_codings(project, coder="Ben").codings
        for of, subject in (("coding", {"coding": bens.number}), ("document", {"paper": FIRST}), ("project", {})):
            add_memo(project, about=of, text=of, coder="Ben", at=AT, **subject)  # type: ignore[arg-type]
        undo_coding(project, coder="Ben", at=AT)
        add_coding(project, GREEN_VAN, "STA.TRUST", coder="Ben", at=AT)
        for viewer, coders, memos in (("Ana", {"Ana"}, ["project"]), (None, {"Ana", "Ben", "lexicon"}, None)):
            seen = seen_by(project, viewer)
            said = seen.codings(document=document(project))
            assert {one.coder.name.split("@")[0] for one in said} == coders
            assert [memo.text for memo in seen.memos()] == (memos or ["coding", "document", "project"])
            assert len(blind_notice(project, viewer) or "") == (0 if viewer else len(NOTICE))
        assert blind_notice(project, None) == NOTICE
        assert {one.span.version for one in seen_by(project, "Ana").codings()} > {bens.version}
        close_round(project, "r1", coder="Cy", at=AT)
        assert blind_notice(project, None) is None


NOTICE = "coded blind, and not finished: round r1; for one of its coders, leave out what is kept from them with --for"


def coded(project: Project) -> Project:
    for coder in ("Ana", "Ben"):
        add_coding(project, GREEN_VAN, "STA.LEGIT", coder=coder, at=AT)
    return project


def document(project: Project) -> str:
    return next(id_ for id_, name in project.store.papers.names().items() if name == FIRST)


def sees(project: Project, who: str | None) -> set[str]:
    sight = Sight(project, who)
    shown = (one for one in project.codings() if not sight.hides(one, document(project)))
    return {one.coder.name.split("@")[0] for one in shown}
