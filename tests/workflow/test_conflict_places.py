"""What belongs to one place, and which places differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relsynth.coding import Coder, Coding, Facets
from relsynth.documents import Sentence, Span
from relsynth.workflow.conflict_places import differing

SENTENCES = tuple(Sentence(start=100 * at, end=100 * at + 99, paragraph=at) for at in range(4))
TRUST, TIES = "STA.TRUST", "NET.TIES"
NONE: frozenset[int] = frozenset()


def said(
    number: int, who: str, sentence: int = 0, code: str = TRUST, *, rejects: bool = False, facets: Facets = ()
) -> Coding:
    return Coding(
        span=Span(version="v1:0", start=100 * sentence, end=100 * sentence + 99),
        code=code,
        coder=Coder(name=who, kind="person"),
        facets=facets,
        verdict="reject" if rejects else "code",
        number=number,
    )


def places(words: list[Coding], *readers: str, settled: frozenset[int] = NONE) -> list[list[int | None]]:
    found = differing(words, readers=readers, settled=settled, sentences=SENTENCES)
    return [[one.number for one in place.said] for place in found]


HEDGED: Facets = (("assertion", ("hedged",)),)
AFFIRMED: Facets = (("assertion", ("affirmed",)),)
GOAL: Facets = (("role", ("goal",)),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param([said(1, "Ana"), said(2, "Ben")], [], id="alike"),
        pytest.param([said(1, "Ana")], [[1]], id="one-codes-and-one-does-not"),
        pytest.param([said(1, "Ana"), said(2, "Ben", 1)], [[1], [2]], id="each-elsewhere"),
        pytest.param([said(1, "Ana"), said(2, "Ben", code=TIES)], [[1, 2]], id="another-code-each-is-one-place"),
        pytest.param([said(1, "Ana"), said(2, "Ana", code=TIES), said(3, "Ben", code=TIES)], [[1]], id="one-code-more"),
        pytest.param([said(1, "Ana"), said(2, "Ana", code=TIES)], [[1], [2]], id="two-codes-of-one-are-two-places"),
        pytest.param([said(1, "Ana", facets=HEDGED), said(2, "Ben", facets=AFFIRMED)], [[1, 2]], id="other-facets"),
        pytest.param([said(1, "Ana", facets=HEDGED), said(2, "Ben", facets=GOAL)], [], id="each-another-facet"),
        pytest.param([said(1, "Ana"), said(2, "Ben", rejects=True)], [[1, 2]], id="rejected-by-another"),
        pytest.param([said(2, "Ben", rejects=True)], [], id="rejected-and-coded-by-nobody"),
        pytest.param(
            [said(1, "Ana"), replace(said(2, "Ben"), span=Span(version="v1:0", start=0, end=40))], [], id="part-of-it"
        ),
        pytest.param(
            [replace(said(1, "Ana"), span=Span(version="v1:0", start=0, end=199)), said(2, "Ben"), said(3, "Ben", 1)],
            [],
            id="two-sentences-at-once",
        ),
    ],
)
def test_where_two_readers_differ(words: list[Coding], expected: list[list[int]]) -> None:
    assert places(words, "Ana", "Ben") == expected


def test_a_third_who_saw_nothing_is_among_those_who_differ() -> None:
    (place,) = differing(
        [said(1, "Ana"), said(2, "Ben")], readers=["Ana", "Ben", "Cem"], settled=NONE, sentences=SENTENCES
    )
    assert (place.coders, [one.number for one in place.said]) == (("Ana", "Ben", "Cem"), [1, 2])


def test_who_has_not_read_the_paper_differs_only_in_what_they_say() -> None:
    assert places([said(1, "Ana")], "Ana") == []
    assert places([said(1, "Ana"), said(2, "Ben", rejects=True)], "Ana") == [[1, 2]]


def test_what_is_settled_is_open_again_when_somebody_codes_there_since() -> None:
    both = [said(1, "Ana"), said(2, "Ben", code=TIES)]
    assert places(both, "Ana", "Ben", settled=frozenset({1, 2})) == []
    assert places([*both, said(9, "Ana")], "Ana", "Ben", settled=frozenset({1, 2})) == [[1, 9]]
