"""Values of BibTeX's fields, one at a time."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.bibtex_values import LEFT, LIST, SAY, Said, say_extra, say_own, say_told, say_verbatim


@pytest.mark.parametrize(
    ("place", "raw", "one", "extra"),
    [
        ("page", "1 -- 2", {"page": "1-2"}, []),
        ("page", "{}", {}, []),
        ("doi", "DOI 10.1000/A", {"doi": "10.1000/a"}, [("F", "DOI 10.1000/A")]),
        ("pmid", "12", {"pmid": "12"}, []),
        ("pmcid", "PMC12", {"pmcid": "PMC12"}, []),
        ("pmcid", "none", {}, [("F", "none")]),
        ("abstract", "a\n\nb", {"abstract": "a\nb"}, []),
    ],
)
def test_a_single_value_is_taken(place: str, raw: str, one: dict[str, str], extra: list[tuple[str, str]]) -> None:
    said = Said()
    SAY[place](said, "F", raw, place)
    assert (said.one, said.extra) == (one, extra)


@pytest.mark.parametrize(
    ("place", "raw", "many", "extra"),
    [
        ("authors", "A, B", ["A, B"], []),
        ("editors", "B A", ["A, B"], [("F", "B A")]),
        ("keywords", "a;b ; ;c", ["a", "b", "c"], []),
        ("keywords", "{{{a, b}}}", ["a", "b"], []),
        pytest.param("keywords", "{" * 5000 + "a, b" + "}" * 5000, ["a, b"], [], id="braces-5000-deep"),
        ("issn", "1234-5678 (print)", ["1234-5678 (print)"], []),
        ("issn", "1234-5678; 12345678", ["1234-5678", "12345678"], []),
        ("url", "", [], []),
    ],
)
def test_a_list_grows(place: str, raw: str, many: list[str], extra: list[tuple[str, str]]) -> None:
    said = Said()
    LIST[place](said, "F", raw, place)
    assert (said.many.get(place, []), said.extra) == (many, extra)


def test_a_run_of_spaces_in_pages_takes_little_time() -> None:
    said, begun = Said(), time.process_time()
    SAY["page"](said, "pages", "1" + " \t" * 20_000 + "2--3", "page")
    assert said.one == {"page": "1 2-3"}
    assert time.process_time() - begun < 2


def test_what_is_left_is_left_once_and_told_first() -> None:
    said = Said()
    say_told(said, "Note", "a", "note")
    say_told(said, "note", "b", "note")
    say_extra(said, "x", " ", "x")
    say_verbatim(said, "file", "a--b", "file")
    assert said.extra == [("Note", "a"), ("note", "b"), ("file", "a--b")]
    assert said.told == {"note": "a"}
    assert {say_extra, say_told, say_verbatim} == LEFT


@pytest.mark.parametrize(
    ("raw", "own"),
    [("null", {"year": None}), ("1999", {"year": 1999}), ('"1999"', {}), ("[" * 5000, {}), ("{}", {}), ("1.5", {})],
)
def test_our_own_values_are_taken_where_the_field_may_have_them(raw: str, own: dict[str, int | None]) -> None:
    said = Said()
    say_own(said, "relsynth-f-year", raw, "relsynth-f-year")
    assert said.own == own
