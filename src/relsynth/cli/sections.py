"""Commands for the sections of papers: what each is taken for, and people's word on it."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.options import HERE, Coder, Json, Paper, ProjectFolder
from relsynth.cli.output import now, show

sections_app = typer.Typer(no_args_is_help=True, help="See what the sections of a paper are taken for, and correct it.")

Number = Annotated[int, typer.Argument(help="A section's number, as `sections show` lists it.")]


@sections_app.command("show")
def sections_show(
    paper: Annotated[
        str | None,
        typer.Argument(help="A paper's name, or its beginning.", show_default="unsure sections of all papers"),
    ] = None,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List the sections of a paper: number, heading, label, how sure (a ? marks what to look at), words, and why.

    Without a paper, list of all papers those sections whose labels are unsure.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.show_sections(opened, paper) if paper else workflow.show_unsure_sections(opened), json=json)


@sections_app.command("set")
def sections_set(
    paper: Paper,
    number: Number,
    label: Annotated[str, typer.Argument(help="What the section is, as in results or lessons_learned.")],
    coder: Coder,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Say what a section is; it overrules the machine, holds in every later reading, and can be taken back.

    The text stays, and people's codings with it; `relsynth code` codes the paper again.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.set_section(opened, paper, number, label, coder=coder, at=now()), json=json)


@sections_app.command("unset")
def sections_unset(
    paper: Paper, number: Number, coder: Coder, *, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Take back what was said of a section: it has the machine's label again."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.unset_section(opened, paper, number, coder=coder, at=now()), json=json)
