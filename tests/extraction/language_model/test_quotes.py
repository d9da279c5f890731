"""Quotes found at their offsets, word for word, once, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from invented import paper
from made_up_model import PAPER, chunk_of
from relsynth.extraction.language_model.quotes import Quoted, Quotes

QUOTES = Quotes(chunk_of())
# 1 The ferry crews came to trust the harbour office.    2 We held a forum.
# 3 Nobody mistrusted the “new” timetable – not even the anglers.    4 It rained.
# 5 Trust grew.    6 Trust grew slower on the north pier.


@pytest.mark.parametrize(
    ("quote", "named", "words", "sentence"),
    [
        pytest.param("held a forum", [2], "held a forum", "We held a forum.", id="sign-for-sign"),
        pytest.param("  It rained. ", [4], "It rained.", "It rained.", id="all-of-a-sentence"),
        pytest.param("held a forum", [5], "held a forum", "We held a forum.", id="another-sentence-named"),
        pytest.param("held a forum", [], "held a forum", "We held a forum.", id="no-sentence-named"),
        pytest.param("held a forum", [-1, 0, 99], "held a forum", "We held a forum.", id="no-such-sentence"),
        pytest.param("Trust grew", [5], "Trust grew", "Trust grew.", id="twice-in-the-chunk-once-where-named"),
        pytest.param(
            'the "new" timetable - not even',
            [3],
            "the “new” timetable – not even",
            "Nobody mistrusted the “new” timetable – not even the anglers.",
            id="plain-quotation-marks-and-dash",
        ),
        pytest.param("held  a\nforum", [2], "held a forum", "We held a forum.", id="white-space"),
        pytest.param(
            "even the anglers. It rained.",
            [3, 4],
            "even the anglers. It rained.",
            "Nobody mistrusted the “new” timetable – not even the anglers. It rained.",
            id="over-two-sentences",
        ),
        pytest.param(
            "even the anglers. It rained.",
            [3],
            "even the anglers. It rained.",
            "Nobody mistrusted the “new” timetable – not even the anglers. It rained.",
            id="over-one-more-than-named",
        ),
    ],
)
def test_a_quote_is_found_at_its_offsets(quote: str, named: list[int], words: str, sentence: str) -> None:
    place = QUOTES.find(quote, named)
    assert isinstance(place, Quoted)
    assert PAPER.quote(place.cue_start, place.cue_end) == QUOTES.words(place) == words
    assert PAPER.quote(place.start, place.end) == sentence


@pytest.mark.parametrize(
    ("quote", "named", "why"),
    [
        pytest.param("held a large forum", [2], "not in the text", id="made-up"),
        pytest.param("held … forum", [2], "not in the text", id="ellipsis"),
        pytest.param("HELD A FORUM", [2], "not in the text", id="capitals"),
        pytest.param("trusted the", [3], "not in the text", id="a-word-is-cut"),
        pytest.param("ferry cre", [1], "not in the text", id="a-word-is-cut-at-its-end"),
        pytest.param("harbour office. We held", [1, 2], "not in the text", id="over-two-paragraphs"),
        pytest.param("We thank the forum", [2], "not in the text", id="back-matter"),
        pytest.param("Two ferries", [1], "not in the text", id="the-title"),
        pytest.param("Trust grew", [], "in the text more than once", id="twice"),
        pytest.param("Trust grew", [5, 6], "in the text more than once", id="twice-where-named"),
        pytest.param("", [1], "too short to tell", id="empty"),
        pytest.param("a", [2], "too short to tell", id="a-letter"),
        pytest.param("–“”...—.", [3], "too short to tell", id="signs"),
    ],
)
def test_what_is_not_there_once_is_not_found(quote: str, named: list[int], why: str) -> None:
    assert QUOTES.find(quote, named) == why


def test_a_quote_may_not_run_over_more_than_three_sentences() -> None:
    quotes = Quotes(chunk_of(paper({"results": ["One rose. Two rose. Three rose. Four rose."]})))
    assert quotes.find("One rose. Two rose. Three rose. Four", [1]) == "over too many sentences"
    assert isinstance(quotes.find("One rose. Two rose. Three", [1]), Quoted)


WORDS = st.text(alphabet="ab -–—“”\"'’[1]fiﬁ.…\u00a0", max_size=60)


@given(WORDS, WORDS, WORDS)
def test_offsets_hold_for_any_text(before: str, quote: str, after: str) -> None:
    text = " ".join(f"{before} {quote} {after}".split())
    assume(text)
    document = paper({"results": [text]})
    assume(document.paragraphs)
    place = Quotes(chunk_of(document)).find(quote, [1])
    if isinstance(place, Quoted):
        assert place.start <= place.cue_start < place.cue_end <= place.end
        found = document.quote(place.cue_start, place.cue_end)
        assert [sign for sign in found if sign in "abf"] == [
            sign for sign in quote.replace("ﬁ", "fi") if sign in "abf"
        ] or ("ﬁ" in found)
