"""Records are kept as their source has them; what is drawn from them can be drawn again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT, document
from made_up_records import at, record
from relsynth.dedupe import Judgement, Match
from relsynth.records import Origin, Record, Unread, record_id
from relsynth.store import File, Store
from relsynth.store.answers import Fetch
from relsynth.store.catalogue import Catalogue, Source


def source(name: str = "a", **others: object) -> Source:
    usual = {"id": f"s1:{name}", "name": f"{name}.ris", "kind": "database", "format": "ris", "digest": name}
    return Source(**({**usual, "bytes": 3, "added_at": AT} | others))  # type: ignore[arg-type]


def unread(first: int = 1, **others: object) -> Unread:
    usual = {"origin": Origin(first, first), "text": "TY  - ?", "reason": "has no title"}
    return Unread(**(usual | others))  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "relsynth.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def kept(store: Store) -> Catalogue:
    return store.catalogue


def add(kept: Catalogue, name: str, *records: Record) -> int:
    kept.add_source(source(name), name.encode())
    return kept.add_records(f"s1:{name}", [(record_id(one), n, one) for n, one in enumerate(records, start=1)])


def judged(a: str, b: str, relation: str = "duplicate", coder: str = "Ana") -> Judgement:
    return Judgement(a=a, b=b, relation=relation, coder=coder)  # type: ignore[arg-type]


def match(a: str, b: str, score: float = 0.5) -> Match:
    return Match(a=a, b=b, relation="unsure", rule="alike", score=score)


# -- sources and records


@given(content=st.binary(max_size=200))
@settings(max_examples=20)
def test_a_source_is_kept_byte_for_byte(content: bytes) -> None:
    with Store.open(Path(":memory:")) as store:
        store.catalogue.add_source(source(query="vans", database="X"), content)
        assert store.catalogue.content("s1:a") == content
        assert store.catalogue.sources() == (source(query="vans", database="X"),)


def test_what_is_told_of_a_source_can_be_told_anew(kept: Catalogue) -> None:
    kept.add_source(source(), b"")
    kept.describe_source("s1:a", kind="register", database="X", query="y", searched_on="2026-11-01")
    told = source(kind="register", database="X", query="y", searched_on="2026-11-01")
    assert kept.sources() == (told,)


def test_records_come_back_in_order_as_they_stood(kept: Catalogue) -> None:
    records = [at(record(2), 1, 5), at(record(1, extra=(("DB", "X"), ("DB", "Y"))), 6, 9)]
    assert add(kept, "a", *records) == 2
    assert list(kept.records().items()) == [(record_id(one), one) for one in records]
    assert kept.records([record_id(records[1])]) == {record_id(records[1]): records[1]}
    assert kept.records([]) == {}
    assert list(kept.dois().values()) == ["10.5555/made-up.2", "10.5555/made-up.1"]


def test_a_record_in_two_places_is_kept_once_and_counted_twice(kept: Catalogue) -> None:
    assert add(kept, "a", at(record(1), 1, 5), at(record(1), 6, 9)) == 1
    assert add(kept, "b", at(record(1), 3, 4), record(2)) == 1
    kept.add_unread("s1:b", [(3, unread(9)), (4, unread(10, kind="aside"))])
    assert kept.counts() == {"s1:a": (2, 1, 0), "s1:b": (2, 1, 1)}
    (there, _) = kept.places().values()
    assert [(place.source, place.origin.first) for place in there] == [("s1:a", 1), ("s1:a", 6), ("s1:b", 3)]
    assert kept.places([record_id(record(1))]) == {record_id(record(1)): there}
    assert kept.records()[record_id(record(1))].origin == Origin(1, 5)


def test_a_source_without_records_adds_none(kept: Catalogue) -> None:
    assert add(kept, "a") == 0
    assert kept.counts() == {"s1:a": (0, 0, 0)}


def test_what_is_unread_is_kept_in_order(kept: Catalogue) -> None:
    for name in ("b", "a"):
        add(kept, name)
        kept.add_unread(f"s1:{name}", [(2, unread(7, kind="aside")), (1, unread(3))])
    assert [(of, one.origin.first) for of, one in kept.unread()] == [("s1:b", 3), ("s1:b", 7), ("s1:a", 3), ("s1:a", 7)]
    assert next(kept.unread())[1] == unread(3)


def test_records_are_found_by_the_beginning_of_their_id(kept: Catalogue) -> None:
    add(kept, "a", record(1), record(2))
    whole = record_id(record(1))
    assert kept.ids_like(whole) == kept.ids_like(whole[:12]) == (whole,)
    assert len(kept.ids_like("r1:")) == 2
    assert kept.ids_like("r1:_") == kept.ids_like("%") == ()


NEVER = [
    pytest.param("UPDATE records SET title = 'other'", "never changed", id="record-changed"),
    pytest.param("DELETE FROM records", "never deleted", id="record-deleted"),
    pytest.param("UPDATE origins SET first = 1", "where a record stood", id="origin-changed"),
    pytest.param("DELETE FROM origins", "where a record stood", id="origin-deleted"),
    pytest.param("UPDATE sources SET content = x'00'", "kept as it came", id="source-changed"),
    pytest.param("DELETE FROM sources", "kept as it came", id="source-deleted"),
    pytest.param("UPDATE unread SET text = ''", "kept as it stood", id="unread-changed"),
    pytest.param("DELETE FROM unread", "kept as it stood", id="unread-deleted"),
    pytest.param("UPDATE judgements SET relation = 'version'", "never changed", id="judgement-changed"),
    pytest.param("DELETE FROM judgements", "never deleted", id="judgement-deleted"),
]


@pytest.mark.parametrize(("statement", "reason"), NEVER)
def test_what_was_read_and_judged_refuses_to_be_changed(
    kept: Catalogue, store: Store, path: Path, statement: str, reason: str
) -> None:
    with store.atomic():
        add(kept, "a", record(1))
        kept.add_unread("s1:a", [(2, unread())])
        kept.add_judgement(judged("r1:a", "r1:b"), at=AT)
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match=reason):
        other.execute(statement)


# -- full texts


def test_a_full_text_says_of_itself_what_a_record_would(store: Store) -> None:
    one = document(title="A van", authors=("Okafor, A",), year=2021, journal="Vans", doi="10.5555/v", pmcid="PMC7")
    for name, of in (("b.md", one), ("a.md", document("Other.", name="0"))):
        store.add_document(of, at=AT)
        store.add_file(File(path=name, status="read", document=of.id), at=AT)
    first, second = store.catalogue.full_texts()
    assert (first.id, first.version, first.name) == (one.id, one.version, "a")
    told = {"title": "A van", "authors": ("Okafor, A",), "year": 2021, "container_title": "Vans"}
    assert first.record == Record(origin=Origin(1, 1), doi="10.5555/v", pmcid="PMC7", **told)  # type: ignore[arg-type]
    assert second.name == "0"
    store.forget_file("b.md")
    assert [text.name for text in store.catalogue.full_texts()] == ["0"]


# -- what is the same


def test_matches_are_kept_until_they_are_forgotten(kept: Catalogue) -> None:
    kept.add_matches([match("a", "b"), match("b", "c"), match("c", "d")])
    kept.add_matches([match("a", "b", 0.7)])
    kept.set_matched([(id, "1") for id in "cabd"])
    kept.forget_matches(["b"])
    assert kept.matches() == (match("c", "d"),)
    assert list(kept.matched().items()) == [("c", "1"), ("a", "1"), ("b", None), ("d", "1")]


def test_who_came_first_stays_first_when_compared_anew(kept: Catalogue) -> None:
    kept.set_matched([("b", "1"), ("a", "1")])
    kept.set_matched([("b", "2"), ("0", "2")])
    assert list(kept.matched().items()) == [("b", "2"), ("a", "1"), ("0", "2")]


def test_the_latest_judgement_on_a_pair_holds(kept: Catalogue) -> None:
    for one in (judged("a", "b"), judged("a", "c"), judged("a", "b", "different", "Ben")):
        kept.add_judgement(one, at=AT)
    assert kept.judgements() == (judged("a", "c"), judged("a", "b", "different", "Ben"))


def test_what_is_withdrawn_gives_way_to_what_was_said_before(kept: Catalogue) -> None:
    said = [judged("a", "b"), judged("a", "b", "version", "Ben"), judged("a", "b", "different"), judged("c", "d")]
    for one in said:
        kept.add_judgement(one, at=AT)
    for one in (said[3], said[2]):
        assert kept.last_judgement("Ana") == (one, None)
        kept.withdraw(one, at=AT)
    assert kept.judgements() == (said[1],)
    assert kept.last_judgement("Ana") == (said[0], "Ben")
    kept.withdraw(said[1], at=AT)
    assert kept.judgements() == (said[0],)
    assert kept.last_judgement("Ana") == (said[0], None)


def test_nobody_has_judged_what_another_said(kept: Catalogue) -> None:
    kept.add_judgement(judged("a", "b"), at=AT)
    assert kept.last_judgement("Ben") == (None, None)
    assert kept.judgements() == (judged("a", "b"),)


def test_reports_are_set_member_by_member(kept: Catalogue) -> None:
    kept.set_reports([("a", "a", "a"), ("b", "b", "b"), ("c", "c", "c")], gone=())
    kept.set_reports([("b", "a", "a")], gone=["c"])
    assert kept.reports() == {"a": ("a", "a"), "b": ("a", "a")}


def test_the_stamp_is_another_as_soon_as_records_or_judgements_are(store: Store) -> None:
    stamps = [store.catalogue.stamp()]
    store.catalogue.add_source(source(), b"abc")
    store.catalogue.add_records("s1:a", [("r1:a", 0, record(1)), ("r1:b", 1, record(2))])
    stamps.append(store.catalogue.stamp())
    store.catalogue.add_judgement(Judgement(a="r1:a", b="r1:b", relation="duplicate", coder="Ana"), at=AT)
    stamps.append(store.catalogue.stamp())
    store.add_document(document(), at=AT)
    stamps.append(store.catalogue.stamp())
    assert len(set(stamps)) == len(stamps)
    assert store.catalogue.stamp() == stamps[-1]


def test_the_whole_stamp_is_another_for_a_fetch_and_for_a_new_reading_too(store: Store) -> None:
    store.add_document(document(), at=AT)
    stamps = [store.catalogue.whole_stamp()]
    store.answers.add_fetch(Fetch(report="r1:a", status="not_found", reason="nowhere"), at=AT)
    stamps.append(store.catalogue.whole_stamp())
    store.add_document(document(reader="md/2"), at=AT)
    stamps.append(store.catalogue.whole_stamp())
    assert len(set(stamps)) == len(stamps)
    assert store.catalogue.whole_stamp() == stamps[-1]


def test_titles_hold_what_records_are_looked_for_by(store: Store) -> None:
    store.catalogue.add_source(source(), b"abc")
    store.catalogue.add_records("s1:a", [("r1:a", 0, record(1)), ("r1:b", 1, record(2, title=None, year=None))])
    one, two = store.catalogue.titles().values()
    assert record(1).title in one
    assert "2002" in one
    assert "Marangoni" in two
