"""Commands for gaps: a person's search, before which nothing is called one."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

gaps_app = typer.Typer(no_args_is_help=True, help="Search by hand for what the machine did not find.")

Code = Annotated[str, typer.Argument(help="A code's id, as in STA.TRUST.")]


@gaps_app.command("search")
def gaps_search(
    code: Code,
    *,
    project: ProjectFolder = HERE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=20, help="Sentences to list.")] = 20,
    json: Json = False,
) -> None:
    """List the sentences that most likely speak of a code, for a person to read before a gap is called."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.search_code(opened, code, at=now(), limit=limit), json=json)


@gaps_app.command("searched")
def gaps_searched(
    code: Code,
    coder: Annotated[str, typer.Option("--coder", help="Who searched.")],
    *,
    found: Annotated[
        list[int] | None,
        typer.Option("--found", help="Number of a sentence that does carry the code; repeat for more."),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Record that a person has read the list that `gaps search` showed last; only then is a gap "not reported"."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.record_search(opened, code, coder=coder, found=found or (), at=now()), json=json)
