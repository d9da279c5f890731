"""Charts: a team's form filled beside the paper; what coders' charts differ in, settled one field at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from relsynth.web.desk import now
from relsynth.web.showing import page, texts
from relsynth.web.visitors import Adjudicator, Coder
from relsynth.workflow.as_json import plain
from relsynth.workflow.charting_desk import (
    ChartMeanwhile,
    chart_queue,
    chart_since,
    settle_chart,
    undo_chart_settling,
)
from relsynth.workflow.charting_seen import see_chart

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/charts", tags=["charts"])
Name = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(ge=1, le=2**53)]
AREAS = ("charts.", "differences.", "papers.")
MEANWHILE: dict[int | str, dict[str, Any]] = {
    409: {"description": "Somebody has settled it since, or said something else there; with what is said by now."}
}


class Looked(BaseModel):
    """A field of a study whose answers of those numbers were ``seen``; ``blind``: with letters for coders."""

    model_config = ConfigDict(extra="forbid", strict=True)

    form: Name
    paper: Name
    field: Name
    seen: Annotated[list[Number], Field(min_length=1, max_length=1000)]
    blind: bool = False


class Settled(Looked):
    """How it is to be settled: the answer of that number is to hold (``keep``), or these ``values``."""

    keep: Number | None = None
    values: Annotated[list[Words], Field(max_length=100)] = []
    quote: Words | None = None
    note: Words | None = None


@pages.get("/differences/charts")
def conflicts(request: Request, visitor: Adjudicator) -> HTMLResponse:
    """Show what charts differ in, one field at a time; they come once the page is there."""
    del visitor
    with request.app.state.desk.project() as project:
        forms = [(one.name, one.title) for one in project.config.forms.values()]
    return page(request, "differences_charts", place="differences", words=_words(), forms=forms, settles=True)


@pages.get("/papers/{document}/chart")
def chart(
    request: Request,
    visitor: Coder,
    document: Annotated[str, Path(max_length=400)],
    form: Annotated[str | None, Query(max_length=400)] = None,
) -> HTMLResponse:
    """Show a form of the team's beside a paper, to be filled for its study."""
    with request.app.state.desk.project() as project:
        seen = see_chart(project, document, coder=visitor.name, form=form or None)
    return page(request, "papers_chart", place="papers", seen=seen, words=_words())


def _words() -> dict[str, str]:
    return {key: said for key, said in texts().items() if key.startswith(AREAS)}


@router.get("/conflicts")
def queue(
    request: Request,
    visitor: Adjudicator,
    form: Annotated[str | None, Query(max_length=400)] = None,
    *,
    blind: Annotated[bool, Query()] = False,
) -> Any:
    """List every open conflict between charts, with the words that each coder gave (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return plain(chart_queue(project, coder=visitor.name, form=form or None, blind=blind))


@router.post("/settle", responses=MEANWHILE)
def settle(request: Request, visitor: Adjudicator, said: Settled) -> Any:
    """Settle a field; a 409 with what is said of it by now where that is not what was seen (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        done = settle_chart(project, **dict(said), coder=visitor.name, at=now())
    if isinstance(done, ChartMeanwhile):
        return JSONResponse({"error": str(done)} | plain(done), 409)
    return plain(done)


@router.post("/since")
def since(request: Request, visitor: Adjudicator, said: Looked) -> Any:
    """Tell what became of a conflict since it was seen; null where it is as it was (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return {"meanwhile": plain(chart_since(project, **dict(said), coder=visitor.name))}


@router.post("/undo")
def undo(request: Request, visitor: Adjudicator) -> Any:
    """Take the visitor's last settling of a chart back (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return plain(undo_chart_settling(project, coder=visitor.name, at=now()))
