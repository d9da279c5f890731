"""What our Word documents share: nobody's name, a fixed moment, the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZipFile

from docx import Document

from relsynth.reports.word import MADE, PACKED, describe, packed


def made(at: datetime) -> bytes:
    word = Document()
    describe(word, title="V" * 300, language="sw", made=at)
    return packed(word)


def test_a_document_tells_its_title_and_language_and_nobody() -> None:
    properties = Document(io.BytesIO(made(MADE))).core_properties
    assert (properties.title, properties.language) == ("V" * 255, "sw")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == MADE


def test_the_same_document_is_the_same_bytes() -> None:
    assert made(MADE) == made(MADE)
    with ZipFile(io.BytesIO(made(MADE))) as parts:
        assert {part.date_time for part in parts.infolist()} == {PACKED}
