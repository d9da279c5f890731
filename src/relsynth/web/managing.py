"""The manager's pages: how far the review is, who has done what, the codebook, outputs, sources, import, backups."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from relsynth import workflow
from relsynth.errors import RelsynthError
from relsynth.project import Project
from relsynth.web.showing import page
from relsynth.web.visitors import Manager
from relsynth.workflow.backups import backup_named
from relsynth.workflow.machine_coding import coded_so_far

SUBPLACES = ("flow", "people", "codebook", "outputs", "sources", "import", "machine", "duplicates", "backups")
"""The manager's pages, as their navigation has them; the first is at ``/managing`` itself."""
MOST_ROWS = 200  # of a list on a page; the command line has all
router = APIRouter(prefix="/managing", include_in_schema=False)


def _page(request: Request, here: str, **context: Any) -> HTMLResponse:
    return page(request, f"managing_{here}", place="managing", here=here, subplaces=SUBPLACES, **context)


@router.get("")
def flow(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show the PRISMA flow, in numbers and as a picture, and what waits."""
    with request.app.state.desk.project() as project:
        drawn, refused = _tried(lambda: workflow.flow(project))
        screening, _ = _tried(lambda: workflow.screening_status(project))
        duplicates = workflow.find_duplicates(project)
    return _page(request, "flow", flow=drawn, refused=refused, screening=screening, duplicates=duplicates)


@router.get("/flow.svg")
def flow_picture(request: Request, _visitor: Manager) -> Response:
    """Draw the PRISMA flow."""
    with request.app.state.desk.project() as project, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "flow.svg"
        workflow.write_flow(project, target)
        return Response(target.read_bytes(), media_type="image/svg+xml")


@router.get("/people")
def people(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show who has done what, and how far rounds are."""
    with request.app.state.desk.project() as project:
        rounds = workflow.round_status(project).rounds
        load = workflow.workload(project)
        screening, _ = _tried(lambda: workflow.screening_status(project))
    return _page(request, "people", rounds=rounds, load=load, screening=screening)


@router.get("/codebook")
def codebook(
    request: Request, _visitor: Manager, since: Annotated[str, Query(alias="from", max_length=100)] = ""
) -> HTMLResponse:
    """Show the versions of the codebook, and what has changed since one of them."""
    with request.app.state.desk.project() as project:
        versions = workflow.codebook_versions(project)
        known = {one.digest for one in versions.versions}
        changes = _changes(project, since) if since in known else None
        book = project.codebook
    return _page(request, "codebook", versions=versions, changes=changes, since=since, codes=len(book.codes))


@router.get("/outputs")
def outputs(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show what was written, and the snapshots that were taken."""
    with request.app.state.desk.project() as project:
        written = workflow.list_outputs(project).outputs
        taken = workflow.list_snapshots(project).snapshots
        folder = project.path
    shown = [(one, _within(folder, one.path)) for one in reversed(written)][:MOST_ROWS]
    return _page(request, "outputs", outputs=shown, count=len(written), snapshots=tuple(reversed(taken)))


@router.get("/sources")
def sources(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show where records come from, and what could not be read."""
    with request.app.state.desk.project() as project:
        rows = workflow.list_sources(project).sources
        unread = workflow.list_unread(project)
        papers = workflow.list_papers(project)
        folder = project.path
    files = [(_within(folder, one.path), one.reason) for one in papers.unread]
    return _page(request, "sources", sources=rows, unread=unread, files=files, most=MOST_ROWS)


@router.get("/import")
def importing(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show where records and papers are brought in."""
    return _page(request, "import")


@router.get("/machine")
def machine(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show how far the machine has read and coded the papers, and have it go on."""
    with request.app.state.desk.project() as project:
        sofar = coded_so_far(project)
    jobs = [asdict(one) for one in request.app.state.jobs.all()]
    return _page(request, "machine", sofar=sofar, jobs=jobs)


@router.get("/duplicates")
def duplicates(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show the pairs that wait, one at a time; the first comes once the page is there."""
    return _page(request, "duplicates")


@router.get("/backups")
def backups(request: Request, _visitor: Manager) -> HTMLResponse:
    """Show the backups there are."""
    with request.app.state.desk.project() as project:
        held = workflow.list_backups(project)
    return _page(request, "backups", held=held)


@router.get("/backups/{name}")
def backup(request: Request, name: str, _visitor: Manager) -> FileResponse:
    """Send a backup to be kept elsewhere."""
    with request.app.state.desk.project() as project:
        path = backup_named(project, name)
    return FileResponse(path, media_type="application/zip", filename=path.name)


def _changes(project: Project, since: str) -> str:
    changed, refused = _tried(lambda: str(workflow.codebook_diff(project, since)))
    return refused or str(changed)


def _within(folder: Path, path: str) -> str:
    """A path as the team knows it: below the project's folder, or its last part; no path of the machine."""
    try:
        return Path(path).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return Path(path).name


def _tried(asked: Any) -> tuple[Any, str]:
    """What was asked for, or why there is none."""
    try:
        return asked(), ""
    except RelsynthError as error:
        return None, str(error)
