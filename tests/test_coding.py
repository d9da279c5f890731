"""What a coding says, and when it counts as evidence."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from relsynth.coding import EVIDENCE, Coder, Coding
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


def test_codings_are_values() -> None:
    assert coding(role=("barrier",)) == coding(role=("barrier",))
    assert len({coding(role=("barrier",)), coding(role=("barrier",)), coding(role=("goal",))}) == 2
