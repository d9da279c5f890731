"""The pages of screening: which stage, one record at a time, all reports of a stage, and what coders differ in."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from relsynth.web.screening_api import MOST_WORDS, STAGES, StageName, screening_of
from relsynth.web.showing import page
from relsynth.web.visitors import Adjudicator, Coder
from relsynth.workflow.screening_looks import PAGE, list_reports

Outcome = Literal["unread", "waiting", "include", "exclude", "maybe", "conflict"]
OUTCOMES: tuple[Outcome, ...] = ("unread", "waiting", "include", "exclude", "maybe", "conflict")
Mine = Literal["any", "include", "exclude", "maybe", "none"]
MINE: tuple[Mine, ...] = ("any", "include", "exclude", "maybe", "none")
MOST_START = 10_000_000  # no stage has so many reports


class Asked(BaseModel):
    """Which reports of a stage are listed, and from the how many-th."""

    outcome: Outcome | Literal[""] = ""
    mine: Mine | Literal[""] = ""
    words: str = Field("", max_length=MOST_WORDS)
    start: int = Field(0, ge=0, le=MOST_START)


router = APIRouter(prefix="/screening", include_in_schema=False)


@router.get("")
def stages(request: Request, visitor: Coder) -> HTMLResponse:
    """Show the stages; how each stands is filled in once the page is there."""
    return page(request, "screening", place="screening", stages=tuple(STAGES), settles=visitor.may("adjudicator"))


@router.get("/{stage}")
def reading(request: Request, stage: StageName, visitor: Coder, record: str | None = None) -> HTMLResponse:
    """Show the desk of a stage; the record comes once the page is there."""
    return page(
        request,
        "screening_desk",
        place="screening",
        stage=stage,
        **_protocol(request),
        manages=visitor.may("manager"),
        record=record,
    )


@router.get("/{stage}/conflicts")
def conflicts(request: Request, stage: StageName, visitor: Adjudicator, record: str | None = None) -> HTMLResponse:
    """Show what coders differ in, one report at a time."""
    del visitor
    shown = _protocol(request)
    return page(request, "screening_conflicts", place="screening", stage=stage, **shown, record=record)


@router.get("/{stage}/list")
def listed(
    request: Request,
    stage: StageName,
    visitor: Coder,
    asked: Annotated[Asked, Query()],
) -> HTMLResponse:
    """List the reports of a stage as the visitor may see them."""
    found = list_reports(
        screening_of(request),
        STAGES[stage],
        coder=visitor.name,
        outcome=asked.outcome or None,
        mine=asked.mine or None,
        words=asked.words,
        start=asked.start,
    )
    return page(
        request,
        "screening_list",
        place="screening",
        stage=stage,
        found=found,
        asked=asked,
        outcomes=OUTCOMES,
        mines=MINE,
        settles=visitor.may("adjudicator"),
        before=_turned(asked, found.start - PAGE) if found.start else None,
        after=_turned(asked, found.start + PAGE) if found.start + PAGE < found.total else None,
    )


@router.get("/{stage}/recall.svg")
def recall(request: Request, stage: StageName, visitor: Coder) -> Response:
    """The recall plot of a stage, as the visitor may know it."""
    drawn = screening_of(request).at(STAGES[stage]).plot(visitor.name)
    if drawn is None:
        raise HTTPException(404, "nothing was read yet that could be drawn")
    return Response(drawn, media_type="image/svg+xml")


def _protocol(request: Request) -> dict[str, Any]:
    """What the desk shows beside a record, before the stage is loaded."""
    with request.app.state.desk.project() as project:
        protocol = project.config.protocol
    return {
        "criteria": sorted(protocol.criteria, key=lambda one: one.kind != "exclude"),
        "question": protocol.question,
        "bindings": protocol.keys,
        "marks": {"for": protocol.speaks_for, "against": protocol.speaks_against},
    }


def _turned(asked: Asked, start: int) -> str:
    return urlencode({"outcome": asked.outcome, "mine": asked.mine, "words": asked.words, "start": max(0, start)})
