"""A crew of Dask workers: on a cluster that is running, or one that SLURM is asked for.

Dask, and not an engine of our own: it runs on laptops, SLURM and clouds, and its workers are restarted by their nannies
when they die. It is told to try nothing again by itself, since ``driving`` does, and knows what to do then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from relsynth.datasets.writing import ScaleError
from relsynth.errors import SourceError
from relsynth.scaling.batch import Batch, Recipe, code_inputs
from relsynth.scaling.driving import TRIES, Death, Piece
from relsynth.scaling.inputs import Input
from relsynth.version import __version__

if TYPE_CHECKING:
    from distributed import Future

AHEAD = 2  # pieces for each worker: one it works on, one it has when that is done
PATIENCE = "60s"  # for a scheduler to answer
LARGE = "1GB"  # bytes of a task that Dask warns of; a partition of papers has some megabytes
FIRST_WORKER = 600  # seconds that a queue may take to give the first worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Slurm:
    """What SLURM is asked for: so many jobs, each with one worker of so many cores' memory and time."""

    jobs: int
    queue: str | None = None
    memory: str = "4GB"
    walltime: str = "12:00:00"
    account: str | None = None

    def options(self) -> dict[str, Any]:
        """What dask-jobqueue's ``SLURMCluster`` is made with."""
        return {
            "cores": 1,
            "processes": 1,
            "queue": self.queue,
            "account": self.account,
            "memory": self.memory,
            "walltime": self.walltime,
        }


class Cluster:
    """Dask workers that code by one recipe; a context manager, which lets go of what it started."""

    def __init__(
        self, recipe: Recipe, *, seconds: float, scheduler: str | None = None, slurm: Slurm | None = None
    ) -> None:
        """Join the cluster.

        Raises:
            ScaleError: the extra ``scale`` is not installed.
            SourceError: the scheduler does not answer, no worker comes, or one has another relsynth.
        """
        distributed = _distributed()
        self._recipe, self._seconds = recipe, seconds
        self._slurm = _slurm_cluster(slurm) if slurm else None
        self._pieces: dict[Future[Batch], Piece] = {}
        self._suspects: list[Piece] = []
        try:
            self._client: Any = distributed.Client(self._slurm or scheduler, timeout=PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=FIRST_WORKER)
        except (OSError, TimeoutError, ValueError) as error:
            self._let_go()
            raise SourceError(f"{scheduler or 'SLURM'}: no Dask worker there answers ({error})") from error
        self._require_alike()

    def room(self) -> int:
        """Pieces that can be handed over, as workers come and go: none while one is on trial."""
        if self._suspects or any(map(_is_suspect, self._pieces.values())):
            return 0
        return max(0, AHEAD * max(1, len(self._client.nthreads())) - len(self._pieces))

    def start(self, piece: Piece) -> None:
        """Hand a piece over, or let it wait until nothing else is under way, if it would be set apart the next time.

        Dask blames a worker's death on all that the worker was given, whether it had begun with it or not.
        """
        if _is_suspect(piece):
            self._suspects.append(piece)
        else:
            self._submit(piece)

    def _submit(self, piece: Piece) -> None:
        """Submit a piece with all that it needs: what were scattered to workers would be lost with them."""
        with _dask().config.set({"distributed.admin.large-graph-warning-threshold": LARGE}):
            future = self._client.submit(
                *(_on_worker, piece.inputs, self._recipe, piece.key, self._seconds), pure=False, retries=0
            )
        self._pieces[future] = piece

    def ended(self) -> Iterator[tuple[Piece, Batch | Death]]:
        """Wait for a piece to end.

        Raises:
            SourceError: the scheduler is gone.
            RelsynthError: whatever a worker says of its coder.
        """
        distributed = _distributed()
        if not self._pieces:
            self._submit(self._suspects.pop())
        with self._client.as_current():
            done = distributed.wait(list(self._pieces), return_when="FIRST_COMPLETED").done
        for future in list(done):
            piece = self._pieces.pop(future)
            try:
                outcome: Batch | Death = future.result()
            except distributed.KilledWorker:
                outcome = Death("it crashed, was killed, or ran out of time or memory")
            except (distributed.CancelledError, distributed.client.FuturesCancelledError, OSError) as error:
                raise SourceError(f"the Dask scheduler is gone ({error}); give the same command again") from error
            future.release()
            yield piece, outcome

    def workers(self) -> int:
        """Workers that there are now."""
        return len(self._client.nthreads())

    def close(self) -> None:
        """Take back what is not done, and leave the cluster as it was; one that SLURM was asked for ends."""
        self._client.cancel(list(self._pieces), force=True)
        self._pieces.clear()
        self._suspects.clear()
        self._client.close()
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _let_go(self) -> None:
        if self._slurm is not None:
            self._slurm.close()

    def _require_alike(self) -> None:
        try:
            versions = self._client.run(_version)
        except ImportError as error:
            self.close()
            raise SourceError(f"Dask's workers have no relsynth {__version__} ({error}); install it there") from error
        if strange := sorted({found for found in versions.values() if found != __version__}):
            self.close()
            raise SourceError(f"Dask's workers have relsynth {', '.join(strange)}, and here is {__version__}")


def _is_suspect(piece: Piece) -> bool:
    return len(piece.inputs) == 1 and piece.deaths == TRIES - 1


def _on_worker(inputs: tuple[Input, ...], recipe: Recipe, partition: str, seconds: float) -> Batch:
    return code_inputs(inputs, recipe, partition=partition, seconds=seconds, or_end=True)


def _version() -> str:
    return __version__


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415
    except ImportError as error:
        raise ScaleError(f"a cluster needs the extra scale: pip install 'relsynth[scale]' ({error})") from error
    return distributed


def _dask() -> Any:
    import dask  # noqa: PLC0415 there, since distributed needs it

    return dask


def _slurm_cluster(asked: Slurm) -> Any:
    try:
        import dask_jobqueue  # noqa: PLC0415
    except ImportError as error:
        raise ScaleError(f"SLURM needs the extra scale: pip install 'relsynth[scale]' ({error})") from error
    cluster: Any = dask_jobqueue.SLURMCluster(**asked.options())  # type: ignore[attr-defined]
    cluster.scale(jobs=asked.jobs)
    return cluster
