"""Commands of screening: deciding record by record, alone or in a team, until enough is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relsynth.cli.options import HERE, Coder, Json, ProjectFolder
from relsynth.cli.output import now, show, telling

if TYPE_CHECKING:
    from relsynth.screening.decisions import Decision, Stage

screen_app = typer.Typer(no_args_is_help=True)

StageName = Literal["title-abstract", "full-text"]
STAGES: dict[StageName, Stage] = {"title-abstract": "title_abstract", "full-text": "full_text"}
TITLE_ABSTRACT: StageName = "title-abstract"

AtStage = Annotated[StageName, typer.Option("--stage", help="What is read of a record.")]
ForCoder = Annotated[
    str | None,
    typer.Option(
        "--coder", help="Show what this coder may see: no verdict of what they still decide.", show_default="all told"
    ),
]
Blind = Annotated[bool, typer.Option("--blind", help="Hide who wrote a record, where and when.")]
Record = Annotated[str, typer.Argument(help="A record's id, or its beginning.")]
Verdict = Annotated[Literal["include", "exclude", "maybe"], typer.Argument(help="What is decided of it.")]
Criterion = Annotated[
    str | None,
    typer.Option("--criterion", "-c", help="Id of the protocol's criterion that excludes; required at full text."),
]
Note = Annotated[str | None, typer.Option("--note", help="A note, kept with the decision.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="A tag, kept with the decision; repeat for more.")]


@screen_app.callback(invoke_without_command=True)
def screen(
    context: typer.Context,
    *,
    coder: Annotated[str | None, typer.Option("--coder", help="Who screens; kept with every decision.")] = None,
    stage: AtStage = TITLE_ABSTRACT,
    blind: Blind = False,
    project: ProjectFolder = HERE,
    json: Annotated[bool, typer.Option("--json", help="Print the next record as JSON, and ask nothing.")] = False,
) -> None:
    """Screen records by keyboard, the most relevant first; with a command, see and settle what was decided.

    Keys: i include, e exclude and then a criterion, m maybe, n note, t tags, s skip, u undo, ? all keys, q quit.
    """
    if context.invoked_subcommand is None:
        _screen(project, coder, STAGES[stage], blind=blind, json=json)


@screen_app.command("decide")
def screen_decide(
    record: Record,
    verdict: Verdict,
    coder: Coder,
    *,
    criterion: Criterion = None,
    note: Note = None,
    tag: Tags = None,
    stage: AtStage = TITLE_ABSTRACT,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Decide one record, of your own choice; it can be undone."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening import decide  # noqa: PLC0415

    with open_project(project) as opened:
        decision = decide(
            opened,
            record,
            verdict,
            coder=coder,
            stage=STAGES[stage],
            criterion=criterion,
            note=note,
            tags=tag or (),
            at=now(),
        )
    show(decision if json else f"Kept: {decision.record}: {told(decision)} ({decision.coder})", json=json)


@screen_app.command("undo")
def screen_undo(coder: Coder, *, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Take your last decision back; what you had said of the record before holds again."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening import undo_decision  # noqa: PLC0415

    with open_project(project) as opened:
        decision = undo_decision(opened, coder=coder, at=now())
    show(decision if json else f"Undone: {decision.record}: {told(decision)} ({decision.coder})", json=json)


@screen_app.command("status")
def screen_status(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Count both stages: what is decided, by whom, what is before whom, and whether reading has stopped."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_outcomes import screening_status  # noqa: PLC0415

    with open_project(project) as opened:
        show(screening_status(opened, at=now()), json=json)


@screen_app.command("list")
def screen_list(
    *,
    outcome: Annotated[
        Literal["unread", "waiting", "include", "exclude", "maybe", "conflict"] | None,
        typer.Option("--outcome", help="Only reports with this outcome."),
    ] = None,
    coder: ForCoder = None,
    stage: AtStage = TITLE_ABSTRACT,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """List reports of a stage with their outcome, and with --json what each coder said."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_outcomes import list_screened  # noqa: PLC0415

    with open_project(project) as opened:
        show(list_screened(opened, STAGES[stage], outcome=outcome, coder=coder), json=json)


@screen_app.command("conflicts")
def screen_conflicts(
    *, coder: ForCoder = None, stage: AtStage = TITLE_ABSTRACT, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """List reports on which coders differ, with what each said; and who waits for whom."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_conflicts import list_conflicts  # noqa: PLC0415

    with open_project(project) as opened:
        show(list_conflicts(opened, STAGES[stage], coder=coder), json=json)


@screen_app.command("adjudicate")
def screen_adjudicate(
    record: Annotated[
        str | None,
        typer.Argument(help="A record's id, or its beginning.", show_default="every conflict, one after the other"),
    ] = None,
    verdict: Annotated[Literal["include", "exclude"] | None, typer.Argument(help="What settles it.")] = None,
    *,
    coder: Coder,
    criterion: Criterion = None,
    note: Note = None,
    stage: AtStage = TITLE_ABSTRACT,
    blind: Blind = False,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Settle what coders differ in, or all leave open: one record, or all by keyboard; what they said is kept."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_conflicts import adjudicate  # noqa: PLC0415

    if record is None:
        _settle(project, coder, STAGES[stage], blind=blind, json=json)
        return
    if verdict is None:
        raise typer.BadParameter("say what settles it: include or exclude")
    with open_project(project) as opened:
        decision = adjudicate(
            opened, record, verdict, coder=coder, criterion=criterion, stage=STAGES[stage], note=note, at=now()
        )
    show(decision if json else f"Settled: {decision.record}: {told(decision)} ({decision.coder})", json=json)


@screen_app.command("agreement")
def screen_agreement(*, stage: AtStage = TITLE_ABSTRACT, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Tell how far coders agree at a stage: percent, kappa, PABAK, AC1 and alpha, with intervals; and where not."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_agreement import screening_agreement  # noqa: PLC0415

    with open_project(project) as opened:
        show(screening_agreement(opened, STAGES[stage]), json=json)


@screen_app.command("advice")
def screen_advice(
    *,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="SVG file to draw to: how many were found by how many read.")
    ] = None,
    stage: AtStage = TITLE_ABSTRACT,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Tell whether enough is read, by the protocol's stopping rule, and with what confidence."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_advice import screening_advice  # noqa: PLC0415

    with open_project(project) as opened:
        show(screening_advice(opened, stage=STAGES[stage], plot=plot), json=json)


@screen_app.command("stop")
def screen_stop(
    coder: Coder, *, stage: AtStage = TITLE_ABSTRACT, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Read no further at a stage: what is begun is finished; kept with what the stopping rule said."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_stops import stop_screening  # noqa: PLC0415

    with open_project(project) as opened:
        show(stop_screening(opened, STAGES[stage], coder=coder, at=now()), json=json)


@screen_app.command("go-on")
def screen_go_on(
    coder: Coder, *, stage: AtStage = TITLE_ABSTRACT, project: ProjectFolder = HERE, json: Json = False
) -> None:
    """Go on reading at a stage that was stopped; it is kept that it was."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_stops import go_on_screening  # noqa: PLC0415

    with open_project(project) as opened:
        show(go_on_screening(opened, STAGES[stage], coder=coder, at=now()), json=json)


@screen_app.command("import")
def screen_import(
    file: Annotated[Path, typer.Argument(help="A file from Rayyan, ASReview, Covidence, EPPI-Reviewer or relsynth.")],
    *,
    coder: Annotated[
        str | None, typer.Option("--coder", help="Whose the decisions are that name nobody.", show_default="refused")
    ] = None,
    verdict: Annotated[
        Literal["include", "exclude", "maybe"] | None,
        typer.Option("--verdict", help="What was decided of every record, where the file is a list of these."),
    ] = None,
    stage: Annotated[
        StageName | None, typer.Option("--stage", help="What was read.", show_default="as the file says")
    ] = None,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Take decisions of another program as ours, of records that are new too; nothing is added twice.

    Exits with 1 where a label could not be used.
    """
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_exchange import import_screening  # noqa: PLC0415

    at_stage = None if stage is None else STAGES[stage]
    with open_project(project) as opened:
        done = import_screening(opened, file, coder=coder, stage=at_stage, verdict=verdict, at=now())
    show(done, json=json)
    raise typer.Exit(1 if done.unused or done.unread else 0)


@screen_app.command("export")
def screen_export(
    file: Annotated[Path, typer.Argument(help="File to write: .csv or .ris.")],
    layout: Annotated[
        Literal["asreview", "rayyan", "covidence", "eppi"], typer.Option("--layout", help="For which program.")
    ],
    *,
    coder: Annotated[
        str | None,
        typer.Option("--coder", help="Whose decisions.", show_default="what all decisions come to"),
    ] = None,
    stage: AtStage = TITLE_ABSTRACT,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Write the records of a stage with their decisions, for another program."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.workflow.screening_export import export_screening  # noqa: PLC0415

    with open_project(project) as opened:
        show(export_screening(opened, file, stage=STAGES[stage], layout=layout, coder=coder), json=json)


@screen_app.command("simulate")
def screen_simulate(
    file: Annotated[Path, typer.Argument(help="Records with a column `included` of 1 and 0: CSV or XLSX.")],
    *,
    protocol: Annotated[str, typer.Option("--protocol", help="What is looked for, in words.")] = "",
    seed: Annotated[int, typer.Option("--seed", help="Draws the first records where there is no protocol.")] = 0,
    json: Json = False,
) -> None:
    """Replay screening on a set whose labels are known: what it would cost, and where the rules would stop."""
    from relsynth.workflow.screening_simulation import simulate_screening  # noqa: PLC0415

    show(simulate_screening(file, protocol=protocol, seed=seed), json=json)


def told(decision: Decision) -> str:
    """What a decision says, in a line."""
    reason = f" ({decision.criterion})" if decision.criterion else ""
    note = f": {decision.note}" if decision.note else ""
    tags = f" [{', '.join(decision.tags)}]" if decision.tags else ""
    return f"{decision.verdict}{reason}{note}{tags}"


def _screen(project: Path, coder: str | None, stage: Stage, *, blind: bool, json: bool) -> None:
    """Ask for one record after the other, or show the next."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.cli.screen_terminal import require_terminal, screen_by_keys  # noqa: PLC0415
    from relsynth.workflow.screening import open_session  # noqa: PLC0415

    if coder is None:
        raise typer.BadParameter("give --coder NAME to screen; decisions are kept with the name of who made them")
    if not json:
        require_terminal("screen decide")
    with open_project(project) as opened:
        with telling(quiet=json) as tell:
            tell("Ranking records")
            begun = open_session(opened, coder=coder, stage=stage, at=now())
        with begun as session:
            if json:
                show(session.next(at=now()), json=True)
            else:
                screen_by_keys(session, opened.config.protocol, blind=blind)


def _settle(project: Path, coder: str, stage: Stage, *, blind: bool, json: bool) -> None:
    """Ask for one conflict after the other, or list them."""
    from relsynth import open_project  # noqa: PLC0415
    from relsynth.cli.screen_terminal import require_terminal, settle_by_keys  # noqa: PLC0415
    from relsynth.workflow.screening_conflicts import list_conflicts  # noqa: PLC0415
    from relsynth.workflow.screening_settling import open_settling  # noqa: PLC0415

    if not json:
        require_terminal("screen adjudicate")
    with open_project(project) as opened:
        if json:
            show(list_conflicts(opened, stage), json=True)
        else:
            settle_by_keys(open_settling(opened, coder=coder, stage=stage), opened.config.protocol, blind=blind)
