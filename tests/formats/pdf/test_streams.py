from __future__ import annotations

import zlib

import pytest

from made_up_pdf import column, pdf
from relsynth.errors import InputError
from relsynth.formats.pdf.streams import MOST_BYTES, refuse_swollen


def stream(content: bytes, *, filters: bytes = b"/FlateDecode", extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"1 0 obj\n<</Filter%s%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        filters,
        extra,
        len(packed),
        packed,
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param(stream(b" " * (MOST_BYTES + 10)), "unpacks to more", id="white"),
        pytest.param(stream(b"(aaaaaaaaaaaaaaaaaaa) Tj " * 100_000), "unpacks to more", id="text"),
        pytest.param(
            stream(zlib.compress(b" " * 40_000_000), filters=b"[/FlateDecode/FlateDecode]"), "packed twice", id="twice"
        ),
    ],
)
def test_a_stream_that_swells_is_refused(source: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        refuse_swollen(b"%PDF-1.4\n" + source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(pdf([column(["A line of text. " * 40])]), id="paper"),
        pytest.param(stream(b"10 20 m 30 40 l S\n" * 300_000), id="map-drawn-in-lines"),
        pytest.param(stream(b"\xff" * 10_000_000, extra=b"/Subtype/Image"), id="picture"),
        pytest.param(b"1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + b"\x07" * 5_000 + b"\nendstream", id="damaged"),
        pytest.param(b"1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + b"\x07" * 5_000, id="without-an-end"),
    ],
)
def test_other_streams_are_let_through(source: bytes) -> None:
    refused = ""
    try:
        refuse_swollen(source)
    except InputError as error:
        refused = str(error)
    assert refused == ""
