"""What a coder has before them of a paper: all of its text, and of what was said only what they may see."""

from __future__ import annotations

import pytest

from made_up import AT
from made_up_team import FIRST, GREEN_VAN, TRUST_GREW, double, number_of, team_project
from relsynth.errors import InputError
from relsynth.workflow.characteristics import set_characteristic
from relsynth.workflow.coding_steps import add_coding, confirm_codings, reject_codings
from relsynth.workflow.memos import add_memo
from relsynth.workflow.paper_desk import choices, known_of_paper, said_of_paper, see_paper
from relsynth.workflow.work_log import finish_paper, start_work


def told(project, coder, **more):
    said = said_of_paper(project, FIRST, coder=coder, **more)
    return {(one.code, one.whose, one.status) for one in said.codings}


def test_the_words_of_each_paragraph_stand_at_its_offsets(tmp_path):
    with team_project(tmp_path, 1) as project:
        text = see_paper(project, FIRST, coder="Ana").text
        document = project.store.papers.current(text.document)
        assert "\n".join(one.text for one in text.paragraphs) == document.text
        assert all(document.quote(one.start, one.end) == one.text for one in text.paragraphs)
        assert [one.number for one in text.sections] == list(range(1, len(document.sections) + 1))
        assert all(document.quote(start, end).strip() for start, end in text.sentences)


def test_somebody_who_has_said_nothing_here_sees_the_proposals(tmp_path):
    with team_project(tmp_path, 1) as project:
        said = said_of_paper(project, FIRST, coder="Newcomer")
        assert {one.whose for one in said.codings} == {"proposal"}
        assert said.waiting == len(said.codings) > 0
        assert (said.state, said.round, said.uncoded) == ("unread", None, False)


def test_a_proposal_that_was_judged_is_ones_own_and_no_proposal(tmp_path):
    with team_project(tmp_path, 1) as project:
        confirm_codings(project, [number_of(project, "STA.TRUST")], coder="Ana", at=AT)
        assert ("STA.TRUST", "mine", "accepted") in told(project, "Ana")
        assert ("STA.TRUST", "other", "accepted") in told(project, "Ben")
        assert ("STA.TRUST", "proposal", "proposal") not in told(project, "Ben")
        assert said_of_paper(project, FIRST, coder="Ana").state == "begun"


def test_a_rejection_is_shown_to_who_made_it(tmp_path):
    with team_project(tmp_path, 1) as project:
        reject_codings(project, [number_of(project, "STA.TRUST")], coder="Ana", at=AT, memo="Of the van.")
        assert ("STA.TRUST", "mine", "rejected") in told(project, "Ana")
        (memo,) = said_of_paper(project, FIRST, coder="Ana").memos
        assert (memo.text, memo.mine) == ("Of the van.", True)


def test_nothing_of_others_and_of_the_machine_is_there_while_they_code_blind(tmp_path):
    with team_project(tmp_path, 1) as project:
        double(project)
        add_coding(project, TRUST_GREW, "STA.TRUST", coder="Ben", at=AT, memo="Sure.", round="r1")
        add_memo(project, about="document", paper=FIRST, text="Odd.", coder="Ben", at=AT)
        said = said_of_paper(project, FIRST, coder="Ana")
        assert (said.codings, said.memos, said.waiting) == ((), (), 0)
        assert (said.round, said.blind, said.without_proposals) == ("r1", True, True)
        finish_paper(project, FIRST, coder="Ana", round="r1", at=AT)
        assert ("STA.TRUST", "other", "own") in told(project, "Ana")
        assert said_of_paper(project, FIRST, coder="Ana").state == "finished"


def test_in_a_round_with_proposals_each_judges_all_of_them(tmp_path):
    with team_project(tmp_path, 1) as project:
        double(project, proposals=True)
        confirm_codings(project, [number_of(project, "STA.TRUST")], coder="Ben", at=AT, round="r1")
        assert ("STA.TRUST", "proposal", "proposal") in told(project, "Ana")


def test_a_round_that_is_none_of_theirs_is_refused(tmp_path):
    with team_project(tmp_path, 1) as project:
        double(project)
        with pytest.raises(InputError, match="not before Cy in a round 'r1'"):
            see_paper(project, FIRST, coder="Cy", round="r1")


@pytest.mark.parametrize("coder", ["", "lexicon", "lexicon@abc"])
def test_only_people_look(tmp_path, coder):
    with team_project(tmp_path, 1) as project, pytest.raises(InputError):
        see_paper(project, FIRST, coder=coder)


def test_who_began_has_begun(tmp_path):
    with team_project(tmp_path, 1) as project:
        start_work(project, FIRST, coder="Ana", at=AT)
        assert said_of_paper(project, FIRST, coder="Ana").state == "begun"
        assert said_of_paper(project, FIRST, coder="Ben").state == "unread"


def test_a_characteristic_says_where_the_paper_says_so(tmp_path):
    with team_project(tmp_path, 1) as project:
        quote = GREEN_VAN.quote
        set_characteristic(project, FIRST, "population", ["drivers"], quote=quote, coder="Ana", at=AT)
        (known,) = [one for one in known_of_paper(project, FIRST) if one.field == "population" and one.by_person]
        text = project.store.papers.current(see_paper(project, FIRST, coder="Ana").text.document).text
        assert (known.value, known.by, text[known.start : known.end]) == ("drivers", "Ana", quote)


def test_no_section_is_made_a_title():
    assert "title" not in choices().labels
    assert "Kenya" in choices().fields["country"]
    assert choices().fields["population"] == ()
