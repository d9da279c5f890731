"""What is made of a service's words, waits and faults; what came is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from relsynth.records import Origin, Record
from relsynth.store import Store
from relsynth.store.answers import Begun, Fetch, SavedNotice, SavedPage
from relsynth.store.catalogue import Source

AT = "2026-01-01T00:00:00+00:00"
PAGE = SavedPage(number=1, told='{"total": 2}', content="a raft, a reed: ő".encode())
SOURCE = Source(
    id="s1:raft",
    name="Europe PMC: raft",
    kind="database",
    format="europepmc_json",
    digest="raft",
    bytes=1,
    added_at=AT,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "relsynth.db") as opened:
        yield opened


def test_a_search_that_was_stopped_is_found_again_with_its_pages(store: Store) -> None:
    with store.atomic():
        begun = store.answers.begin_query("europepmc", "raft", at=AT)
        for page in (replace(PAGE, number=2), PAGE):
            store.answers.add_page(begun.number, page)
    assert store.answers.unfinished_query("europepmc", "raft") == begun == Begun(number=begun.number, at=AT)
    assert store.answers.pages(begun.number) == (PAGE, replace(PAGE, number=2))


def test_a_search_that_was_stopped_can_be_forgotten_and_a_whole_one_cannot(store: Store) -> None:
    with store.atomic():
        stopped = store.answers.begin_query("europepmc", "raft", at=AT)
        store.answers.add_page(stopped.number, PAGE)
        store.catalogue.add_source(SOURCE, PAGE.content)
        whole = store.answers.begin_query("europepmc", "reed", at=AT)
        store.answers.finish_query(whole.number, source=SOURCE.id)
        for begun in (stopped, whole):
            store.answers.forget_query(begun.number)
        another = store.answers.begin_query("europepmc", "raft", at=AT)
    assert store.answers.pages(stopped.number) == ()
    assert another.number > whole.number


@pytest.mark.parametrize(("service", "query"), [("pubmed", "raft"), ("europepmc", "reed")])
def test_another_search_goes_on_from_none(store: Store, service: str, query: str) -> None:
    with store.atomic():
        store.answers.begin_query("europepmc", "raft", at=AT)
    assert store.answers.unfinished_query(service, query) is None


def test_a_search_that_is_whole_begins_anew_the_next_time_and_keeps_its_pages_no_longer(store: Store) -> None:
    with store.atomic():
        number = store.answers.begin_query("europepmc", "raft", at=AT).number
        store.answers.add_page(number, PAGE)
        store.catalogue.add_source(SOURCE, PAGE.content)
        store.answers.finish_query(number, source=SOURCE.id)
    assert store.answers.unfinished_query("europepmc", "raft") is None
    assert store.answers.pages(number) == ()
    assert store.catalogue.content(SOURCE.id) == PAGE.content


def test_what_became_of_a_full_text_last_is_what_counts(store: Store) -> None:
    failed = Fetch(report="r1:a", status="failed", reason="out of reach")
    fetched = Fetch(report="r1:a", status="fetched", service="Europe PMC", url="https://x.example", path="papers/a.xml")
    other = Fetch(report="r1:b", status="not_found", reason="no open copy")
    with store.atomic():
        for fetch in (failed, other, fetched):
            store.answers.add_fetch(fetch, at=AT)
    assert store.answers.fetches() == (other, fetched)


def test_a_notice_that_is_seen_again_stands_once(store: Store) -> None:
    record = Record(origin=Origin(1, 1), title="Rafts")
    notice = SavedNotice(record="r1:a", kind="retraction", notice="10.5555/gone", issued=None, service="Crossref")
    dated = replace(notice, issued="2025-03")
    with store.atomic():
        store.catalogue.add_source(SOURCE, b"x")
        store.catalogue.add_records(SOURCE.id, [("r1:a", 1, record)])
        store.answers.add_notices([notice], at=AT)
        store.answers.add_notices([dated, replace(notice, kind="correction")], at=AT)
    assert store.answers.notices() == (dated, replace(notice, kind="correction"))


@pytest.mark.parametrize(
    ("notice", "issued", "said"),
    [
        pytest.param("10.5555/gone", "2025-03", "RETRACTION told by PubMed (2025-03, 10.5555/gone)", id="all-told"),
        pytest.param("", None, "RETRACTION told by PubMed", id="no-more-is-told"),
    ],
)
def test_a_notice_says_who_told_it(notice: str, issued: str | None, said: str) -> None:
    assert str(SavedNotice(record="r1:a", kind="retraction", notice=notice, issued=issued, service="PubMed")) == said
