"""A BERT encoder in numpy: pieces in, one vector a sentence out.

The base install has no deep-learning library, and none is needed: a small encoder is a dozen
matrix products a layer, which numpy hands to BLAS. Weights are kept as bytes, each row with
a scale of its own, and unfolded when the encoder is made; rows of the vocabulary when they
are needed.

Source: Devlin et al. (2019), doi 10.18653/v1/N19-1423; Wang et al. (2020), MiniLM, arXiv
2002.10957; GELU by its tanh form, Hendrycks & Gimpel (2016), arXiv 1606.08415.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Array = NDArray[np.float32]
Weights = Mapping[str, NDArray[np.generic]]
EPSILON = 1e-12
BATCH_PIECES = 1536  # pieces encoded together: what one core's cache holds well


@dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of one layer; ``qkv`` is query, key and value side by side."""

    qkv: Array
    qkv_bias: Array
    out: Array
    out_bias: Array
    out_norm: tuple[Array, Array]
    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array
    outer_norm: tuple[Array, Array]


class Encoder:
    """Weights made ready. ``heads``: heads of attention."""

    def __init__(self, weights: Weights, *, heads: int) -> None:
        self._words = cast("NDArray[np.int8]", weights["words|bytes"])
        self._word_scale = cast("Array", weights["words|scale"])
        self._positions = unfold(weights, "positions")
        self._norm = (_plain(weights, "norm.weight"), _plain(weights, "norm.bias"))
        count = sum(name.endswith(".qkv|bytes") for name in weights)
        self._layers = tuple(_layer(weights, n) for n in range(count))
        self._heads = heads
        self._blas = ThreadpoolController()

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self._positions.shape[1])

    def vectors(self, texts: Sequence[Sequence[int]]) -> Array:
        """One row for each list of pieces: the mean of its pieces' last vectors. Longer ones than it knows are cut."""
        longest = self._positions.shape[0]
        cut = [ids[:longest] for ids in texts]
        found = np.zeros((len(cut), self.width), np.float32)
        order = sorted(range(len(cut)), key=lambda n: len(cut[n]))
        with self._blas.limit(limits=1, user_api="blas"):  # on matrices this small, threads wait for one another
            for batch in _batches(order, [len(ids) for ids in cut]):
                found[batch] = self._encode([cut[n] for n in batch])
        return found

    def _encode(self, texts: list[Sequence[int]]) -> Array:
        lengths = np.array([len(ids) for ids in texts])
        width = max(int(lengths.max()), 1)
        ids = np.zeros((len(texts), width), np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text
        mask = np.arange(width) < lengths[:, None]
        x = self._words[ids].astype(np.float32) * self._word_scale[ids] + self._positions[:width]
        x = _normed(x.reshape(-1, self.width), *self._norm)
        unseen = np.where(mask, np.float32(0), np.float32(-1e9))[:, None, None, :]
        for layer in self._layers:
            x = self._through(layer, x, unseen, len(texts), width)
        x = x.reshape(len(texts), width, self.width) * mask[:, :, None]
        return cast("Array", x.sum(1) / np.maximum(lengths, 1)[:, None].astype(np.float32))

    def _through(self, layer: _Layer, x: Array, unseen: Array, texts: int, width: int) -> Array:
        each = self.width // self._heads
        qkv = (x @ layer.qkv + layer.qkv_bias).reshape(texts, width, 3, self._heads, each).transpose(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(0, 1, 3, 2)
        scores *= np.float32(each**-0.5)
        scores += unseen
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        seen = (scores @ qkv[2]).transpose(0, 2, 1, 3).reshape(texts * width, self.width)
        x = _normed(x + seen @ layer.out + layer.out_bias, *layer.out_norm)
        return _normed(
            x + _gelu(x @ layer.inner + layer.inner_bias) @ layer.outer + layer.outer_bias, *layer.outer_norm
        )


def fold(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """A matrix as bytes and one scale for each row."""
    scale = np.abs(matrix).max(axis=1, keepdims=True) / np.float32(127)
    scale[scale == 0] = 1
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def unfold(weights: Weights, name: str) -> Array:
    """A matrix from its bytes and scales, as it is multiplied with: rows are inputs."""
    return weights[f"{name}|bytes"].astype(np.float32) * weights[f"{name}|scale"].astype(np.float32)


def _layer(weights: Weights, number: int) -> _Layer:
    def matrix(name: str) -> Array:  # folded by output, multiplied by input
        return np.ascontiguousarray(unfold(weights, f"layer.{number}.{name}").T)

    def row(name: str) -> Array:
        return _plain(weights, f"layer.{number}.{name}")

    return _Layer(
        qkv=matrix("qkv"),
        qkv_bias=row("qkv.bias"),
        out=matrix("out"),
        out_bias=row("out.bias"),
        out_norm=(row("out.norm.weight"), row("out.norm.bias")),
        inner=matrix("inner"),
        inner_bias=row("inner.bias"),
        outer=matrix("outer"),
        outer_bias=row("outer.bias"),
        outer_norm=(row("outer.norm.weight"), row("outer.norm.bias")),
    )


def _plain(weights: Weights, name: str) -> Array:
    return weights[name].astype(np.float32)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Numbers in their order, together while their pieces, the longest counting for all, are not too many."""
    batches: list[list[int]] = [[]]
    for number in order:
        if batches[-1] and (len(batches[-1]) + 1) * lengths[number] > BATCH_PIECES:
            batches.append([])
        batches[-1].append(number)
    return [batch for batch in batches if batch]


def _normed(x: Array, weight: Array, bias: Array) -> Array:
    x = x - x.mean(-1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[-1])
    x *= (1 / np.sqrt(spread + EPSILON)).astype(np.float32)[:, None]
    x *= weight
    x += bias
    return x


def _gelu(x: Array) -> Array:
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner
