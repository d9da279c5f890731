"""What each table and finding costs as a command, in a project of 3,000 studies with 200,000 codings.

    python scripts/bench/synthesis_commands.py [--data ../shared/data] [--project FOLDER] [--keep FOLDER] [--json]

Reads and codes DATA/papers with the dictionary (or takes a coded project), and makes a project of papers drawn from
these with replacement, each with its own codings (``synthesis.grown``): what ``synthesis.py`` tabulates in memory, in
SQLite. Each command then runs by itself from the command line: Python starts, the codebook and the database are read,
studies are formed, the table is made and written. Times are CPU seconds of the process; memory is its peak.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from relsynth import workflow
from relsynth.coding import Coding
from relsynth.documents import document_id
from relsynth.project import Project, open_project
from relsynth.store import File
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.all_tables import ALL_TABLES, FINDINGS
from relsynth.workflow.synthesise import load_corpus
from synthesis import AT, HOUSE, coded, grown

LEFT_OUT = frozenset({"charting"})  # of forms, which these papers have none of
BESIDE = (
    "gaps list --format json",
    "gaps list --sensitivity --format json",
    "valence --stratify level,phase --format json",
    "match barriers strategies --format json",
    "cooccur --format json",
    "saturation --format json",
    "coverage --framework CFIR2 --format json",
    'query "code:STA.TRUST* role:barrier" --format json',
)


def main() -> int:
    arguments = parse()
    papers = arguments.data / "papers"
    if arguments.project is None and not papers.is_dir():
        print(f"synthesis_commands: no folder {papers}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        small = arguments.project or coded(papers, Path(folder) / "small")
        large = arguments.keep or Path(folder) / "large"
        if not large.exists():
            copied(small, large)
        asked = {command: spent(large, command) for command in commands()}
    figures = {
        "commands": len(asked),
        "commands_failed": sum(not is_done for is_done, _, _ in asked.values()),
        "slowest_command_s": round(max(seconds for _, seconds, _ in asked.values()), 2),
        "command_peak_mb": max(memory for _, _, memory in asked.values()),
    }
    if arguments.json:
        print(json.dumps(figures))
        return 0
    for command, (is_done, seconds, memory) in sorted(asked.items(), key=lambda item: -item[1][1]):
        print(f"{seconds:7.2f} s {memory:6} MB  {'' if is_done else 'FAILED '}relsynth {command}")
    for name, value in figures.items():
        print(f"{name:<24}{value:>12,.3g}")
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HOUSE.parent / "shared" / "data")
    parser.add_argument("--project", type=Path, help="a coded project, in place of coding DATA/papers")
    parser.add_argument("--keep", type=Path, help="folder for the large project; used again where it is there")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def commands() -> list[str]:
    """Every table, every finding, and what else is asked of all codings."""
    tables = [f"table {name} --format json" for name in ALL_TABLES if name not in LEFT_OUT]
    return [*tables, *(f"{name} --format json" for name in FINDINGS), *BESIDE]


def copied(small: Path, large: Path) -> None:
    """A project with the studies and codings that ``grown`` draws of a small one."""
    began = time.process_time()
    workflow.init(large)
    shutil.copy(small / "codebook.yaml", large / "codebook.yaml")
    shutil.copy(small / "relsynth.toml", large / "relsynth.toml")
    with open_project(small) as source, open_project(large) as target:
        stored(grown(load_corpus(source)), target)
    print(f"made in {time.process_time() - began:.0f} s", file=sys.stderr)


def stored(corpus: Corpus, project: Project) -> None:
    """Write each study's papers, and its codings as a run over them."""
    by_study: dict[int, list[Coding]] = defaultdict(list)
    for segment in corpus.segments:
        by_study[segment.study].append(segment.coding)
    book, source = project.codebook, project.codebook_path.read_text(encoding="utf-8")
    with project.store.atomic():
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=source, at=AT)
        for coder in {one.coding.coder for one in corpus.segments}:
            project.store.add_coder(coder)
    for number, study in enumerate(corpus.studies):
        with project.store.atomic():
            for version in study.documents:
                _store(project, corpus, version, number, by_study[number])


def _store(project: Project, corpus: Corpus, version: str, number: int, codings: list[Coding]) -> None:
    read = corpus.documents[version]
    made = replace(
        read,
        id=document_id(f"{number} {read.id}".encode()),
        name=f"{number:04}-{read.name}",
        doi=f"10.5555/{number}-{read.name}".lower(),  # with title and author, so that it is a study of its own
        title=f"{number} {read.title or read.name}",
        authors=(f"Made{number}, A.",),
        pmid=None,
        pmcid=None,
    )
    path = f"/made/{made.name}"
    project.store.add_document(made, at=AT)
    project.store.add_file(File(path=path, status="read", document=made.id, digest=made.id), at=AT)
    own = [replace(one, span=replace(one.span, version=made.version)) for one in codings if one.span.version == version]
    coder = own[0].coder if own else next(iter(corpus.segments)).coding.coder
    project.store.add_run(made.version, coder, own, codebook=project.codebook.digest, sentences=len(own), at=AT)


def spent(project: Path, command: str) -> tuple[bool, float, int]:
    """Whether a command ends well, its CPU seconds, and its peak of memory in MB."""
    words = [sys.executable, "-m", "relsynth", *shlex.split(command), "--project", str(project)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode == 0, used.ru_utime + used.ru_stime, round(used.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
