"""The command line: parse, call a verb, show what it returns.

Every command prints for people, or with ``--json`` for programs. Errors that a user
can mend are told in one line and exit with 1; wrong usage exits with 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer import BadParameter
from typer.core import TyperGroup

from relsynth.cli import dataset as into_dataset
from relsynth.cli.accounts import accounts_app
from relsynth.cli.backups import backup
from relsynth.cli.books import codebook_app
from relsynth.cli.characteristics import characteristics_app
from relsynth.cli.charting import chart_app
from relsynth.cli.coding import codings_app, evaluate, learn
from relsynth.cli.dataset_tables import dataset_app
from relsynth.cli.desk import desk
from relsynth.cli.doctor import doctor
from relsynth.cli.duplicates import duplicates_app
from relsynth.cli.exchange import open_
from relsynth.cli.findings import FINDINGS
from relsynth.cli.flow import changes, flow, searches
from relsynth.cli.gap_map import map_
from relsynth.cli.gaps import gaps_app
from relsynth.cli.log import log_app
from relsynth.cli.logged import logged
from relsynth.cli.memos import memos_app
from relsynth.cli.network import chase, fetch, notices, search
from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, show_warnings, spell_what_has_no_letter, tracked, warn, warning
from relsynth.cli.query import QUERIES
from relsynth.cli.records import import_, records_app, sources_app, unread
from relsynth.cli.report import report
from relsynth.cli.reproduce import REPRODUCIBLE
from relsynth.cli.residue import residue
from relsynth.cli.rounds import rounds_app, work_app, workload
from relsynth.cli.screening import screen_app
from relsynth.cli.sections import sections_app
from relsynth.cli.tables import match, table, valence
from relsynth.errors import RelsynthError
from relsynth.version import __version__


class _Group(TyperGroup):
    """Tells what a user can mend in a line, and leaves everything else its traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what it refuses is told in a line, and the exit code says so."""
        spell_what_has_no_letter()
        show_warnings()
        try:
            return super().invoke(ctx)
        except BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # what checks choices for typer says of itself
            raise
        except RelsynthError as error:
            warn(f"Error: {error}")
            raise typer.Exit(1) from error
        except KeyboardInterrupt as stop:
            warn("Stopped. What was done is kept; the same command goes on from there.")
            raise typer.Exit(STOPPED) from stop


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="From a folder of papers to an evidence-gap map of partnering: "
    "which constructs papers cover, where, and what is missing.",
)

START, PAPERS, CODING, SYNTHESIS = "Start here", "Papers", "Coding", "Synthesis"
RECORDS, NETWORK, SCREENING, REPRODUCING = "Records", "Network", "Screening", "Reproducing"

CoderFamily = Annotated[
    str | None,
    typer.Option(
        "--coder",
        help="Machine that codes: combined, lexicon, learned, language-model, or one that you installed.",
        show_default="as in relsynth.toml",
    ),
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Agree that the coder sends text of the papers to where its settings say.")
]
Parser = Annotated[
    str | None,
    typer.Option(
        help="spaCy model to help with scope and actors: auto, none, or a package name.",
        show_default="as in relsynth.toml",
    ),
]
Title = Annotated[str | None, typer.Option(help="Title of the review, printed on the map.")]
Grobid = Annotated[
    str | None,
    typer.Option(
        help="Address of a GROBID server of yours that is to read PDFs, as http://localhost:8070; they are sent to it.",
        show_default="relsynth's own reader",
    ),
]
PAPERS_GIVEN = "Papers (JATS, TEI, PDF, DOCX, HTML, EPUB, Markdown, text), or folders with papers."
STOPPED = 130  # exit status after Ctrl-C, as shells have it


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"relsynth {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=lambda v: _version(wanted=v), is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """From a folder of papers to an evidence-gap map of partnering."""


@app.command(rich_help_panel=START)
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("demo"),
    *,
    coder: CoderFamily = None,
    yes: Yes = False,
    parser: Parser = None,
    json: Json = False,
) -> None:
    """Run everything on the twelve fictional papers that come with relsynth."""
    from relsynth import bundled, workflow  # noqa: PLC0415

    title = "Partnering in twelve fictional papers"
    show(
        workflow.run(
            [bundled.example_papers()],
            out,
            at=now(),
            title=title,
            coder=coder,
            parser=parser,
            may_send=yes,
            track=tracked(quiet=json),
            tell=warning(quiet=json),
        ),
        json=json,
    )


@app.command(rich_help_panel=START)
def run(
    papers: Annotated[list[Path], typer.Argument(help=PAPERS_GIVEN)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to; becomes a project.")],
    *,
    title: Title = None,
    coder: CoderFamily = None,
    yes: Yes = False,
    parser: Parser = None,
    grobid: Grobid = None,
    json: Json = False,
) -> None:
    """Read papers, code them, and write tables and the gap map: everything in one go."""
    from relsynth import workflow  # noqa: PLC0415

    track, tell = tracked(quiet=json), warning(quiet=json)
    done = workflow.run(
        papers,
        out,
        at=now(),
        title=title,
        coder=coder,
        parser=parser,
        may_send=yes,
        grobid=grobid,
        track=track,
        tell=tell,
    )
    show(done, json=json)


@app.command(rich_help_panel=START)
def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")],
    *,
    title: Title = None,
    json: Json = False,
) -> None:
    """Make a project: a folder with settings, a codebook and one database file."""
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.init(folder, title=title), json=json)


app.command("open", rich_help_panel=START)(open_)
app.command(rich_help_panel=START)(desk)
app.add_typer(accounts_app, name="accounts", rich_help_panel=START)
app.command(rich_help_panel=START)(backup)
app.command("import", rich_help_panel=RECORDS)(import_)
app.add_typer(sources_app, name="sources", rich_help_panel=RECORDS)
app.command("unread", rich_help_panel=RECORDS)(unread)
app.add_typer(duplicates_app, name="duplicates", rich_help_panel=RECORDS)
app.add_typer(records_app, name="records", rich_help_panel=RECORDS)
for command in (search, fetch, chase, notices):
    app.command(rich_help_panel=NETWORK)(command)
app.add_typer(screen_app, name="screen", rich_help_panel=SCREENING)
for history in (logged(flow), logged(searches), changes):
    app.command(rich_help_panel=SCREENING)(history)


@app.command(rich_help_panel=PAPERS)
def add(
    paths: Annotated[
        list[Path],
        typer.Argument(help=PAPERS_GIVEN),
    ],
    *,
    project: ProjectFolder = HERE,
    grobid: Grobid = None,
    json: Json = False,
) -> None:
    """Read papers into the project; what is there already is not added twice."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        track, tell = tracked(quiet=json), warning(quiet=json)
        show(workflow.add_documents(opened, paths, at=now(), grobid=grobid, track=track, tell=tell), json=json)


@app.command(rich_help_panel=PAPERS)
def remove(
    paths: Annotated[list[Path], typer.Argument(help="Files that were added.")],
    *,
    project: ProjectFolder = HERE,
    json: Json = False,
) -> None:
    """Count papers no longer, until they are added again; what was read and coded is kept in the database."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.remove_documents(opened, paths), json=json)


@app.command(rich_help_panel=PAPERS)
def papers(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """List papers, what is left out of every n and why, and files that could not be read."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.list_papers(opened), json=json)


app.add_typer(sections_app, name="sections", rich_help_panel=PAPERS)


@app.command(rich_help_panel=CODING)
def code(
    papers: into_dataset.Offered = None,
    *,
    project: ProjectFolder = HERE,
    coder: CoderFamily = None,
    yes: Yes = False,
    parser: Parser = None,
    into: into_dataset.Into = None,
    plan: into_dataset.PlanOnly = False,
    jobs: into_dataset.Jobs = None,
    scheduler: into_dataset.Scheduler = None,
    slurm: into_dataset.Slurm = False,
    workers: into_dataset.Workers = 10,
    queue: into_dataset.Queue = None,
    account: into_dataset.Account = None,
    walltime: into_dataset.Walltime = "12:00:00",
    memory: into_dataset.Memory = 3.0,
    seconds: into_dataset.Seconds = 120.0,
    partition: into_dataset.Partition = 200,
    price_per_hour: into_dataset.Price = None,
    column: into_dataset.Column = None,
    name_column: into_dataset.NameColumn = None,
    json: Json = False,
) -> None:
    """Code papers with the codebook; only what changed is coded again.

    With --into, code a whole literature into a dataset of Parquet files, on many processes or machines; the same
    command goes on where it was stopped.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    if into:
        asked = workflow.slurm_jobs(workers, queue=queue, account=account, memory=memory, walltime=walltime)
        into_dataset.code_into(
            *(papers or [], into),
            machines={
                "jobs": jobs,
                "scheduler": scheduler,
                "slurm": asked if slurm else None,
                "memory": int(memory * into_dataset.GB),
                "seconds": seconds,
            },
            project=project,
            coder=coder,
            parser=parser,
            columns=(column, name_column),
            partition=partition,
            price_per_hour=price_per_hour,
            plan=plan,
            json=json,
        )
        return
    if papers:
        raise BadParameter("papers are coded with --into DATASET; in a project, add them first: relsynth add")
    with open_project(project) as opened:
        track, tell = tracked(quiet=json), warning(quiet=json)
        done = workflow.code(opened, at=now(), coder=coder, parser=parser, may_send=yes, track=track, tell=tell)
        show(done, json=json)


app.add_typer(dataset_app, name="dataset", rich_help_panel=CODING)
for made in (table, match, valence, report):
    app.command(rich_help_panel=SYNTHESIS)(logged(made))
app.command("map", rich_help_panel=SYNTHESIS)(logged(map_))
app.add_typer(codings_app, name="codings", rich_help_panel=CODING)
app.add_typer(memos_app, name="memos", rich_help_panel=CODING)
app.add_typer(rounds_app, name="rounds", rich_help_panel=CODING)
app.add_typer(work_app, name="work", rich_help_panel=CODING)
app.command(rich_help_panel=CODING)(workload)
for command in (logged(evaluate), learn):
    app.command(rich_help_panel=CODING)(command)
app.add_typer(codebook_app, name="codebook", rich_help_panel=CODING)
app.add_typer(gaps_app, name="gaps", rich_help_panel=SYNTHESIS)
app.command(rich_help_panel=SYNTHESIS)(logged(residue))
for asking in QUERIES:
    app.command(rich_help_panel=SYNTHESIS)(logged(asking))
for finding in FINDINGS:
    app.command(rich_help_panel=SYNTHESIS)(logged(finding))
app.add_typer(characteristics_app, name="characteristics", rich_help_panel=SYNTHESIS)
app.add_typer(chart_app, name="chart", rich_help_panel=SYNTHESIS)
app.add_typer(log_app, name="log", rich_help_panel=REPRODUCING)
app.command(rich_help_panel=START)(doctor)
for kept in REPRODUCIBLE:
    app.command(rich_help_panel=REPRODUCING)(kept)
