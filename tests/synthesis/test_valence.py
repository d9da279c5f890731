"""A study counts once in a stratum, and a stratification explains only what it parts."""

from __future__ import annotations

import pytest

from invented import coding, corpus_of, papers
from relsynth.codebook import GapThresholds
from relsynth.coding import Coding
from relsynth.synthesis.statistics import wilson
from relsynth.synthesis.valence import ALL, ValenceRow, explains, valence

PAPERS = papers(8)
LIMITS = GapThresholds()


def said(study: int, direction: str, *, level: str = "interpersonal", at: int = 0) -> Coding:
    return coding(PAPERS[study], "STA.TRUST", "results", at=at, valence=direction, level=level)


def rows_of(codings: list[Coding], **more: object) -> tuple[ValenceRow, ...]:
    return valence(corpus_of(PAPERS, codings), {"STA.TRUST"}, thresholds=LIMITS, **more)  # type: ignore[arg-type]


def test_a_study_counts_once_by_its_net_rating() -> None:
    (row,) = rows_of([said(0, "1"), said(0, "1", at=1), said(1, "-1"), said(2, "1"), said(2, "-1", at=1), said(3, "0")])
    assert (row.k, row.positive, row.negative, row.mixed, row.neutral) == (4, 1, 1, 1, 1)
    assert (row.against, row.lower, row.upper) == (0.5, *wilson(1, 2))
    assert row.verdict == "too few to tell"
    assert row.codings == tuple(range(6))


@pytest.mark.parametrize(
    ("positive", "negative", "verdict"),
    [
        pytest.param(2, 1, "too few to tell", id="three-studies"),
        pytest.param(3, 1, "one side", id="a-quarter-against"),
        pytest.param(2, 2, "contradictory", id="half"),
        pytest.param(5, 2, "one side", id="under-the-threshold"),
    ],
)
def test_it_is_contradictory_from_a_share_and_a_number_of_studies(positive: int, negative: int, verdict: str) -> None:
    codings = [said(n, "1") for n in range(positive)] + [said(positive + n, "-1") for n in range(negative)]
    assert rows_of(codings)[0].verdict == verdict


def test_in_a_stratum_of_a_facet_only_its_own_segments_are_rated() -> None:
    rows = rows_of([said(0, "1"), said(0, "-1", level="inter_organisational", at=1)], facets=["level"])
    assert [(row.by, row.stratum, row.positive, row.negative, row.mixed) for row in rows] == [
        (ALL, ALL, 0, 0, 1),
        ("level", "interpersonal", 1, 0, 0),
        ("level", "inter_organisational", 0, 1, 0),
    ]


def test_what_says_nothing_of_a_facet_is_told_as_that() -> None:
    rows = rows_of([coding(PAPERS[0], "STA.TRUST", "results", valence="1")], facets=["phase"])
    assert [(row.by, row.stratum) for row in rows] == [(ALL, ALL), ("phase", "not_stated")]


def test_kinds_of_studies_take_the_whole_study() -> None:
    rows = rows_of([said(0, "1"), said(1, "-1")], kinds={"setting": {"school": (0,), "hospital": (0, 1), "farm": (7,)}})
    assert [(row.stratum, row.k) for row in rows] == [(ALL, 2), ("school", 1), ("hospital", 2)]


@pytest.mark.parametrize(
    ("strata", "told"),
    [
        pytest.param([("a", 4, 0), ("b", 0, 4)], "explains it", id="parted"),
        pytest.param([("a", 4, 0), ("b", 4, 0)], "too few to tell", id="both-lean-alike"),
        pytest.param([("a", 4, 0)], "too few to tell", id="one-stratum-parts-nothing"),
        pytest.param([("a", 4, 0), ("not_stated", 0, 4)], "too few to tell", id="not-stated-is-no-stratum"),
        pytest.param([("a", 2, 2), ("b", 0, 4)], "explains it in part", id="one-is-contradictory"),
        pytest.param([("a", 2, 2), ("b", 3, 3)], "does not explain it", id="all-are"),
        pytest.param([("a", 1, 1), ("b", 1, 0)], "too few to tell", id="few"),
    ],
)
def test_a_stratification_explains_what_it_parts(strata: list[tuple[str, int, int]], told: str) -> None:
    every = [row(ALL, ALL, 4, 4), *(row("level", *each) for each in strata)]
    assert explains(every) == told


def test_there_is_nothing_to_explain_where_studies_agree() -> None:
    assert explains([row(ALL, ALL, 8, 0), row("level", "a", 2, 2)]) == "nothing to explain"


def row(by: str, stratum: str, positive: int, negative: int) -> ValenceRow:
    codings = [said(n, "1") for n in range(positive)] + [said(positive + n, "-1") for n in range(negative)]
    (made,) = rows_of(codings)
    return ValenceRow(**{name: getattr(made, name) for name in ValenceRow.__slots__} | {"by": by, "stratum": stratum})


def test_a_lack_that_hinders_agrees_with_a_presence_that_helps_and_is_counted() -> None:
    lack = [coding(PAPERS[n], "STA.TRUST", "results", "negated", valence="-1") for n in (0, 1)]
    (row,) = rows_of([*lack, said(1, "-1", at=1), said(2, "1"), said(3, "1")])
    assert (row.positive, row.negative, row.by_lack, row.verdict) == (2, 2, 1, "contradictory")
