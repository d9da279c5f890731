"""What is held in memory of a document is what its file gives, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.coding import Coder, Coding
from relsynth.documents import Document
from relsynth.store import File, Store
from relsynth.store.held import MOST

BOOK = "b" * 64
BEN = Coder(name="Ben", kind="person")
Write = Callable[[Store, Document], object]


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
            opened.add_run(
                of.version, MACHINE, [coding(of), coding(of, start=12, end=16)], codebook=BOOK, sentences=2, at=AT
            )
        yield opened


@pytest.fixture
def of(store: Store) -> Document:
    return next(iter(store.documents()))


def put(store: Store, *codings: Coding) -> int | None:
    with store.atomic():
        return store.add_codings(codings, codebook=BOOK, at=AT)


def undo(store: Store, of: Document) -> None:
    del of
    with store.atomic():
        store.acts.withdraw_last("Ana", at=AT)


def settle(store: Store, of: Document) -> None:
    first = put(store, coding(of, coder=BEN, start=12, end=16))
    put(store, replace(coding(of, coder=ANA, start=12, end=16), settles=(first or 0,)))


def run_again(store: Store, of: Document) -> None:
    with store.atomic():
        store.add_run(of.version, MACHINE, [coding(of, "NET.TIES")], codebook=BOOK, sentences=2, at=AT)


def read_otherwise(store: Store, of: Document) -> None:
    with store.atomic():
        store.add_document(replace(of, reader="markdown/90", text=of.text.replace("e", "a")), at=AT)


def forget(store: Store, of: Document) -> None:
    del of
    with store.atomic():
        store.forget_file("a.md")


WRITES: dict[str, Write] = {
    "before all others": lambda store, of: put(store, coding(of, "AAA", coder=ANA)),
    "after all others": lambda store, of: put(store, coding(of, "ZZZ", coder=ANA, start=12, end=16)),
    "two at once": lambda store, of: put(store, coding(of, coder=ANA), coding(of, "NET.TIES", coder=ANA)),
    "nothing": lambda store, of: put(store),
    "taken back": undo,
    "settled": settle,
    "coded again": run_again,
    "read otherwise": read_otherwise,
    "counted no longer": forget,
}


def told(codings: Iterator[Coding]) -> list[tuple[object, ...]]:
    return [(replace(one, grounds=()), one.number, one.at, one.codebook, one.round, one.settles) for one in codings]


def require_alike(store: Store, of: Document) -> list[tuple[object, ...]]:
    held = told(store.codings(document=of.id, grounds=False))
    assert held == told(store.codings(document=of.id))
    return held


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("by", ["this one", "another"])
def test_what_is_written_is_seen_at_the_next_look(
    path: Path, store: Store, of: Document, write: Write, by: str
) -> None:
    put(store, coding(of, coder=ANA))
    before = require_alike(store, of)
    if by == "this one":
        write(store, of)
    else:
        with Store.open(path) as other:
            write(other, of)
    after = require_alike(store, of)
    assert (after == before) is (write is WRITES["nothing"])


def test_what_is_rolled_back_was_never_held(store: Store, of: Document) -> None:
    before = require_alike(store, of)
    with suppress(RuntimeError), store.atomic():
        store.add_codings([coding(of, coder=ANA)], codebook=BOOK, at=AT)
        assert len(require_alike(store, of)) == len(before) + 1
        raise RuntimeError("the disk is full")
    assert require_alike(store, of) == before
    put(store, coding(of, "NET.TIES", coder=BEN))  # has the number that the other had
    assert len(require_alike(store, of)) == len(before) + 1


def test_codings_of_other_documents_are_not_among_them(store: Store, of: Document) -> None:
    others = [replace(document(), id=f"{number:064}", name=f"other {number}") for number in range(MOST + 1)]
    before = require_alike(store, of)
    with store.atomic():
        for other in others:
            store.add_document(other, at=AT)
            store.add_file(File(path=other.name, status="read", document=other.id), at=AT)
    for other in others:  # more than are held at once
        put(store, coding(other, coder=ANA))
        assert len(require_alike(store, other)) == 1
    assert require_alike(store, of) == before
