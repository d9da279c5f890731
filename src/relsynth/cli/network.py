"""Commands that ask services on the network; everything else works without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relsynth.cli.options import HERE, Json, ProjectFolder
from relsynth.cli.output import now, show, telling, tracked

if TYPE_CHECKING:
    from relsynth.sources.chasing import Direction

MOST = 20_000
Most = Annotated[int, typer.Option("--most", min=1, help="Refuse to bring more records than this.")]
Anew = Annotated[bool, typer.Option("--anew", help="Begin again, and forget what came before it was stopped.")]
WHICH_RECORDS = "Ids of records, or their beginnings."
DIRECTIONS: dict[str, Direction] = {"references": "references", "cited-by": "cited_by"}


def search(
    service: Annotated[Literal["crossref", "europepmc", "openalex", "pubmed"], typer.Argument(help="Whom to ask.")],
    query: Annotated[str, typer.Argument(help="The search, in the service's own language.")],
    *,
    project: ProjectFolder = HERE,
    most: Most = MOST,
    anew: Anew = False,
    json: Json = False,
) -> None:
    """Search a service and keep what it finds as a source; a search that was stopped goes on where it stopped."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        with telling(quiet=json) as tell:
            done = workflow.search(opened, service, query, at=now(), most=most, anew=anew, tell=tell)
        show(done, json=json)


def fetch(
    records: Annotated[
        list[str] | None, typer.Argument(help=WHICH_RECORDS, show_default="every report that has no full text")
    ] = None,
    *,
    project: ProjectFolder = HERE,
    again: Annotated[bool, typer.Option("--again", help="Ask again for what was not found before.")] = False,
    json: Json = False,
) -> None:
    """Fetch open full texts (JATS, else PDF) of the records named, or of every report that has none yet.

    Once titles and abstracts are screened, of every report that is to be read in full.
    """
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        fetched = workflow.fetch(opened, records or (), at=now(), again=again, track=tracked(quiet=json))
        show(fetched, json=json)
    raise typer.Exit(1 if fetched.failed else 0)


def chase(
    direction: Annotated[
        Literal["references", "cited-by"], typer.Argument(help="What they cite, or the works that cite them.")
    ],
    records: Annotated[
        list[str] | None, typer.Argument(help=WHICH_RECORDS, show_default="every report that has a full text")
    ] = None,
    *,
    project: ProjectFolder = HERE,
    most: Most = MOST,
    anew: Anew = False,
    json: Json = False,
) -> None:
    """Bring in what the records named, or all reports with full text, cite, or what cites them, through OpenAlex."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        with telling(quiet=json) as tell:
            done = workflow.chase(
                opened, records or (), DIRECTIONS[direction], at=now(), most=most, anew=anew, tell=tell
            )
        show(done, json=json)


def notices(*, project: ProjectFolder = HERE, json: Json = False) -> None:
    """Ask Crossref and PubMed which reports were retracted, corrected or questioned, and list them."""
    from relsynth import open_project, workflow  # noqa: PLC0415

    with open_project(project) as opened:
        show(workflow.check_notices(opened, at=now(), track=tracked(quiet=json)), json=json)
