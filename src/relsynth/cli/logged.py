"""What a command writes to files is logged, so that it can be made again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from relsynth.cli.output import now

FILES = ("out", "differences", "sheet")
"""Parameters of commands that name a file to be written; each says which part of what was found goes there."""
APART = frozenset({"project", "json", *FILES})
"""Parameters that say where output goes, and not what it is."""


def logged(command: Callable[..., None], *, words: str | None = None) -> Callable[..., None]:
    """Let a command log every file that it writes, by its own words and options.

    Args:
        words: what the command is called, where its function is called otherwise.
    """
    said = words or command.__name__.strip("_").replace("_", " ")

    @wraps(command)
    def run(**given: Any) -> None:
        """Run the command, and keep what it wrote in the project's log."""
        from relsynth import open_project, workflow  # noqa: PLC0415

        at = now()
        with workflow.tables_kept() as tables:
            command(**given)
        options = {name: value for name, value in given.items() if name not in APART}
        for part in FILES:
            if (path := given.get(part)) is None:
                continue
            saved, form = tables.get(path), given.get("form")
            with open_project(given["project"]) as opened:
                workflow.log_output(
                    opened,
                    path,
                    command=said,
                    options=options if part == "out" else {**options, "part": part},
                    form=saved.form if saved else form if isinstance(form, str) else None,
                    table=saved.table if saved else None,
                    at=at,
                )

    return run
