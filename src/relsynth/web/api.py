"""The verbs as JSON: a route for each, made from its signature, so that scripts call what the command line does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from relsynth.web.asking import call, model_of, summary_of
from relsynth.web.places import placeless
from relsynth.web.showing import told
from relsynth.web.verbs import VERBS, Verb
from relsynth.web.visitors import Visitor, allowed
from relsynth.workflow.as_json import plain

router = APIRouter(prefix="/api/verbs", tags=["verbs"])


def _add(name: str, verb: Verb) -> None:
    asked = model_of(name, verb)

    def answer(request: Request, visitor: Visitor, said: BaseModel) -> JSONResponse:
        given: Mapping[str, Any] = {field: getattr(said, field) for field in type(said).model_fields}
        with request.app.state.desk.project() as project:
            return told(placeless(plain(call(name, verb, project, visitor, given)), project.path))

    # What is asked for is known only now, and FastAPI reads it from here.
    answer.__annotations__["visitor"] = Annotated[Visitor, Depends(allowed(verb.role))]
    answer.__annotations__["said"] = Annotated[asked, Body()]
    answer.__annotations__["request"] = Request
    summary = f"{summary_of(name)} (for a {verb.role})"
    router.add_api_route(
        f"/{name}", answer, methods=["POST"], name=name, operation_id=name, summary=summary, response_model=None
    )


for _name, _verb in VERBS.items():
    _add(_name, _verb)
