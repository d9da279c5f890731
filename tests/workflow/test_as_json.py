"""A result as JSON has it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from relsynth.workflow.as_json import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A result."""

    name: str
    parts: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return f"held {self.name}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(
            Held(name="a", parts=(Held(name="b"), 1)),
            {"name": "a", "parts": [{"name": "b", "parts": []}, 1]},
            id="result",
        ),
        pytest.param({1: (math.nan, math.inf, 0.5)}, {"1": [None, None, 0.5]}, id="undefined-figures"),
        pytest.param((None, True, "Ngũgĩ"), [None, True, "Ngũgĩ"], id="plain-already"),
        pytest.param(frozenset({"b", "a"}), ["a", "b"], id="a-set-in-order"),
        pytest.param((Path("a") / "b",), ["a/b"], id="path"),
    ],
)
def test_a_result_becomes_what_json_has(value: object, expected: object) -> None:
    assert plain(value) == expected
