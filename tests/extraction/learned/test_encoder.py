"""The encoder gives what the published formulas give, however its texts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, pi, sqrt, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from made_up_weights import HEADS, LAYERS, POSITIONS, VOCABULARY, WIDTH, encoder_arrays
from relsynth.extraction.learned.encoder import BATCH_PIECES, Encoder, fold, unfold

WEIGHTS = encoder_arrays()
ENCODER = Encoder(WEIGHTS, heads=HEADS)
NEAR = 1e-4  # what single precision may lose

Vector = list[float]
TEXTS = st.lists(st.integers(0, len(VOCABULARY) - 1), max_size=POSITIONS + 4)


# -- by the formulas: one token, one head, one number at a time


def matrix(name: str) -> list[Vector]:
    """Output rows of a folded matrix."""
    folded: NDArray[np.float64] = WEIGHTS[f"{name}|bytes"].astype(float) * WEIGHTS[f"{name}|scale"].astype(float)
    rows: list[Vector] = folded.tolist()
    return rows


def row(name: str) -> Vector:
    numbers: Vector = WEIGHTS[name].astype(float).tolist()
    return numbers


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def plus(a: Vector, b: Vector) -> Vector:
    return [x + y for x, y in zip(a, b, strict=True)]


def linear(name: str, x: Vector) -> Vector:
    return plus([dot(weights, x) for weights in matrix(name)], row(f"{name}.bias"))


def normed(name: str, x: Vector) -> Vector:
    """Ba et al. (2016), arXiv 1607.06450."""
    mean = sum(x) / len(x)
    spread = sum((one - mean) ** 2 for one in x) / len(x)
    weight, bias = row(f"{name}.weight"), row(f"{name}.bias")
    return [(one - mean) / sqrt(spread + 1e-12) * w + b for one, w, b in zip(x, weight, bias, strict=True)]


def gelu(x: float) -> float:
    """Hendrycks & Gimpel (2016), arXiv 1606.08415."""
    return 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))


def attended(queries: list[Vector], keys: list[Vector], values: list[Vector]) -> list[Vector]:
    """Vaswani et al. (2017), arXiv 1706.03762."""
    found = []
    for query in queries:
        raw = [exp(dot(query, key) / sqrt(len(key))) for key in keys]
        shares = [one / sum(raw) for one in raw]
        found.append([dot(shares, [value[n] for value in values]) for n in range(len(query))])
    return found


def by_the_formulas(ids: Sequence[int]) -> Vector:
    words, positions, each = matrix("words"), matrix("positions"), WIDTH // HEADS
    xs = [normed("norm", plus(words[id_], positions[place])) for place, id_ in enumerate(ids)]
    for n in range(LAYERS):
        told = [linear(f"layer.{n}.qkv", x) for x in xs]
        seen: list[Vector] = [[] for _ in xs]
        for head in range(HEADS):
            q, k, v = (
                [one[part * WIDTH + head * each : part * WIDTH + (head + 1) * each] for one in told]
                for part in range(3)
            )
            for so_far, more in zip(seen, attended(q, k, v), strict=True):
                so_far.extend(more)
        xs = [
            normed(f"layer.{n}.out.norm", plus(x, linear(f"layer.{n}.out", one)))
            for x, one in zip(xs, seen, strict=True)
        ]
        inner = [[gelu(one) for one in linear(f"layer.{n}.inner", x)] for x in xs]
        xs = [
            normed(f"layer.{n}.outer.norm", plus(x, linear(f"layer.{n}.outer", one)))
            for x, one in zip(xs, inner, strict=True)
        ]
    return [sum(x[n] for x in xs) / len(xs) for n in range(WIDTH)]


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param([2], id="one-piece"),
        pytest.param([2, 7, 8, 4, 5, 3], id="a-sentence"),
        pytest.param([1] * POSITIONS, id="as-long-as-it-knows"),
    ],
)
def test_a_text_gives_what_the_formulas_give(ids: list[int]) -> None:
    assert np.allclose(ENCODER.vectors([ids])[0], by_the_formulas(ids), atol=NEAR)


# -- however they are put together


def test_one_row_a_text_in_the_order_given() -> None:
    texts = [[2, n % 20, *[5] * (n % 11), 3] for n in range(300)]
    assert len(texts) * 13 > BATCH_PIECES  # more than one batch
    vectors = ENCODER.vectors(texts)
    assert vectors.shape == (300, ENCODER.width) == (300, WIDTH)
    assert vectors.dtype == np.float32
    alone = np.concatenate([ENCODER.vectors([text]) for text in texts])
    assert np.allclose(vectors, alone, atol=NEAR)


@given(st.data(), st.lists(TEXTS, max_size=8))
def test_the_order_of_texts_changes_no_vector(data: st.DataObject, texts: list[list[int]]) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    mixed = ENCODER.vectors([texts[n] for n in order])
    assert np.allclose(mixed, ENCODER.vectors(texts)[list(order)], atol=NEAR)


@given(TEXTS)
def test_padding_beside_a_longer_text_changes_no_vector(text: list[int]) -> None:
    beside = ENCODER.vectors([text, [4] * POSITIONS])[0]
    assert np.allclose(beside, ENCODER.vectors([text])[0], atol=NEAR)


def test_a_text_longer_than_the_positions_is_cut() -> None:
    long = [n % len(VOCABULARY) for n in range(POSITIONS + 6)]
    assert np.array_equal(ENCODER.vectors([long]), ENCODER.vectors([long[:POSITIONS]]))


def test_no_text_gives_no_row_and_one_without_pieces_naught() -> None:
    assert ENCODER.vectors([]).shape == (0, WIDTH)
    assert not ENCODER.vectors([[]]).any()
    assert not ENCODER.vectors([[], [2, 4, 3]])[0].any()


# -- folded


NUMBERS = st.floats(-1e6, 1e6, width=32, allow_subnormal=False)


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=NUMBERS))
def test_a_folded_matrix_is_off_by_half_a_step_of_its_row_at_most(made: NDArray[np.float32]) -> None:
    numbers, scale = fold(made)
    assert (str(numbers.dtype), scale.shape) == ("int8", (len(made), 1))
    assert np.abs(numbers.astype(int)).max() <= 127
    back = unfold({"m|bytes": numbers, "m|scale": scale}, "m")
    assert (np.abs(back - made) <= scale * 0.5001).all()


def test_a_row_of_naughts_stays_one() -> None:
    numbers, scale = fold(np.array([[0, 0], [127, -254]], np.float32))
    assert (numbers.tolist(), scale.tolist()) == ([[0, 0], [64, -127]], [[1.0], [2.0]])
