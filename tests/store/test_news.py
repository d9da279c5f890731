"""News are cheap to ask for, tell a kind and who, and nothing else."""

from __future__ import annotations

from pathlib import Path

from made_up import AT
from relsynth.dedupe import Judgement
from relsynth.store import Store
from relsynth.store.news import KINDS


def test_every_table_that_is_looked_at_exists_and_begins_somewhere(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        assert store.news.marks() == (0,) * len(KINDS)
        assert store.news.since(store.news.marks()) == {}


def test_what_another_connection_writes_is_told_by_kind_and_person(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store, Store.open(tmp_path / "a.db") as other:
        turn, marks = store.news.turn(), store.news.marks()
        with other.atomic():
            other.catalogue.add_judgement(Judgement(a="r1:a", b="r1:b", relation="duplicate", coder="Ana"), at=AT)
        assert store.news.turn() != turn
        assert store.news.since(marks) == {"judged": {"Ana"}}
        assert store.news.since(store.news.marks()) == {}
