"""People's codings in a paper that is read anew: carried where their words are, listed where they are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.store import File, Store

BOOK = "b" * 64
TRUST = "Trust between the drivers and the clinic grew."
TIES = "Ties among the villages on the hill were loose."
FIRST = f"{TRUST}\n{TIES}"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        opened.add_codebook(BOOK, id="small", version="1", source="", at=AT)
        opened.add_coder(ANA)
        opened.add_coder(MACHINE)
        yield opened


def read(store: Store, text: str, reader: int = 1) -> Document:
    of = document(text, reader=f"md/{reader}")
    store.add_document(of, at=AT)
    store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
    return of


def code(store: Store, of: Document, quote: str, code: str = "STA.TRUST") -> None:
    start = of.text.index(quote)
    store.add_codings([coding(of, code, coder=ANA, start=start, end=start + len(quote))], codebook=BOOK, at=AT)


def quotes(store: Store) -> list[str]:
    (of,) = store.documents()
    found: list[Coding] = list(store.codings())
    assert {one.span.version for one in found} <= {of.version}
    return [of.quote(one.span.start, one.span.end) for one in found]


def rows(store: Store) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store._db.execute('SELECT coding, start, "end", reason FROM carried ORDER BY coding')]


def test_a_coding_moves_with_its_words_to_the_text_that_holds_now(store: Store) -> None:
    old = read(store, FIRST)
    code(store, old, TIES)
    read(store, f"A new first line.\n{FIRST}", 2)
    assert quotes(store) == [TIES]
    assert store.carried(old.id) == (1, 0)
    assert store.unplaced() == ()
    assert store._db.execute("SELECT version, start FROM codings").fetchone()[:] == (old.version, old.text.index(TIES))


def test_a_coding_whose_words_are_gone_is_listed_and_never_moved(store: Store) -> None:
    old = read(store, FIRST)
    code(store, old, TIES)
    code(store, old, TRUST)
    read(store, f"{TRUST}\nOther words stand here now.", 2)
    assert quotes(store) == [TRUST]
    assert store.carried(old.id) == (1, 1)
    (left,) = store.unplaced()
    assert (left.quote, left.paper, left.version, left.coder) == (TIES, "a", old.version, "Ana")
    assert left.reason == "its words are not in the text"


def test_what_has_no_place_in_one_reading_is_found_in_the_next(store: Store) -> None:
    old = read(store, FIRST)
    code(store, old, TIES)
    read(store, "Nothing of the kind stood here.", 2)
    assert quotes(store) == []
    read(store, f"And then.\n{FIRST}", 3)
    assert quotes(store) == [TIES]
    assert store.unplaced() == ()
    assert {row[1] for row in rows(store)} == {None, 10 + len(TRUST) + 1}


def test_a_coding_is_sought_from_where_it_was_carried_to_too(store: Store) -> None:
    """Words that stand twice are told apart by those around them, which change from reading to reading."""
    between = "The council paid for the new road in the end, and it was opened in spring."
    old = read(store, f"{between}\nTies held.\nThe first of it.\nTies held.")
    code(store, old, "Ties held.")
    read(store, f"{between}\nTies held.\nAnother line came in here, by the way.\nTies held.", 2)
    assert quotes(store) == ["Ties held."]
    third = "A line of a head.\nTies held.\nAnother line came in here, by the way.\nTies held."
    read(store, third, 3)
    assert [one.span.start for one in store.codings()] == [third.index("Ties")]


def test_the_text_in_which_a_coding_was_made_holds_it_where_it_was_made(store: Store) -> None:
    old = read(store, FIRST)
    code(store, old, TIES)
    read(store, f"More.\n{FIRST}", 2)
    read(store, FIRST, 3)
    assert quotes(store) == [TIES]
    store.add_document(old, at=AT)
    assert quotes(store) == [TIES]
    assert len(rows(store)) == 1


def test_a_coding_made_in_a_later_reading_goes_back_with_the_text(store: Store) -> None:
    read(store, FIRST)
    new = read(store, f"More.\n{FIRST}", 2)
    code(store, new, TIES)
    read(store, FIRST, 3)
    assert quotes(store) == [TIES]


def test_a_coding_that_comes_late_in_a_text_that_holds_no_longer_is_carried_at_once(store: Store) -> None:
    old = read(store, FIRST)
    read(store, f"More.\n{FIRST}", 2)
    code(store, old, TIES)
    assert quotes(store) == [TIES]


def test_a_machine_s_codings_are_not_carried(store: Store) -> None:
    old = read(store, FIRST)
    store.add_run(old.version, MACHINE, [coding(old)], codebook=BOOK, sentences=1, at=AT)
    read(store, f"More.\n{FIRST}", 2)
    assert quotes(store) == []
    assert rows(store) == []
    assert store.unplaced() == ()


def test_codings_of_a_paper_that_is_counted_no_longer_are_listed_until_it_is_again(store: Store) -> None:
    old = read(store, FIRST)
    code(store, old, TIES)
    store.forget_file("a.md")
    assert [(left.quote, left.reason) for left in store.unplaced()] == [(TIES, "the paper is counted no longer")]
    read(store, f"More.\n{FIRST}", 2)
    assert quotes(store) == [TIES]
    assert store.unplaced() == ()


def test_a_coding_that_was_carried_has_what_was_said_and_no_cue_s_place(store: Store) -> None:
    old = read(store, FIRST)
    made = replace(coding(old, coder=ANA, end=len(TRUST)), facets=(("role", ("barrier",)),), score=0.5)
    store.add_codings([made], codebook=BOOK, at=AT)
    new = read(store, f"More.\n{FIRST}", 2)
    assert list(store.codings()) == [
        replace(made, span=replace(made.span, version=new.version, start=6, end=6 + len(TRUST)))
    ]


@pytest.mark.parametrize("statement", ["UPDATE carried SET start = 0", "DELETE FROM carried"])
def test_where_codings_were_carried_is_never_changed_or_deleted(store: Store, statement: str) -> None:
    code(store, read(store, FIRST), TIES)
    read(store, f"More.\n{FIRST}", 2)
    with pytest.raises(sqlite3.IntegrityError, match="is kept"):
        store._db.execute(statement)


def test_what_was_taken_back_is_counted_nowhere(store: Store) -> None:
    of = read(store, FIRST)
    code(store, of, TRUST)
    code(store, of, TIES)
    read(store, f"{TRUST}\nOther words stand here now.", reader=2)
    assert (store.carried(of.id), store.word_on(of.id).codings, store.word_on(of.id).unplaced) == ((1, 1), 2, 1)
    store.acts.withdraw_last(ANA.name, at=AT)
    assert (store.carried(of.id), store.word_on(of.id).codings, store.word_on(of.id).unplaced) == ((1, 0), 1, 0)
    store.acts.withdraw_last(ANA.name, at=AT)
    assert (store.carried(of.id), store.word_on(of.id).codings, quotes(store)) == ((0, 0), 0, [])
