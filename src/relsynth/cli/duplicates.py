"""Commands for duplicates: found by the machine, decided by people."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.options import HERE, Coder, Json, ProjectFolder
from relsynth.cli.output import now, show

duplicates_app = typer.Typer(
    no_args_is_help=True, help="Find records of the same report, and decide what is uncertain."
)

Record = Annotated[str, typer.Argument(help="A record's id, or its beginning.")]


@duplicates_app.command("find")
def duplicates_find(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Compare what was not compared yet, and count: records identified = reports + duplicates removed.

    Import does it by itself; nothing is deleted, records of one report are grouped.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.find_duplicates(opened), json=json)


@duplicates_app.command("list")
def duplicates_list(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List reports with more than one record, with the rule and score, or the person, that joined them."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_duplicates(opened), json=json)


@duplicates_app.command("review")
def duplicates_review(
    coder: Coder,
    *,
    project: ProjectFolder = HERE,
    json: Annotated[bool, typer.Option("--json", help="Print the queue as JSON, and ask nothing.")] = False,
) -> None:
    """Decide pairs by keyboard, the most uncertain first; every answer is kept at once, and can be undone.

    Keys: d duplicate, v version of, n not a duplicate, s skip, u undo, o show whole, ? help, q quit.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415
    from relsynth.cli.review import review  # noqa: PLC0415

    with open_project(project) as opened:
        if json:
            show(workflow.duplicate_queue(opened), json=True)
        else:
            review(opened, coder)


@duplicates_app.command("judge")
def duplicates_judge(
    a: Record,
    b: Record,
    relation: Annotated[
        Literal["duplicate", "version", "different"],
        typer.Argument(help="The same report, another version of it (a preprint, a correction), or neither."),
    ],
    coder: Coder,
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Say what two records are to each other; it overrules the machine, and can be undone."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.judge_duplicate(opened, a, b, relation, coder=coder, at=now()), json=json)


@duplicates_app.command("undo")
def duplicates_undo(coder: Coder, *, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Take your last judgement back; everything is as it was before it."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.undo_duplicate(opened, coder=coder, at=now()), json=json)
