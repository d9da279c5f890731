"""Commands that keep a review reproducible: the log of what was written, and making it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.logged import logged
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked


def outputs(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List every table, map, report and picture that was written to a file, with what it rested on."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_outputs(opened), json=json)


def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(help="A file, a table, a command, or a number of `relsynth outputs`.", show_default="all"),
    ] = None,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Make again what was written, and tell whether it is the same; if not, which cells differ, and what has changed.

    Exits with 1 where figures differ.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.reproduce(opened, name, track=tracked(quiet=json))
        show(made, json=json)
    raise typer.Exit(0 if made.all_same else 1)


def snapshot(
    name: Annotated[str, typer.Argument(help="What to call it: a day, or an occasion.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Keep the counts of this moment, to see later what has moved; every report and every `run` does so as well."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.take_snapshot(opened, name, at=now()), json=json)


def snapshots(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List the moments whose counts are kept."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_snapshots(opened), json=json)


def diff(
    before: Annotated[str, typer.Argument(metavar="RUN1", help="A snapshot's name; last is the latest.")] = "last",
    after: Annotated[str, typer.Argument(metavar="RUN2", help="Another one; now is the project as it is.")] = "now",
    *,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Tell what has moved: papers, numbers of studies by construct, gaps opened and closed, and what lies behind it."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        moved = workflow.diff_runs(opened, before, after)
    put(moved.table, form, out) if form or out else show(moved, json=json)


def checklist(
    name: Annotated[Literal["prisma-scr", "entreq"], typer.Argument(help="Which checklist.")],
    *,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Fill in a reporting checklist from what the project has kept, and say what the team is to write."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.checklist(opened, name)
    put(made, "json" if json else form, out)


def crate(
    out: Annotated[Path, typer.Option("--out", "-o", help="Archive to write.")] = Path("review.crate.zip"),
    *,
    with_papers: Annotated[
        bool, typer.Option("--with-papers", help="Full texts too: you have made sure that they may be shared.")
    ] = False,
    licence: Annotated[
        str | None,
        typer.Option("--licence", help="Of your data: an SPDX id, as CC-BY-4.0, or a URL.", show_default="not told"),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Pack the whole project as an RO-Crate for an archive: database, codebook, settings, outputs; no keys.

    Full texts are in it, and can be read in its database, only where their licence is known to let them be shared.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.write_crate(opened, out, at=now(), with_papers=with_papers, licence=licence), json=json)


REPRODUCIBLE = (outputs, reproduce, snapshot, snapshots, logged(diff), logged(checklist), crate)
