"""Code the papers that people's readings exist for, as segments for a scorer.

    python scripts/bench/gold.py [--data ../shared/data] [--parser none] --out segments.csv
    python ../shared/tools/score_coding.py segments.csv

A paper is read from ``papers/`` where relsynth reads its format; else its numbered
sentences in ``gold/papers/KEY.txt`` are read as text. A code that refines an older one
is written as the older one, which the readings used.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.documents import Document
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import LexiconCoder
from relsynth.formats.codebook_yaml import read_codebook

READABLE = (".xml", ".md")
COLUMNS = ("document", "quote", "code", "role", "assertion", "level")


def main() -> int:
    arguments = parse()
    keys = sorted(path.stem for path in (arguments.data / "gold" / "A").glob("*.jsonl"))
    if not keys:
        print(f"gold: no readings under {arguments.data / 'gold'}", file=sys.stderr)
        return 2
    book = read_codebook(default_codebook().read_text(encoding="utf-8"), path=default_codebook())
    parser = None if arguments.parser == "none" else spacy_parser.load(arguments.parser)
    coder = LexiconCoder(book, parser)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, COLUMNS)
        sheet.writeheader()
        for key in keys:
            document = paper(arguments.data, key)
            for coding in coder.code(document).codings:
                sheet.writerow(
                    {
                        "document": key,
                        "quote": document.quote(coding.span.start, coding.span.end),
                        "code": book.base_id(coding.code),
                        **{facet: ";".join(coding.facet(facet)) for facet in COLUMNS[3:]},
                    }
                )
    print(f"{len(keys)} papers coded into {arguments.out}")
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--parser", default="none", help="a spaCy model's package name, or none")
    options.add_argument("--out", type=Path, required=True)
    return options.parse_args()


def paper(data: Path, key: str) -> Document:
    """The paper of a reading."""
    for suffix in READABLE:
        path = data / "papers" / f"{key}{suffix}"
        if path.is_file():
            return formats.read(path.read_bytes(), path_name=path.name)
    numbered = (data / "gold" / "papers" / f"{key}.txt").read_text(encoding="utf-8")
    return formats.read("\n".join(unnumbered(numbered)).encode(), path_name=f"{key}.md")


def unnumbered(text: str) -> Iterator[str]:
    """Numbered sentences under [Section > Subsection] lines as Markdown."""
    for line in text.splitlines():
        heading = re.fullmatch(r"\[(.+)\]", line)
        sentence = re.fullmatch(r"S\d+ (.+)", line)
        if heading:
            depth = heading[1].count(" > ") + 2
            yield f"\n{'#' * min(depth, 6)} {heading[1].rsplit(' > ', 1)[-1]}\n"
        elif sentence:
            yield f"{sentence[1]}\n"
        elif line.startswith("# "):
            yield line


if __name__ == "__main__":
    sys.exit(main())
