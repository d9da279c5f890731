"""The pages of papers, and what they ask of the desk: whole, strict, and nothing that is kept from the coder."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from made_up import AT
from made_up_team import FIRST, TRUST_GREW, double, number_of, team_project
from relsynth.web import Desk, create_app
from relsynth.workflow.coding_steps import add_coding
from relsynth.workflow.memos import add_memo

TOKEN = re.compile(r'name="relsynth-token" content="([^"]+)"')


@pytest.fixture
def desk(tmp_path):
    """A project of two papers, and what asks its desk as Ana."""
    with (
        team_project(tmp_path, 1, 2) as project,
        TestClient(
            create_app(Desk(folder=project.path, coder="Ana")),
            base_url="http://127.0.0.1",
            raise_server_exceptions=False,
        ) as client,
    ):
        client.headers["x-relsynth-token"] = TOKEN.search(client.get("/papers").text)[1]
        yield project, client


def paper_of(project):
    return next(id for id, name in project.store.papers.names().items() if name == FIRST)


def seen(client, project):
    return client.get(f"/api/papers/{paper_of(project)}").json()


def asked(client, project, what, **said):
    return client.post(f"/api/papers/{paper_of(project)}/{what}", json=said)


def test_a_paper_is_coded_anew_when_a_label_asks_for_it_and_else_left(desk):
    project, client = desk
    first = seen(client, project)["text"]["sections"]
    last = first[-1]["number"]
    answer = asked(client, project, "section", number=last, label="implications").json()
    assert (answer["to_code"], answer["said"]["uncoded"]) == (True, True)
    assert asked(client, project, "again").json()["coded"]
    assert not seen(client, project)["said"]["uncoded"]
    assert asked(client, project, "again").json()["why_not"] == "it is coded as it is now"
    assert client.post("/api/papers/nothing/again").status_code == 422


def test_papers_are_listed_with_what_waits(desk):
    _, client = desk
    page = client.get("/papers")
    assert page.status_code == 200
    assert page.text.count("<tr data-document=") == 2
    assert [one["mine"] for one in client.get("/api/papers").json()] == [0, 0]


def test_a_paper_is_one_page_with_all_that_it_needs(desk):
    project, client = desk
    page = client.get(f"/papers/{paper_of(project)}").text
    held = json.loads(re.search(r'<script type="application/json" id="paper">(.*?)</script>', page, re.DOTALL)[1])
    assert held == seen(client, project)
    assert {one["whose"] for one in held["said"]["codings"]} == {"proposal"}


@pytest.mark.parametrize("path", ["/papers/nothing", "/api/papers/nothing", "/api/papers/nothing/pages"])
def test_a_paper_that_is_not_there_is_told(desk, path):
    _, client = desk
    assert 400 <= client.get(path).status_code < 500


def test_each_step_is_kept_and_told(desk):
    project, client = desk
    number = number_of(project, "STA.TRUST")
    accepted = asked(client, project, "accept", numbers=[number]).json()
    (made,) = accepted["made"]
    assert {one["number"]: one["status"] for one in accepted["said"]["codings"]}[made] == "accepted"
    changed = asked(client, project, "change", number=made, facets={"role": ["barrier"]}).json()
    again = {one["number"]: one["facets"] for one in changed["said"]["codings"]}[changed["made"][0]]
    assert again["role"] == ["barrier"]
    noted = asked(client, project, "memo", text="Why?", coding=changed["made"][0]).json()
    assert [one["text"] for one in noted["said"]["memos"]] == ["Why?"]
    rejected = asked(client, project, "reject", numbers=changed["made"]).json()
    assert "rejected" in {one["status"] for one in rejected["said"]["codings"]}
    assert asked(client, project, "undo").json()["said"]["state"] == "begun"
    text = seen(client, project)["text"]
    start, end = text["sentences"][-1]
    put = asked(client, project, "codings", version=text["version"], start=start, end=end, codes=["STA.LEGIT"]).json()
    assert (start, end) in {(one["start"], one["end"]) for one in put["said"]["codings"] if one["whose"] == "mine"}


def test_sections_and_characteristics_are_corrected_and_taken_back(desk):
    project, client = desk
    number = next(one["number"] for one in seen(client, project)["text"]["sections"] if one["label"] != "title")
    first = seen(client, project)["text"]["sections"][number - 1]["label"]
    labelled = asked(client, project, "section", number=number, label="limitations").json()
    assert labelled["text"]["sections"][number - 1]["label"] == "limitations"
    back = asked(client, project, "section", number=number, label=None).json()
    assert back["text"]["sections"][number - 1]["label"] == first
    said = asked(client, project, "characteristic", field="country", values=["Kenya"]).json()["characteristics"]
    assert [one["value"] for one in said if one["field"] == "country" and one["holds"]] == ["Kenya"]
    gone = asked(client, project, "characteristic", field="country", values=None).json()["characteristics"]
    assert not any(one["by_person"] for one in gone)


def test_work_is_logged(desk):
    project, client = desk
    assert asked(client, project, "work/start").json()["said"]["state"] == "begun"
    assert asked(client, project, "work/finish").json()["said"]["state"] == "finished"
    refused = asked(client, project, "work/finish")
    assert refused.status_code == 422
    assert "has finished" in refused.json()["error"]
    assert asked(client, project, "work/reopen").json()["said"]["state"] == "begun"


def test_nothing_that_is_kept_from_a_coder_reaches_the_browser(desk):
    project, client = desk
    double(project)
    add_coding(project, TRUST_GREW, "STA.TRUST", coder="Ben", at=AT, memo="Benslittlesecret", round="r1")
    add_memo(project, about="document", paper=FIRST, text="Anothersecret", coder="Ben", at=AT)
    answers = [
        client.get(f"/papers/{paper_of(project)}").text,
        json.dumps(seen(client, project)),
        asked(client, project, "work/start", round="r1").text,
    ]
    for answer in answers:
        assert "secret" not in answer
        assert '"proposal"' not in answer.split('id="paper"')[-1]
        assert "Ben" not in answer.split('id="paper"')[-1]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("accept", {"numbers": []}),
        ("accept", {"numbers": ["1"]}),
        ("accept", {"numbers": [1], "coder": "Ben"}),
        ("accept", {"numbers": [2**70]}),
        ("codings", {"version": "v1:x", "start": -1, "end": 2, "codes": ["STA.TRUST"]}),
        ("codings", {"version": "v1:x", "start": 0, "end": 2, "codes": []}),
        ("memo", {"text": "   "}),
        ("section", {"number": 1}),
        ("work/sleep", {}),
    ],
)
def test_what_is_asked_wrong_is_refused_and_nothing_is_kept(desk, what, said):
    project, client = desk
    assert 400 <= asked(client, project, what, **said).status_code < 500
    assert [one.coder.name for one in project.codings() if one.coder.kind == "person"] == []


def test_a_paper_without_pages_says_so(desk):
    project, client = desk
    refused = client.get(f"/papers/{paper_of(project)}/pages/1.png")
    assert refused.status_code == 422
    assert "not read from a PDF" in refused.text
