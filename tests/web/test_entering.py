from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth import open_project
from relsynth.web import Desk
from relsynth.web.limits import Limit
from relsynth.workflow.accounts import add_account, close_account, set_role
from web.desks import AT, HERE, PASSWORD, log_in, opened, team_folder, token_in, token_of

PAGE = {"accept": "text/html"}


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    return team_folder(examples, tmp_path / "review")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, team=True)) as client:
        yield client


def test_one_logs_in_works_and_logs_out(client: TestClient) -> None:
    assert client.get("/", headers=PAGE).headers["location"] == "/login?next=%2F"
    done = log_in(client, "Ana")
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert "Ana, coder" in client.get("/").text
    assert client.post("/api/account/logout", json={}, headers=token_in(client)).json() == {"done": "Ana"}
    assert client.get("/", headers=PAGE).status_code == 303


def test_an_id_is_new_at_each_login_and_ends_with_logging_out(client: TestClient) -> None:
    log_in(client, "Ana")
    (first,) = client.cookies.jar
    log_in(client, "Ana")
    (second,) = client.cookies.jar
    assert first.value != second.value
    for value in (first.value, "invented"):
        client.cookies.clear()
        client.cookies.set(first.name, value)
        assert client.get("/").status_code == 401


@pytest.mark.parametrize("name", ["Ana", "Nobody", "", "Ana\x00"], ids=["wrong", "unknown", "empty", "odd"])
def test_what_is_wrong_with_a_login_is_not_told(client: TestClient, name: str) -> None:
    answer = log_in(client, name or " ", "wrong password")
    assert (answer.status_code, "The name or the password is wrong" in answer.text) == (401, True)
    assert "set-cookie" not in answer.headers


def test_too_many_tries_have_to_wait_even_with_the_password(client: TestClient) -> None:
    for _ in range(10):
        assert log_in(client, "Ana", "wrong password").status_code == 401
    answer = log_in(client, "aNA")
    assert (answer.status_code, int(answer.headers["retry-after"]) > 800) == (429, True)
    assert log_in(client, "Ben").status_code == 303


def test_a_name_has_no_more_tries_by_being_written_in_several_ways(folder: Path, client: TestClient) -> None:
    with open_project(folder) as project:
        add_account(project, "Zoë Ünal", PASSWORD, role="coder", at=AT)
    written = ["Zoë Ünal", "Zoe\u0308 Ünal", "Zoë U\u0308nal", " ZOË ÜNAL", "zoe\u0308 u\u0308nal"]
    for number in range(10):
        assert log_in(client, written[number % len(written)], "wrong password").status_code == 401
    assert {log_in(client, name).status_code for name in written} == {429}


@pytest.mark.parametrize("proxied", [False, True])
def test_tries_are_counted_by_what_the_proxy_says_and_by_nothing_before_it(folder: Path, *, proxied: bool) -> None:
    with opened(Desk(folder=folder, team=True, proxied=proxied)) as client:
        client.app.state.door.by_address = Limit(3, 900)
        for number in range(4):
            said = [("x-forwarded-for", f"10.0.0.{number}, 10.1.0.{number}"), ("x-forwarded-for", "192.0.2.7")]
            sent = {"name": f"Nobody {number}", "password": "wrong password"}
            answer = client.post("/login", data=sent, headers=[("origin", HERE), *said])
        assert answer.status_code == 429
        sent["name"] = "Nobody else"
        other = client.post("/login", data=sent, headers=[("origin", HERE), ("x-forwarded-for", "192.0.2.8")])
        assert other.status_code == (401 if proxied else 429)


@pytest.mark.parametrize(
    "there",
    [
        *("//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)"),
        *("/\t/evil.example", "/\n/evil.example", "evil.example", ""),
    ],
)
def test_logging_in_leads_nowhere_else(client: TestClient, there: str) -> None:
    assert log_in(client, "Ana", next=there).headers["location"] == "/"
    assert 'name="next" value="/"' in client.get("/login", params={"next": there}).text


def test_another_password_ends_every_other_session(folder: Path, client: TestClient) -> None:
    log_in(client, "Ana")
    old = dict(client.cookies)
    said = {"old": "wrong password", "new": "another good one"}
    token = token_in(client)
    assert client.post("/api/account/password", json=said, headers=token).status_code == 422
    said["old"] = PASSWORD
    assert client.post("/api/account/password", json=said, headers=token).status_code == 200
    assert client.get("/").status_code == 200
    with opened(Desk(folder=folder, team=True)) as other:
        other.cookies.update(old)
        assert other.get("/").status_code == 401
        assert log_in(other, "Ana").status_code == 401
        assert log_in(other, "Ana", "another good one").status_code == 303


def test_a_role_counts_and_an_account_closes_at_once(folder: Path, client: TestClient) -> None:
    log_in(client, "Ana")
    token = token_in(client)
    assert client.post("/api/verbs/workload", json={}, headers=token).status_code == 403
    with open_project(folder) as project:
        set_role(project, "Ana", "manager")
        assert client.post("/api/verbs/workload", json={}, headers=token).status_code == 200
        close_account(project, "Ana", at=AT)
    assert client.get("/").status_code == 401


def test_tokens_are_made_shown_once_and_withdrawn(client: TestClient) -> None:
    log_in(client, "Ana")
    token = token_in(client)
    made = client.post("/api/account/tokens", json={"label": "<b>nightly</b>"}, headers=token).json()
    shown = client.get("/account").text
    assert (made["text"] in shown, "&lt;b&gt;nightly" in shown, "<b>nightly" in shown) == (False, True, False)
    script = {"authorization": f"Bearer {made['text']}"}
    client.cookies.clear()
    assert client.post("/api/verbs/list_papers", json={}, headers=script).status_code == 200
    # A token that was lost must not become a password, nor another token.
    for path, said in (("tokens", {"label": "x"}), ("password", {"old": PASSWORD, "new": "another good one"})):
        assert client.post(f"/api/account/{path}", json=said, headers=script).status_code == 403
    log_in(client, "Ben")
    gone = {"number": made["number"]}
    assert client.post("/api/account/tokens/withdraw", json=gone, headers=token_in(client)).status_code == 422
    log_in(client, "Ana")
    assert client.post("/api/account/tokens/withdraw", json=gone, headers=token_in(client)).status_code == 200
    client.cookies.clear()
    assert client.post("/api/verbs/list_papers", json={}, headers=script).status_code == 401


def test_alone_one_says_ones_name_once(folder: Path) -> None:
    with opened(Desk(folder=folder)) as client:
        assert client.get("/", headers=PAGE).headers["location"] == "/who?next=%2F"
        here = {"origin": HERE}
        assert client.post("/who", data={"name": "lexicon@1"}, headers=here).status_code == 422
        wrong = client.post("/who", data={"name": "aNA"}, headers=here)
        assert (wrong.status_code, "write the name alike" in wrong.text) == (422, True)
        done = client.post("/who", data={"name": " Zoë Ünal ", "next": "/papers"}, headers=here)
        assert (done.status_code, done.headers["location"]) == (303, "/papers")
        assert "Zoë Ünal" in client.get("/").text
        assert client.post("/api/verbs/list_codings", json={}, headers=token_in(client)).status_code == 200
        assert client.get("/login").status_code == 404


def test_a_page_of_one_name_does_nothing_in_another(folder: Path) -> None:
    with opened(Desk(folder=folder)) as client:
        client.post("/who", data={"name": "Ana"}, headers={"origin": HERE})
        page_of_ana = token_in(client)
        client.post("/who", data={"name": "Ben"}, headers={"origin": HERE})  # in another tab
        answer = client.post("/api/verbs/add_memo", json={"text": "Mine."}, headers=page_of_ana)
        assert (answer.status_code, "another session" in answer.json()["error"]) == (403, True)


def test_a_desk_with_a_name_asks_for_none_and_knows_no_tokens(folder: Path) -> None:
    with opened(Desk(folder=folder, coder="Ana")) as client:
        assert client.get("/who").status_code == 404
        assert client.get("/account").status_code == 404
        assert client.post("/api/verbs/list_papers", json={}, headers=token_of(folder, "Cy")).status_code == 403


def test_who_comes_by_a_link_from_elsewhere_is_led_in_by_our_own_page(client: TestClient) -> None:
    log_in(client, "Ana")
    held, client.cookies = client.cookies, {}  # a browser holds them back where another site leads here
    by_link = {"accept": "text/html", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    shown = client.get("/papers", headers=by_link | {"sec-fetch-dest": "document"})
    assert (shown.status_code, '<meta http-equiv="refresh" content="0">' in shown.text) == (200, True)
    again = {"accept": "text/html", "sec-fetch-site": "same-origin"}
    assert client.get("/papers", headers=again).headers["location"] == "/login?next=%2Fpapers"
    client.cookies = held
    assert "Ana, coder" in client.get("/papers", headers=again).text


def test_what_the_api_has_is_told_to_nobody_unknown(client: TestClient) -> None:
    assert client.get("/api/openapi.json").status_code == 401
    log_in(client, "Ana")
    assert client.get("/api/openapi.json").json()["info"]["title"] == "relsynth"
