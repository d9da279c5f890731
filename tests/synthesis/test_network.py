"""Who interacts with whom: pairs of kinds, counted by study."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, papers
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.network import UNNAMED, network, sides
from relsynth.synthesis.statistics import wilson

TRUST, FORUM = "STA.TRUST", "STR.FORUM"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    first, second, third = papers(3)
    return corpus_of(
        [first, second, third],
        [
            coding(first, TRUST, "results", dyad="funder-school", actor="funder school", role="barrier"),
            coding(first, TRUST, "results", at=1, dyad="funder-school"),
            coding(second, FORUM, "methods", dyad="school-funder school-school", role="facilitator"),
            coding(second, TRUST, "results", dyad="nurse-unnamed", actor="nurse"),
            coding(third, TRUST, "results", "recommended", dyad="funder-nurse", actor="funder nurse"),
        ],
    )


def test_an_edge_is_counted_by_study_whichever_side_comes_first(corpus: Corpus) -> None:
    found = network(corpus)
    assert [(edge.a, edge.b, edge.studies, edge.codings) for edge in found.edges] == [
        ("funder", "school", 2, (0, 1, 2)),
        ("school", "school", 1, (2,)),
    ]
    edge = found.edges[0]
    assert (edge.n, edge.lower, edge.upper) == (3, *wilson(2, 3))
    assert (edge.barrier, edge.facilitator, dict(edge.constructs)) == (1, 1, {FORUM: 1, TRUST: 1})


def test_what_names_one_side_only_is_no_edge_and_is_counted(corpus: Corpus) -> None:
    found = network(corpus)
    assert found.one_sided == (1, 1)
    assert dict(found.actors) == {"funder": 2, "nurse": 1, "school": 2}


def test_of_one_construct(corpus: Corpus) -> None:
    found = network(corpus, FORUM)
    assert [(edge.a, edge.b, edge.studies) for edge in found.edges] == [
        ("funder", "school", 1),
        ("school", "school", 1),
    ]


def test_nobody_is_a_network_too() -> None:
    found = network(corpus_of(papers(2)))
    assert (found.n, found.actors, found.edges, found.one_sided) == (2, (), (), (0, 0))


names = st.text("abc_", min_size=1, max_size=4)


@given(names, names)
def test_sides_do_not_depend_on_who_is_named_first(one: str, other: str) -> None:
    assert sides(f"{one}-{other}") == sides(f"{other}-{one}") == tuple(sorted((one, other)))


def test_a_dyad_without_a_second_side_has_an_unnamed_one() -> None:
    assert sides("school") == ("school", UNNAMED)


def test_a_relation_that_is_only_said_to_be_lacking_is_told_apart() -> None:
    made = papers(2)
    codings = [
        coding(made[0], TRUST, "results", "negated", dyad="funder-school"),
        coding(made[1], TRUST, "results", "negated", dyad="funder-school"),
        coding(made[1], TRUST, "results", at=1, dyad="funder-school"),
    ]
    (edge,) = network(corpus_of(made, codings)).edges
    assert (edge.studies, edge.lack_only) == (2, 1)
