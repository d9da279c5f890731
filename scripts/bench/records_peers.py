"""The field's readers on the same files, each in a virtual environment of its own.

    build/peers/NAME/bin/python scripts/bench/records_peers.py NAME < paths, one a line

Prints a JSON array per file: how many records, all that was read in one text (comments and
blocks that a peer says it could not read included), and what was raised. Requirements:
scripts/bench/peers/NAME.txt.
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
from typing import Any

PEERS: dict[str, tuple[str, ...]] = {
    "rispy": ("ris",),
    "bibtexparser2": ("bib",),
    "bibtexparser1": ("bib",),
    "nbib": ("nbib",),
}
"""Peers, and a manifest's names for the formats that each reads."""

Read = tuple[int, str, str]
"""Records, the text of all of them, and the error, if one was raised."""


def run(peer: str, paths: Sequence[Path], *, folder: Path) -> list[Read]:
    """Read files with a peer, in an environment made on first use."""
    home = folder / peer
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        wanted = Path(__file__).parent / "peers" / f"{peer}.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True, capture_output=True)
    listed = "\n".join(str(path.resolve()) for path in paths)
    done = subprocess.run([python, __file__, peer], input=listed, check=True, capture_output=True, text=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]


def speed(peer: str, path: Path, *, folder: Path) -> float:
    """Records that a peer reads per CPU second of one file; best of three. ``run`` has to come first."""
    command = [folder / peer / "bin" / "python", __file__, peer, "--timed", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main() -> int:
    reader = READERS[sys.argv[1]]
    if sys.argv[2:3] == ["--timed"]:
        print(max(timed(PLAIN.get(sys.argv[1], reader), Path(sys.argv[3])) for _ in range(3)))
        return 0
    for line in sys.stdin.read().splitlines():
        try:
            records, asides = reader(Path(line))
            read: Read = (len(records), said([records, asides]), "")
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is what is counted
            read = (0, "", f"{type(error).__name__}: {error}"[:200])
        print(json.dumps(read))
    return 0


def timed(reader: Callable[[Path], Given], path: Path) -> float:
    begun = time.process_time()
    records, _ = reader(path)
    return len(records) / (time.process_time() - begun)


def said(value: Any) -> str:
    """All the text in a value of any shape."""
    if isinstance(value, dict):
        return "\n".join(f"{key}\n{said(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple | set):
        return "\n".join(said(inner) for inner in value)
    return str(value)


Given = tuple[list[Any], list[Any]]
"""What a peer gives as records, and what else it tells of a file."""


def rispy(path: Path) -> Given:
    with path.open(encoding="utf-8-sig") as file:
        return list(import_module("rispy").load(file)), []


def bibtexparser2(path: Path) -> Given:
    latex = import_module("bibtexparser.middlewares").LatexDecodingMiddleware()
    library = import_module("bibtexparser").parse_file(str(path), append_middleware=[latex])
    entries = [{"type": e.entry_type, "key": e.key, **{f.key: f.value for f in e.fields}} for e in library.entries]
    return entries, [block.raw for block in library.blocks if block not in library.entries]


def bibtexparser2_plain(path: Path) -> Given:
    """Without its LaTeX decoding, which takes many times as long as the rest."""
    return list(import_module("bibtexparser").parse_file(str(path)).entries), []


def bibtexparser1(path: Path) -> Given:
    bibtexparser = import_module("bibtexparser")
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    parser.customization = import_module("bibtexparser.customization").convert_to_unicode
    with path.open(encoding="utf-8") as file:
        library = bibtexparser.load(file, parser)
    return list(library.entries), [library.comments, library.preambles, dict(library.strings)]


def nbib(path: Path) -> Given:
    return list(import_module("nbib").read_file(str(path))), []


READERS: dict[str, Callable[[Path], Given]] = {
    "rispy": rispy,
    "bibtexparser2": bibtexparser2,
    "bibtexparser1": bibtexparser1,
    "nbib": nbib,
}
PLAIN: dict[str, Callable[[Path], Given]] = {"bibtexparser2": bibtexparser2_plain}

if __name__ == "__main__":
    sys.exit(main())
