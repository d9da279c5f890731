"""By year: every study that is judged is explicit, a result, in passing, or nothing."""

from __future__ import annotations

import pytest

from invented import PLAIN_PAPER, coding, corpus_of, paper
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.statistics import wilson
from relsynth.synthesis.trends import NO_YEAR, TrendRow, trends

TRUST, FORUM, PLAIN = "STA.TRUST", "STR.FORUM", "STR.PLAIN"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    years = (2020, 2020, 2022, 2023, 2023, None)
    made = [paper(PLAIN_PAPER, name=f"paper-{at}.txt", year=year) for at, year in enumerate(years)]
    lessons = paper(PLAIN_PAPER, name="lessons.txt", title="Lessons learned from a partnership", year=2020)
    return corpus_of(
        [*made, lessons],
        [
            coding(made[0], TRUST, "aims"),
            coding(made[1], TRUST, "results"),
            coding(made[2], PLAIN, "methods"),
            coding(made[3], FORUM, "methods"),
            coding(made[4], TRUST, "discussion"),
            coding(lessons, TRUST, "aims"),
        ],
    )


def told(rows: tuple[TrendRow, ...]) -> dict[str, tuple[int, ...]]:
    return {row.period: (row.n, row.explicit, row.result, row.passing, row.none) for row in rows}


def test_a_study_is_one_of_four_in_its_year(corpus: Corpus) -> None:
    assert told(trends(corpus, split=2022)) == {
        "2020": (2, 1, 1, 0, 0),
        "2022": (1, 0, 0, 0, 1),  # plain partnering says nothing in particular
        "2023": (2, 1, 0, 1, 0),
        NO_YEAR: (1, 0, 0, 0, 1),
        "up to 2022": (3, 1, 1, 0, 1),
        "after 2022": (2, 1, 0, 1, 0),
    }


def test_one_construct_is_asked_for_even_if_it_is_plain(corpus: Corpus) -> None:
    assert told(trends(corpus, PLAIN))["2022"] == (1, 1, 0, 0, 0)


def test_the_interval_is_of_the_explicit_share(corpus: Corpus) -> None:
    row = trends(corpus)[0]
    assert ((row.lower, row.upper), row.codings) == (wilson(1, 2), (0, 1))


def test_without_studies_there_are_no_years() -> None:
    assert trends(corpus_of([])) == ()
