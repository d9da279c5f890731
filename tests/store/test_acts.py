"""What people do with codings: an act at a time, each of which can be taken back, and none of which is ever lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.coding import Coder, Coding
from relsynth.documents import Document
from relsynth.store import File, Store

BOOK = "b" * 64
BEN = Coder(name="Ben", kind="person")
LATER = "2026-02-02T00:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "relsynth.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        of = document()
        with opened.atomic():
            opened.add_document(of, at=AT)
            opened.add_file(File(path="a.md", status="read", document=of.id), at=AT)
            opened.add_codebook(BOOK, id="small", version="1", source="", at=AT)
            for coder in (ANA, BEN, MACHINE):
                opened.add_coder(coder)
        yield opened


@pytest.fixture
def of(store: Store) -> Document:
    return next(iter(store.documents()))


def put(store: Store, *codings: Coding, at: str = AT) -> None:
    with store.atomic():
        store.add_codings(codings, codebook=BOOK, at=at)


def held(store: Store) -> set[tuple[str, str, int]]:
    return {(one.coder.name, one.code, one.span.start) for one in store.codings()}


def test_an_act_is_taken_back_whole(store: Store, of: Document) -> None:
    put(store, coding(of, coder=ANA))
    put(store, replace(coding(of, coder=ANA), verdict="reject"), coding(of, "NET.TIES", coder=ANA))
    with store.atomic():
        act = store.acts.withdraw_last("Ana", at=LATER)
    assert act is not None
    assert [(one.code, one.verdict) for one in act.codings] == [("STA.TRUST", "reject"), ("NET.TIES", "code")]
    assert act.withdrawn == LATER
    assert held(store) == {("Ana", "STA.TRUST", 0)}


def test_what_others_did_is_not_taken_back(store: Store, of: Document) -> None:
    put(store, coding(of, coder=ANA))
    put(store, coding(of, coder=BEN))
    with store.atomic():
        assert store.acts.withdraw_last("Ana", at=LATER) is not None
        assert store.acts.withdraw_last("Ana", at=LATER) is None
        assert store.acts.withdraw_last("Nobody", at=LATER) is None
    assert held(store) == {("Ben", "STA.TRUST", 0)}


def test_what_was_taken_back_stays_in_the_history(store: Store, of: Document, path: Path) -> None:
    put(store, coding(of, coder=ANA))
    with store.atomic():
        store.acts.withdraw_last("Ana", at=LATER)
    put(store, coding(of, "NET.TIES", coder=BEN), at=LATER)
    assert [(act.coder, act.at, act.withdrawn) for act in store.acts.history()] == [
        ("Ana", AT, LATER),
        ("Ben", LATER, None),
    ]
    assert [act.coder for act in store.acts.history(coder="Ben")] == ["Ben"]
    assert len(store.acts.history(document=of.id)) == 2
    assert store.acts.history(document="d1:none") == ()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM codings").fetchone() == (2,)


def test_a_coding_is_read_with_what_the_store_tells_of_it(store: Store, of: Document) -> None:
    put(store, coding(of, coder=ANA))
    put(store, coding(of, "NET.TIES", coder=BEN))
    one, two = sorted(store.codings(), key=lambda each: each.number or 0)
    assert (one.number, one.at, one.codebook, one.round, one.settles) == (1, AT, BOOK, None, ())
    put(store, replace(coding(of, coder=Coder(name="Ana", kind="person")), settles=(1, 2), reason="settles"))
    settled = next(each for each in store.codings() if each.settles)
    assert settled.settles == (one.number, two.number)
    assert store.acts.settlements() == {settled.number: (1, 2)}


def test_an_act_of_nothing_is_none(store: Store) -> None:
    with store.atomic():
        assert store.acts.append((), codebook=BOOK, at=AT) is None
    assert store.acts.history() == ()


def test_what_a_person_took_back_is_without_a_place_no_longer(store: Store, of: Document) -> None:
    put(store, coding(of, coder=ANA))
    with store.atomic():
        store.add_document(replace(of, text="Nothing grew.\nNo ties.", reader="md/2"), at=LATER)
    assert len(store.unplaced()) == 1
    with store.atomic():
        store.acts.withdraw_last("Ana", at=LATER)
    assert store.unplaced() == ()


def test_the_papers_of_codings_are_told(store: Store) -> None:
    (of,) = store.documents()
    store.add_run(of.version, MACHINE, [coding(of)], codebook=BOOK, sentences=2, at=AT)
    store.add_codings([coding(of, coder=BEN)], codebook=BOOK, at=AT)
    assert store.acts.documents_of([1, 2, 99]) == {of.id}
    assert store.acts.documents_of([99]) == frozenset()


def test_codings_of_one_paper_are_read_apart(store: Store) -> None:
    (of,) = store.documents()
    other = document("Other words.", name="b")
    store.add_document(other, at=AT)
    store.add_file(File(path="b.md", status="read", document=other.id), at=AT)
    store.add_codings([coding(of, coder=ANA), coding(other, coder=ANA)], codebook=BOOK, at=AT)
    assert [one.number for one in store.codings(document=other.id)] == [2]
    assert {one.number for one in store.codings()} == {1, 2}
