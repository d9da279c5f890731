"""Codings out: to the screen or a sheet, or to a file that another program opens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.coding_steps import For
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import show, warn


def codings_export(
    *,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="With two columns for a person to decide in: decision, changed_to.")
    ] = False,
    proposals: Annotated[
        bool, typer.Option("--proposals", help="With what machines propose, each machine as a coder; of .qdpx.")
    ] = False,
    project: ProjectFolder = HERE,
    form: Annotated[
        Literal["csv", "md", "json", "xlsx", "annotations", "docbin", "eppi", "qdpx"] | None,
        typer.Option("--format", help="How to write it.", show_default="by the file's ending, else csv"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write to.", show_default="the screen")
    ] = None,
    for_: For = None,
    json: Json = False,
) -> None:
    """Write every coding that holds now: quote, code, facets, section, page, table heads, speaker, offsets, coder.

    Into a sheet (csv, md, json, xlsx), Web Annotations (.jsonld), spaCy's DocBin (.spacy), EPPI-Mapper's JSON
    (.eppi.json) or a REFI-QDA project (.qdpx).
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    wanted = form or ("json" if json else None)
    with open_project(project) as opened:
        seen, notice = workflow.seen_by(opened, for_), workflow.blind_notice(opened, for_)
        if out is None:
            sheet = workflow.coding_sheet(seen, decisions=decisions)
            typer.echo(workflow.write_table(sheet, wanted or "csv"), nl=False)
        else:
            written = workflow.write_codings(seen, out, format=wanted, decisions=decisions, proposals=proposals)
            show(written, json=json)
    if notice:
        warn(notice)
