"""A dataset is opened as it is: finished partitions alone, its own codebook, an index that is never stale."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from invented import small_codebook
from invented_dataset import BOOK, chanced, corpus_by, dataset_of
from relsynth.datasets import duck
from relsynth.datasets.duck import codebook_text, open_dataset
from relsynth.datasets.writing import About, begin, partition_file
from relsynth.errors import ProjectError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset_of(tmp_path / "d", *chanced(1))


def test_its_scope_is_told_as_a_project_tells_it(folder: Path) -> None:
    corpus = corpus_by(*chanced(1))
    with open_dataset(folder, BOOK) as dataset:
        scope = dataset.scope
    assert scope.statement == replace(corpus, unread=1).statement
    assert (scope.n, scope.left_out, scope.unread) == (corpus.n, corpus.left_out, 1)


def test_a_partition_without_its_marker_is_not_counted(folder: Path) -> None:
    with open_dataset(folder, BOOK) as dataset:
        before = dataset.scope.papers
    marker = sorted((folder / "finished").iterdir())[0]
    taken = json.loads(marker.read_text())["files"]["papers"]["rows"]
    marker.unlink()
    with open_dataset(folder, BOOK) as dataset:
        assert before - taken <= dataset.scope.papers < before


def test_the_index_is_kept_and_drawn_up_anew_where_the_dataset_changed(folder: Path) -> None:
    def files() -> list[str]:
        return [one.name for one in (folder / duck.INDEX).iterdir()]

    with open_dataset(folder, BOOK) as dataset:
        first, digest = files(), dataset.digest
    with open_dataset(folder, BOOK) as dataset:
        assert (files(), dataset.digest) == (first, digest)
    sorted((folder / "finished").iterdir())[0].unlink()
    with open_dataset(folder, BOOK) as dataset:
        assert dataset.digest != digest
        assert len(files()) == 1
        assert files() != first


def test_what_a_crash_left_of_an_index_is_cleared_a_day_later(folder: Path) -> None:
    old, new = (folder / duck.INDEX / f"{duck.DRAWING}{name}" for name in ("old", "new"))
    for place in (old, new):
        place.mkdir(parents=True)
    os.utime(old, (0, 0))
    with open_dataset(folder, BOOK):
        assert not old.exists()
        assert new.exists()


def test_a_dataset_that_cannot_be_written_to_is_asked_all_the_same(folder: Path) -> None:
    (folder / duck.INDEX).write_text("a file where a folder would be")
    with open_dataset(folder, BOOK) as dataset:
        assert dataset.scope.n == corpus_by(*chanced(1)).n


@pytest.mark.parametrize("table", ["papers", "codings", "unread"])
def test_a_file_that_is_gone_or_damaged_is_told(folder: Path, table: str) -> None:
    key = sorted((folder / "finished").iterdir())[0].stem
    path = partition_file(folder, table, key)
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(ProjectError, match="cannot be asked"), open_dataset(folder, BOOK):
        pass
    path.unlink()
    with pytest.raises(ProjectError, match="cannot be asked"), open_dataset(folder, BOOK):
        pass
    assert not list((folder / duck.INDEX).iterdir())


def test_a_damaged_index_says_what_to_delete(folder: Path) -> None:
    with open_dataset(folder, BOOK):
        pass
    (path,) = (folder / duck.INDEX).iterdir()
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(ProjectError, match="delete index/"), open_dataset(folder, BOOK):
        pass


def test_another_codebook_is_refused(folder: Path) -> None:
    with pytest.raises(ProjectError, match="is not the codebook"), open_dataset(folder, small_codebook()):
        pass


def test_what_has_nothing_to_ask_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is no dataset"):
        codebook_text(tmp_path)
    about = About(
        codebook="b", codebook_version="1", codebook_digest=BOOK.digest, coder="c", recipe="r", parser=None,
        papers_per_partition=1, relsynth="1",
    )  # fmt: skip
    begin(tmp_path / "d", about, codebook="")
    with pytest.raises(ProjectError, match="no finished partition"), open_dataset(tmp_path / "d", BOOK):
        pass
    odd = dataset_of(tmp_path / "a[1]", *chanced(1))
    with pytest.raises(ProjectError, match="rename or move"), open_dataset(odd, BOOK):
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "INSTALL httpfs",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '{beside}'",
        "ATTACH '{beside}' AS other",
        "SET enable_external_access = true",
    ],
)
def test_no_statement_reaches_beyond_the_dataset(folder: Path, tmp_path: Path, statement: str) -> None:
    with (
        open_dataset(folder, BOOK) as dataset,
        pytest.raises(ProjectError, match=r"disabled|locked"),
    ):
        dataset.rows(statement.format(beside=tmp_path / "beside"))
    assert not (tmp_path / "beside").exists()
