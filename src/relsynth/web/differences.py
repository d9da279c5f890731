"""Double coding: rounds, what coders differ in and who settles it, how far they agree, memos to the adjudicator."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path as File
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from relsynth import workflow
from relsynth.web.desk import now
from relsynth.web.exchanging import sent
from relsynth.web.showing import page, texts
from relsynth.web.visitors import Adjudicator, Coder
from relsynth.workflow.as_json import plain
from relsynth.workflow.coding_agreement import CodeLevel, CodingUnit
from relsynth.workflow.conflict_desk import (
    SettledMeanwhile,
    conflict_queue,
    conflict_since,
    count_conflicts,
    settle_conflict,
    undo_settling,
)
from relsynth.workflow.differences_desk import memos_seen, pair_agreement, rounds_seen

pages = APIRouter(prefix="/differences", include_in_schema=False)
router = APIRouter(prefix="/api/differences", tags=["differences"])
Name = Annotated[str, Field(max_length=400)]
Number = Annotated[int, Field(ge=1, le=2**53)]
Round = Annotated[str | None, Query(max_length=400)]
Conflict = Annotated[int, Path(ge=1, le=2**53)]
MEANWHILE: dict[int | str, dict[str, Any]] = {
    409: {"description": "Somebody has settled it since, or said more there; with what is said by now."}
}


class Looked(BaseModel):
    """A conflict as somebody has ``seen`` it, with codings of those numbers; ``blind``: with letters for coders."""

    model_config = ConfigDict(extra="forbid", strict=True)

    seen: Annotated[list[Number], Field(min_length=1, max_length=1000)]
    blind: bool = False


class Settled(Looked):
    """How a conflict is to be settled."""

    verdict: Literal["code", "reject"]
    keep: Annotated[list[Number], Field(max_length=1000)] = []
    code: Name | None = None
    facets: dict[Name, Annotated[list[Name], Field(max_length=100)]] = {}
    note: Annotated[str, Field(max_length=20_000)] | None = None


class Measured(BaseModel):
    """Of what agreement is to be told."""

    unit: CodingUnit = "sentence"
    by: CodeLevel = "code"
    round: str | None = Field(None, max_length=400)
    coder: list[Annotated[str, Field(max_length=400)]] = Field([], max_length=100)
    assisted: bool = False

    def said(self) -> Mapping[str, Any]:
        """What the verb is asked with."""
        return {
            "unit": self.unit,
            "by": self.by,
            "round": self.round or None,
            "coders": self.coder or None,
            "include_assisted": self.assisted,
        }


# -- pages ---------------------------------------------------------------------------------------


@pages.get("")
def rounds(request: Request, visitor: Coder) -> HTMLResponse:
    """Show the rounds, and to those who settle what is open between coders."""
    with request.app.state.desk.project() as project:
        found = rounds_seen(project, coder=visitor.name)
    return _page(
        request,
        "differences",
        found=found,
        me=visitor.name,
        settles=visitor.may("adjudicator"),
        manages=visitor.may("manager"),
    )


@pages.get("/conflicts")
def conflicts(request: Request, visitor: Adjudicator) -> HTMLResponse:
    """Show what coders differ in, one place at a time; they come once the page is there."""
    del visitor
    with request.app.state.desk.project() as project:
        names = [one.name for one in workflow.list_rounds(project).rounds]
    return _page(request, "differences_conflicts", rounds=names, settles=True)


@pages.get("/agreement")
def agreement(request: Request, visitor: Adjudicator) -> HTMLResponse:
    """Show how far coders agree; the figures come once the page is there."""
    del visitor
    with request.app.state.desk.project() as project:
        names = [one.name for one in workflow.list_rounds(project).rounds]
    return _page(request, "differences_agreement", rounds=names, settles=True)


@pages.get("/agreement/{what}.{form}")
def saved(
    request: Request,
    visitor: Adjudicator,
    what: Literal["figures", "sentences"],
    form: Literal["csv", "xlsx"],
    asked: Annotated[Measured, Query()],
) -> Response:
    """Save the figures of agreement, or the sentences that coders differ on, as a table."""
    del visitor
    with request.app.state.desk.project() as project, tempfile.TemporaryDirectory() as folder:
        found = workflow.coding_agreement(project, **asked.said())
        path = File(folder) / f"agreement-{what}.{form}"
        workflow.save_agreement(found, **{"out" if what == "figures" else "differences": path})
        return sent(path)


@pages.get("/memos")
def memos(request: Request, visitor: Coder) -> HTMLResponse:
    """Show the memos to the adjudicator that the visitor may see."""
    with request.app.state.desk.project() as project:
        found = memos_seen(project, coder=visitor.name)
    return _page(request, "differences_memos", found=found, settles=visitor.may("adjudicator"))


def _page(request: Request, template: str, **context: Any) -> HTMLResponse:
    words = {key: said for key, said in texts().items() if key.startswith(("differences.", "papers."))}
    return page(request, template, place="differences", words=words, **context)


# -- what the pages ask --------------------------------------------------------------------------


@router.get("/conflicts")
def queue(
    request: Request, visitor: Adjudicator, round: Round = None, *, blind: Annotated[bool, Query()] = False
) -> Any:
    """List every open conflict with the words around it (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return plain(conflict_queue(project, coder=visitor.name, round=round or None, blind=blind))


@router.get("/count")
def count(request: Request, visitor: Adjudicator) -> Any:
    """Count the conflicts between codings that wait for the visitor (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return {"conflicts": count_conflicts(project, coder=visitor.name)}


@router.post("/conflicts/{number}/settle", responses=MEANWHILE)
def settle(request: Request, visitor: Adjudicator, number: Conflict, said: Settled) -> Any:
    """Settle a conflict; a 409 with what is said of it by now where that is not what was seen (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        done = settle_conflict(project, number, **dict(said), coder=visitor.name, at=now())
    if isinstance(done, SettledMeanwhile):
        return JSONResponse({"error": str(done)} | plain(done), 409)
    return plain(done)


@router.post("/conflicts/{number}/since")
def since(request: Request, visitor: Adjudicator, number: Conflict, said: Looked) -> Any:
    """Tell what became of a conflict since it was seen; null where nobody settled it (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return {"meanwhile": plain(conflict_since(project, number, **dict(said), coder=visitor.name))}


@router.post("/undo")
def undo(request: Request, visitor: Adjudicator) -> Any:
    """Take the visitor's last settling back (for an adjudicator)."""
    with request.app.state.desk.project() as project:
        return plain(undo_settling(project, coder=visitor.name, at=now()))


@router.get("/agreement")
def measured(request: Request, visitor: Adjudicator, asked: Annotated[Measured, Query()]) -> Any:
    """Tell how far coders agree, over all, by code, and by pair of coders (for an adjudicator)."""
    del visitor
    with request.app.state.desk.project() as project:
        found = workflow.coding_agreement(project, **asked.said())
        pairs = pair_agreement(project, round=asked.round or None, unit=asked.unit, include_assisted=asked.assisted)
        return plain(found) | {"pairs": plain(pairs), "notes": list(found.notes)}
