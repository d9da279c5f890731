"""The command that looks for what is wrong with a project."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show


def doctor(
    *,
    project: ProjectFolder = HERE,
    mend: Annotated[
        bool, typer.Option("--mend", help="Make anew what follows from the rest; no judgement or text is touched.")
    ] = False,
    json: Json = False,
) -> None:
    """Look for what is wrong with a project, from the disk to the history, and say how to mend it; then exit with 1."""
    from relsynth import workflow  # noqa: PLC0415

    found = workflow.doctor(project, at=now(), mend=mend)
    show(found, json=json)
    raise typer.Exit(0 if found.is_well else 1)
