"""SVG as PNG and PDF, where vl-convert is installed; and what is said where it is not."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest

from relsynth.errors import FormatError
from relsynth.reports.pictures import LIBRARY, to_pdf, to_png
from relsynth.reports.prisma import to_svg
from relsynth.screening.flow import flow

needs_library = pytest.mark.skipif(find_spec(LIBRARY) is None, reason="vl-convert is not installed")
PICTURE = to_svg(flow([], []))


@needs_library
def test_a_picture_is_drawn_twice_its_size() -> None:
    content = to_png(PICTURE)
    assert content.startswith(b"\x89PNG")
    width = int.from_bytes(content[16:20], "big")
    assert f'width="{width // 2}"' in PICTURE


@needs_library
def test_a_page_is_drawn() -> None:
    assert to_pdf(PICTURE).startswith(b"%PDF")


@needs_library
def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(FormatError, match="cannot be drawn"):
        to_png("<svg")


def test_without_the_library_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, LIBRARY, None)  # what an import finds where nothing is installed
    with pytest.raises(FormatError, match=r'pip install "relsynth\[pictures\]"'):
        to_png(PICTURE)
