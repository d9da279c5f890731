"""Paragraphs that tell lessons, and those that only seem to."""

from __future__ import annotations

import pytest

from relsynth.lessons import Line, lesson_runs, opening_words, tells_lesson

TOLD = (
    "One lesson was that trust takes longer than a grant.",
    "A key lesson learned is to pay partners on time.",
    "An important lesson from this project is that drivers matter.",
    "Another lesson that we have learned concerns the van.",
    "The most important lesson was the need for a shared calendar.",
    "Three important lessons were learned from the pilot.",
    "In conclusion, 3 main lessons emerged from the winter.",
    "Several lessons emerged from the work with the councils.",
    "Lessons learned include the following:",
    "Lessons learnt about the van include (i) ask the drivers.",
    "Our main lesson is not to hurry.",
    "We learned that nobody reads minutes.",
    "We have also learned how to share a budget.",
    "Through our meetings, we learned that silence is an answer.",
    "From this, we learnt the importance of keys.",
    "In retrospect, we should have asked the drivers first.",
    "With hindsight, the plan was too narrow.",
    "Looking back, the first winter decided everything.",
    "This experience taught us that rules help.",
    "What we learned was simple.",
    "The first winter resulted in multiple lessons for the team.",
    "We offer four lessons for those who start a van.",
)
NOT_TOLD = (
    "The school lessons were taught by two nurses.",
    "One lesson was taught by a nurse each week.",
    "A lesson took place every Friday.",
    "The lesson plan was revised twice.",
    "Each music lesson was forty minutes long.",
    "The first lesson plan was the need of the teachers.",
    "Children learned that germs are small.",
    "We learned their names.",
    "The clinic was closed in the winter; one lesson was that keys get lost.",
    "Trust grew over the winter.",
    "Participants said that one lesson was trust.",
    "",
)


@pytest.mark.parametrize("text", [pytest.param(text, id=text[:40]) for text in TOLD])
def test_a_paragraph_that_opens_with_a_lesson_tells_one(text: str) -> None:
    assert tells_lesson(Line(text=text))


@pytest.mark.parametrize("text", [pytest.param(text, id=text[:40] or "empty") for text in NOT_TOLD])
def test_lessons_of_schools_of_others_and_further_on_are_none(text: str) -> None:
    assert not tells_lesson(Line(text=text))


@pytest.mark.parametrize(
    ("text", "at", "tells"),
    [
        pytest.param(
            "A key lesson from the project in Fareham is that vans break. It was cold.", 59, False, id="cited"
        ),
        pytest.param("We learned that vans break, as others did. It was cold.", 41, True, id="own-as-others"),
        pytest.param("A key lesson was that vans break. Others say so. And so on.", 47, True, id="cited-later"),
    ],
)
def test_a_lesson_taken_from_a_cited_work_is_not_the_authors_own(text: str, at: int, tells: bool) -> None:
    assert tells_lesson(Line(text=text, citations=(at,))) is tells


def item(text: str) -> Line:
    return Line(text=text, is_item=True)


@pytest.mark.parametrize(
    ("lines", "runs"),
    [
        pytest.param([Line(text="Trust grew.")], [], id="none"),
        pytest.param([Line(text="Trust grew."), Line(text=TOLD[0]), Line(text=TOLD[1])], [(1, 3)], id="run-to-the-end"),
        pytest.param(
            [Line(text="Lessons learned include:"), item("Ask early."), item("Pay."), Line(text="Then it snowed.")],
            [(0, 3)],
            id="list",
        ),
        pytest.param([Line(text=TOLD[0]), item("A van.")], [(0, 1)], id="list-not-announced"),
        pytest.param(
            [Line(text="Two lessons emerged."), Line(text="First, ask."), Line(text="Second, pay."), Line(text="So.")],
            [(0, 3)],
            id="counted",
        ),
        pytest.param([Line(text=TOLD[0]), Line(text="Snow."), Line(text=TOLD[1])], [(0, 1), (2, 3)], id="two-runs"),
    ],
)
def test_a_run_takes_in_what_a_lesson_announces(lines: list[Line], runs: list[tuple[int, int]]) -> None:
    assert list(lesson_runs(lines)) == runs
    assert list(lesson_runs(lines, 7)) == [(first + 7, last + 7) for first, last in runs]


def test_the_opening_words_are_quoted_as_they_are() -> None:
    assert opening_words("One lesson was that trust takes longer.") == "One lesson was that trust takes"


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize("piece", ["lesson ", "the most important ", "we have ", "a, ", "our x ", "lessons that we "])
def test_a_hostile_paragraph_is_looked_at_in_no_time(piece: str) -> None:
    assert tells_lesson(Line(text=piece * 20_000)) is False
