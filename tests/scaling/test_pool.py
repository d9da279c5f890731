"""Real processes: what kills one is found, a kill from outside costs nothing, and none is left behind."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from relsynth.datasets.writing import unpack
from relsynth.scaling.batch import Recipe, code_inputs
from relsynth.scaling.driving import Partition, Piece, drive
from relsynth.scaling.inputs import Input
from relsynth.scaling.pool import Pool, WorkerError

GB = 1 << 30


def paper(n: int, words: str = "") -> Input:
    text = f"Paper {n}.\n\n{words} The partners of the coalition met every month and shared decisions. " * 40
    made = text.encode()
    digest = hashlib.sha256(made).hexdigest()
    return Input(kind="member", path="/a.zip", member=f"{n}.txt", size=len(made), digest=digest, content=made)


def pieces(inputs: list[Input], each: int) -> list[Piece]:
    return [Piece(key=str(n), inputs=tuple(inputs[n : n + each])) for n in range(0, len(inputs), each)]


def rows(done: list[Partition], table: str = "papers") -> list[dict[str, object]]:
    ordered = sorted(done, key=lambda part: int(part.key))
    return [row for part in ordered for row in unpack(part.parts)[table].to_pylist()]


def test_processes_give_what_this_one_gives(recipe: Recipe) -> None:
    given = pieces([paper(n) for n in range(9)], 2)
    with Pool(recipe, workers=2, seconds=60) as pool:
        done = list(drive(given, pool, tell=lambda _said: None))
        pids = pool.pids()
    for piece, part in zip(given, sorted(done, key=lambda part: int(part.key)), strict=True):
        alone = code_inputs(piece.inputs, recipe, partition=piece.key, seconds=60)
        assert unpack(part.parts) == unpack([alone.tables])
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux")
@pytest.mark.slow
def test_what_kills_its_worker_stands_alone_and_the_rest_is_read(poison: Recipe) -> None:
    inputs = [paper(n, {3: "POISON", 5: "GREEDY"}.get(n, "")) for n in range(8)]
    with Pool(poison, workers=2, seconds=60, memory=2 * GB) as pool:
        done = list(drive(pieces(inputs, 4), pool, tell=lambda _said: None))
    assert [row["name"] for row in rows(done)] == ["0", "1", "2", "4", "6", "7"]
    unread = {str(row["source"]): str(row["reason"]) for row in rows(done, "unread")}
    assert unread.keys() == {"/a.zip!3.txt", "/a.zip!5.txt"}
    assert "ended the worker" in unread["/a.zip!3.txt"]
    assert "memory" in unread["/a.zip!5.txt"]
    assert [source for part in done for source in part.poisoned] == ["/a.zip!3.txt"]


@pytest.mark.slow
def test_a_worker_that_dies_once_costs_nothing_but_time(poison: Recipe) -> None:
    with Pool(poison, workers=1, seconds=60) as pool:
        said: list[str] = []
        done = list(drive([Piece(key="0", inputs=(paper(1, "ONCE"), paper(2)))], pool, tell=said.append))
    assert [row["name"] for row in rows(done)] == ["1", "2"]
    assert len(said) == 1


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing_but_time(recipe: Recipe) -> None:
    inputs = [paper(n) for n in range(60)]
    with Pool(recipe, workers=2, seconds=60) as pool:
        pool.wait_ready()
        killer = threading.Timer(0.05, lambda: os.kill(pool.pids()[0], signal.SIGKILL))
        killer.start()
        done = list(drive(pieces(inputs, 10), pool, tell=lambda _said: None))
        killer.join()
    assert [row["name"] for row in rows(done)] == [str(n) for n in range(60)]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held on Linux")
def test_too_little_memory_to_start_is_no_fault_of_a_paper(recipe: Recipe) -> None:
    with Pool(recipe, workers=1, memory=100 << 20) as pool, pytest.raises(WorkerError, match="--memory"):
        list(drive(pieces([paper(1)], 1), pool, tell=lambda _said: None))


def test_closing_does_not_wait_for_a_paper(poison: Recipe, tmp_path: Path) -> None:
    pool = Pool(poison, workers=1, seconds=60)
    pool.wait_ready()
    pool.start(Piece(key="0", inputs=(paper(1, "ENDLESS"),)))
    began = time.perf_counter()
    pool.close()
    assert time.perf_counter() - began < 10
