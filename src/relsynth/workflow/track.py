"""How long work tells of its progress: an argument, which by default does nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Wraps a sequence that is worked through; a face may draw a bar."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]:
        """Return the items, one by one."""


def untracked(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items without telling anybody."""
    return items
