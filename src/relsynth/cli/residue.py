"""The command for what the codebook has no code for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import show


def residue(
    *,
    code: Annotated[
        str | None, typer.Option("--code", help="A code's id: only what is near it, and may be missed by it.")
    ] = None,
    least: Annotated[
        float | None,
        typer.Option(
            "--least",
            min=0,
            max=1,
            help="How relational a sentence has to sound, from 0 to 1.",
            show_default="0.25; 0.1 with --code",
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Groups to show.")] = 20,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="File to write every sentence to, as a table in the form that its name tells."
        ),
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="CSV to write, in which to code them for `relsynth codings import`.")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List what sounds relational and carries no code, in groups with their phrases: candidates for new constructs."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.find_residue(opened, code=code, least=least, limit=limit)
    workflow.save_residue(found, table=out, sheet=sheet)
    show(found, json=json)
