"""The first page: what waits for whoever looks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from relsynth.web.showing import page
from relsynth.web.visitors import Coder

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, visitor: Coder) -> HTMLResponse:
    """Show what waits for the visitor."""
    with request.app.state.desk.project() as project:
        title = project.config.title
    return page(request, "home", place="home", title=title)
