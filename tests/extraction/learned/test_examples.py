"""The reason that a learned coding gives: the example of its code that the sentence is most like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from invented import code_of, small_codebook
from made_up_weights import PROJECTED, trained
from relsynth.codebook import Codebook
from relsynth.extraction.learned.encoder import Array
from relsynth.extraction.learned.examples import Examples, examples_of, held_in, key
from relsynth.extraction.learned.sight import Sight

MET, TRUSTED, WEEKLY = "The crew met.", "We trusted the crew.", "The forum met each week."
BOOK = small_codebook(
    code_of("STA.TRUST", "trust*", examples=[MET, TRUSTED], examples_journal=["Trust of the crew."]),
    code_of("STR.FORUM", "forum*", type="structure", examples=[WEEKLY]),
    code_of("STR.PLAIN", "partnership*"),
)


@pytest.fixture(scope="module")
def sight() -> Sight:
    return Sight(trained(BOOK, ["STA.TRUST"]), BOOK)


def examples(sight: Sight, *held: str, book: Codebook = BOOK) -> Examples:
    """With the vectors of some examples at hand: each points along an axis of its own."""
    axes = np.eye(PROJECTED, dtype=np.float32)
    return Examples(book, sight, {key(text): axes[n] for n, text in enumerate(held)})


def assert_likest(known: Examples, code: str, vector: Sequence[float] | Array, *, text: str, cosine: float) -> None:
    found = known.nearest(code, np.asarray(vector, np.float32))
    assert found is not None
    assert found[0] == text
    assert found[1] == pytest.approx(cosine, abs=1e-4)


def test_all_of_a_code_count_the_narrative_ones_first() -> None:
    assert examples_of(BOOK.code("STA.TRUST")) == (MET, TRUSTED, "Trust of the crew.")


def test_the_likest_is_told_with_its_cosine(sight: Sight) -> None:
    held = examples(sight, MET, TRUSTED, "Trust of the crew.")
    assert_likest(held, "STA.TRUST", [0.6, 0.8, 0, 0], text=TRUSTED, cosine=0.8)


def test_of_two_as_like_the_first_is_told(sight: Sight) -> None:
    held = examples(sight, MET, TRUSTED, "Trust of the crew.")
    assert_likest(held, "STA.TRUST", [0.5, 0.5, 0, 0], text=MET, cosine=0.5)


def test_one_that_the_weights_do_not_hold_is_read_when_asked_for(sight: Sight) -> None:
    (itself,) = sight.vectors_of([WEEKLY])
    assert_likest(examples(sight), "STR.FORUM", itself, text=WEEKLY, cosine=1)


def test_those_held_and_those_not_stand_beside_each_other(sight: Sight) -> None:
    (itself,) = sight.vectors_of([TRUSTED])
    found = examples(sight, MET).nearest("STA.TRUST", itself)
    assert found is not None
    assert found[1] == pytest.approx(1, abs=1e-4)  # of its own words, whatever the one held is like


def test_a_code_without_examples_gives_none(sight: Sight) -> None:
    assert examples(sight).nearest("STR.PLAIN", np.ones(PROJECTED, np.float32)) is None


def test_what_the_weights_hold_is_found_by_the_words() -> None:
    model = trained(BOOK, ["STA.TRUST"])
    held = held_in(model.arrays)
    assert list(held) == [key(text) for text in examples_of(BOOK.code("STA.TRUST"))]
    assert np.allclose(held[key(TRUSTED)], model.arrays["examples"][1])
    assert {vector.dtype for vector in held.values()} == {np.dtype(np.float32)}


def test_a_key_is_short_and_of_the_very_words() -> None:
    assert key("The crew met.") == "36881f50bccc35e8"
    assert key("The crew met") != key("The crew met.")
