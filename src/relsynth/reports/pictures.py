"""Pictures of SVG as PNG and PDF, by vl-convert, which needs neither a browser nor the network.

It comes with the extra ``pictures``; SVG itself needs nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from relsynth.errors import FormatError

LIBRARY = "vl_convert"
SCALE = 2.0  # pixels for each px of the picture: 192 dots an inch, sharp on paper at half a page


def to_png(svg: str) -> bytes:
    """The picture as PNG, twice as large as its own px.

    Raises:
        FormatError: vl-convert is not installed, or cannot draw it.
    """
    return _drawn("svg_to_png", svg, scale=SCALE)


def to_pdf(svg: str) -> bytes:
    """The picture as PDF, of one page as large as the picture.

    Raises:
        FormatError: vl-convert is not installed, or cannot draw it.
    """
    return _drawn("svg_to_pdf", svg)


def _drawn(verb: str, svg: str, **options: float) -> bytes:
    library = _library()
    try:
        return bytes(getattr(library, verb)(svg, **options))
    except (RuntimeError, ValueError) as error:
        why = next(iter(str(error).splitlines()), "no reason told")  # its own trace may follow
        raise FormatError(f"the picture cannot be drawn ({why}); write it as .svg") from error


def _library() -> ModuleType:
    try:
        return import_module(LIBRARY)
    except ImportError as error:
        raise FormatError('PNG and PDF need vl-convert: pip install "relsynth[pictures]"; SVG needs nothing') from error
