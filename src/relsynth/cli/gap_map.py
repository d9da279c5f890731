"""The command that writes the evidence-gap map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

Cell = Literal["count", "balance", "confidence", "relegation"]


def map_(
    *,
    project: ProjectFolder = HERE,
    out: Annotated[Path, typer.Option("--out", "-o", help="Page to write.")] = Path("map.html"),
    rows: Annotated[
        str | None,
        typer.Option(
            "--rows", help="Rows when it is opened: a facet, a characteristic, a framework.", show_default="construct"
        ),
    ] = None,
    cols: Annotated[
        str | None, typer.Option("--cols", help="Columns when it is opened, likewise.", show_default="section")
    ] = None,
    cell: Annotated[
        Cell | None, typer.Option("--cell", help="What a cell shows when it is opened.", show_default="count")
    ] = None,
    json: Json = False,
) -> None:
    """Write the evidence-gap map: one page that needs nothing else, every number a click from its quotes.

    What it shows first can be changed in the page itself, and its address keeps what was asked.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        page = workflow.map_gaps(opened, out, on=now()[:10], rows=rows, cols=cols, cell=cell)
        show({"map": str(page)}, json=json)
