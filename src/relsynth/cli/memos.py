"""Commands for memos: on the project, a paper, a code or a coding, for oneself or for the adjudicator."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

memos_app = typer.Typer(no_args_is_help=True, help="Note things on papers, codes and codings, and list what was noted.")

About = Literal["project", "document", "code", "coding"]
Who = Annotated[str, typer.Option("--coder", help="Who writes it; kept with it.")]
Paper = Annotated[str | None, typer.Option("--paper", help="A paper's name, or its beginning.")]
Code = Annotated[str | None, typer.Option("--code", help="Id of a code.")]
CodingNumber = Annotated[int | None, typer.Option("--coding", help="Number of a coding.")]


@memos_app.command("add")
def memos_add(
    text: Annotated[str, typer.Argument(help="What is to be noted.")],
    *,
    about: Annotated[About, typer.Option("--about", help="What it is on; name it with --paper, --code or --coding.")],
    coder: Who,
    paper: Paper = None,
    code: Code = None,
    coding: CodingNumber = None,
    to_adjudicator: Annotated[
        bool, typer.Option("--to-adjudicator", help="It is for who settles differences between coders.")
    ] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Note something on the project, a paper (document), a code, or a coding."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        made = workflow.add_memo(
            opened,
            about=about,
            text=text,
            coder=coder,
            at=now(),
            paper=paper,
            code=code,
            coding=coding,
            to_adjudicator=to_adjudicator,
        )
    show(made, json=json)


@memos_app.command("list")
def memos_list(
    *,
    about: Annotated[About | None, typer.Option("--about", help="Only those on such things.")] = None,
    paper: Annotated[
        str | None, typer.Option("--paper", help="Only those on this paper, and on codings of it.")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help="Only those on this code.")] = None,
    coding: Annotated[int | None, typer.Option("--coding", help="Only those on the coding of this number.")] = None,
    coder: Annotated[str | None, typer.Option("--coder", help="Only those that this person wrote.")] = None,
    to_adjudicator: Annotated[bool, typer.Option("--to-adjudicator", help="Only those to the adjudicator.")] = False,
    for_: Annotated[
        str | None,
        typer.Option("--for", help="Show what this coder may see while they code blind.", show_default="all told"),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List memos, oldest first."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.list_memos(
            opened,
            about=about,
            paper=paper,
            code=code,
            coding=coding,
            coder=coder,
            to_adjudicator=to_adjudicator,
            as_coder=for_,
        )
    show(found, json=json)


@memos_app.command("withdraw")
def memos_withdraw(
    number: Annotated[int, typer.Argument(help="Number of a memo, as `relsynth memos list` shows it.")],
    *,
    coder: Who,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Take back a memo of your own; it is kept, and listed no longer."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        gone = workflow.withdraw_memo(opened, number, coder=coder, at=now())
    show(gone if json else f"Withdrawn: {gone}", json=json)
