"""Texts of other programs, and where their places stand in ours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.refi_text import decoded, kept, positions

SIGNS = st.sampled_from(
    [*"ab .\n\r", "\r\n", "e\u0301", "o\u0323\u0302", "\U0001f600", "שלום", "\u1112\u1161\u11ab", "ﬁ", "\u0344"]
)
TEXTS = st.lists(SIGNS, max_size=30).map("".join)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(b"Ana", "Ana", id="utf-8"),
        pytest.param("Año".encode("utf-8-sig"), "Año", id="utf-8-with-mark"),
        pytest.param("Año \U0001f600".encode("utf-16"), "Año \U0001f600", id="utf-16-with-mark"),
        pytest.param("An ordinary text".encode("utf-16-le"), "An ordinary text", id="utf-16-without-mark"),
        pytest.param("Año".encode("cp1252"), "Año", id="windows-1252"),
        pytest.param("Año\n".encode() + b"\xff line\n", "Año\n\ufffd line\n", id="utf-8-with-a-spoilt-byte"),
    ],
)
def test_a_text_is_decoded_whatever_it_is_in(source: bytes, text: str) -> None:
    assert decoded(source) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("a\r\nb\rc\n", "a\nb\nc\n", id="line-ends"),
        pytest.param("page\x0cpage", "page\npage", id="form-feed"),
        pytest.param("a\x00b\ue000c\ufeff", "a\ufffdb\ufffdc\ufffd", id="signs-that-no-text-has"),
        pytest.param("cafe\u0301", "café", id="combining"),
    ],
)
def test_a_text_is_kept_in_one_form(raw: str, text: str) -> None:
    assert kept(raw).text == text


@given(TEXTS)
def test_what_is_kept_is_normal_form_c_and_keeping_it_again_changes_nothing(raw: str) -> None:
    text = kept(raw).text
    assert text == unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    again = kept(text)
    assert (again.text, again.theirs, again.ours) == (text, (0,), (0,))


@given(TEXTS, st.data())
def test_the_words_at_a_place_of_ours_hold_the_words_at_theirs(raw: str, data: st.DataObject) -> None:
    own = kept(raw)
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    quote = unicodedata.normalize("NFC", raw[start:end].replace("\r\n", "\n").replace("\r", "\n"))
    ours = own.text[own.start(start) : own.end(end)] if start < end else ""
    cuts = unicodedata.combining(raw[start : start + 1] or " ") or raw[start - 1 : start + 1] == "\r\n"
    cut_behind = unicodedata.combining(raw[end : end + 1] or " ") or raw[end - 1 : end + 1] == "\r\n"
    if not cuts and not cut_behind and not any("\u1100" <= sign < "\u1200" for sign in raw[start : end + 1]):
        assert ours == quote
    else:  # taken to the edge of the sign
        assert len(ours) >= len(quote) - 3


@given(TEXTS)
def test_places_keep_their_order_and_reach_from_end_to_end(raw: str) -> None:
    own = kept(raw)
    starts, ends = ([f(at) for at in range(len(raw) + 1)] for f in (own.start, own.end))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert (own.start(0), own.end(len(raw))) == (0, len(own.text))
    assert all(0 <= at <= len(own.text) for at in (*starts, *ends))


@pytest.mark.parametrize(
    ("raw", "unit", "line_ends", "position", "at"),
    [
        pytest.param("a\r\nb", "code points", "as kept", 3, 3, id="the-rule"),
        pytest.param("a\r\nb", "code points", "one", 2, 3, id="line-end-as-one-sign"),
        pytest.param("a\nb", "code points", "two", 3, 2, id="line-end-as-two-signs"),
        pytest.param("\U0001f600b", "UTF-16", "as kept", 2, 1, id="utf-16"),
        pytest.param("\U0001f600\r\nb", "UTF-16", "one", 3, 3, id="utf-16-and-one-sign"),
        pytest.param("\U0001f600b", "UTF-16", "as kept", 1, 1, id="inside-of-a-sign"),
        pytest.param("ab", "code points", "as kept", 9, 9, id="behind-the-text"),
    ],
)
def test_a_position_is_a_place_as_it_is_counted(raw: str, unit: str, line_ends: str, position: int, at: int) -> None:
    assert positions(raw, unit=unit, line_ends=line_ends).raw(position) == at  # type: ignore[arg-type]


@given(TEXTS)
def test_utf_16_is_counted_as_it_is_encoded(raw: str) -> None:
    counted = positions(raw, unit="UTF-16")
    for at in range(len(raw) + 1):
        assert counted.raw(len(raw[:at].encode("utf-16-le", "surrogatepass")) // 2) == at
    assert counted.end == len(raw.encode("utf-16-le", "surrogatepass")) // 2
