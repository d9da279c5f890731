"""The papers that people's readings exist for, and which of their sentences both readers coded.

DATA/gold holds papers/KEY.json (``[[number, section, sentence], ...]``), the same as text in
papers/KEY.txt, and A/KEY.jsonl and B/KEY.jsonl (``{"s": number, "codes": [...], ...}``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth import formats
from relsynth.documents import Document

READABLE = (".xml", ".md", ".html")
READERS = ("A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A paper's numbered sentences, and the numbers of those that every reader coded."""

    sentences: Mapping[int, str]
    coded_by_all: frozenset[int]


def keys(data: Path) -> list[str]:
    """Keys of the papers that every reader has read, sorted."""
    read = [{path.stem for path in (data / "gold" / reader).glob("*.jsonl")} for reader in READERS]
    return sorted(frozenset.intersection(*map(frozenset, read)))


def gold(data: Path, key: str) -> Gold:
    """A paper's sentences and what its readers coded."""
    rows = json.loads((data / "gold" / "papers" / f"{key}.json").read_text(encoding="utf-8"))
    coded = [coded_in(data / "gold" / reader / f"{key}.jsonl") for reader in READERS]
    return Gold(
        sentences={number: sentence for number, _section, sentence in rows},
        coded_by_all=frozenset.intersection(*coded),
    )


def coded_in(reading: Path) -> frozenset[int]:
    """Numbers of the sentences that a reading gives a code."""
    rows = [json.loads(line) for line in reading.read_text(encoding="utf-8").splitlines() if line.strip()]
    return frozenset(row["s"] for row in rows if row["codes"])


def paper(data: Path, key: str) -> Document:
    """The paper of a reading: from DATA/papers in a format listed, else from its numbered sentences."""
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
