"""The write-up of a codebook as a Word document: Word's own styles, real headings, tables whose head is on every page.

The same book gives the same bytes; its properties tell the date that is printed, or a fixed one.
"""

from __future__ import annotations

from datetime import datetime

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Cell, _Row

from relsynth.reports.codebook_book import CodebookBook, CodePart, Row
from relsynth.reports.word import MADE, describe, packed

NAMES, TEXTS = Cm(3.5), Cm(12.5)  # widths of the columns of a table of two


def to_docx(book: CodebookBook, *, made: datetime = MADE) -> bytes:
    """Return the document; ``made`` is the moment that its properties tell."""
    word = Document()
    describe(word, title=book.title, language=book.language, made=made)
    word.add_heading(book.title, level=0)
    _pairs(word, None, book.about)
    word.add_paragraph(book.description)
    if book.rules:
        word.add_heading("Rules for all codes", level=1)
        _pairs(word, ("Rule", "What it says"), book.rules)
    _overview(word, book)
    for domain in book.domains:
        word.add_heading(f"{domain.id}: {domain.label}", level=1)
        if domain.seed:
            word.add_paragraph(domain.seed)
        for code in domain.codes:
            _code(word, code)
    _facets(word, book)
    if book.sources:
        word.add_heading("Sources", level=1)
        _pairs(word, ("Key", "Source"), book.sources)
    return packed(word)


def _overview(word: Word, book: CodebookBook) -> None:
    word.add_heading("Codes", level=1)
    table = _table(word, ("Code", "Label", "Domain"))
    for domain, code in book.codes:
        _fill(_line(table), ("\u2003" * code.depth + code.id, code.label, domain.label))


def _code(word: Word, code: CodePart) -> None:
    word.add_heading(f"{code.id}: {code.label}", level=2)
    _pairs(word, (code.id, code.label), code.rows)


def _facets(word: Word, book: CodebookBook) -> None:
    if book.facets:
        word.add_heading("Facets: what else is said of a coded sentence", level=1)
    for facet in book.facets:
        word.add_heading(facet.name, level=2)
        word.add_paragraph(facet.definition)
        if facet.rows:
            _pairs(word, ("Value", "When it holds"), facet.rows)


def _pairs(word: Word, head: tuple[str, str] | None, rows: tuple[Row, ...]) -> None:
    """A table of two columns: names, and what is said under each, several texts as a list."""
    table = _table(word, head) if head else _bare(word, 2)
    for row in rows:
        cells = _line(table).cells
        cells[0].text = row.name
        _say(cells[1], row.texts)
    for width, column in zip((NAMES, TEXTS), table.columns, strict=True):
        column.width = width
    for line in table.rows:
        for width, cell in zip((NAMES, TEXTS), line.cells, strict=True):
            cell.width = width
    word.add_paragraph()


def _say(cell: _Cell, texts: tuple[str, ...]) -> None:
    if len(texts) == 1:
        cell.text = texts[0]
        return
    for number, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "List Bullet"
        paragraph.add_run(text)


def _table(word: Word, head: tuple[str, ...]) -> Table:
    """A table whose first row is its head, and is repeated on every page."""
    table = _bare(word, len(head))
    first = _line(table)
    _fill(first, head)
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    first._tr.get_or_add_trPr().append(repeated)
    return table


def _bare(word: Word, columns: int) -> Table:
    table: Table = word.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    return table


def _line(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _fill(row: _Row, texts: tuple[str, ...]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text
