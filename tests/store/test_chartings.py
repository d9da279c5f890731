"""What people chart is appended, taken back by appending, and follows its paper."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, document
from relsynth.charting import Answer
from relsynth.documents import Span
from relsynth.store import File, Store

OF, NEXT = document("The vans drove in Kenya."), document("The vans drove in Kenya, slowly.", name="b")
LATER = "2026-02-01T00:00:00+00:00"
COUNTRY = Answer(
    form="charting",
    field="country",
    document=OF.id,
    values=("Kenya",),
    coder="Ana",
    quote=Span(version=OF.version, start=18, end=23),
    note="In the title.",
    accepts=True,
)
NOT_REPORTED = Answer(form="charting", field="weeks", document=OF.id, values=(), coder="Ana")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        opened.add_document(OF, at=AT)
        opened.add_file(File(path="a.md", status="read", document=OF.id), at=AT)
        yield opened


def test_answers_come_back_as_they_were_given(store: Store) -> None:
    act = store.chartings.add([COUNTRY, NOT_REPORTED], at=AT)
    assert store.chartings.current() == (COUNTRY, NOT_REPORTED)
    assert [(one.number, one.act, one.at, one.withdrawn) for one in store.chartings.current()] == [
        (1, act, AT, None),
        (2, act, AT, None),
    ]
    assert store.coder("Ana")
    assert store.chartings.add([], at=AT) is None


def test_the_last_of_a_coder_holds_beside_others_and_settlements(store: Store) -> None:
    again, ben = replace(COUNTRY, values=("Uganda",)), replace(COUNTRY, coder="Ben")
    settled = replace(COUNTRY, settles=True)
    for answer in (COUNTRY, ben, again, settled):
        store.chartings.add([answer], at=AT)
    assert store.chartings.current() == (ben, again, settled)
    assert store.chartings.history() == (COUNTRY, ben, again, settled)
    assert store.chartings.history(form="appraisal") == ()


def test_what_was_said_at_once_is_taken_back_at_once_and_the_word_before_holds_again(store: Store) -> None:
    store.chartings.add([COUNTRY], at=AT)
    store.chartings.add([replace(COUNTRY, values=("Uganda",)), NOT_REPORTED], at=AT)
    store.chartings.add([replace(COUNTRY, coder="Ben")], at=AT)
    taken = store.chartings.withdraw_last("Ana", at=LATER)
    assert [(one.field, one.values) for one in taken] == [("country", ("Uganda",)), ("weeks", ())]
    assert store.chartings.current() == (COUNTRY, replace(COUNTRY, coder="Ben"))
    assert [one.withdrawn for one in store.chartings.history()] == [None, LATER, LATER, None]
    assert store.chartings.withdraw_last("Ana", at=LATER) == (COUNTRY,)
    assert store.chartings.withdraw_last("Ana", at=LATER) == ()
    assert store.chartings.withdraw_last("nobody", at=LATER) == ()


def test_answers_follow_a_file_to_the_text_that_it_holds_now(store: Store) -> None:
    store.chartings.add([replace(COUNTRY, values=("Uganda",))], at=AT)
    store.chartings.add([COUNTRY], at=AT)
    store.add_document(NEXT, at=LATER)
    store.add_file(File(path="a.md", status="read", document=NEXT.id), at=LATER)
    (old, new) = store.chartings.current()
    assert (old, new) == (COUNTRY, replace(COUNTRY, document=NEXT.id))
    assert (new.at, new.act, new.quote) == (AT, old.act, COUNTRY.quote)
    store.chartings.withdraw_last("Ana", at=LATER)
    assert {(one.document, one.values) for one in store.chartings.current()} == {
        (OF.id, ("Uganda",)),
        (NEXT.id, ("Uganda",)),
    }


def test_what_was_said_of_the_new_text_is_not_overruled_by_the_old(store: Store) -> None:
    store.chartings.add([COUNTRY], at=AT)
    store.add_document(NEXT, at=AT)
    store.chartings.add([replace(COUNTRY, document=NEXT.id, values=("Uganda",))], at=AT)
    store.chartings.inherit(NEXT.id, OF.id)
    assert [one.values for one in store.chartings.current() if one.document == NEXT.id] == [("Uganda",)]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE chartings SET said = '[]'", id="another-answer"),
        pytest.param("DELETE FROM chartings", id="no-answers"),
    ],
)
def test_nothing_is_changed_or_deleted(store: Store, statement: str) -> None:
    store.chartings.add([COUNTRY], at=AT)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        store._db.execute(statement)
