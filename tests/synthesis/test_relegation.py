"""Where papers speak of partnering, and what that says to the claim that they leave it to the end."""

from __future__ import annotations

import math

import pytest

from invented import Paper, coding, corpus_of, paper, papers
from relsynth.codebook import GapThresholds
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.gaps import find, shows_place
from relsynth.synthesis.profile import RATIO
from relsynth.synthesis.relegation import (
    EVERYTHING,
    PAIRS,
    WITH_PLAIN,
    Judgement,
    Relegation,
    Verdict,
    relegation,
    sections_of,
    verdict,
)

TRUST, FORUM, PLAIN = "STA.TRUST", "STR.FORUM", "STR.PLAIN"
BARE: Paper = {"abstract": ["One."], "other": ["Two."]}


def rows_of(corpus: Corpus) -> dict[str, Relegation]:
    return {row.construct or row.label: row for row in relegation(corpus)}


def told_of(corpus: Corpus, n_min: int = 10) -> Verdict:
    return verdict(relegation(corpus), sections_of(corpus), n_min=n_min)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Six papers and a bare one: trust late only in two, forums never; in one nothing but plain partnering."""
    made = papers(6)
    first, second, third, fourth, fifth, _ = made
    bare = paper(BARE, name="bare.txt")
    return corpus_of(
        [*made, bare],
        [
            coding(first, TRUST, "discussion"),
            coding(second, TRUST, "lessons_learned"),
            coding(second, TRUST, "methods", "planned"),  # planned is no evidence: all of it stands late
            coding(third, TRUST, "results"),
            coding(third, TRUST, "discussion"),
            coding(fourth, TRUST, "aims"),
            coding(fourth, FORUM, "methods"),
            coding(fifth, PLAIN, "methods"),
            coding(bare, TRUST, "other"),
        ],
    )


@pytest.mark.parametrize(
    ("row", "k", "places"),
    [
        pytest.param(TRUST, 4, (1, 1, 0, 2), id="a-construct"),
        pytest.param(FORUM, 1, (1, 0, 0, 0), id="another"),
        pytest.param(PLAIN, 1, (1, 0, 0, 0), id="what-says-nothing-in-particular"),
        pytest.param(EVERYTHING, 4, (1, 1, 0, 2), id="all-but-that"),
        pytest.param(WITH_PLAIN, 5, (2, 1, 0, 2), id="all"),
        pytest.param(PAIRS, 5, (2, 1, 0, 2), id="pairs"),
    ],
)
def test_each_study_that_has_it_is_in_one_place(
    corpus: Corpus, row: str, k: int, places: tuple[int, int, int, int]
) -> None:
    found = rows_of(corpus)[row]
    assert (found.n, found.k, found.unsectioned) == (6, k, 1 if row in (TRUST, EVERYTHING, WITH_PLAIN) else 0)
    assert (found.set_out, found.result, found.elsewhere, found.late_only) == places


def test_what_was_planned_in_the_methods_shows_in_explicitness_only(corpus: Corpus) -> None:
    found = rows_of(corpus)[TRUST]
    assert dict(found.explicitness) == {"a_priori_aim": 1, "a_priori_method": 1, "emergent_result": 1, "passing": 1}
    assert dict(found.sections) == {"aims": 1, "results": 1, "discussion": 2, "lessons_learned": 1}


def test_a_construct_that_no_study_has_is_a_row_of_zeros() -> None:
    found = rows_of(corpus_of(papers(3)))[TRUST]
    assert (found.n, found.k, found.share, (found.lower, found.upper), found.position) == (3, 0, None, (0, 1), None)


def test_lessons_papers_are_apart() -> None:
    document = paper({"methods": ["One."], "discussion": ["Two."]}, title="Lessons learned from a partnership")
    corpus = corpus_of([document], [coding(document, TRUST, "discussion")])
    found = rows_of(corpus)[TRUST]
    assert (found.n, found.k, found.lessons) == (0, 0, 1)
    assert not shows_place(corpus.studies[0])


def test_position_is_the_mean_of_the_means_of_studies() -> None:
    one, other = papers(2)
    codings = [coding(one, TRUST, "methods"), coding(one, TRUST, "discussion"), coding(other, TRUST, "discussion")]
    start = {section: coding(one, TRUST, section).span.start / len(one.text) for section in ("methods", "discussion")}
    mean = ((start["methods"] + start["discussion"]) / 2 + start["discussion"]) / 2
    assert rows_of(corpus_of([one, other], codings))[TRUST].position == pytest.approx(mean)


def test_density_is_sentences_by_a_thousand_words_of_all_that_are_judged() -> None:
    one, other = papers(2)  # in each section of each, with its heading left out, two words
    found = dict(rows_of(corpus_of([one, other], [coding(one, TRUST, "results")]))[TRUST].density)
    assert found == {"front": 0, "methods": 0, "results": 250, "late": 0}


def late(document: Document, construct: str = TRUST) -> Coding:
    return coding(document, construct, "discussion")


def test_odds_are_those_of_the_gap_that_is_called_of_it() -> None:
    made = papers(8)
    codings = [*(late(document) for document in made[:5]), *(coding(document, FORUM, "results") for document in made)]
    codings += [late(made[6], FORUM), coding(made[7], TRUST, "results")]
    corpus = corpus_of(made, codings)
    (gap,) = (one for one in find(corpus, thresholds=GapThresholds()) if one.kind == "relegated_only")
    row = rows_of(corpus)[TRUST]
    assert (row.odds_ratio, row.odds_lower, row.odds_upper) == (gap.odds_ratio, gap.odds_lower, gap.odds_upper)
    assert row.odds_ratio == pytest.approx((5.5 * 8.5) / (1.5 * 1.5))


def test_of_few_studies_no_odds_are_told(corpus: Corpus) -> None:
    rows = rows_of(corpus)
    assert math.isnan(rows[FORUM].odds_ratio)
    assert not math.isnan(rows[TRUST].odds_ratio)


@pytest.mark.parametrize(
    ("only_late", "early", "n_min", "judgement", "readings"),
    [
        pytest.param(20, 0, 10, "supported", ("supported", "supported", "cannot tell"), id="all-late"),
        pytest.param(0, 20, 10, "not supported", ("not supported", "not supported", "not supported"), id="none-late"),
        pytest.param(10, 10, 10, "cannot tell", ("cannot tell", "cannot tell", "cannot tell"), id="half-and-half"),
        pytest.param(20, 0, 30, "cannot tell", ("cannot tell",) * 3, id="too-few-studies"),
        pytest.param(0, 0, 1, "cannot tell", ("cannot tell",) * 3, id="nothing-coded"),
    ],
)
def test_the_verdict_follows_the_intervals(
    only_late: int, early: int, n_min: int, judgement: Judgement, readings: tuple[Judgement, ...]
) -> None:
    made = papers(only_late + early or 1)
    codings = [late(document) for document in made[:only_late]]
    codings += [coding(document, TRUST, "results") for document in made[only_late:] if early]
    told = told_of(corpus_of(made, codings), n_min)
    assert (told.judgement, tuple(one.judgement for one in told.readings)) == (judgement, readings)


def test_a_reading_tells_its_figures() -> None:
    made = papers(20)
    told = told_of(corpus_of(made, [late(document) for document in made]))
    assert str(told.readings[0]) == (
        "Most papers speak of partnering only in the discussion or behind it: supported "
        "(20 of 20 studies, 100.0 %, 95 % interval 83.9 to 100.0)"
    )


def test_sections_leave_out_lessons_papers_and_plain_partnering() -> None:
    document = papers(1)[0]
    lessons = paper({"results": ["One."], "discussion": ["Two."]}, title="Lessons learned from a partnership")
    codings = [coding(document, PLAIN, "results"), coding(document, TRUST, "results"), late(lessons)]
    found = {row.section: row.sentences for row in sections_of(corpus_of([document, lessons], codings))}
    assert (found["results"], found["discussion"], found[RATIO]) == (1, 0, 1)


def test_the_codings_of_a_row_are_those_of_the_studies_that_it_counts() -> None:
    judged, bare = paper({"results": ["Trust grew."]}, name="a.txt"), paper({"boats": ["Trust grew."]}, name="b.txt")
    lessons = paper({"discussion": ["Trust grew."]}, name="c.txt", title="Lessons learned from a partnership")
    codings = [
        coding(one, TRUST, label) for one, label in ((bare, "other"), (judged, "results"), (lessons, "discussion"))
    ]
    rows = relegation(corpus_of([judged, bare, lessons], codings))
    assert {row.codings for row in rows if row.k} == {(1,)}
    assert {(row.lessons, row.unsectioned) for row in rows if row.k and row.label != PAIRS} == {(1, 1)}


@pytest.mark.parametrize(
    ("studies", "told"),
    [
        pytest.param(1, "ratio 0.50, no interval", id="one-study"),
        pytest.param(6, "to no upper bound", id="results-of-one-study-only"),
    ],
)
def test_a_ratio_without_a_bound_says_so(studies: int, told: str) -> None:
    made = papers(studies)
    codings = [coding(made[0], TRUST, "results"), *(late(document) for document in made)]
    assert told in told_of(corpus_of(made, codings)).readings[2].figures
