"""What can go wrong, by whose hand it can be mended.

    RelsynthError
    ├─ InputError      a file says what its format forbids     → path, line
    ├─ FormatError     no format recognises the file            → the installed ones
    ├─ CodebookError   the codebook contradicts itself          → every problem at once
    ├─ ConfigError     relsynth.toml says what it may not       → every problem at once
    ├─ ProjectError    the folder is no project, or not ours to write
    └─ SourceError     a service on the network does not answer as it should
    NetworkFolderWarning  the project is on a disk where two machines may harm it

Each message says what is wrong, where, and how to mend it. A face prints it
after ``Error:`` and exits with 1; anything else that is raised is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class RelsynthError(Exception):
    """Base of every error that a user can mend."""


class InputError(RelsynthError):
    """A file cannot be read for what it claims to be."""

    def __init__(self, message: str, *, path: Path | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        where = "" if self.path is None else f"{self.path}: "
        at = "" if self.line is None else f"line {self.line}: "
        return f"{where}{at}{self.message}"


class FormatError(RelsynthError):
    """No installed format recognises a file, or the format cannot do what was asked."""


class CodebookError(RelsynthError):
    """A codebook contradicts itself; ``problems`` holds all of it, a line each."""

    def __init__(self, problems: Iterable[str], *, path: Path | None = None) -> None:
        self.problems = tuple(problems)
        self.path = path
        super().__init__(path, self.problems)

    def __str__(self) -> str:
        where = "codebook" if self.path is None else str(self.path)
        many = f"{len(self.problems)} problem" + ("s" if len(self.problems) != 1 else "")
        return "\n  ".join((f"{where}: {many}", *self.problems))


class ConfigError(RelsynthError):
    """``relsynth.toml`` holds unknown keys or values out of range."""


class ProjectError(RelsynthError):
    """A folder is no project, is from a newer relsynth, or cannot be written."""


class SourceError(RelsynthError):
    """A service on the network is out of reach, refuses, or does not answer as it documents."""


class NetworkFolderWarning(UserWarning):
    """A project lies on a network file system, where SQLite is not safe once two machines write."""
