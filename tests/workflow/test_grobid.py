"""PDFs that a GROBID server reads: which reading holds, and what becomes of those that it cannot read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from reportlab.pdfgen.canvas import Canvas
from werkzeug import Request, Response

from made_up import AT, write_project
from made_up_docx import word
from relsynth import workflow
from relsynth.documents import document_id
from relsynth.errors import SourceError
from relsynth.formats.apart import Reader
from relsynth.project import Project, open_project
from relsynth.sources import Patience
from relsynth.workflow import grobid
from relsynth.workflow.collect import Added

PATH = "/api/processFulltextDocument"
WORDS = "The crews met every week in the harbour office, and each time somebody else made the tea for all of them."
SAID = f"<text><body><div><head>Methods</head><p>{WORDS}</p></div></body></text>"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Ferries by GROBID</title></titleStmt><publicationStmt>"
    '<date when="2021"/></publicationStmt><sourceDesc><biblStruct><analytic><author><persName><surname>Okafor</surname>'
    "</persName></author></analytic><idno type='DOI'>10.5555/ferry</idno></biblStruct></sourceDesc></fileDesc>"
    "</teiHeader>"
)
TEI = f"<TEI>{HEADER}{SAID}</TEI>"
"""A PDF's words as a server has them."""


def pdf(title: str) -> bytes:
    """A page with a title, a heading and a paragraph."""
    made = io.BytesIO()
    page = Canvas(made, invariant=True)
    for y, size, text in ((780, 20, title), (720, 14, "Methods"), (690, 10, WORDS)):
        page.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        page.drawString(60, y, text)
    page.save()
    return made.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(write_project(tmp_path / "review")) as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(pdf("Ferries and trust in two harbours"))
    return folder


def serve(httpserver: HTTPServer, *responses: Response) -> list[str]:
    """Answer one request after the other, the last answer for ever; return the paths that were asked for."""
    asked: list[str] = []

    def give(request: Request) -> Response:
        asked.append(request.path)
        return responses[min(len(asked), len(responses)) - 1]

    httpserver.expect_request(PATH).respond_with_handler(give)
    return asked


def add(project: Project, *paths: Path, server: HTTPServer | str | None = None) -> Added:
    address = server.url_for("") if isinstance(server, HTTPServer) else server
    return workflow.add_documents(project, paths, at=AT, grobid=address)


def readers(project: Project) -> list[str]:
    return [document.reader.rpartition("+")[0] for document in project.store.documents()]


def test_a_pdf_is_read_by_the_server_and_known_by_its_own_bytes(
    httpserver: HTTPServer, project: Project, papers: Path
) -> None:
    asked = serve(httpserver, Response(status=503, headers={"Retry-After": "0"}), Response(TEI))
    added = add(project, papers, server=httpserver)
    (document,) = project.store.documents()
    assert (added.read, added.without_grobid, len(asked)) == (1, (), 2)
    assert (document.id, document.format) == (document_id((papers / "one.pdf").read_bytes()), "pdf")
    assert (readers(project), document.name, document.title) == ([grobid.READER], "one", "Ferries by GROBID")
    assert document.text.endswith(WORDS)


def test_what_the_server_leaves_open_comes_from_the_pdf(httpserver: HTTPServer, project: Project, papers: Path) -> None:
    serve(httpserver, Response(f"<TEI>{SAID}</TEI>"))
    add(project, papers, server=httpserver)
    (document,) = project.store.documents()
    assert (readers(project), document.title) == ([grobid.READER], "Ferries and trust in two harbours")


def test_the_better_reading_is_kept_by_a_plain_add_and_not_asked_for_again(
    httpserver: HTTPServer, project: Project, papers: Path
) -> None:
    asked = serve(httpserver, Response(TEI))
    add(project, papers)
    assert readers(project)[0].startswith("pdf/")
    assert add(project, papers, server=httpserver).read == 1
    assert (add(project, papers).already, add(project, papers, server=httpserver).already) == (1, 1)
    assert (readers(project), len(asked)) == ([grobid.READER], 1)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        pytest.param(Response(status=204), "GROBID found no text in this PDF", id="no-text"),
        pytest.param(Response("failed", status=500), "GROBID answers 500: failed", id="failure"),
        pytest.param(
            Response("<TEI><b></TEI>"), "GROBID's TEI cannot be read: line 1: not well-formed", id="broken-tei"
        ),
        pytest.param(Response("hello"), "no TEI: is this the address of GROBID?", id="another-server"),
    ],
)
def test_a_pdf_that_the_server_does_not_read_is_read_here_and_that_is_said(
    httpserver: HTTPServer, project: Project, papers: Path, response: Response, reason: str
) -> None:
    serve(httpserver, response)
    added = add(project, papers, server=httpserver)
    assert (added.read, len(added.unread)) == (1, 0)
    assert readers(project)[0].startswith("pdf/")
    (without,) = added.without_grobid
    assert reason in without.reason
    assert f"Not read by GROBID but by relsynth's own reader (1):\n  {papers.as_posix()}/one.pdf: " in str(added)


def test_what_nobody_can_read_is_unread_with_both_reasons(
    httpserver: HTTPServer, project: Project, papers: Path
) -> None:
    (papers / "one.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    serve(httpserver, Response(status=204))
    (unread,) = add(project, papers, server=httpserver).unread
    assert unread.reason.endswith("; GROBID found no text in this PDF")


def test_a_server_that_is_gone_is_not_asked_for_every_file(project: Project, papers: Path) -> None:
    for number in range(5):
        (papers / f"{number}.pdf").write_bytes(pdf(f"Ferries and trust in harbour {number}"))
    added = add(project, papers, server="http://127.0.0.1:9")
    reasons = [without.reason for without in added.without_grobid]
    assert (added.read, len(reasons)) == (6, 6)
    assert reasons[: grobid.IN_A_ROW] == ["cannot reach GROBID at http://127.0.0.1:9: is it running there?"] * 3
    assert all("was not asked" in reason for reason in reasons[grobid.IN_A_ROW :])


def test_after_a_file_without_an_answer_the_next_are_asked_for_once(httpserver: HTTPServer, papers: Path) -> None:
    asked = serve(httpserver, Response(status=503))
    quick = Patience(attempts=3, first_wait=0.01, longest_wait=0.01, jitter=0.0)
    told: list[str] = []
    address = httpserver.url_for("")
    with Reader() as reader, grobid.opened(address, reader=reader, patience=quick, tell=told.append) as server:
        assert server is not None
        counts = [(server.read(pdf("A van"), path_name="a.pdf"), len(asked))[1] for _ in range(5)]
    assert counts == [3, 4, 5, 5, 5]
    assert told[0].startswith("GROBID answers 503")


def test_a_reading_that_lost_most_of_the_words_is_not_taken(
    httpserver: HTTPServer, project: Project, papers: Path
) -> None:
    serve(httpserver, Response(f"<TEI>{HEADER}<text><body><p>Tea.</p></body></text></TEI>"))
    (without,) = add(project, papers, server=httpserver).without_grobid
    assert without.reason.startswith("GROBID gave 4 words where relsynth's own reader has ")
    assert without.reason.endswith(": kept its own")
    assert readers(project)[0].startswith("pdf/")


def test_the_list_of_papers_names_the_reader(httpserver: HTTPServer, project: Project, papers: Path) -> None:
    serve(httpserver, Response(TEI))
    add(project, papers, server=httpserver)
    listed = workflow.list_papers(project)
    assert listed.papers[0].reader.startswith(grobid.READER)
    assert "[pdf by GROBID, " in str(listed)


def test_only_pdfs_are_sent(httpserver: HTTPServer, project: Project, tmp_path: Path) -> None:
    asked = serve(httpserver, Response(TEI))
    (tmp_path / "a.docx").write_bytes(word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"))
    assert add(project, tmp_path / "a.docx", server=httpserver).read == 1
    assert asked == []


def test_the_better_reading_outlives_that_its_file_is_removed_for_a_while(
    httpserver: HTTPServer, project: Project, papers: Path
) -> None:
    serve(httpserver, Response(TEI))
    add(project, papers, server=httpserver)
    workflow.remove_documents(project, [papers / "one.pdf"])
    assert (add(project, papers).already, readers(project)) == (1, [grobid.READER])


def test_what_is_no_address_stops_before_anything_is_read(project: Project, papers: Path) -> None:
    with pytest.raises(SourceError, match="is no address of a GROBID server"):
        add(project, papers, server="localhost:8070")
    assert readers(project) == []
