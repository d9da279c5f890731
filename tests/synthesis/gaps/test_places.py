"""Late placement of a construct; more cases stand in test_gaps."""

from __future__ import annotations

import pytest

from invented import PLAIN_PAPER, corpus_of, paper, papers
from invented_gaps import BOOK, TRUST, gaps_of, trust
from relsynth.synthesis.gaps import late_odds


def test_a_relegated_construct_names_its_late_studies_and_what_was_left_out() -> None:
    lessons = paper(PLAIN_PAPER, name="lessons.txt", title="Lessons learned from rafting")
    documents = [*papers(12), lessons]
    codings = [*(trust(one, "discussion") for one in documents[:4]), trust(documents[4]), trust(lessons, "discussion")]
    (gap,) = gaps_of(documents, codings, "relegated_only")
    assert (gap.k, gap.n, gap.studies, gap.codings) == (4, 5, (0, 1, 2, 3), (0, 1, 2, 3))
    assert gap.detail == "1 more with it left out: lessons papers, or without sections"


def test_the_odds_of_a_construct_that_stands_as_late_as_all_others_are_even() -> None:
    documents = papers(6)
    codings = [trust(one, "discussion") for one in documents[:3]]
    ratio, lower, upper = late_odds(corpus_of(documents, codings, BOOK), {TRUST})[TRUST]
    assert ratio == pytest.approx(7.0)  # (3.5 * 0.5) / (0.5 * 0.5)
    assert lower <= ratio <= upper
