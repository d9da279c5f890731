"""A coder's steps in the paper before them, and what they then see of it."""

from __future__ import annotations

import pytest

from made_up import AT
from made_up_team import FIRST, number_of, team_project
from relsynth.errors import InputError
from relsynth.workflow.paper_desk import see_paper
from relsynth.workflow.paper_steps import PaperSteps
from relsynth.workflow.sections import set_section

LATER = "2026-02-03T04:05:06+00:00"


def place(project, words="Trust between the drivers"):
    text = see_paper(project, FIRST, coder="Ana").text
    whole = project.store.papers.current(text.document).text
    start = whole.index(words)
    return text.version, start, start + len(words)


def test_codes_on_words_are_kept_with_what_was_shown_beside_them(tmp_path):
    with team_project(tmp_path, 1) as project:
        steps = PaperSteps(project, FIRST, coder="Ana")
        step = steps.put(*place(project), ["STA.TRUST", "STA.LEGIT"], at=AT)
        mine = {one.number: one for one in step.said.codings if one.whose == "mine"}
        assert {mine[number].code for number in step.made} == {"STA.TRUST", "STA.LEGIT"}
        assert {one.reason for one in mine.values()} == {"beside codings that were shown"}


def test_each_step_tells_what_then_stands(tmp_path):
    with team_project(tmp_path, 1) as project:
        number = number_of(project, "STA.TRUST")
        steps = PaperSteps(project, FIRST, coder="Ana")
        accepted = steps.accept([number], at=AT)
        assert [one.status for one in accepted.said.codings if one.number in accepted.made] == ["accepted"]
        changed = steps.change(accepted.made[0], to=["STA.LEGIT"], at=AT)
        assert [one.code for one in changed.said.codings if one.number in changed.made and one.verdict == "code"] == [
            "STA.LEGIT"
        ]
        rejected = steps.reject([changed.made[-1]], at=AT)
        assert "STA.LEGIT" not in {one.code for one in rejected.said.codings if one.verdict == "code"}


def test_the_last_step_is_taken_back_where_it_was_done(tmp_path):
    with team_project(tmp_path, 1, 2) as project:
        other = PaperSteps(project, "van-002", coder="Ana")
        steps = PaperSteps(project, FIRST, coder="Ana")
        done = steps.accept([number_of(project, "STA.TRUST")], at=AT)
        with pytest.raises(InputError, match="in another paper"):
            other.undo(at=LATER)
        undone = steps.undo(at=LATER)
        assert undone.start == done.start
        assert {one.whose for one in undone.said.codings} == {"proposal"}
        with pytest.raises(InputError, match="coded nothing"):
            steps.undo(at=LATER)


def test_words_of_the_same_text_are_coded_though_a_section_was_labelled_meanwhile(tmp_path):
    with team_project(tmp_path, 1) as project:
        where = place(project)
        sections = see_paper(project, FIRST, coder="Ana").text.sections
        number = next(one.number for one in sections if one.label not in ("title", "limitations"))
        set_section(project, FIRST, number, "limitations", coder="Ben", at=AT)
        step = PaperSteps(project, FIRST, coder="Ana").put(*where, ["STA.TRUST"], at=AT)
        assert len(step.made) == 1


def test_words_of_a_text_that_holds_no_longer_are_refused(tmp_path):
    with team_project(tmp_path, 1) as project:
        _, start, end = place(project)
        with pytest.raises(InputError, match="read anew meanwhile"):
            PaperSteps(project, FIRST, coder="Ana").put("v1:gone", start, end, ["STA.TRUST"], at=AT)


def test_a_number_that_does_not_hold_is_refused(tmp_path):
    with team_project(tmp_path, 1) as project, pytest.raises(InputError, match="has the number 999"):
        PaperSteps(project, FIRST, coder="Ana").accept([999], at=AT)
