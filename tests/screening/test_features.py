from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from relsynth.screening import features
from relsynth.screening.features import Features

WORDS = ("ferry", "council", "nurse", "tide", "trust", "of", "the", "a", "é", "naïve")
TEXTS = (
    "The ferry council trusts the ferry",
    "Tide and trust of the ferry council",
    "",
    "A nurse",
    "the ferry council met; the ferry left. Nurse!",
)


def inner(matrix: csr_matrix) -> np.ndarray:
    return np.asarray((matrix @ matrix.T).toarray())


def of_scikit_learn(texts: Sequence[str]) -> np.ndarray:
    """The oracle: all products of texts, as scikit-learn comes to them."""
    try:
        vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=features.MOST).fit_transform(texts)
    except ValueError:  # it refuses texts without words, or with none that is rare enough
        return np.zeros((len(texts), len(texts)))
    return inner(vectors)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=2, max_size=12))
def test_products_of_texts_are_those_of_scikit_learn(texts: list[str]) -> None:
    assert inner(Features.of(texts, query="").matrix) == pytest.approx(of_scikit_learn(texts), abs=1e-5)


def test_pieces_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Features.of(TEXTS, query="ferry")
    monkeypatch.setattr(features, "AT_ONCE", 3)
    monkeypatch.setattr(features, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(features, "ROUGH", 2)  # nearly all pairs fall together in the rough count
    pieces = Features.of(TEXTS, query="ferry")
    assert (pieces.matrix != whole.matrix).nnz == 0
    assert pieces.terms.tolist() == whole.terms.tolist()


def test_columns_have_names_and_what_a_text_has_alone_has_none() -> None:
    found = Features.of(TEXTS, query="")
    names = [found.name(column) for column in range(found.matrix.shape[1])]
    assert sorted(filter(None, names)) == sorted(
        ["the", "ferry", "council", "nurse", "the ferry", "ferry council"]  # each in two texts or more
    )
    assert names[len(found.terms) :] == [""] * len(TEXTS)


def test_the_words_of_the_query_add_up_to_the_answer() -> None:
    found = Features.of(TEXTS, query="Ferry, nurse? ferry; harbour")
    assert found.asked == ("ferry", "nurse")
    assert found.answer == pytest.approx([sum(value for _, value in found.answers(row)) for row in range(len(TEXTS))])
    assert dict(found.answers(2)) == {}


def test_bm25_by_hand() -> None:
    """Two texts of two words; "ferry" is in one of them, once: rarity ln 2, and a text of mean length."""
    counts = CountVectorizer().fit_transform(["ferry tide", "tide tide"]).astype(np.float32)
    answer = features.bm25(csr_matrix(counts), np.array([0])).toarray().ravel()
    saturated = (features.SATURATION + 1) / (1 + features.SATURATION)
    assert answer == pytest.approx([np.log(1 + 1.5 / 1.5) * saturated, 0.0])


@pytest.mark.parametrize("texts", [pytest.param([], id="none"), pytest.param(["", " "], id="empty-texts")])
def test_nothing_to_count(texts: list[str]) -> None:
    found = Features.of(texts, query="ferry")
    assert found.matrix.nnz == 0
    assert found.answer.tolist() == [0.0] * len(texts)
    again, _ = Features.unpacked(found.packed(seed=0))
    assert again.words == ()


def test_packing_loses_nothing() -> None:
    found = Features.of(TEXTS, query="ferry tide")
    again, seed = Features.unpacked(found.packed(seed=7))
    assert seed == 7
    assert (again.words, again.asked) == (found.words, found.asked)
    assert again.terms.tolist() == found.terms.tolist()
    assert (again.matrix != found.matrix).nnz == 0
    assert again.answer.tolist() == found.answer.tolist()
    assert again.packed(seed=7) == found.packed(seed=7)
