"""Readings to be measured: ours, and the field's tools, which give text only.

A peer runs in a virtual environment of its own, made on first use from scripts/bench/peers/NAME.txt:

    build/peers/NAME/bin/python scripts/bench/papers_reading.py NAME < paths, one a line

and prints a JSON array per file: its text and the CPU seconds of reading it, imports not counted.
``pdfium`` is the bare text of the library that our reader stands on, read by the Python that runs the bench.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

PEERS = ("pypdf", "pdfminer", "pdfium")
Read = tuple[str, float]
"""A file's text, and CPU seconds."""


def run(peer: str, paths: Sequence[Path], *, folder: Path) -> list[Read]:
    """Read PDFs with a peer; one that it cannot read has no text."""
    python = Path(sys.executable) if peer == "pdfium" else environment(peer, folder / peer)
    listed = "\n".join(str(path.resolve()) for path in paths)
    done = subprocess.run([python, __file__, peer], input=listed, check=True, capture_output=True, text=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]


def environment(peer: str, home: Path) -> Path:
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        wanted = Path(__file__).parent / "peers" / f"{peer}.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True, capture_output=True)
    return python


def main() -> int:
    reader = READERS[sys.argv[1]]
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    timed(reader, paths[0])  # what is imported or compiled on first use is no page's
    for path in paths:
        print(json.dumps(timed(reader, path)))
    return 0


def timed(reader: Callable[[Path], str], path: Path) -> Read:
    begun = time.process_time()
    try:
        text = reader(path)
    except Exception as error:  # noqa: BLE001 - whatever a peer raises, it has not read the file
        print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
        text = ""
    return text, time.process_time() - begun


def pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in import_module("pypdf").PdfReader(path).pages)


def pdfminer(path: Path) -> str:
    return str(import_module("pdfminer.high_level").extract_text(path))


def pdfium(path: Path) -> str:
    pdf = import_module("pypdfium2").PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return text


READERS: dict[str, Callable[[Path], str]] = {"pypdf": pypdf, "pdfminer": pdfminer, "pdfium": pdfium}

if __name__ == "__main__":
    sys.exit(main())
