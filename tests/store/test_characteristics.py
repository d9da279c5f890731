"""Characteristics of studies: what each extractor found is kept, and what people say is kept apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, document
from relsynth.characteristics import Characteristic
from relsynth.documents import Span
from relsynth.store import File, Store
from relsynth.store.characteristics import CharacteristicJudgement

OF = document("The vans drove in Kenya.")
FOUND = Characteristic(field="country", value="Kenya", start=18, end=23, rule="named", confidence=0.9)
SAID = CharacteristicJudgement(document=OF.id, field="country", values=("Uganda", "Ngũgĩ; land"), coder="Ana")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        opened.add_document(OF, at=AT)
        opened.add_file(File(path="a.md", status="read", document=OF.id), at=AT)
        yield opened


def test_what_was_found_comes_back_with_the_extractor_that_found_it(store: Store) -> None:
    other = replace(FOUND, value="Uganda", confidence=0.25)
    store.characteristics.add(OF.version, "one@a", [other, FOUND], at=AT)
    store.characteristics.add(OF.version, "two@a", [], at=AT)
    assert store.characteristics.found("one@a") == {OF.version: (other, FOUND)}
    assert store.characteristics.found("two@a") == {OF.version: ()}
    assert store.characteristics.found("three@a") == {}


def test_a_version_that_holds_no_longer_is_not_told(store: Store) -> None:
    store.characteristics.add(OF.version, "one@a", [FOUND], at=AT)
    store.add_document(replace(OF, reader="md/2"), at=AT)
    assert store.characteristics.found("one@a") == {}


def test_an_extractor_looks_once(store: Store) -> None:
    store.characteristics.add(OF.version, "one@a", [FOUND], at=AT)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        store.characteristics.add(OF.version, "one@a", [FOUND], at=AT)


def test_the_last_word_of_people_holds_until_it_is_taken_back(store: Store) -> None:
    none = CharacteristicJudgement(
        document=OF.id, field="country", values=(), coder="Ben", quote=Span(version=OF.version, start=0, end=3)
    )
    design = replace(SAID, field="design", values=("case study",))
    for said in (SAID, design, none):
        store.characteristics.judge(said, at=AT)
    assert store.characteristics.judgements() == (design, none)
    store.characteristics.withdraw(OF.id, "country", coder="Ana", at=AT)
    assert store.characteristics.judgements() == (design,)
    with pytest.raises(LookupError):
        store.characteristics.withdraw(OF.id, "country", coder="Ana", at=AT)
    store.characteristics.judge(SAID, at=AT)
    assert store.characteristics.judgements() == (design, SAID)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE characteristics SET value = 'Chad'", id="another-find"),
        pytest.param("DELETE FROM characteristics", id="no-finds"),
        pytest.param("UPDATE extractions SET extractor = 'x'", id="another-extractor"),
        pytest.param("DELETE FROM extractions", id="no-extractions"),
        pytest.param("UPDATE characteristic_judgements SET said = '[]'", id="another-word"),
        pytest.param("DELETE FROM characteristic_judgements", id="no-words"),
    ],
)
def test_nothing_is_changed_or_deleted(store: Store, statement: str) -> None:
    store.characteristics.add(OF.version, "one@a", [FOUND], at=AT)
    store.characteristics.judge(SAID, at=AT)
    with pytest.raises(sqlite3.IntegrityError, match="appended, never"):
        store._db.execute(statement)
