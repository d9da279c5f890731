"""PDF: the paper as it was printed, read back into sections and paragraphs.

A PDF holds signs at places. From there to a paper it takes: lines (``pdfium``), less what
is furniture of the page (``furniture``), in the order in which columns are read
(``columns``), put together to paragraphs (``paragraphs``, ``flow``) whose words are whole
(``hyphens``), told apart as headings, captions, footnotes (``headings``, ``roles``), with
the front read (``front``) and the references cut out (``blocks``). Each step is a pure
function of the lines; only ``pdfium`` knows the file.

Source: ISO 32000-1:2008 for the format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from relsynth.documents import CITATION, Block, Document, plain_line
from relsynth.errors import InputError
from relsynth.formats.pdf.blocks import blocks_of
from relsynth.formats.pdf.citations import cited, cites_in_round_brackets, with_superscripts_cited
from relsynth.formats.pdf.columns import in_reading_order
from relsynth.formats.pdf.flow import Flow, flowing
from relsynth.formats.pdf.front import authors_in, doi_of, title_lines, year_of
from relsynth.formats.pdf.furniture import without_furniture
from relsynth.formats.pdf.headings import may_be_heading, styles_of
from relsynth.formats.pdf.hyphens import Words, text_of
from relsynth.formats.pdf.lines import LONG_LINE, Line, Page, Type, body_type, joined
from relsynth.formats.pdf.paragraphs import Passage, passages
from relsynth.formats.pdf.pdfium import FEW_LETTERS, Scan, scan
from relsynth.formats.pdf.roles import roles_of
from relsynth.formats.pdf.streams import refuse_swollen
from relsynth.formats.reading import Citation, document
from relsynth.formats.signatures import PDF, holds_pdf

name = "pdf"
READER = "pdf/1"

ENOUGH_LINES = 150
"""Lines that tell whether a paper's letters can be told."""

_LETTERS = re.compile(r"[^\W\d_]+")


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file begins as a PDF does, whatever its name; without a suffix, after something else too."""
    if suffix == ".pdf" or head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(PDF):
        return True
    return holds_pdf(head) and not suffix


def read_document(source: bytes, *, name: str) -> Document:
    """Read a paper: its title, abstract and body, without references and furniture.

    Raises:
        InputError: no PDF, damaged, locked, longer than a paper, or without text that can be read.
    """
    if not holds_pdf(source):
        raise InputError(
            "the name ends in .pdf, but this is no PDF; save the article as PDF, or give the file its own suffix"
        )
    refuse_swollen(source)
    scanned = scan(source)
    _refuse_wordless(scanned)
    blocks, citation = _read(scanned)
    return document(blocks, citation, source=source, name=name, format="pdf", reader=READER)


def _refuse_wordless(scanned: Scan) -> None:
    lines = (line.text for page in scanned.pages for line in page.lines)
    signs = "".join(islice(lines, ENOUGH_LINES)).replace(" ", "")
    if len(signs) < FEW_LETTERS or scanned.pictures * 2 > len(scanned.pages):
        if scanned.pictures:
            raise InputError(
                "holds no text, only pictures of pages: run OCRmyPDF (ocrmypdf IN.pdf OUT.pdf) and add the result"
            )
        raise InputError("holds no text; if there is any to see, run OCRmyPDF (ocrmypdf --force-ocr IN.pdf OUT.pdf)")
    if sum(map(len, _LETTERS.findall(signs))) * 2 < len(signs):
        raise InputError(
            "its letters cannot be told: the fonts do not say which they are; "
            "run OCRmyPDF (ocrmypdf --force-ocr IN.pdf OUT.pdf) and add the result"
        )


def _read(scanned: Scan) -> tuple[list[Block], Citation]:
    whole = tuple(_whole(page) for page in scanned.pages)
    body = body_type(whole)
    pages = without_furniture(whole)
    title = title_lines(pages[0], scanned.title, body)
    words = Words(line for page in pages for line in page.lines)
    found = [(passage, text_of(passage.lines, words)) for passage in _passages(pages, title, body)]
    in_round = cites_in_round_brackets(text for _, text in found)
    styles = styles_of(((passage, text) for passage, text in found if may_be_heading(passage, text)), body)

    def say(flow: Flow) -> str:
        text = flow.parts[0].text if len(flow.parts) == 1 else text_of(flow.lines, words)
        return cited(text, in_round=in_round)

    parts = list(roles_of(found, styles, _width(pages, body)))
    blocks = list(blocks_of(list(flowing(parts)), styles, say))
    return blocks, Citation(
        title=plain_line(text_of(title, words).replace(CITATION, "")) or None,
        authors=authors_in(_below(title, pages[0])),
        year=year_of(whole[0]),
        doi=doi_of(pages, whole),
    )


def _whole(page: Page) -> Page:
    """A page with the pieces of its lines together, and its superscripts read."""
    return replace(page, lines=tuple(with_superscripts_cited(line) for line in joined(page.lines)))


def _passages(pages: Sequence[Page], title: Sequence[Line], body: Type) -> Iterator[Passage]:
    """The passages of all pages in reading order, without the title."""
    runs = 0
    for page in pages:
        lines = _below_title(page, title) if page.number == 1 and title else page.lines
        ordered = in_reading_order(lines, body)
        yield from passages(ordered, body, at=runs)
        runs += len(ordered)


def _below_title(page: Page, title: Sequence[Line]) -> Sequence[Line]:
    """The lines of the first page but its title and, where that stands high, what stands above it."""
    top = title[0].base + title[0].size
    high = top > page.height / 2
    return [line for line in page.lines if line not in title and not (high and line.base > top)]


def _width(pages: Sequence[Page], body: Type) -> float:
    """The width of a column: that of most lines of the running text."""
    widths = Counter(
        round((line.right - line.left) / 10)
        for page in pages
        for line in page.lines
        if len(line.text) > LONG_LINE and body.is_as_large(line)
    )
    return 10.0 * max(widths, key=lambda width: (widths[width], width)) if widths else 0.0


def _below(title: Sequence[Line], page: Page) -> list[Line]:
    """The lines under the title, in which its authors are named."""
    if not title:
        return []
    at = page.lines.index(title[-1])
    return list(page.lines[at + 1 : at + 8])
