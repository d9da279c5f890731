"""A literature coded into a dataset: planned, stopped, gone on with, and the same every time."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relsynth.bundled import example_papers
from relsynth.datasets import writing
from relsynth.datasets.schema import TABLES
from relsynth.errors import InputError, ProjectError
from relsynth.scaling import inputs
from relsynth.workflow.machines import Machines, columns_of
from relsynth.workflow.scaled import DatasetCoded, code_dataset, dataset_status, plan_dataset
from scaling.test_containers import packed

ONE, TWO = Machines(jobs=1), Machines(jobs=2)


def coded(papers: list[Path], into: Path, **given: object) -> DatasetCoded:
    options = {"machines": ONE, "coder": "lexicon", "parser": "none", "partition": 4} | given
    return code_dataset(papers, into, **options)  # type: ignore[arg-type]


def files(dataset: Path) -> dict[str, bytes]:
    paths = [path for table in TABLES for path in (dataset / table).glob("*.parquet")]
    return {path.relative_to(dataset).as_posix(): path.read_bytes() for path in paths}


COPIES = 12


def rows(dataset: Path, table: str) -> list[dict[str, object]]:
    return [row for path in sorted((dataset / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def test_a_plan_writes_nothing_and_coding_keeps_to_it(tmp_path: Path) -> None:
    given = {"machines": ONE, "coder": "lexicon", "parser": "none", "partition": 4, "price_per_hour": 2.0}
    plan = plan_dataset([example_papers()], tmp_path / "d", **given)  # type: ignore[arg-type]
    assert not (tmp_path / "d").exists()
    assert (plan.new, plan.partitions, plan.known, plan.sampled) == (12, 3, 0, 1)
    assert plan.cpu_hours is not None
    assert plan.price == pytest.approx(2 * plan.cpu_hours)
    said: list[str] = []
    done = coded([example_papers()], tmp_path / "d", tell=said.append)
    assert "12 inputs to code" in said[0]
    assert (done.partitions, done.papers, done.unread, done.poisoned) == (3, 12, 0, ())
    status = dataset_status(tmp_path / "d", check=True)
    assert (status.finished, status.planned, status.papers, status.codings) == (3, 3, 12, done.codings)
    assert not status.damaged


@pytest.mark.slow
def test_twice_is_once_and_elsewhere_the_same_bytes(tmp_path: Path) -> None:
    coded([example_papers()], tmp_path / "a")
    before = files(tmp_path / "a")
    again = coded([example_papers()], tmp_path / "a")
    assert (again.partitions, again.papers) == (0, 0)
    coded([example_papers()], tmp_path / "b", machines=TWO)
    assert files(tmp_path / "a") == before == files(tmp_path / "b")


@pytest.mark.slow
def test_what_is_new_is_added_and_what_is_known_under_another_name_is_not(tmp_path: Path) -> None:
    papers = sorted(example_papers().glob("*.xml"))
    coded(papers[:3], tmp_path / "d")
    copy = tmp_path / "copy.xml"
    copy.write_bytes(papers[0].read_bytes())
    done = coded([copy, *papers[:4]], tmp_path / "d")
    assert done.papers == 1
    assert len({row["document"] for row in rows(tmp_path / "d", "papers")}) == 4


@pytest.mark.slow
def test_a_partition_that_was_lost_is_coded_again(tmp_path: Path) -> None:
    coded([example_papers()], tmp_path / "d")
    before = files(tmp_path / "d")
    marker = next((tmp_path / "d" / writing.FINISHED).iterdir())
    marker.unlink()
    assert coded([], tmp_path / "d").partitions == 1
    assert files(tmp_path / "d") == before


@pytest.mark.slow
def test_archives_and_tables_give_what_files_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = sorted(example_papers().glob("*.xml"))
    offered = {path.name: path.read_bytes() for path in papers}
    packed(tmp_path / "small.tar.gz", offered)
    pq.write_table(pa.table({"body": list(offered.values()), "name": list(offered)}), tmp_path / "t.parquet")
    coded(papers, tmp_path / "files")
    coded([tmp_path / "small.tar.gz"], tmp_path / "package")
    coded([tmp_path / "t.parquet"], tmp_path / "table", columns=columns_of("body", "name"))
    monkeypatch.setattr(inputs, "PACKAGE_BYTES", 10)
    coded([tmp_path / "small.tar.gz"], tmp_path / "members", partition=2)

    def told(dataset: Path) -> set[tuple[object, ...]]:
        return {(r["version"], r["code"], r["start"], r["end"], r["quote"]) for r in rows(dataset, "codings")}

    expected = told(tmp_path / "files")
    assert len(expected) > 100
    for name in ("package", "table", "members"):
        assert told(tmp_path / name) == expected


def test_rows_of_a_table_need_their_column_to_go_on(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["The partners met. " * 50]}), tmp_path / "t.parquet")
    coded([tmp_path / "t.parquet"], tmp_path / "d", columns=columns_of("body", None))
    next((tmp_path / "d" / writing.FINISHED).iterdir()).unlink()
    with pytest.raises(InputError, match="--column"):
        coded([], tmp_path / "d")


def test_a_dataset_keeps_to_one_coder(tmp_path: Path) -> None:
    papers = sorted(example_papers().glob("*.xml"))[:1]
    coded(papers, tmp_path / "d")
    with pytest.raises(ProjectError, match="was coded otherwise"):
        coded(papers, tmp_path / "d", coder="combined")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let a process that is started here be stopped by Ctrl-C, also where these tests run in the background of a shell,
    which lets all that it starts there ignore it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
def test_stopped_by_ctrl_c_it_goes_on_where_it_was(tmp_path: Path) -> None:
    into, papers = tmp_path / "d", tmp_path / "papers"
    papers.mkdir()
    for copy in range(COPIES):  # so many that a machine under load has not done with them when it is stopped
        for path in example_papers().glob("*.xml"):
            (papers / f"{copy} {path.name}").write_bytes(path.read_bytes() + f"<!-- {copy} -->".encode())
    many = len(list(papers.iterdir()))
    command = [
        *(sys.executable, "-m", "relsynth", "code", str(papers), "--into", str(into), "--jobs", "1"),
        *("--coder", "lexicon", "--parser", "none", "--partition", "1"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        end = time.monotonic() + 60
        while len(list(into.glob("finished/*.json"))) < 2 and time.monotonic() < end:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Stopped. What was done is kept" in said
    assert "Traceback" not in said
    before = dataset_status(into)
    assert 2 <= before.finished < many
    assert coded([], into, partition=1).partitions == many - before.finished
    coded([papers], tmp_path / "whole", partition=1)
    assert files(into) == files(tmp_path / "whole")


def test_a_dataset_within_what_is_offered_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The partners of the coalition met. " * 50)
    coded([tmp_path], tmp_path / "d")
    assert coded([tmp_path], tmp_path / "d").papers == 0
