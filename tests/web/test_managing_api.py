"""What the manager's pages call, as a script does: strict in what it takes, told where another was quicker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from made_up_records import record, ris, rival
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.workflow.sources import add_source
from web.desks import AT, opened, team_folder, token_of

NEXT, DECIDE, UNDO = (f"/api/managing/duplicates/{step}" for step in ("next", "decide", "undo"))


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    made = team_folder(examples, tmp_path / "review")
    with open_project(made) as project:
        add_source(project, ris(record(1), rival(1)), name="a.ris", at=AT)
    return made


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, team=True)) as found:
        found.headers.update(token_of(folder, "Cy"))
        yield found


def pair(client: TestClient) -> dict[str, Any]:
    shown = client.post(NEXT, json={}).json()["shown"]["pair"]
    return {"a": shown["a"]["id"], "b": shown["b"]["id"]}


def test_a_pair_is_decided_undone_and_grouped(client: TestClient) -> None:
    asked = pair(client)
    done = client.post(DECIDE, json=asked | {"relation": "duplicate"})
    assert done.json()["shown"] is None
    assert client.post(UNDO, json={}).json()["shown"]["left"] == 1
    client.post(DECIDE, json=asked | {"relation": "duplicate"})
    assert client.post("/api/managing/duplicates/group").json()["removed"] == 1


def test_where_another_was_quicker_both_are_told(client: TestClient, folder: Path) -> None:
    asked = pair(client)
    with open_project(folder) as project:
        workflow.judge_duplicate(project, asked["a"], asked["b"], "version", coder="Ben", at=AT)
    answer = client.post(DECIDE, json=asked | {"relation": "duplicate"})
    assert answer.status_code == 409
    assert (answer.json()["theirs"]["coder"], answer.json()["yours"]) == ("Ben", "duplicate")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param(DECIDE, {"a": "r1:no", "b": "r1:other", "relation": "duplicate"}, id="no such record"),
        pytest.param(DECIDE, {"a": "r1:no", "b": "r1:other", "relation": "withdrawn"}, id="no such relation"),
        pytest.param(NEXT, {"skipped": [["a"]]}, id="half a pair"),
        pytest.param(NEXT, {"more": 1}, id="more than is asked for"),
        pytest.param(UNDO, {}, id="nothing to undo"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(client: TestClient, path: str, said: dict[str, Any]) -> None:
    answer = client.post(path, json=said)
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_backup_is_made_and_told_without_a_path(client: TestClient, folder: Path) -> None:
    answer = client.post("/api/managing/backups")
    assert (folder / "backups" / answer.json()["name"]).is_file()
    assert str(folder) not in answer.text


def test_only_managers_may(client: TestClient, folder: Path) -> None:
    client.headers.update(token_of(folder, "Ben"))
    for path in (NEXT, DECIDE, UNDO, "/api/managing/duplicates/group", "/api/managing/backups"):
        assert client.post(path, json={}).status_code == 403
