"""A report says what its records say, each word with its record; a full text joins none by likeness alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_records import TITLES, at, record, shouted
from relsynth.dedupe import Group, Match
from relsynth.records import FIELDS, Record
from relsynth.studies import attach, leading, merge, place

TEXT = {"type": None, "container_title": None, "volume": None, "issue": None, "page": None, "abstract": None}
"""What a full text does not say of itself."""


def match(a: str, b: str, relation: str = "duplicate") -> Match:
    return Match(a=a, b=b, relation=relation, rule="alike", score=0.9)  # type: ignore[arg-type]


# -- what records say together


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param({"a": shouted(1), "b": record(1)}, "b", id="with-abstract"),
        pytest.param({"a": record(1), "b": record(1, pmid="1")}, "b", id="fuller"),
        pytest.param({"a": record(1), "b": record(1)}, "a", id="first-of-equals"),
        pytest.param(
            {"a": record(1, abstract=None, pmid="1", pmcid="PMC1", language="en"), "b": record(1, doi=None)},
            "b",
            id="abstract-before-fullness",
        ),
    ],
)
def test_the_leading_record_has_the_abstract(records: dict[str, Record], expected: str) -> None:
    assert leading(records) == expected


def test_every_field_is_told_with_its_record_and_what_others_say() -> None:
    merged = merge({"a": shouted(1, pmid="17"), "b": at(record(1), 5, 9)})
    told = {field.field: field for field in merged.provenance}
    assert merged.id == "b"
    assert (merged.record.origin.first, merged.record.pmid, merged.record.title) == (5, "17", TITLES[1])
    assert (told["title"].record, told["title"].others) == ("b", (("a", f"{TITLES[1].upper()}."),))
    assert (told["pmid"].record, told["year"].others) == ("a", ())
    assert "language" not in told


def test_what_has_no_field_is_gathered_once() -> None:
    merged = merge({"a": record(1, extra=(("DB", "X"), ("AN", "1"))), "b": record(1, extra=(("AN", "1"), ("AN", "2")))})
    assert merged.record.extra == (("DB", "X"), ("AN", "1"), ("AN", "2"))


@given(which=st.lists(st.sampled_from(FIELDS), unique=True), seed=st.integers(0, 5))
def test_no_word_of_any_record_is_lost(which: list[str], seed: int) -> None:
    blank = replace(record(seed), **dict.fromkeys(which, None))  # type: ignore[arg-type]
    records = {"a": shouted(seed), "b": blank, "c": record(seed + 1)}
    merged = merge(records)
    for name in FIELDS:
        said = {getattr(one, name) for one in records.values()} - {None, ()}
        told = [field for field in merged.provenance if field.field == name]
        assert said == {value for field in told for value in (field.value, *(other for _, other in field.others))}
        assert getattr(merged.record, name) in (said or {None, ()})


# -- names of reports and studies


def test_reports_and_studies_are_named_by_who_was_there_first() -> None:
    groups = [
        Group(members=("a", "c")),
        Group(members=("b",), versions=("d",)),
        Group(members=("d",), versions=("b", "e")),
        Group(members=("e",), versions=("d",)),
    ]
    order = {"c": 0, "e": 1, "d": 2, "b": 3, "a": 4}
    expected = {"a": ("c", "c"), "c": ("c", "c"), "b": ("b", "e"), "d": ("d", "e"), "e": ("e", "e")}
    for turned in permutations(groups):
        assert place(turned, order) == expected


def test_a_chain_of_many_versions_is_one_study_and_takes_no_long() -> None:
    names = [f"{number:05}" for number in range(5_000)]
    groups = [
        Group(members=(name,), versions=tuple(names[near] for near in (n - 1, n + 1) if 0 <= near < len(names)))
        for n, name in enumerate(names)
    ]
    placed = place(groups, {name: n for n, name in enumerate(names)})
    assert {study for _, study in placed.values()} == {"00000"}


# -- full texts

FULL_TEXTS = [
    pytest.param({"title": None, "authors": (), "year": None}, {}, "duplicate", "full text, same DOI", id="doi"),
    pytest.param({"doi": "10.5555%2FMADE-UP.1"}, {}, "duplicate", "full text, same DOI", id="doi-written-otherwise"),
    pytest.param(
        {"doi": None, "title": None, "pmcid": "PMC7"},
        {"pmcid": "PMC7"},
        "duplicate",
        "full text, same PMCID",
        id="pmcid",
    ),
    pytest.param({"doi": None, "pmid": "7"}, {"pmid": "7"}, "duplicate", "full text, same PMID", id="pmid"),
    pytest.param({"doi": None}, {}, "duplicate", "full text, same title, year and first author", id="title"),
    pytest.param(
        *({"doi": None, "year": 2001}, {}, "duplicate", "full text, same title, year and first author"),
        id="year-online",
    ),
    pytest.param({"title": TITLES[4]}, {}, "unsure", "full text, same DOI, other title", id="doi-of-another-title"),
    pytest.param(
        *({"doi": "10.1/other", "pmcid": "PMC7"}, {"pmcid": "PMC7"}, "unsure", "full text, same PMCID, two DOIs"),
        id="two-dois",
    ),
    pytest.param({"doi": None, "year": None}, {}, None, None, id="title-without-year"),
    pytest.param({"doi": None, "authors": ()}, {}, None, None, id="title-without-author"),
    pytest.param({"doi": None, "authors": ("Else, E",)}, {}, None, None, id="title-of-another"),
    pytest.param({"doi": None, "year": 1990}, {}, None, None, id="title-years-apart"),
    pytest.param({"doi": None, "title": "Editorial note"}, {"title": "Editorial note"}, None, None, id="short-title"),
    pytest.param({"doi": "10.1/other"}, {}, None, None, id="title-with-two-dois"),
]


@pytest.mark.parametrize(("text", "others", "relation", "rule"), FULL_TEXTS)
def test_a_full_text_is_joined_by_identifiers_or_the_whole_title(
    text: dict[str, object], others: dict[str, object], relation: str | None, rule: str | None
) -> None:
    records = {"d1:x": record(1, **TEXT | text), "r1:x": record(1, **others), "r1:y": record(2)}
    found = [(m.a, m.b, m.relation, m.rule) for m in attach((), records, {"d1:x"})]
    assert found == ([("d1:x", "r1:x", relation, rule)] if relation else [])


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param({"doi": None, "year": None}, "duplicate", "unsure", id="likeness-alone"),
        pytest.param({"doi": None, "year": None}, "unsure", "unsure", id="unsure"),
        pytest.param({}, "unsure", "duplicate", id="identifier-decides"),
        pytest.param({}, "version", "version", id="correction-under-the-same-doi"),
        pytest.param({"doi": None, "year": None}, "version", "version", id="version"),
        pytest.param({"doi": None, "authors": ()}, "version", "unsure", id="version-by-nobody"),
    ],
)
def test_what_the_machine_finds_for_a_full_text_is_held_to_more(
    text: dict[str, object], found: str, expected: str
) -> None:
    records = {"d1:x": record(1, **TEXT | text), "r1:x": record(1)}
    (held,) = attach([match("d1:x", "r1:x", found)], records, {"d1:x"})
    assert held.relation == expected


def test_matches_of_records_are_left_as_they_are() -> None:
    records = {"r1:x": record(1), "r1:y": record(1)}
    found = [match("r1:x", "r1:y")]
    assert list(attach(found, records, ())) == found


def test_two_full_texts_of_one_report_are_joined_like_any() -> None:
    records = {"d1:x": record(1, **TEXT), "d1:y": record(1, **TEXT)}
    assert [(m.a, m.b, m.relation) for m in attach((), records, set(records))] == [("d1:x", "d1:y", "duplicate")]


@given(known=st.sets(st.sampled_from(["d1:x", "d1:y", "r1:x", "r1:y", "r1:z"])))
def test_bit_by_bit_gives_what_all_at_once_gives(known: set[str]) -> None:
    records = {
        "d1:x": record(1, **TEXT),
        "d1:y": record(2, **TEXT | {"doi": None}),
        "r1:x": record(1),
        "r1:y": shouted(1),
    }
    records["r1:z"] = record(2)
    texts = {"d1:x", "d1:y"}
    before = {id: records[id] for id in known}
    first = set(attach((), before, texts & known))
    second = set(attach((), records, texts, known=known))
    assert first | second == set(attach((), records, texts))
    assert not first & second
