"""How long work tells of its progress: an argument, which by default does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")

Tell = Callable[[str], None]
"""Told in a few words how far work has come whose length nobody knows beforehand."""


class Track(Protocol):
    """Wraps a sequence that is worked through; a face may draw a bar."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]:
        """Return the items, one by one."""


def untracked(items: Sequence[T], what: str) -> Iterable[T]:
    """Return the items without telling anybody."""
    return items


def untold(_said: str) -> None:
    """Tell nobody."""
