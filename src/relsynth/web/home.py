"""The first page: what waits for whoever looks, each a link or a key away."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from relsynth.web.showing import page
from relsynth.web.visitors import Coder
from relsynth.workflow.today import today

MOST_BEGUN = 8  # papers; the list of papers has all
STAGES = ("title-abstract", "full-text")
router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, visitor: Coder) -> HTMLResponse:
    """Show what waits for the visitor; what has to be counted comes once the page is there."""
    with request.app.state.desk.project() as project:
        title = project.config.title
        waiting = today(project, coder=visitor.name)
    return page(
        request,
        "home",
        place="home",
        title=title,
        begun=waiting.begun[:MOST_BEGUN],
        rounds=waiting.rounds,
        stages=STAGES,
        settles=visitor.may("adjudicator"),
        manages=visitor.may("manager"),
    )
