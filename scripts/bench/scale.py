"""How fast papers are coded into a dataset by one process, by two, and by two workers of Dask; and at what memory.

    python scripts/bench/scale.py [--data ../shared/data] [--json] [--papers 20000] [--slice 2000] [--million 1000000]

DATA/papers is repeated to so many papers, each copy made another document by a comment at its end, in one tar archive
that is read member by member. Crews of one process, of two, of two workers of Dask, and of two of which one is killed
code the first ``--slice`` papers; two processes then code all of them (``…_whole``). Papers a second are counted past
start-up, from the first piece handed over to the last partition written. ``overhead_*`` is the share of the workers'
time that was not spent in the batch function: waiting, sending, and the last partitions when there is no other left.
``identical`` is 1 where all crews and this process alone wrote the same bytes. Memory is the peak of one worker, over
the slice and over the whole. The coder is the dictionary, the quickest, beside which a crew's overhead is largest;
``--coder combined`` measures the default one. The million of made-up papers is scale_million.py's; ``--million 0``
leaves it out.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import itertools
import json
import os
import signal
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from relsynth.datasets import writing
from relsynth.datasets.schema import TABLES
from relsynth.scaling import ledger
from relsynth.scaling.batch import Recipe, code_inputs, ready
from relsynth.scaling.cluster import Cluster
from relsynth.scaling.driving import Piece, drive
from relsynth.scaling.inputs import found, loaded
from relsynth.scaling.pool import SECONDS, Pool
from relsynth.workflow.recipes import recipe_of

MB = 1 << 20
KILLED_AFTER = 0.3  # of the time that two processes took
LEAST_PARTITIONS = 8  # fewer, and the last ones, for which one worker waits, are most of what is measured
SERIAL = 2  # partitions that this process codes alone, to be held against those of the crews


def main() -> int:
    arguments = parse()
    papers = arguments.data / "papers"
    if not papers.is_dir():
        print(f"scale: no folder {papers}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="relsynth-scale-") as name:
        figures = measured(papers, Path(name), arguments)
    if arguments.million:
        from scale_million import build_and_query  # noqa: PLC0415 beside this script

        figures |= build_and_query(arguments.million)
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--papers", type=int, default=20_000)
    options.add_argument("--slice", type=int, default=2_000, help="papers that every crew codes")
    options.add_argument("--partition", type=int, default=ledger.PARTITION)
    options.add_argument("--million", type=int, default=1_000_000, help="made-up papers to ask; 0 for none")
    options.add_argument("--coder", default="lexicon", help="as in relsynth code")
    return options.parse_args()


def measured(papers: Path, folder: Path, arguments: argparse.Namespace) -> dict[str, float]:
    recipe = recipe_of(None, coder=arguments.coder, parser="none")
    archive = repeated(papers, folder / "papers.tar", arguments.papers)
    planned = planned_of(archive, recipe, arguments.partition)
    few = planned[: -(-min(arguments.slice, arguments.papers) // arguments.partition)]
    if len(few) < LEAST_PARTITIONS:
        raise SystemExit(f"scale: {len(few)} partitions tell nothing of two workers; lower --partition")
    runs = {
        "1": coded(few, recipe, lambda: Pool(recipe, workers=1)),
        "2": coded(few, recipe, lambda: Pool(recipe, workers=2)),
    }
    with dask_of_two() as address:
        runs["dask2"] = coded(few, recipe, lambda: Cluster(recipe, seconds=SECONDS, scheduler=address))
    after = KILLED_AFTER * runs["2"]["seconds"]
    runs["killed"] = coded(few, recipe, lambda: Pool(recipe, workers=2), kill_after=after)
    digests = {str(run.pop("digest")) for run in runs.values()}
    alone = is_as_alone(few[:SERIAL], recipe, runs["1"].pop("tables"))
    whole = runs["2"] if len(few) == len(planned) else coded(planned, recipe, lambda: Pool(recipe, workers=2))
    return {
        "papers": arguments.papers,
        "slice": runs["1"]["rows"],
        "partitions": len(planned),
        "deaths_seen": runs["killed"]["deaths"],
        **{f"papers_per_s_{name}": run["rows"] / run["seconds"] for name, run in runs.items()},
        **{f"overhead_{name}": run["overhead"] for name, run in runs.items() if name != "killed"},
        "peak_mb_worker": runs["2"]["peak"] / MB,
        "papers_whole": whole["rows"],
        "papers_per_s_whole": whole["rows"] / whole["seconds"],
        "peak_mb_worker_whole": whole["peak"] / MB,
        "identical": float(len(digests) == 1 and alone),
        "papers_lost_to_a_kill": runs["1"]["rows"] - runs["killed"]["rows"],
    }


def planned_of(archive: Path, recipe: Recipe, most: int) -> list[ledger.Planned]:
    """Partitions of an archive's members, however small it is: a small one would be one input, and one worker's."""
    members = (one for one in found([archive], package_bytes=0) if one)
    return list(ledger.partitions(members, recipe.digest, most=most))


def repeated(papers: Path, path: Path, count: int) -> Path:
    """An archive of papers, over and over, each time with another comment at the end."""
    files = [one for one in sorted(papers.iterdir()) if one.suffix in (".html", ".xml", ".nxml")]
    with tarfile.open(path, "w") as archive:
        for copy, one in enumerate(itertools.islice(itertools.cycle(files), count)):
            content = one.read_bytes() + f"\n<!-- copy {copy} -->\n".encode()
            info = tarfile.TarInfo(f"{copy:06}/{one.name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def coded(
    planned: list[ledger.Planned], recipe: Recipe, crew_of: Callable[[], Pool | Cluster], *, kill_after: float = 0.0
) -> dict[str, Any]:
    """Code partitions by a crew that has started, into a dataset of its own; what that took."""
    with tempfile.TemporaryDirectory(prefix="relsynth-scale-") as name, crew_of() as crew:
        folder = Path(name)
        for table_name in (*TABLES, writing.FINISHED):
            (folder / table_name).mkdir()
        workers = warmed(crew)
        if kill_after and isinstance(crew, Pool):
            timer = threading.Timer(kill_after, lambda: os.kill(crew.pids()[0], signal.SIGKILL))
            timer.start()
        pieces = (Piece(key=one.key, inputs=one.inputs) for one in ledger.filled(planned))
        began, busy, peak, rows, deaths = time.perf_counter(), 0.0, 0, 0, []
        for one in drive(pieces, crew, tell=deaths.append):
            rows += writing.write_partition(folder, one.key, writing.unpack(one.parts)).rows["papers"]
            busy, peak = busy + one.seconds, max(peak, one.peak)
        seconds = time.perf_counter() - began
        return {
            "seconds": seconds,
            "overhead": 1 - busy / (workers * seconds),
            "peak": peak,
            "rows": rows,
            "deaths": len(deaths),
            "digest": digest(folder),
            "tables": {one.key: table_digests(folder, one.key) for one in planned[:SERIAL]},
        }


def warmed(crew: Pool | Cluster) -> int:
    """Wait until every worker can code; return how many there are."""
    if isinstance(crew, Pool):
        crew.wait_ready()
        return crew.room()
    for turn in range(4 * crew.workers()):  # twice as many as begin at once, so that every worker has had one
        crew.start(Piece(key=f"warm-{turn}", inputs=()))
    left = 4 * crew.workers()
    while left:
        left -= sum(1 for _ in crew.ended())
    return crew.workers()


@contextmanager
def dask_of_two() -> Iterator[str]:
    """A Dask cluster of two processes on this machine."""
    import distributed  # noqa: PLC0415

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as made:
        yield made.scheduler_address


def is_as_alone(planned: list[ledger.Planned], recipe: Recipe, tables: object) -> bool:
    """Whether this process, without any crew, writes the same bytes for a few partitions."""
    ready(recipe)
    with tempfile.TemporaryDirectory(prefix="relsynth-scale-") as name:
        folder = Path(name)
        for table_name in (*TABLES, writing.FINISHED):
            (folder / table_name).mkdir()
        for one in planned:
            batch = code_inputs(loaded(one.inputs), recipe, partition=one.key, seconds=SECONDS)
            writing.write_partition(folder, one.key, writing.unpack([batch.tables]))
        return tables == {one.key: table_digests(folder, one.key) for one in planned}


def table_digests(folder: Path, key: str) -> list[str]:
    return [hashlib.sha256(writing.partition_file(folder, name, key).read_bytes()).hexdigest() for name in TABLES]


def digest(folder: Path) -> str:
    """One word for all that was written."""
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*.parquet")):
        made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()


def table(figures: dict[str, float]) -> str:
    return "\n".join(f"{name:28}{value:14,.3f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
