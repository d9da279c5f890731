"""What is counted: studies in scope, each once, and the segments coded in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from invented import Paper, coding, corpus_of, paper, papers, small_codebook, study_of
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Span
from relsynth.records import Origin, Record
from relsynth.synthesis.corpus import build, counted_apart, section_of, whereabouts

WHOLE: Paper = {"methods": ["We met."], "results": ["Trust grew.", "Rafts held."], "lessons_learned": ["Start early."]}


def test_each_document_is_a_study_unless_it_shares_a_doi() -> None:
    documents = [
        paper(WHOLE, name="a.txt", doi="10.5555/raft", year=2019, authors=("Oake, C.",)),
        paper(WHOLE, name="b.txt"),
        paper(WHOLE, name="c.txt", doi="10.5555/raft", year=2021),
    ]
    corpus = corpus_of(documents)
    assert corpus.n == 2
    assert [study.documents for study in corpus.studies] == [
        (documents[0].version, documents[2].version),
        (documents[1].version,),
    ]
    assert corpus.studies[0].citation == "Oake (2019)"
    assert corpus.studies[0].doi == "10.5555/raft"


def test_what_is_out_of_scope_is_counted_by_reason_and_left_out() -> None:
    documents = [
        paper(WHOLE, name="in.txt"),
        paper(WHOLE, name="es.txt", language="es"),
        paper(WHOLE, name="es2.txt", language="es"),
        paper({"abstract": ["Trust grew."]}, name="short.txt", completeness="abstract_only"),
    ]
    codings = [coding(document, "STA.TRUST", "results") for document in documents[:3]]
    corpus = corpus_of(documents, codings)
    assert (corpus.n, len(corpus.segments)) == (1, 1)
    assert corpus.left_out == (("abstract only", 1), ("not English (es)", 2))
    assert corpus.scope == (documents[0].version,)


def test_what_people_excluded_is_counted_by_their_reason_and_left_out() -> None:
    documents = [paper(WHOLE, name="a.txt"), paper(WHOLE, name="b.txt", language="es"), paper(WHOLE, name="c.txt")]
    excluded = {documents[0].id: "excluded at full text (E2)", documents[1].id: "excluded at full text (E1)"}
    corpus = build(documents, [], small_codebook(), study_of=study_of(documents), excluded=excluded)
    assert (corpus.n, corpus.left_out) == (1, (("excluded at full text (E2)", 1), ("not English (es)", 1)))


@pytest.mark.parametrize(
    ("unread", "said"),
    [
        pytest.param(0, "left out of every n: 1 not English (es).", id="all-read"),
        pytest.param(1, "left out of every n: 1 not English (es), 1 unread file.", id="one-unread"),
        pytest.param(2, "left out of every n: 1 not English (es), 2 unread files.", id="two-unread"),
    ],
)
def test_the_foot_of_a_table_says_what_was_left_out(unread: int, said: str) -> None:
    documents = [paper(WHOLE), paper(WHOLE, name="es.txt", language="es")]
    corpus = build(documents, [], small_codebook(), study_of=study_of(documents), unread=unread)
    assert corpus.statement == f"n = 1 study in 2 papers read; {said}"


def test_nothing_left_out_is_said_too() -> None:
    assert corpus_of(papers(2)).statement == "n = 2 studies in 2 papers read; left out of every n: none."


@pytest.mark.parametrize(
    ("code", "construct"),
    [
        pytest.param("STA.TRUST", "STA.TRUST", id="construct"),
        pytest.param("STA.TRUST.GOODWILL", "STA.TRUST", id="sub-construct-rolls-up"),
    ],
)
def test_a_segment_knows_its_study_construct_and_section(code: str, construct: str) -> None:
    documents = papers(2, WHOLE)
    (segment,) = corpus_of(documents, [coding(documents[1], code, "lessons_learned")]).segments
    assert (segment.study, segment.construct, segment.section) == (1, construct, "lessons_learned")
    assert segment.is_late


@pytest.mark.parametrize(
    "stray",
    [
        pytest.param({"code": "STA.GONE"}, id="code-of-an-older-codebook"),
        pytest.param({"span": Span(version="v1:older", start=0, end=3)}, id="older-version"),
    ],
)
def test_codings_of_what_is_not_there_are_passed_over(stray: dict[str, object]) -> None:
    document = paper(WHOLE)
    one: Coding = coding(document, "STA.TRUST", "results")
    corpus = corpus_of([document], [one, replace(one, **stray)])  # type: ignore[arg-type]
    assert [segment.coding for segment in corpus.segments] == [one]


def test_words_are_counted_by_section_over_all_reports_of_a_study() -> None:
    first = paper({"methods": ["It’s a co-op raft."], "results": ["Two 🤝 words."]}, name="a.txt", doi="10.5555/raft")
    second = paper({"results": ["Three more words.", "One."]}, name="b.txt", doi="10.5555/raft")
    (study,) = corpus_of([first, second]).studies
    assert study.words == (("methods", 4), ("results", 6))


@pytest.mark.parametrize(
    ("document", "has_sections", "is_lessons_paper"),
    [
        pytest.param(paper(WHOLE), True, False, id="whole-paper"),
        pytest.param(paper({"What we saw": ["It rained."]}), False, False, id="no-known-heading"),
        pytest.param(
            paper({"title": ["Rafts"], "abstract": ["Short."], "back_matter": ["Thanks."]}),
            False,
            False,
            id="front-only",
        ),
        pytest.param(paper(WHOLE, title="Lessons learned from rafting"), True, True, id="lessons-by-title"),
        pytest.param(
            paper({"introduction": ["Hello."], "lessons_learned": ["Start early."]}),
            True,
            True,
            id="lessons-by-section",
        ),
    ],
)
def test_a_study_tells_its_form(document: Document, has_sections: bool, is_lessons_paper: bool) -> None:
    (study,) = corpus_of([document]).studies
    assert (study.has_sections, study.is_lessons_paper) == (has_sections, is_lessons_paper)


def test_a_place_is_in_the_section_of_its_paragraph() -> None:
    document = paper(WHOLE)
    labels = [document.sections[section_of(document, p.start)].label for p in document.paragraphs]
    assert labels == ["methods", "results", "results", "lessons_learned"]
    with pytest.raises(ValueError, match="outside of every paragraph"):
        section_of(document, len(document.text))


def test_no_paper_makes_no_study() -> None:
    corpus = corpus_of([])
    assert (corpus.n, corpus.scope, corpus.left_out) == (0, (), ())


@pytest.mark.parametrize(
    ("change", "spoken", "told"),
    [
        pytest.param({}, (), "Results", id="a-section"),
        pytest.param({"page": 7}, (), "Results · page 7", id="a-page"),
        pytest.param(
            {"row_head": "Culture", "column_head": "Barriers"},
            (),
            "Results · table's row: Culture · table's column: Barriers",
            id="a-cell",
        ),
        pytest.param({"page": 2}, ((8, 19),), "Results · page 2 · a participant's words", id="a-participant"),
    ],
)
def test_a_person_is_told_where_a_sentence_stands(
    change: dict[str, Any], spoken: tuple[tuple[int, int], ...], told: str
) -> None:
    document = paper({"methods": ["We met."], "results": ["Trust grew."]})
    first, second = document.paragraphs
    changed = replace(document, paragraphs=(first, replace(second, **change)), spoken=spoken)
    assert whereabouts(changed, second.start, second.end) == told


def test_what_stands_in_the_back_matter_is_no_evidence() -> None:
    of = paper({"results": ["Trust grew."], "back_matter": ["We trust our funders."]})
    corpus = corpus_of([of], [coding(of, "STA.TRUST", "results"), coding(of, "STA.TRUST", "back_matter")])
    assert [segment.section for segment in corpus.segments] == ["results"]


@pytest.mark.parametrize(
    ("others", "segments"),
    [
        pytest.param({}, 1, id="said-alike"),
        pytest.param({"code": "STA.TRUST.GOODWILL"}, 2, id="another-code"),
        pytest.param({"facets": (("role", ("barrier",)),)}, 2, id="another-facet"),
    ],
)
def test_what_two_people_say_alike_is_one_segment(others: dict[str, Any], segments: int) -> None:
    of = paper(WHOLE)
    ana = replace(coding(of, "STA.TRUST", "results"), coder=Coder(name="Ana", kind="person"))
    ben = replace(ana, coder=Coder(name="Ben", kind="person"), **others)
    assert len(corpus_of([of], [ana, ben]).segments) == segments


def test_a_part_of_a_construct_is_counted_apart_from_it() -> None:
    one = paper(WHOLE)
    codings = [coding(one, code, "results") for code in ("STA.TRUST", "STA.TRUST.GOODWILL", "STR.FORUM")]
    corpus = corpus_of([one], codings)
    apart = counted_apart(corpus, "STA.TRUST.GOODWILL")
    assert [segment.construct for segment in corpus.segments] == ["STA.TRUST", "STA.TRUST", "STR.FORUM"]
    assert [segment.construct for segment in apart.segments] == ["STA.TRUST", "STA.TRUST.GOODWILL", "STR.FORUM"]
    assert "STA.TRUST.GOODWILL" in {code.id for code in apart.codebook.constructs}
    assert "STA.TRUST.GOODWILL" not in {code.id for code in corpus.codebook.constructs}
    assert counted_apart(corpus, "STA.TRUST") is corpus


def test_a_record_tells_what_a_paper_does_not_say_of_itself() -> None:
    silent, half, full = (
        paper(WHOLE, name="silent.md"),
        paper(WHOLE, name="half.md", year=2011),
        paper(WHOLE, name="full.md", year=2011, authors=("Oake, C.",)),
    )
    record = Record(origin=Origin(1, 1), title="Rafts", authors=("Kohn, M.", "Fleming, D."), year=2012, doi="10.5555/r")
    documents = (silent, half, full)
    corpus = build(
        documents,
        [],
        small_codebook(),
        study_of=study_of(documents),
        recorded={one.id: record for one in documents},
    )
    assert [(study.citation, study.year) for study in corpus.studies] == [
        ("Kohn and Fleming (2012)", 2012),
        ("Kohn and Fleming (2011)", 2011),
        ("Oake (2011)", 2011),
    ]
    assert {study.doi for study in corpus.studies} == {"10.5555/r"}
    assert [study.documents for study in corpus.studies] == [(one.version,) for one in documents]


def test_studies_of_like_citation_are_told_apart_wherever_they_are_cited() -> None:
    documents = [paper(WHOLE, name=f"{n}.md", authors=("Jack, L.",), year=2024) for n in range(2)]
    assert [study.citation for study in corpus_of(documents).studies] == ["Jack (2024a)", "Jack (2024b)"]
