"""A report as a Word document: headings, paragraphs, tables and pictures that Word numbers.

Pictures are put in as SVG, which ``picture_docx`` explains; their captions name the files that they stand in too.
"""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as Word

from relsynth.reports.picture_docx import put_picture
from relsynth.reports.report import Part, Report, numbered
from relsynth.reports.table_docx import UPRIGHT, clean, document, on_paper, put_table
from relsynth.reports.tables import Table
from relsynth.reports.word import MADE, packed


def to_docx(report: Report) -> bytes:
    """Return the document; the same report gives the same bytes. Its properties tell the day of the report."""
    made = datetime.fromisoformat(report.day).replace(tzinfo=None) if report.day else MADE
    word = document(report.title, made=made)
    word.add_heading(clean(report.title), level=0)
    if report.day:
        word.add_paragraph(report.day)
    drawn = 0
    for part, tables in numbered(report):
        _put(word, part, tables, drawn)
        drawn += len(part.pictures)
    return packed(word)


def _put(word: Word, part: Part, tables: tuple[tuple[int, Table], ...], drawn: int) -> None:
    if not tables:
        on_paper(word, UPRIGHT)
    word.add_heading(clean(part.heading), level=1)
    for paragraph in part.paragraphs:
        word.add_paragraph(clean(paragraph))
    for number, table in tables:
        put_table(word, table, number)
    for number, picture in enumerate(part.pictures, drawn + 1):
        put_picture(word, picture, number)
    for link in part.links:
        word.add_paragraph(clean(f"{link.text}: {link.file}"), style="List Bullet")
