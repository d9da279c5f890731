"""Desks of a team for the tests: people with accounts, and browsers that one of them has logged in with."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from relsynth import open_project
from relsynth.web import Desk, create_app
from relsynth.workflow.accounts import add_account, make_token

AT = "2026-01-05T09:00:00+00:00"
PASSWORD = "correct horse battery"
TEAM = {"Ana": "coder", "Ben": "adjudicator", "Cy": "manager"}
HERE = "http://localhost"


def team_folder(examples: Path, folder: Path) -> Path:
    """A copy of the example project in which the team has accounts."""
    return Path(shutil.copytree(_made(examples), folder))


@cache
def _made(examples: Path) -> Path:
    """Made once, since a password takes its time to be kept."""
    folder = Path(shutil.copytree(examples, Path(tempfile.mkdtemp(prefix="relsynth-desk-")) / "review"))
    with open_project(folder) as project:
        for name, role in TEAM.items():
            add_account(project, name, PASSWORD, role=role, at=AT)  # type: ignore[arg-type]
    return folder


def token_of(folder: Path, name: str) -> dict[str, str]:
    """Headers that a script of somebody's sends."""
    with open_project(folder) as project:
        return {"authorization": f"Bearer {make_token(project, name, label='test', at=AT).text}"}


@contextmanager
def opened(desk: Desk, **how: Any) -> Iterator[TestClient]:
    """A browser before a desk, that has not logged in."""
    with TestClient(create_app(desk), base_url=HERE, follow_redirects=False, **how) as client:
        yield client


def log_in(client: TestClient, name: str, password: str = PASSWORD, **form: str) -> Any:
    """Send the form of the page for logging in, as a browser does."""
    return client.post("/login", data={"name": name, "password": password, **form}, headers={"origin": HERE})


def token_in(client: TestClient, path: str = "/") -> dict[str, str]:
    """The header that a page's script sends with every change."""
    found = re.search(r'name="relsynth-token" content="([^"]+)"', client.get(path).text)
    assert found, "the page has no token"
    return {"x-relsynth-token": found[1]}
