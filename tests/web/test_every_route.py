"""Every route that a desk has, those of pages too: nobody comes by one that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from relsynth.web import Desk, visitors
from relsynth.web.app import ROUTERS, create_app
from relsynth.web.visitors import ROLES
from web.desks import TEAM, opened, team_folder, token_of

OPEN = frozenset(
    {
        ("GET", "/login"),
        ("POST", "/login"),
        ("GET", "/who"),
        ("POST", "/who"),
        ("POST", "/api/csp"),
    }
)
"""Where nobody has to be known: coming in, and what a browser tells by itself."""
OF_THE_APPLICATION = frozenset({"/api/openapi.json", "/static"})
"""The same for everybody, and nothing of any project."""
FOR_MANAGERS = re.compile(r"/managing|/api/managing|/api/csp/reports|/api/screening/\{stage\}/(stop|go-on)$")
STANDING_FOR = {"stage": "full-text", "number": "1", "name": "x"}


def _routes(router: APIRouter) -> Iterator[tuple[str, str, APIRoute]]:
    for route in router.routes:
        assert isinstance(route, APIRoute), route
        yield from ((method, route.path, route) for method in sorted(route.methods))


ALL = {(method, path): route for router in ROUTERS for method, path, route in _routes(router)}
KEPT = sorted(set(ALL) - OPEN)


@pytest.fixture(scope="module")
def team(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, dict]]]:
    folder = team_folder(examples, tmp_path_factory.mktemp("routes") / "review")
    tokens = {TEAM[name]: token_of(folder, name) for name in TEAM}
    with opened(Desk(folder=folder, team=True)) as client:
        yield client, tokens


def _role(route: APIRoute) -> str | None:
    """The role that a route asks for: that of the check among what it depends on."""
    return next((role for role in ROLES if _depends_on(route.dependant, role)), None)


def _depends_on(dependant: Dependant, role: str) -> bool:
    return any(_checks(one, role) or _depends_on(one, role) for one in dependant.dependencies)


def _checks(dependant: Dependant, role: str) -> bool:
    call = dependant.call
    if getattr(call, "__module__", "") != visitors.__name__ or getattr(call, "__closure__", None) is None:
        return False
    return role in [cell.cell_contents for cell in call.__closure__]  # type: ignore[union-attr]


def _address(path: str) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: STANDING_FOR.get(found[1], "x"), path)


def test_the_application_has_no_route_beside(examples: Path) -> None:
    app = create_app(Desk(folder=examples, coder="Ana"))
    included = [getattr(route, "original_router", None) for route in app.routes]
    assert {getattr(route, "path", None) for route in app.routes} == OF_THE_APPLICATION | {None}
    assert [one for one in included if one is not None] == list(ROUTERS)
    assert set(ALL) >= OPEN
    app.state.door.close()
    app.state.desk.close()


@pytest.mark.parametrize(("method", "path"), KEPT)
def test_a_stranger_comes_by_none(team: tuple[TestClient, dict[str, dict]], method: str, path: str) -> None:
    client, _ = team
    client.cookies.clear()
    for headers in ({}, {"accept": "text/html"}, {"authorization": "Bearer relsynth_x"}, {"authorization": "Basic x"}):
        answer = client.request(method, _address(path), headers=headers)
        at_the_door = answer.status_code == 303 and answer.headers["location"].startswith("/login?")
        assert answer.status_code == 401 or at_the_door, (headers, answer.status_code, answer.text[:200])


@pytest.mark.parametrize(("method", "path"), KEPT)
def test_each_asks_for_a_role_and_refuses_those_below(
    team: tuple[TestClient, dict[str, dict]], method: str, path: str
) -> None:
    client, tokens = team
    role = _role(ALL[method, path])
    assert role is not None, "asks for no role"
    if FOR_MANAGERS.search(path):
        assert role == "manager"
    for below in ROLES[: ROLES.index(role)]:
        answer = client.request(method, _address(path), headers=tokens[below])
        assert answer.status_code == 403, (below, answer.status_code, answer.text[:200])
