"""From bytes to characters, whichever machine wrote them."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.decoding import decode, decode_head, encoding_of, sound

TEXT = "TY  - JOUR\nTI  - Nähe – und “Vertrauen”\nER  - \n"
CHINESE = "TY  - JOUR\nTI  - 社区伙伴关系与夜班护士\nER  - \n"


@pytest.mark.parametrize(
    ("source", "encoding", "text"),
    [
        pytest.param(b"TI  - Trust\n", "utf-8", "TI  - Trust\n", id="ascii"),
        pytest.param(TEXT.encode(), "utf-8", TEXT, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", TEXT, id="utf-8-with-mark"),
        pytest.param(TEXT.encode("utf-16"), "utf-16", TEXT, id="utf-16-with-mark"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", TEXT, id="utf-16-little-without-mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", TEXT, id="utf-16-big-without-mark"),
        pytest.param(TEXT.encode("utf-32"), "utf-32", TEXT, id="utf-32-with-mark"),
        pytest.param(TEXT.encode("cp1252"), "cp1252", TEXT, id="windows-1252"),
        pytest.param(CHINESE.encode("gb18030"), "gb18030", CHINESE, id="chinese"),
        pytest.param(
            "% Encoding: Cp1250\nŁódź\n".encode("cp1250"), "cp1250", "% Encoding: Cp1250\nŁódź\n", id="bibtex"
        ),
        pytest.param(
            '<?xml version="1.0" encoding="ISO-8859-2"?>\n<a>Łódź</a>'.encode("iso8859-2"),
            "iso8859-2",
            '<?xml version="1.0" encoding="ISO-8859-2"?>\n<a>Łódź</a>',
            id="xml-declaration",
        ),
        pytest.param("<?xml version='1.0' encoding='latin-1'?>ä".encode(), "utf-8", None, id="declared-but-untrue"),
        pytest.param("% Encoding: rot13\nNähe".encode("cp1252"), "cp1252", None, id="declared-but-no-encoding"),
        pytest.param("% Encoding: nonesuch\nNähe".encode("cp1252"), "cp1252", None, id="declared-but-unknown"),
        pytest.param("Nähe\n".encode() + "Bäcker\n".encode("cp1252"), "utf-8+cp1252", "Nähe\nBäcker\n", id="mixed"),
        pytest.param(b"", "utf-8", "", id="empty"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(source: bytes, encoding: str, text: str | None) -> None:
    assert encoding_of(source) == encoding
    if text is not None:
        assert decode(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(b"a\r\nb\rc\n", "a\nb\nc\n", id="line-ends"),
        pytest.param("e\u0301".encode(), "é", id="composed"),
        pytest.param("a\ufeffb".encode(), "ab", id="mark-within"),
        pytest.param(b"a\x00b\x1ac", "a\ufffdb\ufffdc", id="control-signs"),
        pytest.param("a\u2028b\x85c\x0bd".encode(), "a\u2028b\x85c\ufffdd", id="other-separators-part-no-lines"),
        pytest.param(b"caf\x81", "caf\ufffd", id="undefined-in-windows-1252"),
    ],
)
def test_what_no_reader_should_meet_is_gone(source: bytes, text: str) -> None:
    assert decode(source) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_to_composed_text_with_line_feeds(source: bytes) -> None:
    text = decode(source)
    assert "\r" not in text
    assert text == unicodedata.normalize("NFC", text)
    assert not any(unicodedata.category(sign) == "Cc" and sign < " " for sign in text if sign not in "\t\n")


PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff"), min_size=1)


@given(PRINTABLE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_was_written_in_unicode_is_read_as_it_was(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("head", "text"),
    [
        pytest.param("TY  - JOUR\nTI  - Nä".encode()[:-1], "TY  - JOUR\nTI  - N", id="character-cut-in-two"),
        pytest.param("TY  - JOUR\nTI".encode("utf-16-le")[:-1], "TY  - JOUR\nT", id="wide-character-cut-in-two"),
        pytest.param(b"TY  - JOUR", "TY  - JOUR", id="one-line"),
    ],
)
def test_the_head_of_a_file_ends_with_a_whole_character(head: bytes, text: str) -> None:
    assert decode_head(head) == text


def test_what_is_taken_as_sound_is_what_mending_would_leave_alone() -> None:
    composed = {ord(sign) for sign in map(chr, range(0x110000)) if unicodedata.combining(sign)}
    for sign in map(chr, range(0x110000)):
        parts = unicodedata.decomposition(sign).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            composed.add(int(parts[1], 16))
    hangul = {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}
    surrogates = range(0xD800, 0xE000)
    taken = {c for c in range(0x110000) if c not in surrogates and sound(chr(c).encode()) is not None}
    changed = {c for c in taken if c != 0x0D and decode(b"\xef\xbb\xbf" + chr(c).encode()) != chr(c)}
    assert taken & (composed | hangul) == set()
    assert changed == set()
    assert len(taken) > 20_000
