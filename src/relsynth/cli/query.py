"""Commands that ask a coded project: by a query, and by opening its file in Datasette."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked, warn


def query(
    asked: Annotated[
        str, typer.Argument(metavar="QUERY", help='As in "code:STA.TRUST* role:barrier section:lessons_learned".')
    ],
    *,
    by: Annotated[
        Literal["segment", "study", "passage"],
        typer.Option("--by", help="Coded segments, studies, or paragraphs, coded or not."),
    ] = "segment",
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Find segments, studies or passages by code, facets, section, coder, study, and words.

    Side by side means and, a comma or "or" means or, "-" means not; the reference has the grammar and the fields.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        answer = workflow.query(opened, asked, by=by, at=now(), track=tracked(quiet=json))
    put(answer.table, form, out) if form or out else show(answer, json=json)


def coverage(
    *,
    framework: Annotated[
        str, typer.Option("--framework", help="As the codebook calls it; `relsynth codebook frameworks` lists them.")
    ],
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List which constructs of a framework the papers cover, how often, how firmly, and which have no code."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.coverage(opened, framework)
    put(made, "json" if json else form, out)


def cooccur(
    *,
    fdr: Annotated[float, typer.Option("--fdr", help="Share of false findings that is put up with.")] = 0.1,
    least: Annotated[int, typer.Option("--least", help="Studies that must have both of a pair.")] = 3,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List pairs of constructs that are reported in the same studies more often than chance has it."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.cooccurrence(opened, fdr=fdr, least=least)
    put(made, "json" if json else form, out)


def saturation(
    *,
    cell: Annotated[
        str, typer.Option("--cell", help="What makes a cell: of code, role, level, actor, phase, outcome.")
    ] = "code,role",
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Tell how much of what studies can show has been seen, and what ten more of them would bring."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.saturation(opened, cells=tuple(part.strip() for part in cell.split(",")))
    put(made, "json" if json else form, out)


def explore(
    *,
    project: ProjectFolder = HERE,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where it listens on this computer.")] = 8001,
) -> None:
    """Open the project's database in Datasette, read-only and on this computer alone, with words on each view."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        status = workflow.explore(opened, port=port, tell=warn)
    raise typer.Exit(status)


QUERIES = (query, coverage, cooccur, saturation, explore)
