"""A result as JSON has it: one form for the command line, the browser and scripts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

_AS_IT_IS = frozenset({str, int, bool, type(None)})


def plain(value: object) -> Any:
    """A result as JSON has it: dataclasses as objects, paths as text, sets in order, undefined figures as null."""
    kind = type(value)
    if kind in _AS_IT_IS:  # most of what a page is told, which is asked for often
        return value
    if (names := _fields_of(kind)) is not None:  # type: ignore[arg-type]  # mypy holds a type for unhashable
        held = ((name, getattr(value, name)) for name in names)
        return {name: item if type(item) in _AS_IT_IS else plain(item) for name, item in held}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


@cache
def _fields_of(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
