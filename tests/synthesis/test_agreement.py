"""Machine and people compared: every figure by hand."""

from __future__ import annotations

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.coding import Coder, Coding
from relsynth.documents import Sentence, Span
from relsynth.synthesis.agreement import (
    Decision,
    Estimate,
    JudgedPaper,
    Pairs,
    agreement,
    by_paper,
    confusions,
    f1,
    folded,
    gain,
    groups,
    is_assisted,
    presence,
    sentences_of,
)

ANA = Coder(name="Ana", kind="person")


def pairs(*said: str) -> Pairs:
    """Pairs as "sentence code"."""
    return frozenset((int(number), code) for number, code in (one.split() for one in said))


def paper(
    machine: Pairs, *readers: Pairs, register: str = "journal", decisions: tuple[Decision, ...] = ()
) -> JudgedPaper:
    return JudgedPaper(
        name="a",
        register=register,
        sections=("results", "results", "discussion", "lessons_learned"),
        machine=machine,
        readers=tuple(("ABC"[n], one) for n, one in enumerate(readers)),
        decisions=decisions,
    )


ONE = paper(pairs("0 X", "1 X", "2 Y"), pairs("0 X", "2 Z"))
TWO = paper(pairs("0 X"), pairs("0 X", "1 X"), pairs("0 X"), register="narrative")


def test_pairs_that_both_have_are_counted_reading_by_reading() -> None:
    found = agreement("all", [ONE, TWO])
    assert (found.papers, found.twice) == (2, 1)
    assert (found.machine, found.people, found.both) == (3 + 1 + 1, 2 + 2 + 1, 1 + 1 + 1)
    assert (found.precision.value, found.recall.value, found.f1.value) == (3 / 5, 3 / 5, 6 / 10)


def test_people_are_compared_with_each_other_and_the_machine_with_them_there() -> None:
    found = agreement("all", [ONE, TWO])
    assert found.readers_f1.value == 2 / 3
    assert found.machine_f1_twice.value == 4 / 5
    assert isnan(agreement("all", [ONE]).readers_f1.value)


def test_decisions_tell_nothing_of_what_is_missed() -> None:
    said = (
        Decision(person="Ana", sentence=0, code="X", accepted=True),
        Decision(person="Ana", sentence=1, code="X", accepted=False),
    )
    found = agreement("all", [paper(pairs("0 X", "1 X", "2 Y"), decisions=said)])
    assert (found.papers, found.accepted.k, found.accepted.n) == (0, 1, 2)
    assert isnan(found.recall.value)
    assert isnan(found.precision.value)


def test_one_paper_has_no_spread_of_f1_and_wilsons_of_shares() -> None:
    found = agreement("all", [ONE])
    assert isnan(found.f1.lower)
    assert 0 < found.precision.lower < found.precision.value < found.precision.upper < 1


@pytest.mark.parametrize(
    ("by", "told"),
    [
        pytest.param("code", [("X", 3), ("Y", 1), ("Z", 0)], id="code"),
        pytest.param("register", [("journal", 3), ("narrative", 1)], id="register"),
        pytest.param("section", [("results", 3), ("discussion", 1), ("lessons_learned", 0)], id="section"),
    ],
)
def test_groups_hold_every_pair_once(by: str, told: list[tuple[str, int]]) -> None:
    found = [(name, sum(len(one.machine) for one in group)) for name, group in groups([ONE, TWO], by)]
    assert found == told


def test_coarser_codes_agree_where_finer_ones_do_not() -> None:
    papers = [paper(pairs("0 STA.TRUST.WARM"), pairs("0 STA.TRUST"))]
    assert agreement("code", papers).f1.value == 0
    assert agreement("domain", folded(papers, lambda code: code.split(".")[0])).f1.value == 1


def test_a_construct_is_in_a_paper_wherever_it_stands() -> None:
    assert agreement("paper", by_paper([paper(pairs("0 X", "1 X"), pairs("2 X"))])).f1.value == 1


def test_of_decisions_that_become_one_an_acceptance_stands() -> None:
    said = (
        Decision(person="Ana", sentence=0, code="A.B", accepted=False),
        Decision(person="Ana", sentence=0, code="A.C", accepted=True),
    )
    (made,) = folded([paper(pairs("0 A.B", "0 A.C"), decisions=said)], lambda code: code[0])
    assert made.decisions == (Decision(person="Ana", sentence=0, code="A", accepted=True),)


def test_codes_put_in_place_of_one_another_are_those_that_the_other_did_not_put() -> None:
    papers = [
        paper(pairs("0 X", "1 X", "2 X"), pairs("0 Y", "1 Y", "2 X", "2 Y", "3 Y")),
        paper(pairs("0 X"), pairs("0 Z"), pairs("0 Y")),
    ]
    assert [(one.machine, one.person, one.sentences) for one in confusions(papers)] == [("X", "Y", 3), ("X", "Z", 1)]


def test_sensitivity_and_specificity_are_of_papers() -> None:
    papers = by_paper([ONE, TWO, paper(pairs("0 Y"), pairs("1 X"), pairs("1 Y"))])
    x, z = presence(papers, ["X", "Z"])
    assert (x.sensitivity.k, x.sensitivity.n, x.specificity.k, x.specificity.n) == (2, 2.5, 0.5, 0.5)
    assert (z.sensitivity.k, z.sensitivity.n, z.specificity.k, z.specificity.n) == (0, 1, 2, 2)


@pytest.mark.parametrize(
    ("verdict", "reason", "assisted"),
    [
        pytest.param("code", None, False, id="coded-alone"),
        pytest.param("code", "accepts lexicon@1", True, id="accepted"),
        pytest.param("reject", "rejects lexicon@1", True, id="rejected"),
        pytest.param("reject", None, True, id="rejected-without-a-word"),
    ],
)
def test_what_was_shown_is_told_from_what_was_coded_alone(verdict: str, reason: str | None, assisted: bool) -> None:
    span = Span(version="v", start=0, end=1)
    coding = Coding(span=span, code="X", coder=ANA, reason=reason, verdict=verdict)  # type: ignore[arg-type]
    assert is_assisted(coding) is assisted


@pytest.mark.parametrize(
    ("span", "numbers"),
    [
        pytest.param((0, 10), (0,), id="a-sentence"),
        pytest.param((2, 5), (0,), id="a-part-of-it"),
        pytest.param((0, 32), (0, 1, 2), id="three"),
        pytest.param((0, 13), (0,), id="a-little-over"),
        pytest.param((8, 14), (1,), id="more-of-the-second"),
        pytest.param((10, 11), (), id="between-two"),
    ],
)
def test_a_span_stands_for_the_sentences_that_it_shares_half_with(
    span: tuple[int, int], numbers: tuple[int, ...]
) -> None:
    read = [Sentence(start=start, end=start + 10, paragraph=0) for start in (0, 11, 22)]
    assert sentences_of(Span(version="v", start=span[0], end=span[1]), read) == numbers


COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8)


@given(COUNTS)
def test_f1_lies_within_its_interval_or_has_none(counts: list[tuple[int, int, int]]) -> None:
    made = f1(counts)
    assert isnan(made.value) or isnan(made.lower) or 0 <= made.lower <= made.upper <= 1


@given(COUNTS)
def test_no_change_is_no_gain(counts: list[tuple[int, int, int]]) -> None:
    made = gain(counts, counts)
    assert isnan(made.value) or made.value == 0
    assert isnan(made.lower) or made.lower == made.upper == 0


def test_a_gain_in_every_paper_is_sure() -> None:
    before, after = [(5, 5, 5)] * 6, [(8, 2, 2)] * 6
    made = gain(before, after)
    assert made.lower > 0.29
    assert round(made.value, 9) == 0.3


@pytest.mark.parametrize(
    ("estimate", "told"),
    [
        pytest.param(Estimate(), "-", id="undefined"),
        pytest.param(Estimate(value=0.5), "0.50", id="without-interval"),
        pytest.param(Estimate(value=0.5, lower=0.25, upper=0.75), "0.50 [0.25, 0.75]", id="with-interval"),
        pytest.param(Estimate(value=0.5, lower=nan, upper=nan), "0.50", id="interval-undefined"),
    ],
)
def test_an_estimate_says_how_sure_it_is(estimate: Estimate, told: str) -> None:
    assert str(estimate) == told
