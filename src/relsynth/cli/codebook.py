"""Commands for codebooks: looked at, checked, tested, compared with what they were, and written up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import show

codebook_app = typer.Typer(
    no_args_is_help=True, help="Look at a codebook, test it, compare its versions, and write it up."
)

PROJECTS_BOOK = "the project's here, else the default one"
CodebookFile = Annotated[
    Path | None,
    typer.Option("--file", "-f", help="A codebook file.", show_default=PROJECTS_BOOK),
]
File = Annotated[Path | None, typer.Argument(help="A codebook file.", show_default=PROJECTS_BOOK)]
VERSION = "a file, the beginning of a digest that `codebook versions` lists, a version, `project`, or `default`."


@codebook_app.command("show")
def codebook_show(
    code: Annotated[str | None, typer.Argument(help="A code's id, to see it whole.")] = None,
    *,
    file: CodebookFile = None,
    json: Json = False,
) -> None:
    """List the codes of a codebook, or show one whole."""
    from relsynth import workflow  # noqa: PLC0415

    path = file or workflow.codebook_of(HERE)
    show(workflow.show_code(path, code) if code else workflow.list_codes(path), json=json)


@codebook_app.command("check")
def codebook_check(file: File = None, *, json: Json = False) -> None:
    """Tell every fault of a codebook at once; exits with 1 where there is one."""
    from relsynth import workflow  # noqa: PLC0415

    checked = workflow.check_codebook(file or workflow.codebook_of(HERE))
    show(checked, json=json)
    raise typer.Exit(1 if checked.problems else 0)


@codebook_app.command("test")
def codebook_test(
    file: File = None,
    *,
    coder: Annotated[
        str | None,
        typer.Option("--coder", help="Machine that reads the sentences, as in combined.", show_default="the cues"),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Try every example and near miss of a codebook as a test, and list those that fail; exits with 1 where one does.

    A journal example has to be found by its own code, a near miss left alone; narrative examples are counted.
    """
    from relsynth import workflow  # noqa: PLC0415

    with workflow.project_in(project) as opened:
        tested = workflow.try_codebook(file or workflow.codebook_of(project), project=opened, coder=coder)
    show(tested, json=json)
    raise typer.Exit(1 if tested.failures else 0)


@codebook_app.command("lint")
def codebook_lint(
    file: File = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is a warning.")] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell what is wanting in the style of a codebook, with a way to mend it.

    Missing definitions, rules, examples and near misses; definitions that say their label again; cues of one code that
    fire another's; pairs that coders confuse and no rule parts; and the like.
    """
    from relsynth import workflow  # noqa: PLC0415

    with workflow.project_in(project) as opened:
        linted = workflow.lint_codebook(file or workflow.codebook_of(project), project=opened)
    show(linted, json=json)
    raise typer.Exit(1 if strict and linted.warnings else 0)


@codebook_app.command("versions")
def codebook_versions(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List the versions of the codebook that were coded with, since when, and how much was coded with each."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.codebook_versions(opened), json=json)


@codebook_app.command("diff")
def codebook_diff(
    before: Annotated[str, typer.Argument(help=f"What it was: {VERSION}")],
    after: Annotated[str, typer.Argument(help=f"What it is, or would be: {VERSION}")] = "project",
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell what changed between two versions of a codebook, and what it asks of this project's coders.

    A code that got another id is renamed only where the new one says `replaces: [OLD]`; nothing is guessed.
    """
    from relsynth import workflow  # noqa: PLC0415

    with workflow.project_in(project) as opened:
        show(workflow.codebook_diff(opened, before, after), json=json)


@codebook_app.command("review")
def codebook_review(
    *,
    coder: Annotated[str | None, typer.Option("--coder", help="Whose codings.", show_default="everybody's")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List people's codings to look at again, since their code says something else now than when they were made."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.codings_to_review(opened, coder=coder), json=json)


@codebook_app.command("write")
def codebook_write(
    file: File = None,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write to: .docx, .html, .md or .qdc.")],
    on: Annotated[str | None, typer.Option("--on", help="A day to print, as 2026-01-31.", show_default="none")] = None,
    json: Json = False,
) -> None:
    """Write up a codebook as journals want it: each code with its definition, rules, examples and near misses; or as a
    codebook of REFI-QDA (.qdc), for NVivo, ATLAS.ti, MAXQDA and others.
    """
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.write_codebook(file or workflow.codebook_of(HERE), out, on=on), json=json)


@codebook_app.command("schema")
def codebook_schema(*, json: Json = False) -> None:
    """Print the JSON Schema of a codebook file, for an editor to check it while you write."""
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.schema(), json=True)
