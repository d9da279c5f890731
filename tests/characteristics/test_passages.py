"""Where things are said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.passages import WEIGHTS, Reading
from relsynth.documents import CITATION, Document

Paper = Callable[..., Document]


def test_a_passage_has_the_place_of_its_section(paper: Paper) -> None:
    document = paper(keywords="trust", introduction="Once.", results="Then.", discussion="So.", funding="By us.")
    places = [passage.place for passage in Reading(document).passages]
    assert places == ["title", "abstract", "keywords", "introduction", "methods", "results", "late", "back"]
    assert places == sorted(places, key=places.index)
    assert {passage.weight for passage in Reading(document).passages} <= set(WEIGHTS.values())


def test_without_an_abstract_the_opening_stands_for_it(paper: Paper) -> None:
    document = paper(abstract="", introduction="One.\nTwo.\nThree.\nFour.")
    introduction = Reading(document).passages[1:5]
    assert [passage.place for passage in introduction] == ["aims", "aims", "aims", "introduction"]


@pytest.mark.parametrize(
    ("methods", "word", "sentence"),
    [
        pytest.param("One here. Two there.", "Two", "Two there.", id="the-second"),
        pytest.param("One here. Two there.", "One", "One here.", id="the-first"),
        pytest.param(
            "Led by Dr A. Beech in e.g. Ghana now.",
            "Ghana",
            "Led by Dr A. Beech in e.g. Ghana now.",
            id="stops-that-end-nothing",
        ),
    ],
)
def test_a_word_stands_in_its_sentence(paper: Paper, methods: str, word: str, sentence: str) -> None:
    document = paper(methods=methods)
    start, end = Reading(document).sentence(document.text.index(word))
    assert document.text[start:end] == sentence


def test_every_offset_has_a_sentence(paper: Paper) -> None:
    document = paper(methods="One here. Two there.\nThree.")
    reading = Reading(document)
    for at in range(len(document.text) + 1):
        start, end = reading.sentence(at)
        assert 0 <= start <= end <= len(document.text)


def test_only_the_sentence_with_the_citation_cites(paper: Paper) -> None:
    document = paper(methods=f"Trust grew {CITATION}. Ties held.")
    reading = Reading(document)
    assert reading.cites(document.text.index("grew"))
    assert not reading.cites(document.text.index("held"))
