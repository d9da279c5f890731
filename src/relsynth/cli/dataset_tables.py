"""Commands that ask a dataset: tables, queries, and their summary in a project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.dataset import Dataset, dataset_app
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

__all__ = ["dataset_app"]


@dataset_app.command("evidence")
def evidence(dataset: Dataset, *, form: Form = None, out: Out = None, json: Json = False) -> None:
    """Count the studies that report each construct, how and where; zeros too."""
    from relsynth import workflow  # noqa: PLC0415

    put(workflow.dataset_evidence(dataset), "json" if json else form, out)


@dataset_app.command("gaps")
def gaps(
    dataset: Dataset,
    *,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List every gap, worst first; none of them firm, since nobody has searched a whole literature by hand.

    Where there is a project, its thresholds hold; elsewhere those of the codebook.
    """
    from relsynth import workflow  # noqa: PLC0415

    with workflow.lent(project) as lender:
        made = workflow.dataset_gaps(dataset, project=lender)
    put(made, "json" if json else form, out)


@dataset_app.command("profile")
def profile(dataset: Dataset, *, form: Form = None, out: Out = None, json: Json = False) -> None:
    """Tell how often each section speaks of partnering, per 1,000 words."""
    from relsynth import workflow  # noqa: PLC0415

    put(workflow.dataset_profile(dataset), "json" if json else form, out)


@dataset_app.command("query")
def query(
    dataset: Dataset,
    asked: Annotated[str, typer.Argument(metavar="QUERY", help='As in "code:STA.TRUST* role:barrier year:2015..".')],
    *,
    by: Annotated[Literal["segment", "study"], typer.Option("--by", help="Coded sentences, or studies.")] = "segment",
    limit: Annotated[int, typer.Option("--limit", "-n", help="Rows to show or write, up to 10,000.")] = 100,
    offset: Annotated[int, typer.Option("--offset", help="Rows to leave out before.")] = 0,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Find coded sentences or studies, as `relsynth query` does in a project, with the words behind every count.

    Words and characteristics of studies cannot be asked for: a dataset holds coded sentences alone.
    """
    from relsynth import workflow  # noqa: PLC0415

    answer = workflow.dataset_query(dataset, asked, by=by, limit=limit, offset=offset)
    put(answer.table, form, out) if form or out else show(answer, json=json)


@dataset_app.command("summarise")
def summarise(
    dataset: Dataset,
    *,
    project: ProjectFolder = HERE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder to write to.", show_default="literature in the project")
    ] = None,
    json: Json = False,
) -> None:
    """Write the evidence, gap and profile tables into a project, and log them with the dataset's digest."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.summarise_dataset(opened, dataset, into=out, at=now()), json=json)
