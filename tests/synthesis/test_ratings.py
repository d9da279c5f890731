"""What a study's segments come to on the scale from -2 to +2."""

from __future__ import annotations

import pytest

from invented import PLAIN_PAPER, coding, corpus_of, paper
from relsynth.coding import Coding
from relsynth.synthesis.ratings import Distinguishes, Value, direction_of, distinguishes, rate, rated_by_study, ratings

PAPER = paper({**PLAIN_PAPER, "results": ["One.", "Two.", "Three."]})


def told(at: int = 0, section: str = "results", **facets: str) -> Coding:
    return coding(PAPER, "STA.TRUST", section, at=at, **facets)


@pytest.mark.parametrize(
    ("codings", "value", "both"),
    [
        pytest.param([told(valence="1")], 1, False, id="helps"),
        pytest.param([told(valence="-1"), told(1, valence="-1")], -1, False, id="hinders-in-general"),
        pytest.param([told(valence="2")], 2, False, id="a-coder-saw-instances"),
        pytest.param([told(valence="-2"), told(1, valence="-1")], -2, False, id="one-strong-is-enough"),
        pytest.param([told(valence="0")], 0, False, id="no-direction"),
        pytest.param([told(valence="0"), told(1, valence="1")], 1, False, id="no-direction-beside-one"),
        pytest.param([told(valence="1"), told(1, valence="-1")], "mixed", True, id="as-much-of-both"),
        pytest.param([told(valence="mixed")], "mixed", True, id="said-to-be-mixed"),
        pytest.param([told(valence="1"), told(1, valence="1"), told(2, valence="-1")], 1, True, id="net-helps"),
        pytest.param([told(valence="-2"), told(1, valence="-1"), told(2, valence="1")], -1, True, id="net-is-never-2"),
        pytest.param([told(role="barrier")], -1, False, id="role-where-there-is-no-valence"),
        pytest.param([told(role="facilitator")], 1, False, id="role-helps"),
        pytest.param([told(role="barrier", valence="1")], 1, False, id="valence-goes-before-role"),
        pytest.param([told(role="strategy")], 0, False, id="a-strategy-takes-no-side"),
    ],
)
def test_a_study_is_rated_by_the_rule(codings: list[Coding], value: Value, both: bool) -> None:
    corpus = corpus_of([PAPER], codings)
    rating = rate(corpus, range(len(codings)))
    assert (rating.value, rating.both, rating.codings) == (value, both, tuple(range(len(codings))))


@pytest.mark.parametrize(
    ("spoken", "value"), [pytest.param([0], -1, id="one-informant"), pytest.param([0, 1], -2, id="two-paragraphs")]
)
def test_quotes_of_participants_in_two_paragraphs_make_it_strong(spoken: list[int], value: int) -> None:
    own = [p for p in PAPER.paragraphs if PAPER.sections[p.section].label == "results"]
    quoting = paper(
        {**PLAIN_PAPER, "results": ["One.", "Two.", "Three."]}, spoken=tuple((own[n].start, own[n].end) for n in spoken)
    )
    codings = [coding(quoting, "STA.TRUST", "results", at=n, valence="-1") for n in (0, 1)]
    assert rate(corpus_of([quoting], codings), [0, 1]).value == value


def test_what_is_no_evidence_is_not_rated_and_missing_is_no_zero() -> None:
    corpus = corpus_of([PAPER], [coding(PAPER, "STA.TRUST", "results", "recommended", valence="1")])
    assert rated_by_study(corpus, range(1)) == {}
    assert [(row.construct, dict(row.ratings)) for row in ratings(corpus)] == [
        *(("STA.TRUST", {}), ("STR.FORUM", {}), ("STR.PLAIN", {}))
    ]


@pytest.mark.parametrize(
    ("facets", "direction"),
    [
        ({"valence": "1"}, "positive"),
        ({"valence": "-2"}, "negative"),
        ({"valence": "1 -1"}, "mixed"),
        ({"valence": "0"}, "neutral"),
        ({"role": "barrier facilitator"}, "mixed"),
        ({}, "neutral"),
    ],
)
def test_a_segment_says_a_direction(facets: dict[str, str], direction: str) -> None:
    assert direction_of(corpus_of([PAPER], [told(**facets)]).segments[0]) == direction


@pytest.mark.parametrize(
    ("high", "low", "told"),
    [
        pytest.param([2, 1], [-1, -1], "strongly", id="2.5-points"),
        pytest.param([1, 1], [0, 0], "weakly", id="1-point"),
        pytest.param([1, "mixed"], [0, 0], "not", id="half-a-point"),
        pytest.param([2], [-2, -2], "too few rated", id="one-study"),
    ],
)
def test_ratings_part_two_groups_of_studies(high: list[Value], low: list[Value], told: Distinguishes) -> None:
    assert distinguishes(high, low) == told
