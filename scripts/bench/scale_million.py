"""A million coded papers: how long their dataset takes to make, and how long its tables and queries take to answer.

    python scripts/bench/scale_million.py [--papers 1000000] [--folder FOLDER] [--json]

Papers and codings are made up: codes are drawn from the default codebook as unevenly as words are (Zipf), some thirty
to a paper and at most one to a sentence, with sections, roles, levels and assertions as often as papers have them;
sentences are of a pool of 5,000. They are written as partitions of 20,000 papers by the writer that `relsynth code
--into` uses. Building is that, and drawing up the dataset's index once. Then each table and query is asked as the
commands ask, in a process of its own, from opening the folder to the answer. Memory is that process's peak.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.coding import EVIDENCE
from relsynth.datasets.schema import FACETS
from relsynth.datasets.writing import About, arrow_schema, begin, write_partition
from relsynth.documents import LATE_LABELS
from relsynth.version import __version__

PAPERS = 1_000_000
IN_A_PARTITION = 20_000
SENTENCES = 150  # of a paper, each of 24 words
WORDS = 24
CODER = "lexicon@made-up"
SEED = 20260101
LEFT_OUT = ((None, 0.9), ("abstract only", 0.06), ("language de", 0.04))
SECTIONS = {
    "title": 0.01, "abstract": 0.05, "introduction": 0.14, "aims": 0.03, "methods": 0.2, "results": 0.3,
    "discussion": 0.15, "lessons_learned": 0.03, "limitations": 0.03, "conclusion": 0.04, "implications": 0.02,
}  # fmt: skip
ROLES = {"descriptive": 0.5, "barrier": 0.12, "facilitator": 0.18, "strategy": 0.12, "goal": 0.03, "outcome": 0.05}
ASSERTIONS = {
    "affirmed": 0.68, "negated": 0.06, "hedged": 0.08, "recommended": 0.09, "planned": 0.03, "hypothetical": 0.03,
    "reported_by_others": 0.03,
}  # fmt: skip
RARE = {"valence": 0.05, "measured": 0.02, "linked_outcome": 0.03, "phase": 0.1, "amount": 0.05, "actor": 0.2}
"""Facets that few codings have a value of, and how many have."""

QUESTIONS: Mapping[str, Sequence[str]] = {
    "evidence": ("evidence",),
    "gaps": ("gaps",),
    "profile": ("profile",),
    "query_rare": ("query", "code:STA.TRUST role:barrier section:lessons_learned year:2020.. level:interpersonal"),
    "query_common": ("query", "domain:STA -section:late or role:strategy"),
    "query_explicit": ("query", "construct:STA.TRUST explicit:a_priori_aim assertion:any"),
    "query_paper": ("query", "paper:*smith* role:barrier", "--by", "study"),
}


def build(folder: Path, papers: int) -> None:
    """Write a dataset of made-up papers, a partition at a time."""
    source = default_codebook()
    book = _codebook(source)
    about = About(
        codebook=book.id, codebook_version=book.version, codebook_digest=book.digest, coder=CODER, recipe="made-up",
        parser=None, papers_per_partition=IN_A_PARTITION, relsynth=__version__,
    )  # fmt: skip
    begin(folder, about, codebook=source.read_text(encoding="utf-8"))
    for first in range(0, papers, IN_A_PARTITION):
        key = hashlib.sha256(f"{SEED} {first}".encode()).hexdigest()
        write_partition(folder, key, _Made(book, key, first, min(IN_A_PARTITION, papers - first)).tables())


class _Made:
    """The tables of one partition."""

    def __init__(self, book: Codebook, key: str, first: int, papers: int) -> None:
        self._book = book
        self._key = key
        self._papers = papers
        self._first = first
        self._random = np.random.default_rng([SEED, first])
        self._documents = pa.array([hashlib.sha256(str(first + turn).encode()).hexdigest() for turn in range(papers)])

    def tables(self) -> dict[str, pa.Table]:
        return {"papers": self._papers_table(), "codings": self._codings_table()}

    def _drawn(self, shares: Mapping[Any, float], size: int) -> pa.Array:
        names, weights = list(shares), np.array(list(shares.values()))
        return pa.array(names, pa.string()).take(
            pa.array(self._random.choice(len(names), size, p=weights / weights.sum()))
        )

    def _papers_table(self) -> pa.Table:
        size, random = self._papers, self._random
        families = np.array(["Smith", "Ngo", "García", "Okafor", "Meyer", "Li", "Rossi", "Haddad", "Sato", "Berg"])
        years = random.integers(1995, 2026, size)
        cited = [f"{family} et al. ({year})" for family, year in zip(random.choice(families, size), years, strict=True)]
        words = [
            [{"label": label, "words": int(share * SENTENCES * WORDS * scale)} for label, share in SECTIONS.items()]
            for scale in random.uniform(0.5, 1.5, size)
        ]
        columns = {
            "partition": [self._key] * size,
            "source": [f"paper{self._first + turn}.xml" for turn in range(size)],
            "document": self._documents,
            "version": self._documents,
            "name": [f"paper{self._first + turn}" for turn in range(size)],
            "study": self._documents,
            "citation": cited,
            "title": [f"Title of paper {self._first + turn}" for turn in range(size)],
            "year": pa.array(years, pa.int32()),
            "journal": pa.nulls(size, pa.string()),
            "doi": [f"10.1234/{self._first + turn}" for turn in range(size)],
            "language": ["en"] * size,
            "completeness": ["full_text"] * size,
            "left_out": self._drawn(dict(LEFT_OUT), size),
            "has_sections": random.random(size) > 0.03,
            "is_lessons_paper": random.random(size) < 0.02,
            "sentences": pa.array(np.full(size, SENTENCES), pa.int32()),
            "words": words,
        }
        return pa.table(columns, schema=arrow_schema("papers"))

    def _codings_table(self) -> pa.Table:
        random, codes = self._random, self._book.codes
        weights = 1 / np.arange(1, len(codes) + 1) ** 1.1
        order = np.random.default_rng(SEED).permutation(len(codes))
        per_paper = random.poisson(30, self._papers)
        size = int(per_paper.sum())
        drawn = order[random.choice(len(codes), size, p=weights / weights.sum())]
        paper = np.repeat(np.arange(self._papers), per_paper)
        starts = random.integers(0, SENTENCES, size) * 150
        asserted, sections = self._drawn(ASSERTIONS, size), self._drawn(SECTIONS, size)
        documents = self._documents.take(pa.array(paper))
        coding = {
            "partition": pa.array([self._key]).take(pa.array(np.zeros(size, int))),
            "document": documents,
            "version": documents,
            "study": documents,
            "code": pa.array([code.id for code in codes]).take(pa.array(drawn)),
            "construct": pa.array([self._book.construct_of(code.id) for code in codes]).take(pa.array(drawn)),
            "section": sections,
            "is_late": np.isin(np.array(sections), list(LATE_LABELS)),
            "path": sections,
            "start": pa.array(starts, pa.int32()),
            "end": pa.array(starts + 140, pa.int32()),
            "quote": _pool().take(pa.array(random.integers(0, len(_pool()), size))),
            "paragraph": pa.array(starts // 750 * 750, pa.int32()),
            "page": pa.nulls(size, pa.int32()),
            "is_spoken": random.random(size) < 0.05,
            "blanks_behind": pa.array(np.ones(size), pa.int32()),
            "is_evidence": np.isin(np.array(asserted), list(EVIDENCE)),
            "is_lack": np.array(asserted) == "negated",
            "cue": self._drawn({"partner*": 1, "trust*": 1, "relation*": 1}, size),
            "score": random.random(size).round(3),
            "reason": pa.nulls(size, pa.string()),
            "coder": pa.array([CODER]).take(pa.array(np.zeros(size, int))),
            **{name: self._facet(name, size) for name in FACETS},
            "assertion": _lists(asserted, np.ones(size, bool)),
        }
        return pa.table(coding, schema=arrow_schema("codings"))

    def _facet(self, name: str, size: int) -> pa.Array:
        if name == "role":
            return _lists(self._drawn(ROLES, size), np.ones(size, bool))
        values = tuple(self._book.facets[name].values) if name in self._book.facets else ()
        having = self._random.random(size) < (RARE.get(name, 0.3) if values else 0)
        return _lists(self._drawn({value: 1.0 for value in values or ("none",)}, size), having)


def _lists(values: pa.Array, having: np.ndarray[Any, Any]) -> pa.Array:
    """Lists of one value, or of none."""
    ends = np.concatenate([[0], np.cumsum(having)])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values.filter(pa.array(having)))


_POOL: list[pa.Array] = []


def _pool() -> pa.Array:
    if not _POOL:
        random = np.random.default_rng(SEED)
        words = np.array(
            [
                "we",
                "partners",
                "trust",
                "health",
                "teams",
                "worked",
                "together",
                "on",
                "shared",
                "aims",
                "over",
                "years",
                "with",
                "care",
            ]
        )
        _POOL.append(pa.array([f"{' '.join(random.choice(words, WORDS))}." for _ in range(5000)]))
    return _POOL[0]


def _codebook(path: Path) -> Codebook:
    from relsynth.formats.codebook_yaml import read_codebook  # noqa: PLC0415

    return read_codebook(path.read_bytes())


# -- measuring


def build_and_query(papers: int, folder: Path | None = None) -> dict[str, float]:
    """Make a dataset of so many papers and ask it; seconds of the clock, MB, and papers, codings and bytes on disk.

    ``million_build_s`` is writing the Parquet files and drawing up the index; ``million_query_s`` the slowest of the
    tables and queries after that, from the start of a process to its answer.

    Args:
        folder: where the dataset is kept, and taken from where it is there already; thrown away where none is given.
    """
    with tempfile.TemporaryDirectory() as beside:
        place = folder or Path(beside) / "dataset"
        figures: dict[str, float] = {"million_papers": papers}
        figures["write_s"] = _written(place, papers) if not place.is_dir() else 0.0
        shutil.rmtree(place / "index", ignore_errors=True)
        figures["parquet_mb"] = _size(place)
        index = _asked(place, ["query", "coding_is_asked:never"], fails=True)
        figures |= {"index_s": index["seconds"], "index_peak_mb": index["peak_mb"], "index_mb": _size(place / "index")}
        asked = {name: _asked(place, words) for name, words in QUESTIONS.items()}
        for name, told in asked.items():
            figures |= {f"{name}_s": told["seconds"], f"{name}_peak_mb": told["peak_mb"]}
        figures["million_build_s"] = round(figures["write_s"] + figures["index_s"], 1)
        figures["million_query_s"] = max(told["seconds"] for told in asked.values())
        figures["query_peak_mb"] = max(told["peak_mb"] for told in asked.values())
    return figures


def _written(folder: Path, papers: int) -> float:
    """Seconds of writing, in a process of its own, whose memory no later one inherits the peak of."""
    began = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--write", str(folder), "--papers", str(papers)], check=True)
    return round(time.perf_counter() - began, 1)


def _asked(folder: Path, words: Sequence[str], *, fails: bool = False) -> dict[str, float]:
    """Seconds and peak MB of a command in a process of its own."""
    command, *rest = words
    line = [sys.executable, __file__, "--ask", json.dumps(["dataset", command, str(folder), *rest])]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode and not fails:
        raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    told: dict[str, float] = json.loads(done.stderr.strip().splitlines()[-1])
    return told


def _ask(words: Sequence[str]) -> int:
    """Run a command as people do, and tell on stderr what it took."""
    from relsynth.cli import app  # noqa: PLC0415

    began, status = time.perf_counter(), 0
    try:
        app(list(words), standalone_mode=True)
    except SystemExit as end:
        status = int(end.code or 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": round(time.perf_counter() - began, 2), "peak_mb": round(peak)}
    print(json.dumps(told), file=sys.stderr)
    return status


def _size(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--folder", type=Path, help="keep the dataset here, or ask the one that is here")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        return _ask(json.loads(given.ask))
    if given.write:
        build(given.write, given.papers)
        return 0
    figures = build_and_query(given.papers, given.folder)
    print(json.dumps(figures, indent=2) if given.json else "\n".join(f"{k}: {v:g}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
