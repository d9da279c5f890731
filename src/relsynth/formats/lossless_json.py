"""JSON without loss: long numbers stay as they are written, and no key covers another of the same name."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

LONGEST_NUMBER = 18  # digits; a longer one is kept as text


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that is there again has its number, so that no value covers another."""
    made = dict(members)
    if len(made) == len(members):
        return made
    made, times = {}, Counter[str]()
    for key, value in members:
        times[key] += 1
        made[key if times[key] == 1 else f"{key} ({times[key]})"] = value
    return made


DECODER = json.JSONDecoder(
    strict=False, parse_int=_number, parse_float=str, parse_constant=str, object_pairs_hook=_object
)
