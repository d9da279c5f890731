"""Nearness: a sentence is nearest to the code whose words it has."""

from __future__ import annotations

from collections import Counter

import pytest

from invented import code_of, small_codebook
from relsynth.codebook import Codebook
from relsynth.synthesis.nearness import Near, Nearness
from relsynth.synthesis.phrases import stems


@pytest.fixture(scope="module")
def book() -> Codebook:
    return small_codebook(
        code_of("STA.TRUST", definition="Willingness to rely on a neighbour.", include="Doubt.", synonyms=["faith"]),
        code_of("STR.FORUM", type="structure", definition="A standing table of harbour and market.", include="Boards."),
    )


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        pytest.param("They relied on their neighbours.", "STA.TRUST", id="definition"),
        pytest.param("Faith was all they had.", "STA.TRUST", id="synonym"),
        pytest.param("The market sat at one table with the harbour.", "STR.FORUM", id="another-code"),
        pytest.param("The van was painted green.", None, id="none"),
    ],
)
def test_the_nearest_code_has_the_words(book: Codebook, text: str, nearest: str | None) -> None:
    found = Nearness(book).nearest(Counter(stems(text)))
    assert (found[0].code if found else None) == nearest
    assert (Nearness(book).greatest(text) > 0) == (nearest is not None)


def test_the_definition_itself_is_nearer_than_one_word_of_it(book: Codebook) -> None:
    nearness = Nearness(book)
    whole, part = (
        nearness.nearest(Counter(stems(text)))[0] for text in ("Willingness to rely on a neighbour.", "A neighbour.")
    )
    assert whole.definition == pytest.approx(1.0)
    assert part.definition < whole.definition
    assert whole.nearness < 1


def test_nearness_is_told_short() -> None:
    assert str(Near(code="PRO.COMM", nearness=0.314, definition=0.0)) == "PRO.COMM, .31 (definition .00)"
