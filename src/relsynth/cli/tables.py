"""The command that writes tables."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, tracked

CHARTING = "charting"


def table(
    name: Annotated[
        Literal["evidence", "gaps", "profile", "studies", "characteristics", "codings", "charting"],
        typer.Argument(help="Which table to write."),
    ],
    *,
    chart: Annotated[str, typer.Option("--form", help="Of charting: which form of relsynth.toml.")] = CHARTING,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Of charting: with the words that each answer names.")
    ] = False,
    project: ProjectFolder = HERE,
    form: Form = "md",
    out: Out = None,
    json: Json = False,
) -> None:
    """Write a table: evidence, gaps, section profile, studies, their characteristics, every coding, or what is charted.

    What the forms of relsynth.toml ask stands at the end of studies and characteristics, too.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        if name == CHARTING:
            made = workflow.chart_table(opened, form=chart, quotes=quotes)
        else:
            if name == "characteristics":
                workflow.find_characteristics(opened, at=now(), track=tracked(quiet=json))
            made = workflow.tabulate(opened, name)
    put(made, "json" if json else form, out)
