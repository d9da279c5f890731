"""Who states partnering goals up front, and that they fit: study by study, and as shares."""

from __future__ import annotations

import pytest

from invented import Paper, code_of, coding, corpus_of, paper, papers, small_codebook
from relsynth.synthesis.alignment import AlignmentRow, alignment, shares
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.statistics import wilson

GOAL, FIT, FORUM = "GOAL.PLAN", "GOAL.FIT", "STR.FORUM"
DOMAINS = [{"id": "GOAL", "label": "Goals"}, {"id": "STR", "label": "Structures"}]
BOOK = small_codebook(code_of(GOAL), code_of(FIT), code_of(FORUM, type="structure"), domains=DOMAINS)
BARE: Paper = {"abstract": ["One."], "other": ["Two."]}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    made = papers(6)
    both, later, neither, _, recommended, planned = made
    lessons = paper({"methods": ["One."], "results": ["Two."]}, title="Lessons learned from a partnership")
    bare = paper(BARE, name="bare.txt")
    return corpus_of(
        [*made, lessons, bare],
        [
            coding(both, GOAL, "aims"),
            coding(both, FIT, "discussion"),
            coding(both, FORUM, "methods", purpose="plan evaluate"),
            coding(both, FORUM, "results", purpose="learn"),  # not up front
            coding(later, GOAL, "discussion"),
            coding(neither, FORUM, "results", purpose="not_stated"),
            coding(recommended, GOAL, "aims", "recommended"),
            coding(recommended, FORUM, "results"),
            coding(planned, GOAL, "methods", "planned"),
            coding(planned, FORUM, "results"),
            coding(lessons, GOAL, "methods"),
            coding(bare, GOAL, "other"),
        ],
        BOOK,
    )


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> tuple[AlignmentRow, ...]:
    return alignment(corpus, goals=[GOAL], aligned=[FIT], structures=[FORUM])


@pytest.mark.parametrize(
    ("study", "told"),
    [
        pytest.param(0, ("yes", "up front", "elsewhere", "goals and alignment"), id="both"),
        pytest.param(1, ("yes", "elsewhere", "none", "goals"), id="later"),
        pytest.param(2, ("yes", "none", "none", "neither"), id="neither"),
        pytest.param(3, ("no partnering", "none", "none", "neither"), id="no-partnering"),
        pytest.param(4, ("yes", "none", "none", "neither"), id="recommended-is-not-stated"),
        pytest.param(5, ("yes", "up front", "none", "goals"), id="planned-is-stated"),
        pytest.param(6, ("lessons paper", "up front", "none", "goals"), id="lessons-paper"),
        pytest.param(7, ("no sections", "elsewhere", "none", "goals"), id="no-sections"),
    ],
)
def test_a_study_states_goals_and_fit_or_neither(
    rows: tuple[AlignmentRow, ...], study: int, told: tuple[str, ...]
) -> None:
    row = rows[study]
    assert (row.study, (row.judged, row.goals, row.alignment, row.states)) == (study, told)


def test_purposes_are_those_that_structures_are_set_out_for(rows: tuple[AlignmentRow, ...]) -> None:
    assert [dict(row.purposes) for row in rows[:3]] == [{"evaluate": 1, "plan": 1}, {}, {}]


def test_the_codings_behind_a_row_are_those_that_it_is_told_from(rows: tuple[AlignmentRow, ...]) -> None:
    assert [row.codings for row in rows[:3]] == [(0, 1, 2), (4,), ()]


def test_shares_are_of_the_studies_that_are_judged(rows: tuple[AlignmentRow, ...]) -> None:
    found = {share.what: (share.k, share.n) for share in shares(rows)}
    assert found == {
        "partnering goals up front": (2, 5),
        "partnering goals anywhere": (3, 5),
        "alignment anywhere": (1, 5),
        "goals and alignment": (1, 5),
        "neither goals nor alignment": (2, 5),
        "a purpose of a structure up front": (1, 5),
        "neither goals, nor alignment, nor a purpose": (2, 5),
    }
    first = shares(rows)[0]
    assert (first.lower, first.upper) == wilson(2, 5)
    assert str(first) == "partnering goals up front: 2 of 5 studies, 40.0 % (95 % interval 11.8 to 76.9)"


def test_where_no_study_is_judged_no_share_is_told() -> None:
    assert str(shares([])[0]) == "partnering goals up front: no study is judged"
