"""Retractions, corrections and concerns, as Crossref and PubMed tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from made_up_services import QUICK, Crossref, PubMed, crossref_works, settings_for
from relsynth.sources import Notice, notices
from relsynth.sources.client import Client


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    with Client(settings_for(httpserver.url_for("/")), patience=QUICK) as client:
        yield client


def update(doi: str, kind: str, **told: str) -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "label": kind.title(), "updated": {"date-time": "2021-03-09T00:00:00Z"}, **told}


def told(kind: Any, of: str, by: str | None, said: str, asserted_by: str | None = None) -> Notice:
    return Notice(kind=kind, of=of, by=by, date="2021-03-09", source="crossref", said=said, asserted_by=asserted_by)


WORKS: list[dict[str, Any]] = [
    *crossref_works(100),
    {
        "DOI": "10.5555/bad",
        "updated-by": [
            update("10.5555/notice", "retraction", source="publisher"),
            update("10.5555/notice", "retraction", source="retraction-watch"),
        ],
    },
    {"DOI": "10.5555/notice", "update-to": [update("10.5555/BAD", "retraction", source="publisher")]},
    {
        "DOI": "10.5555/two",
        "update-to": [update("10.5555/w3", "erratum"), update("10.5555/elsewhere", "corrigendum")],
    },
    {"DOI": "10.5555/with,comma", "updated-by": [update("10.5555/eoc", "expression_of_concern")]},
]


@pytest.mark.parametrize(
    ("dois", "expected"),
    [
        pytest.param(
            ["10.5555/BAD"],
            [
                told("retraction", "10.5555/bad", "10.5555/notice", "retraction", "publisher"),
                told("retraction", "10.5555/bad", "10.5555/notice", "retraction", "retraction-watch"),
            ],
            id="told-from-both-ends-and-by-both",
        ),
        pytest.param(
            ["10.5555/w3", "10.5555/w4"],
            [told("correction", "10.5555/w3", "10.5555/two", "erratum")],
            id="told-by-the-notice-only",
        ),
        pytest.param(
            ["10.5555/with,comma"],
            [told("concern", "10.5555/with,comma", "10.5555/eoc", "expression_of_concern")],
            id="a-doi-that-no-filter-takes",
        ),
        pytest.param(["10.5555/unknown", "10.5555/unknown,too"], [], id="unknown"),
        pytest.param([], [], id="none"),
    ],
)
def test_notices_by_doi(httpserver: HTTPServer, client: Client, dois: list[str], expected: list[Notice]) -> None:
    httpserver.expect_request(re.compile("/crossref/works.*")).respond_with_handler(Crossref(works=WORKS))
    assert list(notices.of_dois(client, dois)) == expected


def test_many_dois_are_asked_for_a_few_at_a_time(httpserver: HTTPServer, client: Client) -> None:
    service = Crossref(works=WORKS)
    httpserver.expect_request("/crossref/works").respond_with_handler(service)
    found = list(notices.of_dois(client, [f"10.5555/w{n}" for n in range(100)]))
    assert [(notice.of, notice.kind) for notice in found] == [("10.5555/w3", "correction")]
    assert {asked["filter"].count(":") for asked in service.asked} == {40, 20}


def link(kind: str, pmid: str = "", source: str = "") -> str:
    own = f"<PMID>{pmid}</PMID>" if pmid else ""
    return f'<CommentsCorrections RefType="{kind}"><RefSource>{source}</RefSource>{own}</CommentsCorrections>'


def links(*each: str) -> str:
    return f"<CommentsCorrectionsList>{''.join(each)}</CommentsCorrectionsList>"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            links(link("RetractionIn", "99", "J Made Up. 2022 May;3(2):4")),
            [("retraction", "pmid:99", "2022", "RetractionIn")],
            id="retracted",
        ),
        pytest.param(
            links(
                link("SummaryForPatientsIn", "5"),
                link("ErratumIn", "", "J Made Up"),
                link("ExpressionOfConcernIn", "6"),
            ),
            [("correction", None, None, "ErratumIn"), ("concern", "pmid:6", None, "ExpressionOfConcernIn")],
            id="summaries-are-none",
        ),
        pytest.param(links(link("RetractionOf", "5"), link("UpdateOf", "6")), [], id="itself-a-notice"),
        pytest.param("", [], id="none"),
    ],
)
def test_notices_by_pmid(
    httpserver: HTTPServer, client: Client, record: str, expected: list[tuple[str, str | None, str | None, str]]
) -> None:
    service = PubMed(entered={7: None, 8: None}, extra={7: record})
    httpserver.expect_request("/pubmed/efetch.fcgi").respond_with_handler(service)
    found = list(notices.of_pmids(client, ["7", "8", "9", "no pmid"]))
    assert [(notice.kind, notice.by, notice.date, notice.said) for notice in found] == expected
    assert {notice.of for notice in found} <= {"pmid:7"}
    assert len(service.asked) == 1  # a PMID that PubMed does not know is not asked for again


def test_a_retracted_record_without_a_link_is_told_by_its_type(httpserver: HTTPServer, client: Client) -> None:
    types = "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    citation = f"<MedlineCitation><PMID>7</PMID><Article>{types}</Article></MedlineCitation>"
    content = f"<PubmedArticleSet><PubmedArticle>{citation}</PubmedArticle></PubmedArticleSet>"
    httpserver.expect_request("/pubmed/efetch.fcgi").respond_with_data(content, content_type="text/xml")
    assert list(notices.of_pmids(client, ["7"])) == [
        Notice(kind="retraction", of="pmid:7", source="pubmed", said="Retracted Publication")
    ]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Retraction", "retraction"),
        ("partial_retraction", "retraction"),
        ("withdrawal", "withdrawal"),
        ("removal", "removal"),
        ("Corrigendum", "correction"),
        ("addendum", "correction"),
        ("Reinstatement after retraction", "reinstatement"),
        ("new_version", "update"),
    ],
)
def test_the_kind_of_a_notice(said: str, kind: str) -> None:
    assert notices.kind_of(said) == kind
