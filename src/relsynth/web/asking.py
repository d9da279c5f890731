"""What a verb wants to be told, drawn from its signature; and the verb, called in the name of who asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, create_model

from relsynth import workflow
from relsynth.project import Project
from relsynth.web.desk import now
from relsynth.web.verbs import Verb
from relsynth.web.visitors import Visitor
from relsynth.workflow.coding_sight import is_kept_from

OURS = frozenset({"project", "where", "path", "at", "track", "tell", "connect"})
"""What the desk gives a verb itself: a ``path`` is that of the project's codebook."""
MOST = (1 << 53) - 1  # the largest whole number that every reader of JSON has


def _without_nul(said: str) -> str:
    if "\x00" in said:
        raise ValueError("a text has no NUL in it")
    return said


# As a pattern in the schema it would have what reads the schema compile a bounded repetition for each text.
Text = Annotated[str, StringConstraints(max_length=100_000), AfterValidator(_without_nul)]
Whole = Annotated[int, Field(ge=-MOST, le=MOST)]
STRICT = ConfigDict(extra="forbid", strict=True)


def call(name: str, verb: Verb, project: Project, visitor: Visitor, given: Mapping[str, Any]) -> Any:
    """Call a verb with what was sent, in the visitor's name and at this moment.

    Raises:
        RelsynthError: as the verb does.
    """
    function = _function(name)
    takes = inspect.signature(function).parameters
    seen = workflow.seen_by(project, visitor.name) if verb.seen and is_kept_from(project, visitor.name) else project
    filled: dict[str, Any] = {parameter: _value(value) for parameter, value in given.items()}
    filled |= dict.fromkeys(verb.who, visitor.name)
    if visitor.role == "coder":
        filled |= dict.fromkeys(verb.mine, visitor.name)
    ours = {"project": seen, "where": seen, "path": project.codebook_path, "at": now()}
    return function(**{key: value for key, value in ours.items() if key in takes and key not in given}, **filled)


def model_of(name: str, verb: Verb, *, files: frozenset[str] = frozenset()) -> type[BaseModel]:
    """What is to be sent for a verb; strict, so that "true" is no truth. ``files`` are sent in another way."""
    function = _function(name)
    hints = get_type_hints(function)
    left = OURS | files | {*verb.who, *verb.without}
    fields_: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in left:
            continue
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields_[parameter.name] = (_as_json(hints[parameter.name]), default)
    return create_model(name, __config__=STRICT, **fields_)


def summary_of(name: str) -> str:
    """What a verb does, in a line."""
    return (inspect.getdoc(_function(name)) or name).splitlines()[0].rstrip(".")


def _function(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(workflow, name)
    return function


def _as_json(hint: Any) -> Any:
    """A type as JSON can hold it: any run of things is a list, any mapping an object."""
    if hint is str or hint is int:
        return Text if hint is str else Whole
    if is_dataclass(hint) and isinstance(hint, type):
        return _model(hint)
    origin, of = get_origin(hint), get_args(hint)
    if origin in (Iterable, Sequence, Collection, tuple, list, set, frozenset):
        return Annotated[list[_as_json(of[0])], Field(max_length=10_000)]  # type: ignore[misc]
    if origin is Mapping or origin is dict:
        return dict[Text, _as_json(of[1])]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return Union[tuple(_as_json(one) if one is not type(None) else None for one in _apart(of))]  # noqa: UP007
    return hint


def _apart(of: tuple[Any, ...]) -> list[Any]:
    """The types of a union: of a text or a list of texts, the text first."""
    return sorted(of, key=lambda one: one is type(None))


@cache
def _model(of: type) -> type[BaseModel]:
    """A value of ours as an object of JSON."""
    hints = get_type_hints(of)
    told: dict[str, Any] = {
        one.name: (_as_json(hints[one.name]), ... if one.default is MISSING else one.default) for one in fields(of)
    }
    made: type[BaseModel] = create_model(of.__name__, __config__=STRICT, **told)
    _MADE_OF[made] = of
    return made


_MADE_OF: dict[type[BaseModel], type] = {}


def _value(value: Any) -> Any:
    """What was sent, as the verb has it."""
    if isinstance(value, BaseModel):
        return _MADE_OF[type(value)](**{name: getattr(value, name) for name in type(value).model_fields})
    return value
