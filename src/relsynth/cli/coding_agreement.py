"""Commands of coding in a team: how far people agree, where they differ, and what settles it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from relsynth.cli.logged import logged
from relsynth.cli.options import HERE, Coder, Json, ProjectFolder
from relsynth.cli.output import now, show

OfRound = Annotated[str | None, typer.Option("--round", help="Only what was coded in this round.")]


def agreement(
    *,
    unit: Annotated[
        Literal["sentence", "paper", "span"], typer.Option("--unit", help="What is judged, coded or not.")
    ] = "sentence",
    by: Annotated[Literal["code", "construct", "domain"], typer.Option("--by", help="The level of codes.")] = "code",
    round: OfRound = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", help="Only this coder; repeat for more.", show_default="everybody")
    ] = None,
    assisted: Annotated[
        bool, typer.Option("--assisted", help="Count also what was said with codings before one's eyes.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write the figures to, in the form that its name tells.")
    ] = None,
    differences: Annotated[
        Path | None, typer.Option("--differences", help="File to write what people differ on to.")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell how far people agree on papers that two or more have read, by code and over all, and what they differ on.

    No figure is told alone: percent, kappa, PABAK, AC1, alpha, agreement where coded and where not, with intervals.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.coding_agreement(
            opened, round=round, unit=unit, by=by, coders=coder or None, include_assisted=assisted
        )
    workflow.save_agreement(found, out=out, differences=differences)
    show(found, json=json)


def conflicts(
    *,
    round: OfRound = None,
    blind: Annotated[bool, typer.Option("--blind", help="Letters in place of coders' names.")] = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List where people differ who have read the same paper, with what each said and their notes to the adjudicator."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_coding_conflicts(opened, round=round, blind=blind), json=json)


def adjudicate(
    conflict: Annotated[int, typer.Argument(help="A conflict's number, as `relsynth codings conflicts` lists it.")],
    verdict: Annotated[
        Literal["code", "reject"], typer.Argument(help="Whether a code holds there, or nothing does.")
    ] = "code",
    *,
    coder: Coder,
    keep: Annotated[
        list[int] | None, typer.Option("--keep", help="Number of the coding that is right; repeat where several are.")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help="A code in place of all that was said.")] = None,
    facet: Annotated[
        list[str] | None, typer.Option("--facet", help="A facet and its value, as role=barrier; repeat for more.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A memo on what settles it.")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Settle what coders differ in; what they said is kept, and `relsynth codings undo` opens the conflict again."""
    from relsynth import open_project, workflow  # noqa: PLC0415
    from relsynth.workflow.coding_steps import facets_said  # noqa: PLC0415

    facets = facets_said(facet or ())
    with open_project(project) as opened:
        done = workflow.adjudicate_coding(
            opened, conflict, verdict=verdict, keep=keep, code=code, facets=facets, note=note, coder=coder, at=now()
        )
    show(done, json=json)


TEAM: dict[str, Callable[..., None]] = {
    "agreement": logged(agreement, words="codings agreement"),
    "conflicts": conflicts,
    "adjudicate": adjudicate,
}
"""Commands of ``relsynth codings``, by name."""
