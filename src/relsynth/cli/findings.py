"""Commands that answer the questions the project grew from; each is a table, some draw a picture or a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.options import HERE, Json, ProjectFolder

if TYPE_CHECKING:
    from relsynth.workflow.findings import Finding

Code = Annotated[str | None, typer.Option("--code", help="Only this code, as in STA.TRUST.", show_default="all")]
Drawn = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File to write to; the picture where it ends in .svg, .png or .pdf."),
]
Graph = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File to write to; the graph as .graphml, its picture as .svg, .png or .pdf."),
]
Domains = Annotated[
    list[str] | None,
    typer.Option("--domain", help="A domain of the codebook; repeat for more.", show_default="CTX, ACT"),
]
By = Annotated[str, typer.Option("--by", help="A characteristic of studies, as setting, income_group or country.")]


def relegation(
    *, code: Code = None, project: ProjectFolder = HERE, form: Form = None, out: Drawn = None, json: Json = False
) -> None:
    """Tell whether papers leave partnering to "lessons learned": figures by construct, the picture, and the verdict."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.relegation(opened, code=code)
    tell(found, "json" if json else form, out)


def context(
    *,
    by: Annotated[
        str | None, typer.Option("--by", help="A characteristic of studies, as setting.", show_default="all together")
    ] = None,
    domain: Domains = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List contextual and actor factors as barriers and facilitators of partnering, in all studies or by setting."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.context(opened, domains=domain or (), by=by)
    tell(found, "json" if json else form, out)


def beside(
    *,
    other: Annotated[
        list[str] | None,
        typer.Option(
            "--other",
            help="A domain of the other side; repeat for more.",
            show_default="those of codebooks named by `also` in relsynth.toml",
        ),
    ] = None,
    domain: Domains = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List which context and actor factors are reported in the same studies as constructs of another framework."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.context_beside(opened, domains=domain or (), others=other or ())
    tell(found, "json" if json else form, out)


def alignment(
    *,
    goals: Annotated[
        list[str] | None,
        typer.Option(help="A code of partnering goals; repeat.", show_default="GOAL.OBJECTIVES, GOAL.VISION"),
    ] = None,
    aligned: Annotated[
        list[str] | None, typer.Option(help="A code of their alignment; repeat.", show_default="GOAL.ALIGN")
    ] = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List study by study who states partnering goals up front, aligned with the implementation, and who neither."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.alignment(opened, goals=goals or (), aligned=aligned or ())
    tell(found, "json" if json else form, out)


def network(
    *, code: Code = None, project: ProjectFolder = HERE, form: Form = None, out: Graph = None, json: Json = False
) -> None:
    """List who interacts with whom, by kinds of actors; as a graph for other programs, or as a picture."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.network(opened, code=code)
    tell(found, "json" if json else form, out)


def links(
    *, code: Code = None, project: ProjectFolder = HERE, form: Form = None, out: Out = None, json: Json = False
) -> None:
    """List which constructs papers tie to which implementation outcomes, in which direction, with a quote each."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.links(opened, code=code)
    tell(found, "json" if json else form, out)


def necessity(
    outcome: Annotated[str, typer.Option("--outcome", help="An outcome, as in scale_up_spread.")],
    *,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List which constructs are reported wherever an outcome is: sets of studies, and never causes."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.necessity(opened, outcome=outcome)
    tell(found, "json" if json else form, out)


def quality(
    *,
    code: Annotated[
        list[str] | None,
        typer.Option("--code", help="A code; repeat for more.", show_default="OUT.QUALITY, GOAL.INTENSITY"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All constructs of the codebook.")] = False,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List where level and quality of partnering are claimed, looked into in words, or measured, and with what."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.quality(opened, codes=code or (), every=every)
    tell(found, "json" if json else form, out)


def equity(
    *,
    by: By = "income_group",
    domain: Annotated[
        list[str] | None, typer.Option("--domain", help="A domain of the codebook; repeat.", show_default="EQU")
    ] = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List what is reported on equity in partnering, by income group, setting or another characteristic."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.equity(opened, domains=domain or (), by=by)
    tell(found, "json" if json else form, out)


def lifecycle(
    *, code: Code = None, project: ProjectFolder = HERE, form: Form = None, out: Out = None, json: Json = False
) -> None:
    """List which stages of a relation papers report (foster, grow, maintain, evaluate, end), and at which level."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.lifecycle(opened, code=code)
    tell(found, "json" if json else form, out)


def trends(
    *,
    code: Code = None,
    split: Annotated[int, typer.Option(help="A year: rows for up to it and after it follow the years.")] = 2022,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List by year how many papers set out to look at partnering, and how many mention it in passing."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.trends(opened, code=code, split=split)
    tell(found, "json" if json else form, out)


def tell(found: Finding, form: str | None, out: Path | None) -> None:
    """Write an answer to a file, and say which, or its table to the screen."""
    from relsynth import workflow  # noqa: PLC0415

    if out:
        workflow.save_finding(found, form, out)
        typer.echo(out)
    else:
        put(workflow.on_screen(found.table) if form in (None, "md") else found.table, form, None)


FINDINGS = (
    *(relegation, context, beside, alignment, network, links, necessity),
    *(quality, equity, lifecycle, trends),
)
"""In the order in which they are listed."""
