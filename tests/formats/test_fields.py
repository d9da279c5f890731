"""From tags and values to fields: what goes where, and that nothing goes nowhere."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.fields import record_of
from relsynth.records import Origin, Record

AT = Origin(1, 1)
MEANINGS = {
    "T": "title", "A": "author", "B": "authors", "E": "editor", "J": "container_title", "Y": "year", "D": "issued",
    "1": "first_page", "2": "last_page", "P": "page", "N": "number", "K": "keyword", "S": "keywords", "U": "url",
    "I": "doi", "C": "citation", "0": "type",
}  # fmt: skip


def read(*pairs: tuple[str, str]) -> Record:
    record = record_of(pairs, MEANINGS, origin=AT)
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        pytest.param([("T", "A"), ("T", "B")], {"title": "A", "extra": (("T", "B"),)}, id="second-value"),
        pytest.param([("A", "Okafor, Ada"), ("A", "Ben Lund")],
                     {"authors": ("Okafor, Ada", "Lund, Ben"), "extra": (("A", "Ben Lund"),)}, id="names-turned"),
        pytest.param([("A", "Harbour Board, Health Group, Ward")], {"authors": ("Harbour Board, Health Group, Ward",)},
                     id="one-name-is-not-cut"),
        pytest.param([("B", "Okafor A, Lund B")], {"authors": ("Okafor, A", "Lund, B")}, id="byline"),
        pytest.param([("Y", "2019"), ("D", "May")], {"issued": "2019", "extra": (("D", "May"),)}, id="month-alone"),
        pytest.param([("Y", "2019"), ("D", "2019-05")], {"issued": "2019-05", "extra": (("Y", "2019"),)}, id="full"),
        pytest.param([("D", "2018-12"), ("Y", "2019")], {"issued": "2019", "year": 2019}, id="dates-disagree"),
        pytest.param([("1", "12"), ("2", "19")], {"page": "12-19", "extra": ()}, id="pages"),
        pytest.param([("P", "12-19"), ("1", "12")], {"page": "12-19", "extra": (("1", "12"),)}, id="pages-twice"),
        pytest.param([("N", "5550-0001"), ("N", "9783161484100"), ("N", "B2")],
                     {"issn": ("5550-0001", "B2"), "isbn": ("9783161484100",), "extra": (("N", "B2"),)}, id="numbers"),
        pytest.param([("K", "trust; crew"), ("S", "boats; sea")], {"keywords": ("trust; crew", "boats", "sea")},
                     id="one-keyword-or-several"),
        pytest.param([("U", "https://doi.org/10.5555/X")], {"doi": "10.5555/x"}, id="doi-in-an-address"),
        pytest.param([("0", "Journal Article")], {"type": "article-journal", "extra": (("0", "Journal Article"),)},
                     id="type"),
        pytest.param([("C", "Crew Health.   28(2):103-106, April 2015.")],
                     {"container_title": "Crew Health", "volume": "28", "issue": "2", "page": "103-106", "year": 2015,
                      "extra": (("C", "Crew Health.   28(2):103-106, April 2015."),)}, id="citation"),
        pytest.param([("C", "Journal of Imagined Health. ")], {"container_title": "Journal of Imagined Health"},
                     id="citation-of-a-journal-alone"),
        pytest.param([("T", "A"), ("B", "[No authors listed]")],
                     {"authors": (), "extra": (("B", "[No authors listed]"),)}, id="placeholder"),
        pytest.param([("T", "A"), ("?", "kept"), ("A", "")], {"authors": (), "extra": (("?", "kept"),)}, id="unknown"),
    ],
)  # fmt: skip
def test_values_go_to_their_fields(pairs: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    record = read(*pairs)
    assert {name: getattr(record, name) for name in expected} == expected


def test_tags_that_say_nothing_known_are_no_record() -> None:
    assert record_of([("?", "kept"), ("T", "")], MEANINGS, origin=AT) is None


@given(
    st.lists(st.tuples(st.sampled_from([*MEANINGS, "?"]), st.sampled_from(["ab", "2019", "Q; r", "10.5555/Z", "7-9"])))
)
def test_every_value_is_in_a_field_or_in_extra(pairs: list[tuple[str, str]]) -> None:
    said = str(read(("T", "Title"), *pairs)).lower()
    assert [value for _, value in pairs if any(part.lower() not in said for part in value.split("; "))] == []


@pytest.mark.parametrize("tag", ["N", "K"])
def test_many_values_are_gathered_in_one_pass(tag: str) -> None:
    values = [(tag, "1")] * 40_000 if tag == "K" else [(tag, "1 " * 40_000)]
    begun = time.process_time()
    read(("T", "A"), *values)
    assert time.process_time() - begun < 1
