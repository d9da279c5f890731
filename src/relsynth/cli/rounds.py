"""Commands for coding in a team: rounds and who codes what in them, when people work, and how long that takes."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from relsynth.cli.coding_steps import For
from relsynth.cli.options import HERE, Json, Paper, ProjectFolder
from relsynth.cli.output import now, show

rounds_app = typer.Typer(no_args_is_help=True, help="Share papers out to coders, who code them apart from each other.")
work_app = typer.Typer(no_args_is_help=True, help="Say when you begin, leave off and finish a paper.")

Round = Annotated[str, typer.Argument(help="A round's name, as `rounds list` lists it.")]
InRound = Annotated[
    str | None, typer.Option("--round", help="The round that you code it in.", show_default="the one that assigned it")
]
Whose = Annotated[str, typer.Option("--coder", help="Whose paper it is.")]
Worker = Annotated[str, typer.Option("--coder", help="Who works; kept with the time.")]


@rounds_app.command("open")
def rounds_open(
    name: Annotated[str, typer.Argument(help="What the round is to be called, as in pilot.")],
    coder: Annotated[str, typer.Option("--coder", help="Who opens it.")],
    *,
    blind: Annotated[
        bool, typer.Option("--blind/--not-blind", help="Hide what others say of a paper until one has finished it.")
    ] = True,
    proposals: Annotated[
        bool, typer.Option("--proposals/--no-proposals", help="Show coders the machine's codings.")
    ] = False,
    note: Annotated[str | None, typer.Option("--note", help="What the round is for.")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Open a round of coding, with the codebook as it is now."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        done = workflow.open_round(opened, name, coder=coder, at=now(), blind=blind, proposals=proposals, note=note)
    show(done, json=json)


@rounds_app.command("assign")
def rounds_assign(
    round: Round,
    papers: Annotated[
        list[str] | None, typer.Argument(help="Names of papers, or their beginnings.", show_default="all that count")
    ] = None,
    *,
    to: Annotated[list[str], typer.Option("--to", help="Who is to code; repeat for more people.")],
    each: Annotated[
        int | None, typer.Option("--each", min=1, help="Coders for each paper, dealt evenly.", show_default="all")
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Draw so many papers at random.")] = None,
    share: Annotated[float | None, typer.Option("--share", help="Draw this part of the papers, as in 0.2.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Draws and deals the same again.")] = 0,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Assign papers to coders: all, a random sample, or those named; nothing is assigned twice."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        done = workflow.assign(
            opened, round, coders=to, papers=papers or None, sample=sample, share=share, each=each, seed=seed, at=now()
        )
    show(done, json=json)


@rounds_app.command("withdraw")
def rounds_withdraw(
    round: Round, paper: Paper, coder: Whose, *, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Take a paper off a coder's list; what they coded is kept."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.withdraw_assignment(opened, round, paper, coder, at=now()), json=json)


@rounds_app.command("status")
def rounds_status(
    round: Annotated[str | None, typer.Argument(help="A round's name.", show_default="every open one")] = None,
    *,
    for_: For = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell who has begun and finished what, and what is left."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.round_status(opened, round, coder=for_), json=json)


@rounds_app.command("next")
def rounds_next(
    round: Round,
    coder: Annotated[str, typer.Option("--coder", help="Who is to code.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell which paper a coder is to code next."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.next_paper(opened, coder, round), json=json)


@rounds_app.command("close")
def rounds_close(
    round: Round,
    coder: Annotated[str, typer.Option("--coder", help="Who closes it.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Close a round: its coders see what the others said, and nobody codes in it any more."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.close_round(opened, round, coder=coder, at=now()), json=json)


@rounds_app.command("list")
def rounds_list(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List every round: how it is coded, since when, and whether it is open."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_rounds(opened), json=json)


@work_app.command("start")
def work_start(
    paper: Paper, coder: Worker, *, round: InRound = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Say that you begin with a paper, or go on with it; another one that you had begun is left off."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.start_work(opened, paper, coder=coder, round=round, at=now()), json=json)


@work_app.command("stop")
def work_stop(
    paper: Paper, coder: Worker, *, round: InRound = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Say that you leave a paper off for now."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.stop_work(opened, paper, coder=coder, round=round, at=now()), json=json)


@work_app.command("finish")
def work_finish(
    paper: Paper, coder: Worker, *, round: InRound = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Say that you have finished a paper; in a blind round you see what others said of it from now on."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.finish_paper(opened, paper, coder=coder, round=round, at=now()), json=json)


@work_app.command("reopen")
def work_reopen(
    paper: Paper, coder: Worker, *, round: InRound = None, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Take a paper up again that you had finished."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.reopen_paper(opened, paper, coder=coder, round=round, at=now()), json=json)


def workload(
    *,
    by: Annotated[Literal["coder", "paper"], typer.Option("--by", help="What to tell hours by.")] = "coder",
    round: Annotated[str | None, typer.Option("--round", help="Only work in this round.", show_default="all")] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell how long people worked: hours, minutes per paper, papers and words per hour; screening too."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.workload(opened, round=round, by=by), json=json)
