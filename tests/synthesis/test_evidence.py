"""What is known of a construct is counted by study, on the study's own account, and a lack is no presence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import PLAIN_PAPER, coding, corpus_of, paper, papers
from relsynth.coding import EVIDENCE, Coding
from relsynth.documents import Document
from relsynth.extraction.assertion import ASSERTIONS
from relsynth.synthesis.evidence import APART, EvidenceRow, explicitness, incidence, tabulate

PAPERS = papers(4, {**PLAIN_PAPER, "title": ["Trust."], "keywords": ["trust"], "abstract": ["Short."]})
Say = Callable[..., Coding]


def trust(study: int, section: str = "results", assertion: str = "affirmed", **facets: str) -> Coding:
    return coding(PAPERS[study], "STA.TRUST", section, assertion, **facets)


def row_of(*codings: Coding, documents: list[Document] = PAPERS, construct: str = "STA.TRUST") -> EvidenceRow:
    (row,) = (row for row in tabulate(corpus_of(documents, codings)) if row.construct == construct)
    return row


def test_every_construct_has_its_row_in_the_order_of_the_codebook_with_zeros_too() -> None:
    rows = tabulate(corpus_of(PAPERS))
    assert [(row.construct, row.domain, row.k, row.n) for row in rows] == [
        *(("STA.TRUST", "STA", 0, 4), ("STR.FORUM", "STR", 0, 4), ("STR.PLAIN", "STR", 0, 4))
    ]
    assert f"{rows[0].upper:.3f}" == "0.490"


def test_a_table_of_no_study_claims_nothing() -> None:
    row = row_of(documents=[])
    assert (row.n, row.k, row.lower, row.upper) == (0, 0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("codings", "k", "present", "lack_only"),
    [
        pytest.param([trust(0)], 1, 1, 0, id="one"),
        pytest.param([trust(0), trust(0, "methods"), trust(0, "discussion")], 1, 1, 0, id="one-study-often"),
        pytest.param([trust(0), trust(1), trust(3)], 3, 3, 0, id="three-studies"),
        pytest.param([trust(0, assertion="hedged")], 1, 1, 0, id="hedged-counts"),
        pytest.param([trust(0, assertion="negated")], 1, 0, 1, id="a-lack-is-studied-and-not-present"),
        pytest.param([trust(0, assertion="negated hedged")], 1, 0, 1, id="perhaps-a-lack"),
        pytest.param([trust(0, assertion="negated"), trust(0)], 1, 1, 0, id="lack-and-presence-in-one-study"),
        pytest.param([trust(0, assertion="negated"), trust(1)], 2, 1, 1, id="lack-in-one-presence-in-another"),
        pytest.param([trust(0, assertion="reported_by_others")], 0, 0, 0, id="cited"),
        pytest.param([trust(0, assertion="negated reported_by_others")], 0, 0, 0, id="a-cited-lack"),
        pytest.param([trust(0, assertion="hedged recommended")], 0, 0, 0, id="careful-advice"),
        pytest.param([coding(PAPERS[0], "STA.TRUST.GOODWILL", "results")], 1, 1, 0, id="sub-construct-rolls-up"),
        pytest.param(
            [trust(0), coding(PAPERS[0], "STA.TRUST.GOODWILL", "results", at=1)], 1, 1, 0, id="roll-up-once-a-study"
        ),
        pytest.param([coding(PAPERS[0], "STR.FORUM", "results")], 0, 0, 0, id="another-construct"),
    ],
)
def test_studies_are_counted_not_segments(codings: list[Coding], k: int, present: int, lack_only: int) -> None:
    row = row_of(*codings)
    assert (row.k, row.present, row.lack_only) == (k, present, lack_only)


def of_two_roles(study: int) -> list[Coding]:
    return [trust(study, role="barrier"), trust(study, "discussion", role="facilitator")]


@pytest.mark.parametrize(
    ("codings", "barrier", "facilitator", "mixed", "goal"),
    [
        pytest.param([trust(0, role="barrier"), trust(1, role="facilitator")], 1, 1, 0, 0, id="in-two-studies"),
        pytest.param([*of_two_roles(0), trust(1, role="barrier")], 2, 1, 1, 0, id="both-in-one-study"),
        pytest.param([trust(0, role="barrier facilitator")], 1, 1, 1, 0, id="both-in-one-sentence"),
        pytest.param([trust(0, role="goal"), trust(0, "methods", role="goal")], 0, 0, 0, 1, id="a-goal-once-a-study"),
        pytest.param([trust(0, assertion="planned", role="goal")], 0, 0, 0, 0, id="a-planned-goal-is-no-evidence"),
    ],
)
def test_roles_are_counted_by_study(
    codings: list[Coding], barrier: int, facilitator: int, mixed: int, goal: int
) -> None:
    row = row_of(*codings)
    assert (row.barrier, row.facilitator, row.mixed, row.goal) == (barrier, facilitator, mixed, goal)


def test_measures_and_links_are_counted_by_study_and_what_is_none_is_not() -> None:
    row = row_of(
        trust(0, measured="instrument_named", linked_outcome="reach adoption"),
        trust(0, "methods", measured="study_items"),
        trust(1, measured="qualitative_only", linked_outcome="partnership_outcome_only"),
        trust(2, measured="none", linked_outcome="adoption"),
        trust(3, assertion="recommended", measured="network_data", linked_outcome="reach"),
    )
    assert (row.measured, dict(row.measures)) == (1, {"instrument_named": 1, "study_items": 1})
    assert (row.linked, dict(row.linked_outcomes)) == (2, {"reach": 1, "adoption": 2})


def test_two_reports_with_one_doi_count_once() -> None:
    reports = papers(3, doi="10.5555/raft") + papers(4)[3:]
    row = row_of(*(coding(report, "STA.TRUST", "results") for report in reports), documents=reports)
    assert (row.n, row.k, row.segments) == (2, 2, 4)


ASSERTED = st.sets(st.sampled_from(["affirmed", *ASSERTIONS]), min_size=1).map(sorted).map(" ".join)
CODED = st.lists(
    st.builds(
        lambda study, code, section, assertion, at: coding(PAPERS[study], code, section, assertion, at=at),
        st.integers(0, 3),
        st.sampled_from(["STA.TRUST", "STA.TRUST.GOODWILL", "STR.FORUM"]),
        st.sampled_from(["aims", "methods", "results", "discussion", "lessons_learned"]),
        ASSERTED,
        st.integers(0, 1),
    ),
    max_size=12,
)


@given(CODED)
def test_whatever_is_asserted_no_count_is_more_than_a_person_would_count(codings: list[Coding]) -> None:
    of = {
        coding.span.version: study
        for coding in codings
        for study in range(4)
        if PAPERS[study].version == coding.span.version
    }
    own = [(of[c.span.version], set(c.facet("assertion"))) for c in codings if c.code.startswith("STA.TRUST")]
    row = row_of(*codings)
    assert row.k == len({study for study, asserted in own if asserted <= EVIDENCE})
    assert row.present == len({study for study, asserted in own if asserted <= EVIDENCE - {"negated"}})
    assert row.present + row.lack_only == row.k <= row.n
    assert row.lower <= row.k / row.n <= row.upper
    assert sum(count for _, count in row.explicitness) == row.k
    for name in APART:
        assert getattr(row, name) == len({study for study, asserted in own if name in asserted})


@given(CODED)
def test_every_row_keeps_the_codings_behind_it(codings: list[Coding]) -> None:
    corpus = corpus_of(PAPERS, codings)
    for row in tabulate(corpus):
        behind = [corpus.segments[number] for number in row.codings]
        assert {segment.construct for segment in behind} <= {row.construct}
        assert row.k == len({segment.study for segment in behind if segment.coding.is_evidence})
        assert row.segments == sum(segment.coding.is_evidence for segment in behind)
    assert sorted(number for row in tabulate(corpus) for number in row.codings) == [*range(len(codings))]


@given(CODED.flatmap(lambda codings: st.tuples(st.just(codings), st.permutations(codings))))
def test_the_order_of_codings_does_not_matter(orders: tuple[list[Coding], list[Coding]]) -> None:
    codings, shuffled = orders
    assert [(r.k, r.sections, r.explicitness) for r in tabulate(corpus_of(PAPERS, codings))] == [
        (r.k, r.sections, r.explicitness) for r in tabulate(corpus_of(PAPERS, shuffled))
    ]


def test_roles_levels_and_sections_are_counted_by_study_and_of_evidence_only() -> None:
    row = row_of(
        trust(0, role="barrier strategy", level="interpersonal"),
        trust(0, "methods", role="barrier", level="inter_organisational interpersonal"),
        trust(1, role="facilitator", level="interpersonal"),
        trust(2, assertion="recommended", role="facilitator", level="interpersonal"),
    )
    assert (row.barrier, row.facilitator, row.strategy) == (1, 1, 1)
    assert row.levels == (("interpersonal", 2), ("inter_organisational", 1))
    assert row.sections == (("methods", 1), ("results", 2))
    assert row.segments == 3


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(["aims", "results"], "a_priori_aim", id="aims"),
        pytest.param(["title"], "a_priori_aim", id="title"),
        pytest.param(["keywords", "methods"], "a_priori_aim", id="keywords"),
        pytest.param(["methods", "results", "discussion"], "a_priori_method", id="methods"),
        pytest.param(["results", "lessons_learned"], "emergent_result", id="results"),
        pytest.param(["discussion", "lessons_learned"], "passing", id="only-late"),
        pytest.param(["abstract"], "passing", id="only-in-the-abstract"),
    ],
)
def test_how_a_study_treats_a_construct_is_told_by_where_it_speaks_of_it(sections: list[str], expected: str) -> None:
    corpus = corpus_of(PAPERS, [trust(0, section) for section in sections])
    assert explicitness(corpus.segments) == expected
    (row,) = incidence(corpus)
    assert row.explicitness == expected


def test_aims_are_stated_as_plans_and_make_a_study_explicit_where_it_has_evidence_too() -> None:
    row = row_of(trust(0, "aims", "planned"), trust(0), trust(1, "aims", "planned"), trust(2, "discussion"))
    assert row.explicitness == (("a_priori_aim", 1), ("passing", 1))
    assert (row.k, row.planned, row.explicit, row.passing) == (2, 2, 1, 1)


def test_studies_by_construct_have_a_line_where_there_is_evidence() -> None:
    corpus = corpus_of(
        PAPERS,
        [
            coding(PAPERS[1], "STR.FORUM", "results"),
            trust(1, "discussion", "negated"),
            trust(1, "results"),
            trust(0, "results", "negated"),
            trust(2, "results", "recommended"),
        ],
    )
    assert [(r.study, r.construct, r.present, r.lack, r.segments, r.sections) for r in incidence(corpus)] == [
        (0, "STA.TRUST", False, True, 1, (("results", 1),)),
        (1, "STA.TRUST", True, True, 2, (("results", 1), ("discussion", 1))),
        (1, "STR.FORUM", True, False, 1, (("results", 1),)),
    ]


def test_a_paper_without_a_label_is_counted_all_the_same() -> None:
    document = paper({"What we saw": ["Trust grew."]})
    row = row_of(coding(document, "STA.TRUST", "other"), documents=[document])
    assert (row.k, row.sections, row.explicitness) == (1, (("other", 1),), (("passing", 1),))
