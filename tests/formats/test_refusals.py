"""What is said of files that are no paper, or not what their name says."""

from __future__ import annotations

import re

import pytest

from made_up_docx import archive
from relsynth.formats.refusals import breaks_promise, is_page, opens_as_export, page_instead, refusal, signed_as

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def stream(name: str) -> bytes:
    return OLD + name.encode("utf-16-le") + b"\x00" * 100


@pytest.mark.parametrize(
    ("source", "suffix", "said"),
    [
        pytest.param(b"{\\rtf1 We met.}", ".doc", "a Rich Text file: open it in a word processor", id="rtf"),
        pytest.param(b"%!PS-Adobe-3.0", ".pdf", "PostScript: turn it into a PDF", id="postscript"),
        pytest.param(stream("WordDocument"), ".docx", r"an old Word document \(\.doc\)", id="doc"),
        pytest.param(stream("EncryptedPackage"), ".docx", "locked with a password", id="locked-docx"),
        pytest.param(stream("Workbook"), ".doc", "an old Excel workbook", id="xls"),
        pytest.param(OLD, ".doc", "a file of an old office program", id="some-old-file"),
        pytest.param(archive({"a.pdf": "x"}), ".pdf", "a ZIP archive: unpack it first", id="zip"),
        pytest.param(archive({"xl/workbook.xml": "x"}), ".docm", "a workbook, not a paper", id="xlsx"),
        pytest.param(archive({"mimetype": "application/vnd.oasis.opendocument.text"}), ".odt", "as .docx", id="odt"),
        pytest.param(b"\x1f\x8b\x08", ".pdf", "packed with gzip", id="gzip"),
        pytest.param(b"\x89PNG\r\n", ".pdf", "a picture: recognise its text first, as OCRmyPDF does", id="picture"),
        pytest.param(b"<!DOCTYPE html><p>", ".pdf", "ends in .pdf, but this is a web page: the site may", id="page"),
        pytest.param(b"\n<html lang='en'>", ".xml", "ends in .xml, but this is a web page", id="page-as-xml"),
        pytest.param(b"\x00\x01", ".txt", "the name says plain text, but the content is none", id="no-text"),
        pytest.param(b"\x00\x01", ".pdf", "ends in .pdf, but this is no PDF; get the file again", id="no-pdf"),
        pytest.param(b"We met.", ".docx", "but this is no Word document", id="no-docx"),
        pytest.param(b"<book/>", ".xml", "XML, but neither a JATS article nor a TEI text", id="other-xml"),
        pytest.param(b"\x00\x01", ".xml", "no XML, whatever its name says", id="no-xml"),
        pytest.param(
            b"We met.", ".html", "has no tags as web pages have; if it is plain text, save it as .txt", id="no-page"
        ),
        pytest.param(b"We met.", ".wpd", "no installed format reads .wpd files", id="unknown"),
        pytest.param(b"\x00\x01", "", "no installed format reads such files", id="no-suffix"),
    ],
)
def test_a_refusal_says_what_the_file_is_and_how_to_mend_it(source: bytes, suffix: str, said: str) -> None:
    assert re.search(said, refusal(source, suffix))


def test_text_bears_no_signature() -> None:
    assert signed_as(b"We met.") is None
    assert signed_as(b"<article>") is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [(b"<!doctype HTML>", True), (b"<!-- x --><html>", True), (b"<article>", False), (b"<p>", False), (b"", False)],
)
def test_web_pages_are_told_by_their_beginning(head: bytes, expected: bool) -> None:
    assert is_page(head) is expected


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("TY  - JOUR\r\nTI  - Trust", id="ris"),
        pytest.param("1. \nDB  - Index\nAN  - 5\nTY  - JOUR\n", id="ris-numbered"),
        pytest.param("\nPMID- 9990\nOWN - NLM\n", id="medline"),
        pytest.param("FN Clarivate Analytics Web of Science\nVR 1.0\n", id="wos"),
        pytest.param("PT J\nAU Okafor, A\n", id="wos-without-header"),
        pytest.param("PT\tAU\tTI\n", id="wos-table"),
        pytest.param("%0 Journal Article\n%A Okafor, A\n", id="endnote"),
        pytest.param("RT Journal Article\nSR Print\n", id="refworks"),
        pytest.param("<1>\nUnique Identifier\n  9990\n", id="ovid"),
        pytest.param("Record #1 of 2\n\nID: CD5\n", id="cochrane"),
        pytest.param("Scopus\nEXPORT DATE: 3 March 2021\n\n@ARTICLE{x,", id="bibtex"),
        pytest.param('[\n {"type": "article-journal"', id="json"),
        pytest.param("<PubmedArticleSet>", id="xml"),
    ],
)
def test_search_exports_are_told_by_their_first_lines(head: str) -> None:
    assert opens_as_export(head)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Exchanging records\n\nTY  - JOUR\nTI  - Trust\nER  - \n", id="quoted-further-down"),
        pytest.param("# Keeping records\n\n@article{x, title = {Trust}}", id="quoted-in-markdown"),
        pytest.param("PMID- 9990 is where we began.\nWe met.", id="one-tag"),
        pytest.param("TY  - the tag of types\n\nWe met.", id="tag-in-a-title"),
        pytest.param("Title\n  Trust\nAuthors\n  Okafor", id="labels-of-a-paper"),
        pytest.param("[Trust] in towns\n\nWe met.", id="brackets"),
        pytest.param("1. Introduction\n\nWe met.", id="number"),
        pytest.param("@Okafor said (in 2019)", id="at-sign"),
        pytest.param("<p>We met.</p>", id="markup"),
        pytest.param("", id="nothing"),
    ],
)
def test_papers_that_quote_an_export_are_papers(head: str) -> None:
    assert not opens_as_export(head)


def test_some_names_promise_that_a_file_is_no_web_page() -> None:
    assert [breaks_promise(suffix) for suffix in (".pdf", ".xml", ".html", "")] == [True, True, False, False]
    assert page_instead("").startswith("this is a web page")
