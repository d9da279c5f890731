"""What coding costs: CPU seconds from a document to its codings, and memory, in one process and in two.

A coder is loaded, and has coded one sentence, before its time is taken; reading the files is apart too.
Two processes get paths and send plain tuples back; their start (Python, imports, the coder
loaded in each) is told apart, since it is the same for ten papers and for ten thousand.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coder_ready

from relsynth import formats
from relsynth.documents import Document
from relsynth.errors import RelsynthError
from relsynth.extraction.pipeline import DocumentCoder

WARM = "# A study\n\n## Results\n\nThe two councils trusted each other, and met each month.\n"
"""Coded before time is taken: what a coder only loads when it is first used counts as loading."""

Told = tuple[int, int, str, str]
"""A coding as it comes back from another process: start, end, code, facets as text."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper coded: CPU seconds of reading it and of coding it, and its codings."""

    name: str
    words: int
    sentences: int
    read_s: float
    code_s: float
    codings: tuple[Told, ...]


def one_process(papers: Path, family: str, parser: str) -> dict[str, Any]:
    """Every paper in scope, in this process; ``by_paper`` has words and CPU seconds of each."""
    begun = time.process_time()
    coder = loaded(family, parser)
    load_s = time.process_time() - begun
    begun = time.perf_counter()
    coded = [paper for path in paths(papers) if (paper := code(coder, path))]
    wall_s = time.perf_counter() - begun
    words = sum(paper.words for paper in coded)
    return {
        "papers": len(coded),
        "words": words,
        "sentences": sum(paper.sentences for paper in coded),
        "codings": sum(len(paper.codings) for paper in coded),
        "load_s": load_s,
        "read_s": sum(paper.read_s for paper in coded),
        "words_per_cpu_s": words / sum(paper.code_s for paper in coded),
        "words_per_s_with_reading": words / wall_s,
        "peak_mb": peak_mb(),
        "digest": digest(coded),
        "by_paper": {paper.name: (paper.words, paper.code_s) for paper in coded},
    }


def two_processes(papers: Path, family: str, parser: str) -> dict[str, Any]:
    """The same in two worker processes, as relsynth's own would be: started anew, not forked."""
    workers = ProcessPoolExecutor(
        2, mp_context=multiprocessing.get_context("spawn"), initializer=begin, initargs=(family, parser)
    )
    own = time.process_time()
    begun = time.perf_counter()
    with workers:
        answers = list(workers.map(code_in_worker, map(str, paths(papers))))
    wall_s, own_s = time.perf_counter() - begun, time.process_time() - own
    coded = [Paper(*answer[0]) for answer in answers if answer[0]]
    words = sum(paper.words for paper in coded)
    code_s = sum(paper.code_s for paper in coded)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    tree_s = children.ru_utime + children.ru_stime + own_s
    return {
        "words_per_cpu_s": words / (code_s + own_s),
        "words_per_s_with_reading": words / wall_s,
        "start_s": tree_s - own_s - code_s - sum(paper.read_s for paper in coded),
        "peak_mb": max(peak for _, peak in answers),
        "digest": digest(coded),
    }


def loaded(family: str, parser: str) -> DocumentCoder:
    coder = coder_ready.ready(family, parser).coder
    coder.code(formats.read(WARM.encode(), path_name="warm.md"))
    return coder


def code(coder: DocumentCoder, path: Path) -> Paper | None:
    """A paper, read and coded; None where it cannot be read, or is out of scope."""
    begun = time.process_time()
    document = readable(path)
    if document is None or document.out_of_scope:
        return None
    read = time.process_time()
    coded = coder.code(document)
    ended = time.process_time()
    told = tuple((c.span.start, c.span.end, c.code, repr(c.facets)) for c in coded.codings)
    return Paper(path.name, len(document.text.split()), coded.sentences, read - begun, ended - read, told)


def readable(path: Path) -> Document | None:
    try:
        return formats.read(path.read_bytes(), path_name=path.name)
    except RelsynthError:
        return None


def paths(papers: Path) -> Iterator[Path]:
    return (path for path in sorted(papers.iterdir()) if path.is_file())


# -- in a worker

_coder: list[DocumentCoder] = []


def begin(family: str, parser: str) -> None:
    _coder.append(loaded(family, parser))


def code_in_worker(path: str) -> tuple[tuple[Any, ...] | None, float]:
    """A paper as the plain tuple of its fields, and the worker's peak memory so far, in MB."""
    paper = code(_coder[0], Path(path))
    if paper is None:
        return None, peak_mb()
    return (paper.name, paper.words, paper.sentences, paper.read_s, paper.code_s, paper.codings), peak_mb()


# -- of the process


def peak_mb() -> float:
    """Most memory this program has had; on Linux without what the process that started it had (as ru_maxrss would)."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def digest(coded: list[Paper]) -> str:
    """One word for all codings, so that two runs can be told alike."""
    return hashlib.sha256(repr([(paper.name, paper.codings) for paper in coded]).encode()).hexdigest()
