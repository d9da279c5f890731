"""What our Word documents share: whose they are, and packages that are the same bytes each time.

The parts of a package carry one fixed moment (ZIP has none earlier than 1980), and the properties the date that is
printed, or ``MADE``.
"""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word
from docx.oxml.ns import qn

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's properties have no zone; fixed, as for workbooks
PACKED = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255  # characters, the format's limit


def describe(word: Word, *, title: str, language: str, made: datetime = MADE) -> None:
    """Say in a document's properties what it is called, in which language it is, and when it was made; and no more."""
    properties = word.core_properties
    properties.title, properties.language = title[:_LONGEST_PROPERTY], language[:_LONGEST_PROPERTY]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = made
    for found in word.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def packed(word: Word) -> bytes:
    """The package with one moment on every part: python-docx stamps the time of day on each."""
    written, fixed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with ZipFile(written) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as out:
        for part in parts.infolist():
            info = ZipInfo(part.filename, date_time=PACKED)
            info.compress_type = ZIP_DEFLATED
            out.writestr(info, parts.read(part))
    return fixed.getvalue()
