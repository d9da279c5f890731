"""Commands of coding by people, step by step: add, list, confirm, change, reject, undo, history; and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show

Coder = Annotated[str, typer.Option("--coder", help="Who codes; kept with every coding.")]
InRound = Annotated[
    str | None,
    typer.Option("--round", help="Round that it belongs to.", show_default="the open one that has the paper for you"),
]
Numbers = Annotated[list[int], typer.Argument(help="Numbers of codings, as `relsynth codings list` shows them.")]
Number = Annotated[int, typer.Argument(help="Number of a coding, as `relsynth codings list` shows it.")]
Facets = Annotated[
    list[str] | None,
    typer.Option("--facet", help="A facet and its value, as role=barrier; repeat for more, role= takes it away."),
]
OfPaper = Annotated[str | None, typer.Option("--paper", help="Only those of this paper.")]
For = Annotated[
    str | None,
    typer.Option("--for", help="Show what this coder may see while they code blind.", show_default="all told"),
]


def add(
    paper: Annotated[str, typer.Argument(help="A paper's name, as `relsynth papers` lists it, or its beginning.")],
    quote: Annotated[str | None, typer.Argument(help="The words, as they stand in the paper, once.")] = None,
    *,
    code: Annotated[list[str], typer.Option("--code", help="Id of a code; repeat for more on the same words.")],
    coder: Coder,
    start: Annotated[
        int | None, typer.Option("--start", help="Where the words begin, in characters of the text.")
    ] = None,
    end: Annotated[int | None, typer.Option("--end", help="Where they end; the character there is not coded.")] = None,
    facet: Facets = None,
    memo: Annotated[str | None, typer.Option("--memo", help="A memo on the coding.")] = None,
    round: InRound = None,
    beside: Annotated[
        bool | None,
        typer.Option(
            "--beside/--alone",
            help="Whether others' codings of the paper were before your eyes.",
            show_default="beside, once you have judged one of it",
        ),
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Put a code, or several, on some words of a paper."""
    from relsynth import open_project, workflow  # noqa: PLC0415
    from relsynth.workflow.coding_steps import Place, facets_said  # noqa: PLC0415

    place, facets = Place(paper=paper, quote=quote, start=start, end=end), facets_said(facet or ())
    with open_project(project) as opened:
        said = workflow.add_coding(
            opened, place, code, coder=coder, at=now(), facets=facets, memo=memo, round=round, beside=beside
        )
    show(said, json=json)


def list_(
    *,
    paper: OfPaper = None,
    code: Annotated[str | None, typer.Option("--code", help="Only this code.")] = None,
    coder: Annotated[str | None, typer.Option("--coder", help="Only those of this person or machine.")] = None,
    proposals: Annotated[
        bool | None,
        typer.Option(
            "--proposals/--people", help="Only the machine's that wait, or only people's.", show_default="both"
        ),
    ] = None,
    for_: For = None,
    round: Annotated[str | None, typer.Option("--round", help="Only those of this round.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to list.")] = 50,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List codings with their numbers: what people said last, and the machine's that nobody has judged."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        found = workflow.list_codings(
            opened,
            paper=paper,
            code=code,
            coder=coder,
            proposals=proposals,
            as_coder=for_,
            round=round,
            limit=limit,
        )
    show(found, json=json)


def confirm(
    numbers: Numbers, *, coder: Coder, round: InRound = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Accept codings: the machine's, another person's, or your own after the codebook has changed."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.confirm_codings(opened, numbers, coder=coder, at=now(), round=round), json=json)


def change(
    number: Number,
    *,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="Code that comes in its place; repeat for more.", show_default="the same code"),
    ] = None,
    facet: Facets = None,
    coder: Coder,
    round: InRound = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Put other codes in the place of a coding, or give it other facets."""
    from relsynth import open_project, workflow  # noqa: PLC0415
    from relsynth.workflow.coding_steps import facets_said  # noqa: PLC0415

    facets = facets_said(facet or ())
    with open_project(project) as opened:
        show(
            workflow.change_coding(opened, number, to=to or (), facets=facets, coder=coder, at=now(), round=round),
            json=json,
        )


def reject(
    numbers: Numbers,
    *,
    coder: Coder,
    memo: Annotated[str | None, typer.Option("--memo", help="A memo on the rejection: why.")] = None,
    round: InRound = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Say that codings do not hold where they stand."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.reject_codings(opened, numbers, coder=coder, at=now(), memo=memo, round=round), json=json)


def undo(*, coder: Coder, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Take back your last step, or the last sheet that you brought in; what you had said before holds again."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.undo_coding(opened, coder=coder, at=now()), json=json)


def history(
    *,
    coder: Annotated[str | None, typer.Option("--coder", help="Only what this person did.")] = None,
    paper: OfPaper = None,
    for_: For = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List all that people did with codings, oldest first, with what was undone."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.coding_history(opened, coder=coder, paper=paper, as_coder=for_), json=json)


def sit(
    paper: Annotated[
        str | None, typer.Argument(help="A paper's name, or its beginning.", show_default="the next")
    ] = None,
    *,
    coder: Coder,
    round: InRound = None,
    project: ProjectFolder = HERE,
    json: Annotated[bool, typer.Option("--json", help="Print the first sentence as JSON, and ask nothing.")] = False,
) -> None:
    """Code a paper by keyboard, sentence after sentence; without a paper, one after the other.

    Keys: n next, p previous, j next proposal, a accept, r reject, c change, + add a code, m memo, u undo, ? all keys.
    """
    _sit(project, paper, coder, round, json=json)


STEPS: dict[str, Callable[..., None]] = {
    "sit": sit,
    "list": list_,
    "add": add,
    "confirm": confirm,
    "change": change,
    "reject": reject,
    "undo": undo,
    "history": history,
}
"""Command under ``relsynth codings`` -> what does it."""


def _sit(project: Path, paper: str | None, coder: str, round: str | None, *, json: bool) -> None:
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.cli.coding_terminal import sit_by_keys  # noqa: PLC0415
    from relsynth.workflow.coding_sitting import first_sentence  # noqa: PLC0415

    with open_project(project) as opened:
        if json:
            show(first_sentence(opened, paper, coder=coder, round=round), json=True)
        else:
            sit_by_keys(opened, paper, coder=coder, round=round)
