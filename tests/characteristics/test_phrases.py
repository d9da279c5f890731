"""Phrases around their head."""

from __future__ import annotations

import re

import pytest

from relsynth.characteristics.phrases import left_edge, right_edge


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("for the frail older adults", "frail older adults", id="to-the-article"),
        pytest.param("frail, older adults", "older adults", id="to-the-comma"),
        pytest.param("we recruited 40 adults", "adults", id="no-number"),
        pytest.param("tackling lonely adults", "lonely adults", id="no-verb"),
        pytest.param("to engage lonely adults", "lonely adults", id="no-infinitive"),
        pytest.param("community-dwelling adults", "community-dwelling adults", id="a-hyphen"),
        pytest.param("one two-year very long chain of words before adults", "adults", id="to-the-preposition"),
    ],
)
def test_a_phrase_goes_left_to_a_boundary(text: str, phrase: str) -> None:
    assert text[left_edge(text, text.index("adults"), words=5) :] == phrase


def test_a_phrase_has_at_most_so_many_words() -> None:
    text = "red green blue adults"
    assert text[left_edge(text, text.index("adults"), words=2) :] == "green blue adults"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("adults with gout", "adults with gout", id="a-tail"),
        pytest.param("adults with gout were asked", "adults with gout", id="cut"),
        pytest.param("adults sang", "adults", id="no-tail"),
        pytest.param("adults with was", "adults", id="a-tail-of-nothing"),
    ],
)
def test_a_phrase_goes_right_over_one_tail(text: str, phrase: str) -> None:
    tail = re.compile(r"(?P<opening> with)(?: \w+)+")
    assert text[: right_edge(text, len("adults"), tail, re.compile(r" (?:was|were)\b"))] == phrase
