"""The pages of double coding as they are sent: who may see them, what is kept from whom, what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from made_up_differences import LATER, differing_project, finish
from relsynth import open_project
from relsynth.web import Desk
from relsynth.workflow.accounts import add_account
from relsynth.workflow.coding_conflicts import list_coding_conflicts
from web.desks import PASSWORD, log_in, opened, token_in, token_of

PAGES = ("", "/conflicts", "/agreement", "/memos")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with differing_project(tmp_path) as project:
        finish(project)
        return project.path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, coder="Lea")) as found:
        found.headers.update(token_in(found))
        found.headers["origin"] = "http://localhost"
        yield found


def queue(client: TestClient, **asked: Any) -> list[Any]:
    return client.get("/api/differences/conflicts", params=asked).json()["conflicts"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(client: TestClient, path: str) -> None:
    answer = client.get(f"/differences{path}")
    assert answer.status_code == 200
    assert "Differences" in answer.text


def test_a_conflict_is_settled_and_taken_back(client: TestClient) -> None:
    _, one, _ = queue(client)
    number = one["conflict"]["number"]
    said = {"seen": one["numbers"], "verdict": "code", "keep": [one["numbers"][0]], "note": "As the rule says."}
    done = client.post(f"/api/differences/conflicts/{number}/settle", json=said)
    assert (done.status_code, done.json()["coder"]) == (200, "Lea")
    assert len(queue(client)) == 2
    assert client.post("/api/differences/undo").json()["conflict"] == number
    assert len(queue(client)) == 3
    assert client.post("/api/differences/undo").status_code == 422


def test_the_second_who_settles_is_told_of_the_first(client: TestClient, folder: Path) -> None:
    _, one, _ = queue(client)
    path = f"/api/differences/conflicts/{one['conflict']['number']}/settle"
    said = {"seen": one["numbers"], "verdict": "reject"}
    assert client.post(path, json=said).status_code == 200
    with opened(Desk(folder=folder, coder="Cy")) as second:
        answer = second.post(path, json=said, headers={**token_in(second), "origin": "http://localhost"})
    assert answer.status_code == 409
    assert answer.json()["error"] == "it was settled meanwhile"
    assert [by["coder"] for by in answer.json()["settled"]] == ["Lea"]


def test_names_do_not_leave_the_desk_where_they_are_hidden(client: TestClient) -> None:
    answer = client.get("/api/differences/conflicts", params={"blind": "true"})
    assert not any(name in answer.text for name in ("Ben", "Dee"))
    assert "Ben" in client.get("/api/differences/conflicts").text


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "reject"},
        {"seen": [1], "verdict": "perhaps"},
        {"seen": ["1"], "verdict": "reject"},
        {"seen": [1], "verdict": "reject", "coder": "Ben"},
        {"seen": [999], "verdict": "reject"},
    ],
)
def test_what_is_not_asked_for_is_refused(client: TestClient, said: dict[str, Any]) -> None:
    assert client.post("/api/differences/conflicts/999/settle", json=said).status_code == 422


def test_agreement_is_told_and_saved(client: TestClient) -> None:
    found = client.get("/api/differences/agreement", params={"unit": "sentence", "coder": ["Ben", "Dee"]}).json()
    assert found["papers"] == 2
    assert {one["code"] for one in found["codes"]} >= {"NET.TIES", "STA.LEGIT"}
    assert found["differences"]["mixed_up"][0]["codes"] == ["NET.TIES", "STA.LEGIT"]
    saved = client.get("/differences/agreement/sentences.csv")
    assert saved.headers["content-disposition"].endswith("agreement-sentences.csv")
    assert saved.text.splitlines()[0] == "paper,start,end,quote,coder,codes"
    assert client.get("/differences/agreement/figures.xlsx").content[:2] == b"PK"
    assert client.get("/api/differences/agreement", params={"unit": "letter"}).status_code == 422
    assert client.get("/api/differences/agreement", params={"round": "none"}).status_code == 422


def test_coders_see_their_rounds_and_nothing_of_the_rest(tmp_path: Path) -> None:
    with differing_project(tmp_path) as project:
        folder = project.path
        for name, role in (("Ben", "coder"), ("Lea", "adjudicator"), ("Cy", "manager")):
            add_account(project, name, PASSWORD, role=role, at=LATER)  # type: ignore[arg-type]
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ben")
        shown = client.get("/differences").text
        assert "Your next paper: van-001" in shown
        assert "kept from you" in shown
        assert "close-round" not in shown
        assert 'id="open-conflicts"' not in shown
        for path in ("/differences/conflicts", "/differences/agreement", "/api/differences/agreement"):
            assert client.get(path).status_code == 403
        assert client.get("/api/differences/conflicts").status_code == 403
    with opened(Desk(folder=folder, team=True)) as client:
        lea, cy = token_of(folder, "Lea"), token_of(folder, "Cy")
        assert client.get("/api/differences/conflicts", headers=lea).json()["conflicts"] == []
        assert "close-round" not in client.get("/differences", headers=lea).text
        assert "close-round" in client.get("/differences", headers=cy).text


def test_settling_by_the_desk_is_what_the_verb_knows(client: TestClient, folder: Path) -> None:
    for one in queue(client):
        said = {"seen": one["numbers"], "verdict": "reject"}
        client.post(f"/api/differences/conflicts/{one['conflict']['number']}/settle", json=said)
    with open_project(folder) as project:
        assert list_coding_conflicts(project).conflicts == ()
