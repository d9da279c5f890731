"""The evidence: the map, every table, answers to questions, queries; from any number to its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from relsynth import workflow
from relsynth.errors import ProjectError, RelsynthError
from relsynth.web.desk import now
from relsynth.web.showing import page
from relsynth.web.visitors import Coder, Visitor
from relsynth.workflow.as_json import plain
from relsynth.workflow.evidence_choices import finding_names, finding_of, options_of, table_names
from relsynth.workflow.evidence_desk import (
    CellAsked,
    Order,
    answer_of,
    file_of,
    query_fields,
    show_answer,
    show_quotes,
    show_table,
)
from relsynth.workflow.evidence_held import EvidenceHeld, Look
from relsynth.workflow.findings import Finding
from relsynth.workflow.mapping import show_map
from relsynth.workflow.query import By

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/evidence", tags=["evidence"])
FORMS = ("csv", "xlsx", "docx", "html", "md", "tex", "json")
DRAWN = ("svg", "png", "pdf")
GRAPH = "graphml"
KINDS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "graphml": "application/xml",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tex": "text/x-tex; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALONE = "default-src 'none'; frame-ancestors 'self'"
"""Policy of a picture: it is attributes alone, and asks for nothing."""
OPTIONS = ("code", "by", "outcome", "framework", "kind", "stratify", "split")
Words = Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")]
Asked = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(ge=0, le=2**53)]
Name = Annotated[str, Path(max_length=60, description="A table, or an answer to a question.")]


class Chosen(BaseModel):
    """What may be chosen of a table; the tables differ in which of it they know."""

    model_config = ConfigDict(extra="forbid")
    code: Words = ""
    by: Words = ""
    outcome: Words = ""
    framework: Words = ""
    kind: Words = ""
    stratify: Words = ""
    split: Words = ""

    @property
    def given(self) -> dict[str, str]:
        """The options that something was chosen of."""
        return {name: value for name in OPTIONS if (value := getattr(self, name))}


class Rows(BaseModel):
    """Which rows are wanted, and in what order."""

    model_config = ConfigDict(extra="forbid")
    find: Words = ""
    sort: Words | None = None
    descending: bool = False
    start: Number = 0

    @property
    def order(self) -> Order:
        """The same, for the tables."""
        return Order(find=self.find, sort=self.sort or None, descending=self.descending, start=self.start)


class RowsOfTable(Rows, Chosen):
    """Rows of a table."""


class Behind(BaseModel):
    """A cell of a table in a state, whose sentences are wanted."""

    model_config = ConfigDict(extra="forbid")
    row: Number
    column: Words
    value: Words | None = None
    state: Words
    start: Number = 0

    @property
    def cell(self) -> CellAsked:
        """The same, for the tables."""
        return CellAsked(row=self.row, column=self.column, value=self.value, state=self.state, start=self.start)


class BehindTable(Behind, Chosen):
    """A cell of a table."""


class FileOfTable(Chosen):
    """A form of a table."""

    form: Words


class AskedQuery(BaseModel):
    """A query, and what it is to find."""

    model_config = ConfigDict(extra="forbid")
    q: Asked
    unit: By = "segment"


class RowsOfQuery(Rows, AskedQuery):
    """Rows of what a query finds."""


class BehindQuery(Behind, AskedQuery):
    """A cell of what a query finds."""


class FileOfQuery(AskedQuery):
    """A form of what a query finds."""

    form: Words


@contextmanager
def looking(request: Request, visitor: Visitor) -> Iterator[Look]:
    """The evidence as the visitor may see it. What is refused is no fault of the project, which stays open."""
    held: EvidenceHeld = request.app.state.evidence
    refused = None
    with request.app.state.desk.project() as project:
        try:
            charts = visitor.may("adjudicator")
            with held.look(project, viewer=visitor.name, charts=charts, at=now()) as look:
                yield look
        except RelsynthError as error:
            refused = error
    if refused:
        raise refused


# -- pages ---------------------------------------------------------------------------------------


@pages.get("/evidence")
def overview(request: Request, visitor: Coder) -> HTMLResponse:
    """Tell what the evidence rests on, and where it is."""
    corpus, missing = None, None
    notes: tuple[str, ...] = ()
    try:
        with looking(request, visitor) as look:
            corpus = look.moment.corpus
            notes = _notes(look)
    except ProjectError as error:
        missing = str(error).removeprefix(f"{request.app.state.desk.folder}: ")
    return page(
        *(request, "evidence"),
        place="evidence",
        corpus=corpus,
        missing=missing,
        notes=notes,
        tables=table_names(),
        findings=finding_names(),
    )


def _notes(look: Look) -> tuple[str, ...]:
    """What has to be said of a corpus while people code blind."""
    blind = workflow.blind_notice(look.project, look.project.viewer)
    return (blind,) if blind else ()


@pages.get("/evidence/map")
def gap_map(request: Request, visitor: Coder) -> HTMLResponse:
    """Show the map, in a frame of its own."""
    return page(request, "evidence_map", place="evidence")


@pages.get("/evidence/map/page")
def gap_map_page(request: Request, visitor: Coder) -> HTMLResponse:
    """Answer with the map itself: one page, which needs nothing else."""
    papers = f"{request.app.state.desk.prefix}/papers/"
    with looking(request, visitor) as look:
        html, policy = look.moment.made("map", lambda: show_map(look.project, on=now()[:10], papers_at=papers))
    return HTMLResponse(html, headers={"content-security-policy": f"{policy}; frame-ancestors 'self'"})


@pages.get("/evidence/tables/{name}")
def table(request: Request, visitor: Coder, name: Name) -> HTMLResponse:
    """Show a table."""
    if name not in table_names():
        raise HTTPException(404, f"there is no table {name!r}")
    return _table_page(request, visitor, name)


@pages.get("/evidence/findings/{name}")
def finding(request: Request, visitor: Coder, name: Name) -> Response:
    """Show the answer to a question."""
    if name == "gaps":
        return RedirectResponse(f"{request.app.state.desk.prefix}/evidence/tables/gaps", 307)
    if name not in finding_names():
        raise HTTPException(404, f"there is no answer {name!r}")
    return _table_page(request, visitor, name)


def _table_page(request: Request, visitor: Visitor, name: str) -> HTMLResponse:
    given = {key: value for key, value in request.query_params.items() if key in OPTIONS and value}
    with looking(request, visitor) as look:
        options = options_of(look, name, given)
    return page(
        *(request, "evidence_table"), place="evidence", name=name, options=options, forms=FORMS, drawn=(*DRAWN, GRAPH)
    )


@pages.get("/evidence/query")
def asking(request: Request, visitor: Coder) -> HTMLResponse:
    """Show where queries are typed."""
    with looking(request, visitor) as look:
        fields = query_fields(look)
    return page(request, "evidence_query", place="evidence", fields=fields, forms=FORMS)


@pages.get("/evidence/report")
def report(request: Request, visitor: Coder) -> HTMLResponse:
    """Show what a report may be made of."""
    return page(request, "evidence_report", place="evidence", forms=FORMS, usual=("xlsx", "docx", "html", "md"))


# -- JSON ----------------------------------------------------------------------------------------


@router.get("/tables/{name}", operation_id="evidence_table", summary="Rows of a table, or of an answer to a question")
def rows(request: Request, visitor: Coder, name: Name, asked: Annotated[RowsOfTable, Query()]) -> Any:
    """Tell a stretch of a table's rows."""
    with looking(request, visitor) as look:
        return plain(show_table(look, finding_of(look, name, asked.given), asked.order))


@router.get("/tables/{name}/quotes", operation_id="evidence_quotes", summary="The sentences behind a cell of a table")
def quotes(request: Request, visitor: Coder, name: Name, asked: Annotated[BehindTable, Query()]) -> Any:
    """Tell the sentences behind a cell."""
    with looking(request, visitor) as look:
        return plain(show_quotes(look, finding_of(look, name, asked.given).table, asked.cell))


@router.get("/tables/{name}/file", operation_id="evidence_file", summary="A table, its picture or graph, as a file")
def file(request: Request, visitor: Coder, name: Name, asked: Annotated[FileOfTable, Query()]) -> Response:
    """Answer with a table as a file."""
    with looking(request, visitor) as look:
        content = file_of(finding_of(look, name, asked.given), asked.form)
    return _attached(content, name, asked.form)


@router.get("/tables/{name}/picture", operation_id="evidence_picture", summary="The picture of an answer")
def picture(request: Request, visitor: Coder, name: Name, asked: Annotated[Chosen, Query()]) -> Response:
    """Answer with a picture, to be shown on a page."""
    with looking(request, visitor) as look:
        content = file_of(finding_of(look, name, asked.given), "svg")
    return Response(content, media_type=KINDS["svg"], headers={"content-security-policy": ALONE})


@router.get(
    "/map",
    operation_id="evidence_map",
    summary="The evidence-gap map, one page that needs nothing else",
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
def map_file(request: Request, visitor: Coder) -> Response:
    """Answer with the map as a file."""
    with looking(request, visitor) as look:
        html, _ = look.moment.made("map file", lambda: show_map(look.project, on=now()[:10]))
    return _attached(html.encode(), "map", "html")


@router.get("/query", operation_id="evidence_query", summary="What a query finds, and of how many studies")
def ask(request: Request, visitor: Coder, asked: Annotated[RowsOfQuery, Query()]) -> Any:
    """Tell what a query finds."""
    with looking(request, visitor) as look:
        return plain(show_answer(look, asked.q, asked.order, by=asked.unit, at=now()))


@router.get("/query/quotes", operation_id="evidence_query_quotes", summary="The sentences behind a cell of an answer")
def query_quotes(request: Request, visitor: Coder, asked: Annotated[BehindQuery, Query()]) -> Any:
    """Tell the sentences behind a cell of what a query finds."""
    with looking(request, visitor) as look:
        told = answer_of(look, asked.q, by=asked.unit, at=now())
        return plain(show_quotes(look, told.table, asked.cell))


@router.get("/query/file", operation_id="evidence_query_file", summary="What a query finds, as a file")
def query_file(request: Request, visitor: Coder, asked: Annotated[FileOfQuery, Query()]) -> Response:
    """Answer with what a query finds, as a file."""
    with looking(request, visitor) as look:
        content = file_of(Finding(table=answer_of(look, asked.q, by=asked.unit, at=now()).table), asked.form)
    return _attached(content, "query", asked.form)


def _attached(content: bytes, name: str, form: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.{form}"', "content-security-policy": ALONE}
    return Response(content, media_type=KINDS[form], headers=headers)
