"""A crew of processes on this machine, each with a bound on its memory.

Each worker is an executor of its own with one process: when that dies, exactly one piece was in it, and no other
worker's is lost. Processes are spawned and not forked, so that they share no lock and no open database with whoever
starts them, and they end when that ends.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from relsynth.errors import RelsynthError
from relsynth.scaling.batch import Batch, Recipe, code_inputs, ready
from relsynth.scaling.driving import Death, Piece
from relsynth.scaling.limits import end_with, hold_memory, one_thread

MEMORY = 3 << 30
"""Bytes of address space of a worker; of that it holds less than a third in memory (docs/benchmarks.md)."""
SECONDS = 120.0  # for one paper; the slowest of the papers measured takes a tenth of it


class WorkerError(RelsynthError):
    """No worker can be started."""


@dataclass(slots=True)
class _Worker:
    executor: ProcessPoolExecutor
    begun: Future[None]
    piece: Piece | None = None
    answer: Future[Batch] | None = None


class Pool:
    """Some processes that code by one recipe; a context manager, which leaves none behind."""

    def __init__(self, recipe: Recipe, *, workers: int, memory: int = MEMORY, seconds: float = SECONDS) -> None:
        self._recipe, self._memory, self._seconds = recipe, memory, seconds
        self._workers = [self._started() for _ in range(workers)]

    def room(self) -> int:
        """Workers that have nothing to do."""
        return sum(worker.answer is None for worker in self._workers)

    def start(self, piece: Piece) -> None:
        """Let an idle worker begin with a piece."""
        worker = next(worker for worker in self._workers if worker.answer is None)
        work = partial(code_inputs, piece.inputs, self._recipe, partition=piece.key, seconds=self._seconds, or_end=True)
        worker.piece = piece
        try:
            worker.answer = worker.executor.submit(work)
        except BrokenProcessPool as error:  # it died while it had nothing to do
            worker.answer = Future()
            worker.answer.set_exception(error)

    def ended(self) -> Iterator[tuple[Piece, Batch | Death]]:
        """Wait for a piece to end; a worker that died is replaced.

        Raises:
            WorkerError: a worker cannot be started.
            RelsynthError: whatever a worker says of its coder.
        """
        wait([worker.answer for worker in self._workers if worker.answer], return_when=FIRST_COMPLETED)
        for turn, worker in enumerate(self._workers):
            if worker.answer is None or worker.piece is None or not worker.answer.done():
                continue
            piece, answer = worker.piece, worker.answer
            try:
                outcome: Batch | Death = answer.result()
            except BrokenProcessPool:
                outcome = Death(self._why(worker))
                self._workers[turn] = self._started()
            worker.piece = worker.answer = None
            yield piece, outcome

    def wait_ready(self) -> None:
        """Wait until every worker can code.

        Raises:
            WorkerError: one cannot be started. RelsynthError: whatever it says of its coder.
        """
        for worker in self._workers:
            try:
                worker.begun.result()
            except BrokenProcessPool:
                self._why(worker)

    def pids(self) -> tuple[int, ...]:
        """Ids of the processes that there are now."""
        return tuple(pid for worker in self._workers for pid in worker.executor._processes or ())

    def close(self) -> None:
        """Kill every worker, and wait until it is gone."""
        for worker in self._workers:
            _killed(worker.executor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _started(self) -> _Worker:
        executor = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._memory, os.getpid())
        )
        return _Worker(executor, executor.submit(_prepared, self._recipe))

    def _why(self, worker: _Worker) -> str:
        """Why a worker died.

        Raises:
            WorkerError: it did before it could code anything, so that no piece is to blame.
        """
        try:
            worker.begun.result()
        except BrokenProcessPool as error:
            raise WorkerError(
                f"a worker ends before it codes anything; with {self._memory >> 20} MB of memory it may have too "
                "little: raise --memory"
            ) from error
        except MemoryError as error:
            raise WorkerError(
                f"{self._memory >> 20} MB of memory is too little to start with: raise --memory"
            ) from error
        return "it crashed, was killed, or ran out of time or memory"


def _begin(memory: int, parent: int) -> None:
    """What a worker does first: Ctrl-C is for whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()
    end_with(parent)
    hold_memory(memory)


def _prepared(recipe: Recipe) -> None:
    """Make the coder, so that what fails here is no fault of a paper."""
    ready(recipe)


def _killed(executor: ProcessPoolExecutor) -> None:
    processes = list((executor._processes or {}).values())
    for process in processes:
        process.kill()
    executor.shutdown(wait=True, cancel_futures=True)
    for process in processes:
        with suppress(ValueError):  # it is gone, and closed already
            process.join(1)
