from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth.errors import ProjectError
from relsynth.web import Desk
from relsynth.web.guards import MOST_BYTES, MOST_OF_A_STRANGER
from web.desks import HERE, log_in, opened, team_folder, token_in, token_of

VERB = "/api/verbs/list_papers"


@pytest.fixture(scope="module")
def folder(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return team_folder(examples, tmp_path_factory.mktemp("guards") / "review")


@pytest.fixture
def alone(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, coder="Ana", hosts=("review.example.org",))) as client:
        yield client


@pytest.mark.parametrize(
    ("host", "passes"),
    [
        pytest.param("localhost", True, id="localhost"),
        pytest.param("LOCALHOST:8765", True, id="capitals-and-port"),
        pytest.param("127.0.0.1:8765", True, id="address"),
        pytest.param("[::1]:8765", True, id="ipv6"),
        pytest.param("review.example.org", True, id="named"),
        pytest.param("evil.example", False, id="rebound"),
        pytest.param("evil.example:8765", False, id="rebound-with-port"),
        pytest.param("[::1].evil.example", False, id="ipv6-in-front"),
        pytest.param("[::2]", False, id="another-address"),
        pytest.param("localhost@evil.example", False, id="user"),
        pytest.param("localhost:evil.example", False, id="port-that-is-none"),
        pytest.param("review.example.org.evil.example", False, id="longer"),
        pytest.param("", False, id="none"),
    ],
)
def test_only_names_of_the_desk_are_answered(alone: TestClient, host: str, passes: bool) -> None:
    answer = alone.get("/", headers={"host": host})
    assert (answer.status_code == 200) == passes
    if not passes:
        assert answer.status_code == 400
        assert "is no name of this desk" in answer.json()["error"]


def test_a_forwarded_host_is_not_believed(alone: TestClient) -> None:
    assert alone.get("/", headers={"host": "evil.example", "x-forwarded-host": "localhost"}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="with-the-token"),
        pytest.param({"sec-fetch-site": "same-origin"}, 200, id="from-our-page"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="from-another-port"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="from-elsewhere"),
        pytest.param({"sec-fetch-site": "none"}, 403, id="from-nowhere"),
        pytest.param({"origin": HERE}, 200, id="our-origin"),
        pytest.param({"origin": "http://evil.example"}, 403, id="another-origin"),
        pytest.param({"origin": "null"}, 403, id="no-origin"),
        pytest.param({"origin": f"{HERE}:81"}, 403, id="another-port"),
        pytest.param({"origin": "http://[::1"}, 403, id="an-origin-that-is-none"),
        pytest.param({"origin": "localhost"}, 403, id="an-origin-without-scheme"),
        pytest.param({"sec-fetch-site": "cross-site", "origin": HERE}, 403, id="from-elsewhere-as-if-ours"),
        pytest.param({"x-relsynth-token": "wrong"}, 403, id="another-session"),
        pytest.param({"x-relsynth-token": ""}, 403, id="without-the-token"),
    ],
)
def test_a_change_comes_from_our_own_page(alone: TestClient, headers: dict[str, str], status: int) -> None:
    assert alone.post(VERB, json={}, headers={**token_in(alone), **headers}).status_code == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    ("site", "mode", "dest", "passes"),
    [
        pytest.param("same-origin", "cors", "empty", True, id="our-page"),
        pytest.param("none", "navigate", "document", True, id="an-address-that-is-typed"),
        pytest.param("cross-site", "navigate", "document", True, id="a-link-elsewhere"),
        pytest.param("cross-site", "no-cors", "image", False, id="a-picture-elsewhere"),
        pytest.param("same-site", "no-cors", "script", False, id="a-script-at-another-port"),
        pytest.param("cross-site", "cors", "empty", False, id="fetched-elsewhere"),
        pytest.param("cross-site", "navigate", "iframe", False, id="shown-within-a-page-elsewhere"),
    ],
)
def test_a_page_elsewhere_may_lead_here_and_no_more(
    *, alone: TestClient, method: str, site: str, mode: str, dest: str, passes: bool
) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    assert (alone.request(method, "/papers", headers=headers).status_code == 403) == (not passes)


def test_a_proxys_own_login_is_no_word_to_the_desk(folder: Path) -> None:
    """A proxy that asks for a password itself sends it on with every request."""
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ana")
        client.headers["authorization"] = "Basic dGVhbTp4"
        assert client.get("/").status_code == 200
        assert client.post(VERB, json={}).status_code == 403
        assert client.post(VERB, json={}, headers=token_in(client)).status_code == 200


def test_accounts_that_cannot_be_read_are_told_in_our_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ana")

        def locked(*_: object) -> None:
            raise ProjectError("desk.db: cannot be used (database is locked); it holds the desk's accounts")

        monkeypatch.setattr("relsynth.web.people.session_of", lambda *_, **__: locked())
        answer = client.get("/")
        assert (answer.status_code, list(answer.json())) == (503, ["error"])
        assert "content-security-policy" in answer.headers


def test_a_script_needs_no_page_and_a_wrong_token_is_nobody(folder: Path) -> None:
    with opened(Desk(folder=folder, team=True)) as client:
        assert client.post(VERB, json={}, headers=token_of(folder, "Ana")).status_code == 200
        assert client.post(VERB, json={}, headers={"authorization": "Bearer relsynth_x"}).status_code == 401
        assert log_in(client, "Ana").status_code == 303
        # What a browser adds by itself does not help a token that is none.
        assert client.post(VERB, json={}, headers={"authorization": "Bearer relsynth_x"}).status_code == 401


def test_who_is_no_page_of_ours_cannot_log_a_browser_in(folder: Path) -> None:
    with opened(Desk(folder=folder, team=True)) as client:
        form = {"name": "Ana", "password": "x"}
        assert client.post("/login", data=form).status_code == 403
        for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
            assert client.post("/login", data=form, headers=headers).status_code == 403


def test_too_much_is_not_read(alone: TestClient, folder: Path) -> None:
    long = b'{"text": "' + b"a" * MOST_BYTES + b'"}'
    headers = {**token_in(alone), "content-type": "application/json"}
    assert alone.post(VERB, content=long, headers=headers).status_code == 413
    in_parts = (long[at : at + 65_536] for at in range(0, len(long), 65_536))
    answer = alone.post(VERB, content=in_parts, headers=headers)
    assert (answer.status_code, list(answer.json())) == (413, ["error"])
    with opened(Desk(folder=folder, team=True)) as stranger:
        sent = stranger.post("/login", content=b"a" * (MOST_OF_A_STRANGER + 1), headers={"origin": HERE})
        assert sent.status_code == 413


@pytest.mark.parametrize("path", ["/", "/static/desk.css", "/nowhere", "/api/openapi.json", "/api/verbs/nothing"])
def test_every_answer_carries_the_policy(alone: TestClient, path: str) -> None:
    answer = alone.get(path)
    policy = answer.headers["content-security-policy"]
    assert ("'unsafe" in policy, "default-src 'none'" in policy, policy.endswith("report-uri /api/csp")) == (
        *(False, True, True),
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in answer.headers


def test_a_failure_carries_it_too_and_tells_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    with opened(Desk(folder=folder, coder="Ana"), raise_server_exceptions=False) as client:
        token = token_in(client)
        monkeypatch.setattr("relsynth.workflow.list_papers", fails)
        answer = client.post(VERB, json={}, headers=token)
    assert (answer.status_code, "secret" in answer.text) == (500, False)
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "stripped"])
def test_a_proxy_may_keep_the_prefix_or_strip_it(folder: Path, kept: bool) -> None:
    before = "/review" if kept else ""
    with opened(Desk(folder=folder, team=True, prefix="/review", secure=True)) as client:
        assert client.get(f"{before}/static/desk.css").status_code == 200
        asked = client.get(f"{before}/papers?x=1", headers={"accept": "text/html"})
        assert (asked.status_code, asked.headers["location"]) == (303, "/review/login?next=%2Fpapers%3Fx%3D1")
        form = client.get(f"{before}/login", params={"next": "/papers"})
        assert 'action="/review/login"' in form.text
        sent = {"name": "Ana", "password": "correct horse battery", "next": "/papers?x=1"}
        done = client.post(f"{before}/login", data=sent, headers={"origin": HERE})
        assert (done.status_code, done.headers["location"]) == (303, "/review/papers?x=1")
        cookie = done.headers["set-cookie"].lower()
        assert all(
            part in cookie for part in ("__secure-", "; httponly", "; secure", "samesite=strict", "path=/review;")
        )
        assert done.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("path", ["/review", "/review/"])
def test_the_bare_prefix_is_the_first_page(folder: Path, path: str) -> None:
    with opened(Desk(folder=folder, team=True, prefix="/review")) as client:
        log_in(client, "Ana")
        assert client.get(path).status_code == 200
