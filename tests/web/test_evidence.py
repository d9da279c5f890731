"""The evidence at the desk: tables, their sentences and files, queries, and what a blind coder does not see."""

import json
import shutil
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from made_up import AT
from made_up_team import GREEN_VAN, double, team_project
from relsynth import open_project, workflow
from relsynth.cli import app as command_line
from relsynth.web import Desk, create_app
from relsynth.workflow.evidence_choices import FINDING_PAGES, finding_names, table_names
from web.desks import HERE, team_folder, token_of

API = "/api/evidence"


@pytest.fixture(scope="module")
def review(examples, tmp_path_factory):
    return shutil.copytree(examples, tmp_path_factory.mktemp("desk") / "review")


@pytest.fixture(scope="module")
def client(review):
    with TestClient(create_app(Desk(folder=review, coder="Ana")), base_url=HERE, follow_redirects=False) as client:
        yield client


def of(client, path, **asked):
    answer = client.get(f"{API}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cell(table, row, column):
    return table["rows"][row]["cells"][table["columns"].index(column)]


@pytest.mark.parametrize("name", [*table_names(), *finding_names()])
def test_every_table_and_answer_has_a_page_and_rows(client, name):
    place = "findings" if name in FINDING_PAGES else "tables"
    assert client.get(f"/evidence/{place}/{name}").status_code == 200
    table = of(client, f"/tables/{name}")
    assert len(table["numeric"]) == len(table["columns"])
    assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])


@pytest.mark.parametrize("page", ["", "/map", "/query", "/report"])
def test_pages_of_the_evidence_are_served(client, page):
    assert client.get(f"/evidence{page}").status_code == 200


def test_what_is_no_table_is_told(client):
    assert client.get("/evidence/tables/nothing").status_code == 404
    assert "no table" in client.get(f"{API}/tables/nothing").json()["error"]
    assert "no code" in client.get(f"{API}/tables/relegation", params={"code": "X"}).json()["error"]
    assert client.get(f"{API}/tables/evidence", params={"other": "1"}).status_code == 422


def test_rows_are_found_and_sorted_at_the_desk(client):
    trust = of(client, "/tables/evidence", find="Trust among")
    assert (trust["found"], cell(trust, 0, "construct")["text"]) == (1, "STA.TRUST")
    by_k = of(client, "/tables/evidence", sort="k", descending=True)
    counts = [int(cell(by_k, row, "k")["text"]) for row in range(len(by_k["rows"]))]
    assert counts == sorted(counts, reverse=True)
    assert "no column" in client.get(f"{API}/tables/evidence", params={"sort": "x"}).json()["error"]


def test_a_number_leads_to_the_sentences_of_so_many_studies(client):
    table = of(client, "/tables/evidence", sort="k", descending=True)
    for column in ("k", "barrier", "facilitator", "strategy"):
        for row, shown in enumerate(table["rows"]):
            if (counted := cell(table, row, column))["opens"]:
                asked = {"row": shown["number"], "column": column, "state": table["state"]}
                quotes = of(client, "/tables/evidence/quotes", **asked)
                assert quotes["studies"] == int(counted["text"]), (shown, column)


def test_sentences_are_verbatim_and_know_their_place(client, review):
    table = of(client, "/tables/segments")
    row = table["rows"][0]
    assert row["document"]
    assert row["coding"] == int(row["cells"][0]["text"])
    evidence = of(client, "/tables/evidence", sort="k", descending=True)
    asked = {"row": evidence["rows"][0]["number"], "column": "k", "state": evidence["state"]}
    with open_project(review) as project:
        for quote in of(client, "/tables/evidence/quotes", **asked)["quotes"]:
            document = project.store.papers.current(quote["document"])
            assert document.quote(quote["start"], quote["start"] + len(quote["words"])) == quote["words"]


def test_rows_of_another_state_are_refused(client):
    answer = client.get(f"{API}/tables/evidence/quotes", params={"row": 0, "column": "k", "state": "earlier"})
    assert answer.status_code == 422
    assert "has changed" in answer.json()["error"]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("table", "evidence", "-o", "evidence.csv"), id="table"),
        pytest.param(("table", "gaps", "-o", "gaps.md"), id="gaps"),
        pytest.param(("table", "characteristics", "-o", "characteristics.json"), id="characteristics"),
        pytest.param(("relegation", "-o", "relegation.svg"), id="picture"),
        pytest.param(("network", "-o", "network.graphml"), id="graph"),
        pytest.param(("trends", "-o", "trends.tex"), id="tex"),
    ],
)
def test_a_file_is_what_the_command_line_writes(client, review, tmp_path, command):
    *verb, option, name = command
    done = CliRunner().invoke(command_line, [*verb, "-p", str(review), option, str(tmp_path / name)])
    assert done.exit_code == 0, done.output
    table, _, form = name.partition(".")
    answer = client.get(f"{API}/tables/{table}/file", params={"form": form})
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.content == (tmp_path / name).read_bytes()


def test_the_map_to_keep_is_the_command_lines_and_the_map_on_view_leads_to_papers(client, review, tmp_path):
    with open_project(review) as project:
        workflow.map_gaps(project, tmp_path / "map.html", on=AT[:10])
    kept, shown = client.get(f"{API}/map"), client.get("/evidence/map/page")
    today = of(client, "/tables/evidence")["at"][:10]
    assert kept.text.replace(today, AT[:10]) == (tmp_path / "map.html").read_text(encoding="utf-8")
    assert '"papers_at"' in shown.text
    assert '"papers_at"' not in kept.text
    policy = shown.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert policy.count("sha256-") == 2


def test_a_query_is_answered_as_the_verb_answers_it(client, review):
    with open_project(review) as project:
        told = workflow.query(project, "role:barrier", by="study", at=AT)
    answer = of(client, "/query", q="role:barrier", unit="study")
    assert (answer["k"], answer["n"], answer["found"]) == (told.k, told.n, told.found)
    passages = of(client, "/query", q='"trust"', unit="passage")
    assert all(row["document"] for row in passages["table"]["rows"])
    asked = {"q": "role:barrier", "unit": "study", "row": 0, "column": "codings", "state": answer["table"]["state"]}
    assert of(client, "/query/quotes", **asked)["studies"] == 1
    assert client.get(f"{API}/query/file", params={"q": "role:barrier", "form": "csv"}).content.startswith(b"study,")


def test_a_wrong_query_says_where(client):
    answer = client.get(f"{API}/query", params={"q": "rol:barrier"})
    assert answer.status_code == 422
    assert "role" in answer.json()["error"]


def test_what_changes_is_counted_at_once(examples, tmp_path):
    folder = shutil.copytree(examples, tmp_path / "review")
    with TestClient(create_app(Desk(folder=folder, coder="Ana")), base_url=HERE) as client:
        before = of(client, "/tables/codings")
        with open_project(folder) as project:
            number = next(one.number for one in project.codings())
            workflow.reject_codings(project, [number], coder="Ana", at=AT)
        after = of(client, "/tables/codings")
    assert after["total"] == before["total"] - 1
    assert after["state"] != before["state"]


def test_who_codes_blind_reads_nobody_elses_codings_in_any_table(tmp_path):
    with team_project(tmp_path, 1, 2) as project:
        double(project, blind=True, proposals=True)
        folder = project.path
        code = project.codebook.codes[-1].id
        workflow.add_coding(project, GREEN_VAN, code, coder="Ben", at=AT, round="r1")
    for name, sees in (("Ana", False), ("Ben", True), ("Cy", True)):
        with TestClient(create_app(Desk(folder=folder, coder=name)), base_url=HERE) as client:
            told = [of(client, f"/tables/{table}") for table in ("codings", "segments")]
            told.append(of(client, "/query", q="coder:* kind:person assertion:any"))
            page = client.get("/evidence/map/page").text
        found = [json.dumps(one) for one in told]
        assert {"Ben" in one for one in found} == {sees}
        assert ('"Ben"' in page) is sees


def test_a_coder_makes_no_report_and_sees_the_evidence(examples, tmp_path):
    folder = team_folder(examples, tmp_path / "review")
    with TestClient(create_app(Desk(folder=folder, team=True)), base_url=HERE) as client:
        ana = token_of(folder, "Ana")
        assert client.get(f"{API}/tables/evidence", headers=ana).status_code == 200
        assert client.get(f"{API}/tables/evidence").status_code == 401
        assert client.post("/api/downloads/write_report", json={"as_file": "r"}, headers=ana).status_code == 403
        assert "/evidence/report" not in client.get("/evidence", headers=ana).text


def test_an_empty_project_says_what_to_do(tmp_path):
    workflow.init(tmp_path / "review")
    with TestClient(create_app(Desk(folder=tmp_path / "review", coder="Ana")), base_url=HERE) as client:
        page = client.get("/evidence")
        assert page.status_code == 200
        assert "relsynth add" in page.text
        assert str(tmp_path) not in page.text
        assert client.get(f"{API}/tables/evidence").status_code == 422


def test_links_keep_the_prefix(examples, tmp_path):
    folder = shutil.copytree(examples, tmp_path / "review")
    with TestClient(create_app(Desk(folder=folder, coder="Ana", prefix="/r")), base_url=HERE) as client:
        assert '"papers_at": "/r/papers/"' in client.get("/r/evidence/map/page").text.replace('":"', '": "')
        moved = client.get("/r/evidence/findings/gaps", follow_redirects=False)
    assert urlsplit(moved.headers["location"]).path == "/r/evidence/tables/gaps"
