"""The command for backups."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show


def backup(
    *,
    project: ProjectFolder = HERE,
    listed: Annotated[bool, typer.Option("--list", help="List the backups there are, and make none.")] = False,
    restored: Annotated[
        Path | None,
        typer.Option("--restore", metavar="FILE", help="Make this backup a project again; nothing is written over."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="Folder to restore to, with no project in it.", show_default="PROJECT")
    ] = None,
    json: Json = False,
) -> None:
    """Copy the project's file, settings and codebooks to a ZIP in PROJECT/backups, while others work, and check it.

    With --restore, have a backup back: it is looked through, and its folder is the project as it was.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    if restored is not None:
        show(workflow.restore(restored, to or project), json=json)
        return
    with open_project(project) as opened:
        show(workflow.list_backups(opened) if listed else workflow.back_up(opened, at=now()), json=json)
