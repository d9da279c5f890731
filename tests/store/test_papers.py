"""Readings of papers: which holds, and what people's labels on sections make of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, coding, document
from relsynth.coding import Coder
from relsynth.documents import Document, Section
from relsynth.labelling import SectionJudgement, SectionPlace, places
from relsynth.store import File, Store

BOOK = "b" * 64
LATER = "2026-02-02T00:00:00+00:00"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        opened.add_codebook(BOOK, id="small", version="1", source="", at=AT)
        opened.add_coder(ANA)
        yield opened


def read(store: Store, of: Document) -> Document:
    """Add a reading, as from a file of its name; what holds then."""
    store.add_document(of, at=AT)
    store.add_file(File(path=f"{of.name}.md", status="read", document=of.id), at=AT)
    return store.papers.current(of.id)


def judge(store: Store, of: Document, label: str, *, coder: str = "Ana") -> Document:
    """Label the first section of a document."""
    said = SectionJudgement(place=places(of.sections)[0], label=label, coder=coder)
    store.papers.judge(of.id, said, at=LATER)
    return store.papers.current(of.id)


def first(of: Document) -> tuple[str, str, float]:
    return of.sections[0].label, of.sections[0].reason, of.sections[0].confidence


MADE = replace(
    document(), sections=(Section(heading="What we saw", label="other", reason="no known word", confidence=0.4),)
)


def test_a_label_set_by_a_person_makes_a_version_with_the_same_text(store: Store) -> None:
    before = read(store, MADE)
    after = judge(store, MADE, "results")
    assert first(after) == ("results", "set by Ana", 1.0)
    assert after.version != before.version
    assert after.text_digest == before.text_digest
    assert list(store.documents()) == [after]
    assert store.papers.read_as() == {after.version: before.version}
    assert store.papers.documents_of_versions() == {after.version: MADE.id}
    assert store.papers.version(before.version) == before


def test_people_s_codings_stay_with_the_text_and_the_machine_s_are_to_be_made_anew(store: Store) -> None:
    machine = Coder(name="lexicon@1", kind="machine")
    read(store, MADE)
    store.add_coder(machine)
    store.add_run(MADE.version, machine, [coding(MADE, coder=machine)], codebook=BOOK, sentences=1, at=AT)
    store.add_codings([coding(MADE, coder=ANA)], codebook=BOOK, at=AT)
    after = judge(store, MADE, "results")
    assert [(one.coder.name, one.span.version) for one in store.codings()] == [("Ana", after.version)]
    assert store.latest_coders("lexicon") == {}
    store.papers.withdraw(MADE.id, places(MADE.sections)[0], coder="Ana", at=LATER)
    assert [one.coder.name for one in store.codings()] == ["lexicon@1", "Ana"]
    assert store.latest_coders("lexicon") == {MADE.version: "lexicon@1"}


def test_the_last_word_holds_and_taking_it_back_brings_the_machine_s(store: Store) -> None:
    read(store, MADE)
    judge(store, MADE, "results")
    assert first(judge(store, MADE, "discussion", coder="Ben")) == ("discussion", "set by Ben", 1.0)
    store.papers.withdraw(MADE.id, places(MADE.sections)[0], coder="Ana", at=LATER)
    assert store.papers.current(MADE.id) == MADE
    assert store.papers.judgements(MADE.id) == ()
    with pytest.raises(LookupError):
        store.papers.withdraw(MADE.id, places(MADE.sections)[0], coder="Ana", at=LATER)
    assert first(judge(store, MADE, "results"))[0] == "results"


def test_a_person_who_agrees_is_told_as_the_reason_and_can_take_it_back(store: Store) -> None:
    before = read(store, MADE)
    after = judge(store, MADE, "other")
    assert first(after) == ("other", "set by Ana", 1.0)
    assert after.version == before.version
    store.papers.withdraw(MADE.id, places(MADE.sections)[0], coder="Ana", at=LATER)
    assert store.papers.current(MADE.id) == MADE


def test_a_new_reading_has_the_labels_that_people_set(store: Store) -> None:
    read(store, MADE)
    judge(store, MADE, "results")
    better = replace(MADE, reader="md/2", text="Trust grew!\nTies held.")
    assert first(read(store, better)) == ("results", "set by Ana", 1.0)
    assert store.readings() == {MADE.id: "md/2"}
    headed = replace(better, reader="md/3", sections=(replace(MADE.sections[0], heading="Findings"),))
    assert read(store, headed) == headed
    assert len(store.papers.judgements(MADE.id)) == 1
    assert first(read(store, replace(better, reader="md/4")))[0] == "results"


def test_an_earlier_reading_holds_again_when_it_is_read_again(store: Store) -> None:
    newer = replace(MADE, reader="md/2")
    read(store, MADE)
    read(store, newer)
    assert store.add_document(MADE, at=LATER) is False
    assert store.papers.current(MADE.id) == MADE
    assert store.readings() == {MADE.id: "md/1"}


def test_the_same_reading_again_changes_nothing(store: Store) -> None:
    read(store, MADE)
    judge(store, MADE, "results")
    before = store._db.execute("SELECT count(*) FROM adoptions").fetchone()[0]
    read(store, MADE)
    assert store._db.execute("SELECT count(*) FROM adoptions").fetchone()[0] == before == 2


def test_papers_that_are_counted_are_known_by_name(store: Store) -> None:
    for name in ("b", "a"):
        read(store, document(name=name))
    assert list(store.papers.names().values()) == ["a", "b"]
    store.forget_file("a.md")
    assert list(store.papers.names().values()) == ["b"]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE section_judgements SET label = 'aims'", id="another-label"),
        pytest.param("DELETE FROM section_judgements", id="no-judgements"),
        pytest.param("UPDATE adoptions SET version = read_as", id="another-version"),
        pytest.param("DELETE FROM adoptions", id="no-adoptions"),
        pytest.param(
            "INSERT INTO section_judgements (document, path, ordinal, among, coder, at) "
            "SELECT id, '[]', 1, 1, 'Ana', '' FROM documents",
            id="neither-a-label-nor-one-taken-back",
        ),
    ],
)
def test_what_people_said_is_never_changed_or_deleted(store: Store, statement: str) -> None:
    read(store, MADE)
    after = judge(store, MADE, "results")
    with pytest.raises(sqlite3.IntegrityError):
        store._db.execute(statement)
    assert store.papers.current(MADE.id) == after


def test_judgements_come_oldest_first_and_with_their_place(store: Store) -> None:
    of = replace(MADE, sections=(*MADE.sections, Section(heading="Ngũgĩ 🚤", label="other", parent=0)))
    read(store, of)
    there = places(of.sections)
    for place, label in ((there[1], "results"), (there[0], "methods")):
        store.papers.judge(of.id, SectionJudgement(place=place, label=label, coder="Ana"), at=LATER)
    assert store.papers.judgements(of.id) == (
        SectionJudgement(
            place=SectionPlace(path=("What we saw", "Ngũgĩ 🚤"), ordinal=1, among=1), label="results", coder="Ana"
        ),
        SectionJudgement(place=SectionPlace(path=("What we saw",), ordinal=1, among=1), label="methods", coder="Ana"),
    )
    assert store.papers.judgements("d1:none") == ()


def test_two_spellings_of_a_heading_are_one_section_and_the_last_word_is_taken_back_whole(store: Store) -> None:
    def reading(heading: str, reader: str) -> Document:
        return replace(MADE, reader=reader, sections=(replace(MADE.sections[0], heading=heading), *MADE.sections[1:]))

    first, second = reading("Co-design work", "made-up/8"), reading("Co\u2010design work", "made-up/9")
    for of, label, coder in ((first, "methods", "Ana"), (second, "aims", "Ben")):
        read(store, of)
        place = places(store.papers.current(of.id).sections)[0]
        store.papers.judge(of.id, SectionJudgement(place=place, label=label, coder=coder), at=LATER)
    assert [(said.label, said.coder) for said in store.papers.judgements(MADE.id)] == [("aims", "Ben")]
    assert store.word_on(MADE.id).labels == 1
    store.papers.withdraw(MADE.id, places(second.sections)[0], coder="Ben", at=LATER)
    assert store.papers.judgements(MADE.id) == ()
    assert store.papers.current(MADE.id).sections[0].label == MADE.sections[0].label


def test_heads_say_what_whole_documents_say_without_their_words(store: Store) -> None:
    spanish = replace(document(name="b"), id="d1:b", authors=("Ruiz, A.", "Okafor, B."), year=2020, language="es")
    for one in (MADE, spanish):
        read(store, one)
    told = [(one.id, one.name, one.title, one.short_citation, one.out_of_scope) for one in store.papers.heads()]
    assert told == [(one.id, one.name, one.title, one.short_citation, one.out_of_scope) for one in store.papers.all()]
    assert told[1][4] == "not English (es)"
