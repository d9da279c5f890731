"""A GROBID server that answers, is busy, fails, hangs, or is none."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from made_up_services import QUICK, Fault, cut_body, status
from relsynth.errors import SourceError
from relsynth.sources import Patience, Settings, grobid
from relsynth.sources.answers import FinalError
from relsynth.sources.client import Client

PDF = b"%PDF-1.7 of a paper"
TEI = b'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="x"><text/></TEI>\n'
PATH = "/api/processFulltextDocument"


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(grobid.settings_for(httpserver.url_for("")), patience=QUICK) as client:
        yield client


def answer(httpserver: HTTPServer, *responses: Response) -> list[Request]:
    """Give the answers one after the other, the last one for ever; return what comes to be asked."""
    asked: list[Request] = []

    def give(request: Request) -> Response:
        request.get_data(cache=True)
        asked.append(request)
        return responses[min(len(asked), len(responses)) - 1]

    httpserver.expect_request(PATH).respond_with_handler(give)
    return asked


def good() -> Response:
    return Response(TEI, content_type="application/xml")


def test_the_pdf_is_sent_as_a_form_and_the_tei_comes_back(httpserver: HTTPServer, client: Client) -> None:
    sent: list[tuple[str, bytes, dict[str, list[str]]]] = []

    def give(request: Request) -> Response:
        sent.append((request.method, request.files["input"].read(), request.form.to_dict(flat=False)))
        return good()

    httpserver.expect_request(PATH).respond_with_handler(give)
    assert grobid.read(client, PDF) == TEI
    asked = {name: [said] if isinstance(said, str) else said for name, said in grobid.ASKED.items()}
    assert sent == [("POST", PDF, asked)]
    assert asked["teiCoordinates"] == ["p", "head", "figure"]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(status(503), id="busy"),
        pytest.param(status(503, Retry_After="0"), id="busy-and-says-when"),
        pytest.param(status(429), id="too-many"),
        pytest.param(cut_body, id="hung-up"),
        pytest.param(lambda response: Response(TEI[:-9]), id="cut"),
    ],
)
def test_what_passes_is_asked_again(httpserver: HTTPServer, client: Client, fault: Fault) -> None:
    asked = answer(httpserver, fault(good()), good())
    assert grobid.read(client, PDF) == TEI
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("response", "said"),
    [
        pytest.param(Response(status=204), "GROBID found no text in this PDF", id="no-text"),
        pytest.param(Response(b"", status=200), "GROBID found no text in this PDF", id="nothing"),
        pytest.param(Response("[BAD_INPUT_DATA] no", status=500), "GROBID answers 500: .BAD_INPUT_DATA", id="500"),
    ],
)
def test_a_pdf_that_grobid_cannot_read_is_asked_for_once(
    httpserver: HTTPServer, client: Client, response: Response, said: str
) -> None:
    asked = answer(httpserver, response)
    with pytest.raises(FinalError, match=said):
        grobid.read(client, PDF)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("response", "said"),
    [
        pytest.param(Response(status=503), "GROBID answers 503; asked 3 times", id="busy-all-along"),
        pytest.param(Response("<html>hello", status=200), "is this the address of GROBID?", id="other-server"),
        pytest.param(Response("no", status=404), "GROBID has nothing at http", id="wrong-path"),
        pytest.param(Response("no", status=403), r"GROBID refuses the request \(403\)", id="refused"),
        pytest.param(Response(TEI[:-9]), "GROBID sent a cut answer; asked 3 times", id="always-cut"),
    ],
)
def test_a_server_that_does_not_serve_is_told_so(
    httpserver: HTTPServer, client: Client, response: Response, said: str
) -> None:
    answer(httpserver, response)
    with pytest.raises(SourceError, match=said) as caught:
        grobid.read(client, PDF)
    assert not isinstance(caught.value, FinalError)


def test_a_server_that_is_silent_too_long_is_left(httpserver: HTTPServer) -> None:
    def sleep(_request: Request) -> Response:
        time.sleep(0.3)
        return good()

    httpserver.expect_request(PATH).respond_with_handler(sleep)
    settings, hasty = grobid.settings_for(httpserver.url_for("")), Patience(attempts=1, answer=0.05)
    with Client(settings, patience=hasty) as client, pytest.raises(SourceError, match="did not answer within"):
        grobid.read(client, PDF)


def test_a_port_at_which_nobody_listens_is_told_with_the_address() -> None:
    with (
        Client(grobid.settings_for("http://127.0.0.1:9"), patience=QUICK) as client,
        pytest.raises(SourceError, match=r"cannot reach GROBID at http://127\.0\.0\.1:9: is it running there\?"),
    ):
        grobid.read(client, PDF)


def test_the_pdf_is_not_sent_on_to_another_server(httpserver: HTTPServer, client: Client) -> None:
    answer(httpserver, Response(status=307, headers={"Location": f"http://192.168.0.1/sub{PATH}"}))
    with pytest.raises(SourceError, match=r"answers with a redirect to http://192\.168\.0\.1/sub: give that address"):
        grobid.read(client, PDF)


def test_a_file_takes_three_minutes_at_most() -> None:
    patience = grobid.PATIENCE
    assert patience.asking is not None
    assert patience.asking + patience.longest_asked + patience.answer + patience.whole <= 180
    assert patience.longest_wait <= patience.longest_asked


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("http://localhost:8070", "http://localhost:8070"),
        (" https://grobid.example/sub/api/ ", "https://grobid.example/sub"),
    ],
)
def test_an_address_may_have_its_path(address: str, base: str) -> None:
    assert grobid.base_url(address) == base
    assert grobid.settings_for(address, Settings(email="a@b.example")).email == "a@b.example"


@pytest.mark.parametrize("address", ["localhost:8070", "", "ftp://x", "http://", "http://x:99999", "http://[x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SourceError, match="is no address of a GROBID server"):
        grobid.base_url(address)
