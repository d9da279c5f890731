"""The desk as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from relsynth.errors import RelsynthError
from relsynth.version import __version__
from relsynth.web import api, home
from relsynth.web.desk import Desk
from relsynth.web.guards import guard
from relsynth.web.showing import page

ROUTERS = (home.router, api.router)


def create_app(desk: Desk) -> FastAPI:
    """Make the application of a project's desk; a server runs it.

    Raises:
        ProjectError: the folder is no project.
    """
    with desk.project():  # whatever is wrong with it is told now, and not to the first who looks
        pass
    app = FastAPI(
        title="relsynth",
        version=__version__,
        root_path=desk.prefix,
        docs_url=None,  # pages of it would be fetched from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.middleware("http")(guard)
    app.add_exception_handler(RelsynthError, _told)
    app.add_exception_handler(HTTPException, _refused)
    app.mount("/static", StaticFiles(directory=str(files("relsynth.web") / "static")), name="static")
    for router in ROUTERS:
        app.include_router(router)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.desk.close()


async def _told(request: Request, error: Exception) -> Response:
    """What a verb refuses, in its own words."""
    return _answer(request, 422, str(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(request, status, str(error.detail) if isinstance(error, HTTPException) else str(error))


def _answer(request: Request, status: int, message: str) -> Response:
    wants_page = "text/html" in request.headers.get("accept", "") and "/api/" not in request.url.path
    if wants_page:
        return page(request, "error", place="", status=status, message=message)
    return JSONResponse({"error": message}, status)
