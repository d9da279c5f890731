"""The commands about the history of a review: what it says, whether it holds, and a file of it to give away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

log_app = typer.Typer(
    no_args_is_help=True, help="The history of what was judged: list it, verify that nobody changed it, export it."
)

Head = Annotated[
    str | None,
    typer.Option("--head", help="A head that was noted before, or its first 16 digits; it has to be in the history."),
]


@log_app.command("verify")
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="A history that was exported; verified without the project.", show_default="")
    ] = None,
    *,
    key: Annotated[
        Path | None, typer.Option("--key", help="Public key that the signature beside FILE is held against.")
    ] = None,
    head: Head = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell whether the history is whole, or what was changed, taken out, put in or moved; then exit with 1."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    if file is not None:
        verified = workflow.verify_export(file, key=key, head=head)
    elif key is not None:
        raise typer.BadParameter("a project's own history is not signed; name the FILE that is", param_hint="--key")
    else:
        with open_project(project) as opened:
            verified = workflow.verify_history(opened, head=head)
    show(verified, json=json)
    raise typer.Exit(0 if verified.holds else 1)


@log_app.command("list")
def list_(
    *,
    since: Annotated[
        str | None, typer.Option("--since", help="Only from this day or moment on (2026-01-31, ISO 8601).")
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", help="Only what this person or machine did.")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List who did what when, on which record or paper; everybody's judgements, so not for who still reads blind."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_history(opened, since=since, coder=coder), json=json)


@log_app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="File to write: JSON Lines.")],
    *,
    sign: Annotated[
        Path | None, typer.Option("--sign", help="Key to sign with, from `relsynth log keygen`; writes FILE.sig.")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Write the history to a file that anybody can verify without the project."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.export_history(opened, file, at=now(), key=sign), json=json)


@log_app.command("keygen")
def keygen(
    file: Annotated[Path, typer.Argument(help="File for the key that signs; FILE.pub gets the one that checks.")],
    *,
    json: Json = False,
) -> None:
    """Make a pair of keys to sign exports with."""
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.make_key(file), json=json)
