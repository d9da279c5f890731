"""What fields may ask for, and what is refused with what would have done."""

from __future__ import annotations

import fnmatch
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, paper, papers, small_codebook
from relsynth.query import Field, QueryError, parse
from relsynth.synthesis.asking_fields import Values, is_like, named, wanted_years

BOOK = small_codebook(
    facets={
        "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
        "assertion": {"definition": "Said how.", "values": ["affirmed", "planned", "negated", "hedged"]},
        "amount": {"definition": "How much.", "fields": ["unit"]},
        "section": {"definition": "Where.", "values": ["results"]},
    }
)
(FIRST,) = papers(1)
VALUES = Values(
    corpus_of([FIRST], [coding(FIRST, "STA.TRUST", "results", amount="weekly")], BOOK),
    {"partners": [("The health board of Rannoch",)], "income_group": [("low income",)]},
)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param("code:STA.TRUST", {"STA.TRUST", "STA.TRUST.GOODWILL"}, id="a-code-and-those-below"),
        pytest.param("code:sta.trust", {"STA.TRUST", "STA.TRUST.GOODWILL"}, id="in-small-letters"),
        pytest.param("code:*good*", {"STA.TRUST.GOODWILL"}, id="stars"),
        pytest.param("construct:STR.*", {"STR.FORUM", "STR.PLAIN"}, id="constructs"),
        pytest.param("domain:STA", {"STA.TRUST", "STA.TRUST.GOODWILL"}, id="domain"),
        pytest.param("level:inter-organisational,interpersonal", None, id="a-hyphen-is-no-underscore"),
        pytest.param("level:inter*", {"inter_organisational", "interpersonal"}, id="values-that-begin-alike"),
        pytest.param('level:"inter organisational"', {"inter_organisational"}, id="a-blank-is-an-underscore"),
        pytest.param("assertion:any", {"any"}, id="any-assertion"),
        pytest.param("section:results,conclusion", {"results", "conclusion"}, id="sections"),
        pytest.param(
            "section:late",
            {"discussion", "lessons_learned", "limitations", "conclusion", "implications"},
            id="late-sections",
        ),
        pytest.param("amount:weekly", {"weekly"}, id="a-facet-of-free-words"),
        pytest.param("amount:daily", set(), id="free-words-that-do-not-occur"),
        pytest.param("partners:rannoch", {"The health board of Rannoch"}, id="a-part-of-a-free-characteristic"),
        pytest.param("income_group:lmic", {"low income", "lower middle income", "upper middle income"}, id="incomes"),
        pytest.param("country:usa", {"United States of America"}, id="another-name-of-a-country"),
        pytest.param("paper:paper-0", {FIRST.version}, id="a-part-of-a-name"),
        pytest.param("coder:lexicon", {"lexicon@000000000000.1"}, id="a-family-of-coders"),
    ],
)
def test_what_a_value_stands_for(asked: str, wanted: set[str] | None) -> None:
    query = parse(asked)
    assert isinstance(query, Field)
    if wanted is None:
        with pytest.raises(QueryError, match="nearest is inter_organisational"):
            VALUES.of(query)
    else:
        assert VALUES.of(query) == wanted


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param("levle:system", "query, column 1: no field 'levle'; nearest is level", id="field"),
        pytest.param("trust codes:X", "query, column 7: no field 'codes'; nearest is code or coder", id="a-later-one"),
        pytest.param(
            "level:interpersonal,system",
            "query, column 21: level is never 'system'; there are interpersonal, inter_organisational",
            id="value",
        ),
        pytest.param("code:STA.TRSUT", "column 6: code is never 'STA.TRSUT'; nearest is STA.TRUST", id="code"),
        pytest.param("domain:X", "domain is never 'X'; there are STA, STR", id="nothing-is-near"),
        pytest.param(
            "year:20x", "query, column 6: '20x' is no year; write 2015, 2015..2020, 2015.. or ..2020", id="year"
        ),
        pytest.param("year:2020..2015", "ends before it begins; write 2015..2020", id="a-range-turned-round"),
        pytest.param("year:..", "'..' is no year", id="a-range-without-ends"),
        pytest.param("section:back_matter", "section is never 'back_matter'", id="what-is-never-evidence"),
        pytest.param("setting:hospitl", "setting is never 'hospitl'; nearest is hospital", id="characteristic"),
    ],
)
def test_what_there_is_not_is_refused(asked: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        VALUES.check(named(parse(asked)))


def test_short_names_of_fields() -> None:
    assert str(named(parse("explicit:passing -(income:HIC or level:inter*) trust"))) == (
        "explicitness:passing -(income_group:HIC or level:inter*) trust"
    )


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("year:2015", {2015}),
        ("year:2015..2017", {2015, 2016, 2017}),
        ("year:2019..", {2019, 2020}),
        ("year:..2014,2020", {2014, 2020}),
    ],
)
def test_years(asked: str, years: set[int]) -> None:
    query = parse(asked)
    assert isinstance(query, Field)
    holds = wanted_years(query)
    assert {year for year in range(2014, 2021) if holds(year)} == years
    assert not holds(None)


@given(st.text("ab", max_size=12), st.text("ab*", max_size=8))
def test_stars_are_as_in_names_of_files(text: str, pattern: str) -> None:
    assert is_like(text, pattern) == fnmatch.fnmatchcase(text, pattern)


def test_stars_cost_no_more_than_the_text_is_long() -> None:
    assert not is_like("a" * 100_000, "*a" * 2000 + "b")


def test_a_study_told_twice_is_asked_by_any_of_its_papers() -> None:
    both = [paper({"results": ["One."]}, name=name, doi="10.1/a") for name in ("first.txt", "second.txt")]
    query = parse("paper:second")
    assert isinstance(query, Field)
    assert Values(corpus_of(both)).of(query) == {both[1].version}
