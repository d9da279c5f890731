"""The lines of a PDF, by pdfium: its files and pages opened, asked and closed.

What a page says is asked for once; where it stands, by ``probe``. No other module speaks to
pdfium. It is not made for threads: a lock lets one in at a time.

Source: fpdfview.h and fpdf_text.h of pdfium; the calls are those that the versions 4.30
to 5 of pypdfium2 share.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_ushort, create_string_buffer
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from relsynth.errors import InputError
from relsynth.formats.pdf.lines import Line, Page
from relsynth.formats.pdf.probe import Font, Probe

MOST_PAGES = 500
"""More are a book: 40 open-access papers have 3 to 27."""

MOST_CHARACTERS = 100_000
"""On one page; a dense page of a journal holds 8,000, a poster 20,000."""

FEW_LETTERS = 40
"""A page with fewer holds a picture, a page number or nothing."""

_LOCK = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a file holds: its pages, its own title, and whether pages are pictures."""

    pages: tuple[Page, ...]
    title: str
    pictures: int


def scan(source: bytes) -> Scan:
    """Return the lines of all pages.

    Raises:
        InputError: the file is damaged, needs a password, or holds more than a paper does.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a library of 7 MB

    with _LOCK, _opened(source, pdfium) as file:
        count = pdfium.FPDF_GetPageCount(file)
        if count > MOST_PAGES:
            raise InputError(
                f"{count} pages, where a paper has at most {MOST_PAGES}; extract the chapter that you need"
            )
        if count < 1:
            raise InputError("holds no page that can be read; the file is damaged or cut short: fetch it again")
        fonts: dict[bytes, Font] = {}
        pages = []
        pictures = 0
        for index in range(count):
            with _page(file, index, pdfium) as page:
                pages.append(_read(page, index + 1, fonts, pdfium))
                few = sum(len(line.text) for line in pages[-1].lines) < FEW_LETTERS
                pictures += few and _shows_picture(page, pdfium)
        return Scan(pages=tuple(pages), title=_title(file, pdfium), pictures=pictures)


_FAULTS = {
    3: "damaged or cut short, or no PDF at all; fetch it again, or open it in a reader of PDF and save a copy",
    4: "locked with a password; open it and save a copy without one",
    5: "locked in a way that is not supported; open it and save a copy without protection",
}


@contextmanager
def _opened(source: bytes, pdfium: Any) -> Iterator[Any]:
    file = pdfium.FPDF_LoadMemDocument64(source, len(source), None)
    if not file:
        code = pdfium.FPDF_GetLastError()
        raise InputError(_FAULTS.get(code, _FAULTS[3]))
    try:
        yield file
    finally:
        pdfium.FPDF_CloseDocument(file)


@contextmanager
def _page(file: Any, index: int, pdfium: Any) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(file, index)
    if not page:
        raise InputError(f"page {index + 1} cannot be read; the file is damaged or cut short: fetch it again")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: Any, number: int, fonts: dict[bytes, Font], pdfium: Any) -> Page:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise InputError(f"the text of page {number} cannot be read; the file is damaged: fetch it again")
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        if count > MOST_CHARACTERS:
            raise InputError(f"page {number} holds {count} characters, as no page of a paper does")
        probe = Probe(text_page, number, fonts, pdfium)
        lines = list(probe.lines(_text(text_page, count, pdfium), count))
        lines = probe.parted(lines, pdfium.FPDF_GetPageWidthF(page))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return Page(
        number=number,
        width=pdfium.FPDF_GetPageWidthF(page),
        height=pdfium.FPDF_GetPageHeightF(page),
        lines=_upright(lines),
    )


def _text(text_page: Any, count: int, pdfium: Any) -> str:
    """All the characters of a page, a UTF-16 unit each, so that their places are pdfium's."""
    buffer = (c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(memoryview(buffer).cast("B"))[: max(0, 2 * written - 2)].decode("utf-16-le", "surrogatepass")


def _upright(drawn: list[tuple[Line, int]]) -> tuple[Line, ...]:
    """The lines that run across; the page is turned where most run up or down it.

    What runs up the margin of a page is a stamp of the archive, or an axis.
    """
    signs = {0: 0, 1: 0, -1: 0}
    for line, turn in drawn:
        signs[turn] += len(line.text)
    turned = max(signs, key=signs.__getitem__)
    lines = tuple(line for line, turn in drawn if turn == turned)
    return lines if turned == 0 else tuple(_turned(line, turned) for line in lines)


def _turned(line: Line, turn: int) -> Line:
    """A line that runs up (1) or down (-1) the page, as it runs across the page turned."""
    start = turn * line.base
    width = 0.5 * line.size * len(line.text)  # its end is not known here; half a size is a letter
    return replace(line, left=start, right=start + width, base=-turn * line.left)


def _shows_picture(page: Any, pdfium: Any) -> bool:
    """Whether one of the first objects of a page is a picture."""
    objects = min(pdfium.FPDFPage_CountObjects(page), 50)
    kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, number)) for number in range(objects)}
    return not kinds.isdisjoint({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


def _title(file: Any, pdfium: Any) -> str:
    """The title that the file gives itself, as its producer left it."""
    size = pdfium.FPDF_GetMetaText(file, b"Title", None, 0)
    buffer = create_string_buffer(min(size, 4096) + 2)
    pdfium.FPDF_GetMetaText(file, b"Title", buffer, len(buffer))
    return buffer.raw.decode("utf-16-le", "ignore").partition("\x00")[0].strip()
