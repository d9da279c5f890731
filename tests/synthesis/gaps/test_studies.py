"""Gaps of studies."""

from __future__ import annotations

import pytest

from invented import PLAIN_PAPER, coding, paper, papers
from invented_gaps import FORUM, TRUST, gaps_of, trust


@pytest.mark.parametrize(
    ("code", "section", "assertion", "stated"),
    [
        pytest.param("GOAL.OBJECTIVES", "aims", "affirmed", True, id="in-the-aims"),
        pytest.param("GOAL.ALIGN", "results", "hedged", True, id="alignment-in-the-results"),
        pytest.param("GOAL.OBJECTIVES", "methods", "planned", True, id="a-goal-is-planned-by-nature"),
        pytest.param("GOAL.OBJECTIVES", "discussion", "affirmed", False, id="in-the-discussion-only"),
        pytest.param("GOAL.OBJECTIVES", "aims", "recommended", False, id="advice"),
        pytest.param(FORUM, "aims", "affirmed", False, id="another-construct"),
    ],
)
def test_a_study_without_goals_up_front(code: str, section: str, assertion: str, stated: bool) -> None:
    documents = papers(4)
    codings = [*(trust(one) for one in documents[:3]), coding(documents[0], code, section, assertion)]
    (gap,) = gaps_of(documents, codings, "goal_less", construct="")
    assert (gap.k, gap.n, gap.studies) == ((2, 3, (1, 2)) if stated else (3, 3, (0, 1, 2)))
    assert gap.robinson == "D"


def test_lessons_papers_are_left_out_and_told_and_plain_mentions_are_no_partnering() -> None:
    lessons = paper(PLAIN_PAPER, name="lessons.txt", title="Lessons learned from rafting")
    documents = [*papers(3), lessons]
    codings = [trust(documents[0]), coding(documents[1], "NET.PLAIN", "aims"), trust(lessons)]
    (gap,) = gaps_of(documents, codings, "goal_less", construct="")
    assert (gap.k, gap.n, gap.detail) == (1, 1, "1 left out: lessons papers, or without sections")


@pytest.mark.parametrize(
    ("others", "called"),
    [
        pytest.param([], True, id="praise-alone"),
        pytest.param(["OUT.IMPLINK"], True, id="and-the-marker-of-a-link"),
        pytest.param(["NET.PLAIN"], True, id="and-a-plain-mention"),
        pytest.param([TRUST], False, id="and-a-construct"),
    ],
)
def test_a_study_with_nothing_but_praise(others: list[str], called: bool) -> None:
    documents = papers(3)
    codings = [trust(documents[1]), *(coding(documents[0], code, "results") for code in ["OUT.QUALITY", *others])]
    found = gaps_of(documents, codings, "praise_only", construct="")
    assert [(gap.k, gap.n, gap.studies) for gap in found] == ([(1, 2, (0,))] if called else [])
