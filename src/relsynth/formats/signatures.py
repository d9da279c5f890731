"""What a file is by its first bytes, where several rooms ask.

Source: ISO 32000-1, annex H: readers accept the header of a PDF within its first 1,024 bytes.
"""

from __future__ import annotations

PDF = b"%PDF-"
WITHIN = 1_024  # bytes


def holds_pdf(source: bytes) -> bool:
    """Whether a file is a PDF, which may have something else before its header."""
    return PDF in source[:WITHIN]
