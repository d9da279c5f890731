"""What a paper says of its study, whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relsynth.characteristics import FIELDS, REVISION, allowed, canonical, characteristics_of
from relsynth.documents import Document

Paper = Callable[..., Document]
VERBATIM = frozenset({"population", "innovation", "partner_count"})

A_PAPER = {
    "title": "Implementing a salad bar programme with ten primary schools in rural Kenya: a multiple case study",
    "abstract": (
        "The Acorn Food Alliance, a coalition of 23 agencies, partnered with the Beech County Department of Education. "
        "We interviewed teachers and school cooks, guided by the CFIR, and scored the Team Climate Inventory."
    ),
    "discussion": "In Sweden it was otherwise.",
    "funding": "The study was funded by the Elm Foundation.",
}


def test_a_paper_fills_its_row(paper: Paper) -> None:
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for each in characteristics_of(paper(**A_PAPER)):
        found[each.field].append(each.value)
    assert found["country"] == ["Kenya"]
    assert found["income_group"] == ["lower middle income"]
    assert found["setting"][0] == "school"
    assert "education" in found["sector"]
    assert found["design"][0] == "multiple case study"
    assert "school cooks" not in found["partners"]
    assert found["innovation"][0] == "salad bar programme"
    assert "Beech County Department of Education" in found["partners"]
    assert found["partner_count"] == ["23 agencies"]
    assert found["frameworks"] == ["CFIR"]
    assert found["instruments"] == ["Team Climate Inventory"]
    assert found["funding"] == ["Elm Foundation"]


def test_fields_come_in_their_order(paper: Paper) -> None:
    order = [FIELDS.index(each.field) for each in characteristics_of(paper(**A_PAPER))]
    assert order == sorted(order)


def test_nothing_is_said_of_a_paper_that_says_nothing(paper: Paper) -> None:
    assert characteristics_of(paper()) == ()


def test_the_revision_names_what_it_revises() -> None:
    name, _, number = REVISION.partition("/")
    assert name == "characteristics"
    assert number.isdigit()


CONTROLLED = ("country", "income_group", "setting", "sector", "design")


def test_controlled_fields_have_a_table_and_others_have_none() -> None:
    assert [field for field in FIELDS if allowed(field)] == list(CONTROLLED)


def test_what_is_found_in_a_controlled_field_is_of_its_table(paper: Paper) -> None:
    controlled = [each for each in characteristics_of(paper(**A_PAPER)) if each.field in CONTROLLED]
    assert controlled
    assert all(canonical(each.field, each.value) == each.value for each in controlled)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        pytest.param("design", "banana study", None, id="not-of-the-table"),
        pytest.param("design", " Case Study ", "case study", id="as-the-table-writes-it"),
        pytest.param("country", "USA", "United States of America", id="another-name"),
        pytest.param("country", "viet nam", "Viet Nam", id="in-small-letters"),
        pytest.param("country", "Atlantis", None, id="no-country"),
        pytest.param("funding", "Acorn Trust", "Acorn Trust", id="the-papers-own-words"),
    ],
)
def test_a_value_becomes_that_of_its_table(field: str, value: str, expected: str | None) -> None:
    assert canonical(field, value) == expected


SOME_WORDS = (
    "Kenya Georgia the The of and in for with a coalition of 23 agencies partner partners University Trust Council"
    " funded by randomised trial study older adults children programme intervention implementing ( ) , . ; CFIR TDF"
    " US us hospital school \ue000 ’s &"
)
WORDS = st.sampled_from(SOME_WORDS.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=60))
def test_evidence_is_a_place_in_the_text(
    paper: Paper, title: list[str], abstract: list[str], funding: list[str]
) -> None:
    document = paper(
        title=" ".join(title).replace("\ue000", "") or "A", abstract=" ".join(abstract), funding=" ".join(funding)
    )
    found = characteristics_of(document)
    assert found == characteristics_of(document)
    for each in found:
        assert 0 <= each.start < each.end <= len(document.text)
        assert 0 <= each.confidence <= 1
        if each.field in VERBATIM:
            assert each.value == document.quote(each.start, each.end)


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Kenya " * 4000, id="a-name-over-and-over"),
        pytest.param("University of and the " * 2000, id="small-words"),
        pytest.param("A" * 40_000, id="one-word"),
        pytest.param("(" * 20_000, id="brackets"),
        pytest.param("funded by grants from " * 2000, id="funding-over-and-over"),
        pytest.param("older adults with and " * 2000, id="people-over-and-over"),
        pytest.param("a coalition of 23 " * 2000, id="counts-over-and-over"),
        pytest.param("in collaboration with schools, " * 2000, id="partners-over-and-over"),
        pytest.param("wanted rural villages men " * 2000, id="plurals-over-and-over"),
        pytest.param("Aa Bb " * 6000, id="capitals-over-and-over"),
        pytest.param("trial, " * 6000, id="commas"),
    ],
)
def test_hostile_words_cost_no_more_than_their_length(paper: Paper, line: str) -> None:
    document = paper(abstract=line, funding=line)
    assert all(0 <= one.start < one.end <= len(document.text) for one in characteristics_of(document))
