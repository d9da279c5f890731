"""Key quotes are chosen by one rule, are the paper's own words, and come from as many studies as there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, paper
from relsynth.coding import Coder, Coding
from relsynth.documents import Document
from relsynth.synthesis.quotes import LONGEST, MOST, SHORTEST, citations, key_quotes, quote_of

LABELS = ("introduction", "methods", "results", "discussion")
SHORT, LONG = (
    "It held.",
    "The mayor of the raft and the otters met on every market day of that long wet spring to mend it.",
)
PAPERS = [
    paper(
        {label: [SHORT, LONG, LONG] for label in LABELS}, name=f"raft-{at}.txt", authors=("Otter, O",), year=2020 + at
    )
    for at in range(4)
]
ANA = Coder(name="Ana", kind="person")


def said(
    study: int, section: str, *, at: int = 1, score: float | None = 0.5, person: bool = False, **more: str
) -> Coding:
    made = replace(coding(PAPERS[study], "STA.TRUST", section, at=at, **more), score=score)
    return replace(made, coder=ANA) if person else made


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(said(0, "discussion", person=True), said(1, "results"), id="a-person-before-the-machine"),
        pytest.param(said(1, "results"), said(0, "methods"), id="results-before-methods"),
        pytest.param(said(1, "methods"), said(0, "discussion"), id="methods-before-what-is-late"),
        pytest.param(said(1, "discussion"), said(0, "introduction"), id="late-before-the-rest"),
        pytest.param(said(1, "results"), said(0, "results", at=0), id="one-that-can-be-read-by-itself"),
        pytest.param(said(1, "results", score=0.9), said(0, "results", score=0.4), id="the-surer-one"),
        pytest.param(said(0, "results"), said(1, "results"), id="the-order-of-the-papers"),
    ],
)
def test_the_better_quote_comes_first_whatever_the_order_of_codings(better: Coding, worse: Coding) -> None:
    for codings in ([better, worse], [worse, better]):
        corpus = corpus_of(PAPERS, codings)
        assert [corpus.segments[one.segment].coding for one in key_quotes(corpus, range(2))] == [better, worse]


def test_what_is_no_evidence_is_never_quoted() -> None:
    corpus = corpus_of(PAPERS, [coding(PAPERS[0], "STA.TRUST", "results", "recommended")])
    assert key_quotes(corpus, range(1)) == ()


def test_a_quote_is_the_papers_words_with_citation_and_section() -> None:
    corpus = corpus_of(PAPERS, [said(1, "results")])
    (quote,) = key_quotes(corpus, range(1))
    assert str(quote) == f"“{LONG}” [Otter (2021), results]"
    assert quote == quote_of(corpus, 0)


CODED = st.lists(
    st.builds(
        lambda study, section, at, score: said(study, section, at=at, score=score),
        st.integers(0, 3),
        st.sampled_from(LABELS),
        st.integers(0, 2),
        st.sampled_from([None, 0.2, 0.8]),
    ),
    max_size=12,
)


@given(CODED)
def test_quotes_are_verbatim_one_of_a_study_and_a_few_of_a_row(codings: list[Coding]) -> None:
    corpus = corpus_of(PAPERS, codings)
    quotes = key_quotes(corpus, range(len(corpus.segments)))
    studies = [corpus.segments[one.segment].study for one in quotes]
    assert len(quotes) == min(MOST, len({segment.study for segment in corpus.segments}))
    assert len(set(studies)) == len(studies)
    for one in quotes:
        segment = corpus.segments[one.segment]
        document = corpus.documents[segment.coding.span.version]
        assert one.text == document.text[segment.coding.span.start : segment.coding.span.end]
        assert one.section == segment.section


Make = Callable[[str], Document]


@pytest.mark.parametrize(
    ("authors", "years", "told"),
    [
        pytest.param(["Ode", "Poe"], [2001, 2001], ["Ode (2001)", "Poe (2001)"], id="unlike"),
        pytest.param(["Ode", "Ode"], [2001, 2001], ["Ode (2001a)", "Ode (2001b)"], id="alike"),
        pytest.param(
            ["Ode", "Ode", "Ode"], [2001, 2002, 2001], ["Ode (2001a)", "Ode (2002)", "Ode (2001b)"], id="year"
        ),
        pytest.param(["Ode", "Ode"], [None, None], ["Ode (n.d.a)", "Ode (n.d.b)"], id="no-year"),
    ],
)
def test_studies_of_like_citation_get_letters(authors: list[str], years: list[int | None], told: list[str]) -> None:
    own = [
        paper({"results": ["One."]}, name=f"{at}.txt", authors=(f"{name}, A",), year=year)
        for at, (name, year) in enumerate(zip(authors, years, strict=True))
    ]
    assert list(citations(corpus_of(own))) == told


def test_letters_go_on_after_the_alphabet() -> None:
    own = [paper({"results": ["One."]}, name=f"{at:03}.txt", authors=("Ode, A",), year=2001) for at in range(53)]
    told = citations(corpus_of(own))
    assert (told[25], told[26], told[51], told[52]) == ("Ode (2001z)", "Ode (2001aa)", "Ode (2001az)", "Ode (2001ba)")
    assert len(set(told)) == len(told)


def test_the_lengths_of_the_rule_are_those_of_the_papers_here() -> None:
    assert len(SHORT) < SHORTEST <= len(LONG) <= LONGEST
