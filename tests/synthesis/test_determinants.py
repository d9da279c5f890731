"""Studies stand in one column each: barrier, facilitator, both or neither; and nothing else is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import code_of, coding, corpus_of, papers, small_codebook
from relsynth.coding import Coding
from relsynth.synthesis.determinants import Determinant, determinants, evidence_by_construct, is_determinant
from relsynth.synthesis.evidence import tabulate

PAPERS = papers(5)


def trust(study: int, role: str, assertion: str = "affirmed", **more: str) -> Coding:
    return coding(PAPERS[study], "STA.TRUST", "results", assertion, role=role, **more)


def row_of(*codings: Coding) -> Determinant:
    return determinants(corpus_of(PAPERS, codings))[0]


@pytest.mark.parametrize(
    ("codings", "parts", "by_lack", "balance"),
    [
        pytest.param([], ((), (), (), ()), (), None, id="nothing"),
        pytest.param([trust(1, "barrier")], ((1,), (), (), ()), (), -1.0, id="barrier"),
        pytest.param([trust(1, "barrier", "negated")], ((1,), (), (), ()), (1,), -1.0, id="its-lack-hinders"),
        pytest.param(
            [trust(1, "barrier", "negated"), trust(1, "barrier", at=1)],
            ((1,), (), (), ()),
            (),
            -1.0,
            id="lack-and-more",
        ),
        pytest.param([trust(1, "facilitator"), trust(2, "facilitator")], ((), (1, 2), (), ()), (), 1.0, id="helps"),
        pytest.param([trust(1, "barrier"), trust(1, "facilitator", at=1)], ((), (), (1,), ()), (), 0.0, id="both"),
        pytest.param([trust(1, "barrier facilitator")], ((), (), (1,), ()), (), 0.0, id="both-in-one-sentence"),
        pytest.param([trust(1, "strategy"), trust(2, "descriptive")], ((), (), (), (1, 2)), (), None, id="undirected"),
        pytest.param([trust(1, "barrier", "recommended")], ((), (), (), ()), (), None, id="no-evidence"),
        pytest.param(
            [trust(0, "barrier"), trust(1, "facilitator"), trust(2, "facilitator"), trust(3, "facilitator")],
            ((0,), (1, 2, 3), (), ()),
            (),
            0.5,
            id="three-help-one-hinders",
        ),
    ],
)
def test_each_study_stands_in_one_column(
    codings: list[Coding], parts: tuple[tuple[int, ...], ...], by_lack: tuple[int, ...], balance: float | None
) -> None:
    row = row_of(*codings)
    assert (row.barrier, row.facilitator, row.mixed, row.undirected) == parts
    assert (row.by_lack, row.balance) == (by_lack, balance)


def test_a_study_that_acts_on_it_is_told_apart_from_the_columns() -> None:
    row = row_of(trust(0, "strategy barrier"), trust(1, "strategy"))
    assert (row.barrier, row.undirected, row.strategy) == ((0,), (1,), (0, 1))


def test_only_what_takes_a_side_is_quoted() -> None:
    assert row_of(trust(0, "strategy")).quotes == ()
    assert [quote.citation for quote in row_of(trust(0, "barrier")).quotes] == [corpus_of(PAPERS).studies[0].citation]


def test_every_construct_has_its_row_and_kinds_of_it_count_for_it() -> None:
    rows = determinants(corpus_of(PAPERS, [coding(PAPERS[0], "STA.TRUST.GOODWILL", "results", role="barrier")]))
    assert [(row.construct, row.k) for row in rows] == [("STA.TRUST", 1), ("STR.FORUM", 0), ("STR.PLAIN", 0)]


CODED = st.lists(
    st.builds(
        lambda study, code, role, assertion, at: coding(PAPERS[study], code, "results", assertion, at=at, role=role),
        st.integers(0, 4),
        st.sampled_from(["STA.TRUST", "STA.TRUST.GOODWILL", "STR.FORUM"]),
        st.sampled_from(["barrier", "facilitator", "strategy", "barrier facilitator"]),
        st.sampled_from(["affirmed", "negated", "planned"]),
        st.integers(0, 1),
    ),
    max_size=12,
)


@given(CODED)
def test_columns_add_up_to_the_evidence_table(codings: list[Coding]) -> None:
    corpus = corpus_of(PAPERS, codings)
    for row, evidence in zip(determinants(corpus), tabulate(corpus), strict=True):
        assert (row.k, row.n) == (evidence.k, evidence.n)
        assert len(row.barrier) + len(row.mixed) == evidence.barrier
        assert len(row.facilitator) + len(row.mixed) == evidence.facilitator
        assert len(row.strategy) == evidence.strategy
        assert len(row.codings) == evidence.segments
        assert row.codings == tuple(evidence_by_construct(corpus).get(row.construct, []))


@pytest.mark.parametrize(
    ("code", "stands"),
    [
        pytest.param(code_of("STA.TRUST"), True, id="a-state"),
        pytest.param(code_of("STR.PLAIN", unspecific=True), False, id="partnering-as-such"),
        pytest.param(code_of("STA.LINK", type="outcome"), False, id="an-outcome"),
    ],
)
def test_what_can_help_or_hinder_by_itself_is_a_determinant(code: dict[str, object], stands: bool) -> None:
    book = small_codebook(code, construct_types=["state", "outcome"])
    assert is_determinant(book.constructs[0]) is stands
