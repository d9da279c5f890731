"""Retractions, corrections and concerns are found, kept, the grave ones listed first, and shown with records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import pytest
from pytest_httpserver import HTTPServer

from made_up import AT
from made_up_records import TITLES, in_memory, record, ris, shouted
from made_up_services import Crossref, PubMed, connect_to, crossref_works, status
from relsynth import workflow
from relsynth.errors import SourceError
from relsynth.project import Project
from relsynth.workflow.notices import Notices
from relsynth.workflow.sources import add_source

T = TypeVar("T")


def update(doi: str, kind: str) -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "updated": {"date-time": "2021-03-09T00:00:00Z"}, "source": "publisher"}


WORKS = [
    *crossref_works(3),
    {"DOI": "10.5555/made-up.1", "updated-by": [update("10.5555/mend", "corrigendum")]},
    {"DOI": "10.5555/notice", "update-to": [update("10.5555/made-up.2", "retraction")]},
]
CONCERN = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="ExpressionOfConcernIn"><RefSource>J Hill. 2022</RefSource>'
    "<PMID>99</PMID></CommentsCorrections></CommentsCorrectionsList>"
)


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        with_pmid = record(3, doi=None, extra=(("AN", "33"), ("DB", "PubMed")))
        add_source(opened, ris(record(1), record(2), record(4, doi=None)), name="a.ris", at=AT)
        add_source(opened, PUBMED, name="b.nbib", at=AT)
        add_source(opened, ris(shouted(2), with_pmid), name="c.ris", at=AT)
        yield opened


PUBMED = b"\nPMID- 33\nTI  - Mending nets in winter\nFAU - Owusu, Efua\nDP  - 2006\n"


def serve(httpserver: HTTPServer, **told: Any) -> tuple[Crossref, PubMed]:
    crossref, pubmed = Crossref(works=WORKS, **told), PubMed(entered={33: None}, extra={33: CONCERN})
    httpserver.clear_all_handlers()
    httpserver.expect_request("/crossref/works").respond_with_handler(crossref)
    httpserver.expect_request("/pubmed/efetch.fcgi").respond_with_handler(pubmed)
    return crossref, pubmed


def check(project: Project, httpserver: HTTPServer, **others: Any) -> Notices:
    return workflow.check_notices(project, at=AT, connect=connect_to(httpserver.url_for("/")), **others)


def test_every_report_is_asked_about_and_the_grave_notices_come_first(project: Project, httpserver: HTTPServer) -> None:
    serve(httpserver)
    found = check(project, httpserver)
    told = [(row.notice.kind, row.notice.notice, row.notice.issued, row.notice.service) for row in found.notices]
    assert sorted(told[:2]) == [
        ("concern", "pmid:99", "2022", "PubMed"),
        ("retraction", "10.5555/notice", "2021-03-09", "publisher through Crossref"),
    ]
    assert told[2:] == [("correction", "10.5555/mend", "2021-03-09", "publisher through Crossref")]
    assert {row.title for row in found.notices} == {TITLES[1], TITLES[2], "Mending nets in winter"}
    reports = {row.id for row in workflow.list_records(project).reports}
    assert {row.report for row in found.notices} <= reports
    assert found.asked + found.without == len(reports)
    assert found.without >= 1


def test_the_words_name_the_notice_and_its_report(project: Project, httpserver: HTTPServer) -> None:
    serve(httpserver)
    text = str(check(project, httpserver))
    assert re.match(r"Reports asked about: 3\nWithout a DOI or PubMed number to ask by: \d\nNotices \(3\):\n", text)
    assert "RETRACTION told by publisher through Crossref (2021-03-09, 10.5555/notice)\n    r1:" in text
    assert text.index("RETRACTION") < text.index("CORRECTION")


def test_a_record_is_shown_with_its_notices_whichever_of_its_records_they_are_of(
    project: Project, httpserver: HTTPServer
) -> None:
    serve(httpserver)
    check(project, httpserver)
    records = project.store.catalogue.records().items()
    for wanted in (record(2), shouted(2)):
        id = next(id for id, one in records if one.title == wanted.title)
        assert str(workflow.show_record(project, id)).startswith("RETRACTION told by publisher through Crossref (2021-")
    clean = next(id for id, one in records if one.title == record(4).title)
    assert workflow.show_record(project, clean).notices == ()


def test_a_notice_stays_with_its_report_when_that_gains_a_record(project: Project, httpserver: HTTPServer) -> None:
    serve(httpserver)
    before = {row.report for row in check(project, httpserver).notices}
    add_source(project, ris(record(2, abstract="Longer. " * 40, volume=None)), name="d.ris", at=AT)
    after = check(project, httpserver)
    assert {row.report for row in after.notices} == before
    assert len(after.notices) == 3


def test_what_came_before_a_stop_is_kept(project: Project, httpserver: HTTPServer) -> None:
    serve(httpserver)

    def stop(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Asking for notices"
        yield items[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(project, httpserver, track=stop)
    assert {notice.kind for notice in project.store.answers.notices()} == {"retraction", "correction"}


def test_a_service_that_fails_is_one_sentence(project: Project, httpserver: HTTPServer) -> None:
    serve(httpserver, always=status(500, "down"))
    with pytest.raises(SourceError, match=r"^Crossref answers 500: down; asked 3 times$"):
        check(project, httpserver)


def test_where_there_is_nobody_to_ask_about_nobody_is_asked(httpserver: HTTPServer) -> None:
    crossref, pubmed = serve(httpserver)
    with in_memory() as empty:
        assert str(check(empty, httpserver)) == "Reports asked about: 0\nNo notice is known."
    assert crossref.asked == pubmed.asked == []
