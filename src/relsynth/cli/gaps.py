"""Commands for gaps: what they are, and a person's search, before which none is called sure."""

from __future__ import annotations

from typing import Annotated

import typer

from relsynth.cli.coding import Form, Out, put
from relsynth.cli.logged import logged
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, tracked

gaps_app = typer.Typer(no_args_is_help=True, help="List gaps, and search by hand for what the machine did not find.")

Code = Annotated[str, typer.Argument(help="A code's id, as in STA.TRUST.")]


@gaps_app.command("list")
@logged
def gaps_list(
    *,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="A kind, as in absent or unmeasured; repeat for more.")
    ] = None,
    suggest_instruments: Annotated[
        bool, typer.Option("--suggest-instruments", help="Name measures for what no study measures.")
    ] = False,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Tell which gaps hold under tight, default and loose thresholds.")
    ] = False,
    project: ProjectFolder = HERE,
    form: Form = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """List every gap, worst first, with what it rests on; as a table where a form or a file is named."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        workflow.find_characteristics(opened, at=now(), track=tracked(quiet=json))
        found = workflow.list_gaps(
            opened, kinds=kind or (), suggest_instruments=suggest_instruments, other_thresholds=sensitivity
        )
    if form or out:
        put(found.table, form, out)
    else:
        show(found, json=json)


@gaps_app.command("search")
def gaps_search(
    code: Code,
    *,
    project: ProjectFolder = HERE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=20, help="Sentences to list.")] = 20,
    json: Json = False,
) -> None:
    """List the sentences that most likely speak of a code, for a person to read before a gap is called."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.search_code(opened, code, at=now(), limit=limit), json=json)


@gaps_app.command("searched")
def gaps_searched(
    code: Code,
    coder: Annotated[str, typer.Option("--coder", help="Who searched.")],
    *,
    found: Annotated[
        list[int] | None,
        typer.Option("--found", help="Number of a sentence that does carry the code; repeat for more."),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Record that a person has read the list that `gaps search` showed last; only then is a gap "not reported"."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.record_search(opened, code, coder=coder, found=found or (), at=now()), json=json)
