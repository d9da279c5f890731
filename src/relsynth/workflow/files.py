"""The files that people offer: each one named, and of a folder all in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from relsynth.errors import InputError


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files offered; of a folder all in it, hidden ones left alone.

    Raises:
        InputError: a path does not exist.
    """
    for path in require_paths(paths):
        if os.path.isdir(path):  # noqa: PTH112 Path.is_dir raises where a name is too long
            yield from (p for p in sorted(path.rglob("*")) if _is_file(p) and not _is_hidden(p.relative_to(path)))
        else:
            yield path


def require_paths(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The paths, each of which there is.

    Raises:
        InputError: a path does not exist.
    """
    there = tuple(paths)
    for path in there:
        if not os.path.exists(path):  # noqa: PTH110 Path.exists raises where a name is too long
            raise InputError("no such file or folder", path=path)
    return there


def _is_file(path: Path) -> bool:
    """Whether there is a file, or a link to one that is gone: that is told, not passed over."""
    return os.path.isfile(path) or (path.is_symlink() and not os.path.exists(path))  # noqa: PTH110, PTH113


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
