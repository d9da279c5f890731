"""Papers: the list of them, and the desk at which one is coded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from relsynth import workflow
from relsynth.project import Project
from relsynth.web.desk import now
from relsynth.web.showing import page, texts, told
from relsynth.web.visitors import Coder, Visitor
from relsynth.workflow.as_json import plain
from relsynth.workflow.code_again import code_again
from relsynth.workflow.codebook_panel import codebook_panel
from relsynth.workflow.paper_desk import choices, known_of_paper, said_of_paper, see_paper
from relsynth.workflow.paper_list import count_papers, papers_for
from relsynth.workflow.paper_pages import paper_page
from relsynth.workflow.paper_steps import PaperSteps

Event = Literal["start", "stop", "finish", "reopen"]
WORK: Mapping[Event, Callable[..., object]] = {
    "start": workflow.start_work,
    "stop": workflow.stop_work,
    "finish": workflow.finish_paper,
    "reopen": workflow.reopen_paper,
}
_coding = Lock()  # what codes takes all of a processor: one paper at a time
pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/papers", tags=["papers"])
Paper = Annotated[str, Path(max_length=400)]
Round = Annotated[str | None, Query(max_length=400)]
Words = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(max_length=400)]
Number = Annotated[int, Field(ge=1, le=2**53)]


class Asked(BaseModel):
    """What a step is asked with: nothing but what it knows, and nothing taken for what it is not."""

    model_config = ConfigDict(extra="forbid", strict=True)


class InRound(Asked):
    """A step in a paper; ``round`` is the one that it is coded in, where it is in one."""

    round: Name | None = None


class Put(InRound):
    """Codes on words, by their place in a version."""

    version: Name
    start: Annotated[int, Field(ge=0, le=2**53)]
    end: Annotated[int, Field(ge=1, le=2**53)]
    codes: Annotated[list[Name], Field(min_length=1, max_length=20)]
    facets: dict[Name, list[Name]] = {}


class Judge(InRound):
    """Codings, by their numbers."""

    numbers: Annotated[list[Number], Field(min_length=1, max_length=200)]


class Change(InRound):
    """A coding, by its number, with the codes or facets that it is to have."""

    number: Number
    to: Annotated[list[Name], Field(max_length=20)] = []
    facets: dict[Name, list[Name]] = {}


class Noted(InRound):
    """A memo on a coding, or on the paper where none is named."""

    text: Words
    coding: Number | None = None
    to_adjudicator: bool = False


class Labelled(InRound):
    """What a section is; where ``label`` is null, what the machine says it is."""

    number: Number
    label: Name | None


class Known(Asked):
    """What holds of a field of a study; where ``values`` is null, what the machine finds."""

    field: Name
    values: Annotated[list[Words], Field(max_length=100)] | None
    quote: Words | None = None


# -- pages ---------------------------------------------------------------------------------------


@pages.get("/papers")
def papers(request: Request, visitor: Coder) -> HTMLResponse:
    """List the papers."""
    with request.app.state.desk.project() as project:
        rows = papers_for(project, coder=visitor.name)
    rounds = sorted({name for row in rows for name in row.rounds})
    return page(request, "papers", place="papers", rows=rows, rounds=rounds, words=_words())


@pages.get("/papers/{document}")
def paper(request: Request, visitor: Coder, document: Paper, round: Round = None) -> HTMLResponse:
    """Show a paper to be coded."""
    with request.app.state.desk.project() as project:
        desk = see_paper(project, document, coder=visitor.name, round=round)
    return page(request, "papers_paper", place="papers", desk=desk, words=_words(), choices=choices())


@pages.get("/papers/{document}/pages/{number}.png")
def picture(
    request: Request, visitor: Coder, document: Paper, number: Annotated[int, Path(ge=1, le=10_000)]
) -> Response:
    """Show a page of a paper's PDF."""
    with request.app.state.desk.project() as project:
        drawn = paper_page(project, document, number)
    return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


def _words() -> dict[str, str]:
    return {key: said for key, said in texts().items() if key.startswith("papers.")}


# -- what the pages ask --------------------------------------------------------------------------


@router.get("")
def counts(request: Request, visitor: Coder) -> JSONResponse:
    """Count what is coded in each paper."""
    with request.app.state.desk.project() as project:
        return told(count_papers(project, coder=visitor.name))


@router.get("/codebook")
def codebook(request: Request, visitor: Coder) -> JSONResponse:
    """Show the codebook."""
    with request.app.state.desk.project() as project:
        return told(codebook_panel(project))


@router.get("/{document}")
def seen(request: Request, visitor: Coder, document: Paper, round: Round = None) -> JSONResponse:
    """Show a paper with what was said of it."""
    with request.app.state.desk.project() as project:
        return told(see_paper(project, document, coder=visitor.name, round=round))


@router.post("/{document}/codings")
def put(request: Request, visitor: Coder, document: Paper, said: Put) -> JSONResponse:
    """Put codes on words."""
    with request.app.state.desk.step() as project:
        steps = _steps(project, visitor, document, said)
        return told(steps.put(said.version, said.start, said.end, said.codes, facets=said.facets, at=now()))


@router.post("/{document}/accept")
def accept(request: Request, visitor: Coder, document: Paper, said: Judge) -> JSONResponse:
    """Accept codings."""
    with request.app.state.desk.step() as project:
        return told(_steps(project, visitor, document, said).accept(said.numbers, at=now()))


@router.post("/{document}/reject")
def reject(request: Request, visitor: Coder, document: Paper, said: Judge) -> JSONResponse:
    """Reject codings."""
    with request.app.state.desk.step() as project:
        return told(_steps(project, visitor, document, said).reject(said.numbers, at=now()))


@router.post("/{document}/change")
def change(request: Request, visitor: Coder, document: Paper, said: Change) -> JSONResponse:
    """Give a coding other codes or facets."""
    with request.app.state.desk.step() as project:
        steps = _steps(project, visitor, document, said)
        return told(steps.change(said.number, to=said.to, facets=said.facets, at=now()))


@router.post("/{document}/undo")
def undo(request: Request, visitor: Coder, document: Paper, said: InRound) -> JSONResponse:
    """Take back one's last step in the paper."""
    with request.app.state.desk.step() as project:
        return told(_steps(project, visitor, document, said).undo(at=now()))


@router.post("/{document}/memo")
def memo(request: Request, visitor: Coder, document: Paper, said: Noted) -> JSONResponse:
    """Note something on a coding or on the paper."""
    with request.app.state.desk.step() as project:
        workflow.add_memo(
            project,
            about="document" if said.coding is None else "coding",
            paper=document if said.coding is None else None,
            coding=said.coding,
            text=said.text,
            to_adjudicator=said.to_adjudicator,
            coder=visitor.name,
            at=now(),
        )
        return told({"said": said_of_paper(project, document, coder=visitor.name, round=said.round)})


@router.post("/{document}/section")
def section(request: Request, visitor: Coder, document: Paper, said: Labelled) -> JSONResponse:
    """Say what a section is, or take that back."""
    with request.app.state.desk.project() as project:
        if said.label is None:
            done = workflow.unset_section(project, document, said.number, coder=visitor.name, at=now())
        else:
            done = workflow.set_section(project, document, said.number, said.label, coder=visitor.name, at=now())
        seen_now = see_paper(project, document, coder=visitor.name, round=said.round)
        return told({"to_code": done.to_code} | dict(plain(seen_now)))


@router.post("/{document}/again")
def again(request: Request, visitor: Coder, document: Paper) -> JSONResponse:
    """Have the machine code the paper anew, whose sections somebody has labelled; takes seconds."""
    del visitor
    with _coding, request.app.state.desk.project() as project:
        return told(code_again(project, document, at=now()))


@router.post("/{document}/characteristic")
def characteristic(request: Request, visitor: Coder, document: Paper, said: Known) -> JSONResponse:
    """Say what holds of a field of the study, or take that back."""
    with request.app.state.desk.step() as project:
        if said.values is None:
            workflow.unset_characteristic(project, document, said.field, coder=visitor.name, at=now())
        else:
            workflow.set_characteristic(
                project, document, said.field, said.values, quote=said.quote, coder=visitor.name, at=now()
            )
        return told({"characteristics": known_of_paper(project, document)})


@router.post("/{document}/work/{event}")
def work(request: Request, visitor: Coder, document: Paper, event: Event, said: InRound) -> JSONResponse:
    """Keep that one begins, leaves off, finishes or takes up the paper."""
    with request.app.state.desk.step() as project:
        WORK[event](project, document, coder=visitor.name, round=said.round, at=now())
        in_round = said.round if event in ("start", "stop") else None
        return told({"said": said_of_paper(project, document, coder=visitor.name, round=in_round)})


def _steps(project: Project, visitor: Visitor, document: str, said: InRound) -> PaperSteps:
    return PaperSteps(project, document, coder=visitor.name, round=said.round)
