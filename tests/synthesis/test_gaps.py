"""A gap says what it rests on, and is never firm on a machine's word."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import PLAIN_PAPER, Paper, code_of, coding, corpus_of, paper, papers, small_codebook
from invented_gaps import BOOK
from relsynth.codebook import GapThresholds
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.synthesis.gaps import KINDS, REST, ROBINSON, WEIGHT, Axis, Gap, find, not_judged

USUAL = GapThresholds()
TRUST, FORUM = "STA.TRUST", "STR.FORUM"


def trust(document: Document, section: str = "results", assertion: str = "affirmed") -> Coding:
    return coding(document, TRUST, section, assertion, amount="often")


def gaps_of(
    documents: Iterable[Document],
    codings: Iterable[Coding] = (),
    *,
    searched: Iterable[str] = (),
    thresholds: GapThresholds = USUAL,
    construct: str = TRUST,
) -> list[Gap]:
    found = find(corpus_of(documents, codings), thresholds=thresholds, searched=frozenset(searched))
    return [gap for gap in found if gap.construct == construct]


@pytest.mark.parametrize(
    ("n", "searched", "standing", "upper"),
    [
        pytest.param(35, [TRUST], "not reported (firm)", 0.0989, id="searched-and-enough-studies"),
        pytest.param(34, [TRUST], "not reported", 0.1015, id="searched-and-one-study-short"),
        pytest.param(30, [TRUST], "not reported", 0.1135, id="searched-and-too-few-studies"),
        pytest.param(35, [], "not found by the machine", 0.0989, id="not-searched"),
        pytest.param(35, [FORUM], "not found by the machine", 0.0989, id="another-was-searched"),
        pytest.param(1, [TRUST], "not reported", 0.7935, id="one-study"),
        pytest.param(0, [TRUST], "not reported", 1.0, id="no-study"),
    ],
)
def test_what_no_study_carries_is_absent(n: int, searched: list[str], standing: str, upper: float) -> None:
    (gap,) = gaps_of(papers(n), searched=searched)
    assert (gap.kind, gap.k, gap.n, gap.robinson) == ("absent", 0, n, "A1")
    assert (gap.standing, gap.firm) == (standing, "firm" in standing)
    assert gap.upper == pytest.approx(upper, abs=5e-5)
    assert gap.odds_ratio is None


MANY = papers(60)


@settings(max_examples=40)
@given(
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 59), st.sampled_from(["aims", "results", "discussion"])), max_size=6),
    st.builds(
        GapThresholds,
        n_min=st.integers(1, 20),
        floor=st.floats(0, 1),
        k_thin=st.integers(0, 60),
        k_rel=st.integers(1, 5),
        tau_rel=st.floats(0, 1),
    ),
    st.booleans(),
)
def test_no_gap_is_firm_until_a_person_has_searched_however_many_studies(
    n: int, places: list[tuple[int, str]], thresholds: GapThresholds, is_searched: bool
) -> None:
    codings = [trust(MANY[study], section) for study, section in places if study < n]
    searched = [TRUST] if is_searched else []
    gaps = find(corpus_of(MANY[:n], codings), thresholds=thresholds, searched=searched)
    assert {gap.construct for gap in gaps if gap.standing != "not found by the machine"} <= set(searched)
    for gap in gaps:
        assert 0 <= gap.lower <= gap.value <= gap.upper <= 1
        assert gap.k <= gap.n <= n
        assert 0 <= gap.severity <= 1
        assert gap.underpowered == (n < thresholds.n_min)
        if gap.firm:
            assert gap.upper < thresholds.floor
            assert not gap.underpowered


def test_a_firm_gap_needs_the_least_number_of_studies_too() -> None:
    (gap,) = gaps_of(papers(40), searched=[TRUST], thresholds=GapThresholds(n_min=41))
    assert (gap.standing, gap.underpowered) == ("not reported", True)


@pytest.mark.parametrize(
    ("n", "k", "kinds"),
    [
        pytest.param(20, 1, ["thin"], id="one-study"),
        pytest.param(20, 2, ["thin"], id="as-many-as-the-threshold"),
        pytest.param(20, 3, [], id="one-more"),
        pytest.param(60, 1, ["thin"], id="rare"),
        pytest.param(2, 2, ["thin"], id="all-of-two"),
    ],
)
def test_what_few_studies_carry_is_thin(n: int, k: int, kinds: list[str]) -> None:
    documents = papers(n)
    gaps = gaps_of(documents, [trust(document) for document in documents[:k]])
    assert [gap.kind for gap in gaps] == kinds
    assert all((gap.k, gap.n, gap.robinson) == (k, n, "A2") for gap in gaps)


def test_what_is_rarer_than_the_floor_is_thin_whatever_the_number() -> None:
    documents = papers(60)
    codings = [trust(document) for document in documents[:3]]
    assert gaps_of(documents, codings) == []
    (gap,) = gaps_of(documents, codings, thresholds=GapThresholds(floor=0.2))
    assert (gap.kind, gap.k) == ("thin", 3)


@pytest.mark.parametrize("assertion", ["recommended", "planned", "hypothetical", "reported_by_others"])
def test_what_is_only_advised_planned_supposed_or_cited_is_absent(assertion: str) -> None:
    documents = papers(12)
    (gap,) = gaps_of(documents, [trust(document, "results", assertion) for document in documents])
    assert (gap.kind, gap.k, gap.n) == ("absent", 0, 12)


def test_a_lack_that_was_studied_is_no_gap() -> None:
    documents = papers(12)
    assert gaps_of(documents, [trust(document, "results", "negated") for document in documents]) == []


def test_an_unspecific_code_is_nobodys_gap() -> None:
    assert gaps_of(papers(20), construct="STR.PLAIN") == []
    documents = papers(20)
    late = [coding(document, "STR.PLAIN", "discussion") for document in documents]
    assert gaps_of(documents, late, construct="STR.PLAIN") == []


# -- relegated to the end of the paper --------------------------------------------------------

UNSECTIONED: Paper = {"What we saw": ["Trust grew.", "Rafts held."]}
LESSONS = {"title": "Lessons learned from rafting"}


def relegated(documents: Iterable[Document], codings: Iterable[Coding], **more: GapThresholds) -> Gap | None:
    return next((gap for gap in gaps_of(documents, codings, **more) if gap.kind == "relegated_only"), None)


@pytest.mark.parametrize(
    ("late", "early", "share"),
    [
        pytest.param(3, 0, (3, 3), id="all-of-three"),
        pytest.param(4, 1, (4, 5), id="at-the-threshold"),
        pytest.param(3, 1, None, id="under-the-threshold"),
        pytest.param(2, 0, None, id="too-few-studies"),
        pytest.param(0, 5, None, id="none-late"),
    ],
)
def test_what_is_spoken_of_at_the_end_only_is_relegated(late: int, early: int, share: tuple[int, int] | None) -> None:
    documents = papers(12)
    codings = [
        *(trust(document, "discussion") for document in documents[:late]),
        *(trust(document, "lessons_learned") for document in documents[: late // 2]),
        *(trust(document, "methods") for document in documents[late : late + early]),
        *(trust(document, "discussion") for document in documents[late : late + early]),
    ]
    gap = relegated(documents, codings)
    assert (gap and (gap.k, gap.n)) == share
    if gap:
        assert (gap.robinson, gap.value) == ("D", pytest.approx(late / (late + early)))
        assert gap.lower < gap.value <= gap.upper
        assert not gap.underpowered


@pytest.mark.parametrize("assertion", ["recommended", "planned"])
def test_early_advice_and_plans_do_not_save_from_relegation(assertion: str) -> None:
    documents = papers(12)
    codings = [coded for d in documents[:3] for coded in (trust(d, "discussion"), trust(d, "aims", assertion))]
    gap = relegated(documents, codings)
    assert gap is not None
    assert (gap.k, gap.n) == (3, 3)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(papers(6, UNSECTIONED), id="unsectioned"),
        pytest.param(papers(6, {"lessons_learned": ["Start early.", "Go on."]}, **LESSONS), id="lessons-papers"),
    ],
)
def test_studies_that_cannot_tell_are_left_out_of_both_numbers(others: list[Document]) -> None:
    judged = [paper(PLAIN_PAPER, name=f"judged-{at}.txt") for at in range(4)]
    place = "other" if others[0].sections[0].label == "other" else "lessons_learned"
    silent = [trust(document, place) for document in others]
    assert relegated([*others, *judged], silent) is None
    gap = relegated([*others, *judged], [*silent, *(trust(document, "discussion") for document in judged)])
    assert gap is not None
    assert (gap.k, gap.n) == (4, 4)


def test_late_placement_is_set_against_all_other_constructs_with_half_a_segment_added_to_each_count() -> None:
    documents = papers(5)
    codings = [
        *(trust(document, "discussion") for document in documents[:3]),
        *(coding(document, FORUM, "results") for document in documents[:2]),
        coding(documents[3], FORUM, "lessons_learned"),
        coding(documents[4], FORUM, "discussion", "recommended"),
    ]
    gap = relegated(documents, codings)
    assert gap is not None
    assert gap.odds_ratio == pytest.approx((3.5 * 2.5) / (0.5 * 1.5))
    assert gap.odds_lower is not None
    assert gap.odds_upper is not None
    assert gap.odds_lower < gap.odds_ratio < gap.odds_upper


def test_the_odds_interval_is_the_same_every_time() -> None:
    documents = papers(5)
    codings = [trust(document, "discussion") for document in documents]
    assert relegated(documents, codings) == relegated(documents, codings)


def test_one_study_alone_gives_odds_without_bounds() -> None:
    (document,) = papers(1)
    gap = relegated([document], [trust(document, "discussion")], thresholds=GapThresholds(k_rel=1))
    assert gap is not None
    assert gap.odds_ratio == pytest.approx(3.0)
    assert math.isnan(gap.odds_lower or 0.0)
    assert math.isnan(gap.odds_upper or 0.0)


def test_only_an_absence_is_firm() -> None:
    documents = papers(60)
    codings = [trust(document, "discussion") for document in documents[:3]]
    thresholds = GapThresholds(floor=0.5, k_thin=0)
    gaps = gaps_of(documents, codings, searched=[TRUST], thresholds=thresholds)
    assert {gap.kind: gap.standing for gap in gaps} == {
        "thin": "not reported",
        "relegated_only": "not reported",
    }


def test_what_may_be_claimed_of_a_gap_tells_what_is_missing() -> None:
    documents = papers(4)
    codings = [trust(document, "discussion") for document in documents[:3]]
    gaps = gaps_of(documents, codings, thresholds=GapThresholds(k_thin=3))
    assert {gap.kind: gap.claim for gap in gaps if gap.construct == TRUST} == {
        "thin": "more not found by the machine",
        "relegated_only": "elsewhere not found by the machine",
    }


# -- all of them ------------------------------------------------------------------------------


def test_gaps_are_sorted_by_severity_and_each_says_its_thresholds() -> None:
    codes = [code_of(f"STA.{name}") for name in ("ABSENT", "SEARCHED", "THIN", "LATE", "THERE")]
    documents = papers(40)
    codings = [
        *(coding(document, "STA.THIN", "results") for document in documents[:2]),
        *(coding(document, "STA.LATE", "discussion", amount="often") for document in documents[:10]),
        *(coding(document, "STA.THERE", "results", amount="often") for document in documents),
    ]
    corpus = corpus_of(documents, codings, small_codebook(*codes))
    gaps = find(corpus, thresholds=USUAL, searched={"STA.SEARCHED"})
    assert [(gap.construct, gap.kind, gap.severity) for gap in gaps] == [
        ("STA.SEARCHED", "absent", 1.0),
        ("STA.ABSENT", "absent", 0.5),
        ("STA.THIN", "thin", 0.38),
        ("STA.LATE", "relegated_only", 0.225),
    ]
    assert [gap.threshold for gap in gaps] == [
        "k = 0; firm when searched and upper < 0.1",
        "k = 0; firm when searched and upper < 0.1",
        "k <= 2 or upper < 0.1",
        "share >= 0.8 of at least 3 studies",
    ]


def test_every_kind_has_its_words_its_reason_and_its_weight() -> None:
    assert [*REST] == [*ROBINSON] == [*KINDS]
    assert {*WEIGHT} == {*KINDS}


def test_what_a_codebook_cannot_tell_is_not_judged_and_is_told() -> None:
    assert [kind for kind, _ in not_judged(BOOK)] == ["one_setting"]
    missing = dict(not_judged(corpus_of(papers(1)).codebook))
    assert missing["unmeasured"] == "facet measured"
    assert missing["goal_less"] == "code GOAL.ALIGN or GOAL.OBJECTIVES"
    assert "one_level" not in missing


# Figures of the reference formulas: n studies, k with the code, of which ... -> what is called, and its share.
REFERENCE = {"relegated_only": 9 / 11, "unmeasured": 1 / 12, "one_level": 11 / 12, "contradictory": 3 / 9}


def test_a_construct_of_the_reference_has_the_gaps_of_the_reference() -> None:
    """40 studies, 12 with trust: 9 of the 11 that are no lessons papers late only, 1 measured, 3 linked, levels 11 to
    1, settings 7 to 5, 6 positive and 3 negative."""
    plain = papers(39)
    lessons = paper(PLAIN_PAPER, name="lessons.txt", title="Lessons learned from rafting")
    having = [*plain[:11], lessons]
    codings = [
        coding(
            document,
            TRUST,
            "discussion" if at < 9 or document is lessons else "results",
            amount="often",
            valence="1" if at < 6 else "-1" if at < 9 else "0",
            measured="study_items" if at == 0 else "none",
            linked_outcome="adoption" if at < 3 else "none",
            level="interpersonal" if at == 11 else "inter_organisational",
        )
        for at, document in enumerate(having)
    ]
    corpus = corpus_of([*plain, lessons], codings, BOOK)
    place = {document: at for at, document in enumerate([*plain, lessons])}
    values: list[tuple[str, ...]] = [()] * 40
    for at, document in enumerate(having):
        values[place[document]] = ("hospital" if at < 7 else "school",)
    gaps = find(corpus, thresholds=USUAL, axes=(Axis(name="setting", values=tuple(values)),))
    found = {gap.kind: gap.value for gap in gaps if gap.construct == TRUST}
    assert found == {kind: pytest.approx(share) for kind, share in REFERENCE.items()}
