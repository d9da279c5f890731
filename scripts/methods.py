"""Every method and format with the source that it rests on, read off the docstrings.

    python scripts/methods.py            write docs/reference/methods.md
    python scripts/methods.py --check    write nothing; exit with 1 where the page is stale

A docstring names its source in a paragraph that begins with ``Source:`` or ``Sources:``.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "relsynth"
PAGE = ROOT / "docs" / "reference" / "methods.md"
HEAD = """\
# Methods and their sources

Which publication, specification or measurement each algorithm, format and threshold rests on, as the code itself says
it; written by `scripts/methods.py`. What the methods are for, and what they cannot do, is in the explanations, from
[agreement](../explanation/agreement.md) to [words](../explanation/words.md).
"""
ROOMS = {
    "agreement": "Agreement between coders",
    "extraction": "Extraction and coding",
    "formats": "Formats of papers, records, codebooks and codings",
    "reports": "Reports, tables and pictures",
    "scaling": "Many papers",
    "screening": "Screening",
    "sources": "Services on the network",
    "store": "The project's file",
    "synthesis": "Synthesis",
    "workflow": "Steps of a review",
}
SAID = re.compile(r"^Sources?:\s+(.+?)(?=\n[ ]*\n|\n[ ]*>>>|\s*\Z)", re.DOTALL | re.MULTILINE)
DOI = re.compile(r"doi (10\.\d{4,9}/\S*[^\s.,;:)])")
ADDRESS = re.compile(r"(?<![<(\w])https?://[^\s),;]*[^\s.),;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A module, function or class that names its source; ``room`` is the package it stands in, "" for none."""

    room: str
    place: str
    does: str
    source: str


def main(arguments: list[str]) -> int:
    """Write the page, or hold it against what would be written."""
    page = written(tuple(methods()))
    if arguments == ["--check"]:
        is_fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        print("docs/reference/methods.md is", "fresh" if is_fresh else "stale: run scripts/methods.py")
        return 0 if is_fresh else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def methods() -> Iterator[Method]:
    """All that name a source, by room, module and line."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        room = path.relative_to(SOURCE).parts[0] if path.parent != SOURCE else ""
        for node in ast.walk(tree):
            if not isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                continue
            text = ast.get_docstring(node) or ""
            if found := SAID.search(text):
                name = "" if isinstance(node, ast.Module) else f".{node.name}"
                yield Method(room=room, place=place + name, does=text.split("\n")[0], source=found[1])


def written(found: tuple[Method, ...]) -> str:
    """The page."""
    parts = [HEAD]
    by_room = groupby(sorted(found, key=lambda one: title_of(one.room)), key=lambda one: title_of(one.room))
    for title, those in by_room:
        rows = [f"| {cell(one.does)} | {cell(one.source)} | `{one.place}` |" for one in those]
        head = (f"## {title}\n", "| What it does | Source | In `relsynth` |", "|---|---|---|")
        parts.append("\n".join([*head, *rows, ""]))
    return "\n".join(parts)


def title_of(room: str) -> str:
    """The heading of a room; the modules that stand in none are of all of it."""
    return ROOMS.get(room, "All of relsynth")


def cell(text: str) -> str:
    """A docstring's words in a table of Markdown, its DOIs as links."""
    line = " ".join((text[:1].upper() + text[1:]).split()).replace("``", "`").replace("|", r"\|")
    return DOI.sub(r"[doi \1](https://doi.org/\1)", ADDRESS.sub(r"<\g<0>>", line))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
