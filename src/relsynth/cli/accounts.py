"""Commands for who may log in to the desk of a team."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

accounts_app = typer.Typer(no_args_is_help=True, help="Say who may log in to the desk, and what they may do there.")

RoleName = Literal["coder", "adjudicator", "manager"]
Name = Annotated[str, typer.Argument(help="The name that their decisions and codings carry.")]
Role = Annotated[
    RoleName,
    typer.Option(
        "--role", help="coder screens and codes; adjudicator settles differences as well; manager runs the review."
    ),
]
Piped = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, and do not ask for it.")
]


@accounts_app.command("add")
def accounts_add(
    name: Name, *, role: Role = "coder", piped: Piped = False, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Let somebody log in; their password is asked for and never shown."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.add_account(opened, name, _password(piped=piped), role=role, at=now()), json=json)


@accounts_app.command("list")
def accounts_list(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List who may log in, what they may do, and the tokens of their scripts."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_accounts(opened), json=json)


@accounts_app.command("role")
def accounts_role(
    name: Name,
    role: Annotated[RoleName, typer.Argument(help="What they may do from now on.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Let somebody do more or less at the desk, at once."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.set_role(opened, name, role), json=json)


@accounts_app.command("close")
def accounts_close(
    name: Name,
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Open it again.")] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Let somebody log in no more, and end their sessions and tokens; what they did stays."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.close_account(opened, name, at=now(), undo=undo), json=json)


@accounts_app.command("password")
def accounts_password(name: Name, *, piped: Piped = False, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Give an account another password, and end its sessions."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.set_password(opened, name, _password(piped=piped)), json=json)


@accounts_app.command("token")
def accounts_token(
    name: Name,
    *,
    label: Annotated[str, typer.Option("--label", help="What it is for, as in nightly export.")],
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Make a token for a script of somebody's, and print it this once."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.make_token(opened, name, label=label, at=now()), json=json)


@accounts_app.command("withdraw")
def accounts_withdraw(
    number: Annotated[int, typer.Argument(help="Number of a token, as `relsynth accounts list` shows it.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Let a token open nothing any more."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.withdraw_token(opened, number, at=now()), json=json)


def _password(*, piped: bool) -> str:
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
