"""The commands that write tables."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, tracked

CHARTING = "charting"
OF_STUDIES = ("characteristics", "cerqual", "evidence", "gaps")
"""Tables that tell what studies are like, which is found first where it has not been."""

Name = Literal[
    "evidence",
    "gaps",
    "profile",
    "studies",
    "characteristics",
    "codings",
    "charting",
    "segments",
    "incidence",
    "determinants",
    "ratings",
    "strategies",
    "barrier_strategy",
    "cerqual",
]


def table(
    name: Annotated[Name, typer.Argument(help="Which table to write.")],
    *,
    chart: Annotated[str, typer.Option("--form", help="Of charting: which form of relsynth.toml.")] = CHARTING,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Of charting: with the words that each answer names.")
    ] = False,
    outcome: Annotated[
        str | None,
        typer.Option("--outcome", help="Of ratings: FORM.FIELD that says how each study ended, worst choice first."),
    ] = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Write a table: evidence, gaps, section profile, studies, their characteristics, every coding, or what is charted;
    segments that count, studies by constructs, barriers and facilitators with citations, ratings by study, strategies
    specified, barriers by strategies, or findings prepared for GRADE-CERQual.

    What the forms of relsynth.toml ask stands at the end of studies and characteristics, too.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        if name == CHARTING:
            made = workflow.chart_table(opened, form=chart, quotes=quotes)
        else:
            if name in OF_STUDIES:
                workflow.find_characteristics(opened, at=now(), track=tracked(quiet=json))
            made = workflow.tabulate(opened, name, outcome=outcome)
    put(made, "json" if json else form, out)


def match(
    what: Annotated[Literal["barriers", "facilitators"], typer.Argument(help="What strategies are looked for.")],
    _strategies: Annotated[Literal["strategies"], typer.Argument(metavar="strategies", help="What is looked for.")],
    *,
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Only where no strategy is reported: a row for each study.")
    ] = False,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List barriers with the strategies that studies report against them, or the barriers that have none."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.match_strategies(opened, what, unmatched=unmatched)
    put(made, "json" if json else form, out)


def valence(
    *,
    code: Annotated[
        str | None, typer.Option("--code", help="A code's id, as in STA.TRUST.", show_default="all that are reported")
    ] = None,
    stratify: Annotated[
        str, typer.Option("--stratify", help="What may explain it, with commas between: level,setting,phase.")
    ] = "",
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Tell in how many studies a construct helps or hinders, and whether level, setting or phase explains it."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    by = tuple(name.strip() for name in stratify.split(",") if name.strip())
    with open_project(project) as opened:
        made = workflow.valence(opened, code=code, stratify=by)
    put(made, "json" if json else form, out)
