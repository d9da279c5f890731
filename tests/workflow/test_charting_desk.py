"""What somebody who settles charts has before them, what is kept from them, and what two settle at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import AT
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charting_desk import (
    ChartMeanwhile,
    ChartSettled,
    chart_queue,
    chart_since,
    settle_chart,
    undo_chart_settling,
)

LATER = "2026-01-02T00:00:00+00:00"
PAPER = "van-001"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two coders differ on the weeks and the design of the first paper, and agree on its country."""
    with charting_project(tmp_path, 1, 2) as opened:
        for coder, weeks, design in (("Ana", "12", "survey"), ("Ben", "13", "trial")):
            workflow.chart(opened, PAPER, "weeks", [weeks], coder=coder, at=AT, note="As told.")
            workflow.chart(opened, PAPER, "design", [design], coder=coder, at=AT, quote=QUOTE)
            workflow.chart(opened, PAPER, "country", ["Mali"], coder=coder, at=AT)
        yield opened


def settle(project: Project, field: str = "weeks", **said: Any) -> ChartSettled | ChartMeanwhile:
    one = next(one for one in chart_queue(project, coder="Zoe").conflicts if one.field == field)
    given = {"form": one.form, "seen": one.numbers, "coder": "Zoe", "at": LATER} | said
    return settle_chart(project, PAPER, field, **given)


def test_each_field_in_conflict_is_shown_with_what_each_said_and_the_words_around(project: Project) -> None:
    design, weeks = chart_queue(project, coder="Zoe").conflicts
    assert (design.field, design.choices, design.quote) == ("design", ("case study", "survey", "trial"), True)
    assert [(side.coder, side.words, side.quote) for side in design.sides] == [
        ("Ana", "survey", QUOTE),
        ("Ben", "trial", QUOTE),
    ]
    near = design.sides[0].around
    assert near is not None
    assert (near.headings[-1], near.words) == ("Methods", QUOTE)
    assert [(side.words, side.note, side.around) for side in weeks.sides] == [
        ("12 weeks", "As told.", None),
        ("13 weeks", "As told.", None),
    ]
    assert not weeks.is_party
    assert all(one.is_party for one in chart_queue(project, coder="Ana").conflicts)


def test_letters_stand_for_names_and_tell_no_order(project: Project) -> None:
    shown = chart_queue(project, coder="Zoe", blind=True).conflicts
    assert [[side.coder for side in one.sides] for one in shown] == [["A", "B"], ["A", "B"]]
    assert "Ana" not in str(shown)


def test_what_is_kept_from_somebody_who_charts_the_study_too(project: Project) -> None:
    workflow.chart(project, PAPER, "country", ["Mali"], coder="Cat", at=AT)
    found = chart_queue(project, coder="Cat")
    assert (found.conflicts, found.kept) == ((), 2)
    with pytest.raises(InputError, match="kept from you: answer it yourself first"):
        settle_chart(project, PAPER, "weeks", form="charting", seen=[1], keep=1, coder="Cat", at=LATER)
    with pytest.raises(InputError, match="kept from you"):
        chart_since(project, PAPER, "weeks", form="charting", seen=[1], coder="Cat")
    workflow.chart(project, PAPER, "weeks", ["14"], coder="Cat", at=AT)
    assert [one.field for one in chart_queue(project, coder="Cat").conflicts] == ["weeks"]


def test_an_answer_is_kept_with_its_words_or_another_is_given(project: Project) -> None:
    design, weeks = chart_queue(project, coder="Zoe").conflicts
    kept = settle(project, "design", keep=design.sides[1].number, note="As the rule says.")
    assert str(kept) == "van-001, design: trial (Zoe)"
    (held,) = (one for one in project.store.chartings.current() if one.settles)
    assert (held.quote is not None, held.note) == (True, "As the rule says.")
    assert str(settle(project, values=["12.5"])) == "van-001, weeks: 12.5 weeks (Zoe)"
    assert chart_queue(project, coder="Zoe").conflicts == ()
    assert weeks.numbers == tuple(side.number for side in weeks.sides)


def test_of_two_who_settle_it_the_second_is_told_of_the_first(project: Project) -> None:
    weeks = chart_queue(project, coder="Cy").conflicts[1]
    settle(project, values=["12.5"], note="The mean.")
    said: dict[str, Any] = {"form": "charting", "seen": weeks.numbers, "keep": weeks.numbers[0]}
    second = settle_chart(project, PAPER, "weeks", **said, coder="Cy", at=LATER)
    assert isinstance(second, ChartMeanwhile)
    assert second.settled is not None
    assert (second.settled.coder, second.settled.words, second.settled.note) == ("Zoe", "12.5 weeks", "The mean.")
    assert str(second) == "it was settled meanwhile"


@pytest.mark.parametrize(
    ("weeks", "told"),
    [("14", "something else was said there meanwhile"), ("13", "its coders do not differ any more")],
)
def test_what_coders_say_anew_is_told_and_nothing_is_settled(project: Project, weeks: str, told: str) -> None:
    seen = chart_queue(project, coder="Zoe").conflicts[1].numbers
    workflow.chart(project, PAPER, "weeks", [weeks], coder="Ana", at=LATER)
    found = settle_chart(
        project, PAPER, "weeks", form="charting", seen=seen, keep=seen[0], coder="Zoe", at=LATER, blind=True
    )
    assert isinstance(found, ChartMeanwhile)
    assert (str(found), found.settled) == (told, None)
    if found.now:
        assert {side.coder for side in found.now.sides} == {"A", "B"}
    assert not any(one.settles for one in project.store.chartings.current())
    assert found == chart_since(project, PAPER, "weeks", form="charting", seen=seen, coder="Zoe", blind=True)


def test_what_is_as_it_was_is_not_told_and_nonsense_is_an_error(project: Project) -> None:
    weeks = chart_queue(project, coder="Zoe").conflicts[1]
    assert chart_since(project, PAPER, "weeks", form="charting", seen=weeks.numbers, coder="Zoe") is None
    with pytest.raises(InputError, match="is no number"):
        settle(project, values=["many"])
    with pytest.raises(InputError, match="there is no answer 999"):
        settle(project, keep=999)


def test_a_settling_is_taken_back_but_no_answer_of_ones_own(project: Project) -> None:
    with pytest.raises(InputError, match="settled nothing"):
        undo_chart_settling(project, coder="Zoe", at=LATER)
    settle(project, values=["12.5"])
    undone = undo_chart_settling(project, coder="Zoe", at=LATER)
    assert (undone.field, undone.words) == ("weeks", "12.5 weeks")
    assert len(chart_queue(project, coder="Zoe").conflicts) == 2
    with pytest.raises(InputError, match="an answer of your own"):
        undo_chart_settling(project, coder="Ana", at=LATER)
    assert len(chart_queue(project, coder="Zoe", form="charting").conflicts) == 2
