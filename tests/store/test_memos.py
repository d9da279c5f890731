"""Memos in the store: appended, taken back by appending, and found by what they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_up import ANA, AT, coding, document
from relsynth.store import File, Store
from relsynth.store.memos import Memo

BOOK = "b" * 64
PAPER = document()


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        opened.add_codebook(BOOK, id="small", version="1", source="", at=AT)
        opened.add_coder(ANA)
        opened.add_document(PAPER, at=AT)
        opened.add_file(File(path="a.md", status="read", document=PAPER.id), at=AT)
        opened.add_codings([coding(PAPER, coder=ANA)], codebook=BOOK, at=AT)
        yield opened


def memo(**others: Any) -> Memo:
    return Memo(**{"about": "project", "text": "odd", "coder": "Ana", "at": AT, **others})


ABOUT: list[Any] = [
    pytest.param({"about": "project"}, id="project"),
    pytest.param({"about": "document", "document": PAPER.id}, id="document"),
    pytest.param({"about": "code", "code": "STA.TRUST"}, id="code"),
    pytest.param({"about": "coding", "coding": 1}, id="coding"),
]


@pytest.mark.parametrize("about", ABOUT)
def test_a_memo_is_kept_with_what_it_is_about(store: Store, about: dict[str, Any]) -> None:
    written = memo(**about, text="¿por qué? 🚤\nsecond line", to_adjudicator=True)
    number = store.memos.add(written)
    store.memos.add(memo(coder="Ben", text="another"))
    (found,) = store.memos.current(coder="Ana", **about)
    assert found == Memo(**{**{name: getattr(written, name) for name in Memo.__slots__}, "number": number})


def test_what_is_taken_back_holds_no_longer_and_is_kept(store: Store) -> None:
    number = store.memos.add(memo(about="coding", coding=1))
    assert store.memos.withdraw(number, at=AT) == memo(about="coding", coding=1, number=number)
    assert store.memos.current() == ()
    assert store.memos.withdraw(number, at=AT) is None
    assert store._db.execute("SELECT count(*) FROM memos WHERE text = 'odd'").fetchone()[0] == 1


@pytest.mark.parametrize("sql", ["UPDATE memos SET text = ''", "DELETE FROM memos"])
def test_memos_are_never_changed(store: Store, sql: str) -> None:
    store.memos.add(memo())
    with pytest.raises(sqlite3.IntegrityError, match="memos are appended, never changed"):
        store._db.execute(sql)


@pytest.mark.parametrize(
    "about",
    [
        pytest.param({"about": "document"}, id="no-document"),
        pytest.param({"about": "project", "code": "STA.TRUST"}, id="two-things"),
        pytest.param({"about": "coding", "coding": 99}, id="no-such-coding"),
    ],
)
def test_a_memo_about_nothing_is_refused(store: Store, about: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.memos.add(memo(**about))
