"""Long work that is started at the desk: one at a time, stopped and gone on with, for managers alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from made_up import write_papers, write_project
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.web.jobs import Jobs
from web.desks import opened, token_in

PAPERS = 40  # enough that stopping comes before the end
LONGEST_S = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_project(tmp_path / "review")
    write_papers(made / "papers", *range(1, PAPERS + 1))
    return made


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, coder="Cy")) as found:
        found.headers.update({**token_in(found), "origin": "http://localhost"})
        yield found


def once(client: TestClient, holds: Callable[[Any], bool]) -> Any:
    """The latest job, once that holds of it."""
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        latest = client.get("/api/managing/jobs").json()["jobs"][0]
        if holds(latest):
            return latest
        time.sleep(0.02)
    raise AssertionError(latest)


def start(client: TestClient, what: str) -> Any:
    return client.post("/api/managing/jobs/start", json={"what": what})


def test_what_is_stopped_goes_on_where_it_was(client: TestClient, folder: Path) -> None:
    assert client.get("/api/managing/jobs").json() == {"jobs": []}
    begun = start(client, "read")
    assert (begun.status_code, begun.json()["by"], begun.json()["state"]) == (200, "Cy", "running")
    second = start(client, "code")
    assert (second.status_code, "works already" in second.json()["error"]) == (409, True)
    once(client, lambda job: job["done"] >= 2)
    assert client.post("/api/managing/jobs/stop", json={}).status_code == 200
    stopped = once(client, lambda job: job["ended"])
    assert stopped["state"] == "stopped"
    with open_project(folder) as project:
        had = len(tuple(project.store.documents()))
    assert 2 <= had < PAPERS
    start(client, "read")
    done = once(client, lambda job: job["ended"])
    assert (done["state"], done["done"], done["of"]) == ("done", PAPERS, PAPERS)
    assert done["told"].startswith(f"{PAPERS - had} read, {had} there already")
    with open_project(folder) as project:
        assert len(tuple(project.store.documents())) == PAPERS


def test_what_is_refused_says_why_and_names_no_place_of_the_machine(client: TestClient, folder: Path) -> None:
    (folder / "codebook.yaml").write_text("id: [", encoding="utf-8")
    start(client, "code")
    refused = once(client, lambda job: job["ended"])
    assert refused["state"] == "refused"
    assert "codebook.yaml" in refused["told"]
    assert str(folder.parent) not in refused["told"]


@pytest.mark.parametrize("said", [{"what": "rm"}, {}, {"what": "code", "by": "Ben"}])
def test_what_is_not_asked_for_is_refused(client: TestClient, said: dict[str, str]) -> None:
    assert client.post("/api/managing/jobs/start", json=said).status_code == 422


def test_a_desk_that_closes_ends_what_runs(folder: Path) -> None:
    news: list[None] = []
    jobs = Jobs(folder, lambda: news.append(None))
    jobs.start("read", by="Cy", at="2026-01-05T09:00:00+00:00")
    jobs.close()
    (held,) = jobs.all()
    assert (held.state, held.ended is not None) == ("stopped", True)
    assert len(news) >= 2
    with open_project(folder) as project:
        assert len(workflow.list_papers(project).papers) < PAPERS
