"""Commands for characteristics of studies: found by the machine, corrected by people."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.options import HERE, Coder, Json, Paper, ProjectFolder
from relsynth.cli.output import now, show, tracked

characteristics_app = typer.Typer(
    no_args_is_help=True, help="See country, setting, design, partners and the like of each study, and correct them."
)

Field = Annotated[str, typer.Argument(help="A characteristic, as in country.")]


@characteristics_app.command("show")
def characteristics_show(
    paper: Annotated[str | None, typer.Argument(help="A paper's name, or its beginning.", show_default="all")] = None,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List what is known of each study, with the words that say it; a ? marks what to look at.

    Papers that were not looked at yet are looked at now.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.show_characteristics(opened, paper, at=now(), track=tracked(quiet=json)), json=json)


@characteristics_app.command("set")
def characteristics_set(
    paper: Paper,
    field: Field,
    values: Annotated[list[str], typer.Argument(help="What holds of it; none where nothing does.")],
    coder: Coder,
    *,
    quote: Annotated[str | None, typer.Option("--quote", help="Words of the paper that say so.")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Say what holds of a study; it stands in place of what the machine finds, and can be taken back."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        said = workflow.set_characteristic(opened, paper, field, values, coder=coder, at=now(), quote=quote)
        show(said, json=json)


@characteristics_app.command("unset")
def characteristics_unset(
    paper: Paper, field: Field, coder: Coder, *, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Take back what was said of a study: what the machine finds holds again."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.unset_characteristic(opened, paper, field, coder=coder, at=now()), json=json)
