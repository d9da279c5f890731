"""The desk as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Match

from relsynth.errors import RelsynthError
from relsynth.version import __version__
from relsynth.web import (
    api,
    charts,
    differences,
    entering,
    evidence,
    exchanging,
    home,
    jobs,
    live,
    managing,
    managing_api,
    papers,
    reporting,
    screening,
    screening_api,
)
from relsynth.web.desk import Desk
from relsynth.web.entering import entrance
from relsynth.web.errors import BEARER, RESPONSES, place_of
from relsynth.web.guards import SCHEMA, Guard
from relsynth.web.live import Live
from relsynth.web.people import Door
from relsynth.web.places import without_places
from relsynth.web.showing import page
from relsynth.workflow.duplicates_desk import DuplicatesDesk
from relsynth.workflow.evidence_held import EvidenceHeld
from relsynth.workflow.watching import Change

ROUTERS = (
    home.router,
    live.router,
    managing.router,
    managing_api.router,
    jobs.router,
    entering.router,
    entering.api,
    reporting.router,
    api.router,
    exchanging.uploads,
    exchanging.downloads,
    screening.router,
    screening_api.router,
    papers.pages,
    papers.router,
    differences.pages,
    differences.router,
    charts.pages,
    charts.router,
    evidence.pages,
    evidence.router,
)

RUNNING = Change(kind="running", people=frozenset())
"""News of work that a manager has started."""


def create_app(desk: Desk) -> FastAPI:
    """Make the application of a project's desk; a server runs it.

    Raises:
        ProjectError: the folder is no project, or nobody of a team has an account.
        InputError: the name that the desk was opened with is no person's.
    """
    door = Door(desk)  # whatever is wrong with the project is told now, and not to the first who looks
    app = FastAPI(
        title="relsynth",
        version=__version__,
        docs_url=None,  # pages of it would be fetched from elsewhere
        redoc_url=None,
        openapi_url=SCHEMA,
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.state.door = door
    app.state.reports = reporting.Reports()
    app.state.live = Live(desk.folder)
    app.state.jobs = jobs.Jobs(desk.folder, lambda: app.state.live.tell([RUNNING]))
    app.state.pairs = DuplicatesDesk(desk.folder)
    app.state.evidence = EvidenceHeld()
    app.add_middleware(Guard, desk=desk, door=door)
    app.add_exception_handler(RelsynthError, _told)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(HTTPException, _refused)
    app.mount("/static", StaticFiles(directory=str(files("relsynth.web") / "static")), name="static")
    for router in ROUTERS:
        app.include_router(router, responses=RESPONSES, dependencies=[Depends(BEARER)])
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.jobs.close()
    app.state.live.end()
    app.state.pairs.close()
    app.state.door.close()
    app.state.desk.close()


async def _told(request: Request, error: Exception) -> Response:
    """What a verb refuses, in its own words; but not where on the machine the project is."""
    return _answer(request, 422, without_places(str(error), request.app.state.desk.folder))


async def _misunderstood(request: Request, error: Exception) -> Response:
    """What a request says that it may not, and where in it."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    return _answer(request, 422, "; ".join(place_of(one) for one in faults))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.UNAUTHORIZED and _wants_page(request) and request.method == "GET":
        if (
            request.headers.get("sec-fetch-site") == "cross-site"
        ):  # the browser held its cookie back, and will not again
            return page(request, "again", place="")
        return RedirectResponse(entrance(request), 303)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (methods := _methods_at(request)):
        headers["allow"] = ", ".join(methods)
    return _answer(request, error.status_code, str(error.detail), headers)


def _methods_at(request: Request) -> list[str]:
    """What may be asked of a path: of all its routes, where Starlette names those of the first alone."""
    routes = (route for router in ROUTERS for route in router.routes)
    found = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in found for method in getattr(route, "methods", None) or ()})


def _answer(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    answer: Response
    if _wants_page(request):
        answer = page(request, "error", place="", status=status, message=message)
    else:
        answer = JSONResponse({"error": message}, status)
    answer.headers.update(headers or {})
    return answer


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and "/api/" not in request.url.path
