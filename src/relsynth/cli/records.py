"""Commands for search exports and the records in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked

sources_app = typer.Typer(no_args_is_help=True, help="See where records come from, and say what PRISMA-S asks of it.")
records_app = typer.Typer(no_args_is_help=True, help="List records, see one whole, or write them to a file.")

Kind = Literal["database", "register", "citations", "other"]
Database = Annotated[str | None, typer.Option("--database", help='Database that was searched, as in "Scopus".')]
Query = Annotated[str | None, typer.Option("--query", help="The search as it was run.")]
SearchedOn = Annotated[str | None, typer.Option("--searched-on", help="Day of the search, as in 2026-11-23.")]
Format = Annotated[str | None, typer.Option("--format", help="Name of the format.", show_default="told by content")]


def import_(
    paths: Annotated[list[Path], typer.Argument(help="Search exports, or folders of them.")],
    *,
    project: ProjectFolder = HERE,
    database: Database = None,
    query: Query = None,
    searched_on: SearchedOn = None,
    kind: Annotated[Kind, typer.Option("--kind", help="What was searched.")] = "database",
    form: Format = None,
    json: Json = False,
) -> None:
    """Read search exports (RIS, BibTeX, nbib, XML, CSV, XLSX and more); what is there already is not added twice."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        imported = workflow.import_records(
            opened,
            paths,
            at=now(),
            format=form,
            kind=kind,
            database=database,
            query=query,
            searched_on=searched_on,
            track=tracked(quiet=json),
        )
    show(imported, json=json)
    raise typer.Exit(1 if imported.failed else 0)


def unread(
    *,
    project: ProjectFolder = HERE,
    asides: Annotated[
        bool, typer.Option("--asides", help="Also headers, comments and other text between records.")
    ] = False,
    json: Json = False,
) -> None:
    """List what looked like a record in a source and could not be read, with its lines and the reason."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_unread(opened, asides=asides), json=json)


@sources_app.command("list")
def sources_list(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List every source: database, date, query, digest, and how many records it gave."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_sources(opened), json=json)


@sources_app.command("describe")
def sources_describe(
    source: Annotated[str, typer.Argument(help="A source's id or file name.")],
    *,
    project: ProjectFolder = HERE,
    database: Database = None,
    query: Query = None,
    searched_on: SearchedOn = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What was searched.")] = None,
    json: Json = False,
) -> None:
    """Say of a source which database, query and day it is from; what is not given stays as it was."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        described = workflow.describe_source(
            opened, source, kind=kind, database=database, query=query, searched_on=searched_on
        )
        show(described, json=json)


@records_app.command("list")
def records_list(
    words: Annotated[str | None, typer.Argument(help="Words that the title must have.")] = None,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List reports: one line for all records of the same one."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_records(opened, words=words), json=json)


@records_app.command("show")
def records_show(
    record: Annotated[str, typer.Argument(help="A record's id, or its beginning.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Show a report whole: each field with the record it is from, and every record as its source has it."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.show_record(opened, record), json=json)


@records_app.command("export")
def records_export(
    path: Annotated[Path, typer.Argument(help="File to write; its suffix tells the format, as in records.ris.")],
    *,
    project: ProjectFolder = HERE,
    form: Annotated[str | None, typer.Option("--format", help="Name of the format.", show_default="by suffix")] = None,
    every: Annotated[bool, typer.Option("--every", help="Every record, duplicates too.")] = False,
    extra: Annotated[bool, typer.Option("--extra", help="Values without a field too, as notes.")] = False,
    json: Json = False,
) -> None:
    """Write records to a file: RIS, BibTeX, CSL-JSON, CSV, XLSX or nbib, one for each report."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.export_records(opened, path, format=form, every=every, extra=extra), json=json)
