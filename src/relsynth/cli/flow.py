"""Commands that tell the course of a review: the PRISMA flow, the table of searches, what has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import show


def flow(
    *,
    project: ProjectFolder = HERE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="File to write to: .svg, .png, .pdf, .md, .json, or .csv for the R package PRISMA2020.",
            show_default="the screen",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Draw the PRISMA 2020 flow diagram from the project's history; its numbers always add up."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.flow import flow as draw_flow  # noqa: PLC0415
    from relsynth.workflow.flow import write_flow  # noqa: PLC0415

    with open_project(project) as opened:
        show(draw_flow(opened) if out is None else write_flow(opened, out), json=json)


def searches(
    *,
    project: ProjectFolder = HERE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="File to write the table to, in the form that its name tells.",
            show_default="the screen",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """List every search as PRISMA-S asks for it: database, platform, day, query, records."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.flow import list_searches, write_searches  # noqa: PLC0415

    with open_project(project) as opened:
        show(list_searches(opened) if out is None else write_searches(opened, out), json=json)


def changes(
    since: Annotated[str, typer.Option("--since", help="A day or moment, as in 2026-11-23, or the id of a source.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell what has changed since: searches, new reports, decisions, and outcomes that are others now."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.changes import changes as changed  # noqa: PLC0415

    with open_project(project) as opened:
        show(changed(opened, since=since), json=json)
