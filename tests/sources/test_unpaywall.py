"""What Unpaywall knows of a DOI."""

from __future__ import annotations

import re

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import QUICK, Unpaywall, says, settings_for
from relsynth.errors import SourceError
from relsynth.sources import Place, unpaywall
from relsynth.sources.client import Client

COPY = "https://repository.example/1.pdf"


def serve(httpserver: HTTPServer, service: Unpaywall) -> None:
    httpserver.expect_request(re.compile("/unpaywall/.*")).respond_with_handler(service)


@pytest.mark.parametrize(
    ("doi", "urls"),
    [
        pytest.param("10.5555/open(1)", [COPY], id="each-copy-once"),
        pytest.param("10.5555/closed", [], id="closed"),
        pytest.param("10.5555/unknown", [], id="unknown"),
    ],
)
def test_the_open_copies_of_a_work(httpserver: HTTPServer, doi: str, urls: list[str]) -> None:
    serve(httpserver, Unpaywall(copies={"10.5555/open(1)": [COPY, COPY], "10.5555/closed": []}))
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        places = unpaywall.open_copies(client, doi)
    assert places == tuple(
        Place(service="unpaywall", url=url, media_type="application/pdf", licence="cc-by") for url in urls
    )


@pytest.mark.parametrize(
    ("email", "message"),
    [
        pytest.param(None, "set fetch.email in relsynth.toml", id="none"),
        pytest.param("ada", r"Unpaywall refuses the request \(422\): email is required", id="none-it-takes"),
    ],
)
def test_without_an_e_mail_it_is_not_asked(httpserver: HTTPServer, email: str | None, message: str) -> None:
    serve(httpserver, Unpaywall())
    settings = settings_for(httpserver.url_for("/"), email=email)
    with Client(settings, patience=QUICK) as client, pytest.raises(SourceError, match=message):
        unpaywall.open_copies(client, "10.5555/open")


def test_an_error_within_a_200_is_none(httpserver: HTTPServer) -> None:
    serve(httpserver, Unpaywall(always=says({"error": True, "message": "try later"})))
    with (
        Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client,
        pytest.raises(SourceError, match="Unpaywall gives no work: try later"),
    ):
        unpaywall.open_copies(client, "10.5555/open")
