"""One client for all services: keys, turns, refusals, and words that say what to do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from made_up_services import EMAIL, KEY, QUICK, Fault, OpenAlex, cut_body, openalex_works, settings_for, status
from relsynth.errors import SourceError
from relsynth.sources import Patience, Settings
from relsynth.sources.answers import Fault as Wrong
from relsynth.sources.answers import Reply
from relsynth.sources.client import Client
from relsynth.version import __version__

PARAMS = {"per_page": "5", "cursor": "*"}


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def serve(httpserver: HTTPServer, **told: Any) -> OpenAlex:
    service = OpenAlex(works=openalex_works(3), **told)
    httpserver.expect_request("/openalex/works").respond_with_handler(service)
    return service


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(status(500, "a page of a proxy"), id="500"),
        pytest.param(status(503), id="503"),
        pytest.param(status(429, Retry_After="0"), id="429"),
        pytest.param(status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), id="429-with-a-date"),
        pytest.param(cut_body, id="hung-up-in-the-middle"),
    ],
)
def test_what_passes_is_asked_for_again(httpserver: HTTPServer, client: Client, fault: Fault) -> None:
    service = serve(httpserver, faults={1: fault, 2: fault})
    reply = client.ask("openalex", "works", PARAMS)
    assert len(service.asked) == 3
    assert reply.content.startswith(b'{"meta"')
    assert reply.media_type == "application/json"


def test_a_service_that_names_its_wait_is_asked_after_it_and_not_after_ours(httpserver: HTTPServer) -> None:
    serve(httpserver, faults={1: status(429, Retry_After="0")})
    ours = Patience(attempts=2, first_wait=30.0, longest_wait=30.0)
    with Client(settings_for(httpserver.url_for("/")), patience=ours) as client:
        assert client.ask("openalex", "works", PARAMS).status == 200


@pytest.mark.parametrize(
    ("fault", "asked", "message"),
    [
        pytest.param(
            status(500, '{"error": "broken"}'), 3, "OpenAlex answers 500: broken; asked 3 times", id="500-every-time"
        ),
        pytest.param(cut_body, 3, r"OpenAlex broke off its answer \(RemoteProtocolError\)", id="cut-every-time"),
        pytest.param(
            status(429, Retry_After="86400"),
            1,
            r"OpenAlex asks to wait 86400 s, .* goes on where it stopped; is fetch\.openalex_key",
            id="a-day's-quota",
        ),
        pytest.param(
            status(403, '{"message": "no"}'),
            1,
            r"OpenAlex refuses the request \(403\): is fetch.openalex_key in relsynth.toml right\?: no",
            id="refused",
        ),
        pytest.param(status(400, "<h1>Bad <b>query</b></h1>"), 1, r"\(400\): Bad query", id="not-understood"),
        pytest.param(status(404), 1, "OpenAlex has nothing at works", id="absent"),
        pytest.param(status(302, Location="file:///etc/passwd"), 1, "is no web address", id="redirect-to-a-file"),
        pytest.param(
            status(302, Location="http://127.0.0.1:1/"), 1, "is within a private network", id="redirect-to-this-machine"
        ),
        pytest.param(
            status(302, Location="http://169.254.169.254/"), 1, "within a private network", id="redirect-to-a-cloud"
        ),
        pytest.param(
            lambda _: Response(status=302, headers={"Location": "/openalex/works"}), 11, "more than 10", id="in-circles"
        ),
    ],
)
def test_what_does_not_pass_is_one_clear_sentence(
    httpserver: HTTPServer, client: Client, fault: Fault, asked: int, message: str
) -> None:
    service = serve(httpserver, always=fault)
    with pytest.raises(SourceError, match=message) as caught:
        client.ask("openalex", "works", PARAMS)
    assert len(service.asked) == asked
    assert "\n" not in str(caught.value)


def test_without_a_key_the_error_names_its_place_in_the_configuration(httpserver: HTTPServer) -> None:
    serve(httpserver)
    settings = settings_for(httpserver.url_for("/"), openalex_key=None)
    with (
        Client(settings, patience=QUICK) as client,
        pytest.raises(SourceError, match=r"\(401\): set fetch.openalex_key in relsynth.toml: cursor paging needs"),
    ):
        client.ask("openalex", "works", PARAMS)


def test_keys_and_e_mail_stand_in_no_message_and_no_address(httpserver: HTTPServer, client: Client) -> None:
    service = serve(httpserver)
    assert client.ask("openalex", "works", PARAMS).url == httpserver.url_for("/openalex/works?per_page=5&cursor=%2A")
    assert service.asked == [{**PARAMS, "api_key": KEY, "mailto": EMAIL}]
    assert service.agents == [f"relsynth/{__version__} (mailto:{EMAIL})"]
    with (
        Client(settings_for(httpserver.url_for("/"), openalex_key="another"), patience=QUICK) as other,
        pytest.raises(SourceError, match="no such key: …") as caught,
    ):
        other.ask("openalex", "works", PARAMS)
    assert "another" not in str(caught.value)


def test_no_network_is_one_sentence_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    settings = Settings(base_urls={"openalex": f"http://127.0.0.1:{port}"})
    slow = Patience(first_wait=30.0)
    with (
        Client(settings, patience=slow) as client,
        pytest.raises(SourceError, match=r"cannot reach 127\.0\.0\.1: is this computer connected to the internet\?"),
    ):
        client.ask("openalex", "works", PARAMS)


def test_a_service_that_stays_silent_is_given_up(httpserver: HTTPServer) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = Settings(base_urls={"openalex": f"http://127.0.0.1:{silent.getsockname()[1]}"})
        hasty = Patience(attempts=2, first_wait=0.001, jitter=0.0, answer=0.03)
        with (
            Client(settings, patience=hasty) as client,
            pytest.raises(SourceError, match="did not answer within 0"),
        ):
            client.ask("openalex", "works", PARAMS)


def test_a_redirect_is_followed_without_telling_who_asks(httpserver: HTTPServer, client: Client) -> None:
    service = serve(httpserver, faults={1: status(301, Location="/openalex/elsewhere?per_page=5")})
    seen: list[dict[str, str]] = []

    def elsewhere(request: Request) -> Response:
        seen.append(request.args.to_dict())
        return Response("{}", content_type="application/json")

    httpserver.expect_request("/openalex/elsewhere").respond_with_handler(elsewhere)
    assert client.ask("openalex", "works", PARAMS).came_from == httpserver.url_for("/openalex/elsewhere?per_page=5")
    assert (len(service.asked), seen) == (1, [{"per_page": "5"}])


def test_each_service_waits_for_its_turn(httpserver: HTTPServer) -> None:
    serve(httpserver)
    pauses: list[float] = []
    now = [0.0]
    settings = settings_for(httpserver.url_for("/"), per_second={"openalex": 4.0, "europepmc": 4.0})
    with Client(settings, patience=QUICK, pause=pauses.append, clock=lambda: now[0]) as client:
        for moment in (0.0, 0.1, 5.0):
            now[0] = moment
            client.ask("openalex", "works", PARAMS)
    assert pauses == [pytest.approx(0.15)]


def answer_in_turn(*answers: str) -> Callable[[Request], Response]:
    left = list(answers)
    return lambda request: Response(left.pop(0), content_type="application/json")


def test_a_look_up_is_kept_and_a_search_is_not(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/crossref/works/x").respond_with_handler(answer_in_turn("first", "second", "third"))
    with Client(settings_for(httpserver.url_for("/")), cache=tmp_path / "cache", patience=QUICK) as client:
        kept = [client.look_up("crossref", "works/x") for _ in range(2)]
        anew = client.ask("crossref", "works/x", {})
    with Client(settings_for(httpserver.url_for("/")), cache=tmp_path / "cache", patience=QUICK) as client:
        later = client.look_up("crossref", "works/x")
    assert [reply.content for reply in (*kept, anew, later) if reply] == [b"first", b"first", b"second", b"first"]


def test_a_kept_answer_that_is_faulty_is_asked_for_anew(httpserver: HTTPServer, tmp_path: Path) -> None:
    def check(reply: Reply) -> Wrong | None:
        return None if reply.content == b"good" else Wrong(reason="says what it should not")

    httpserver.expect_request("/crossref/works/x").respond_with_handler(answer_in_turn("bad", "bad", "good"))
    with Client(settings_for(httpserver.url_for("/")), cache=tmp_path, patience=QUICK) as client:
        reply = client.look_up("crossref", "works/x", check=check)
    assert reply is not None
    assert reply.content == b"good"


def test_what_cannot_be_borne_is_an_error_and_what_can_is_taken_in_the_end(
    httpserver: HTTPServer, client: Client
) -> None:
    service = serve(httpserver)
    with pytest.raises(SourceError, match="OpenAlex gives half; asked 3 times"):
        client.ask("openalex", "works", PARAMS, check=lambda _: Wrong(reason="gives half"))
    with pytest.raises(SourceError, match="OpenAlex gives a page to log in"):
        client.ask("openalex", "works", PARAMS, check=lambda _: Wrong(reason="gives a page to log in", kind="final"))
    reply = client.ask("openalex", "works", PARAMS, check=lambda _: Wrong(reason="gives little", kind="bearable"))
    assert (reply.status, len(service.asked)) == (200, 3 + 1 + 3)


def test_what_is_not_there_is_none_to_a_look_up(httpserver: HTTPServer, client: Client) -> None:
    serve(httpserver, always=status(404))
    assert client.look_up("openalex", "works", PARAMS) is None


def test_a_file_in_a_private_network_is_refused_unless_the_settings_name_it() -> None:
    with Client(Settings(), patience=QUICK) as client, pytest.raises(SourceError, match="within a private network"):
        client.download("http://127.0.0.1:8080/paper.pdf")
