"""Strategies count against a barrier where one sentence, one paragraph or one construct holds both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented import code_of, coding, corpus_of, paper, small_codebook
from relsynth.coding import Coding
from relsynth.documents import Span
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.matching import Match, answered, is_strategy, matches, strategies_for

BOOK = small_codebook(
    code_of("STA.TRUST", "trust*"),
    code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"),
    code_of("STR.FORUM", "forum*", type="structure"),
    code_of("STR.BUILD", "build*", type="strategy"),
    code_of("STR.PLAIN", "partnership*", unspecific=True),
    construct_types=["state", "structure", "strategy"],
    confusable_pairs=[
        {"pair": ["STA.TRUST.GOODWILL", "STR.BUILD"], "rule": "An act is to build."},
        {"pair": ["STA.TRUST", "STR.FORUM"], "rule": "A room is no state."},
    ],
)
PAPERS = [
    paper({"methods": ["We met. We ate."], "results": ["Trust fell. Boats sank.", "Otters came."]}, name=f"{at}.txt")
    for at in range(3)
]


def told(code: str, role: str, section: str = "results", *, at: int = 0, sentence: int = 0, study: int = 0) -> Coding:
    made = coding(PAPERS[study], code, section, at=at, role=role)
    cut = made.span.start + PAPERS[study].text[made.span.start : made.span.end].find(".") + 1
    place = (made.span.start, cut) if sentence == 0 else (cut + 1, made.span.end)
    return replace(made, span=Span(version=made.span.version, start=place[0], end=place[1]))


def corpus(*codings: Coding) -> Corpus:
    return corpus_of(PAPERS, codings, BOOK)


TRUST = told("STA.TRUST", "barrier")


@pytest.mark.parametrize(
    ("act", "nearness"),
    [
        pytest.param(told("STR.FORUM", "strategy"), "sentence", id="one-sentence"),
        pytest.param(told("STR.FORUM", "strategy", sentence=1), "paragraph", id="one-paragraph"),
        pytest.param(told("STR.FORUM", "strategy", at=1), "study", id="elsewhere"),
        pytest.param(told("STR.FORUM", "strategy", "methods"), "study", id="another-section"),
        pytest.param(told("STA.TRUST", "strategy", "methods"), "construct", id="acts-on-the-construct"),
        pytest.param(told("STA.TRUST.GOODWILL", "strategy", "methods"), "construct", id="or-on-a-kind-of-it"),
        pytest.param(told("STR.BUILD", "strategy", "methods"), "construct", id="by-the-strategy-paired-with-it"),
        pytest.param(told("STR.BUILD", "strategy"), "sentence", id="the-nearest-holds"),
    ],
)
def test_how_near_a_strategy_is_told(act: Coding, nearness: str) -> None:
    found = matches(corpus(TRUST, act), "barrier")
    strategy = BOOK.construct_of(act.code)
    assert found == (
        Match(study=0, construct="STA.TRUST", strategy=strategy, nearness=nearness, codings=(0,), acts=(1,)),  # type: ignore[arg-type]
    )


def test_only_the_acts_that_are_so_near_are_behind_a_match() -> None:
    (match,) = matches(
        corpus(TRUST, told("STR.FORUM", "strategy", "methods"), told("STR.FORUM", "strategy")), "barrier"
    )
    assert (match.nearness, match.acts) == ("sentence", (2,))


@pytest.mark.parametrize(
    ("act", "counts"),
    [
        pytest.param(told("STR.FORUM", "strategy"), True, id="an-act"),
        pytest.param(told("STR.FORUM", "descriptive"), False, id="another-role"),
        pytest.param(told("STR.PLAIN", "strategy"), False, id="unspecific"),
        pytest.param(coding(PAPERS[0], "STR.FORUM", "results", "negated", role="strategy"), False, id="not-done"),
        pytest.param(coding(PAPERS[0], "STR.FORUM", "results", "planned", role="strategy"), False, id="planned-only"),
    ],
)
def test_a_strategy_is_something_that_was_done(act: Coding, counts: bool) -> None:
    made = corpus(act)
    assert is_strategy(made, made.segments[0]) is counts


def test_studies_report_something_against_a_barrier_or_do_not() -> None:
    rows = answered(
        corpus(
            TRUST,
            told("STR.FORUM", "strategy"),
            told("STA.TRUST", "barrier", study=1),
            told("STR.FORUM", "strategy", "methods", study=1),
            told("STA.TRUST", "strategy", study=2),
            told("STR.FORUM", "facilitator", study=2),
        ),
        "barrier",
    )
    (row,) = rows
    assert (row.construct, row.k, row.met, row.unmet, row.codings) == ("STA.TRUST", 2, (0,), (1,), (0, 2))
    assert row.strategies == {"STR.FORUM": {"sentence": (0,), "study": (1,)}}
    assert [(strategy, [m.study for m in own]) for strategy, own in row.against.items()] == [("STR.FORUM", [0])]


def test_a_study_of_two_reports_is_one_study_and_its_texts_are_not_near() -> None:
    reports = [replace(report, doi="10.5555/raft") for report in PAPERS[:2]]
    made = corpus_of(
        reports,
        [
            coding(reports[0], "STA.TRUST", "results", role="barrier"),
            coding(reports[1], "STR.FORUM", "results", role="strategy"),
        ],
        BOOK,
    )
    assert [(match.study, match.nearness) for match in matches(made, "barrier")] == [(0, "study")]


def test_facilitators_are_matched_alike_and_nothing_is_found_in_nothing() -> None:
    assert [m.construct for m in matches(corpus(told("STA.TRUST", "facilitator strategy")), "facilitator")] == [
        "STA.TRUST"
    ]
    assert answered(corpus(), "barrier") == ()


def test_the_codebook_pairs_a_strategy_with_what_it_acts_on() -> None:
    mapped = strategies_for(BOOK)
    assert mapped["STA.TRUST"] == {"STA.TRUST", "STR.BUILD"}
    assert mapped["STR.BUILD"] == {"STR.BUILD"}
    assert mapped["STR.FORUM"] == {"STR.FORUM"}


@pytest.mark.parametrize(
    ("code", "stands"),
    [
        pytest.param("STA.TRUST", True, id="a-state"),
        pytest.param("STR.BUILD", True, id="an-act-that-was-hard"),
        pytest.param("STR.PLAIN", False, id="partnering-as-such"),
        pytest.param("STR.LINK", False, id="a-link-to-an-outcome"),
    ],
)
def test_only_a_determinant_is_a_barrier(code: str, stands: bool) -> None:
    book = small_codebook(
        *(code_of(one.id, type=one.type, unspecific=one.unspecific) for one in BOOK.constructs),
        code_of("STR.LINK", type="outcome"),
        construct_types=["state", "structure", "strategy", "outcome"],
    )
    made = corpus_of(PAPERS, [told(code, "barrier"), told("STR.FORUM", "strategy")], book)
    assert [row.construct for row in answered(made, "barrier")] == ([code] if stands else [])
