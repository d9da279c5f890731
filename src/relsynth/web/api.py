"""The verbs as JSON: a route for each, made from its signature, so that scripts call what the command line does."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel, ConfigDict, create_model

from relsynth import workflow
from relsynth.web.desk import now
from relsynth.web.verbs import VERBS, Verb
from relsynth.web.visitors import Visitor, allowed
from relsynth.workflow.as_json import plain

OURS = frozenset({"project", "at", "track", "tell"})
"""What the desk gives a verb itself."""
router = APIRouter(prefix="/api/verbs", tags=["verbs"])


def _add(name: str, verb: Verb) -> None:
    function: Callable[..., Any] = getattr(workflow, name)
    asked = _model(name, function, verb)

    def answer(request: Request, visitor: Visitor, said: BaseModel) -> Any:
        given = {field: getattr(said, field) for field in type(said).model_fields}
        if "at" in inspect.signature(function).parameters:
            given["at"] = now()
        given |= dict.fromkeys(verb.who, visitor.name)
        with request.app.state.desk.project() as project:
            return plain(function(project, **given))

    # What is asked for is known only now, and FastAPI reads it from here.
    answer.__annotations__["visitor"] = Annotated[Visitor, Depends(allowed(verb.role))]
    answer.__annotations__["said"] = Annotated[asked, Body()]
    answer.__annotations__["request"] = Request
    summary = (inspect.getdoc(function) or name).splitlines()[0]
    router.add_api_route(
        f"/{name}", answer, methods=["POST"], name=name, operation_id=name, summary=summary, response_model=None
    )


def _model(name: str, function: Callable[..., Any], verb: Verb) -> type[BaseModel]:
    """What a verb wants to be told, as its signature has it; strict, so that "true" is no truth."""
    hints = get_type_hints(function)
    fields: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in OURS or parameter.name in verb.who or parameter.name in verb.without:
            continue
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[parameter.name] = (_as_json(hints[parameter.name]), default)
    return create_model(name, __config__=ConfigDict(extra="forbid", strict=True), **fields)


def _as_json(hint: Any) -> Any:
    """A type as JSON can hold it: any run of things is a list, any mapping an object."""
    origin, of = get_origin(hint), get_args(hint)
    if origin in (Iterable, Sequence, Collection, tuple, list, set, frozenset):
        return list[_as_json(of[0])]  # type: ignore[misc]
    if origin is Mapping or origin is dict:
        return dict[str, _as_json(of[1])]  # type: ignore[misc]
    if (origin is not None and type(None) in of) or str(origin) in ("typing.Union", "<class 'types.UnionType'>"):
        united = _as_json(of[0])
        for one in of[1:]:
            united = united | (None if one is type(None) else _as_json(one))
        return united
    return hint


for _name, _verb in VERBS.items():
    _add(_name, _verb)
