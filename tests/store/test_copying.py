"""A copy is whole, stands alone, and is refused where it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT
from relsynth.dedupe import Judgement
from relsynth.errors import ProjectError
from relsynth.store import Store


def test_a_copy_has_all_that_was_written_and_needs_no_file_beside_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        with store.atomic():
            store.catalogue.add_judgement(Judgement(a="r1:a", b="r1:b", relation="version", coder="Ana"), at=AT)
        (tmp_path / "copy").mkdir()
        store.copy_to(tmp_path / "copy/a.db")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["a.db"]
    with Store.open(tmp_path / "copy/a.db") as copy:
        assert [one.relation for one in copy.catalogue.judgements()] == ["version"]


def test_a_copy_that_is_not_whole_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db"):
        pass
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as broken:
        broken.execute("PRAGMA foreign_keys = OFF")
        broken.execute("INSERT INTO runs (version, coder, codebook, sentences, at) VALUES ('no', 'no', 'no', 0, 'no')")
    with Store.open(tmp_path / "a.db") as store, pytest.raises(ProjectError, match="not whole"):
        store.copy_to(tmp_path / "b.db")


def test_where_no_copy_can_be_written_that_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store, pytest.raises(ProjectError, match="cannot be written"):
        store.copy_to(tmp_path / "nowhere" / "b.db")
