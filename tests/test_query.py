"""Queries: what is read is written again as it was meant, and nothing but a QueryError is ever raised."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.query import DEEPEST, LONGEST, All, Any, Field, Not, Query, QueryError, Words, all_of, any_of, parse
from relsynth.query import leaves as leaves_of

TRUST, BARRIER, LATE = (
    Field(name="code", values=("STA.TRUST*",)),
    Field(name="role", values=("barrier",)),
    Field(name="section", values=("late",)),
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        pytest.param("code:STA.TRUST*", TRUST, id="field"),
        pytest.param("CODE:STA.TRUST*", TRUST, id="field-in-capitals"),
        pytest.param(" code:STA.TRUST*  role:barrier ", All(parts=(TRUST, BARRIER)), id="side-by-side"),
        pytest.param("code:STA.TRUST* and role:barrier", All(parts=(TRUST, BARRIER)), id="and"),
        pytest.param("code:STA.TRUST* OR role:barrier", Any(parts=(TRUST, BARRIER)), id="or"),
        pytest.param("role:barrier,goal", Field(name="role", values=("barrier", "goal")), id="comma"),
        pytest.param("-section:late", Not(part=LATE), id="not"),
        pytest.param(
            "-(section:late or role:barrier)", Not(part=Any(parts=(LATE, BARRIER))), id="not-of-what-is-in-brackets"
        ),
        pytest.param(
            "code:STA.TRUST* role:barrier or section:late",
            Any(parts=(All(parts=(TRUST, BARRIER)), LATE)),
            id="and-binds-closer",
        ),
        pytest.param("((role:barrier))", BARRIER, id="brackets-that-say-nothing"),
        pytest.param("valence:-1,-2", Field(name="valence", values=("-1", "-2")), id="minus-in-a-value"),
        pytest.param("year:2015..2020", Field(name="year", values=("2015..2020",)), id="range"),
        pytest.param('country:"Papua New Guinea"', Field(name="country", values=("Papua New Guinea",)), id="quoted"),
        pytest.param("trust", Words(text="trust"), id="word"),
        pytest.param('"hard  to trust"', Words(text="hard to trust"), id="phrase"),
        pytest.param('text:"hard to",trust', Any(parts=(Words(text="hard to"), Words(text="trust"))), id="text-field"),
        pytest.param('"or"', Words(text="or"), id="a-word-that-is-a-sign-elsewhere"),
        pytest.param("or:x", Field(name="or", values=("x",)), id="a-field-called-like-a-sign"),
        pytest.param(r'"say \"trust\""', Words(text='say "trust"'), id="quotes-in-quotes"),
        pytest.param("well-being", Words(text="well-being"), id="a-hyphen-is-no-sign"),
    ],
)
def test_what_a_query_means(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        pytest.param("", None, "asks for nothing", id="empty"),
        pytest.param("code:", 6, "a value of code is missing here", id="no-value"),
        pytest.param("code:A,", 8, "a value of code is missing here", id="no-value-behind-a-comma"),
        pytest.param("code: A", 6, "a value of code is missing here", id="blank-before-the-value"),
        pytest.param("(role:barrier", 1, 'a "(" without its ")"', id="open-bracket"),
        pytest.param("role:barrier)", 13, 'a ")" without its "("', id="closed-bracket"),
        pytest.param("()", 2, "something is missing here", id="nothing-in-brackets"),
        pytest.param("trust or", 9, "something is missing here", id="nothing-behind-or"),
        pytest.param("or trust", 1, "something is missing here", id="nothing-before-or"),
        pytest.param("trust -", 8, "something is missing here", id="nothing-behind-minus"),
        pytest.param('say "trust', 5, "a quote without its end", id="open-quote"),
        pytest.param('say ""', 5, "missing here", id="nothing-in-quotes"),
        pytest.param("!!!", 1, "no word in '!!!'", id="no-word"),
        pytest.param(":x", 1, "a field or words are missing here", id="no-field"),
        pytest.param("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST + 1, "within each other", id="too-deep"),
        pytest.param("-" * 3000 + "a", DEEPEST + 1, "within each other", id="too-many-signs"),
        pytest.param("a" * (LONGEST + 1), None, "characters long", id="too-long"),
        pytest.param("a \ud800", 3, "half a character", id="surrogate"),
    ],
)
def test_an_error_tells_the_column(text: str, column: int | None, said: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert refused.value.column == column
    assert said in str(refused.value)


@given(st.text(max_size=60) | st.text(alphabet='ab:,()"-\\ *or', max_size=60))
def test_nothing_but_a_query_error_is_raised(text: str) -> None:
    with suppress(QueryError):
        assert str(parse(str(parse(text)))) == str(parse(text))


SAID = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name != "text")
FIELDS = st.builds(lambda name, values: Field(name=name, values=tuple(values)), NAMES, st.lists(SAID, min_size=1))
WORDS = SAID.map(lambda said: " ".join(said.split())).filter(lambda said: any(map(str.isalnum, said)))
QUERIES = st.recursive(
    FIELDS | WORDS.map(lambda text: Words(text=text)),
    lambda inner: (
        inner.map(lambda part: Not(part=part))
        | st.lists(inner, min_size=2, max_size=4).map(all_of)
        | st.lists(inner, min_size=2, max_size=4).map(any_of)
    ),
    max_leaves=12,
)


@given(QUERIES)
def test_a_query_that_is_written_is_read_as_the_same(query: Query) -> None:
    assert parse(str(query)) == query


def test_leaves_stand_in_their_order() -> None:
    query = parse('a:1 -(b:2 or "c d") e')
    assert [str(leaf) for leaf in leaves_of(query)] == ["a:1", "b:2", '"c d"', "e"]
    assert [leaf.column for leaf in leaves_of(query)] == [1, 7, 14, 21]
