"""Records say what a source says, are known by it, and are cited by it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_records import at, record
from relsynth.records import (
    FIELDS,
    Origin,
    Person,
    Record,
    Unread,
    digits_of,
    doi_in,
    folded,
    folded_doi,
    person,
    record_id,
    year_in,
)


@pytest.mark.parametrize(
    ("first", "last"), [pytest.param(0, 1, id="before-the-first"), pytest.param(3, 2, id="turned")]
)
def test_lines_are_counted_from_one_and_forward(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="1 <= first <= last"):
        Origin(first, last)


def test_what_is_unread_has_a_reason() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Unread(origin=Origin(1, 1), text="TY  -", reason="")


@pytest.mark.parametrize(
    ("authors", "year", "expected"),
    [
        pytest.param((), None, "Anonymous (n.d.)", id="nobody"),
        pytest.param(("Okafor, Ada",), 2021, "Okafor (2021)", id="one"),
        pytest.param(("Okafor, Ada", "World Van Union"), 2021, "Okafor and World Van Union (2021)", id="two"),
        pytest.param(("Okafor, A", "Li, B", "Wu, C"), 2021, "Okafor et al. (2021)", id="three"),
    ],
)
def test_a_record_is_cited_by_first_author_and_year(authors: tuple[str, ...], year: int | None, expected: str) -> None:
    assert record(1, authors=authors, year=year).short_citation == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Okafor, Ada B.", Person(family="Okafor", given="Ada B."), id="two-parts"),
        pytest.param("World Van Union", Person(family="World Van Union"), id="one-piece"),
        pytest.param("Okafor, ", Person(family="Okafor"), id="comma-alone"),
        pytest.param("King, Martin, Jr.", Person(family="King", given="Martin, Jr."), id="suffix"),
    ],
)
def test_a_name_has_its_parts(name: str, expected: Person) -> None:
    assert person(name) == expected


# -- identity


def test_a_record_keeps_its_id_for_good() -> None:
    assert record_id(Record(origin=Origin(1, 1), title="A van", year=2021)) == "r1:8aeae36572a6c79f"


def test_where_a_record_stands_is_no_part_of_its_id() -> None:
    assert record_id(at(record(1), 7, 19)) == record_id(record(1))


OTHERS = [
    *(pytest.param({name: "other"}, id=name) for name in FIELDS if getattr(record(1), name) is None),
    pytest.param({"title": "Other"}, id="title"),
    pytest.param({"year": 1999}, id="year"),
    pytest.param({"authors": ("Other, A",)}, id="authors"),
    pytest.param({"keywords": ("other",)}, id="keywords"),
    pytest.param({"extra": (("TY", "JOUR"),)}, id="extra"),
]


@pytest.mark.parametrize("others", OTHERS)
def test_whatever_else_a_record_says_changes_its_id(others: dict[str, object]) -> None:
    assert record_id(replace(record(1), **others)) != record_id(record(1))  # type: ignore[arg-type]


@given(text=st.text())
def test_any_text_can_be_known_by_an_id(text: str) -> None:
    assert record_id(record(1, title=text + "\ud800")).startswith("r1:")


# -- what identifiers and numbers stand in a text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("10.1000/ABC", "10.1000/abc", id="bare"),
        pytest.param("https://doi.org/10.1000/abc.", "10.1000/abc", id="resolver-and-full-stop"),
        pytest.param("doi: 10.1000/abc [doi]", "10.1000/abc", id="pubmed"),
        pytest.param("(10.1000/abc)", "10.1000/abc", id="in-brackets"),
        pytest.param("10.1000/s0022(83)80315(x)", "10.1000/s0022(83)80315(x)", id="brackets-of-its-own"),
        pytest.param("10.1016%2fj.van.2021.01.001", "10.1016/j.van.2021.01.001", id="url-encoded"),
        pytest.param("https://x.org/?doi=10.1000%2Fabc&partnerID=40", "10.1000/abc", id="in-an-address"),
        pytest.param("https://x.org/?doi=10.1000/abc&partnerID=40", "10.1000/abc", id="in-an-address-unencoded"),
        pytest.param(
            "10.1002/(SICI)1097-0258(19980815)17:15&lt;1661::AID-SIM968&gt;3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2",
            id="sici-with-entities",
        ),
        pytest.param("10.1000.10/abc", "10.1000.10/abc", id="sub-registrant"),
        pytest.param("see <a>10.1000/abc</a>", "10.1000/abc", id="tag-after"),
        pytest.param("10.1000/abc’", "10.1000/abc", id="closing-quote"),
        pytest.param("version 10.2/3", None, id="no-registrant"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_doi_is_found_wherever_it_stands(text: str, expected: str | None) -> None:
    assert doi_in(text) == expected


def test_a_doi_before_ever_so_many_brackets_takes_little_time() -> None:
    begun = time.process_time()
    assert doi_in(f"10.1000/a(b{')]}' * 100_000}") == "10.1000/a(b)"
    assert time.process_time() - begun < 2


@given(text=st.text(max_size=60).map(lambda end: f"10.1000/{end}"))
def test_a_doi_found_is_found_again_in_itself(text: str) -> None:
    found = doi_in(text)
    assert found is None or found.startswith("10.1000/")


@pytest.mark.parametrize(
    "other", ["10.1016%2FJ.Van.2018.02.003", "10.1016/j.van.2018.02.003", "10.1016/j-van-2018-02-003"]
)
def test_dois_agree_however_they_are_written(other: str) -> None:
    assert folded_doi(other) == "101016jvan201802003"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2021 Mar 3", 2021, id="date"),
        pytest.param("03/2021/", 2021, id="month-first"),
        pytest.param("20210303", 2021, id="date-in-digits"),
        pytest.param("20211303", None, id="digits-that-are-no-date"),
        pytest.param("2021030", None, id="digits-run-on"),
        pytest.param("1066", None, id="before-print"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_year_is_found_in_a_date(text: str, expected: int | None) -> None:
    assert year_in(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("PMC1234567", "1234567"), ("PMID: 12 [pubmed]", "12"), ("none", None)])
def test_a_number_is_found_in_an_identifier(text: str, expected: str | None) -> None:
    assert digits_of(text) == expected


# -- what two databases agree on


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param("Köhler’s Test: a <i>Trial</i>", "KOHLER'S TEST - A TRIAL.", id="accents-case-signs-tags"),
        pytest.param("Salt &amp; water", "Salt & water", id="entities"),
        pytest.param("a\u00a0van", "a van", id="spaces"),
        pytest.param("n < 3 and m > 2", "n 3 and m 2", id="signs-that-are-no-tags"),
        pytest.param("CO<sub>2</sub>", "CO2", id="subscript"),
    ],
)
def test_titles_fold_to_the_same(text: str, other: str) -> None:
    assert folded(text) == folded(other)


@given(text=st.text())
def test_folding_folds_no_further(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert "  " not in once
    assert once == once.strip()
    assert all(sign.isalnum() or sign == " " for sign in once)
