"""Where papers speak of partnering, per 1,000 words, and how late."""

from __future__ import annotations

import math

import pytest

from invented import Paper, coding, corpus_of, paper, papers
from relsynth.documents import LABELS, Document
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.profile import RATIO, ProfileRow, profile

TEN = "one two three four five six seven eight nine ten."
SECTIONS: Paper = {"methods": [TEN] * 4, "results": [TEN] * 3, "discussion": [TEN], "lessons_learned": [TEN]}


def rows_of(corpus: Corpus) -> dict[str, ProfileRow]:
    return {row.section: row for row in profile(corpus)}


@pytest.fixture(scope="module")
def rows() -> dict[str, ProfileRow]:
    """Two papers of 90 words; sentences with evidence: 1 in methods, 3 in results, 2 in discussion, 1 in lessons."""
    first, second = papers(2, SECTIONS)
    codings = [
        coding(first, "STA.TRUST", "methods"),
        coding(first, "STR.FORUM", "methods"),  # the same sentence
        coding(first, "STA.TRUST", "methods", "planned", at=1),  # no evidence
        *(coding(first, "STA.TRUST", "results", at=at) for at in range(2)),
        coding(second, "STA.TRUST", "results", "negated"),
        *(coding(document, "STA.TRUST", "discussion", "hedged") for document in (first, second)),
        coding(second, "STR.FORUM", "lessons_learned"),
    ]
    return rows_of(corpus_of([first, second], codings))


@pytest.mark.parametrize(
    ("section", "words", "sentences", "density"),
    [
        pytest.param("methods", 80, 1, 12.5, id="a-sentence-counts-once"),
        pytest.param("results", 60, 3, 50.0, id="results"),
        pytest.param("discussion", 20, 2, 100.0, id="discussion"),
        pytest.param("lessons_learned", 20, 1, 50.0, id="lessons"),
    ],
)
def test_sentences_are_counted_per_thousand_words(
    rows: dict[str, ProfileRow], section: str, words: int, sentences: int, density: float
) -> None:
    row = rows[section]
    assert (row.studies, row.words, row.sentences) == (2, words, sentences)
    assert row.density == pytest.approx(density)
    assert row.lower <= row.density <= row.upper


def test_the_last_row_sets_late_sections_against_results(rows: dict[str, ProfileRow]) -> None:
    assert list(rows)[-1] == RATIO
    row = rows[RATIO]
    assert row.density == pytest.approx((3 / 40) / (3 / 60))
    assert (row.studies, row.words, row.sentences) == (2, 100, 6)
    assert row.lower <= row.density <= row.upper


def test_sections_come_in_the_order_of_a_paper_and_only_where_there_are_words(rows: dict[str, ProfileRow]) -> None:
    assert list(rows)[:-1] == [label for label in LABELS if label in SECTIONS]


@pytest.mark.parametrize(
    ("sections", "coded"),
    [
        pytest.param({"methods": [TEN], "results": [TEN]}, "results", id="no-late-section"),
        pytest.param({"methods": [TEN], "discussion": [TEN]}, "discussion", id="no-results"),
        pytest.param({"results": [TEN], "discussion": [TEN]}, "discussion", id="results-without-evidence"),
    ],
)
def test_there_is_no_ratio_to_something_missing(sections: Paper, coded: str) -> None:
    documents = papers(3, sections)
    assert RATIO not in rows_of(corpus_of(documents, [coding(d, "STA.TRUST", coded) for d in documents]))


def test_back_matter_is_no_section_and_unsectioned_studies_are_left_out() -> None:
    documents: list[Document] = [
        paper({**SECTIONS, "back_matter": [TEN]}, name="a.txt"),
        paper({"What we saw": [TEN]}, name="b.txt"),
    ]
    rows = rows_of(corpus_of(documents, [coding(documents[1], "STA.TRUST", "other")]))
    assert "back_matter" not in rows
    assert "other" not in rows
    assert {row.studies for row in rows.values()} == {1}


def test_a_section_that_one_paper_has_is_counted_over_its_own_words() -> None:
    documents = [paper(SECTIONS, name="a.txt"), paper({**SECTIONS, "conclusion": [TEN]}, name="b.txt")]
    row = rows_of(corpus_of(documents, [coding(documents[1], "STA.TRUST", "conclusion")]))["conclusion"]
    assert (row.studies, row.words, row.density) == (1, 10, 100.0)


def test_one_study_has_densities_without_an_interval() -> None:
    (document,) = papers(1, SECTIONS)
    row = rows_of(corpus_of([document], [coding(document, "STA.TRUST", "results")]))["results"]
    assert row.density == pytest.approx(1000 / 30)
    assert math.isnan(row.lower)
    assert math.isnan(row.upper)


def test_two_reports_of_a_study_are_one_in_every_interval() -> None:
    reports = papers(2, SECTIONS, doi="10.5555/raft")
    row = rows_of(corpus_of(reports, [coding(report, "STA.TRUST", "results") for report in reports]))["results"]
    assert (row.studies, row.words, row.sentences) == (1, 60, 2)
    assert math.isnan(row.lower)


def test_no_paper_has_no_profile() -> None:
    assert profile(corpus_of([])) == ()
