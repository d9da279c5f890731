"""A construct is thin where no study says more than a sentence of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from invented import PLAIN_PAPER, coding, paper, papers
from invented_gaps import TRUST, gaps_of
from relsynth.documents import Document, Span

TOLD = {**PLAIN_PAPER, "results": ["Trust grew. It held. The river rose.", "Two."]}


def span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(version=document.version, start=start, end=start + len(words))


def documents() -> list[Document]:
    return [paper(TOLD, name="told.txt"), *papers(11)]


@pytest.mark.parametrize(
    ("places", "facets", "is_thin"),
    [
        pytest.param(["Trust grew."], {}, True, id="a-sentence"),
        pytest.param(["Trust grew.", "The river rose."], {}, True, id="two-sentences-apart"),
        pytest.param(["Trust grew.", "It held."], {}, False, id="two-in-a-row"),
        pytest.param(["Trust grew. It held."], {}, False, id="a-segment-of-two"),
        pytest.param(["Trust grew."], {"amount": "often"}, False, id="how-often"),
    ],
)
def test_rich_is_more_than_a_sentence_or_a_concrete_instance(
    places: list[str], facets: dict[str, str], is_thin: bool
) -> None:
    all_ = documents()
    own = [replace(coding(all_[0], TRUST, "results", **facets), span=span(all_[0], words)) for words in places]
    found = gaps_of(all_, [*own, *(coding(one, TRUST, "results") for one in all_[1:4])], "thin")
    assert [(gap.robinson, gap.k, gap.n) for gap in found] == ([("A3", 4, 12)] if is_thin else [])


def test_a_participant_s_words_are_a_concrete_instance() -> None:
    first = papers(1)[0]
    said = span(first, "One.")
    spoken: dict[str, Any] = {"spoken": ((said.start, said.end),)}
    all_ = [replace(first, **spoken), *(paper(PLAIN_PAPER, name=f"b-{at}.txt") for at in range(11))]
    codings = [replace(coding(one, TRUST, "aims"), span=replace(said, version=one.version)) for one in all_[:4]]
    assert gaps_of(all_, codings, "thin") == []
    assert len(gaps_of(all_[1:], codings[1:], "thin")) == 1


def test_few_is_called_few_whether_rich_or_not() -> None:
    all_ = papers(12)
    (gap,) = gaps_of(all_, [coding(one, TRUST, "results") for one in all_[:2]], "thin")
    assert gap.robinson == "A2"
