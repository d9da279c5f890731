"""Forms as a project's settings tell them: ``[forms.NAME]``, with every mistake under its key.

Mappings as TOML gives them in; ``Form``s, or a line for each problem, out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from relsynth.characteristics import FIELDS
from relsynth.charting.answers import NOT_REPORTED
from relsynth.charting.forms import Field, Form, Kind

Values = Mapping[str, Any]
Check = Callable[[str, Any], Iterator[str]]

TABLE = "forms"
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")  # of forms and fields: heads of columns, and words of a command line
MOST_CODERS = 2
KINDS: tuple[Kind, ...] = get_args(Kind)
USUAL: Kind = "text"
CHOSEN: tuple[Kind, ...] = ("choice", "choices")
TAKEN = frozenset({"study", "paper", "citation", "year", "doi", "documents"})
"""Columns that sheets and tables have besides those of fields."""


def forms_of(raw: Values) -> dict[str, Form]:
    """Name -> form, of settings in which ``problems`` finds none, in their order."""
    return {name: _form(name, values) for name, values in raw.get(TABLE, {}).items()}


def problems(values: object) -> Iterator[str]:
    """All that is wrong in ``[forms]``, a line each, under its key."""
    if not isinstance(values, dict):
        yield f"{TABLE}: is a table of forms, as in [{TABLE}.charting]"
        return
    yield from _ids(TABLE, values)
    for name, form in values.items():
        yield from _form_problems(f"{TABLE}.{name}", form)


def _form(name: str, values: Values) -> Form:
    return Form(
        name=name,
        title=values.get("title", name),
        fields=tuple(_field(id, of) for id, of in values["fields"].items()),
        **{key: values[key] for key in ("coders", "blind") if key in values},
    )


def _field(id: str, values: Values) -> Field:
    return Field(id=id, **{**values, "choices": tuple(values.get("choices", ()))})


# -- problems ------------------------------------------------------------------------------------


def _form_problems(path: str, values: Any) -> Iterator[str]:
    yield from _table(path, values, _FORM)
    if isinstance(values, dict) and not values.get("fields"):
        yield f"{path}.fields: has none; a form asks something, as in [{path}.fields.country]"


def _fields(path: str, values: Any) -> Iterator[str]:
    if not isinstance(values, dict):
        yield f"{path}: is a table of fields, as in [{path}.country]"
        return
    yield from _ids(path, values)
    for id, field in values.items():
        if id.casefold() in TAKEN:
            yield f"{path}.{id}: is the head of another column of every sheet; name it otherwise"
        yield from _table(f"{path}.{id}", field, _FIELD)
        if isinstance(field, dict):
            yield from _field_problems(f"{path}.{id}", field)


def _field_problems(path: str, values: Values) -> Iterator[str]:
    """What is wrong with keys of a field together."""
    kind = values.get("answer", USUAL)
    if "ask" not in values:
        yield f"{path}.ask: is missing; say what is asked"
    if kind in CHOSEN and "choices" not in values:
        yield f'{path}.choices: is missing; an answer of "{kind}" needs a list to choose from'
    for key, kinds in (("choices", CHOSEN), ("ordered", CHOSEN), ("unit", ("number",))):
        if key in values and kind in KINDS and kind not in kinds:
            yield f'{path}.{key}: is nothing to an answer of "{kind}"'


def _ids(path: str, values: Values) -> Iterator[str]:
    for id in values:
        if not ID.fullmatch(id):
            yield f"{path}.{id!r}: an id is a letter, then letters, digits, - and _, as in partner_count"
    for same in _repeated(values):
        yield f"{path}: {', '.join(same)}: are one in a sheet, where case does not count"


def _choices(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f'{path}: is a list, as in ["one", "another"]'
        return
    for choice in value:
        yield from _text(path, choice)
        if isinstance(choice, str):
            if choice.strip().casefold() == NOT_REPORTED:
                yield f"{path}: {choice!r} is an answer in every field; leave it out"
            if ";" in choice:
                yield f"{path}: {choice!r}: a semicolon parts answers in a sheet; write it without"
            if choice.strip() and " ".join(choice.split()) != choice:
                yield f"{path}: {choice!r} has space around it, or more than one between words"
    for same in _repeated(choice for choice in value if isinstance(choice, str)):
        yield f"{path}: {', '.join(same)}: are one choice"


def _table(path: str, values: Any, checks: Mapping[str, Check]) -> Iterator[str]:
    if not isinstance(values, dict):
        yield f"{path}: is a table, as in [{path}]"
        return
    for key, value in values.items():
        if key in checks:
            yield from checks[key](f"{path}.{key}", value)
        else:
            yield f"{path}.{key}: unknown; known are {', '.join(sorted(checks))}"


def _text(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{path}: {value!r} is not a text"


def _is_or_not(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{path}: {value!r} is neither true nor false"


def _coders(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_CODERS:
        yield f"{path}: {value!r} is neither 1 nor {MOST_CODERS}"


def _one_of(known: Iterable[str]) -> Check:
    def check(path: str, value: Any) -> Iterator[str]:
        if not isinstance(value, str) or value not in known:
            yield f"{path}: {value!r} is none of {', '.join(known)}"

    return check


def _repeated(names: Iterable[str]) -> Iterator[list[str]]:
    """Names that differ in case alone, or not at all."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.strip().casefold(), []).append(name)
    yield from (same for same in alike.values() if len(same) > 1)


_FORM: Mapping[str, Check] = {"title": _text, "coders": _coders, "blind": _is_or_not, "fields": _fields}
_FIELD: Mapping[str, Check] = {
    "ask": _text,
    "answer": _one_of(KINDS),
    "choices": _choices,
    "ordered": _is_or_not,
    "unit": _text,
    "quote": _is_or_not,
    "required": _is_or_not,
    "propose": _one_of(FIELDS),
    "help": _text,
}
