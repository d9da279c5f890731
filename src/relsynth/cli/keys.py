"""Keys and lines as a person gives them: struck at a terminal, or read from a pipe."""

from __future__ import annotations

import sys

import typer

LEAVING = frozenset({"q", "\x1b", "\x03", "\x04", ""})
"""Keys that end a sitting: q, Esc, Ctrl-C, Ctrl-D, and the end of a pipe."""


def pressed() -> str:
    """The next key; from a pipe, the next sign that is no line end; "" at the end."""
    if sys.stdin.isatty():
        return typer.getchar()
    while (sign := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return sign


def line(ask: str) -> str | None:
    """A line that a person types after ``ask``; None where they think better of it (Ctrl-C, Ctrl-D)."""
    try:
        return input(ask).strip()
    except (KeyboardInterrupt, EOFError):
        return None
