"""Where on the machine things are, which nobody at the desk is told."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PREFIX = "relsynth-desk-"


@contextmanager
def passing() -> Iterator[Path]:
    """A folder for what is sent or fetched, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def without_places(said: str, folder: Path) -> str:
    """A message in which files are named as the team knows them: as they are called in the project, or were sent."""
    for place in _places(folder):
        said = said.replace(f"{place}{os.sep}", "").replace(f"{place}: ", "").replace(place, "the project's folder")
    passed = rf"{re.escape(tempfile.gettempdir() + os.sep + _PREFIX)}\w+{re.escape(os.sep)}"
    return re.sub(passed, "", said, flags=re.ASCII)


def placeless(value: Any, folder: Path) -> Any:
    """Values of JSON, in which the same holds of every text that begins with a place, and of every ``path``.

    A path outside of the folder is told by its last part.
    """
    starts = (*(f"{place}{os.sep}" for place in _places(folder)), tempfile.gettempdir() + os.sep + _PREFIX)
    return _placeless(value, starts, folder)


def _outside(said: str, folder: Path) -> str:
    """A path, but its last part alone where it lies outside of the folder."""
    path = Path(said)
    return said if not path.is_absolute() or path.is_relative_to(folder.resolve()) else path.name


def _placeless(value: Any, starts: tuple[str, ...], folder: Path) -> Any:
    if isinstance(value, str):
        return without_places(value, folder) if value.startswith(starts) else value
    if isinstance(value, dict):
        told = {key: _placeless(one, starts, folder) for key, one in value.items()}
        return {
            key: _outside(one, folder) if key == "path" and isinstance(one, str) else one for key, one in told.items()
        }
    if isinstance(value, list):
        return [_placeless(one, starts, folder) for one in value]
    return value


def _places(folder: Path) -> list[str]:
    """A folder as it was named and as it is, the longer name first; of ``.`` there is none to be found in a message."""
    found = {str(one) for one in (folder, folder.absolute(), folder.resolve()) if one.is_absolute()}
    return sorted(found, key=len, reverse=True)
