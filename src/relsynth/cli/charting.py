"""Commands of charting: what a team's forms ask of each study, answered, compared and settled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.coding import put
from relsynth.cli.logged import logged
from relsynth.cli.options import HERE, Coder, Json, Paper, ProjectFolder
from relsynth.cli.output import now, show

chart_app = typer.Typer(
    no_args_is_help=True, help="Chart what a team's forms ask of each study, compare, and settle; appraise alike."
)

Form = Annotated[str, typer.Option("--form", help="Which form of relsynth.toml.")]
CHARTING = "charting"
Field = Annotated[str, typer.Argument(help="A field of the form.")]
Values = Annotated[list[str], typer.Argument(help='The answer, or several; "not reported" if the study does not say.')]
Quote = Annotated[str | None, typer.Option("--quote", help="Words of the paper that say so.")]
Note = Annotated[str | None, typer.Option("--note", help="A note, kept with the answer.")]
Viewer = Annotated[
    str | None,
    typer.Option(
        "--coder",
        help="Show what this coder may see: of a blind form, others' answers to what they have answered too.",
        show_default="all that waits for nobody",
    ),
]


@chart_app.command("show")
def chart_show(
    paper: Paper, *, form: Form = CHARTING, coder: Viewer = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Show a form as it is filled for the study that a paper reports, and what the machine proposes."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.show_chart(opened, paper, form=form, coder=coder), json=json)


@chart_app.command("set")
def chart_set(
    paper: Paper,
    field: Field,
    values: Values,
    coder: Coder,
    *,
    quote: Quote = None,
    start: Annotated[int | None, typer.Option("--start", min=0, help="Where the words begin, if they recur.")] = None,
    end: Annotated[int | None, typer.Option("--end", min=1, help="Where they end, not included.")] = None,
    note: Note = None,
    form: Form = CHARTING,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Answer a field for a study; it stands until you answer again or take it back."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    at = now()
    with open_project(project) as opened:
        said = workflow.chart(
            opened, paper, field, values, coder=coder, at=at, form=form, quote=quote, start=start, end=end, note=note
        )
    show(said, json=json)


@chart_app.command("accept")
def chart_accept(
    paper: Paper,
    field: Field,
    coder: Coder,
    values: Annotated[
        list[str] | None, typer.Argument(help="Which of the proposed values.", show_default="all of them")
    ] = None,
    *,
    note: Note = None,
    form: Form = CHARTING,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Take what the machine proposes for a field as your own answer, with its quote."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    at = now()
    with open_project(project) as opened:
        said = workflow.accept_proposal(opened, paper, field, values or (), coder=coder, at=at, form=form, note=note)
    show(said, json=json)


@chart_app.command("undo")
def chart_undo(coder: Coder, *, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Take back the last that you charted, in whatever form: an answer, a settlement, or a whole imported sheet."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.undo_chart(opened, coder=coder, at=now()), json=json)


@chart_app.command("status")
def chart_status(
    *,
    form: Annotated[
        str | None, typer.Option("--form", help="Which form of relsynth.toml.", show_default="all of them")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell what is charted, what is left to whom, what is to be settled, and answers that no form asks for any more."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.chart_status(opened, form=form), json=json)


@chart_app.command("sheet")
@logged
def chart_sheet(
    coder: Coder,
    *,
    form: Form = CHARTING,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File to write: .xlsx for a workbook, else CSV.", show_default="the screen"),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Write a form as a sheet to fill: a row a study, two columns a field, what the machine proposes behind them."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        if out:
            show(str(workflow.save_chart_sheet(opened, out, coder=coder, form=form)), json=json)
        else:
            put(workflow.chart_sheet(opened, coder=coder, form=form), "json" if json else "csv", None)


@chart_app.command("import")
def chart_import(
    file: Annotated[Path, typer.Argument(help="A filled sheet: CSV, or a workbook.", exists=True, dir_okay=False)],
    coder: Coder,
    *,
    form: Form = CHARTING,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Take a coder's answers from a sheet; what cannot be taken is listed with its line, and the command exits with 1.

    An empty cell takes nothing back, and nothing is added twice. One `undo` takes all of it back.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        imported = workflow.import_chart_sheet(opened, file, coder=coder, at=now(), form=form)
    show(imported, json=json)
    raise typer.Exit(1 if imported.problems else 0)


@chart_app.command("conflicts")
def chart_conflicts(
    *, form: Form = CHARTING, coder: Viewer = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """List the fields on which coders differ, with what each said and why."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.chart_conflicts(opened, form=form, coder=coder), json=json)


@chart_app.command("adjudicate")
def chart_adjudicate(
    paper: Paper,
    field: Field,
    coder: Coder,
    values: Annotated[list[str] | None, typer.Argument(help="The answer that is to hold.", show_default="--of")] = None,
    *,
    of: Annotated[str | None, typer.Option("--of", help="Take this coder's answer, with its quote.")] = None,
    quote: Quote = None,
    note: Note = None,
    form: Form = CHARTING,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Settle a field on which coders differ; what they said is kept beside it, and the last word holds."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    at = now()
    with open_project(project) as opened:
        said = workflow.adjudicate_chart(
            opened, paper, field, values or (), coder=coder, at=at, form=form, of=of, quote=quote, note=note
        )
    show(said, json=json)


@chart_app.command("agreement")
def chart_agreement(*, form: Form = CHARTING, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Tell how far coders agree on each field, on what each said alone."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.chart_agreement(opened, form=form), json=json)


@chart_app.command("template")
def chart_template(
    name: Annotated[Literal["charting", "appraisal", "cerqual"], typer.Argument(help="Which form.")] = "charting",
    *,
    json: Json = False,
) -> None:
    """Print a form to paste into relsynth.toml and edit: our own questions, no published instrument's."""
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.chart_template(name), json=json)
