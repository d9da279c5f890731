"""Commands for codebooks of one's own, and for what codes have to do with frameworks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.codebook import codebook_app
from relsynth.cli.coding import Form, Out, put
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import show

__all__ = ["codebook_app"]


@codebook_app.command("new")
def codebook_new(
    out: Annotated[Path, typer.Argument(help="File to write to; there must be none of that name.")],
    *,
    source: Annotated[
        str,
        typer.Option(
            "--from",
            help="`template`; or a file: a sheet (.csv, .xlsx), a codebook (.qdc) or project (.qdpx) of another "
            "program, or EPPI-Reviewer's .json.",
        ),
    ] = "template",
    title: Annotated[
        str | None, typer.Option("--title", help="Of the codebook.", show_default="the file's name")
    ] = None,
    json: Json = False,
) -> None:
    """Begin a codebook of your own: from a template that explains each field, or from what you have elsewhere.

    What of a sheet cannot be taken as it stands is listed with its line, and the command exits with 1.
    """
    from relsynth import workflow  # noqa: PLC0415

    made = workflow.new_codebook(out, source, title=title)
    show(made, json=json)
    raise typer.Exit(1 if made.problems else 0)


@codebook_app.command("frameworks")
def codebook_frameworks(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List the frameworks and papers that the codebook draws on, and how much of each has a code."""
    from relsynth import workflow  # noqa: PLC0415

    with workflow.project_in(project) as opened:
        show(workflow.list_frameworks(opened), json=json)


@codebook_app.command("crosswalk")
def codebook_crosswalk(
    *,
    framework: Annotated[
        str | None,
        typer.Option("--framework", help="A source of the codebook, as in CFIR2.", show_default="all, by code"),
    ] = None,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Write which codes stand for which constructs of which framework; for one, also what has no code.

    For one framework, in a project whose papers are coded, with how many studies report each construct.
    """
    from relsynth import workflow  # noqa: PLC0415

    with workflow.project_in(project) as opened:
        made = workflow.crosswalk(opened, framework)
    put(made, "json" if json else form, out)
