"""Commands for datasets: papers of a whole literature, coded outside of any project."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from relsynth.cli.options import Json
from relsynth.cli.output import show, warning

dataset_app = typer.Typer(
    no_args_is_help=True, help="Whole literatures as Parquet: plan and see how far it is; `relsynth code --into` codes."
)

Offered = Annotated[
    list[Path] | None,
    typer.Argument(help="With --into: files, folders, archives (tar.gz, zip) or Parquet tables.", show_default="none"),
]
Into = Annotated[Path | None, typer.Option("--into", help="Folder of a dataset to code into, outside of any project.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes here.", show_default="one a core")]
Scheduler = Annotated[str | None, typer.Option("--scheduler", help="A Dask cluster's, as in tcp://10.0.0.1:8786.")]
Slurm = Annotated[bool, typer.Option("--slurm", help="Ask SLURM for workers.")]
Queue = Annotated[str | None, typer.Option("--queue", help="SLURM's partition to ask for.")]
Account = Annotated[str | None, typer.Option("--account", help="SLURM's account to charge.")]
Walltime = Annotated[str, typer.Option("--walltime", help="Time that each of SLURM's jobs may take.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Jobs to ask SLURM for.")]
Memory = Annotated[float, typer.Option("--memory", min=0.25, help="Most memory of a worker, in GB.")]
Seconds = Annotated[float, typer.Option("--seconds", min=0.1, help="Most time for one paper, in seconds.")]
Partition = Annotated[int, typer.Option("--partition", min=1, help="Papers in a partition.")]
PlanOnly = Annotated[bool, typer.Option("--plan", help="With --into: say what it would take, and code nothing.")]
Price = Annotated[float | None, typer.Option("--price-per-hour", min=0, help="Price of a CPU-hour, for the plan.")]
Column = Annotated[str | None, typer.Option("--column", help="Column of Parquet tables that holds papers.")]
NameColumn = Annotated[str | None, typer.Option("--name-column", help="Column that holds their names.")]
Check = Annotated[bool, typer.Option("--check", help="Hold every file against its digest.")]
Dataset = Annotated[Path, typer.Argument(help="Folder of a dataset.")]
GB = 1 << 30


@dataset_app.command("status")
def status(dataset: Dataset, *, check: Check = False, json: Json = False) -> None:
    """Tell how far a dataset is, what could not be read and why, and what is left to code."""
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.dataset_status(dataset, check=check), json=json)


def code_into(
    papers: list[Path],
    into: Path,
    *,
    machines: dict[str, Any],
    project: Path,
    coder: str | None,
    parser: str | None,
    columns: tuple[str | None, str | None],
    partition: int,
    price_per_hour: float | None,
    plan: bool,
    json: bool,
) -> None:
    """Code into a dataset, or say what that would take."""
    from relsynth import workflow  # noqa: PLC0415

    with workflow.lent(project) as lender:
        verb = workflow.plan_dataset if plan else partial(workflow.code_dataset, tell=warning(quiet=json))
        done = verb(
            papers,
            into,
            machines=workflow.machines(**machines),
            project=lender,
            coder=coder,
            parser=parser,
            columns=workflow.columns_of(*columns),
            partition=partition,
            price_per_hour=price_per_hour,
        )
    show(done, json=json)
