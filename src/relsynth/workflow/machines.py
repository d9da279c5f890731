"""Who codes a dataset, on which machines and within which bounds, and the project that lends its codebook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.scaling.cluster import Slurm
from relsynth.scaling.inputs import Columns
from relsynth.scaling.pool import MEMORY, SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """Who codes: processes on this machine, a Dask cluster that is running, or one that SLURM is asked for.

    ``memory`` is the bound of each process, in bytes; ``seconds`` that of a paper.
    """

    jobs: int | None = None
    scheduler: str | None = None
    slurm: Slurm | None = None
    memory: int = MEMORY
    seconds: float = SECONDS

    @property
    def workers(self) -> int | None:
        """How many work at once; None where the cluster tells."""
        if self.scheduler:
            return None
        return self.slurm.jobs if self.slurm else self.jobs or os.cpu_count() or 1


def machines(
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    slurm: Slurm | None = None,
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> Machines:
    """Who is to code, of one kind.

    Raises:
        InputError: two kinds are asked for at once.
    """
    if bool(scheduler) + bool(slurm) + bool(jobs) > 1:
        raise InputError("choose one of --jobs, --scheduler and --slurm")
    return Machines(jobs=jobs, scheduler=scheduler, slurm=slurm, memory=memory, seconds=seconds)


def slurm_jobs(jobs: int, *, queue: str | None, account: str | None, memory: float, walltime: str) -> Slurm:
    """What SLURM is to be asked for; ``memory`` of a job in GB."""
    return Slurm(jobs=jobs, queue=queue, account=account, memory=f"{memory:g}GB", walltime=walltime)


def columns_of(paper: str | None, name: str | None) -> Columns | None:
    """The columns of tables that hold papers, where any are named."""
    return Columns(paper=paper, name=name) if paper else None


@contextmanager
def lent(folder: Path) -> Iterator[Project | None]:
    """The project in a folder, open; None where the folder is the one that one stands in, and no project."""
    if folder == Path() and not (folder / FILE).is_file():
        yield None
        return
    with open_project(folder) as project:
        yield project
