"""What the pages of screening ask for: records, decisions, progress, conflicts; and what is refused, and hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from made_up_desks import screened
from relsynth import open_project
from relsynth.web import Desk, create_app

API = "/api/screening/title-abstract"


class Caller:
    """A person's browser, without its pages."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        said = client.get("/screening").text
        self.token = said.partition('relsynth-token" content="')[2].partition('"')[0]

    def post(self, name: str, *, status: int = 200, **said: Any) -> Any:
        answer = self.client.post(f"{API}/{name}", json=said, headers={"x-relsynth-token": self.token})
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, name: str, *, status: int = 200) -> Any:
        answer = self.client.get(f"{API}/{name}")
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return screened(tmp_path / "review", mode="double")


def caller_of(folder: Path, name: str) -> Iterator[Caller]:
    with TestClient(create_app(Desk(folder=folder, coder=name)), base_url="http://localhost") as client:
        yield Caller(client)


@pytest.fixture
def ana(folder: Path) -> Iterator[Caller]:
    yield from caller_of(folder, "Ana")


@pytest.fixture
def ben(folder: Path) -> Iterator[Caller]:
    yield from caller_of(folder, "Ben")


def test_a_record_is_decided_and_the_next_one_comes(ana: Caller, folder: Path) -> None:
    first = ana.post("next")["shown"]
    assert first["whole"]["title"].endswith("of the harbour and its ferry")
    step = ana.post("decide", record=first["record"], verdict="exclude", criterion="e1", note="why", tags=["a"])
    assert step["kept"]["criterion"] == "E1"
    assert step["shown"]["record"] != first["record"]
    assert ana.post("next")["shown"]["record"] == step["shown"]["record"]
    back = ana.post("undo")["shown"]
    assert (back["record"], back["earlier"]["note"]) == (first["record"], "why")
    assert ana.post("skip", record=first["record"])["shown"]["record"] != first["record"]
    with open_project(folder) as project:
        assert project.store.screening.history() == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("decide", {"record": "x", "verdict": "perhaps"}, id="no-verdict"),
        pytest.param("decide", {"record": "x", "verdict": "include", "coder": "Ben"}, id="as-another"),
        pytest.param("decide", {"record": 1, "verdict": "include"}, id="a-number"),
        pytest.param("decide", {"record": "x", "verdict": "include"}, id="not-before-me"),
        pytest.param("next", {"record": "nowhere"}, id="no-record"),
        pytest.param("duplicate", {"record": "x", "other": "y", "relation": "duplicate"}, id="no-records"),
        pytest.param("settling/undo", {}, id="nothing-settled"),
        pytest.param("go-on", {}, id="not-stopped"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    ana: Caller, folder: Path, name: str, said: dict[str, Any]
) -> None:
    ana.post(name, status=422, **said)
    with open_project(folder) as project:
        assert project.store.screening.count() == 0


def test_the_second_screener_is_sent_nothing_of_the_first(ana: Caller, ben: Caller) -> None:
    shown = ben.post("next")["shown"]
    before = ben.get("progress")
    ana.post("next", record=shown["record"])
    ana.post("decide", record=shown["record"], verdict="exclude", criterion="E2", note="a secret of Ana's")
    answers = [ben.post("next"), ben.get("progress"), ben.get("numbers"), ben.get("reasons"), ben.get("found?words=of")]
    assert answers[0]["shown"] | {"rank": 1, "of": 12} == shown
    assert {**answers[1], "read": 0} == before
    assert not [one for one in answers if "secret" in str(one) or "E2'" in str(one).replace(str(shown["criteria"]), "")]
    page = ben.client.get("/screening/title-abstract/list").text
    assert "secret" not in page
    assert "not told before you have decided" in page
    assert ben.client.get("/screening/title-abstract/recall.svg").status_code == 404
    assert ana.client.get("/screening/title-abstract/recall.svg").headers["content-type"] == "image/svg+xml"


def test_a_conflict_that_somebody_settled_meanwhile_shows_both_words(ana: Caller, ben: Caller) -> None:
    record = ana.post("next")["shown"]["record"]
    ana.post("decide", record=record, verdict="include")
    ben.post("next", record=record)
    ben.post("decide", record=record, verdict="exclude", criterion="E1")
    one, two = ana.post("settling/next"), ben.post("settling/next")
    assert [said["verdict"] for said in one["said"]] == ["include", "exclude"]
    assert one["left"] == 1
    ana.post("settling/decide", record=record, verdict="include", numbers=one["numbers"])
    told = ben.post("settling/decide", status=409, record=record, verdict="exclude", numbers=two["numbers"])
    assert [said["adjudicates"] for said in told["said"]] == [False, False, True]
    ben.post("settling/decide", record=record, verdict="exclude", numbers=told["numbers"])
    assert ben.post("settling/undo", status=422)["error"].startswith("it is taken back")


def test_a_pair_is_judged_and_reading_is_stopped_and_goes_on(ana: Caller, folder: Path) -> None:
    shown = ana.post("next")["shown"]
    ana.post("duplicate", status=422, record=shown["record"], other=shown["record"], relation="duplicate")
    other = ana.get(f"found?words=harbour&but={shown['record']}")[0]["record"]
    assert other != shown["record"]
    ana.post("duplicate", record=shown["record"], other=other, relation="duplicate")
    ana.post("decide", record=shown["record"], verdict="include")
    assert ana.post("stop")["stop"]["coder"] == "Ana"
    begun = ana.post("next")["shown"]["record"]  # what is begun is finished, and nothing new handed out
    assert ana.post("skip", record=begun)["shown"] is None
    assert ana.get("progress")["stopped"]["coder"] == "Ana"
    ana.post("go-on")
    assert ana.post("next")["shown"] is not None
    assert ana.get("duplicate")["last"]["relation"] == "duplicate"
    with open_project(folder) as project:
        assert len(project.store.catalogue.judgements()) == 1
    assert ana.post("duplicate/undo")["withdrawn"]
    assert ana.get("duplicate")["last"] is None
    ana.post("duplicate/undo", status=422)
    with open_project(folder) as project:
        assert len(project.store.catalogue.judgements()) == 0


def test_where_nothing_is_to_be_screened_it_says_why(ana: Caller) -> None:
    assert ana.client.get("/api/screening/full-text/numbers").json()["total"] == 12
    record = ana.post("next")["shown"]["record"]
    ana.post("decide", record=record, verdict="maybe")
    late = ana.client.get("/api/screening/elsewhere/numbers")
    assert late.status_code == 422
