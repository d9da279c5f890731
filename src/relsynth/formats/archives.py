"""Archives that papers come in: the parts of a ZIP file, as far as a reader wants them.

DOCX and EPUB are ZIP archives, and come from anybody. What an archive states of its parts is never
believed: they are measured while they are unpacked, and nothing is written to a disk.

Sources: PKWARE, .ZIP File Format Specification (APPNOTE 6.3.10); ISO/IEC 29500-2 (the parts of
a DOCX are stored or deflated).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from relsynth.errors import InputError

SIGNATURE = b"PK\x03\x04"
"""First bytes of an archive that holds anything."""

MOST_PARTS = 10_000  # a book of a hundred chapters has some 500
MOST_BYTES = 128 << 20  # unpacked: the text of a paper is less than a megabyte of XML, that of a thick book ten
MOST_RATIO = 200  # unpacked to packed: XML of papers packs to a tenth, seldom to a fiftieth
SMALL = 4 << 20  # bytes that may be packed however tightly, since they do no harm

_DIRECTORY_ENTRY = b"PK\x01\x02"
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_CHUNK = 1 << 16


def read_parts(source: bytes, wanted: Callable[[str], bool]) -> Mapping[str, bytes]:
    """Return the parts of a ZIP archive whose names are wanted, by name, in the archive's order.

    Names have forward slashes, as ``word/document.xml``; folders, and names that lead out of the
    archive, are left out. Of two parts with one name the later counts, as for most programs.

    Raises:
        InputError: no archive, damaged or cut, encrypted, or unpacking to more than a paper can hold.
    """
    if source.count(_DIRECTORY_ENTRY) > MOST_PARTS:  # before any of them is read, which takes memory for each
        raise InputError(f"the archive holds more than {MOST_PARTS} parts: no paper does")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            return dict(_unpacked(archive, wanted))
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError, zlib.error) as error:
        raise InputError("the file is damaged or cut short: its archive cannot be unpacked; get it again") from error


def _unpacked(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    left = MOST_BYTES
    for part in archive.infolist():
        if part.is_dir() or not _is_within(part.filename) or not wanted(part.filename):
            continue
        if part.flag_bits & _ENCRYPTED:
            raise InputError("the file is locked with a password; save it without one")
        if part.compress_type not in _PACKINGS:
            raise InputError(f"its part {part.filename!r} is packed in a way that no word processor uses")
        content = _content(archive, part, left)
        left -= len(content)
        yield part.filename, content


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part, read no further than there is room for."""
    # What is packed is no larger than the file, whatever the archive states; a small part may be packed tightly.
    room = min(left, max(SMALL, MOST_RATIO * part.compress_size))
    content = io.BytesIO()
    with archive.open(part) as packed:
        while chunk := packed.read(_CHUNK):
            content.write(chunk)
            if content.tell() > room:
                raise InputError(
                    f"its part {part.filename!r} would unpack to more than {room >> 20} MB: the file is damaged, "
                    "or made to use up memory"
                )
    return content.getvalue()


def _is_within(name: str) -> bool:
    """Whether a name stays inside the archive."""
    return not name.startswith("/") and ".." not in PurePosixPath(name.replace("\\", "/")).parts
