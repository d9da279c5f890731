"""Records of one report meet under a key, and no key is shared by a crowd."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from relsynth.dedupe.keys import candidates, keys
from relsynth.dedupe.traits import traits
from relsynth.records import Origin, Record

WHOLE: dict[str, Any] = {
    "title": "Walking groups in small towns of the northern coast",
    "authors": ("Berg, Ada", "Okafor, Ben"),
    "container_title": "Journal of Towns",
    "year": 2011,
    "volume": "12",
    "page": "101-109",
    "doi": "10.1234/towns.5",
}


def record(**said: Any) -> Record:
    return Record(origin=Origin(1, 1), **said)


def meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return list(candidates([traits(record(**a)), traits(record(**b))])) == [(0, 1)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="the-same"),
        pytest.param({"doi": None, "page": None, "volume": None}, id="no-numbers"),
        pytest.param({"doi": None, "year": 2012, "volume": None, "page": None}, id="another-year"),
        pytest.param({"doi": None, "authors": ()}, id="no-authors"),
        pytest.param({"doi": None, "title": None}, id="no-title"),
        pytest.param({"doi": None, "title": "Wandergruppen in kleinen Orten"}, id="translated-title"),
        pytest.param({"doi": None, "title": "Walking groups in small towns"}, id="title-cut"),
        pytest.param({"doi": None, "volume": None, "issue": "1"}, id="volume-left-out"),
        pytest.param({"title": "Groups that walk", "volume": None, "authors": ("Anonymous",)}, id="doi-and-page"),
    ],
)
def test_two_records_of_one_report_are_looked_at(change: dict[str, Any]) -> None:
    assert meet(WHOLE, {**WHOLE, **change})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param({}, {}, id="records-that-say-nothing"),
        pytest.param({"year": 2011}, {"year": 2011}, id="same-year"),
        pytest.param({"volume": "12", "year": 2011}, {"volume": "12", "year": 2011}, id="same-volume"),
        pytest.param(
            {"doi": "10.1/s1", "title": "On trust", "authors": ("Berg",), "page": "S1"},
            {"doi": "10.1/s1", "title": "Of bridges", "authors": ("Okafor",), "page": "S2"},
            id="abstracts-of-one-congress-with-the-doi-of-the-supplement",
        ),
        pytest.param(
            {"title": "Editorial", "authors": ("Berg",), "year": 2011, "volume": "1", "page": "1"},
            {"title": "Editorial", "authors": ("Okafor",), "year": 2012, "volume": "2", "page": "3"},
            id="editorials",
        ),
        pytest.param(
            {"title": "Correspondence", "authors": ("Anonymous",), "year": 2011},
            {"title": "Correspondence", "authors": ("Anonymous",), "year": 2011},
            id="short-titles-by-nobody-without-a-place",
        ),
        pytest.param(
            {"title": "Reply", "authors": ("Berg",), "year": 2011},
            {"title": "Reply", "authors": ("Berg",), "year": 2019},
            id="short-titles-of-other-years",
        ),
    ],
)
def test_what_has_little_in_common_is_not_looked_at(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert not meet(a, b)


def test_keys_are_those_of_the_record_alone() -> None:
    assert list(keys(traits(record(**WHOLE)))) == list(keys(traits(record(**WHOLE, abstract="Other words."))))


def test_a_congress_of_a_thousand_abstracts_is_not_compared_each_with_each() -> None:
    syllables = ("ba", "co", "du", "fe", "gi", "lo", "mu", "na", "re", "so")
    names = ["".join(syllable) for syllable in product(syllables, repeat=3)]
    abstracts = [
        record(
            title=f"{name.title()} {name[::-1]} {name[2:]}{name[:2]}",
            authors=(f"{name[3:].title()}{name[:3]}, A",),
            year=2011,
            volume="1",
            page=f"S{n + 1}",
            doi="10.1/supplement",
        )
        for n, name in enumerate(names)
    ]
    assert len(list(candidates([traits(one) for one in abstracts]))) < len(abstracts)


@pytest.mark.parametrize("few", [0, 1])
def test_fewer_than_two_records_make_no_pair(few: int) -> None:
    assert list(candidates([traits(record(**WHOLE))] * few)) == []
