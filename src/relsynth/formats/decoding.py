"""From the bytes of an export to its characters, whatever machine wrote them.

In order: a byte-order mark; UTF-16 without one, by where its zero bytes are; UTF-8; what
the file itself declares; GB 18030, where high bytes come in the pairs of Chinese text; and
Windows-1252, line by line where some lines are UTF-8. Figures: docs/benchmarks.md, records.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"\A(?:%\s*Encoding:\s*|<\?xml[^>]{0,80}?encoding=[\"'])([\w.:-]{2,40})", re.IGNORECASE)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HANZI_PAIRS = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_CONTROLS = tuple(map(chr, (*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF)))
"""Looked for one by one: a class of signs costs a regular expression ten times as much."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_CUT = re.compile(
    rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z"
)  # the rest of it is not here
_LEADS = (*range(0xC2, 0xCC), 0xCE, 0xCF, 0xD0, 0xD1, 0xD3, 0xD4, 0xD5, 0xE2, *range(0xE4, 0xEA))
_SOUND = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F), *range(0x80, 0xC0), *_LEADS))
"""Bytes of ASCII, and of UTF-8 from Latin, Greek, Cyrillic and Han to signs and punctuation."""
_UNSOUND = re.compile(rb"\xe2(?:\x80[\x80\x81]|\x84[\xa6\xaa\xab]|[\x83\x8c\xab\xb3\xb5\xb7])")
"""Beginnings of characters from U+2000 to U+2FFF that normal form C changes, or that combine."""
ANO_TELEIA = "\u0387"  # the only one among those that begin with 0xCE
PAIRED = 0.9  # share of runs of high bytes that are Chinese pairs; in Windows-1252 an accented letter stands alone


def decode(source: bytes) -> str:
    """Return the characters of a text file: NFC, line feeds for line ends; never fails.

    Control signs, which no text has and no table or XML can hold, become U+FFFD or, where they
    are zero-width, go.
    """
    if (text := sound(source)) is not None:
        return text
    text = _decoded(source)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if any(sign in text for sign in _CONTROLS):
        text = _CONTROL.sub(lambda sign: "" if sign.group() == "\ufeff" else "\ufffd", text)
    return text


def sound(source: bytes) -> str | None:
    """Return the characters of UTF-8 in which there is nothing to mend, or None where there may be.

    One pass over the bytes: none of them is a control sign's, or the first of a character that
    Unicode normal form C might change. What ``decode`` makes of them is the same, at a fifth of the time.
    """
    if source.translate(None, _SOUND) or _UNSOUND.search(source):
        return None
    try:
        text = source.decode()
    except UnicodeDecodeError:
        return None
    if ANO_TELEIA in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@lru_cache(maxsize=4)
def decode_head(head: bytes) -> str:
    """Return the characters of a file's first bytes, less a character that was cut at their end."""
    return decode(head[: len(head) & ~3] if b"\x00" in head else _CUT.sub(b"", head))


def marked(source: bytes) -> str | None:
    """Name of the encoding that a byte-order mark tells, or None where there is no mark."""
    return next((encoding for mark, encoding in _BOMS if source.startswith(mark)), None)


def encoding_of(source: bytes) -> str:
    """Name of the encoding a text file is in, as Python knows it; ``utf-8+cp1252`` where lines differ."""
    if named := marked(source):
        return named
    if wide := _wide(source[:4096]):
        return wide
    if _is(source, "utf-8"):
        return "utf-8"
    if (declared := _declared(source)) and _is(source, declared):
        return declared
    if _is_chinese(source) and _is(source, "gb18030"):
        return "gb18030"
    return (
        "utf-8+cp1252" if any(not line.isascii() and _is(line, "utf-8") for line in source.splitlines()) else "cp1252"
    )


def _decoded(source: bytes) -> str:
    encoding = encoding_of(source)
    if encoding == "utf-8+cp1252":
        return "".join(_line(line) for line in source.splitlines(keepends=True))
    # Windows-1252 leaves five bytes undefined, and a file may be cut: those signs are replaced, the rest kept.
    return source.decode(encoding, "replace")


def _line(line: bytes) -> str:
    return line.decode("utf-8" if _is(line, "utf-8") else "cp1252", "replace")


def _is(source: bytes, encoding: str) -> bool:
    try:
        source.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: of text in Latin letters, every other byte is zero."""
    half = len(head) // 2
    if not half or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even > half / 2 and odd < half / 20:
        return "utf-16-be"
    return "utf-16-le" if odd > half / 2 and even < half / 20 else None


def _declared(source: bytes) -> str | None:
    found = _DECLARED.match(source[:200])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    return (
        name
        if name in _CHARACTER_SETS or name.startswith(("cp", "iso8859", "mac", "euc", "shift_jis", "gb", "koi8"))
        else None
    )


_CHARACTER_SETS = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5", "tis-620"})
"""Besides families by prefix: Python's codecs also hold some, as rot13 and zlib, that are no character sets."""


def _is_chinese(source: bytes) -> bool:
    runs = _HIGH_RUN.findall(source[:65_536])
    return bool(runs) and sum(_HANZI_PAIRS.fullmatch(run) is not None for run in runs) >= PAIRED * len(runs)
