"""What a file is by its first bytes."""

from __future__ import annotations

import pytest

from relsynth.formats.signatures import WITHIN, holds_pdf


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        pytest.param(b"%PDF-1.7\n", True, id="at-once"),
        pytest.param(b"\r\n" * 20 + b"%PDF-1.4", True, id="after-blank-lines"),
        pytest.param(b"x" * WITHIN + b"%PDF-1.4", False, id="too-late"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_a_pdf_is_told_by_its_header(source: bytes, is_one: bool) -> None:
    assert holds_pdf(source) is is_one
