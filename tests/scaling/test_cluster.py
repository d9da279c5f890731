"""A Dask cluster of two processes gives what a pool gives, and what SLURM is asked for can be read."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from relsynth.datasets.writing import unpack
from relsynth.errors import SourceError
from relsynth.scaling.batch import Recipe, code_inputs
from relsynth.scaling.cluster import Cluster, Slurm
from relsynth.scaling.driving import Piece, drive
from scaling.test_pool import paper, pieces, rows


@pytest.fixture
def scheduler(poison: Recipe) -> Iterator[str]:
    import distributed

    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        ) as made,
    ):
        yield made.scheduler_address


@pytest.mark.slow
def test_a_cluster_gives_what_this_process_gives(scheduler: str, recipe: Recipe) -> None:
    given = pieces([paper(n) for n in range(9)], 2)
    with Cluster(recipe, seconds=60, scheduler=scheduler) as cluster:
        assert cluster.workers() == 2
        done = list(drive(given, cluster, tell=lambda _said: None))
    for piece, part in zip(given, sorted(done, key=lambda part: int(part.key)), strict=True):
        alone = code_inputs(piece.inputs, recipe, partition=piece.key, seconds=60)
        assert unpack(part.parts) == unpack([alone.tables])


@pytest.mark.slow
def test_what_may_be_set_apart_is_tried_alone(scheduler: str, recipe: Recipe) -> None:
    with Cluster(recipe, seconds=60, scheduler=scheduler) as cluster:
        cluster.start(Piece(key="a", inputs=(paper(0),)))
        cluster.start(Piece(key="b", inputs=(paper(1),), deaths=1))
        ended = []
        while len(ended) < 2:
            assert cluster.room() == 0
            ended += [piece.key for piece, _batch in cluster.ended()]
        assert ended == ["a", "b"]
        assert cluster.room() > 0


@pytest.mark.slow
def test_what_kills_dask_s_workers_stands_alone(scheduler: str, poison: Recipe) -> None:
    inputs = [paper(n, {1: "POISON"}.get(n, "")) for n in range(4)]
    with Cluster(poison, seconds=60, scheduler=scheduler) as cluster:
        done = list(drive(pieces(inputs, 2), cluster, tell=lambda _said: None))
    assert [row["name"] for row in rows(done)] == ["0", "2", "3"]
    assert [row["source"] for row in rows(done, "unread")] == ["/a.zip!1.txt"]


def test_a_scheduler_that_is_not_there_is_told(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relsynth.scaling.cluster.PATIENCE", "1s")
    with pytest.raises(SourceError, match="no Dask worker there answers"):
        Cluster(recipe, seconds=60, scheduler="tcp://127.0.0.1:9")


@pytest.mark.slow
def test_what_slurm_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask_jobqueue

    asked = Slurm(jobs=3, queue="long", memory="4GB", walltime="02:00:00", account="review")
    with dask_jobqueue.SLURMCluster(**asked.options()) as cluster:
        script = cluster.job_script()
    for line in ("#SBATCH -p long", "#SBATCH -A review", "#SBATCH --mem=4G", "#SBATCH -t 02:00:00", "#SBATCH -n 1"):
        assert line in script
