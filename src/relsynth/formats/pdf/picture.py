"""A page of a PDF as a picture, drawn by a process of its own that is given little time and memory.

Files of papers come from anywhere, and what draws them is written in C++: whatever a file does to it, it does there.
Run as a module it reads the file from its input and writes the picture to its output.

Source: ISO/IEC 15948 (PNG): one IHDR, one IDAT, eight bits of red, green and blue, rows without a filter.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from typing import Any

from relsynth.errors import InputError

SECONDS = 20  # for one page; a dense one takes half of one
MEMORY = 1 << 30  # bytes of address space, of which the library itself takes a quarter
WIDTH = 1100  # pixels; a page on a good screen is about as wide
MOST_HEIGHT = 4 * WIDTH  # a page that is longer is drawn narrower


def page_picture(source: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """Draw a page, counted from 1, as PNG.

    Raises:
        InputError: there is no such page, or it cannot be drawn, or not in time.
    """
    # -P: where the program runs, somebody's folder of papers may hold a json.py
    command = [sys.executable, "-P", "-m", "relsynth.formats.pdf.picture", str(number), str(width)]
    try:
        drawn = subprocess.run(command, input=source, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"page {number} takes longer than {SECONDS} seconds to draw") from error
    if drawn.returncode or not drawn.stdout.startswith(_SIGNATURE):
        raise InputError(f"page {number} cannot be drawn; the file is damaged or locked, or has no such page")
    return drawn.stdout


_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _png(width: int, height: int, rows: bytes, stride: int) -> bytes:
    """Rows of blue, green, red and a spare byte, as PNG."""
    lines = bytearray()
    for row in range(height):
        pixels = rows[row * stride : row * stride + 4 * width]
        line = bytearray(3 * width)
        line[0::3], line[1::3], line[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
        lines += b"\0" + line
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines), 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def _draw(source: bytes, number: int, width: int, pdfium: Any) -> bytes:
    file = pdfium.FPDF_LoadMemDocument64(source, len(source), None)
    page = pdfium.FPDF_LoadPage(file, number - 1) if file else None
    if not page:
        raise SystemExit(2)
    ratio = pdfium.FPDF_GetPageHeightF(page) / max(pdfium.FPDF_GetPageWidthF(page), 1)
    width = max(1, min(width, int(MOST_HEIGHT / max(ratio, 0.01))))
    height = max(1, min(MOST_HEIGHT, round(width * ratio)))
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    from ctypes import string_at  # noqa: PLC0415 - only the process that draws has use for it

    return _png(width, height, string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height), stride)


def _main() -> None:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a library of 7 MB

    try:
        import resource  # noqa: PLC0415 - Windows has none; there, only the time is limited
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    number, width = int(sys.argv[1]), int(sys.argv[2])
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read(), number, width, pdfium))


if __name__ == "__main__":
    _main()
