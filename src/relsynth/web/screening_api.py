"""What the pages of screening ask for and tell, as JSON: the record before a coder, how far it has come, conflicts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from relsynth.errors import InputError
from relsynth.web.desk import now
from relsynth.web.showing import told
from relsynth.web.visitors import Adjudicator, Coder, Manager
from relsynth.workflow.as_json import plain
from relsynth.workflow.duplicates import keep_judgement, known_record, withdraw_judgement
from relsynth.workflow.screening_desk import ScreeningDesk, SharedStage
from relsynth.workflow.screening_looks import (
    Meanwhile,
    OpenConflict,
    find_records,
    last_judged,
    next_conflict,
    reasons_of,
    settle,
    stage_numbers,
    unsettle,
)
from relsynth.workflow.screening_stops import go_on_screening

StageName = Literal["title-abstract", "full-text"]
"""A stage as the address of its pages has it."""
StageId = Literal["title_abstract", "full_text"]
STAGES: dict[StageName, StageId] = {"title-abstract": "title_abstract", "full-text": "full_text"}
MOST_WORDS = 400  # signs of a search
MOST_NOTE = 20_000  # signs of a note

_opening = Lock()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    held: ScreeningDesk | None = getattr(app.state, "screening", None)
    if held is not None:
        held.close()


router = APIRouter(prefix="/api/screening/{stage}", tags=["screening"], lifespan=_lifespan)


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(_Said):
    """Which record is wanted; without one the next."""

    record: str | None = None


class Left(_Said):
    """Which record is left for another time."""

    record: str


class Decided(_Said):
    """What is decided of the record before the coder."""

    record: str
    verdict: Literal["include", "exclude", "maybe"]
    criterion: str | None = Field(None, max_length=MOST_WORDS)
    note: str | None = Field(None, max_length=MOST_NOTE)
    tags: list[str] = Field(default_factory=list, max_length=100)


class Pair(_Said):
    """Two records, and what they are to each other."""

    record: str
    other: str
    relation: Literal["duplicate", "version", "different"]


class Passed(_Said):
    """Which conflict is wanted: of a record, or the first that was not passed over."""

    record: str | None = None
    passed: list[str] = Field(default_factory=list, max_length=10_000)


class Settled(_Said):
    """What settles a conflict; ``numbers`` came with it and tell what was said of it by then."""

    record: str
    verdict: Literal["include", "exclude"]
    numbers: list[int]
    criterion: str | None = Field(None, max_length=MOST_WORDS)
    note: str | None = Field(None, max_length=MOST_NOTE)
    passed: list[str] = Field(default_factory=list, max_length=10_000)


def screening_of(request: Request) -> ScreeningDesk:
    """The stages of the desk's project, as everybody shares them."""
    with _opening:
        held: ScreeningDesk | None = getattr(request.app.state, "screening", None)
        if held is None:
            held = request.app.state.screening = ScreeningDesk(request.app.state.desk.folder)
    return held


def _at(request: Request, stage: StageName) -> SharedStage:
    return screening_of(request).at(STAGES[stage])


@router.post("/next")
def next_record(request: Request, stage: StageName, said: Asked, visitor: Coder) -> JSONResponse:
    """Hand out the record to be decided now, or the one asked for."""
    at_stage = _at(request, stage)
    if said.record is None:
        shown = at_stage.next(visitor.name, at=now())
    else:
        shown = at_stage.take(visitor.name, said.record, at=now())
    return told({"shown": shown})


@router.post("/decide")
def decide_record(request: Request, stage: StageName, said: Decided, visitor: Coder) -> JSONResponse:
    """Keep what is decided of the record before the coder, and hand out the next."""
    with request.app.state.desk.taking_turns:
        step = _at(request, stage).decide(
            visitor.name,
            said.record,
            said.verdict,
            criterion=said.criterion,
            note=said.note,
            tags=said.tags,
            at=now(),
        )
    return told(step)


@router.post("/skip")
def skip_record(request: Request, stage: StageName, said: Left, visitor: Coder) -> JSONResponse:
    """Leave the record for another time, and hand out the next."""
    return told({"shown": _at(request, stage).skip(visitor.name, said.record, at=now())})


@router.post("/undo")
def undo_record(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """Take the coder's last decision back; its record with what was said."""
    return told({"shown": _at(request, stage).undo(visitor.name, at=now())})


@router.get("/progress")
def progress(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """How far the stage has come, as the visitor may know it."""
    return told(_at(request, stage).progress(visitor.name))


@router.get("/numbers")
def numbers(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """The stage in numbers, as the visitor may know it; ``none`` says why where no report is at the stage."""
    try:
        return told(stage_numbers(screening_of(request), STAGES[stage], coder=visitor.name))
    except InputError as error:
        return told({"none": str(error)})


@router.get("/reasons")
def reasons(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """Reasons that the visitor has given, the latest first."""
    return told(reasons_of(screening_of(request), STAGES[stage], coder=visitor.name))


@router.get("/found")
def found(
    request: Request,
    stage: StageName,
    visitor: Coder,
    words: Annotated[str, Query(max_length=MOST_WORDS)] = "",
    but: Annotated[str, Query(max_length=MOST_WORDS)] = "",
) -> JSONResponse:
    """Records with most of some words in title, authors or year."""
    del visitor
    return told(find_records(screening_of(request), STAGES[stage], words, but=but))


@router.post("/duplicate")
def duplicate(request: Request, stage: StageName, said: Pair, visitor: Coder) -> JSONResponse:
    """Keep what the visitor says of two records; reports are drawn anew beside what everybody reads meanwhile."""
    del stage
    with request.app.state.desk.project() as project:
        first, second = sorted((known_record(project, said.record), known_record(project, said.other)))
        if first == second:
            raise InputError("a record is no duplicate of itself; choose another one")
        return told(keep_judgement(project, first, second, said.relation, coder=visitor.name, at=now()))


@router.get("/duplicate")
def last_duplicate(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """What the visitor said last of two records, and could take back."""
    del stage
    with request.app.state.desk.project() as project:
        return told({"last": last_judged(project, coder=visitor.name)})


@router.post("/duplicate/undo")
def undo_duplicate(request: Request, stage: StageName, visitor: Coder) -> JSONResponse:
    """Take back what the visitor said last of two records."""
    del stage
    with request.app.state.desk.project() as project:
        return told(withdraw_judgement(project, coder=visitor.name, at=now()))


@router.post("/stop")
def stop(request: Request, stage: StageName, visitor: Manager) -> JSONResponse:
    """Read no further at the stage."""
    return told(_at(request, stage).stop(visitor.name, at=now()))


@router.post("/go-on")
def go_on(request: Request, stage: StageName, visitor: Manager) -> JSONResponse:
    """Go on reading at the stage."""
    with request.app.state.desk.project() as project:
        return told(go_on_screening(project, STAGES[stage], coder=visitor.name, at=now()))


@router.post("/settling/next")
def settling_next(request: Request, stage: StageName, said: Passed, visitor: Adjudicator) -> JSONResponse:
    """The conflict to be settled now."""
    del visitor
    return told(_before(next_conflict(screening_of(request), STAGES[stage], passed=said.passed, record=said.record)))


@router.post(
    "/settling/decide",
    responses={409: {"description": "Somebody has said more of it since; with what is said now."}},
)
def settling_decide(request: Request, stage: StageName, said: Settled, visitor: Adjudicator) -> JSONResponse:
    """Settle a conflict; a 409 with what is said of it by now where that is more than the visitor had seen."""
    desk, at_stage = screening_of(request), STAGES[stage]
    kept = settle(
        desk,
        at_stage,
        said.record,
        said.verdict,
        coder=visitor.name,
        numbers=said.numbers,
        criterion=said.criterion,
        note=said.note,
        at=now(),
    )
    if isinstance(kept, Meanwhile):
        return JSONResponse({"error": str(kept)} | plain(kept), 409)
    return told({"kept": kept} | _before(next_conflict(desk, at_stage, passed=said.passed)))


@router.post("/settling/undo")
def settling_undo(request: Request, stage: StageName, visitor: Adjudicator) -> JSONResponse:
    """Take the visitor's last settling back; its conflict with what they had said."""
    before, last = unsettle(screening_of(request), STAGES[stage], coder=visitor.name, at=now())
    return told(_before(before) | {"earlier": last})


def _before(conflict: OpenConflict | None) -> dict[str, Any]:
    if conflict is None:
        return {"shown": None, "said": [], "left": 0, "numbers": []}
    return dict(plain(conflict))
