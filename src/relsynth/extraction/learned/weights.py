"""The learned coder's weights: two files beside this module, ``model.npz`` and ``model.json``.

Arrays are in numpy's own format and read without pickling; everything else is JSON. How they
were made, on what, and how good they are is told by the model card
(docs/explanation/model-card.md); ``scripts/train_coder.py`` makes them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from relsynth.extraction.proposals import CoderError

FOLDER = "relsynth.extraction.learned"
ARRAYS, SETTINGS = "model.npz", "model.json"
FACETS = files("relsynth.extraction") / "facet_weights.json"
"""Weights by which the pipeline weighs rules and heads (``weighing``)."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What training left: arrays by name, and settings (``codes``, ``keep``, ``stack``, ``thresholds``, …)."""

    arrays: Mapping[str, NDArray[Any]]
    settings: Mapping[str, Any]


@lru_cache(maxsize=1)
def digest() -> str:
    """First 8 hex digits of a digest of both files and of the facets' weights: which weights these are.

    Raises:
        CoderError: one is missing.
    """
    hashed = hashlib.sha256()
    for file in (files(FOLDER) / ARRAYS, files(FOLDER) / SETTINGS, FACETS):
        try:
            hashed.update(file.read_bytes())
        except OSError as error:
            raise _damaged(error) from error
    return hashed.hexdigest()[:8]


@lru_cache(maxsize=1)
def load() -> Trained:
    """Read the weights; a second call gives the same ones.

    Raises:
        CoderError: they are missing or damaged.
    """
    try:
        with (files(FOLDER) / ARRAYS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}
        return Trained(held, json.loads((files(FOLDER) / SETTINGS).read_text(encoding="utf-8")))
    except (OSError, EOFError, BadZipFile, ValueError, zlib.error) as error:
        raise _damaged(error) from error


def figures() -> Mapping[str, Any]:
    """What the model card tells of how good the weights are: name of a coder -> figure -> value, and others.

    Raises:
        CoderError: they are missing or damaged.
    """
    try:
        told: Mapping[str, Any] = json.loads((files(FOLDER) / SETTINGS).read_text(encoding="utf-8"))["figures"]
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(error) from error
    return told


def _damaged(error: Exception) -> CoderError:
    return CoderError(
        f"the weights that ship with relsynth are missing or damaged ({error}); install it anew, "
        "or code with `--coder lexicon`, which needs none"
    )
