"""EPUB: what its package says, its chapters in order, and archives that are none."""

from __future__ import annotations

import io
import zipfile

import pytest

from relsynth.errors import InputError
from relsynth.formats.epub import read_document, recognises

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"> <metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Two councils</dc:title><dc:creator id="a">Ada
Okafor</dc:creator> <dc:creator>Lund,
Ben</dc:creator><dc:date>2021-03-01</dc:date><dc:identifier>doi:10.5555/X.Y</dc:identifier>
<dc:language>en-GB</dc:language></metadata><manifest> <item id="nav" href="nav.xhtml" properties="nav"
media-type="application/xhtml+xml"/> <item id="one" href="text/ch%201.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/> <item id="cover" href="cover.xhtml"
media-type="application/xhtml+xml"/> <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/><item
id="pic" href="a.jpg" media-type="image/jpeg"/> </manifest><spine><itemref idref="cover"/><itemref
idref="nav"/><itemref idref="two"/><itemref idref="one"/> <itemref idref="gone"/><itemref idref="pic"/><itemref
idref="none"/></spine></package>"""
PAGE = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="e"><head><title/></head>
<body{}>{}</body></html>"""
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/nav.xhtml": PAGE.format("", "<nav><p>Where to go</p></nav>"),
    "OEBPS/cover.xhtml": PAGE.format(' epub:type="cover"', "<p>A picture</p>"),
    "OEBPS/text/two.xhtml": PAGE.format(
        "",
        """<h1>Two councils</h1><section><a id="p1"/><h2>Methods</h2><p>We met the mayors<a epub:type="noteref"
href="#n">1</a> each month <a href="ch1.xhtml#r3">3</a>.</p></section>""",
    ),
    "OEBPS/text/ch 1.xhtml": PAGE.format(
        "", '<h2>Results</h2><p>Both came.</p><h2>References</h2><ol><li id="r3">Other A. 2001.</li></ol>'
    ),
}


def packed(**changed: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for part, text in {**PARTS, **{name.replace("__", "/"): text for name, text in changed.items()}}.items():
            if text:
                file.writestr(part, text)
    return archive.getvalue()


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    document = read_document(packed(), name="book")
    lines = [(document.section_path(p.section), document.quote(p.start, p.end)) for p in document.paragraphs]
    assert lines == [
        ((), "Two councils"),
        (("Methods",), "We met the mayors each month."),
        (("Results",), "Both came."),
    ]
    assert document.citations == (lines[0][1].__len__() + len("\nWe met the mayors each month"),)
    assert (document.format, document.reader) == ("epub", "epub/1")


def test_the_package_gives_the_citation() -> None:
    document = read_document(packed(), name="book")
    assert (document.title, document.authors) == ("Two councils", ("Okafor, Ada", "Lund, Ben"))
    assert (document.year, document.doi) == (2021, "10.5555/x.y")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"META-INF__container.xml": ""}, "has no META-INF", id="no-container"),
        pytest.param({"OEBPS__content.opf": ""}, "is not in the EPUB", id="no-package"),
        pytest.param({"OEBPS__content.opf": "<package/>"}, "names no chapter", id="no-chapters"),
        pytest.param(
            {
                "META-INF__encryption.xml": "<encryption><EncryptedData>"
                '<EncryptionMethod algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></EncryptedData></encryption>'
            },
            "DRM",
            id="locked",
        ),
    ],
)
def test_what_cannot_be_read_says_why(changed: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_document(packed(**changed), name="book")


def test_a_book_beyond_all_measure_is_refused() -> None:
    with pytest.raises(InputError, match="tags"):
        read_document(packed(**{"OEBPS__text__two.xhtml": "<p>a" * 1_600_000}), name="book")


def test_a_damaged_archive_is_refused() -> None:
    with pytest.raises(InputError):
        read_document(packed()[:200], name="book")


@pytest.mark.parametrize(
    ("head", "suffix", "is_epub"),
    [
        pytest.param(packed()[:4096], ".zip", True, id="by-its-first-part"),
        pytest.param(b"PK\x03\x04 ...", ".epub", True, id="by-its-name"),
        pytest.param(b"PK\x03\x04 ...", ".docx", False, id="another-archive"),
        pytest.param(b"<html>", ".epub", False, id="no-archive"),
    ],
)
def test_recognised(head: bytes, suffix: str, is_epub: bool) -> None:
    assert recognises(head, suffix) is is_epub
