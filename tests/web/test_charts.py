"""Settling charts as it is sent: who may, what is refused, what the second of two is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from made_up import AT
from made_up_charts import differing_charts
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.workflow.accounts import add_account
from web.desks import PASSWORD, opened, token_in, token_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with differing_charts(tmp_path) as project:
        return project.path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, coder="Lea")) as found:
        found.headers.update(token_in(found))
        found.headers["origin"] = "http://localhost"
        yield found


def queue(client: TestClient, **asked: Any) -> list[Any]:
    found: list[Any] = client.get("/api/charts/conflicts", params=asked).json()["conflicts"]
    return found


def of(one: Any, **said: Any) -> dict[str, Any]:
    return {"form": one["form"], "paper": one["paper"], "field": one["field"], "seen": one["numbers"], **said}


def test_the_page_is_there_and_led_to(client: TestClient) -> None:
    assert "What it is like" in client.get("/differences/charts").text
    assert "/differences/charts" in client.get("/differences").text


def test_a_field_is_settled_and_taken_back(client: TestClient, folder: Path) -> None:
    weeks = queue(client)[2]
    assert [side["words"] for side in weeks["sides"]] == ["12 weeks", "13 weeks"]
    done = client.post("/api/charts/settle", json=of(weeks, keep=weeks["numbers"][1], note="As the rule says."))
    assert (done.status_code, done.json()["words"]) == (200, "13 weeks")
    assert [one["field"] for one in queue(client)] == ["country", "design"]
    with open_project(folder) as project:
        assert len(workflow.chart_conflicts(project).conflicts) == 2
    assert client.post("/api/charts/undo").json()["field"] == "weeks"
    assert len(queue(client)) == 3
    assert client.post("/api/charts/undo").status_code == 422


def test_the_second_who_settles_is_told_of_the_first(client: TestClient, folder: Path) -> None:
    weeks = queue(client)[2]
    assert client.post("/api/charts/since", json=of(weeks)).json() == {"meanwhile": None}
    assert client.post("/api/charts/settle", json=of(weeks, values=["12.5"])).status_code == 200
    with opened(Desk(folder=folder, coder="Cy")) as second:
        second.headers.update({**token_in(second), "origin": "http://localhost"})
        answer = second.post("/api/charts/settle", json=of(weeks, keep=weeks["numbers"][0]))
        since = second.post("/api/charts/since", json=of(weeks)).json()["meanwhile"]
    assert (answer.status_code, answer.json()["error"]) == (409, "it was settled meanwhile")
    assert answer.json()["settled"] == since["settled"]
    assert (since["settled"]["coder"], since["settled"]["words"]) == ("Lea", "12.5 weeks")


def test_names_do_not_leave_the_desk_where_they_are_hidden(client: TestClient) -> None:
    told = client.get("/api/charts/conflicts", params={"blind": "true"}).text
    assert not any(name in told for name in ("Ben", "Dee"))
    assert "Ben" in client.get("/api/charts/conflicts").text


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"values": ["many"]}, id="no-number"),
        pytest.param({"values": ["1"], "coder": "Ben"}, id="in-anothers-name"),
        pytest.param({"keep": 999}, id="no-such-answer"),
        pytest.param({"values": ["1"], "field": "none"}, id="no-such-field"),
        pytest.param({"values": ["1"], "paper": "none"}, id="no-such-paper"),
        pytest.param({"values": ["1"], "seen": []}, id="unseen"),
        pytest.param({"values": ["1\x00"]}, id="nul"),
        pytest.param({}, id="nothing-chosen"),
    ],
)
def test_what_is_not_asked_for_is_refused(client: TestClient, said: dict[str, Any]) -> None:
    weeks = queue(client)[2]
    assert client.post("/api/charts/settle", json=of(weeks) | said).status_code == 422
    assert len(queue(client)) == 3


def test_who_charts_the_study_too_is_told_nothing_before_they_have_answered(folder: Path) -> None:
    with open_project(folder) as project:
        workflow.chart(project, "van-001", "who", ["nurses"], coder="Lea", at=AT)
        for name, role in (("Ben", "coder"), ("Lea", "adjudicator")):
            add_account(project, name, PASSWORD, role=role, at=AT)  # type: ignore[arg-type]
    with opened(Desk(folder=folder, team=True)) as client:
        ben, lea = token_of(folder, "Ben"), token_of(folder, "Lea")
        for path in ("/differences/charts", "/api/charts/conflicts"):
            assert client.get(path, headers=ben).status_code == 403
        told = client.get("/api/charts/conflicts", headers=lea).json()
        assert told == {"conflicts": [], "kept": 3}
        said = {"form": "charting", "paper": "van-001", "field": "weeks", "seen": [1]}
        answer = client.post("/api/charts/since", json=said, headers=lea)
        assert (answer.status_code, "kept from you" in answer.json()["error"]) == (422, True)


def test_a_form_is_shown_beside_a_paper_without_what_others_said(folder: Path) -> None:
    with opened(Desk(folder=folder, coder="Ana")) as client:
        told = client.get("/papers/van-001/chart").text
        assert "What it is like" in told
        assert not any(said in told for said in ("Mali", "13 weeks", "Ben", "Dee"))
        assert client.get("/papers/none/chart").status_code == 422
        assert client.get("/papers/van-001/chart", params={"form": "none"}).status_code == 422
