"""A codebook as a Word document: real headings and styles, heads of tables on every page, the same bytes each time."""

import io
import json
from datetime import datetime
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from made_up import TIES, TRUST, code, codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.reports.codebook_book import CodebookBook, book_of
from relsynth.reports.codebook_docx import to_docx
from relsynth.reports.word import MADE, PACKED

EXAMPLES = ["Trust was kept.", "=1+1 <b>&amp;</b> \u202eabc 😀"]


def book(*codes: dict[str, Any], **others: Any) -> CodebookBook:
    content = json.loads(codebook(*codes, **others))
    return book_of(read_codebook(json.dumps(content, ensure_ascii=False)))


def opened(written: CodebookBook) -> Word:
    return Document(io.BytesIO(to_docx(written)))


def test_headings_are_headings_and_every_code_has_its_table() -> None:
    word = opened(book({**TRUST, "examples": EXAMPLES}, code("STA.TRUST.KEPT", "kept", parent="STA.TRUST"), TIES))
    styles = [(one.style.name, one.text) for one in word.paragraphs if one.style and "List" not in one.style.name]  # type: ignore[operator]
    assert ("Title", "A small codebook") in styles
    assert [text for name, text in styles if name == "Heading 1"] == [
        "Rules for all codes",
        "Codes",
        "STA: States",
        "NET: Networks",
        "Facets: what else is said of a coded sentence",
        "Sources",
    ]
    assert [text for name, text in styles if name == "Heading 2"][:3] == [
        "STA.TRUST: Sta.Trust",
        "STA.TRUST.KEPT: Sta.Trust.Kept",
        "NET.TIES: Net.Ties",
    ]
    (table,) = (one for one in word.tables if one.rows[0].cells[0].text == "STA.TRUST")
    said = {row.cells[0].text: row.cells[1] for row in table.rows}
    assert said["Definition"].text == "What the partners said of trust*."
    assert [one.text for one in said["Examples"].paragraphs] == EXAMPLES
    assert {one.style.name for one in said["Examples"].paragraphs if one.style} == {"List Bullet"}


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    word = opened(book(TRUST))
    heads = [
        table.rows[0]._tr.trPr is not None and table.rows[0]._tr.trPr.find(qn("w:tblHeader")) for table in word.tables
    ]
    assert heads[0] is False  # which version it is, a table without a head
    assert all(head is not None and head is not False for head in heads[1:])


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    drawn = read_codebook(codebook(TRUST)).model_copy(update={"title": "A\x00B\x0bC\uffffD"})
    assert opened(book_of(drawn)).paragraphs[0].text == "A\ufffdB\ufffdC\ufffdD"


def test_the_same_book_gives_the_same_bytes() -> None:
    packed = to_docx(book(TRUST, TIES))
    assert packed == to_docx(book(TRUST, TIES))
    with ZipFile(io.BytesIO(packed)) as parts:
        assert {part.date_time for part in parts.infolist()} == {PACKED}
        assert parts.testzip() is None
    assert opened(book(TRUST)).core_properties.created.replace(tzinfo=None) == MADE  # type: ignore[union-attr]
    dated = Document(io.BytesIO(to_docx(book(TRUST), made=datetime(2026, 1, 31))))  # noqa: DTZ001
    assert dated.core_properties.created.replace(tzinfo=None) == datetime(2026, 1, 31)  # type: ignore[union-attr]  # noqa: DTZ001


def test_the_document_tells_its_title_and_language_and_no_program() -> None:
    word = opened(book(TRUST, language="es"))
    properties = word.core_properties
    assert (properties.title, properties.language) == ("A small codebook", "es")
    assert (properties.author, properties.comments) == ("", "")
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"es"}
