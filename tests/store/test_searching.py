"""Words are found where they stand now, and no sign in what is asked for means anything to SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_up import AT, document
from relsynth.documents import Document
from relsynth.store import File, Store

TEXT = "Trust grew over the years.\nThe café was shared: “trusting” nobody, AND no one.\nTies held."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "relsynth.db") as store:
        yield store


def read(store: Store, of: Document, path: str = "a.md") -> Document:
    with store.atomic():
        store.add_document(of, at=AT)
        store.add_file(File(path=path, status="read", document=of.id), at=AT)
    return of


@pytest.mark.parametrize(
    ("words", "positions"),
    [
        pytest.param("trust", {0}, id="word"),
        pytest.param("TRUST", {0}, id="in-capitals"),
        pytest.param("trust*", {0, 1}, id="beginning"),
        pytest.param("over the years", {0}, id="phrase"),
        pytest.param("over the y*", {0}, id="phrase-with-a-beginning"),
        pytest.param("years the over", set(), id="another-order"),
        pytest.param("cafe", {1}, id="without-its-accent"),
        pytest.param("cafe\u0301", {1}, id="accent-as-a-sign-of-its-own"),
        pytest.param("and", {1}, id="an-operator-is-a-word"),
        pytest.param("trust OR ties", set(), id="or-is-a-word"),
        pytest.param('trust" OR "ties', set(), id="a-quote-ends-nothing"),
        pytest.param("text:trust", set(), id="a-column-is-no-column"),
        pytest.param("NEAR(trust years)", set(), id="near-is-a-word"),
        pytest.param("trust\0grew", {0}, id="nul"),
        pytest.param("***", set(), id="nothing"),
    ],
)
def test_where_words_stand(store: Store, words: str, positions: set[int]) -> None:
    of = read(store, document(TEXT))
    assert store.searching.passages(words) == ({of.version: positions} if positions else {})


@given(st.text())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_for_nothing_is_raised(store: Store, words: str) -> None:
    assert store.searching.passages(words) == {}  # of a store without papers


def test_only_what_is_read_now_is_found(store: Store) -> None:
    read(store, document("Trust grew."))
    later = document("Trust is gone.", reader="md/2")
    read(store, later)
    assert store.searching.passages("trust") == {later.version: {0}}
    assert store.searching.passages("grew") == {}
    store.forget_file("a.md")
    assert store.searching.passages("trust") == {}


def test_a_step_that_is_rolled_back_leaves_no_words(store: Store) -> None:
    with suppress(KeyboardInterrupt), store.atomic():
        store.add_document(document("Trust grew."), at=AT)
        raise KeyboardInterrupt
    read(store, document("Ties held."))
    assert store.searching.passages("trust") == {}
