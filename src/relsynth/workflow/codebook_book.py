"""A codebook written up, for readers of a paper and for journals: as a Word document, a page, or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relsynth.errors import InputError
from relsynth.formats.refi_codebook import write_qdc
from relsynth.reports.codebook_book import CodebookBook, book_of, to_html, to_markdown
from relsynth.workflow.books import read_codebook_file
from relsynth.workflow.export_qdpx import left_of
from relsynth.workflow.listing import listing

QDC = ".qdc"
"""What other programs for qualitative analysis read a codebook from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCodebook:
    """The write-up of a codebook, and which version it is of; ``left`` is what other programs have no place for."""

    file: str
    codebook: str
    version: str
    digest: str
    codes: int
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.file}: {self.codebook} {self.version} ({self.digest[:12]}), {self.codes} codes"
        return "\n".join([head, *listing("Not in it", self.left)])


def write_codebook(path: Path | None, out: Path, *, on: str | None = None) -> WrittenCodebook:
    """Write up a codebook: .docx, .html, .md, or .qdc for other programs (REFI-QDA), by the file's name; the same
    codebook and date give the same bytes.

    Args:
        path: its file, or None for the default one.
        on: a day to print (ISO 8601); none is printed without it.

    Raises:
        InputError: there is no such file, nothing can be written there or in that format, or ``on`` is no day.
        CodebookError: with every problem and its line.
    """
    form = out.suffix.lower()
    if form not in (*WRITERS, QDC):
        raise InputError(f"{out}: a codebook is written as {', '.join((*WRITERS, QDC))}; give the file such a name")
    book, day = read_codebook_file(path), _day(on)
    content = write_qdc(book) if form == QDC else WRITERS[form](book_of(book, on=on), day)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", path=out) from error
    return WrittenCodebook(
        file=str(out),
        codebook=book.id,
        version=book.version,
        digest=book.digest,
        codes=len(book.codes),
        left=tuple(map(str, left_of(book))) if form == QDC else (),
    )


def _day(on: str | None) -> datetime | None:
    if on is None:
        return None
    try:
        return datetime.strptime(on, "%Y-%m-%d")  # noqa: DTZ007 a day has no zone
    except ValueError as error:
        raise InputError(f"{on!r} is no day; write it as 2026-01-31") from error


def _docx(book: CodebookBook, on: datetime | None) -> bytes:
    from relsynth.reports.codebook_docx import to_docx  # noqa: PLC0415 python-docx is heavy, and rarely needed
    from relsynth.reports.word import MADE  # noqa: PLC0415

    return to_docx(book, made=on or MADE)


def _html(book: CodebookBook, _on: datetime | None) -> bytes:
    return to_html(book).encode()


def _markdown(book: CodebookBook, _on: datetime | None) -> bytes:
    return to_markdown(book).encode()


WRITERS: Mapping[str, Callable[[CodebookBook, datetime | None], bytes]] = {
    ".docx": _docx,
    ".html": _html,
    ".md": _markdown,
}
