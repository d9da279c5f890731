"""The command that writes the whole report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked


def report(
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("report"),
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="What to write: xlsx, docx, html, md, csv, json, tex; repeat for more.",
            show_default="xlsx, docx, html, md",
        ),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Write the report: all tables in a workbook, a document for a paper, pages, the map, the flow, pictures, methods.

    What an earlier report wrote in the folder is replaced; where somebody has edited that since, the command stops.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.write_report(opened, out, at=now(), forms=form or (), track=tracked(quiet=json)), json=json)
