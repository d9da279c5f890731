"""A tiny encoder and all that hangs on it, made of seeded noise, for the tests of the learned coder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relsynth.codebook import Codebook
from relsynth.extraction.learned.encoder import fold
from relsynth.extraction.learned.examples import examples_of, key
from relsynth.extraction.learned.features import BITS
from relsynth.extraction.learned.sight import define, unit
from relsynth.extraction.learned.weights import Trained

VOCABULARY = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "trust", "##ed", "##s", "the", "crew", "forum"),
    *("met", "each", "week", "a", "of", "ties", ".", ":", "we", "rain"),
)
WIDTH, LAYERS, HEADS, INNER, POSITIONS, PROJECTED = 8, 2, 2, 16, 24, 4
FACETS = {
    "role": ["barrier", "facilitator"],
    "assertion": ["affirmed", "negated", "hedged"],
    "level": ["interpersonal", "inter_organisational"],
}
PLAIN = {"bias": 0.0, "coded": 0.0, "linear": 0.0, "matched": 0.0, "code": 0.0}
TIERS = {"strong": 0.0, "lack": 0.0, "weak": 0.0}

Arrays = dict[str, NDArray[Any]]


def encoder_arrays(seed: int = 7) -> Arrays:
    """An encoder of two layers, folded as the weights that ship are."""
    random = np.random.default_rng(seed)

    def noise(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.5, shape).astype(np.float32)

    folded = {"words": noise(len(VOCABULARY), WIDTH), "positions": noise(POSITIONS, WIDTH)}
    arrays: Arrays = {"norm.weight": 1 + noise(WIDTH), "norm.bias": noise(WIDTH)}
    for n in range(LAYERS):
        folded |= {
            f"layer.{n}.qkv": noise(3 * WIDTH, WIDTH),
            f"layer.{n}.out": noise(WIDTH, WIDTH),
            f"layer.{n}.inner": noise(INNER, WIDTH),
            f"layer.{n}.outer": noise(WIDTH, INNER),
        }
        for part, size in (("qkv", 3 * WIDTH), ("out", WIDTH), ("inner", INNER), ("outer", WIDTH)):
            arrays[f"layer.{n}.{part}.bias"] = noise(size)
        for norm in ("out.norm", "outer.norm"):
            arrays |= {f"layer.{n}.{norm}.weight": 1 + noise(WIDTH), f"layer.{n}.{norm}.bias": noise(WIDTH)}
    for name, matrix in folded.items():
        arrays[f"{name}|bytes"], arrays[f"{name}|scale"] = fold(matrix)
    return arrays


def stack(**changed: dict[str, float]) -> dict[str, dict[str, float]]:
    """Weights of the looks, all naught but those named: ``known={"code": 1.0}``."""
    usual = {part: PLAIN | TIERS for part in ("known", "new", "unread", "sentence")}
    return usual | {part: usual[part] | weights for part, weights in changed.items()}


def trained(book: Codebook, learned: Sequence[str], *, seed: int = 7, **settings: Any) -> Trained:
    """Weights that learned some codes of a codebook, and hold the examples of these."""
    random = np.random.default_rng(seed + 1)

    def noise(*shape: int) -> NDArray[np.float16]:
        return random.normal(0, 1, shape).astype(np.float16)

    arrays = encoder_arrays(seed)
    rows = {"coded": 1, "codes": len(learned), **{name: len(values) for name, values in FACETS.items()}}
    for head, size in rows.items():
        arrays |= {f"{head}.weight": noise(size, WIDTH), f"{head}.bias": noise(size)}
    held = [text for code in learned for text in examples_of(book.code(code))]
    arrays |= {
        "proj": noise(PROJECTED, WIDTH),
        "query": noise(PROJECTED, WIDTH),
        "linear.weights": (noise(2**BITS) / 8).astype(np.float16),
        "linear.idf": np.ones(2**BITS, np.float16),
        "vocabulary": np.frombuffer("\n".join(VOCABULARY).encode(), np.uint8),
        "definitions": unit(noise(len(learned), PROJECTED).astype(np.float32)).astype(np.float16),
        "examples": unit(noise(len(held), PROJECTED).astype(np.float32)).astype(np.float16),
        "examples.keys": np.frombuffer("\n".join(map(key, held)).encode(), np.uint8),
    }
    return Trained(
        arrays,
        {
            "codes": list(learned),
            "definitions": {code: define(book.code(code)) for code in learned},
            "heads": HEADS,
            "keep": -1e6,
            "linear_bias": 0.0,
            "match_scale": 1.0,
            "match_bias": 0.0,
            "stack": {"learned": stack(known={"code": 1.0}), "combined": stack(known={"code": 1.0})},
            "thresholds": {"learned": 0.5, "combined": 0.5},
            "thresholds_new": {"learned": 0.4, "combined": 0.3},
            "sure": 2.0,
            "facets": FACETS,
            **settings,
        },
    )
