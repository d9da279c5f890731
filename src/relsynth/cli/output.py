"""What a command prints: a result's own words for people, its fields as JSON for programs."""

from __future__ import annotations

import io
import json as json_format
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from shutil import get_terminal_size
from typing import Any, TypeVar

import typer

from relsynth.errors import NetworkFolderWarning

T = TypeVar("T")


def now() -> str:
    """The moment, read once in a command: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


CONTROL = {code: "\ufffd" for code in [*range(0x20), *range(0x7F, 0xA0)] if chr(code) not in "\n\t"}
"""What moves a cursor or changes a screen has no business in a record, nor in a name of one."""


def spell_what_has_no_letter() -> None:
    """Make a screen or pipe without some letter (Windows-1252, and a name in Han) show its number, not fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def warn(text: str) -> None:
    """Print to stderr."""
    typer.echo(text.translate(CONTROL), err=True)


def show_warnings() -> None:
    """Make what relsynth warns of a line on stderr; what others warn of is shown as it was."""
    others = warnings.showwarning

    def shown(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if issubclass(category, NetworkFolderWarning):
            warn(f"Warning: {message}")
        else:
            others(message, category, *where, **more)

    warnings.showwarning = shown


def show(result: object, *, json: bool) -> None:
    """Print a result to stdout."""
    typer.echo(_as_json(result) if json else _words(result).translate(CONTROL))


class tracked:  # noqa: N801 used as the function that workflow.Track describes
    """A progress bar on stderr, or nothing where a program listens."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]:
        """Return the items, drawing a bar as they are taken."""
        if self._quiet or not items:
            return items
        from rich.console import Console  # noqa: PLC0415 not needed for --help
        from rich.progress import track  # noqa: PLC0415

        return track(items, description=what, console=Console(stderr=True))


def warning(*, quiet: bool) -> Callable[[str], None]:
    """Give what says a line on stderr, above a bar that is drawn there; nothing where a program listens."""
    return (lambda _said: None) if quiet else warn


@contextmanager
def telling(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give what tells on stderr how far work has come; on a terminal over and over in one line, gone in the end."""
    if quiet:
        yield lambda _said: None
    elif sys.stderr.isatty():
        width = get_terminal_size().columns - 1  # a longer line goes on in the next, which is not cleared
        try:
            yield lambda said: typer.echo(f"{AFRESH}{said[:width].translate(CONTROL)}", err=True, nl=False)
        finally:
            typer.echo(AFRESH, err=True, nl=False)
    else:
        yield warn


AFRESH = "\r\x1b[2K"  # what a terminal takes as: to the line's beginning, and clear it


def _as_json(result: object) -> str:
    from relsynth.workflow.as_json import plain  # noqa: PLC0415 the verbs, which --help need not load

    return json_format.dumps(plain(result), ensure_ascii=False, indent=2)


def _words(result: object) -> str:
    if isinstance(result, tuple | list):
        return "\n".join(str(item) for item in result) or "nothing"
    if isinstance(result, Mapping):
        return "\n".join(f"{key}: {_value(value)}" for key, value in result.items())
    return str(result)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return "".join(f"\n  - {_value(item)}" for item in value) or "none"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return json_format.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else str(value)
