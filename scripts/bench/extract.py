"""How fast papers become codings, and whether every quote is true.

    python scripts/bench/extract.py [--data ../shared/data] [--json] [--parser none]

Runs the verbs of ``relsynth run`` on DATA/papers, each stage with the CPU seconds of this
process, and counts the quotes in every output that are not the document's text at their
offsets. ``dictionary`` is from ``Document`` to ``Coding``: sentences, phrases, assertion and
facets, no file parsing, no database. Peak memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relsynth import formats, open_project
from relsynth.bundled import default_codebook
from relsynth.documents import Document
from relsynth.errors import RelsynthError
from relsynth.extraction import lexicon_coder
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.workflow import add_documents, code, init, map_gaps, tabulate, write_table
from relsynth.workflow.synthesise import TABLES

AT = "2026-01-01T00:00:00+00:00"
MB = 1024  # ru_maxrss is in KB on Linux
DATA_BLOCK = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def main() -> int:
    arguments = parse()
    papers = arguments.data / "papers"
    if not papers.is_dir():
        print(f"extract: no folder {papers}", file=sys.stderr)
        return 2
    if arguments.part:
        measure = {"whole": whole, "dictionary": dictionary}[arguments.part]
        print(json.dumps(measure(papers, arguments.parser)))
        return 0
    figures = {**in_its_own_process(arguments, "whole"), **in_its_own_process(arguments, "dictionary")}
    figures["words_per_cpu_s_dictionary"] = figures["words"] / figures["cpu_s_dictionary"]
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--parser", default="none", help="a spaCy model's package name, or none")
    options.add_argument("--json", action="store_true")
    options.add_argument("--part", help=argparse.SUPPRESS)
    return options.parse_args()


def in_its_own_process(arguments: argparse.Namespace, part: str) -> dict[str, float]:
    """One part measured where nothing else has used memory or time."""
    command = [sys.executable, __file__, "--data", str(arguments.data), "--parser", arguments.parser, "--part", part]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def whole(papers: Path, parser: str) -> dict[str, float]:
    """Every stage of ``relsynth run``, once, and the quotes of what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        return stages(papers, Path(folder) / "review", parser)


def stages(papers: Path, folder: Path, parser: str) -> dict[str, float]:
    clock = Clock()
    init(folder)
    with open_project(folder) as project:
        clock.lap("start")
        added = add_documents(project, [papers], at=AT)
        clock.lap("add")
        run = code(project, at=AT, parser=parser)
        clock.lap("code")
        tables = {name: write_table(tabulate(project, name), "csv") for name in TABLES}
        clock.lap("tables")
        page = map_gaps(project, folder / "map.html", on=AT[:10])
        clock.lap("map")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
        documents = [d for d in project.store.documents() if not d.out_of_scope]
    words = sum(len(d.text.split()) for d in documents)
    return {
        "papers": added.read,
        "unread": len(added.unread),
        "in_scope": len(documents),
        "words": words,
        "sentences": run.sentences,
        "codings": run.codings,
        "words_per_cpu_s_whole": words / sum(clock.laps.values()),
        "cpu_s": sum(clock.laps.values()),
        **{f"cpu_s_{name}": seconds for name, seconds in clock.laps.items()},
        "peak_mb": peak,
        "quotes_wrong": wrong_in_codings(tables["codings"], documents) + wrong_in_map(page, documents),
    }


def dictionary(papers: Path, parser: str) -> dict[str, float]:
    """From documents to codings, cold: the codebook compiled apart, no word looked up before."""
    documents = [d for d in readable(papers) if not d.out_of_scope]
    book = read_codebook(default_codebook().read_bytes(), path=default_codebook())
    loaded = None if parser == "none" else spacy_parser.load(parser)
    clock = Clock()
    coder = DocumentCoder(book, lexicon_coder.proposer(book, CoderSettings()), loaded)
    clock.lap("compile")
    for document in documents:
        coder.code(document)
    clock.lap("dictionary")
    return {f"cpu_s_{name}": seconds for name, seconds in clock.laps.items()}


def readable(papers: Path) -> Iterator[Document]:
    for path in sorted(papers.iterdir()):
        try:
            yield formats.read(path.read_bytes(), path_name=path.name)
        except RelsynthError:
            continue


class Clock:
    """CPU seconds of this process and its children, lap by lap."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = self._now()

    def lap(self, name: str) -> None:
        """Note the time since the last lap."""
        now = self._now()
        self.laps[name] = now - self._last
        self._last = now

    @staticmethod
    def _now() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime


def wrong_in_codings(sheet: str, documents: list[Document]) -> int:
    """Quotes of the codings sheet that are not the text at their offsets."""
    texts = {document.version: document.text for document in documents}
    rows = [row for row in csv.DictReader(sheet.splitlines()) if not row["document"].startswith("#")]
    return sum(
        texts[row["version"]][int(row["start"]) : int(row["end"])] != row["quote"].removeprefix("'") for row in rows
    )


def wrong_in_map(page: Path, documents: list[Document]) -> int:
    """Quotes of the map that are not the text at their place, and marks that lie outside of their quote."""
    texts = {document.id: document.text for document in documents}
    found = DATA_BLOCK.findall(page.read_text(encoding="utf-8"))
    if len(found) != 2:
        raise SystemExit("extract: the map holds no data")
    wrong = 0
    for place, quote in quotes_of(json.loads(found[1])):
        document, offsets = place.rsplit(" ", 1)
        start, end = map(int, offsets.split("-"))
        wrong += texts[document][start:end] != quote
    return wrong


def quotes_of(quotes: dict[str, Any]) -> list[tuple[str, str]]:
    """Place and quote of every coding in a map."""
    texts = quotes["texts"]
    return [(texts[place], texts[quote]) for place, quote in zip(quotes["place"], quotes["quote"], strict=True)]


def table(figures: dict[str, float]) -> str:
    return "\n".join(f"{name:28}{value:14,.3f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
