"""Likeness is from 0 to 1, the same both ways, and forgives what databases do to names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.dedupe.likeness import Likeness, likeness, score
from relsynth.dedupe.traits import traits
from relsynth.dedupe.weights import LEFT_OUT, WEIGHTS
from relsynth.records import Origin, Record

words = st.text(alphabet="abcé 12[].-&", max_size=12)
some_text = st.none() | st.lists(words, min_size=1, max_size=6).map(" ".join)
records = st.builds(
    Record,
    origin=st.just(Origin(1, 1)),
    title=some_text,
    authors=st.lists(words, max_size=4).map(tuple),
    container_title=some_text,
    year=st.none() | st.integers(1990, 1993),
    volume=st.none() | words,
    issue=st.none() | words,
    page=st.none() | words,
    doi=st.none() | st.sampled_from(["10.1/a", "10.1/b"]),
    pmid=st.none() | st.sampled_from(["1", "2"]),
    issn=st.just(()) | st.just(("1234-5678",)),
    abstract=st.none() | words.map(lambda text: (text + " of ") * 20),
)


def alike(a: dict[str, Any], b: dict[str, Any]) -> Likeness:
    first, second = (traits(Record(origin=Origin(1, 1), **said)) for said in (a, b))
    return likeness(first, second)


@given(records, records)
def test_likeness_is_the_same_both_ways_and_within_bounds(a: Record, b: Record) -> None:
    like = likeness(traits(a), traits(b))
    assert like == likeness(traits(b), traits(a))
    assert all(0 <= value <= 1 for value in like)


@pytest.mark.parametrize(
    ("short", "long", "least"),
    [
        pytest.param("Am J Physiol", "American Journal of Physiology - Heart and Circulation", 0.9, id="part-of-it"),
        pytest.param("J. Town Plan.", "Journal of Town Planning", 0.95, id="abbreviated"),
        pytest.param("JTP", "Journal of Town Planning", 0.0, id="letters-with-the-little-words-left-out"),
        pytest.param("PNAS", "Proceedings of the National Academy of Sciences", 1.0, id="letters"),
        pytest.param("Town & Country", "Town and Country", 0.85, id="ampersand"),
    ],
)
def test_a_journal_is_known_by_its_abbreviation(short: str, long: str, least: float) -> None:
    assert alike({"container_title": short}, {"container_title": long}).journal >= least


@pytest.mark.parametrize(
    ("ours", "theirs", "first", "shared"),
    [
        pytest.param(("Zuna, R E", "Wang, S S"), ("Zuna R. E.", "Wang S."), 1, 1, id="punctuation"),
        pytest.param(("Zuna R. E.Wang S.",), ("Zuna, R E", "Wang, S S"), 1, 1, id="badly-split"),
        pytest.param(("Herrera E. L.",), ("Lupi Herrera, E.",), 1, 1, id="double-name"),
        pytest.param(("Ada Berg",), ("Berg, Ada",), 1, 1, id="given-name-first"),
        pytest.param(("Gühne E.",), ("Guehne E. A.",), 1, 0, id="umlaut"),
        pytest.param(("Berg A",), ("Okafor B",), 0, 0, id="others"),
    ],
)
def test_an_author_is_known_in_another_spelling(
    ours: tuple[str, ...], theirs: tuple[str, ...], first: float, shared: float
) -> None:
    like = alike({"authors": ours}, {"authors": theirs})
    assert (like.first_author, like.authors) == (first, shared)


@pytest.mark.parametrize(
    ("a", "b", "same", "other"),
    [
        pytest.param({"doi": "10.1/a"}, {"doi": "10.1/A"}, ["doi_same"], [], id="doi"),
        pytest.param({"doi": "10.1/a"}, {"doi": "10.1/b"}, [], ["doi_other"], id="two-dois"),
        pytest.param({"doi": "10.1/a"}, {}, [], [], id="one-doi"),
        pytest.param({"page": "12-9"}, {"page": "12-20"}, ["start_same"], ["end_other"], id="pages"),
        pytest.param({"year": 2011}, {"year": 2012}, ["year_next"], [], id="next-year"),
    ],
)
def test_what_is_absent_neither_agrees_nor_contradicts(
    a: dict[str, Any], b: dict[str, Any], same: list[str], other: list[str]
) -> None:
    like = alike(a, b)._asdict()
    found = {name for name, value in like.items() if value and name.split("_")[0] in ("doi", "start", "end", "year")}
    assert found == {*same, *other}


def test_there_is_a_weight_for_each_likeness_and_a_constant() -> None:
    assert {len(weights) for weights in (WEIGHTS, *LEFT_OUT.values())} == {len(Likeness._fields) + 1}


def test_a_score_is_a_probability_even_of_absurd_weights() -> None:
    like = Likeness._make([1.0] * len(Likeness._fields))
    ends = [score(like, [sign * 1e6] * (len(like) + 1)) for sign in (-1, 1)]
    assert ends == pytest.approx([0, 1])
