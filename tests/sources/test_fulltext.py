"""Open full texts: where they are had, and that what comes is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from made_up_services import QUICK, EuropePmc, PubMed, Unpaywall, settings_for
from relsynth.errors import SourceError
from relsynth.sources import FullText, Identifiers, NotFound, Place, fulltext
from relsynth.sources.client import Client

ARTICLE = "<?xml version='1.0'?><article><front/><body><p>We met the partners.</p></body></article>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
LOGIN = b"<!DOCTYPE html><html><body>Sign in to continue</body></html>"
KNOWN = Identifiers(doi="10.5555/seven")


@dataclass
class World:
    """Where a full text of one report may be: what each service says, and what the files hold."""

    europepmc: EuropePmc = field(default_factory=EuropePmc)
    pmc: PubMed = field(default_factory=PubMed)
    unpaywall: Unpaywall = field(default_factory=Unpaywall)
    files: dict[str, bytes | Response] = field(default_factory=dict)

    def serve(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request(re.compile("/europepmc/.*")).respond_with_handler(self.europepmc)
        httpserver.expect_request("/pubmed/efetch.fcgi").respond_with_handler(self.pmc)
        httpserver.expect_request(re.compile("/unpaywall/.*")).respond_with_handler(self.unpaywall)
        for path, content in self.files.items():
            response = content if isinstance(content, Response) else Response(content)
            httpserver.expect_request(f"/files/{path}").respond_with_response(response)


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def result(httpserver: HTTPServer, **told: Any) -> dict[str, Any]:
    pdf = {"availabilityCode": "OA", "documentStyle": "pdf", "url": httpserver.url_for("/files/europepmc.pdf")}
    page = {"availabilityCode": "S", "documentStyle": "doi", "url": "https://doi.example/10.5555/seven"}
    usual = {"source": "MED", "id": "7", "doi": "10.5555/seven", "pmcid": "PMC70", "isOpenAccess": "Y"}
    return {**usual, "license": "cc by", "fullTextUrlList": {"fullTextUrl": [page, pdf]}, **told}


def fetched(client: Client) -> FullText:
    found = fulltext.fetch(client, KNOWN)
    assert isinstance(found, FullText), found
    return found


def test_places_come_in_order_the_best_first(httpserver: HTTPServer, client: Client) -> None:
    copy = httpserver.url_for("/files/repository.pdf")
    World(
        europepmc=EuropePmc(results=[result(httpserver)]), unpaywall=Unpaywall(copies={"10.5555/seven": [copy]})
    ).serve(httpserver)
    places = fulltext.locate(client, KNOWN)
    assert [(place.service, place.media_type, place.licence) for place in places] == [
        ("europepmc", "application/jats+xml", "cc by"),
        ("pmc", "application/jats+xml", "cc by"),
        ("europepmc", "application/pdf", "cc by"),
        ("unpaywall", "application/pdf", "cc-by"),
    ]
    assert places[0].url == httpserver.url_for("/europepmc/PMC70/fullTextXML")
    assert places[1].url == httpserver.url_for("/pubmed/efetch.fcgi?db=pmc&id=70&retmode=xml")


def test_jats_of_europe_pmc_is_taken_first(httpserver: HTTPServer, client: Client) -> None:
    World(europepmc=EuropePmc(results=[result(httpserver)], texts={"PMC70": ARTICLE})).serve(httpserver)
    found = fetched(client)
    assert (found.media_type, found.content.decode(), found.place.licence) == (
        "application/jats+xml",
        ARTICLE,
        "cc by",
    )
    assert found.url == httpserver.url_for("/europepmc/PMC70/fullTextXML")


def test_a_preprint_is_found_under_its_own_id(httpserver: HTTPServer, client: Client) -> None:
    preprint = result(httpserver, pmcid=None, source="PPR", id="PPR9", fullTextIdList={"fullTextId": ["PPR9"]})
    World(europepmc=EuropePmc(results=[preprint], texts={"PPR9": ARTICLE})).serve(httpserver)
    assert fetched(client).url == httpserver.url_for("/europepmc/PPR9/fullTextXML")


def test_jats_of_pubmed_central_comes_next(httpserver: HTTPServer, client: Client) -> None:
    articles = f"<pmc-articleset>{ARTICLE.partition('?>')[2]}</pmc-articleset>"
    World(europepmc=EuropePmc(results=[result(httpserver)]), pmc=PubMed(articles=articles)).serve(httpserver)
    assert fetched(client).place.service == "pmc"


def test_a_pdf_is_taken_where_there_is_no_jats(httpserver: HTTPServer, client: Client) -> None:
    closed = result(httpserver, isOpenAccess="N", pmcid=None)
    World(europepmc=EuropePmc(results=[closed]), files={"europepmc.pdf": PDF}).serve(httpserver)
    found = fetched(client)
    assert (found.media_type, found.content) == ("application/pdf", PDF)


def test_unpaywall_is_asked_last_and_redirects_are_followed(httpserver: HTTPServer, client: Client) -> None:
    copy = httpserver.url_for("/files/moved.pdf")
    moved = Response(status=302, headers={"Location": "/files/here.pdf?download=1"})
    World(unpaywall=Unpaywall(copies={"10.5555/seven": [copy]}), files={"moved.pdf": moved, "here.pdf": PDF}).serve(
        httpserver
    )
    found = fetched(client)
    assert (found.place.url, found.url) == (copy, httpserver.url_for("/files/here.pdf?download=1"))


def test_every_place_that_does_not_serve_says_why(httpserver: HTTPServer, client: Client) -> None:
    copies = [httpserver.url_for(f"/files/{name}.pdf") for name in ("login", "cut", "gone")]
    front = "<pmc-articleset><article><front/></article></pmc-articleset>"
    World(
        europepmc=EuropePmc(results=[result(httpserver)], texts={"PMC70": ARTICLE[:60]}),
        pmc=PubMed(articles=front),
        unpaywall=Unpaywall(copies={"10.5555/seven": [*copies, "http://127.0.0.1:9/private.pdf"]}),
        files={
            "europepmc.pdf": Response("no", status=403),
            "login.pdf": LOGIN,
            "cut.pdf": PDF[:30],
            "gone.pdf": Response(status=404),
        },
    ).serve(httpserver)
    found = fulltext.fetch(client, KNOWN)
    assert isinstance(found, NotFound)
    assert [re.sub(r"(localhost|127\.0\.0\.1)(:\d+)?", "host", reason) for reason in found.reasons] == [
        "host gives an article that is cut off; asked 3 times",
        "host gives the front of the article only, not its text",
        "host refuses the request (403): no",
        "host gives a web page (to log in, to prove oneself human, or to look at) instead of a PDF",
        "host gives a PDF that is cut off; asked 3 times",
        "host has nothing at http://host/files/gone.pdf",
        "host is within a private network, where relsynth asks only what relsynth.toml names",
    ]


@pytest.mark.parametrize(
    ("email", "reasons"),
    [
        pytest.param("ada@example.org", ("no open full text is known",), id="all-asked"),
        pytest.param(
            None,
            ("Unpaywall was not asked: it wants an e-mail, set fetch.email in relsynth.toml",),
            id="one-could-not-be-asked",
        ),
    ],
)
def test_what_nobody_knows_is_not_found(httpserver: HTTPServer, email: str | None, reasons: tuple[str, ...]) -> None:
    World().serve(httpserver)
    with Client(settings_for(httpserver.url_for("/"), email=email), patience=QUICK) as client:
        assert fulltext.fetch(client, KNOWN) == NotFound(reasons=reasons)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(LOGIN.replace(b"<body>", b"<body><article>x</article>"), "gives a web page", id="html-article"),
        pytest.param(b"\xef\xbb\xbf <html><article/></html>", "gives a web page", id="html-after-a-mark"),
        pytest.param(b"%PDF-1.4 %%EOF", "of 14 bytes instead of JATS", id="a-pdf"),
        pytest.param(b"", "of 0 bytes instead of JATS", id="nothing"),
    ],
)
def test_what_is_no_jats_is_not_taken_for_it(
    httpserver: HTTPServer, client: Client, content: bytes, message: str
) -> None:
    World(files={"paper.xml": content}).serve(httpserver)
    place = Place(service="europepmc", url=httpserver.url_for("/files/paper.xml"), media_type="application/jats+xml")
    with pytest.raises(SourceError, match=message):
        fulltext.download(client, place)
