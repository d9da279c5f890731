"""Which of a code's own examples a sentence is most like: the reason that a learned coding gives."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np

from relsynth.codebook import Code, Codebook
from relsynth.extraction.learned.encoder import Array
from relsynth.extraction.learned.sight import Sight

LONGEST = 120  # characters of an example that a reason quotes


class Examples:
    """The examples of a codebook as vectors; those that the weights do not hold are read when first asked for."""

    def __init__(self, codebook: Codebook, sight: Sight, held: Mapping[str, Array]) -> None:
        self._texts = {code.id: examples_of(code) for code in codebook.codes}
        self._sight = sight
        self._held = held
        self._vectors: dict[str, Array] = {}

    def nearest(self, code: str, vector: Array) -> tuple[str, float] | None:
        """The example of a code most like a sentence's vector, and its cosine; None where the code has none."""
        texts = self._texts[code]
        if not texts:
            return None
        if code not in self._vectors:
            self._vectors[code] = self._read(texts)
        likeness = self._vectors[code] @ vector
        best = int(np.argmax(likeness))
        return texts[best], float(likeness[best])

    def _read(self, texts: tuple[str, ...]) -> Array:
        strange = [text for text in texts if key(text) not in self._held]
        new = dict(zip(strange, self._sight.vectors_of(strange), strict=True)) if strange else {}
        return np.stack([new[text] if text in new else self._held[key(text)] for text in texts])


def key(text: str) -> str:
    """By what an example is found in the weights: the first 16 hex digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:16]


def held_in(arrays: Mapping[str, Any]) -> dict[str, Array]:
    """The examples' vectors that the weights hold, by key."""
    keys = bytes(arrays["examples.keys"]).decode().split("\n")
    return dict(zip(keys, arrays["examples"].astype(np.float32), strict=True))


def examples_of(code: Code) -> tuple[str, ...]:
    """All examples of a code, narrative first."""
    return (*code.examples, *code.examples_journal)
