"""A construct as it is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invented import PLAIN_PAPER, Paper, corpus_of, paper, papers
from invented_gaps import BOOK, TRUST, trust
from relsynth.coding import Coder
from relsynth.synthesis.evidence import tabulate
from relsynth.synthesis.gaps.looks import CorpusLook, counts_of, look_at, shows_place

UNSECTIONED: Paper = {"What we saw": ["Trust grew."]}


def look(*, people: bool, measured: str = "") -> CorpusLook:
    documents = papers(3)
    coder = Coder(name="Ana", kind="person") if people else None
    codings = [trust(one, **({"measured": measured} if measured else {})) for one in documents]
    codings = [replace(one, coder=coder) if coder else one for one in codings]
    corpus = corpus_of(documents, codings, BOOK)
    row = next(row for row in tabulate(corpus) if row.construct == TRUST)
    return look_at(corpus, row, (0, 1, 2), searched=True)


@pytest.mark.parametrize(
    ("people", "measured", "standing"),
    [
        pytest.param(True, "none", "not reported", id="people-said-so"),
        pytest.param(True, "", "not found by the machine", id="people-said-nothing-of-it"),
        pytest.param(False, "none", "not found by the machine", id="the-machine-said-so"),
    ],
)
def test_what_a_facet_says_is_not_reported_only_where_people_coded_it(
    people: bool, measured: str, standing: str
) -> None:
    assert look(people=people, measured=measured).standing_by("measured") == standing


def test_evidence_is_kept_by_study() -> None:
    one = look(people=False)
    assert {study: len(own) for study, own in one.by_study.items()} == {0: 1, 1: 1, 2: 1}
    assert one.numbers_in({1, 2}) == (1, 2)
    assert one.studies_where(lambda segment: segment.study == 2) == {2}


def test_lessons_papers_and_papers_without_sections_tell_nothing_by_place() -> None:
    documents = [
        paper(PLAIN_PAPER, name="a.txt"),
        paper(UNSECTIONED, name="b.txt"),
        paper(PLAIN_PAPER, name="c.txt", title="Lessons learned from rafting"),
    ]
    assert [shows_place(study) for study in corpus_of(documents).studies] == [True, False, False]


def test_counts_are_in_the_order_of_the_codebook_then_by_number() -> None:
    assert counts_of("cbbaz", "ab") == (("a", 1), ("b", 2), ("c", 1), ("z", 1))
    assert counts_of("abb") == (("b", 2), ("a", 1))
