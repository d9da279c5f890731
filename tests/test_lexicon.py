"""Cues are found where a person would find them, and nothing that a codebook holds makes that slow."""

from __future__ import annotations

import doctest
import re
import sys
from collections.abc import Callable
from itertools import product
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth import lexicon
from relsynth.lexicon import Lexicon


def found(cue: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Lexicon([(cue, cue)]).find(text)]


@pytest.mark.parametrize(
    ("cue", "text", "quotes"),
    [
        pytest.param("trust", "Trust and TRUST, not distrust.", ["Trust", "TRUST"], id="whole-words-in-any-case"),
        pytest.param("trust*", "Trusted trusts, entrusted.", ["Trusted", "trusts"], id="any-ending"),
        pytest.param("*trust", "Distrust is no trusting trust.", ["Distrust", "trust"], id="any-beginning"),
        pytest.param(
            "s*y", "Say synergy slowly; stay sly, stays.", ["Say", "synergy", "slowly", "stay", "sly"], id="middle"
        ),
        pytest.param(
            "organi?ation*",
            "Organisation, organizations, organiation.",
            ["Organisation", "organizations"],
            id="one-letter",
        ),
        pytest.param(
            "(build*|built) trust",
            "Building trust; built trust; lost trust.",
            ["Building trust", "built trust"],
            id="one-of-several",
        ),
        pytest.param(
            "lack of (the |)trust",
            "Lack of trust, lack of the trust, lack of a trust.",
            ["Lack of trust", "lack of the trust"],
            id="left-out",
        ),
        pytest.param(
            "(joint|shared (work |)) plan*",
            "Joint plan, shared plans, shared work plan.",
            ["Joint plan", "shared plans", "shared work plan"],
            id="nested",
        ),
        pytest.param("stake(holder|)s", "Stakeholders hold stakes.", ["Stakeholders", "stakes"], id="within-a-word"),
        pytest.param(
            "met ~2 partners",
            "We met partners, met our partners, met with our partners, met with all our partners.",
            ["met partners", "met our partners", "met with our partners"],
            id="gap",
        ),
        pytest.param(
            "met ~1 partners",
            "met (our) partners; met, at last, partners",
            ["met (our) partners"],
            id="a-gap-goes-over-punctuation",
        ),
        pytest.param("a ~3 (b|) c", "a x c", ["a x c"], id="a-gap-stays-where-its-word-is-left-out"),
        pytest.param("(very |) ~2 c", "c", ["c"], id="no-gap-where-all-before-it-is-left-out"),
        pytest.param(
            "mutual trust",
            "mutual, trust (mutual) trust mutual. Trust mutual; trust mutual: trust",
            [],
            id="never-across-punctuation",
        ),
        pytest.param(
            "mutual trust",
            "mutual “trust” and mutual/trust",
            ["mutual “trust", "mutual/trust"],
            id="quotes-and-strokes-do-not-part",
        ),
        pytest.param("risk, and", "Risk, and risk and.", ["Risk, and", "risk and"], id="comma"),
        pytest.param("(governance, |)risk", "governance, risk", ["governance, risk", "risk"], id="comma-in-brackets"),
        pytest.param(
            "cross-sector",
            "cross-sector cross–sector cross‑sector cross sector crosssector",
            ["cross-sector", "cross–sector", "cross‑sector", "cross sector", "crosssector"],
            id="hyphen",
        ),
        pytest.param(
            "face-to-face",
            "face to-face, facetoface, faceto face, face face",
            ["face to-face", "facetoface", "faceto face"],
            id="each-hyphen-for-itself",
        ),
        pytest.param(
            "# percent", "12 percent, 3.5 percent, ten percent, 7th percent", ["12 percent", "5 percent"], id="number"
        ),
        pytest.param(
            "partner",
            "The partner’s and partner's car, the partners' cars.",
            ["partner’s", "partner's"],
            id="possessive",
        ),
        pytest.param(
            "partners", "The partners' cars and partners’ vans.", ["partners", "partners"], id="possessive-plural"
        ),
        pytest.param(
            "each other's",
            "each other’s and each other's, each others",
            ["each other’s", "each other's"],
            id="straight-finds-curly",
        ),
        pytest.param("didn’t", "They didn't; we didn’t.", ["didn't", "didn’t"], id="curly-finds-straight"),
        pytest.param("R&D", "An R&D unit, R & D, RD.", ["R&D", "R & D"], id="ampersand"),
        pytest.param("ag?ncy", "agency 🤝 agéncy", ["agency", "agéncy"], id="one-letter-of-any-kind"),
        pytest.param("co_op", "co_op and co op", [], id="an-underscore-is-no-letter"),
        pytest.param("*", "Any 1 word.", ["Any", "1", "word"], id="any-word"),
    ],
)
def test_a_cue_finds_what_it_means(cue: str, text: str, quotes: list[str]) -> None:
    assert found(cue, text) == quotes


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("🤝🏽 trust", 3, id="emoji-with-modifier"),
        pytest.param("👩\u200d⚕️👩\u200d⚕️ trust", 9, id="joined-emoji"),
        pytest.param("x\u0302y\u0301 trust", 4 + 1, id="combining-marks"),
        pytest.param("İİİ trust", 4, id="capitals-that-grow-in-lower-case"),
        pytest.param("ﬁ ß ŉ trust", 6, id="letters-that-grow-in-upper-case"),
        pytest.param("𝒯𝓇𝓊𝓈𝓉 trust", 6, id="beyond-the-basic-plane"),
        pytest.param("信頼 trust", 3, id="another-script"),
        pytest.param("\u202etsurt\u202c trust", 8, id="right-to-left-marks"),
    ],
)
def test_places_are_code_points_of_the_text_as_it_stands(text: str, place: int) -> None:
    (hit,) = Lexicon([("trust", 1)]).find(text)
    assert (hit.start, hit.end) == (place, place + 5)


def test_the_shortest_of_each_cue_is_given_at_each_start_in_order() -> None:
    cues = Lexicon([("trust ~5 us", "gap"), ("trust", "word"), ("trust in", "two")])
    hits = [(hit.start, hit.end, hit.key) for hit in cues.find("Trust in us, trust us, tell us.")]
    assert hits == [(0, 5, "word"), (0, 8, "two"), (0, 11, "gap"), (13, 18, "word"), (13, 21, "gap")]


def test_one_cue_may_be_of_many_keys_and_one_key_may_have_many_cues() -> None:
    lexicon = Lexicon([("trust", "a"), ("trust", "b"), ("trust*", "a"), ("good will", "a")])
    assert [(hit.start, hit.key) for hit in lexicon.find("Trust, good will")] == [(0, "a"), (0, "b"), (7, "a")]


@pytest.mark.parametrize("text", ["", " ", "…", "🤝", "\n\n"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert Lexicon([("*", 1)]).find(text) == []


def test_a_lexicon_without_cues_finds_nothing() -> None:
    assert Lexicon[int]([]).find("Trust us.") == []


def test_a_lexicon_gives_the_same_on_a_second_look() -> None:
    lexicon = Lexicon([("a* ~2 b", 1), ("(a|b) (a|b)", 2)])
    texts = ["a b a", "ab x b", "a b a"]
    first = [lexicon.find(text) for text in texts]
    assert [lexicon.find(text) for text in texts] == first
    assert [Lexicon([("(a|b) (a|b)", 2), ("a* ~2 b", 1)]).find(text) for text in texts] == first


# -- a slow and obvious matcher says the same ------------------------------------------------

WORDS = {"a": "a", "b": "b", "ab": "ab", "a*": "a[a-z]*", "?b": "[a-z]b", "a-b": "a ?b"}
"""A word of a cue, and the regular expression that a person would write for it."""

Part = tuple[int | None, tuple[tuple[str, ...], ...]]
"""How far it may stand from the one before, and its alternatives, each some words."""


def cue_of(parts: list[Part]) -> str:
    written = [f"({'|'.join(' '.join(words) for words in alternatives)})" for _, alternatives in parts]
    gaps = ["" if gap is None else f"~{gap} " for gap, _ in parts]
    return " ".join(gap + part for gap, part in zip(gaps, written, strict=True))


def expressions_of(parts: list[Part]) -> set[str]:
    """A regular expression for every way to choose; a part that is left out hands its gap on."""
    expressions = set()
    for choice in product(*(alternatives for _, alternatives in parts)):
        expression, left = "", None
        for (gap, _), words in zip(parts, choice, strict=True):
            if not words:
                left = gap if left is None else max(left, gap or 0)
                continue
            between = gap if gap is not None else left
            if expression:
                expression += " " if between is None else f"(?: [,.])* (?:[a-z]+ (?:[,.] )*){{0,{between}}}"
            expression += " ".join(WORDS[word] for word in words)
            left = None
        expressions.add(expression)
    return expressions


def slowly(cues: list[list[Part]], tokens: list[str]) -> set[tuple[int, int, int]]:
    """First and last token of the shortest stretch at each start that fits a cue, by trying all."""
    hits = set()
    for key, parts in enumerate(cues):
        expressions = expressions_of(parts)
        for first in range(len(tokens)):
            stretches = (" ".join(tokens[first : last + 1]) for last in range(first, len(tokens)))
            for last, stretch in enumerate(stretches, first):
                if any(re.fullmatch(expression, stretch) for expression in expressions):
                    hits.add((first, last, key))
                    break
    return hits


def parts_of(
    first: st.SearchStrategy[tuple[tuple[str, ...], ...]], later: st.SearchStrategy[tuple[tuple[str, ...], ...]]
) -> st.SearchStrategy[list[Part]]:
    follow = st.tuples(st.sampled_from([None, None, 0, 1, 2]), later)
    return st.tuples(st.tuples(st.none(), first), st.lists(follow, max_size=2)).map(lambda made: [made[0], *made[1]])


WORDING = st.lists(st.sampled_from(sorted(WORDS)), min_size=1, max_size=2).map(tuple)
SAID = st.lists(WORDING, min_size=1, max_size=3).map(tuple)
PERHAPS_SAID = st.lists(st.one_of(WORDING, st.just(())), min_size=1, max_size=3).map(tuple)
TOKENS = st.lists(st.sampled_from(["a", "b", "ab", "abb", "c", ",", "."]), max_size=8)


@given(st.lists(parts_of(SAID, PERHAPS_SAID), min_size=1, max_size=4), TOKENS)
def test_a_slow_and_obvious_matcher_finds_the_same(cues: list[list[Part]], tokens: list[str]) -> None:
    text = " ".join(tokens)
    places = [match.span() for match in re.finditer(r"\S+", text)]
    lexicon = Lexicon((cue_of(parts), key) for key, parts in enumerate(cues))
    expected = {(places[first][0], places[last][1], key) for first, last, key in slowly(cues, tokens)}
    assert {(hit.start, hit.end, hit.key) for hit in lexicon.find(text)} == expected


@given(
    st.lists(st.sampled_from(["trust*", "? ~2 *", "a-*", "(a|é) ~0 #", "x*"]), min_size=1, max_size=3),
    st.text(alphabet="aé x'’-,.1🤝\u0301İ\u200d", max_size=40),
)
def test_a_hit_begins_and_ends_with_a_letter_or_number_inside_the_text(cues: list[str], text: str) -> None:
    for hit in Lexicon(zip(cues, range(len(cues)), strict=True)).find(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start].isalnum()
        assert text[hit.end - 1].isalnum()


# -- hostile cues, bounded by counting -------------------------------------------------------


def calls(work: Callable[[], object]) -> int:
    """How many Python functions are called while work is done: a clock that no busy machine slows."""
    count = 0

    def note(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


LETTERS = "(" + "|".join("abcdefghijklmnopqrstuvwxyz") + ")"
LIMIT = 8000  # calls a word, however long the text; the worst cue below takes 5,000, the best 5


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        pytest.param(
            f"{LETTERS} ~20 {LETTERS} ~20 {LETTERS} ~20 {LETTERS} ~20 zz",
            "a b c d e f g h i j " * 6,
            id="gaps-after-many-words",
        ),
        pytest.param("a* ~20 a* ~20 a* ~20 a* ~20 b", "aa " * 60, id="gaps-after-any-word"),
        pytest.param("(a|aa)*", "a" * 400 + " " + "a " * 120, id="ambiguous-wildcard"),
        pytest.param("(a*|aa*|aaa*) ~20 (a*|aa*|aaa*) ~20 (a*|aa*)", "aaa " * 120, id="overlapping-wildcards"),
        pytest.param("*a*a*a*a*a*a*a*a*a*a*b", "a" * 3000 + " a" * 120, id="many-wildcards-in-a-word"),
        pytest.param("((((((a|b)|c)|d)|e)|f)|g) ~20 h", "a b c d e f g " * 20, id="nested-groups"),
        pytest.param(" ".join(["(a|)"] * 80) + " b", "a " * 120, id="all-but-one-left-out"),
        pytest.param("(" + "a-b " * 30 + "|c)", "a b ab " * 40, id="many-hyphens"),
        pytest.param("a-a-a-a-a-a-a-a-a", "a aa aaa " * 40, id="a-chain-of-hyphens"),
    ],
)
def test_no_cue_takes_more_than_its_time(cue: str, text: str) -> None:
    for longer in (text, text + text):
        taken = calls(lambda longer=longer: Lexicon([(cue, 1)]).find(longer))  # type: ignore[misc]
        assert taken < LIMIT * len(longer.split())


def test_the_example_in_the_docstring_holds() -> None:
    failed, tried = doctest.testmod(lexicon)
    assert (failed, tried) == (0, 1)
