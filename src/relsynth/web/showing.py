"""How a page is rendered: its template, with who looks at it, where links lead, and the texts in their language."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from relsynth.version import __version__
from relsynth.web.visitors import Visitor
from relsynth.workflow.as_json import plain

NAVIGATION = (
    ("home", "/"),
    ("screening", "/screening"),
    ("papers", "/papers"),
    ("differences", "/differences"),
    ("evidence", "/evidence"),
    ("managing", "/managing"),
)
"""Where the head of each page leads: the place's name in the texts, and its path."""


def page(request: Request, template: str, *, place: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Render ``templates/TEMPLATE.html.j2``.

    Args:
        place: which entry of ``NAVIGATION`` the page belongs to.
        context: what the template is filled with, besides ``visitor``, ``t`` (a text by its name), ``url`` (a path as
            the browser has to call it) and ``data`` (values for the page's script).
    """
    visitor: Visitor | None = request.state.visitor
    prefix: str = request.app.state.desk.prefix
    words = texts()
    html = (
        _templates()
        .get_template(f"{template}.html.j2")
        .render(
            visitor=visitor,
            place=place,
            navigation=NAVIGATION,
            prefix=prefix,
            team=request.app.state.desk.team,
            asks_who=request.app.state.desk.coder is None,
            url=lambda path: f"{prefix}{path}",
            t=lambda name, /, **values: words[name].format(**values),
            words_of=lambda area: {key: said for key, said in words.items() if key.startswith(f"{area}.")},
            version=__version__,
            **context,
        )
    )
    return HTMLResponse(html, status_code=status)


def told(value: object) -> JSONResponse:
    """Answer a page's script or a program, in the request's own thread.

    What FastAPI is given to put into JSON it puts there in the one loop that everybody's requests go through.
    """
    return JSONResponse(plain(value))


@cache
def texts() -> Mapping[str, str]:
    """Every text of the desk, as AREA.NAME: one file, so that it can be translated."""
    held = tomllib.loads((files("relsynth.web") / "texts" / "en.toml").read_text(encoding="utf-8"))
    return {f"{area}.{name}": said for area, said_there in held.items() for name, said in said_there.items()}


@cache
def _templates() -> Environment:
    # Everything is escaped; a name that a template misspells is an error and not an empty space.
    environment = Environment(
        loader=PackageLoader("relsynth.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["as_data"] = _as_data
    return environment


def _as_data(value: object) -> Markup:
    """A value as JSON within ``<script type="application/json">``: nothing in it ends the element."""
    said = json.dumps(plain(value), ensure_ascii=False)
    return Markup(said.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))
