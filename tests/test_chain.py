"""A chain of digests tells every change of what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.chain import START, Link, digest_of, follow, verify

Chained = list[tuple[Link, dict[str, Any] | None]]

ROWS = st.dictionaries(
    st.sampled_from(["record", "verdict", "note", "coder", "score"]),
    st.none() | st.text(max_size=8) | st.integers(-5, 5) | st.floats(allow_nan=False),
    max_size=4,
)


def chained(*rows: dict[str, Any]) -> Chained:
    """A chain over rows of one table."""
    made: Chained = []
    previous = START
    for number, row in enumerate(rows, 1):
        link = follow(
            previous,
            number=number,
            table="decisions",
            key=str(number),
            origin="written",
            digest=digest_of("decisions", row),
        )
        made.append((link, row))
        previous = link.link
    return made


def three() -> Chained:
    """Three decisions of two people."""
    return chained(
        {"id": 1, "coder": "Ana", "verdict": "include", "at": "2026-01-01"},
        {"id": 2, "coder": "Ben", "verdict": "exclude", "at": "2026-01-02"},
        {"id": 3, "coder": "Ana", "verdict": "maybe", "at": "2026-01-03"},
    )


def changed(made: Chained) -> Chained:
    return [made[0], (made[1][0], {**(made[1][1] or {}), "verdict": "include"}), made[2]]


def taken_out(made: Chained) -> Chained:
    return [made[0], (made[1][0], None), made[2]]


def without_its_link(made: Chained) -> Chained:
    return [made[0], made[2]]


def put_in(made: Chained) -> Chained:
    link = replace(made[2][0], number=4, key="9")
    return [*made, (link, {"coder": "Eva"})]


def in_another_order(made: Chained) -> Chained:
    swapped = [replace(made[2][0], number=2), replace(made[1][0], number=3)]
    return [made[0], (swapped[0], made[2][1]), (swapped[1], made[1][1])]


def twice(made: Chained) -> Chained:
    link, row = made[1]
    again = follow(made[2][0].link, number=4, table=link.table, key=link.key, origin="written", digest=link.digest)
    return [*made, (again, row)]


@pytest.mark.parametrize(
    ("tampered", "kinds"),
    [
        pytest.param(list, [], id="nothing"),
        pytest.param(changed, ["changed"], id="a-verdict"),
        pytest.param(taken_out, ["removed"], id="a-row-gone"),
        pytest.param(without_its_link, ["missing"], id="a-row-and-its-link-gone"),
        pytest.param(put_in, ["changed", "broken"], id="a-link-put-in"),
        pytest.param(in_another_order, ["broken", "broken"], id="links-swapped"),
        pytest.param(twice, ["twice"], id="linked-twice"),
    ],
)
def test_what_was_done_to_a_chain_is_told(tampered: Callable[[Chained], Chained], kinds: list[str]) -> None:
    assert [fault.kind for fault in verify(tampered(three())).faults] == kinds


def test_a_fault_names_table_number_who_and_when() -> None:
    (fault,) = verify(changed(three())).faults
    assert str(fault) == "decisions 2 (Ben, 2026-01-02) is not as it was written (link 2)"


def test_what_lacks_at_the_end_is_told_by_the_head_alone() -> None:
    made = three()
    assert verify(made[:2]).faults == ()
    (fault,) = verify(made[:2], last_is=made[2][0].link).faults
    assert (fault.kind, fault.number) == ("missing", 3)


@given(st.lists(ROWS, min_size=1, max_size=5), st.data())
def test_any_other_value_gives_another_digest(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    made = chained(*rows)
    assert verify(made).faults == ()
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(ROWS.filter(lambda row: digest_of("decisions", row) != digest_of("decisions", rows[at])))
    told = verify([(link, other if n == at else row) for n, (link, row) in enumerate(made)]).faults
    assert [(fault.kind, fault.number) for fault in told] == [("changed", at + 1)]


def test_a_column_that_is_empty_leaves_the_digest_as_it_is() -> None:
    assert digest_of("decisions", {"id": 1}) == digest_of("decisions", {"id": 1, "mood": None})
    assert digest_of("decisions", {"id": 1}) != digest_of("decisions", {"id": 1, "mood": ""})
    assert digest_of("decisions", {}) != digest_of("decisions", None)
