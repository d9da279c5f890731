"""What Python's JSON would lose is kept: digits of long numbers, keys that are there again."""

from __future__ import annotations

from typing import Any

import pytest

from relsynth.formats.lossless_json import DECODER


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('{"a": 1, "a": 2, "b": 3, "a": 4}', {"a": 1, "a (2)": 2, "b": 3, "a (3)": 4}, id="key-again"),
        pytest.param("123456789012345678", 123456789012345678, id="number"),
        pytest.param("12345678901234567890", "12345678901234567890", id="long-number"),
        pytest.param("1.10", "1.10", id="fraction-as-written"),
        pytest.param("[NaN, Infinity]", ["NaN", "Infinity"], id="no-numbers"),
        pytest.param('"a\tb"', "a\tb", id="a-tab-within"),
    ],
)
def test_nothing_is_lost(text: str, value: Any) -> None:
    assert DECODER.decode(text) == value
