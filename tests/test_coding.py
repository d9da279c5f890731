"""What a coding says, and when it counts as evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import pytest

from relsynth.coding import EVIDENCE, Coder, Coding, standing
from relsynth.documents import Span
from relsynth.extraction.assertion import ASSERTIONS

EVERY_SET = [*chain.from_iterable(combinations(("affirmed", *ASSERTIONS), size) for size in range(len(ASSERTIONS) + 2))]


def coding(**facets: tuple[str, ...]) -> Coding:
    return Coding(
        span=Span(version="v1:0", start=0, end=1),
        code="STA.TRUST",
        coder=Coder(name="Ada Reader", kind="person"),
        facets=tuple(sorted(facets.items())),
    )


@pytest.mark.parametrize(
    ("asserted", "evidence", "lack"),
    [
        pytest.param(("affirmed",), True, False, id="affirmed"),
        pytest.param(("hedged",), True, False, id="hedged"),
        pytest.param(("negated",), True, True, id="negated"),
        pytest.param(("negated", "hedged"), True, True, id="a-lack-perhaps"),
        pytest.param(("negated", "reported_by_others"), False, False, id="a-lack-of-others"),
        pytest.param(("hedged", "recommended"), False, False, id="careful-advice"),
        pytest.param(("planned",), False, False, id="planned"),
        pytest.param(("hypothetical",), False, False, id="supposed"),
        pytest.param((), False, False, id="nothing-said"),
        pytest.param(("wished",), False, False, id="unknown"),
    ],
)
def test_what_counts_is_what_this_study_saw(asserted: tuple[str, ...], evidence: bool, lack: bool) -> None:
    made = coding(assertion=asserted)
    assert (made.is_evidence, made.is_lack) == (evidence, lack)


def test_nothing_recommended_planned_supposed_or_cited_counts_whatever_else_is_asserted() -> None:
    counted = {asserted for asserted in EVERY_SET if coding(assertion=asserted).is_evidence}
    assert counted == {asserted for asserted in EVERY_SET if asserted and set(asserted) <= EVIDENCE}
    assert len(counted) == 2 ** len(EVIDENCE) - 1


def test_a_facet_that_was_not_coded_is_empty() -> None:
    made = coding(role=("barrier", "strategy"))
    assert made.facet("role") == ("barrier", "strategy")
    assert made.facet("level") == ()
    assert not made.is_evidence


PEOPLE = {"Ana", "Ben"}


def say(who: str, where: tuple[int, int], what: str = "code", code: str = "STA.TRUST") -> Coding:
    return Coding(
        span=Span(version="v1:0", start=where[0], end=where[1]),
        code=code,
        coder=Coder(name=who, kind="person" if who in PEOPLE else "machine"),
        verdict="reject" if what == "reject" else "code",
    )


HERE, NEAR, HALF, PART, BEHIND = (0, 40), (0, 38), (20, 60), (30, 70), (40, 80)
"""A sentence; half or more of it, twice; less than half of it; the one behind it."""


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param([say("lexicon@1", HERE)], [0], id="nobody-has-judged-it"),
        pytest.param([say("lexicon@1", HERE), say("Ana", HERE)], [1], id="a-person-stands-above-the-machine"),
        pytest.param([say("Ana", HERE), say("lexicon@1", HERE)], [0], id="before-and-after-it"),
        pytest.param([say("lexicon@1", HERE), say("Ana", HERE, "reject")], [], id="rejected"),
        pytest.param([say("lexicon@1", HERE), say("Ana", NEAR, "reject")], [], id="rejected-on-most-of-it"),
        pytest.param([say("lexicon@1", HERE), say("Ana", HALF, "reject")], [], id="rejected-on-half-of-it"),
        pytest.param([say("lexicon@1", HERE), say("Ana", PART, "reject")], [0], id="rejected-on-less-than-half"),
        pytest.param([say("lexicon@1", HERE), say("Ana", BEHIND, "reject")], [0], id="rejected-elsewhere"),
        pytest.param([say("lexicon@1", HERE), say("Ana", HERE, "reject", "NET.TIES")], [0], id="another-code-rejected"),
        pytest.param([say("Ana", HERE), say("Ana", HERE, "reject")], [], id="coded-then-rejected-by-the-same-person"),
        pytest.param([say("Ana", HERE, "reject"), say("Ana", HERE)], [1], id="rejected-then-coded-by-the-same-person"),
        pytest.param([say("Ana", HERE), say("Ana", HERE)], [1], id="said-twice-counts-once"),
        pytest.param(
            [say("Ana", HERE), say("Ana", HERE, "reject"), say("Ana", HERE)], [2], id="changed-their-mind-twice"
        ),
        pytest.param([say("Ana", HERE), say("Ana", NEAR, "reject")], [0], id="own-word-on-another-place-replaces-none"),
        pytest.param([say("Ana", HERE), say("Ana", HERE, code="NET.TIES")], [0, 1], id="two-codes-of-one-person"),
        pytest.param([say("Ana", HERE), say("Ben", HERE, "reject")], [0], id="nobody-replaces-another-persons-word"),
        pytest.param([say("Ana", HERE, "reject"), say("Ben", HERE)], [1], id="one-rejects-the-other-codes"),
        pytest.param([say("Ana", HERE), say("Ben", HERE)], [0, 1], id="two-persons-agree"),
        pytest.param(
            [say("lexicon@1", HERE), say("Ana", HERE), say("Ben", HERE), say("Ana", HERE, "reject")],
            [2],
            id="one-of-two-takes-it-back",
        ),
        pytest.param(
            [say("lexicon@1", HERE), say("Ana", HERE), say("Ana", HERE, "reject")],
            [],
            id="taken-back-it-still-stands-above-the-machine",
        ),
    ],
)
def test_what_stands_is_each_persons_last_word_and_the_machines_where_nobody_has_one(
    said: list[Coding], left: list[int]
) -> None:
    assert standing(iter(said)) == tuple(said[n] for n in left)


def test_codings_are_values() -> None:
    assert coding(role=("barrier",)) == coding(role=("barrier",))
    assert len({coding(role=("barrier",)), coding(role=("barrier",)), coding(role=("goal",))}) == 2


def numbered(number: int, name: str = "Ana", **others: object) -> Coding:
    made = coding(assertion=("affirmed",))
    return replace(made, coder=Coder(name=name, kind="person"), number=number, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "stand"),
    [
        pytest.param([numbered(1), numbered(2, "Ben")], [1, 2], id="two-coders"),
        pytest.param([numbered(1), numbered(2, "Ben"), numbered(3, "Eva", settles=(1, 2))], [3], id="settled"),
        pytest.param([numbered(1), numbered(2, "Eva", settles=(1,), verdict="reject")], [], id="settled-as-no-coding"),
        pytest.param([numbered(1), numbered(2, "Eva", settles=(1,)), numbered(3)], [2, 3], id="said-again-afterwards"),
    ],
)
def test_what_an_adjudicator_settled_stands_as_they_settled_it(said: list[Coding], stand: list[int]) -> None:
    assert [one.number for one in standing(said)] == stand


def test_what_the_store_tells_of_a_coding_makes_it_no_other() -> None:
    made = coding(role=("barrier",))
    assert replace(made, number=7, at="then", codebook="b", round="first", settles=(1,)) == made
