"""The command for backups."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show


def backup(
    *,
    project: ProjectFolder = HERE,
    listed: Annotated[bool, typer.Option("--list", help="List the backups there are, and make none.")] = False,
    json: Json = False,
) -> None:
    """Copy the project's file, settings and codebooks to a ZIP in PROJECT/backups, while others work, and check it.

    To have it back, unpack it into an empty folder: that folder is the project as it was.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_backups(opened) if listed else workflow.back_up(opened, at=now()), json=json)
