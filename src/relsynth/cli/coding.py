"""Commands for codings: out to a sheet, back with people's decisions, and what the machine makes of these."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relsynth.cli.annotations import codings_export
from relsynth.cli.coding_agreement import TEAM
from relsynth.cli.coding_steps import STEPS
from relsynth.cli.logged import logged
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked

if TYPE_CHECKING:
    from relsynth.reports.tables import Table

codings_app = typer.Typer(
    no_args_is_help=True,
    help="Code papers, judge what the machine proposes, take codings out, bring them in, and see which have no place.",
)
for name, step in STEPS.items():
    codings_app.command(name)(step)
for name, of_team in TEAM.items():
    codings_app.command(name)(of_team)

Form = Annotated[
    Literal["csv", "md", "json", "html", "tex", "xlsx", "docx"] | None,
    typer.Option("--format", help="How to write it.", show_default="by the file's ending; md on the screen"),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write to.", show_default="the screen")]
Family = Annotated[
    str | None,
    typer.Option("--coder", help="Machine that is looked at, as in combined.", show_default="as in relsynth.toml"),
]


codings_app.command("export")(logged(codings_export))


@codings_app.command("import")
def codings_import(
    file: Annotated[
        Path,
        typer.Argument(
            help="A sheet of codings (CSV, or a workbook), a project of another program (.qdpx), Web Annotations "
            "(.jsonld, .json), or an export of EPPI-Reviewer (.json).",
            exists=True,
            dir_okay=False,
        ),
    ],
    *,
    coder: Annotated[
        str | None,
        typer.Option("--coder", help="Whose it is: a person's name. A project tells its coders."),
    ] = None,
    codes: Annotated[
        Path | None,
        typer.Option(help="Which codes of a project are which of ours: CSV with the columns theirs, ours."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Take what this person said before, and has changed since, as meant anew.")
    ] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Take a person's own codings, and what they accept, reject or change of the machine's, from a sheet; or people's
    codings and memos from a project of another program, from annotations, or from an export of EPPI-Reviewer.

    A row names a paper, a place (quote, or start and end) and a code. Its decision is accept, reject, change, or empty
    for a coding of their own. Rows that cannot be taken are listed with their lines, and the command exits with 1;
    nothing is added twice.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        imported = workflow.take_codings(opened, file, coder=coder, at=now(), again=again, codes=codes)
    show(imported, json=json)
    raise typer.Exit(1 if imported.problems else 0)


@codings_app.command("unplaced")
def codings_unplaced(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List people's codings whose words are not, or not for certain, in the papers as they are read now."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.unplaced_codings(opened), json=json)


def evaluate(
    *,
    coder: Family = None,
    by: Annotated[
        Literal["code", "construct", "domain", "register", "section"], typer.Option("--by", help="What to group by.")
    ] = "construct",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write all of it to: .md, .json or .csv.")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell how good the machine is on your own papers, beside how well people agree with each other.

    It is compared with what people coded alone; what they decided on the machine's codings is shown apart. Prevalence
    of each construct is corrected for what the machine misses and imagines.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.evaluate(opened, coder=coder, by=by, out=out), json=json)


def learn(
    *,
    coder: Family = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be learned; write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Use it although it is not shown to help.")] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Learn from what people accept, reject, change and code: thresholds and weights by code, for this project alone.

    It is tried on papers that it was not learned from, and used only where it helped there.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        track = tracked(quiet=json)
        show(workflow.learn(opened, at=now(), coder=coder, force=force, dry_run=dry_run, track=track), json=json)


def put(made: Table, form: str | None, out: Path | None) -> None:
    """Write a table to a file, and say which, or to the screen."""
    from relsynth import workflow  # noqa: PLC0415

    if out:
        workflow.save_table(made, form, out)
        typer.echo(out)
    else:
        typer.echo(workflow.write_table(made, form or "md"), nl=False)
