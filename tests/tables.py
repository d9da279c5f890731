"""Tables of cases of which one is tried always, and the rest where slow tests are asked for, as CI does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest


def first_of(cases: Mapping[str, Any]) -> Sequence[Any]:
    """Parameters of all cases, by name; all but the first are slow."""
    first, *others = (pytest.param(case, id=name) for name, case in cases.items())
    return [first, *(pytest.param(*one.values, id=one.id, marks=pytest.mark.slow) for one in others)]
