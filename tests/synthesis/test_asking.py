"""What a query finds: against cases by hand, and against asking every segment one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import coding, corpus_of, paper, small_codebook
from relsynth.query import All, Any, Field, Not, Query, all_of, any_of, parse
from relsynth.synthesis.asking import Asked, Facts
from relsynth.synthesis.asking_fields import Values, named

ROLES = ["barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"]
ASSERTIONS = ["affirmed", "negated", "hedged", "recommended", "planned", "hypothetical", "reported_by_others"]
BOOK = small_codebook(
    facets={
        "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
        "role": {"definition": "What it did.", "values": ROLES},
        "assertion": {"definition": "Said how.", "values": ASSERTIONS},
    }
)
ONE = paper({"aims": ["Aim."], "results": ["One.", "Two."], "conclusion": ["End."]}, name="one.txt", year=2015)
TWO = paper({"methods": ["How."], "results": ["One.", "Two."], "lessons_learned": ["Late."]}, name="two.txt", year=2020)
CORPUS = corpus_of(
    [ONE, TWO],
    [
        coding(ONE, "STA.TRUST", "aims", role="goal"),  # 0
        coding(ONE, "STA.TRUST.GOODWILL", "results", role="barrier strategy"),  # 1
        coding(ONE, "STR.FORUM", "results", "planned", at=1, role="strategy"),  # 2
        coding(ONE, "STR.FORUM", "conclusion", "affirmed reported_by_others", role="facilitator"),  # 3
        coding(TWO, "STA.TRUST", "lessons_learned", "negated", role="barrier"),  # 4
        coding(TWO, "STR.FORUM", "methods", level="interpersonal"),  # 5
        coding(TWO, "STR.FORUM", "results", "hedged", role="facilitator"),  # 6
    ],
    BOOK,
)
FACTS = Facts(
    words={"van": {ONE.version: frozenset({1}), TWO.version: frozenset({0, 2})}},
    characteristics={"country": [("Kenya",), ()]},
)


ASKING = Asked(CORPUS, Values(CORPUS, FACTS.characteristics), FACTS)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("code:STA.TRUST", (0, 1, 4), id="code-with-those-below"),
        pytest.param("code:STA.TRUST role:barrier", (1, 4), id="and"),
        pytest.param("role:barrier,goal", (0, 1, 4), id="comma"),
        pytest.param("role:goal or section:methods", (0, 5), id="or"),
        pytest.param("-code:STA.*", (5, 6), id="not"),
        pytest.param("-(role:barrier or role:goal) -role:facilitator", (5,), id="not-of-several"),
        pytest.param("code:STR.FORUM", (5, 6), id="evidence-where-nothing-is-said-of-it"),
        pytest.param("code:STR.FORUM assertion:any", (2, 3, 5, 6), id="any-assertion"),
        pytest.param("code:STR.FORUM assertion:planned", (2,), id="one-assertion"),
        pytest.param("assertion:affirmed", (0, 1, 3, 5), id="affirmed-among-others"),
        pytest.param("assertion:evidence", (0, 1, 4, 5, 6), id="evidence"),
        pytest.param("assertion:evidence,planned code:STR.FORUM", (2, 5, 6), id="evidence-and-more"),
        pytest.param("level:*", (5,), id="any-value"),
        pytest.param("-level:*", (0, 1, 4, 6), id="no-value"),
        pytest.param("year:2015", (0, 1), id="year"),
        pytest.param("year:2016..", (4, 5, 6), id="years"),
        pytest.param("section:late", (4,), id="late"),
        pytest.param("country:kenya", (0, 1), id="characteristic"),
        pytest.param("paper:two", (4, 5, 6), id="paper"),
        pytest.param("explicit:a_priori*", (0, 1, 5, 6), id="by-how-the-study-treats-the-construct"),
        pytest.param("explicit:passing", (4,), id="in-passing"),
        pytest.param("van", (1, 5), id="words-in-its-paragraph"),
        pytest.param("kind:person", (), id="nobody"),
        pytest.param("coder:lexicon code:STR.PLAIN", (), id="nothing"),
    ],
)
def test_which_segments(asked: str, found: tuple[int, ...]) -> None:
    assert ASKING.segments(named(parse(asked))) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("van", [("one.txt", 1), ("two.txt", 0), ("two.txt", 2)], id="words"),
        pytest.param("van -code:*", [("two.txt", 2)], id="words-that-carry-no-code"),
        pytest.param("code:STR.FORUM", [("two.txt", 0), ("two.txt", 1)], id="evidence-only"),
        pytest.param("code:STR.FORUM assertion:any year:2015", [("one.txt", 2), ("one.txt", 3)], id="all"),
        pytest.param("section:conclusion,aims", [("one.txt", 0), ("one.txt", 3)], id="section"),
    ],
)
def test_which_passages(asked: str, found: list[tuple[str, int]]) -> None:
    passages = ASKING.passages(named(parse(asked)))
    assert [(CORPUS.documents[one.version].name, one.position) for one in passages] == found


FIELDS = st.sampled_from(
    [
        "code:STA.*",
        "role:barrier",
        "role:facilitator,goal",
        "section:late",
        "year:2015",
        "van",
        "level:*",
        "explicit:passing",
    ]
).map(lambda text: named(parse(text)))
QUERIES = st.recursive(
    FIELDS,
    lambda inner: (
        inner.map(lambda part: Not(part=part))
        | st.lists(inner, min_size=2, max_size=3).map(all_of)
        | st.lists(inner, min_size=2, max_size=3).map(any_of)
    ),
    max_leaves=8,
)


def holds(query: Query, number: int) -> bool:
    """The obvious: every part asked of the one segment."""
    match query:
        case Not(part=part):
            return not holds(part, number)
        case All(parts=parts):
            return all(holds(part, number) for part in parts)
        case Any(parts=parts):
            return any(holds(part, number) for part in parts)
        case _:
            return number in ASKING.segments(query)


@given(QUERIES)
def test_parts_are_put_together_as_they_are_read(query: Query) -> None:
    counted = [n for n, segment in enumerate(CORPUS.segments) if segment.coding.is_evidence]
    assert list(ASKING.segments(query)) == [n for n in counted if holds(query, n)]


def test_a_field_that_is_checked_is_known_by_what_it_says() -> None:
    assert ASKING.segments(Field(name="code", values=("STA.TRUST",), column=9)) == (0, 1, 4)
